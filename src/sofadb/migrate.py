"""Schema versions: the only module that knows Alembic.

A migration is one transaction on both engines, begun before Alembic looks at the database, so a
process that dies half way leaves the old schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from sofadb import paths
from sofadb.database.backup import back_up
from sofadb.database.engine import writing_engine
from sofadb.errors import SofadbError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from sofadb.database.target import Target


class MigrationLostRowsError(SofadbError):
    """A migration that would have lost rows or broken references; it was rolled back."""


def current_revision(connection: Connection) -> str | None:
    """Return the schema version of a database, or None where it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(target: Target, revision: str = "head") -> Path | None:
    """Bring a database to a newer schema version in one transaction; returns the backup taken before, if any."""
    backup = _back_up(target)
    _migrate(target, lambda connection: upgrade_connection(connection, revision))
    return backup


def downgrade(target: Target, revision: str) -> Path | None:
    """Take a database back to an older schema version in one transaction; returns the backup taken before.

    What only the newer version can hold is lost, but in the backup; seed files count as changed from
    then on, so that loading them again brings it back.
    """

    def change(connection: Connection) -> None:
        connection.execute(text("UPDATE seed_files SET digest = ''"))
        command.downgrade(_config(connection), revision)

    backup = _back_up(target)
    _migrate(target, change, may_drop=True)
    return backup


def _back_up(target: Target) -> Path | None:
    """Copy an SQLite file that holds something; a server has its own means."""
    if target.path is None or not target.path.exists() or not target.path.stat().st_size:
        return None
    return back_up(target.path)


def upgrade_connection(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to a newer version inside the caller's transaction."""
    command.upgrade(_config(connection), revision)


def _migrate(target: Target, change: Callable[[Connection], None], *, may_drop: bool = False) -> None:
    """Run a change of schema with foreign keys off, and commit only if no row was lost.

    SQLite rebuilds a table by dropping it; with foreign keys on that would empty the tables below it.
    """
    engine = writing_engine(target, foreign_keys=False)
    try:
        with engine.begin() as connection:
            before = _row_counts(connection)
            change(connection)
            _refuse_losses(connection, before, may_drop=may_drop)
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise SofadbError(f"cannot migrate {target}: {reason}", "the database is as it was") from error
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _row_counts(connection: Connection) -> dict[str, int]:
    """Count the rows of every table but Alembic's own."""
    tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    counts = {name: connection.scalar(select(func.count()).select_from(table(name))) for name in tables}
    return {name: rows or 0 for name, rows in counts.items()}


def _refuse_losses(connection: Connection, before: dict[str, int], *, may_drop: bool) -> None:
    """Refuse a change after which a table has fewer rows; only a downgrade may drop a whole table."""
    after = _row_counts(connection)
    lost = sorted(name for name, rows in before.items() if after.get(name, rows if may_drop else 0) < rows)
    if connection.dialect.name == "sqlite":
        broken = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        lost = sorted({*lost, *broken})
    if lost:
        raise MigrationLostRowsError(
            f"the migration would have lost rows of {', '.join(lost)}; it was rolled back",
            "the database is as it was; please report this",
        )


def revisions() -> list[str]:
    """Return all schema versions, oldest first."""
    scripts = ScriptDirectory(str(paths.migrations()))
    return sorted(script.revision for script in scripts.walk_revisions())
