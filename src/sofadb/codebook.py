"""What every table and column means, without the models: read from the file that `make docs` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from sofadb import paths
from sofadb.result import Result


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (integer, text or date), what it means, what it refers to, its list of words."""

    name: str
    type: str
    meaning: str
    required: bool
    refers_to: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a view."""

    name: str
    kind: str
    meaning: str
    columns: tuple[Column, ...]

    def column_names(self) -> list[str]:
        """Return the names in the order of the table."""
        return [column.name for column in self.columns]


@cache
def read_codebook() -> dict[str, Table]:
    """Return all tables and views by their names, tables first."""
    entries = json.loads(paths.codebook().read_text(encoding="utf-8"))
    return {entry["name"]: _table(entry) for entry in entries}


def _table(entry: dict[str, object]) -> Table:
    listed = entry["columns"]
    if not isinstance(listed, list):
        raise TypeError("the columns of a table are a list")
    columns = tuple(Column(**{**column, "words": tuple(column.get("words", ()))}) for column in listed)
    return Table(str(entry["name"]), str(entry["kind"]), str(entry["meaning"]), columns)


def describe_tables() -> Result:
    """Return name, kind, number of columns and meaning of every table and view, views first."""
    tables = sorted(read_codebook().values(), key=lambda table: table.kind == "table")
    rows = [(table.name, table.kind, len(table.columns), table.meaning) for table in tables]
    return Result(("name", "kind", "columns", "meaning"), rows)


def describe_columns(table: Table) -> Result:
    """Return the columns of a table in its order: type, whether needed, what they refer to, words, meaning."""
    rows = [
        (
            column.name,
            column.type,
            "yes" if column.required else "no",
            column.refers_to or None,
            ", ".join(column.words) or None,
            column.meaning,
        )
        for column in table.columns
    ]
    return Result(("column", "type", "needed", "refers_to", "words", "meaning"), rows, ("column", "type", "meaning"))
