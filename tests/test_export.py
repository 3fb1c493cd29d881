"""Exports hold what the database holds, in files that other tools read, alike on both engines."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from sofadb import paths
from sofadb.codebook import Table, read_codebook
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.exports import exported_columns, read_table
from sofadb.formats import FORMATS, write
from sofadb.seed.loading.load import load_files
from tests.conftest import Runner, Server, database_words
from tests.test_questions import write_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader

BOOK = read_codebook()
PAGES = {"codebook.json", "bibliography.json", "datapackage.json"}


@pytest.fixture(scope="module")
def targets(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[tuple[Target, Target]]:
    """Give the same data on both engines: the built-in dataset, and claims without a day."""
    folder = tmp_path_factory.mktemp("export")
    files = write_seeds(folder, "blue", "red")
    local = Target(path=Path(shutil.copyfile(built_in_file, folder / "local.db")))
    remote = server.create(built_in_template)
    for target in (local, remote):
        load_files(target, files)
    yield local, remote
    server.drop(remote)


@pytest.fixture(scope="module")
def readers(targets: tuple[Target, Target]) -> Iterator[tuple[Reader, Reader]]:
    """Open the same data on both engines."""
    with open_reader(targets[0]) as local, open_reader(targets[1]) as remote:
        yield local, remote


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, targets: tuple[Target, Target]) -> Path:
    """Export everything from the file once."""
    folder = tmp_path_factory.mktemp("all") / "out"
    done = export_all(targets[0], folder)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


def export_all(target: Target, folder: Path, *more: str, seconds: int = 20) -> subprocess.CompletedProcess[str]:
    """Run the export of everything."""
    words = (*database_words(target), "export", "--all", str(folder), *more)
    return subprocess.run(
        [sys.executable, "-m", "sofadb", *words], capture_output=True, check=False, encoding="utf-8", timeout=seconds
    )


def as_csv(reader: Reader, table: Table) -> str:
    """Return the bytes of an exported table, without the time of a load."""
    stream = io.StringIO()
    write(FORMATS["csv"], read_table(reader, table), stream)
    lines = list(csv.reader(io.StringIO(stream.getvalue())))
    if "loaded_at" in lines[0]:
        place = lines[0].index("loaded_at")
        return str([[cell for number, cell in enumerate(line) if number != place] for line in lines])
    return stream.getvalue()


def set_texts(target: Target, words: str) -> None:
    """Give every passage a text, as a reader may do with a copy of an article."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text("UPDATE passages SET text = :words"), {"words": words})
    engine.dispose()


# Tables and views


@pytest.mark.parametrize("name", BOOK)
def test_both_engines_export_the_same_bytes(name: str, readers: tuple[Reader, Reader]) -> None:
    local, remote = (as_csv(reader, BOOK[name]) for reader in readers)

    assert remote == local
    assert len(local.splitlines()) > 1 or name == "load_log"


@pytest.mark.parametrize("name", BOOK)
def test_an_exported_table_reads_back_as_the_database_has_it(
    name: str, exported: Path, targets: tuple[Target, Target]
) -> None:
    columns = exported_columns(BOOK[name])
    with closing(sqlite3.connect(str(targets[0].path))) as connection:
        listed = ", ".join(f'"{column}"' for column in columns)
        stored = connection.execute(f"SELECT {listed} FROM {name}").fetchall()

    with (exported / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)

    assert header == columns
    assert len(rows) == len(stored)
    assert sorted(rows) == sorted(["" if value is None else str(value) for value in row] for row in stored)


def test_a_table_is_ordered_by_its_number(exported: Path) -> None:
    with (exported / "actors.csv").open(encoding="utf-8", newline="") as stream:
        numbers = [int(row["id"]) for row in csv.DictReader(stream)]

    assert numbers == sorted(numbers)


@pytest.mark.parametrize("fmt", ["table", "csv", "json"])
def test_one_table_goes_where_output_goes(fmt: str, run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "export", "publications", "-f", fmt)

    assert (done.returncode, done.stderr) == (0, "")
    assert "FireDogLake" in done.stdout
    assert "seed_line" in done.stdout


def test_a_view_can_be_exported(run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "export", "figures", "-o", "figures.jsonl")

    lines = (run.home / "figures.jsonl").read_text("utf-8").splitlines()
    assert done.returncode == 0
    assert list(json.loads(lines[0])) == BOOK["figures"].column_names()


@pytest.mark.parametrize(
    ("name", "near"), {"figurs": "figures", "Actors": "actors", "personel_counts": "personnel_counts"}.items()
)
def test_an_unknown_table_is_refused_with_near_names(name: str, near: str, run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "export", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert repr(near) in done.stderr


@pytest.mark.parametrize("name", ["alembic_version", "sqlite_master", 'actors"; DROP TABLE actors; --', ""])
def test_nothing_but_our_tables_is_exported(name: str, run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "export", "--", name)

    assert (done.returncode, done.stdout) == (2, "")


def test_a_table_and_all_of_them_are_not_exported_together(run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "export", "actors", "--all", "out")

    assert (done.returncode, done.stdout) == (2, "")
    assert list(run.home.iterdir()) == []


# Everything


def test_everything_is_a_file_for_each_table_and_three_pages(exported: Path) -> None:
    assert {path.name for path in exported.iterdir()} == {f"{name}.csv" for name in BOOK} | PAGES


def test_the_codebook_describes_exactly_what_was_exported(exported: Path) -> None:
    described = json.loads((exported / "codebook.json").read_text("utf-8"))

    columns = {entry["name"]: [column["name"] for column in entry["columns"]] for entry in described}
    assert columns == {name: exported_columns(table) for name, table in BOOK.items()}
    assert "text" not in columns["passages"]


def test_everything_is_exported_from_a_server_too(
    exported: Path, targets: tuple[Target, Target], tmp_path: Path
) -> None:
    done = export_all(targets[1], tmp_path / "out")

    assert done.returncode == 0, done.stderr
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(files) == {path.name for path in exported.iterdir()}
    assert [
        name
        for name, content in files.items()
        if name != "load_log.csv" and content != (exported / name).read_bytes()
    ] == []


def test_the_bibliography_is_csl_json(exported: Path) -> None:
    entries = {entry["id"]: entry for entry in json.loads((exported / "bibliography.json").read_text("utf-8"))}

    assert {"dayen-2011", "military-times-2014-06-20"} <= set(entries)
    assert entries["dayen-2011"] == {
        "id": "dayen-2011",
        "type": "post-weblog",
        "title": "Post-2011 Military Presence in Iraq Falters on Question of Immunity",
        "author": [{"literal": "David Dayen"}],
        "container-title": "FireDogLake",
        "issued": entries["dayen-2011"]["issued"],
        "language": "en",
    }
    assert [entry for entry in entries.values() if None in entry.values()] == []
    assert {"raw", "literal", "date-parts"} & set(entries["dayen-2011"]["issued"])


def complaints(page: Path) -> list[object]:
    """Return what frictionless says against a data package with a resource for each table and view."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        from frictionless import Package, system

        with system.use_context(trusted=True):
            package = Package(str(page))
            report = package.validate()
    assert {resource.name for resource in package.resources} == set(BOOK)
    found: list[object] = report.flatten(["title", "fieldName", "rowNumber", "note"])
    assert report.valid == (not found)
    return found


def test_frictionless_finds_the_data_package_valid(exported: Path) -> None:
    assert complaints(exported / "datapackage.json") == []


def test_the_data_package_describes_every_column_and_reference(exported: Path) -> None:
    package: dict[str, Any] = json.loads((exported / "datapackage.json").read_text("utf-8"))  # Any: JSON
    described = {resource["name"]: resource["schema"] for resource in package["resources"]}

    assert {name: [field["name"] for field in schema["fields"]] for name, schema in described.items()} == {
        name: exported_columns(table) for name, table in BOOK.items()
    }
    references = {
        (name, key["fields"][0], key["reference"]["resource"] or name)
        for name, schema in described.items()
        for key in schema.get("foreignKeys", [])
    }
    assert ("positions", "responds_to_id", "positions") in references
    assert ("personnel_counts", "passage_id", "passages") in references


# Texts of articles


@pytest.mark.parametrize("texts", [False, True])
def test_copies_of_articles_are_handed_on_only_when_asked(
    texts: bool, file_target: Target, run: Runner, tmp_path: Path
) -> None:
    set_texts(file_target, "The whole article, which belongs to its author.")
    more = ["--texts"] if texts else []

    done = export_all(file_target, tmp_path / "out", *more)
    one = run(*database_words(file_target), "export", "passages", "--csv", *more)

    assert done.returncode == one.returncode == 0
    found = [path.name for path in (tmp_path / "out").iterdir() if "belongs to its author" in path.read_text("utf-8")]
    assert found == (["passages.csv"] if texts else [])
    assert ("belongs to its author" in one.stdout) == texts
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    (passages,) = (resource for resource in package["resources"] if resource["name"] == "passages")
    assert ("text" in [field["name"] for field in passages["schema"]["fields"]]) == texts
    assert ((tmp_path / "out" / "codebook.json").read_bytes() == paths.codebook().read_bytes()) == texts


def test_frictionless_finds_an_export_with_texts_valid(file_target: Target, tmp_path: Path) -> None:
    set_texts(file_target, 'The whole article,\n"in two lines", which belongs to its author.')

    assert export_all(file_target, tmp_path / "out", "--texts").returncode == 0

    assert complaints(tmp_path / "out" / "datapackage.json") == []


# Files that exist


def test_an_export_replaces_files_only_when_asked(
    exported: Path, targets: tuple[Target, Target], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(exported, tmp_path / "out"))
    (folder / "sources.csv").write_text("mine", "utf-8")

    refused = export_all(targets[0], folder)
    kept = (folder / "sources.csv").read_text("utf-8")
    forced = export_all(targets[0], folder, "--force")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--force" in refused.stderr
    assert kept == "mine"
    assert forced.returncode == 0
    assert (folder / "sources.csv").read_bytes() == (exported / "sources.csv").read_bytes()


@pytest.mark.parametrize("name", ["sources.csv", "datapackage.json"])
def test_a_refused_export_writes_nothing(name: str, file_target: Target, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("mine", "utf-8")

    done = export_all(file_target, tmp_path / "out")

    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_an_export_into_a_file_is_an_error(built_in_file: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")

    done = export_all(Target(path=built_in_file), tmp_path / "out")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert (tmp_path / "out").read_text("utf-8") == "mine"
