"""What kind of database there is, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb import paths
from sofadb.database.reader import open_reader
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader
    from sofadb.database.target import Target
    from sofadb.result import Row

_COUNTED: Final = ("sources", "actors", "negotiations", "deployments", "positions", "events", "personnel_counts")
_LAST_LOAD: Final = "SELECT loaded_at, tool_version FROM load_log ORDER BY id DESC LIMIT 1"
_FILES: Final = "SELECT count(*) FROM seed_files"


def status(target: Target) -> Result:
    """Return field and value: place, engine, schema version, what is loaded, rows by table.

    A database of another schema version is described, not refused.
    """
    with open_reader(target, any_version=True) as reader:
        return Result(("field", "value"), list(_fields(target, reader)))


def _fields(target: Target, reader: Reader) -> Iterator[Row]:
    head, found = paths.head_revision(), reader.version
    yield "database", str(target)
    yield "engine", "SQLite" if target.path is not None else "PostgreSQL"
    yield "schema version", found
    yield "schema version of this sofadb", head
    if found != head:
        yield "what to do", f"sofadb --db {target} db upgrade" if found and found < head else "upgrade sofadb"
        return
    for loaded_at, tool in reader.ask(_LAST_LOAD, {}, {}).rows:
        yield "last load", f"{loaded_at} by sofadb {tool}"
    yield "seed files", _only(reader, _FILES)
    for table in _COUNTED:
        yield table.replace("_", " "), _only(reader, f"SELECT count(*) FROM {table}")  # noqa: S608  our own names


def _only(reader: Reader, sql: str) -> int | str | float | None:
    return next(iter(reader.ask(sql, {}, {}).rows))[0]
