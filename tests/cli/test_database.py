"""The database is the one that was named, or the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Runner


def test_first_use_makes_the_users_own_database(run: Runner) -> None:
    first = run("figures")

    second = run("figures")

    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert "16,000" in first.stdout
    assert first.stderr.count("\n") == 1
    assert second.stderr == ""
    made = [path.relative_to(run.home) for path in run.home.rglob("*") if path.is_file()]
    assert [path.name for path in made] == ["sofadb.db"]
    assert str(made[0]) in first.stderr


@pytest.mark.parametrize("command", ["figures", "show x", "export figures", "db status", "db upgrade", "seed load"])
def test_a_named_database_that_is_missing_is_not_made(command: str, run: Runner) -> None:
    done = run("--db", "mine.db", *command.split())

    assert (done.returncode, done.stdout) == (3, "")
    assert "help: sofadb --db mine.db db init\n" in done.stderr
    assert list(run.home.iterdir()) == []


def test_the_environment_names_a_database(run: Runner, db: str) -> None:
    assert run("figures", SOFADB_DB="missing.db").returncode == 3
    assert run("figures", SOFADB_DB=db).returncode == 0
    assert list(run.home.iterdir()) == []


def test_the_option_counts_more_than_the_environment_and_may_stand_anywhere(run: Runner, db: str) -> None:
    before = run("--db", db, "sources", SOFADB_DB="missing.db")
    after = run("sources", "--db", db, SOFADB_DB="missing.db")
    within = run("db", "status", "--db", db, SOFADB_DB="missing.db")

    assert before.returncode == after.returncode == within.returncode == 0
    assert before.stdout == after.stdout
    assert db in within.stdout
