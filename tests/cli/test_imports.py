"""Help and a question to a file import nothing slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.starting import SLOW_LIBRARIES, loaded

if TYPE_CHECKING:
    from tests.conftest import Runner


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "figures --help",
        "db --help",
        "--version",
        "query --help",
        "query hedges --sql",
        "sql --help",
        "schema",
    ],
)
def test_help_loads_no_database(words: str, run: Runner) -> None:
    modules = loaded(run, *words.split())

    assert "click" in modules
    assert modules & (SLOW_LIBRARIES | {"sqlite3", "tabulate"}) == set()


@pytest.mark.parametrize(
    "words",
    [
        "figures",
        "figures --host Iraq --csv",
        "show military-times-2014-06-20/advisers",
        "export figures",
        "query hedges",
        "sql VALUES(1)",
        "db status",
    ],
)
def test_a_question_to_a_file_loads_nothing_slow(words: str, run: Runner, db: str) -> None:
    modules = loaded(run, "--db", db, *words.split())

    assert "sqlite3" in modules
    assert modules & (SLOW_LIBRARIES | {"importlib.metadata", "psycopg"}) == set()
