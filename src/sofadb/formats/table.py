"""A table of plain text for the eye, drawn by tabulate.

tabulate only aligns: its own wrapping drops leading spaces and turns the text False into
True, and its headers are two places wider than their text.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TextIO

from sofadb.formats.columns import unique_names
from sofadb.formats.fitting import FILLER, GAP, NARROWEST, Column, fill, fit, wrap
from sofadb.formats.layout import Layout
from sofadb.formats.quick_tabulate import load_tabulate
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sofadb.result import Result, Value

# Numbers that name a thing and do not count any: 2014 is no 2,014.
_NAMING = frozenset({"id", "year", "line", "number"})

# tabulate draws its rule for the row that says so.
_RULE = ["\1"]


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write all rows in aligned columns, or one value a line where columns do not fit."""
    rows = list(result.rows)
    names = unique_names(result.columns)
    columns = [
        _column(result.columns[place], names[place], [row[place] for row in rows], layout)
        for place in _shown_places(result.shown, names)
    ]
    widths = fit(columns, layout.width)
    if widths is None:
        lines = list(_record_lines(columns, layout))
        _draw(lines, [False] * len(lines[0]) if lines else [], stream)
    else:
        lines = list(_table_lines(columns, widths, layout))
        _draw(lines, [column.number for column in columns], stream)
    return len(rows)


def columns_that_fit(result: Result, width: int) -> tuple[str, ...]:
    """Return those of the columns to be shown that fit beside each other, from the first on; all if none does.

    The rows of the result must be a list, for they are read again when it is written.
    """
    shown = result.shown or result.columns
    for last in range(len(shown), 0, -1):
        first = shown[:last]
        places = [result.columns.index(name) for name in first]
        columns = [
            _column(result.columns[p], result.columns[p], [row[p] for row in result.rows], Layout()) for p in places
        ]
        if fit(columns, width) is not None:
            return first
    return shown


def _shown_places(shown: Sequence[str], names: Sequence[str]) -> Sequence[int]:
    return [names.index(name) for name in shown if name in names] or range(len(names))


def _column(original: str, name: str, values: list[Value], layout: Layout) -> Column:
    number = _all_numbers(values)
    grouped = number and not (original.lower() in _NAMING or original.lower().endswith("_id"))
    cells = [fill(visible(_text(value, grouped, layout.missing))) for value in values]
    return Column(fill(visible(name)) if layout.header else "", cells, number)


def _all_numbers(values: list[Value]) -> bool:
    present = [value for value in values if value is not None]
    return bool(present) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in present)


def _text(value: Value, grouped: bool, missing: str) -> str:
    if value is None:
        return missing
    return f"{value:,}" if grouped and isinstance(value, int) else str(value)


def _table_lines(columns: list[Column], widths: list[int], layout: Layout) -> Iterator[list[str]]:
    if layout.header and columns:
        yield from _row_lines((column.header for column in columns), widths)
        yield _RULE
    for cells in zip(*(column.cells for column in columns), strict=True):
        yield from _row_lines(cells, widths)


def _record_lines(columns: list[Column], layout: Layout) -> Iterator[list[str]]:
    width = max(layout.width or 0, NARROWEST)
    label = min(max(len(column.header) for column in columns), width // 2 - GAP)
    records = list(zip(*(column.cells for column in columns), strict=True))
    for number, cells in enumerate(records or [("",) * len(columns)] * layout.header):
        if number:
            yield ["", ""] if layout.header else [""]
        for column, cell in zip(columns, cells, strict=True):
            if layout.header:
                yield from _row_lines((column.header, cell), [label, width - GAP - label])
            else:
                yield from _row_lines((cell,), [width])


def _row_lines(cells: Iterable[str], widths: list[int]) -> Iterator[list[str]]:
    broken = (wrap(cell, width) for cell, width in zip(cells, widths, strict=True))
    return map(list, zip_longest(*broken, fillvalue=""))


def _draw(lines: list[list[str]], numbers: list[bool], stream: TextIO) -> None:
    if not lines:
        return
    library = load_tabulate()
    row, rule = library.DataRow("", " " * GAP, ""), library.Line("", "-", " " * GAP, "")
    text = library.tabulate(
        lines,
        tablefmt=library.TableFormat(None, rule, None, None, row, row, 0, None),
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=["right" if number else "left" for number in numbers],
    )
    stream.write(f"{text.replace(FILLER, '')}\n")
