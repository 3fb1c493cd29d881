"""The rows of a database under their natural keys, without numbers: what seed files can say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.codebook import read_codebook
from sofadb.errors import SofadbError
from sofadb.seed.loading.natural_keys import NATURAL

if TYPE_CHECKING:
    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from sofadb.seed.reading.rows import NaturalKey

StoredCell: TypeAlias = "Value | NaturalKey"
StoredCells: TypeAlias = dict[str, StoredCell]
#: The rows of every table by their natural keys; a reference is the natural key of what it refers to.
Stored: TypeAlias = "dict[str, dict[NaturalKey, StoredCells]]"

#: Where a row was written: what this export decides anew.
_OF_THE_FILE: Final = ("seed_file_id", "seed_line")
#: The text of an article belongs to its author.
_OF_THE_READER: Final = ("passages", "text")
_LAST_LOAD_SQL: Final = "SELECT max(id) FROM load_log"


class ChangedWhileReadError(SofadbError):
    """Another process wrote to the database between two questions of ours."""

    def __init__(self) -> None:
        super().__init__("the database was changed while it was read", "export again")


def read_stored(reader: Reader) -> Stored:
    """Return all rows that seed files hold, those that were made by other means as well.

    The reader's own copies of passages are left out. Raises ChangedWhileReadError where a load came between.
    """
    before = list(reader.ask(_LAST_LOAD_SQL, {}, {}).rows)
    tables = {table: _read_table(reader, table) for table in NATURAL}
    if before != list(reader.ask(_LAST_LOAD_SQL, {}, {}).rows):
        raise ChangedWhileReadError
    keys = _Keys(tables)
    return {
        table: {keys.of(table, number): keys.cells(table, number) for number in tables[table]} for table in NATURAL
    }


def _read_table(reader: Reader, name: str) -> dict[int, dict[str, Value]]:
    columns = [
        column
        for column in read_codebook()[name].column_names()
        if column not in _OF_THE_FILE and (name, column) != _OF_THE_READER
    ]
    # The names come from our own codebook; `key` and the like are quoted for both engines.
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = reader.ask(f'SELECT {listed} FROM "{name}" ORDER BY "id"', {}, {}).rows  # noqa: S608
    return {int(str(row[columns.index("id")])): dict(zip(columns, row, strict=True)) for row in rows}


class _Keys:
    """The natural keys of rows, each worked out once."""

    def __init__(self, tables: dict[str, dict[int, dict[str, Value]]]) -> None:
        self.tables = tables
        self.refers = {
            name: {column.name: column.refers_to for column in read_codebook()[name].columns if column.refers_to}
            for name in tables
        }
        self.known: dict[tuple[str, int], NaturalKey] = {}

    def of(self, table: str, number: int) -> NaturalKey:
        """Return the natural key of a row, put together with those that it refers to."""
        if (table, number) not in self.known:
            if number not in self.tables[table]:
                raise ChangedWhileReadError
            row = self.tables[table][number]
            parts: list[str] = []
            for column in NATURAL[table]:
                cell = self._cell(table, column, row[column])
                parts += cell if isinstance(cell, tuple) else ["" if cell is None else str(cell)]
            self.known[table, number] = tuple(parts)
        return self.known[table, number]

    def cells(self, table: str, number: int) -> StoredCells:
        """Return the columns of a row, keys for the numbers of rows."""
        row = self.tables[table][number]
        return {column: self._cell(table, column, value) for column, value in row.items() if column != "id"}

    def _cell(self, table: str, column: str, value: Value) -> StoredCell:
        if value is None or column not in self.refers[table]:
            return value
        return self.of(self.refers[table][column], int(str(value)))
