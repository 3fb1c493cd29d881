"""The daily questions find their figures by an index, however many others there are."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb.bulk.importing import RowsRefusedError
from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from tests.tables import ask, load_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from sofadb.database.target import Target

#: Enough that reading them all costs PostgreSQL more than an index, on 40 hosts.
MANY = 20_000
FILL = f"""
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, measure, category, function, as_of, as_of_earliest,
    as_of_latest, quantifier, value_kind, low, best, high, passage_id, status)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}),
hosts (id, number) AS (SELECT id, row_number() OVER (ORDER BY id) FROM actors WHERE kind = 'state'),
place (id, source_id) AS (SELECT id, source_id FROM passages ORDER BY id LIMIT 1)
SELECT place.source_id, 'filler-' || n.i, h.id, h.id, 'present', 'military', 'unspecified', '1999', '1999-01-01',
    '1999-12-31', 'exact', 'value', n.i, n.i, n.i, place.id, 'accepted'
FROM n JOIN hosts AS h ON h.number = 1 + n.i % 40, place
"""

#: Questions about one thing, what they are asked, and the index that finds it.
QUESTIONS = {
    "figures": ({"host": "irq"}, "ix_personnel_counts_host_id"),
    "latest-figures": ({"host": "irq"}, "ix_personnel_counts_host_id"),
}
CLAIM = """
SELECT c.id FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id WHERE s.key = :source AND c.key = :key
"""
#: SQLite names an index that keeps a rule by itself; renamed with its table, it keeps the number, not the name.
UNIQUE = ("uq_personnel_counts_source_id_key", "sqlite_autoindex_")
PARTS = "SELECT id FROM personnel_counts WHERE part_of_id = :number"
OF_DEPLOYMENT = "SELECT id FROM personnel_counts WHERE deployment_id = :number"


@contextmanager
def filled(target: Target) -> Iterator[Connection]:
    """Connect to the built-in dataset among many figures."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(FILL))
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE" if target.path is None else "SELECT 1")
        connection.commit()
        yield connection
    engine.dispose()


def plan_of(connection: Connection, sql: str, values: dict[str, object]) -> str:
    """Return how the engine would answer a statement."""
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(tuple(row)) for row in connection.execute(text(f"{how} {sql}"), values))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_about_one_host_finds_it_by_an_index(file_target: Target, name: str) -> None:
    """PostgreSQL decides by what it guesses of the actors below the host, and may well read all."""
    given, index = QUESTIONS[name]
    question = built_in_question(name)
    with filled(file_target) as connection:
        plan = plan_of(connection, question.sql, {**dict.fromkeys(question.types()), **given})

    assert index in plan
    assert "SCAN c\n" not in plan


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (CLAIM, {"source": "x", "key": "y"}, UNIQUE),
        (PARTS, {"number": 1}, ("ix_personnel_counts_part_of_id",)),
        (OF_DEPLOYMENT, {"number": 1}, ("ix_personnel_counts_deployment_id",)),
    ],
)
def test_a_claim_its_parts_and_those_of_a_deployment_are_found_by_an_index(
    target: Target, sql: str, values: dict[str, object], index: tuple[str, ...]
) -> None:
    with filled(target) as connection:
        plan = plan_of(connection, sql, values)

    assert any(name in plan for name in index)


def indexes(target: Target) -> list[tuple[object, ...]]:
    """Return what makes the indexes of the file."""
    return ask(target, "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")


@pytest.mark.parametrize("wrong", [0, 1])
def test_an_import_larger_than_the_table_leaves_every_index(file_target: Target, tmp_path: Path, wrong: int) -> None:
    """It takes them down and builds them again; where rows are refused, nothing happens at all."""
    before = indexes(file_target)
    held = ask(file_target, "SELECT count(*) FROM personnel_counts")[0][0]
    rows = [f"sylvania,{year},mil,{year}" for year in range(1900, 1900 + held + 1)]
    path = write_table(tmp_path, [*rows, *["nowhere,2001,mil,1"] * wrong])
    with pytest.raises(RowsRefusedError) if wrong else nullcontext():
        load_table(file_target, path)

    assert indexes(file_target) == before
    assert ask(file_target, "SELECT count(*) FROM personnel_counts") == [(held if wrong else 2 * held + 1,)]
    assert ask(file_target, "PRAGMA integrity_check") == [("ok",)]
