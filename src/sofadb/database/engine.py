"""The writing door: SQLAlchemy engines with honest transactions, and the reading engine for PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Engine, NullPool, StaticPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sofadb.database.target import with_hosts_apart
from sofadb.errors import SofadbError, WrongUseError

if TYPE_CHECKING:
    from sqlalchemy import Connection, ExceptionContext

    from sofadb.database.target import Target

BUSY_SECONDS = 30
CONNECT_SECONDS = 10
SHORTEST_CONNECT_SECONDS = 2  # as libpq has it
#: So many steps of a statement take a few hundredths of a second, and to look so seldom costs nothing.
STEPS_BETWEEN_LOOKS: Final = 200_000


def writing_engine(target: Target, *, foreign_keys: bool = True) -> Engine:
    """Return an engine whose transactions are whole on both engines; foreign keys off only to migrate."""
    if target.path is None:
        return server_engine(target)
    url = URL.create("sqlite", database=str(target.path.resolve()))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    return _with_whole_transactions(engine, foreign_keys=foreign_keys)


def memory_engine(*, foreign_keys: bool = True) -> Engine:
    """Return an engine on one SQLite database in memory, to be saved as a file when it is complete."""
    engine = create_engine("sqlite://", hide_parameters=True, poolclass=StaticPool)
    return _with_whole_transactions(engine, foreign_keys=foreign_keys)


def server_engine(target: Target, patience: float = CONNECT_SECONDS) -> Engine:
    """Return an engine on a PostgreSQL database, which waits so many seconds for the server to answer.

    Raises WrongUseError for a URL that cannot be read, SofadbError where the driver is not installed.
    """
    try:
        url = make_url(with_hosts_apart(target.url))
        if "@" in (url.host or ""):
            raise WrongUseError(f"cannot read the database URL {target}", "write '@' in a password as %40")
        _leave_the_words_to_errors()
        return create_engine(
            url,
            hide_parameters=True,
            poolclass=NullPool,
            connect_args={"connect_timeout": max(SHORTEST_CONNECT_SECONDS, round(patience))},
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise WrongUseError(f"cannot read the database URL {target}", "check its spelling") from error
    except ModuleNotFoundError as error:
        raise SofadbError(
            "PostgreSQL needs the driver psycopg, which is not installed", "pip install 'sofadb[postgres]'"
        ) from error


def _with_whole_transactions(engine: Engine, *, foreign_keys: bool) -> Engine:
    """Begin SQLite transactions at once, DDL included; Python's sqlite3 would begin them late."""
    _leave_the_words_to_errors()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # Any: sqlite3 or a proxy of it
        connection.isolation_level = None
        # Python hears Ctrl-C only where some of its own code runs, and a statement can go on for minutes.
        connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_LOOKS)
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def _stopped(context: ExceptionContext) -> BaseException | None:
        return KeyboardInterrupt() if was_interrupted(context.original_exception) else None

    return engine


@cache
def _leave_the_words_to_errors() -> None:
    """Keep SQLAlchemy from printing the traceback of a second Ctrl-C, which is raised all the same."""
    logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())


def was_interrupted(error: BaseException) -> bool:
    """Tell whether SQLite gave up a statement because of Ctrl-C, which Python drops in the progress handler."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
