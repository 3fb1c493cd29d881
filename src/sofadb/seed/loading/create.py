"""Makes a new database: schema and built-in dataset, all at once or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from sofadb import migrate
from sofadb.database.engine import memory_engine, server_engine
from sofadb.errors import DatabaseExistsError, DatabaseUnusableError, SofadbError
from sofadb.seed.loading.changes import LoadReport
from sofadb.seed.loading.transaction import load_built_in

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from sofadb.database.target import Target


def create_database(target: Target, *, empty: bool = False) -> LoadReport:
    """Make a database with the built-in dataset, or without any when `empty`.

    An SQLite file is built in memory and put in its place whole; raises SofadbError where one exists.
    """
    if target.path is None:
        return _create_on_server(target, empty=empty)
    if target.path.exists():
        raise DatabaseExistsError(f"{target.path} exists already", "name another file, or delete it first")
    engine = memory_engine()
    try:
        with engine.connect() as connection:
            with connection.begin():
                report = _fill(connection, empty=empty)
            image = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]  # sqlite3's
    finally:
        engine.dispose()
    _put(target.path, image)
    return report


def _create_on_server(target: Target, *, empty: bool) -> LoadReport:
    engine = server_engine(target)
    try:
        with engine.begin() as connection:
            if migrate.current_revision(connection) is not None:
                raise SofadbError(f"{target} holds a sofadb database already", f"sofadb --db {target} db status")
            return _fill(connection, empty=empty)
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseUnusableError(f"cannot make a database at {target}: {reason}", "check the URL") from error
    finally:
        engine.dispose()


def _fill(connection: Connection, *, empty: bool) -> LoadReport:
    migrate.upgrade_connection(connection)
    return LoadReport(0) if empty else load_built_in(connection)


def _put(path: Path, image: bytes) -> None:
    """Write beside and move into place, so that nobody ever sees half a database."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(image)
            _move(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        raise DatabaseExistsError(f"{path} exists already", "another process made it just now") from None
    except OSError as error:
        raise SofadbError(f"cannot write {path}: {error.strerror}", "name another place with --db") from error


def _move(beside: Path, path: Path) -> None:
    """Give a file its name without taking it from another, where the file system can do that."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        beside.replace(path)
