"""Rows of a table in aligned columns, drawn by tabulate.

tabulate only aligns: its own wrapping drops leading spaces and turns the text False into
True, and its headers are two places wider than their text.
"""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.formats.fitting import FILLER, GAP, wrap
from sofadb.formats.quick_tabulate import load_tabulate
from sofadb.formats.terminal import bold, dim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: The lines of one row: for each line, what stands in each column.
Lines: TypeAlias = list[list[str]]

# tabulate draws its rule for the row that says so.
_RULE: Final = ["\1"]


def wrap_row(cells: Sequence[str], widths: Sequence[int]) -> Lines:
    """Break the cells of a row into the lines that it takes."""
    if all(len(cell) <= width for cell, width in zip(cells, widths, strict=True)):
        return [list(cells)]
    broken = (wrap(cell, width) for cell, width in zip(cells, widths, strict=True))
    return [list(line) for line in zip_longest(*broken, fillvalue="")]


def used_widths(rows: Iterable[Lines], columns: int) -> list[int]:
    """Return how wide each column has become, which may be less than it had room for."""
    widths = [0] * columns
    for line in chain.from_iterable(rows):
        widths = [max(width, len(text)) for width, text in zip(widths, line, strict=True)]
    return widths


def draw_header(header: Lines, widths: list[int], numbers: list[bool], *, color: bool) -> str:
    """Draw the names of the columns and the rule below them."""
    if not header or not widths:
        return ""
    *names, rule = _draw([*header, _RULE], widths, numbers)
    return "".join(f"{line}\n" for line in ([*map(bold, names), dim(rule)] if color else [*names, rule]))


def draw_rows(rows: list[Lines], widths: list[int], numbers: list[bool]) -> str:
    """Draw rows as lines of text."""
    lines = list(chain.from_iterable(rows))
    return "".join(f"{line}\n" for line in _draw(lines, widths, numbers)) if lines and widths else ""


def _draw(lines: Lines, widths: list[int], numbers: list[bool]) -> list[str]:
    """Let tabulate align lines; one more line above them holds every column at its width."""
    library = load_tabulate()
    row, rule = library.DataRow("", " " * GAP, ""), library.Line("", "-", " " * GAP, "")
    text: str = library.tabulate(
        [["x" * width for width in widths], *lines],
        tablefmt=library.TableFormat(None, rule, None, None, row, row, 0, None),
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=["right" if number else "left" for number in numbers],
    )
    return text.replace(FILLER, "").split("\n")[1:]
