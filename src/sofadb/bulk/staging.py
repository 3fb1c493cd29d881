"""The staging table: the columns of a file that the map names, as they stand, one row a line."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, insert

from sofadb.bulk.table import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Select

    from sofadb.bulk.table import WrongLine

LINE: Final = BigInteger().with_variant(Integer(), "sqlite")
#: Text that is compared and sorted by code point on both engines.
CELL: Final = Text().with_variant(Text(collation="C"), "postgresql")

_REPORT_EVERY: Final = 20_000
_AT_ONCE: Final = 10_000


class Staging:
    """The temporary tables of one import: `rows` as they stand, and `refused` with the reason of each."""

    def __init__(self, connection: Connection, columns: Sequence[str]) -> None:
        self.connection = connection
        self.metadata, self.number = MetaData(), 0
        self.columns = {name: f"c{number}" for number, name in enumerate(columns)}
        self.rows = self.table(
            "bulk_rows",
            Column("line", LINE, primary_key=True),
            *(Column(name, CELL) for name in self.columns.values()),
        )
        self.refused = self.table(
            "bulk_refused",
            Column("line", LINE),
            Column("place", CELL),
            Column("reason", CELL),
            Column("shown", CELL),
        )
        self.rows.create(connection)
        self.refused.create(connection)

    def refuse(self, wrong: Select[Any]) -> None:  # Any: three or four columns
        """Refuse the lines of a selection of line, column and reason, and the cell where the reason leaves it out."""
        names = [column.name for column in self.refused.columns][: len(wrong.selected_columns)]
        self.connection.execute(insert(self.refused).from_select(names, wrong))

    def table(self, name: str, *columns: Column[Any], is_small: bool = False) -> Table:  # Any: of every type
        """Describe a table that lasts as long as the transaction, or the connection where that ends with it.

        In one that is small, rows are found by their primary key with one search on SQLite, not with two.
        """
        self.number += 1
        return Table(
            f"{name}_{self.number}",
            self.metadata,
            *columns,
            prefixes=["TEMPORARY"],
            postgresql_on_commit="DROP",
            sqlite_with_rowid=not is_small,
        )

    def cell(self, column: str) -> Column[Any]:  # Any: a column of text
        """Return the staged column of a column of the file."""
        return self.rows.c[self.columns[column]]

    def fill(
        self,
        lines: Iterable[Line | WrongLine],
        places: Sequence[int],
        left_out: Sequence[tuple[int, frozenset[str]]],
        tell: Callable[[int], None],
    ) -> int:
        """Stage the cells at these places of every line; returns how many lines were read.

        Lines with one of the cells `left_out` are not staged, and ragged ones refused. `tell` is called now and then
        with the number so far.
        """
        counted = _Counted(lines, places, left_out, tell)
        fill = _fill_file if self.connection.dialect.name == "sqlite" else _fill_server
        fill(self.connection, self.rows, counted)
        for reason, numbers in counted.wrong.items():
            for start in range(0, len(numbers), _AT_ONCE):
                rows = [{"line": line, "place": "", "reason": reason} for line in numbers[start : start + _AT_ONCE]]
                self.connection.execute(insert(self.refused), rows)
        return counted.number


class _Counted:
    """The cells of the lines that fit the header; counts them all and keeps the others."""

    def __init__(
        self,
        lines: Iterable[Line | WrongLine],
        places: Sequence[int],
        left_out: Sequence[tuple[int, frozenset[str]]],
        tell: Callable[[int], None],
    ) -> None:
        self.lines, self.places, self.left_out, self.tell = lines, places, left_out, tell
        #: The numbers of wrong lines by what is wrong with them: of a table in another form that is every line.
        self.wrong: dict[str, array[int]] = {}
        self.number = 0

    def __iter__(self) -> Iterator[tuple[int | str, ...]]:
        places, left_out, wrong = self.places, self.left_out, self.wrong
        number = 0
        for number, line in enumerate(self.lines, start=1):
            if number % _REPORT_EVERY == 0:
                self.tell(number)
            start, cells = line[0], line[1]
            if type(line) is Line:
                if left_out and any(cells[place] in words for place, words in left_out):
                    continue
                yield (start, *[cells[place] for place in places])
            else:
                reason: str = line[2]  # type: ignore[misc]  # what is no Line is wrong, and says why
                wrong.setdefault(reason, array("q")).append(start)
        self.number = number


def _fill_file(connection: Connection, table: Table, rows: Iterable[tuple[int | str, ...]]) -> None:
    marks = ", ".join("?" * len(table.columns))
    sqlite = connection.connection.driver_connection
    assert sqlite is not None  # noqa: S101  a connection in a transaction has one
    sqlite.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608  our own names


def _fill_server(connection: Connection, table: Table, rows: Iterable[tuple[int | str, ...]]) -> None:
    psycopg = connection.connection.driver_connection
    assert psycopg is not None  # noqa: S101  as above
    with psycopg.cursor() as cursor, cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    connection.exec_driver_sql(f"ANALYZE {table.name}")
