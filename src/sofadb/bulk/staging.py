"""The staging table: what the cells of each line mean, by numbers, one row a line."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, delete, insert, select

from sofadb.errors import BadDataError
from sofadb.seed.loading.collecting import nothing_collected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Select

    from sofadb.bulk.lookups import Lookup
    from sofadb.bulk.table import Chunk, TableReader

LINE: Final = BigInteger().with_variant(Integer(), "sqlite")
#: Text that is compared and sorted by code point on both engines.
CELL: Final = Text().with_variant(Text(collation="C"), "postgresql")

#: More rows at once fit no longer into what a processor has near.
_ROWS_AT_ONCE: Final = 500
_LINES_AT_ONCE: Final = 10_000
_BLOCKS_AT_ONCE: Final = 40
#: A row of PostgreSQL, which must fit on a page, holds no more numbers.
_MOST_LOOKUPS: Final = 1_000


class Staging:
    """The temporary tables of one import: `rows` with what their cells mean, and `refused` lines with their reasons.

    Each look-up has a column in `rows`; the cells themselves are not kept.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.metadata, self.number = MetaData(), 0
        self.lookups: list[Lookup] = []
        self.refused = self.table(
            "bulk_refused",
            Column("line", LINE),
            Column("place", CELL),
            Column("reason", CELL),
            Column("shown", CELL),
        )
        self.refused.create(connection)

    def table(self, name: str, *columns: Column[Any]) -> Table:  # Any: of every type
        """Describe a table that lasts as long as the transaction, or the connection where that ends with it."""
        self.number += 1
        prefixes = ["TEMPORARY"]
        return Table(f"{name}_{self.number}", self.metadata, *columns, prefixes=prefixes, postgresql_on_commit="DROP")

    def refuse(self, wrong: Select[Any]) -> None:  # Any: three or four columns
        """Refuse the lines of a selection of line, column and reason, and the cell where the reason leaves it out."""
        names = [column.name for column in self.refused.columns][: len(wrong.selected_columns)]
        self.connection.execute(insert(self.refused).from_select(names, wrong))

    def has_refused(self) -> bool:
        """Tell whether any line is refused."""
        return self.connection.scalar(select(self.refused.c.line).limit(1)) is not None

    def fill(
        self, reader: TableReader, left_out: Sequence[tuple[int, frozenset[str]]], tell: Callable[[int], None]
    ) -> int:
        """Look up the cells of every line and stage what they mean; returns how many lines were read.

        Lines with one of the cells `left_out` are not staged. Ragged ones are refused, and those with a cell that
        means nothing. `tell` is called now and then with the number so far. Raises BadDataError for a map of more
        columns than a row can hold.
        """
        if len(self.lookups) > _MOST_LOOKUPS:
            raise BadDataError(
                f"the map reads {len(self.lookups):,} columns; at most {_MOST_LOOKUPS:,} can be imported at once",
                "write the table with a row for each of its years, or name fewer columns in the map",
            )
        self.rows = self.table(
            "bulk_rows", Column("line", LINE, primary_key=True), *(lookup.column for lookup in self.lookups)
        )
        self.rows.create(self.connection)
        fill = (_File if self.connection.dialect.name == "sqlite" else _Server)(self.connection, self.rows)
        read, wrong = 0, _Wrong()
        with nothing_collected():
            for chunk in reader.chunks(_ROWS_AT_ONCE):
                read += len(chunk.rows) + len(chunk.wrong)
                wrong.remember(chunk)
                self._stage(fill, _without(chunk, left_out), reader.header)
                tell(read)
            fill.end()
        for lines in wrong.lines(_LINES_AT_ONCE):
            self.connection.execute(insert(self.refused), lines)
        self._refuse_what_means_nothing()
        if self.connection.dialect.name == "postgresql":
            self.connection.exec_driver_sql(f"ANALYZE {self.rows.name}")
        return read

    def _stage(self, fill: _File | _Server, chunk: Chunk, header: Sequence[str]) -> None:
        if not chunk.rows:
            return
        cells = dict(zip(header, zip(*chunk.rows, strict=True), strict=True))
        meant = [lookup.look_up(cells) for lookup in self.lookups]
        for lookup in self.lookups:
            lookup.meanings.write()
        fill.add(zip(chunk.numbers, *meant, strict=True))

    def _refuse_what_means_nothing(self) -> None:
        for lookup in self.lookups:
            if lookup.meanings.is_wrong:
                for wrong in lookup.wrong(self.rows):
                    self.refuse(wrong)
        if self.has_refused():
            self.connection.execute(delete(self.rows).where(self.rows.c.line.in_(select(self.refused.c.line))))


class _Wrong:
    """The numbers of wrong lines by what is wrong with them: of a table in another form that is every line."""

    def __init__(self) -> None:
        self.numbers: dict[str, array[int]] = {}

    def remember(self, chunk: Chunk) -> None:
        for line in chunk.wrong:
            self.numbers.setdefault(line.reason, array("q")).append(line.number)

    def lines(self, at_once: int) -> Iterator[list[dict[str, object]]]:
        for reason, numbers in self.numbers.items():
            for start in range(0, len(numbers), at_once):
                part = numbers[start : start + at_once]
                yield [{"line": line, "place": "", "reason": reason} for line in part]


def _without(chunk: Chunk, left_out: Sequence[tuple[int, frozenset[str]]]) -> Chunk:
    """Leave out the rows that have one of these cells at its place."""
    if not left_out:
        return chunk
    kept = [
        (number, cells)
        for number, cells in zip(chunk.numbers, chunk.rows, strict=True)
        if not any(cells[place] in words for place, words in left_out)
    ]
    return chunk._replace(numbers=[number for number, _ in kept], rows=[cells for _, cells in kept])


class _File:
    """Rows into a table of an SQLite file."""

    def __init__(self, connection: Connection, table: Table) -> None:
        sqlite = connection.connection.driver_connection
        assert sqlite is not None  # noqa: S101  a connection in a transaction has one
        self.sqlite = sqlite
        marks = ", ".join("?" * len(table.columns))
        self.sql = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608  our own names

    def add(self, rows: Iterable[tuple[int | None, ...]]) -> None:
        self.sqlite.executemany(self.sql, rows)

    def end(self) -> None:
        """Do nothing: all rows are written."""


class _Server:
    """Rows into a table of a server, by COPY, many at once."""

    def __init__(self, connection: Connection, table: Table) -> None:
        psycopg = connection.connection.driver_connection
        assert psycopg is not None  # noqa: S101  as above
        self.psycopg, self.sql = psycopg, f"COPY {table.name} FROM STDIN"
        self.line = "\t".join(["%s"] * len(table.columns)) + "\n"
        self.blocks: list[str] = []

    def add(self, rows: Iterable[tuple[int | None, ...]]) -> None:
        self.blocks.append("".join(map(self.line.__mod__, rows)).replace("None", "\\N"))
        if len(self.blocks) == _BLOCKS_AT_ONCE:
            self.end()

    def end(self) -> None:
        """Write what is left."""
        with self.psycopg.cursor() as cursor, cursor.copy(self.sql) as copy:
            for block in self.blocks:
                copy.write(block)
        self.blocks = []
