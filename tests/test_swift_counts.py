"""The migration that makes counts swift to check changes the wording of their rules, and neither meaning nor rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from sofadb import migrate, paths
from sofadb.database.engine import writing_engine
from tests.rows import STORED, store

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy import Connection

    from sofadb.database.target import Target

#: Columns that the rules are about, and what may stand in them, right or wrong.
CELLS: dict[str, tuple[object, ...]] = {
    "key": (
        *(
            "a",
            "7",
            "a-b",
            "iraq-2014-q2",
            "a" * 200,
            "",
            "-",
            "--",
            "-a",
            "a-",
            "a--b",
            "A",
            "aB",
            "ä",
            "a b",
            "a\n",
        ),
        *("*", "[a]", "a?", "a_b", "\0", "a\0b", "a\0-", "a\0B"),
    ),
    "wording": (
        *(None, "a", "up to 300", " a ", "", " ", "   ", "a\tb", "a\nb", "a\r", "\t", "*", "[x]", "über 300"),
        *("a b c d e f g h", "a b c d e f g h i", "a       b", "a        b", " a b c d e f g h", "x" * 5000),
    ),
    "as_of_earliest": (None, "2014-06-15", "2014-02-30", "2014-02-29", "2012-02-29", "2014-6-15", "", "x", "now"),
    "as_of_latest": ("0001-01-01", "9999-12-31", "10000-01-01", "2014-06-15 ", "2014-06-15T00:00", "2456789.5"),
    "category": (None, "military", "Military", "unspecified", "", "militar", "military "),
    "function": ("train", "unspecified", "training", "IN"),
    "measure": ("present", "withdrawn", "absent", None),
    "quantifier": ("exact", "unquantified", "exactly", None),
    "status": ("accepted", "deprecated", "accept", None),
    "value_kind": ("value", "none", "unknown", "nil", None),
}


def module_of(revision: str) -> ModuleType:
    """Return the code of a migration."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    found: ModuleType = ScriptDirectory.from_config(config).get_revision(revision).module
    return found


#: Each rule that the migration words anew, as it was and as it is.
RULES: dict[str, tuple[str, str]] = module_of("0006").RULES


@pytest.mark.parametrize("name", RULES)
def test_a_rule_means_what_it_meant(name: str) -> None:
    column = next(each for each in CELLS if name.startswith(f"ck_personnel_counts_{each}_"))
    before, after = RULES[name]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE t ({column} TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", [(cell,) for cell in CELLS[column]])
        verdicts = connection.execute(f"SELECT {column}, ({before}) IS NOT 0, ({after}) IS NOT 0 FROM t").fetchall()

    assert [row[2] for row in verdicts] == [row[1] for row in verdicts]
    assert {row[2] for row in verdicts} == {0, 1}


@pytest.mark.parametrize("target", ["postgresql"], indirect=True)
def test_a_key_on_a_server_means_what_it_meant(target: Target) -> None:
    module = module_of("0008")
    cells = [cell for cell in CELLS["key"] if isinstance(cell, str) and "\0" not in cell]
    asked = f'SELECT ({module.BEFORE}), ({module.AFTER}) FROM (SELECT CAST(:cell AS text) COLLATE "C" AS key) AS t'
    engine = writing_engine(target)
    with engine.connect() as connection:
        verdicts = [tuple(connection.execute(text(asked), {"cell": cell}).one()) for cell in cells]
    engine.dispose()

    assert [before for before, _ in verdicts] == [after for _, after in verdicts]
    assert {before for before, _ in verdicts} == {False, True}


@pytest.mark.parametrize("steps", [("head",), ("head", "0005"), ("head", "0005", "head")])
def test_no_row_changes(empty_target: Target, steps: tuple[str, ...]) -> None:
    migrate.upgrade(empty_target, "0005")
    engine = writing_engine(empty_target)
    with engine.begin() as connection:
        store(connection)
        before = counts(connection)
    for step in steps:
        (migrate.upgrade if step == "head" else migrate.downgrade)(empty_target, step)
    with engine.connect() as connection:
        after = counts(connection)
        shown = connection.scalar(text("SELECT count(*) FROM figures"))
    engine.dispose()

    assert after == before
    assert shown == len(STORED["personnel_counts"])


def counts(connection: Connection) -> list[tuple[object, ...]]:
    """Return all counts, and what is said about them."""
    return [
        tuple(row)
        for table in ("personnel_counts", "count_basis")
        for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))
    ]
