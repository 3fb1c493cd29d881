"""What a database holds can be written as seed files and loaded again, on both engines, and nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.engine import make_url

from sofadb import paths
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.models import Base
from sofadb.seed.loading.create import create_database
from sofadb.seed.loading.load import load_files
from sofadb.seed.loading.natural import referred
from sofadb.seed.loading.natural_keys import NATURAL
from sofadb.seed.writing.files import write_seeds
from tests.datasets import LONGEST, STRANGE, Dataset, datasets, words_of
from tests.test_house import CITED, COUNT, EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Server

Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]  # Any: what columns hold

#: What differs between two loads of the same facts: numbers, and where a row was written.
OF_THE_LOAD = ("id", "seed_file_id", "seed_line")

# Both engines open a database for each dataset; the machine may be busy.
BOUNDED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an SQLite file without data once; never written to, only copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_database(Target(path=path), empty=True)
    return path


@pytest.fixture(scope="module")
def empty_template(server: Server) -> Iterator[str]:
    """Make a database without data once on the server; databases are copied from it."""
    target = server.create()
    create_database(target, empty=True)
    yield str(make_url(target.url).database)
    server.drop(target)


def on_file(empty_file: Path, path: Path) -> Target:
    return Target(path=Path(shutil.copyfile(empty_file, path)))


@contextmanager
def on_server(server: Server, template: str) -> Iterator[Target]:
    target = server.create(template)
    try:
        yield target
    finally:
        server.drop(target)


def rows_of(target: Target) -> Rows:
    """Return all rows with the natural keys of what they refer to, in an order that loads do not change."""
    engine = writing_engine(target)
    tables = [table for table in Base.metadata.sorted_tables if table.name in NATURAL]
    keys: dict[tuple[str, int], tuple[Any, ...]] = {}  # Any: as above
    found: Rows = {}
    with engine.connect() as connection:
        waiting = {table: [dict(row._mapping) for row in connection.execute(select(table))] for table in tables}
    engine.dispose()
    for table in tables:
        refers = {column.name: referred(column).name for column in table.columns if column.foreign_keys}
        refers.pop("seed_file_id")
        while waiting[table]:
            later = []
            for row in waiting[table]:
                needed = [(refers[name], row[name]) for name in refers if row[name] is not None]
                if all(each in keys for each in needed):
                    named = {n: keys[refers[n], v] if n in refers and v is not None else v for n, v in row.items()}
                    keys[table.name, row["id"]] = tuple(named[name] for name in NATURAL[table.name])
                    cells = tuple((n, v) for n, v in named.items() if n not in OF_THE_LOAD)
                    found.setdefault(table.name, []).append(cells)
                else:
                    later.append(row)
            assert len(later) < len(waiting[table]), f"a ring in {table.name}"
            waiting[table] = later
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def exported(target: Target, folder: Path) -> dict[str, str]:
    """Write the seed files of a database into a new folder, and return them by their names."""
    with open_reader(target) as reader:
        texts = write_seeds(reader).texts
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return texts


@contextmanager
def new_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


# Any valid dataset


@settings(BOUNDED, max_examples=12)
@given(dataset=datasets())
def test_any_dataset_comes_back_from_its_export(dataset: Dataset, empty_file: Path) -> None:
    with new_folder() as folder:
        given_files = dataset.write(folder / "given")
        first, second = (on_file(empty_file, folder / name) for name in ("first.db", "second.db"))
        load_files(first, [str(given_files)])

        texts = exported(first, folder / "written")
        load_files(second, [str(path) for path in sorted((folder / "written").iterdir(), reverse=True)])

        assert rows_of(second) == rows_of(first)
        assert exported(second, folder / "again") == texts


@settings(BOUNDED, max_examples=3)
@given(dataset=datasets())
def test_any_dataset_moves_from_a_file_to_a_server_and_back(
    dataset: Dataset, empty_file: Path, server: Server, empty_template: str
) -> None:
    with new_folder() as folder, on_server(server, empty_template) as second:
        given_files = dataset.write(folder / "given")
        first, third = (on_file(empty_file, folder / name) for name in ("first.db", "third.db"))
        load_files(first, [str(given_files)])

        texts = exported(first, folder / "written")
        load_files(second, [str(folder / "written")])
        assert exported(second, folder / "again") == texts
        load_files(third, [str(folder / "again")])

        assert rows_of(first) == rows_of(second) == rows_of(third)


@settings(BOUNDED, max_examples=6)
@given(dataset=datasets())
def test_the_order_of_files_does_not_matter(dataset: Dataset, empty_file: Path) -> None:
    with new_folder() as folder:
        files = sorted(dataset.write(folder / "given").iterdir())
        forward, backward = (on_file(empty_file, folder / name) for name in ("forward.db", "backward.db"))

        load_files(forward, [str(path) for path in files])
        load_files(backward, [str(path) for path in reversed(files)])

        assert rows_of(forward) == rows_of(backward)
        assert exported(forward, folder / "a") == exported(backward, folder / "b")


# The built-in dataset


def test_the_built_in_dataset_comes_back_from_its_export(target: Target, tmp_path: Path, empty_file: Path) -> None:
    other = on_file(empty_file, tmp_path / "other.db")

    texts = exported(target, tmp_path / "written")
    load_files(other, [str(tmp_path / "written")])

    assert rows_of(other) == rows_of(target)
    assert exported(other, tmp_path / "again") == texts
    assert {path.name for path in paths.built_in_seeds().glob("*.yaml")} & set(texts) == {
        "actors.yaml",
        "areas.yaml",
        "states.yaml",
    }


# Every word, and every text that is hard to write


def test_everything_that_the_format_can_say_comes_back(tmp_path: Path, empty_target: Target) -> None:
    create_database(empty_target, empty=True)
    other = Target(path=tmp_path / "other.db")
    create_database(other, empty=True)
    seed = tmp_path / "everything.yaml"
    seed.write_text(EVERYTHING.replace("COUNT", COUNT).replace("CITED", CITED), "utf-8")
    load_files(empty_target, [str(seed)])

    texts = exported(empty_target, tmp_path / "written")
    load_files(other, [str(tmp_path / "written")])

    assert rows_of(other) == rows_of(empty_target)
    assert exported(other, tmp_path / "again") == texts


def strange_dataset() -> Dataset:
    """Put every strange text into every kind of place: blocks, lines, groups and lists on one line."""
    texts = list(enumerate(STRANGE))
    events = [
        {"key": f"e{n}", "kind": "visit", "summary": f"{n} {each}"[:LONGEST], "note": each, "wording": words_of(each)}
        for n, each in texts
    ]
    conditions = [{"kind": kind, "text": each} for _, each in texts for kind in ("if", "unless")]
    position = {
        "key": "p",
        "negotiation": "talks",
        "holder": "a0",
        "act": "state",
        "issue": "other",
        "summary": "All.",
    }
    return Dataset(
        {
            "strange.yaml": {
                "format": 1,
                "source": {
                    "key": "strange",
                    "type": "report",
                    "publication": {"key": "paper", "name": "~", "kind": "other"},
                    "title": "null",
                    "authors": [each for _, each in texts if ";" not in each],
                },
                "negotiations": [{"key": "talks", "at": "page # 1", "title": "017", "status": "failed"}],
                "actors": [
                    {
                        "key": f"a{n}",
                        "name": f"{n}q {each}"[:LONGEST],
                        "kind": "unnamed",
                        "names": [{"name": f"{n}z {each}"[:LONGEST], "lang": each}],
                        "codes": {"cow": [f"{n}: {each}"[:LONGEST]]},
                    }
                    for n, each in texts
                ],
                "passages": [
                    {"at": "page 1", "events": events, "positions": [{**position, "conditions": conditions}]},
                    *({"at": f"section {n}, {each}"} for n, each in texts if len(each) < LONGEST - 20),
                ],
            }
        }
    )


def test_every_strange_text_comes_back_from_every_place(tmp_path: Path, empty_target: Target) -> None:
    create_database(empty_target, empty=True)
    other = Target(path=tmp_path / "other.db")
    create_database(other, empty=True)
    load_files(empty_target, [str(strange_dataset().write(tmp_path / "given"))])

    texts = exported(empty_target, tmp_path / "written")
    load_files(other, [str(tmp_path / "written")])

    assert rows_of(other) == rows_of(empty_target)
    assert exported(other, tmp_path / "again") == texts
