"""Migrations go up and down without a loss, in one chain."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb import migrate, paths
from sofadb.models import Base
from tests.migrations.described import (
    STEPS,
    VIEWS,
    chain,
    connected,
    counted,
    described,
    revision_of,
    script_directory,
)
from tests.rows import STORED, store

if TYPE_CHECKING:
    from sofadb.database.target import Target

REPOSITORY = Path(__file__).parents[2]

# Up and down

#: What SQLite has had before, in words of its own.
ONLY_ON_A_SERVER = ("0008",)


def test_goes_up_and_down_and_up_again(empty_target: Target) -> None:
    migrate.upgrade(empty_target)
    at_head = described(empty_target)
    migrate.downgrade(empty_target, "base")
    at_base = described(empty_target)
    migrate.upgrade(empty_target)

    assert at_base == {}
    assert described(empty_target) == at_head
    assert set(at_head) == {*Base.metadata.tables, *VIEWS}


def test_each_revision_goes_up_and_down(empty_target: Target, subtests: pytest.Subtests) -> None:
    before = described(empty_target)
    for below, revision in STEPS:
        migrate.upgrade(empty_target, revision)
        above = described(empty_target)
        migrate.downgrade(empty_target, below)
        after = described(empty_target)
        migrate.upgrade(empty_target, revision)
        again = described(empty_target)

        with subtests.test(revision=revision):
            changes = empty_target.path is None or revision not in ONLY_ON_A_SERVER
            assert after == before
            assert (above != before) is changes
            assert above == again
            assert revision_of(empty_target) == revision
        before = again


def test_rows_survive_an_upgrade_that_does_nothing(empty_target: Target) -> None:
    migrate.upgrade(empty_target)
    with connected(empty_target) as connection:
        store(connection)
    migrate.upgrade(empty_target)

    with connected(empty_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}


def test_there_is_one_head_and_the_paths_know_it() -> None:
    assert script_directory().get_heads() == [paths.head_revision()]


def test_revisions_are_numbered_without_a_gap() -> None:
    assert chain()[1:] == [f"{number:04}" for number in range(1, len(chain()))]


def versions() -> list[Path]:
    """Return the files of the migrations."""
    return sorted((paths.migrations() / "versions").glob("*.py"))


@pytest.mark.parametrize("path", versions(), ids=lambda path: path.stem)
def test_migration_imports_nothing_of_ours(path: Path) -> None:
    """A migration that did would change its meaning with the models."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")

    assert {name.partition(".")[0] for name in imported} <= {"alembic", "sqlalchemy"}


def test_alembic_check_passes_from_the_repository() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
        encoding="utf-8",
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "No new upgrade operations detected" in done.stdout + done.stderr
