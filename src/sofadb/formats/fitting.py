"""How wide the columns of a table are, and where their cells are broken into lines."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2
NARROWEST = 20  # a terminal narrower than this is treated as this wide
_SMALLEST = 10  # what a column of text is shrunk to at most: a date stays whole
_SMALLEST_SENTENCE = 20  # the same where a cell is a sentence

# Stands behind each character that takes two places on the screen, so that everyone, tabulate
# too, may count characters. No visible text holds it, and it is taken out in the end.
FILLER = "\0"


class Column(NamedTuple):
    """The texts of one column, as they will be seen, with fillers."""

    header: str
    cells: list[str]
    number: bool = False

    def widest(self) -> int:
        """Return the width at which no cell needs to be broken, nor the header."""
        return max(len(self.header), self._widest_cell())

    def least(self) -> int:
        """Return the width below which the column is not shrunk; a number is never broken, and a date hardly."""
        words = max((len(word) for text in (self.header, *self.cells) for word in _words(text)), default=0)
        long = min(_SMALLEST_SENTENCE, self.widest() // 5)
        return max(min(_SMALLEST, words), long, self._widest_cell() if self.number else 0)

    def _widest_cell(self) -> int:
        return max(map(len, self.cells), default=0)


def _words(text: str) -> list[str]:
    """Cut a text where it may be broken without harm: behind spaces and joints, but not inside a date."""
    return re.findall(r"\d{4}-\d\d-\d\d|[^\s_/-]+[_/-]*", text)


def fill(text: str) -> str:
    """Put a filler behind each character that takes two places."""
    if text.isascii():
        return text
    return "".join(each + FILLER if east_asian_width(each) in "WF" else each for each in text)


def fit(columns: Sequence[Column], width: int | None) -> list[int] | None:
    """Share a width among columns, shrinking the widest first; None if they cannot fit."""
    widths = [column.widest() for column in columns]
    if width is None:
        return widths
    return _share(widths, [column.least() for column in columns], _room(width, len(columns)))


def grow(widths: list[int], columns: Sequence[Column], width: int | None) -> list[int]:
    """Make room for the cells of later rows: in a width, for numbers alone, at the cost of the widest texts."""
    if width is None:
        return [max(each, column.widest()) for each, column in zip(widths, columns, strict=True)]
    pairs = list(zip(widths, columns, strict=True))
    wanted = [max(each, column.widest()) if column.number else each for each, column in pairs]
    least = [each if column.number else min(each, _SMALLEST) for each, (_, column) in zip(wanted, pairs, strict=True)]
    return _share(wanted, least, _room(width, len(columns))) or widths


def _share(wanted: list[int], least: list[int], room: int) -> list[int] | None:
    if sum(least) > room:
        return None
    widths = [min(each, room) for each in wanted]
    while sum(widths) > room:
        shrinkable = (index for index, each in enumerate(widths) if each > least[index])
        widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def count_that_fit(columns: Sequence[Column], width: int) -> int:
    """Return how many columns, from the first on, fit beside each other; all if not even the first does."""
    needed = list(accumulate(column.least() for column in columns))
    fitting = (count for count, least in enumerate(needed, start=1) if least <= _room(width, count))
    return max(fitting, default=len(columns))


def _room(width: int, columns: int) -> int:
    return max(width, NARROWEST) - GAP * (columns - 1)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines; only the spaces at which it is broken are left out."""
    lines, start = [], 0
    while len(text) - start > width:
        end = _line_end(text, start, width)
        lines.append(text[start:end])
        start = end + 1 if text[end] == " " else end
    lines.append(text[start:])
    return lines


def _line_end(text: str, start: int, width: int) -> int:
    space = text.rfind(" ", start + 1, start + width + 1)
    if space > 0:
        return space
    joints = [end for end in range(start + 1, start + width + 1) if text[end - 1] in "_-/"]
    if joints:
        whole = [end for end in joints if not _inside_a_date(text, end)]
        return (whole or joints)[-1]
    end = start + width
    return end - 1 if text[end] == FILLER else end


def _inside_a_date(text: str, end: int) -> bool:
    return text[end - 1] == "-" and text[end - 2].isdigit() and text[end].isdigit()
