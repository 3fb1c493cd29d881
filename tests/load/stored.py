"""What a database holds, compared by natural keys; and the made-up seed files of these tests."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import select, text

from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.models import Base
from sofadb.seed.loading.natural_keys import NATURAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

    from sofadb.seed.loading.changes import LoadReport

SEEDS = Path(__file__).parents[1] / "seeds"
FILES = ("freedonia.yaml", "herald.yaml", "gazette.yaml")
HERALD = "daily-herald-1999-03-02"

Natural: TypeAlias = tuple[object, ...]
Rows: TypeAlias = dict[tuple[str, Natural], dict[str, Any]]  # Any: what a column holds


def rows_of(target: Target) -> Rows:
    """Return every row by its table and natural key, each reference replaced by the key of its row."""
    stored = _stored(target)
    keys: dict[tuple[str, int], Natural] = {}

    def named(table: str, row: dict[str, Any]) -> dict[str, Any]:  # Any: what a column holds
        references = REFERENCES[table]
        return {
            name: natural(references[name], value) if name in references and value is not None else value
            for name, value in row.items()
        }

    def natural(table: str, number: int) -> Natural:
        if (table, number) not in keys:
            row = stored[table][number]
            needed = named(table, {name: row[name] for name in NATURAL[table]})
            keys[table, number] = tuple(needed.values())
        return keys[table, number]

    return {
        (table, natural(table, number)): named(table, row)
        for table, rows in stored.items()
        for number, row in rows.items()
    }


def _stored(target: Target) -> dict[str, dict[int, dict[str, Any]]]:  # Any: what a column holds
    engine = writing_engine(target)
    with engine.connect() as connection:
        found = {name: {row["id"]: row for row in _rows(connection, Base.metadata.tables[name])} for name in NATURAL}
    engine.dispose()
    return found


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:  # Any: what a column holds
    found = connection.execute(select(table))
    names = list(found.keys())
    return (dict(zip(names, row, strict=True)) for row in found)


def _references(table: Table) -> dict[str, str]:
    """Return the tables that columns refer to, where what is referred to has a natural key."""
    referred = {column.name: key.column.table.name for column in table.columns for key in column.foreign_keys}
    # With its passage, a claim names the source of the passage.
    referred |= {"source_id": "sources"} if "source_id" in table.columns else {}
    return {column: other for column, other in referred.items() if other in NATURAL}


#: By table and column, the table that is referred to.
REFERENCES = {name: _references(Base.metadata.tables[name]) for name in NATURAL}


def content(target: Target) -> Rows:
    """Return every row as `rows_of`, without its number and the place of the file it came from."""
    left_out = {"id", "seed_file_id", "seed_line"}
    return {
        place: {name: value for name, value in row.items() if name not in left_out}
        for place, row in rows_of(target).items()
    }


def answers(target: Target) -> list[list[tuple[object, ...]]]:
    """Return what the views say."""
    views = ("figures", "stances", "timeline", "conflicts")
    with open_reader(target) as reader:
        asked = [f"SELECT * FROM {view}" for view in views]
        return [sorted(reader.ask(sql, {}, {}).rows, key=repr) for sql in asked]


def loads(target: Target) -> list[tuple[int, ...]]:
    """Return files, added, changed and removed of every load so far."""
    with open_reader(target) as reader:
        rows = reader.ask("SELECT files, added, changed, removed FROM load_log ORDER BY id", {}, {}).rows
        return [tuple(int(str(value)) for value in row) for row in rows]


def digest(target: Target) -> str:
    assert target.path is not None
    return hashlib.sha256(target.path.read_bytes()).hexdigest()


def done(report: LoadReport) -> set[tuple[str, str, str]]:
    """Return what a load did: action, table, and the last part of the key."""
    return {(change.action, change.table, change.key[-1]) for change in report.changes}


def copied(file: Path, folder: Path) -> Target:
    """Give a test another SQLite file that holds what this one does."""
    return Target(path=Path(shutil.copyfile(file, folder / "other.db")))


def execute(target: Target, statement: str, **values: str) -> None:
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts of a seed file, each of which stands there once."""
    written = path.read_text("utf-8")
    for old, new in changes:
        assert written.count(old) == 1, f"{old!r} stands there {written.count(old)} times"
        written = written.replace(old, new)
    path.write_text(written, "utf-8")


def sections(path: Path) -> list[str]:
    """Cut a seed file into its sections."""
    parts: list[str] = []
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line[0].isalpha():
            parts.append(line)
        elif parts:
            parts[-1] += line
    return parts


def seed_of(source: str, place: str) -> str:
    """Write a file with a source and an actor."""
    return (
        f"format: 1\nsource:\n  key: {source}\n  type: report\n  title: T\n"
        f"  publication: {{key: {source}-press, name: {source}, kind: other}}\n"
        f"actors:\n  - {{key: {place.split()[0].lower()}, name: {place}, kind: area}}\n"
    )


def made_up_seeds(folder: Path, claims: int) -> Path:
    """Write a folder with at least so many claims, as they are made up for the benchmarks."""
    made = folder / f"claims-{claims}"
    run_path(str(Path(__file__).parents[2] / "benchmarks" / "seeds.py"))["write_seeds"](made, claims)
    return made
