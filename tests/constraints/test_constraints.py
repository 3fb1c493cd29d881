"""Every bad row is refused by the rule that it breaks, on both engines; every good row is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from psycopg import Error as ServerError
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Table, UniqueConstraint, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.schema import ColumnCollectionConstraint

from sofadb import vocabulary as words
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.seed.loading.create import create_database
from tests.conftest import ENGINES, Server
from tests.constraints.bad_rows import BAD_CHANGES, BAD_ROWS, FOREIGN_KEY, IN_USE, NOT_A_NUMBER, TABLES, Bad
from tests.constraints.columns import CITED, COUNTS, ENUMERATED, NOT_A_DAY
from tests.constraints.good_rows import GOOD_HEDGES, GOOD_ROWS
from tests.rows import NEW_ID, STORED, Row, insertion, new_row, store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@pytest.fixture(scope="module", params=ENGINES)
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Open a database with the good rows, once for the module on each engine; nothing is committed."""
    server: Server | None = request.getfixturevalue("server") if request.param == "postgresql" else None
    path = tmp_path_factory.mktemp("constraints") / "test.db"
    target = Target(path=path) if server is None else server.create()
    create_database(target, empty=True)
    engine = writing_engine(target)
    with engine.connect() as connection, connection.begin() as transaction:
        store(connection)
        yield connection
        transaction.rollback()
    engine.dispose()
    if server is not None:
        server.drop(target)


@pytest.fixture
def connection(stored: Connection) -> Iterator[Connection]:
    """Lend the database to one test and undo what it did."""
    savepoint = stored.begin_nested()
    yield stored
    savepoint.rollback()


# What refused a row, and what should have


def refusal(error: DBAPIError) -> str:
    """Name what refused a row: a constraint or column where the engine tells, else the kind of rule."""
    if isinstance(error.orig, ServerError):
        diagnosis = error.orig.diag
        kinds = {"22008": NOT_A_DAY, "22P02": NOT_A_NUMBER}
        column = f"{diagnosis.table_name}.{diagnosis.column_name}"
        return diagnosis.constraint_name or kinds.get(diagnosis.sqlstate or "", column)
    found = re.fullmatch(r"(.*) constraint failed(?:: (.*))?", str(error.orig))
    if found:
        return found[2] or found[1]
    return NOT_A_NUMBER if re.match(r"cannot store TEXT value in INTEGER column", str(error.orig)) else ""


def expected(bad: Bad, engine: str) -> str:
    """Say how an engine should name the rule that a row breaks."""
    if engine == "postgresql":
        return NOT_A_DAY if bad.by.endswith("_is_a_day") else bad.by
    if bad.by.startswith("fk_"):
        return FOREIGN_KEY
    if bad.by.startswith(("uq_", "pk_")):
        return ", ".join(f"{bad.table}.{column}" for column in unique_columns(TABLES[bad.table], bad.by))
    return bad.by


def unique_columns(table: Table, name: str) -> list[str]:
    """Return the columns that a unique constraint or index of this name is about."""
    rules: list[ColumnCollectionConstraint | Index] = [*table.indexes]
    rules += (rule for rule in table.constraints if isinstance(rule, ColumnCollectionConstraint))
    (columns,) = (rule.columns for rule in rules if str(rule.name) == name)
    return [column.name for column in columns]


# Tests


@pytest.mark.parametrize("bad", BAD_ROWS, ids=str)
def test_bad_row_is_refused_by_its_rule(connection: Connection, bad: Bad) -> None:
    with pytest.raises((IntegrityError, DataError)) as caught:
        connection.execute(insertion(bad.table, new_row(bad.table, bad.changes)))

    assert refusal(caught.value) == expected(bad, connection.dialect.name)


@pytest.mark.parametrize("what", BAD_CHANGES)
def test_good_row_cannot_be_spoiled(connection: Connection, what: str) -> None:
    statement, by = BAD_CHANGES[what]
    with pytest.raises(IntegrityError) as caught:
        connection.execute(text(statement))

    assert refusal(caught.value) in (by, FOREIGN_KEY)


@pytest.mark.parametrize("name", IN_USE)
def test_row_in_use_cannot_be_deleted(connection: Connection, name: str) -> None:
    with pytest.raises(IntegrityError) as caught:
        connection.execute(text(f"DELETE FROM {name} WHERE id = {IN_USE[name]}"))

    assert re.fullmatch(rf"{FOREIGN_KEY}|fk_.*_{name}", refusal(caught.value))


@pytest.mark.parametrize("name", STORED)
def test_good_row_of_every_table_is_accepted(connection: Connection, name: str) -> None:
    connection.execute(insertion(name, new_row(name)))


@pytest.mark.parametrize("what", GOOD_ROWS)
def test_good_row_at_the_edge_is_accepted(connection: Connection, what: str) -> None:
    name, changes = GOOD_ROWS[what]
    connection.execute(insertion(name, new_row(name, changes)))


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("what", GOOD_HEDGES)
def test_hedge_is_kept_as_it_is(connection: Connection, name: str, what: str) -> None:
    connection.execute(insertion(name, new_row(name, GOOD_HEDGES[what])))
    query = f"SELECT quantifier, value_kind, low, best, high FROM {name} WHERE id = {NEW_ID}"

    assert connection.execute(text(query)).one()._asdict() == GOOD_HEDGES[what]


@pytest.mark.parametrize("place", ENUMERATED, ids=".".join)
def test_every_word_of_a_list_is_accepted(connection: Connection, place: tuple[str, str]) -> None:
    """Store a row with each word in turn, of an actor that has no name or part yet."""
    name, column = place
    doubt: Row = {"status_note": "why"} if name in CITED else {}
    owner: Row = {"actor_id": 3} if "actor_id" in STORED[name][0] else {}
    for word in ENUMERATED[place]:
        with connection.begin_nested() as savepoint:
            connection.execute(insertion(name, new_row(name, {column: word, **doubt, **owner})))
            savepoint.rollback()


# Is every rule broken by some row?


def rules_of(kind: type[CheckConstraint | UniqueConstraint | ForeignKeyConstraint]) -> set[str]:
    """Name the rules of one kind in the models."""
    return {str(rule.name) for table in TABLES.values() for rule in table.constraints if isinstance(rule, kind)}


def broken(prefix: str) -> set[str]:
    """Name the rules that some bad row breaks, by the prefix of their names."""
    return {bad.by for bad in BAD_ROWS if bad.by.startswith(prefix)}


def test_every_check_is_broken_by_a_bad_row() -> None:
    assert broken("ck_") == rules_of(CheckConstraint)


def test_every_unique_rule_is_broken_by_a_bad_row() -> None:
    """A passage's id with its source is there to be referred to; its primary key keeps it unique."""
    indexes = {str(index.name) for table in TABLES.values() for index in table.indexes if index.unique}

    assert broken("uq_") == (rules_of(UniqueConstraint) | indexes) - {"uq_passages_id_source_id"}


def test_every_reference_is_broken_by_a_bad_row() -> None:
    assert broken("fk_") == rules_of(ForeignKeyConstraint)


def test_every_column_that_is_never_empty_is_emptied_by_a_bad_row() -> None:
    columns = (column for table in TABLES.values() for column in table.columns if not column.primary_key)
    emptied = {bad.by for bad in BAD_ROWS if "." in bad.by}

    assert emptied == {f"{column.table.name}.{column.name}" for column in columns if not column.nullable}


def test_every_table_has_a_good_row() -> None:
    assert set(STORED) == set(TABLES)


def test_every_hedge_has_a_good_row() -> None:
    assert {row["quantifier"] for row in GOOD_HEDGES.values()} == set(words.QUANTIFIERS)
    assert {row["value_kind"] for row in GOOD_HEDGES.values()} == set(words.VALUE_KINDS)
