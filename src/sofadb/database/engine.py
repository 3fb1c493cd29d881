"""The writing door: SQLAlchemy engines with honest transactions, and the reading engine for PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, NullPool, StaticPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sofadb.database.target import with_hosts_apart
from sofadb.errors import SofadbError, WrongUseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sofadb.database.target import Target

BUSY_SECONDS = 30
CONNECT_SECONDS = 10
SHORTEST_CONNECT_SECONDS = 2  # as libpq has it


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

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # Any: sqlite3 or a proxy of it
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
