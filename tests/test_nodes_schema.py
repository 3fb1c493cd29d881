"""The schema has no more that stands against spreading figures over nodes than the page on nodes takes off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner, Server

PAGE = Path(__file__).resolve().parents[1] / "docs" / "postgresql-nodes.md"

#: What forbids a distribution by host, one name each: keys without the host, references to figures, and what neither
#: partitions over other servers nor Citus know.
FORBIDDING = """
SELECT conname::text AS name FROM pg_constraint AS c
WHERE conrelid = 'personnel_counts'::regclass AND contype IN ('p', 'u')
    AND NOT (SELECT attnum FROM pg_attribute WHERE attrelid = c.conrelid AND attname = 'host_id') = ANY (conkey)
UNION ALL
SELECT indexrelid::regclass::text FROM pg_index AS i
WHERE indrelid = 'personnel_counts'::regclass AND indisunique
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = i.indrelid)
    AND NOT (SELECT attnum FROM pg_attribute WHERE attrelid = i.indrelid AND attname = 'host_id') = ANY (indkey)
UNION ALL
SELECT conname::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'personnel_counts'::regclass
UNION ALL
SELECT conname::text FROM pg_constraint WHERE condeferrable OR contype = 'x'
UNION ALL
SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1
"""
TAKEN_OFF = [
    "fk_count_basis_count_id_personnel_counts",
    "fk_personnel_counts_part_of_id_personnel_counts",
    "pk_personnel_counts",
    "uq_personnel_counts_source_id_key",
]
MORE = """\
format: 1
source:
  key: survey
  type: report
  publication: {key: office, name: Office, kind: government}
  title: A survey
passages:
  - at: page 1
    counts:
      - {key: troops, actor: usa, host: irq, measure: present, category: military, exact: 9, as_of: 2010}
      - {key: others, actor: usa, host: deu, measure: present, category: military, exact: 9, as_of: 2010}
"""


@pytest.fixture
def ordinary(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database with the built-in dataset on a server."""
    target = server.create(built_in_template)
    yield target
    server.drop(target)


def test_only_what_the_page_takes_off_stands_against_a_distribution_by_host(ordinary: Target) -> None:
    assert names(ordinary, FORBIDDING) == TAKEN_OFF


def test_a_fifth_would_be_found(ordinary: Target) -> None:
    function = "CREATE FUNCTION said() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
    changes = (
        "CREATE UNIQUE INDEX fifth ON personnel_counts (source_id, key, actor_id)",
        "ALTER TABLE personnel_counts ADD CONSTRAINT fifth UNIQUE (source_id, key, measure)",
        "ALTER TABLE events ADD count_id integer CONSTRAINT fifth REFERENCES personnel_counts (id)",
        "ALTER TABLE events ADD CONSTRAINT fifth FOREIGN KEY (actor_id) REFERENCES actors (id) DEFERRABLE",
        f"{function}CREATE TRIGGER fifth AFTER INSERT ON actors EXECUTE FUNCTION said()",
    )
    with psycopg.connect(address(ordinary)) as connection:
        for change in changes:
            connection.execute(change.encode())

            assert ("fifth",) in connection.execute(FORBIDDING.encode()).fetchall()
            connection.rollback()


def test_with_the_host_in_its_keys_the_table_can_be_distributed_and_loads_as_before(
    ordinary: Target, run: Runner
) -> None:
    statements = re.search(r"^```sql citus\.sql\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert statements is not None
    (run.home / "more.yaml").write_text(MORE, encoding="utf-8")

    run_sql(ordinary, statements[1])
    loaded = run(*database_words(ordinary), "seed", "load", "more.yaml")
    again = run(*database_words(ordinary), "seed", "load", "more.yaml")
    asked = run(*database_words(ordinary), "figures", "--source", "survey", "--columns", "ref,host", "--csv")

    assert names(ordinary, FORBIDDING) == []
    assert loaded.returncode == 0, loaded.stderr
    assert "0 changes" in again.stderr
    assert sorted(asked.stdout.splitlines()[1:]) == ["survey/others,deu", "survey/troops,irq"]


def names(target: Target, sql: str) -> list[str]:
    with psycopg.connect(address(target)) as connection:
        return [str(name) for (name,) in connection.execute(sql.encode())]


def run_sql(target: Target, sql: str) -> None:
    with psycopg.connect(address(target), autocommit=True) as connection:
        connection.execute(sql.encode())


def address(target: Target) -> str:
    return target.url.replace("+psycopg", "")
