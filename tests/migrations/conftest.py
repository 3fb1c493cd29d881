"""Two databases for the comparisons, once on each engine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sofadb import migrate
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.models import Base
from tests.conftest import ENGINES, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine


@contextmanager
def databases(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Target, Target]]:
    """Make two databases without tables on the engine that is asked for."""
    if request.param == "sqlite":
        yield Target(path=folder / "one.db"), Target(path=folder / "two.db")
        return
    server: Server = request.getfixturevalue("server")
    one, two = server.create(), server.create()
    yield one, two
    server.drop(one)
    server.drop(two)


@pytest.fixture(scope="module", params=ENGINES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Make the schema twice: by the migrations, and from the models."""
    with databases(request, tmp_path_factory.mktemp("both")) as (migrated, created):
        migrate.upgrade(migrated)
        engines = writing_engine(migrated), writing_engine(created)
        Base.metadata.create_all(engines[1])
        yield engines
        for engine in engines:
            engine.dispose()


@pytest.fixture
def migrated(both: tuple[Engine, Engine]) -> Iterator[Connection]:
    """Connect to the database that the migrations made."""
    with both[0].connect() as connection:
        yield connection


@pytest.fixture
def created(both: tuple[Engine, Engine]) -> Iterator[Connection]:
    """Connect to the database that was made from the models."""
    with both[1].connect() as connection:
        yield connection
