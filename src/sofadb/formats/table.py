"""A table of plain text for the eye, drawn while its rows are read.

The first rows say how wide the columns are and which of them hold numbers; all others follow,
so that the first screen of a million rows is there at once and the rest takes no memory.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from sofadb.formats.chunks import chunks
from sofadb.formats.fitting import Column, count_that_fit, fill, fit, grow
from sofadb.formats.grid import draw_header, draw_rows, used_widths, wrap_row
from sofadb.formats.records import records
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.formats.grid import Lines
    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Row, Value

ROWS_THAT_DECIDE: Final = 1000
_ROWS_AT_ONCE: Final = 50

# Numbers that name a thing and do not count any: 2014 is no 2,014.
_NAMING: Final = frozenset({"id", "year", "line"})


class Block(NamedTuple):
    """A piece of a table: whole lines, and how many rows they show."""

    rows: int
    text: str


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows in aligned columns, or one value a line where columns do not fit."""
    count = 0
    for block in Table(result, layout).blocks():
        stream.write(block.text)
        count += block.rows
    return count


class Table:
    """A table whose first rows are read; `left_out` names the columns for which the width has no room.

    Columns are left out only where the answer says which of them are for the eye; of any other
    answer all are shown, one value a line if need be.
    """

    def __init__(self, result: Result, layout: Layout) -> None:
        self._layout = layout
        self._rest = chunks(result.rows, ROWS_THAT_DECIDE)
        self._first = next(self._rest, [])
        shown = [_look_at(result.columns[place], place, self._first) for place in _shown_places(result)]
        columns = [each.column(self._first, layout) for each in shown]
        count = len(columns)
        if result.shown and layout.width is not None and not layout.vertical:
            count = count_that_fit(columns, layout.width)
        self.left_out = tuple(result.columns[each.place] for each in shown[count:])
        self._shown, self._columns = shown[:count], columns[:count]

    def blocks(self) -> Iterator[Block]:
        """Draw the table piece by piece; rows are read when their turn comes."""
        widths = None if self._layout.vertical else fit(self._columns, self._layout.width)
        return self._records() if widths is None else self._grid(widths)

    def _grid(self, widths: list[int]) -> Iterator[Block]:
        numbers = [column.number for column in self._columns]
        header = wrap_row([column.header for column in self._columns], widths) if self._layout.header else []
        rows = _wrapped(self._columns, widths)
        widths = used_widths([header, *rows], len(widths))
        yield Block(0, draw_header(header, widths, numbers, color=self._layout.color))
        yield from _drawn(rows, widths, numbers)
        for columns in self._later():
            widths = grow(widths, columns, self._layout.width)
            yield from _drawn(_wrapped(columns, widths), widths, numbers)

    def _records(self) -> Iterator[Block]:
        headers = [column.header for column in self._columns]
        rows = chain.from_iterable(map(_rows, chain([self._columns], self._later())))
        if not self._first and self._layout.header:
            yield Block(0, "".join(records(headers, [("",) * len(headers)], self._layout)))
        for text in records(headers, rows, self._layout):
            yield Block(1, text)

    def _later(self) -> Iterator[list[Column]]:
        for rows in self._rest:
            yield [each.column(rows, self._layout) for each in self._shown]


def _rows(columns: list[Column]) -> Iterator[tuple[str, ...]]:
    return zip(*(column.cells for column in columns), strict=True)


def _wrapped(columns: list[Column], widths: list[int]) -> list[Lines]:
    return [wrap_row(row, widths) for row in _rows(columns)]


def _drawn(rows: list[Lines], widths: list[int], numbers: list[bool]) -> Iterator[Block]:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        yield Block(len(part), draw_rows(part, widths, numbers))


class _Shown(NamedTuple):
    """A column that is shown: its name, its place in a row, and what its first values tell about all."""

    name: str
    place: int
    number: bool
    grouped: bool

    def column(self, rows: list[Row], layout: Layout) -> Column:
        """Return header and cells as they will be seen."""
        header = fill(visible(self.name)) if layout.header else ""
        return Column(header, self.cells(rows, layout.missing), self.number)

    def cells(self, rows: list[Row], missing: str) -> list[str]:
        """Return the cells of rows as they will be seen."""
        values = (row[self.place] for row in rows)
        return [fill(visible(_text(value, self.grouped, missing))) for value in values]


def _shown_places(result: Result) -> Sequence[int]:
    names = result.columns
    return [names.index(name) for name in result.shown if name in names] or range(len(names))


def _look_at(name: str, place: int, rows: list[Row]) -> _Shown:
    number = _all_numbers([row[place] for row in rows])
    counts = not (name.lower() in _NAMING or name.lower().endswith("_id"))
    return _Shown(name, place, number, number and counts)


def _all_numbers(values: list[Value]) -> bool:
    present = [value for value in values if value is not None]
    return bool(present) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in present)


def _text(value: Value, grouped: bool, missing: str) -> str:
    if value is None:
        return missing
    return f"{value:,}" if grouped and isinstance(value, int) else str(value)
