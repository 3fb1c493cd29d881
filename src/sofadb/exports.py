"""The database as files for other tools: single tables, or all of them as a data package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sofadb import paths
from sofadb.citations import as_csl_json, read_works
from sofadb.codebook import Table, read_codebook
from sofadb.errors import WrongUseError
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from sofadb.database.reader import Reader
    from sofadb.result import Result

#: A reader's own copy of an article belongs to its author and is not handed on unless asked for.
PRIVATE: Final = ("passages", "text")

_FIELD_TYPES: Final = {"text": "string", "integer": "integer", "date": "date"}
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


def find_table(name: str) -> Table:
    """Return a table or view by its name; raises WrongUseError with the near names."""
    book = read_codebook()
    if name not in book:
        raise WrongUseError(f"there is no table or view {name!r}", suggest(name, book))
    return book[name]


def read_table(reader: Reader, table: Table, *, texts: bool = False) -> Result:
    """Return all rows of a table or view, in the order of its first columns."""
    names = exported_columns(table, texts=texts)
    # The names come from our own codebook; `key` and the like are quoted for both engines.
    listed = ", ".join(f'"{name}"' for name in names)
    order = '"id"' if names[0] == "id" else ", ".join(f'"{name}" NULLS LAST' for name in names)
    return reader.ask(f'SELECT {listed} FROM "{table.name}" ORDER BY {order}', {}, {})  # noqa: S608


def exported_columns(table: Table, *, texts: bool = False) -> list[str]:
    """Return the columns that an export holds: all but the reader's own copies of articles."""
    return [name for name in table.column_names() if texts or (table.name, name) != PRIVATE]


def data_package(tables: list[Table], *, texts: bool = False) -> str:
    """Return the `datapackage.json` of CSV files named after the tables (Data Package 2.0)."""
    package = {
        "$schema": _PROFILE,
        "name": "sofadb",
        "title": "What the sources say about foreign troops and their legal status",
        "resources": [_resource(table, texts=texts) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, *, texts: bool) -> dict[str, Any]:  # Any: JSON
    kept = set(exported_columns(table, texts=texts))
    schema: dict[str, Any] = {  # Any: JSON
        "fields": [
            {"name": column.name, "type": _FIELD_TYPES[column.type], "description": column.meaning}
            | ({"constraints": {"enum": list(column.words)}} if column.words else {})
            for column in table.columns
            if column.name in kept
        ],
        "missingValues": [""],
    }
    if "id" in kept:
        schema["primaryKey"] = ["id"]
        schema["foreignKeys"] = [
            {"fields": [column.name], "reference": {"resource": _other(table, column.refers_to), "fields": ["id"]}}
            for column in table.columns
            if column.refers_to
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _other(table: Table, name: str) -> str:
    """Name a resource as a foreign key does: the table's own is the empty name."""
    return "" if name == table.name else name


def codebook(*, texts: bool = False) -> str:
    """Return the codebook as it is shipped, without the columns that the export leaves out."""
    shipped = paths.codebook().read_text(encoding="utf-8")
    if texts:
        return shipped
    entries = json.loads(shipped)
    for entry in entries:
        entry["columns"] = [column for column in entry["columns"] if (entry["name"], column["name"]) != PRIVATE]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def bibliography(reader: Reader) -> str:
    """Return all sources as CSL-JSON."""
    return as_csl_json(read_works(reader))
