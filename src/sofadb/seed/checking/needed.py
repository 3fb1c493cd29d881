"""Rows that files give up while rows of other files refer to them: who does, and how many."""

from __future__ import annotations

from bisect import insort
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.codebook import read_codebook
from sofadb.seed.checking.held import texts
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sofadb.codebook import Column, Table
    from sofadb.database.reader import Reader
    from sofadb.seed.reading.rows import NaturalKey

#: Of more rows of one file that refer to one that goes, only so many are kept: there may be millions.
MOST_KEPT: Final = 20
_AT_ONCE: Final = 200  # keys in one question

#: The columns that name a row, by which it is looked for within its source, or in its table.
_NAMED: Final = {"passages": "t.locator_type || ' ' || t.locator"}
_OF_SOURCE: Final = "JOIN sources AS s ON s.id = t.source_id AND s.key = :source"
#: Without any order: those of an official table are more than a database sorts in memory.
_NEEDING_SQL: Final = """
SELECT {name}, held.path, f.path, r.seed_line, r.id
FROM {table} AS t {of_source}
JOIN {other} AS r ON r.{column} = t.id AND coalesce(r.seed_file_id, 0) <> coalesce(t.seed_file_id, 0)
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id LEFT JOIN seed_files AS held ON held.id = t.seed_file_id
WHERE {name} IN ({wanted})
"""
_REF_SQL: Final = "SELECT s.key || '/' || t.key FROM {table} AS t JOIN sources AS s ON s.id = t.source_id"
_KEY_SQL: Final = "SELECT t.key FROM {table} AS t"


class Needed(NamedTuple):
    """A row that goes, the file that held it, and the rows of the table `by` in another file that refer to it.

    `lines` are those of the first, at most MOST_KEPT; `example` is how people name the first, if it has a name.
    """

    table: str
    key: NaturalKey
    holder: str
    by: str
    path: str
    rows: int
    lines: tuple[int, ...]
    example: str


class Group:
    """The rows of one file that refer to one row: how many, and those that stand first."""

    def __init__(self) -> None:
        self.rows = 0
        self._first: list[tuple[int, int, str]] = []

    def add(self, line: int, number: int, name: str = "") -> None:
        """Count a row, by its line and its number; `name` is how people name it."""
        self.rows += 1
        if len(self._first) < MOST_KEPT or (line, number, name) < self._first[-1]:
            insort(self._first, (line, number, name))
            del self._first[MOST_KEPT:]

    def lines(self) -> tuple[int, ...]:
        """Return the lines of the first rows."""
        return tuple(line for line, _, _ in self._first)

    def number(self) -> int:
        """Return the number of the first row."""
        return self._first[0][1]

    def example(self) -> str:
        """Return how people name the first row."""
        return self._first[0][2]


def find_needed(reader: Reader, table: str, lost: Collection[NaturalKey], files: Collection[str]) -> Iterator[Needed]:
    """Find the rows of other files than these that refer to rows of a table that are to go."""
    for other, column in _referring(table):
        for source, keys in groupby(sorted(lost), key=lambda key: key[0] if _is_of_source(table) else ""):
            names = [" ".join(key[1:]) if source else key[0] for key in keys]
            for start in range(0, len(names), _AT_ONCE):
                rows = _ask(reader, table, other, column, source, names[start : start + _AT_ONCE])
                yield from _grouped(reader, rows, (table, source, other), files)


def _is_of_source(table: str) -> bool:
    return table in CLAIM_TABLES or table == "passages"


def _referring(table: str) -> Iterator[tuple[Table, Column]]:
    """Find the columns that refer to a table, of all tables whose rows come from files."""
    for other in read_codebook().values():
        if other.kind == "table" and "seed_line" in other.column_names():
            yield from ((other, column) for column in other.columns if column.refers_to == table)


def _ask(
    reader: Reader, table: str, other: Table, column: Column, source: str, names: list[str]
) -> Iterator[tuple[str, ...]]:
    wanted = {f"name{number}": name for number, name in enumerate(names)}
    sql = _NEEDING_SQL.format(
        name=_NAMED.get(table, "t.key"),
        table=table,
        of_source=_OF_SOURCE if source else "",
        other=other.name,
        column=column.name,
        wanted=", ".join(f":{name}" for name in wanted),
    )
    return texts(reader, sql, **wanted, **({"source": source} if source else {}))


def _grouped(
    reader: Reader,
    rows: Iterable[tuple[str, ...]],
    between: tuple[str, str, Table],
    files: Collection[str],
) -> Iterator[Needed]:
    table, source, other = between
    groups: dict[tuple[str, str, str], Group] = {}
    for name, holder, path, line, number in rows:
        if path not in files:
            groups.setdefault((name, holder, path), Group()).add(int(line or 1), int(number))
    for (name, holder, path), group in sorted(groups.items(), key=lambda each: each[0]):
        key = (name,) if not source else (source, *(name.split(" ", 1) if table == "passages" else [name]))
        example = _name_of(reader, other, group.number())
        yield Needed(table, key, holder, other.name, path, group.rows, group.lines(), example)


def _name_of(reader: Reader, table: Table, number: int) -> str:
    """Return how people name a row: its ref or its key; empty where it has none."""
    if "key" not in table.column_names():
        return ""
    sql = _REF_SQL if table.name in CLAIM_TABLES else _KEY_SQL
    asked = f"{sql.format(table=table.name)} WHERE t.id = :id"
    (row,) = reader.ask(asked, {"id": number}, {"id": "integer"}).rows
    return str(row[0])
