"""A migration that would lose rows, or fails, is rolled back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb import migrate, paths
from sofadb.database.target import Target
from tests.migrations.described import VIEWS, connected, counted, described, revision_of
from tests.rows import STORED, store

if TYPE_CHECKING:
    from pathlib import Path

# A migration that would lose rows

LATER = "9999"


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the migrations, use the copy, and return the place of one more that the test writes."""
    copy = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "migrations", lambda: copy)
    return copy / "versions" / f"{LATER}_next.py"


def write_migration(path: Path, *upgrade: str) -> None:
    """Write a migration whose upgrade has these lines."""
    head = paths.head_revision()
    lines = "\n".join(f"    {line}" for line in upgrade)
    path.write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = {LATER!r}\ndown_revision = {head!r}\nbranch_labels = depends_on = None\n\n\n"
        f"def upgrade():\n{lines}\n\n\ndef downgrade():\n    pass\n",
        "utf-8",
    )


@pytest.fixture
def filled_target(empty_target: Target) -> Target:
    """Name a database at head with the good rows, on each engine."""
    migrate.upgrade(empty_target)
    with connected(empty_target) as connection:
        store(connection)
    return empty_target


def test_migration_that_loses_rows_is_rolled_back(filled_target: Target, next_migration: Path) -> None:
    before = described(filled_target)
    write_migration(
        next_migration,
        "op.add_column('load_log', sa.Column('host', sa.Text()))",
        "op.execute('DELETE FROM count_basis')",
    )
    with pytest.raises(migrate.MigrationLostRowsError, match="count_basis") as caught:
        migrate.upgrade(filled_target)

    assert caught.value.remedy
    assert revision_of(filled_target) == paths.head_revision()
    assert described(filled_target) == before
    with connected(filled_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}


def test_migration_that_drops_a_table_with_rows_is_rolled_back(filled_target: Target, next_migration: Path) -> None:
    write_migration(next_migration, "op.drop_table('count_basis')")

    with pytest.raises(migrate.MigrationLostRowsError, match="count_basis"):
        migrate.upgrade(filled_target)

    assert revision_of(filled_target) == paths.head_revision()


def test_migration_may_add_rows(filled_target: Target, next_migration: Path) -> None:
    row = "('2026-01-01T00:00:00+00:00', 'x', 0, 0, 0, 0)"
    columns = "loaded_at, tool_version, files, added, changed, removed"
    number = "SELECT max(id) + 1 FROM load_log"
    write_migration(
        next_migration, f'op.execute("""INSERT INTO load_log (id, {columns}) VALUES (({number}), {row[1:]}""")'
    )

    migrate.upgrade(filled_target)

    with connected(filled_target) as connection:
        assert counted(connection)["load_log"] == len(STORED["load_log"]) + 1


def test_migration_that_breaks_references_is_rolled_back(tmp_path: Path, next_migration: Path) -> None:
    """Only SQLite migrates with foreign keys off; PostgreSQL refuses such a statement by itself."""
    target = Target(path=tmp_path / "test.db")
    migrate.upgrade(target)
    with connected(target) as connection:
        store(connection)
    write_migration(next_migration, "op.execute('UPDATE passages SET source_id = 77 WHERE id = 2')")
    with pytest.raises(migrate.MigrationLostRowsError, match="passages"):
        migrate.upgrade(target)

    with connected(target) as connection:
        assert migrate.current_revision(connection) == paths.head_revision()
        assert connection.scalar(text("SELECT source_id FROM passages WHERE id = 2")) == 2


def test_migration_that_fails_leaves_nothing_behind(filled_target: Target, next_migration: Path) -> None:
    before = described(filled_target)
    write_migration(
        next_migration, "op.create_table('half', sa.Column('id', sa.Integer()))", "raise ZeroDivisionError"
    )
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(filled_target)

    assert described(filled_target) == before
    assert revision_of(filled_target) == paths.head_revision()


def test_rebuilding_a_parent_keeps_its_children(filled_target: Target, next_migration: Path) -> None:
    """SQLite rebuilds a table by dropping it, with the rules of all who refer to it."""
    before = described(filled_target)
    write_migration(
        next_migration,
        *(f"op.execute('DROP VIEW {view}')" for view in VIEWS),
        "always = 'always' if op.get_bind().dialect.name == 'sqlite' else 'auto'",
        "with op.batch_alter_table('actors', recreate=always) as batch:",
        "    batch.add_column(sa.Column('motto', sa.Text()))",
    )
    migrate.upgrade(filled_target)
    after = described(filled_target)

    columns = after["actors"].pop("columns")
    assert columns[:-1] == before["actors"].pop("columns")
    assert columns[-1][0] == "motto"
    assert after == {name: table for name, table in before.items() if name not in VIEWS}
    with connected(filled_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}
