"""The daily questions find their figures by an index, however many others there are."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb import sqltext
from sofadb.bulk.importing import RowsRefusedError
from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from tests.tables import ask, load_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, TextClause

    from sofadb.catalog import Question
    from tests.conftest import Server

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

HOST, SERIES = "ix_personnel_counts_host_id", "ix_personnel_counts_series"
#: SQLite names an index that keeps a rule by itself; renamed with its table, it keeps the number, not the name.
UNIQUE = ("uq_personnel_counts_source_id_key", "sqlite_autoindex_")
#: Questions about one thing, what they are asked, and the index that finds it.
QUESTIONS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("figures", {"host": "irq"}, (HOST,)),
    ("figures", {"host": "irq", "actor": "usa", "measure": "present", "as_of": "2014-06-20"}, (HOST,)),
    ("figures", {"actor": "irq"}, (SERIES,)),
    ("figures", {"source": "military-times-2014-06-20"}, UNIQUE),
    ("figures", {"negotiation": "usa-irq-2014"}, ("ix_personnel_counts_deployment_id",)),
    ("figures", {"part_of": "dayen-2011/embassy-personnel"}, ("ix_personnel_counts_part_of_id",)),
    ("latest-figures", {}, (SERIES,)),
    ("latest-figures", {"host": "irq"}, (SERIES,)),
    ("latest-figures", {"actor": "irq", "as_of": "2014-06-20"}, (SERIES,)),
]
CLAIM = """
SELECT c.id FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id WHERE s.key = :source AND c.key = :key
"""
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


def plan_of(connection: Connection, sql: TextClause, values: Mapping[str, object]) -> str:
    """Return how the engine would answer a statement."""
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(tuple(row)) for row in connection.execute(text(f"{how} {sql.text}"), values))


@pytest.fixture(scope="module")
def many_in_file(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Iterator[Connection]:
    """Connect to a file with the built-in dataset among many figures."""
    copy = tmp_path_factory.mktemp("many") / "many.db"
    with filled(Target(path=shutil.copyfile(built_in_file, copy))) as connection:
        yield connection


@pytest.fixture(scope="module")
def many_on_server(server: Server, built_in_template: str) -> Iterator[Connection]:
    """Connect to a server with the same."""
    remote = server.create(built_in_template)
    with filled(remote) as connection:
        yield connection
    server.drop(remote)


@pytest.fixture(params=["many_in_file", "many_on_server"])
def many(request: pytest.FixtureRequest) -> Connection:
    """Take each of them in turn."""
    connection: Connection = request.getfixturevalue(request.param)
    return connection


@pytest.mark.parametrize(("name", "given", "index"), QUESTIONS)
def test_a_question_about_one_thing_finds_it_by_an_index(
    many: Connection, name: str, given: dict[str, str], index: tuple[str, ...]
) -> None:
    """SQLite's plan names all ways to answer, of which it goes one; PostgreSQL's names the one."""
    question = built_in_question(name)
    sql = text(_for_server(question) if many.dialect.name == "postgresql" else question.sql)
    plan = plan_of(many, sql, {**dict.fromkeys(question.types()), **given})

    assert any(each in plan for each in index)
    assert "Seq Scan on personnel_counts" not in plan


def _for_server(question: Question) -> str:
    """Give each parameter its type, as the server's reader does."""
    return sqltext.with_parameters(
        question.sql, lambda name: f"CAST(:{name} AS {question.types()[name]})", escape=lambda piece: piece
    )


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, given, _ in QUESTIONS if given])
def test_sqlite_goes_by_the_index(many_in_file: Connection, name: str, given: dict[str, str]) -> None:
    """The steps that it takes tell: one of 40 hosts takes less than an eighth of what all of them take."""
    assert steps(many_in_file, name, given) * 8 < steps(many_in_file, "figures", {})


def steps(connection: Connection, name: str, given: dict[str, str]) -> int:
    """Count, in hundreds, the steps that SQLite takes for an answer."""
    question, taken = built_in_question(name), 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.set_progress_handler(count, 100)
    try:
        raw.execute(question.sql, {**dict.fromkeys(question.types()), **given}).fetchall()
    finally:
        raw.set_progress_handler(None, 0)
    return taken


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (CLAIM, {"source": "x", "key": "y"}, UNIQUE),
        (PARTS, {"number": 1}, ("ix_personnel_counts_part_of_id",)),
        (OF_DEPLOYMENT, {"number": 1}, ("ix_personnel_counts_deployment_id",)),
    ],
)
def test_a_claim_its_parts_and_those_of_a_deployment_are_found_by_an_index(
    many: Connection, sql: str, values: dict[str, object], index: tuple[str, ...]
) -> None:
    plan = plan_of(many, text(sql), values)

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
