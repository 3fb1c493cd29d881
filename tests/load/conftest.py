"""Made-up seed files, and databases that hold them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from sofadb.database.target import Target
from sofadb.seed.loading.create import create_database
from sofadb.seed.loading.load import load_files
from tests.conftest import ENGINES, copy_database, own_target
from tests.load.stored import FILES, SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Server


@pytest.fixture(scope="session")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the one folder of the made-up seed files: a database remembers where they were loaded from."""
    return tmp_path_factory.mktemp("made-up") / "seeds"


def _written(folder: Path) -> list[str]:
    """Write the made-up seed files into a folder, as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [str(shutil.copyfile(SEEDS / name, folder / name)) for name in FILES]


@pytest.fixture
def seeds(seeds_folder: Path) -> Path:
    """Write the made-up seed files anew, for the test to change; nothing else is beside them."""
    shutil.rmtree(seeds_folder.parent)
    _written(seeds_folder)
    return seeds_folder


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, seeds_folder: Path) -> Path:
    """Load the made-up seed files beside the built-in ones once; never written to, only copied."""
    path = copy_database(built_in_file, tmp_path_factory.mktemp("filled") / "filled.db")
    load_files(Target(path=path), _written(seeds_folder))
    return path


@pytest.fixture(scope="session")
def filled_template(server: Server, built_in_template: str, seeds_folder: Path) -> str:
    """Load the made-up seed files beside the built-in ones once on the server; databases are copied from it."""
    target = server.create(built_in_template)
    load_files(target, _written(seeds_folder))
    return str(make_url(target.url).database)


@pytest.fixture(params=ENGINES)
def loaded_beside(request: pytest.FixtureRequest, filled_file: Path, seeds: Path) -> Iterator[Target]:  # noqa: ARG001
    """Name a database with the made-up seed files beside the built-in ones, on each engine, for a test to change."""
    yield from own_target(request, lambda path: copy_database(filled_file, path), "filled_template")


@pytest.fixture
def loaded_file(tmp_path: Path, filled_file: Path, seeds: Path) -> Target:  # noqa: ARG001  # as they were loaded
    """Name an SQLite file with the made-up seed files beside the built-in ones; the test may change it."""
    return Target(path=copy_database(filled_file, tmp_path / "test.db"))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a file without any row once; never written to, only copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_database(Target(path=path), empty=True)
    return path


@pytest.fixture(scope="session")
def alone_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path, seeds_folder: Path) -> Path:
    """Load the made-up seed files alone once; never written to, only copied."""
    path = copy_database(empty_file, tmp_path_factory.mktemp("alone") / "alone.db")
    load_files(Target(path=path), _written(seeds_folder))
    return path


@pytest.fixture(scope="session")
def alone_template(server: Server, seeds_folder: Path) -> str:
    """Load the made-up seed files alone once on the server; databases are copied from it."""
    target = server.create()
    create_database(target, empty=True)
    load_files(target, _written(seeds_folder))
    return str(make_url(target.url).database)


@pytest.fixture(params=ENGINES)
def loaded(request: pytest.FixtureRequest, alone_file: Path, seeds: Path) -> Iterator[Target]:  # noqa: ARG001
    """Name a database with the made-up seed files alone, on each engine; ten times as quick as beside the others."""
    yield from own_target(request, lambda path: copy_database(alone_file, path), "alone_template")
