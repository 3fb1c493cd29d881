"""What a cell says about a number: plain digits count, some words mean unknown, all else is wrong in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Column, Text, case, cast, literal

from sofadb.bulk.lookups import Lookup, Meanings
from sofadb.bulk.staging import CELL
from sofadb.models.base import NUMBER
from sofadb.seed.form.values import LARGEST
from sofadb.vocabulary import MOST_WORDS_OF_WORDING

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement
    from sqlalchemy import Table as SQLTable

    from sofadb.bulk.maps.form import Table
    from sofadb.bulk.staging import Staging

#: A number as it stands: one to eighteen digits, none of them a zero in front.
_PLAIN: Final = re.compile("0|[1-9][0-9]{0,17}")

_SIGNS: Final = {",": ",", ".": r"\.", "space": "[ \u00a0\u202f]", "'": "['\u2019]"}
_ANY_SIGN: Final = "[,. '\u00a0\u202f\u2019]"

_LONGEST_SHOWN: Final = 40

#: What is wrong with a cell: a pattern, and the words; the first that fits speaks.
_WRONG: Final = (
    (r"\s*", "is empty: say under 'table' what an empty cell means, 'unknown' or 'absent'"),
    (r"\s.*|.*\s", "has white space around it"),
    (r"0[0-9]+", "begins with a zero: is it a code?"),
    (r"-[0-9]+", "is negative"),
    (r"\+[0-9]+", "has a sign"),
    (r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+", "is written with an exponent, as a spreadsheet does; write all digits"),
    (r"[0-9]+\.0+", "is written as a decimal; write it without"),
    (r"[0-9]+[.][0-9]+", "is a part of a person"),
    (rf"[0-9]{{1,3}}({_ANY_SIGN}[0-9]{{3}})+", "has signs between thousands: say 'thousands' under 'table'"),
    (rf"[0-9]+({_ANY_SIGN}[0-9]+)+", "has signs between its digits where no thousand ends"),
    (r"[0-9]+", f"is larger than any number kept here, {LARGEST}"),
)


class Said(NamedTuple):
    """What a cell says, in SQL."""

    value: ColumnElement[int]
    kind: ColumnElement[str]
    wording: ColumnElement[str]


class Numbers(Lookup):
    """The look-up of a column of numbers: a plain number is staged as it is, any other cell by a number below zero.

    The words of the map that mean that there is no figure are staged as nothing.
    """

    def __init__(self, staging: Staging, column: str, meanings: Meanings, table: Table) -> None:
        super().__init__(staging, [column], meanings, lambda cell: read_number(cell, table))
        self.table = table

    @staticmethod
    def meanings_in(staging: Staging) -> Meanings:
        """Return the table of cells that are no plain number: the number if they have one, its kind, the wording."""
        return Meanings(staging, Column("value", NUMBER), Column("kind", CELL), Column("wording", CELL))

    def on(self, rows: SQLTable) -> ColumnElement[bool]:
        """Return the condition that joins the staged rows with the meaning of cells that are no plain number."""
        joined: ColumnElement[bool] = -rows.c[self.column.name] == self.meanings.table.c.number
        return joined

    def said(self, rows: SQLTable) -> Said:
        """Return what the cells say: a value or nothing, the kind of it, and the cell as printed."""
        number = rows.c[self.column.name]
        plain = Said(number, literal("value", Text()), cast(number, Text()))
        if not self.meanings.number:
            return plain
        table = self.meanings.table.c
        others = (table.value, table.kind, table.wording)
        return Said(*(case((number >= 0, usual), else_=other) for usual, other in zip(plain, others, strict=True)))

    def _learn(self, cell: str) -> int | None:
        table = self.table
        if cell in table.absent:
            return None
        if _PLAIN.fullmatch(cell) and cell not in table.unknown and cell not in table.none:
            return int(cell)
        return -self.meanings.add({**self.mean(cell), "wording": _wording(cell)})


def read_number(cell: str, table: Table) -> dict[str, Any]:  # Any: numbers and words
    """Return `value` and `kind` (value, unknown, none) of a cell that is not plain, or what is `wrong`.

    A wrong cell is `shown` apart from what is wrong with it.
    """
    if cell in table.unknown:
        return {"kind": "unknown"}
    if cell in table.none:
        return {"kind": "none", "value": 0}
    digits = cell
    if table.thousands and re.fullmatch(rf"[1-9][0-9]{{0,2}}({_SIGNS[table.thousands]}[0-9]{{3}})+", cell):
        digits = re.sub(r"[^0-9]", "", cell)
    if re.fullmatch("0|[1-9][0-9]{0,18}", digits) and int(digits) <= LARGEST:
        return {"kind": "value", "value": int(digits)}
    shown = repr(cell if len(cell) <= _LONGEST_SHOWN else f"{cell[: _LONGEST_SHOWN - 1]}…")
    return {"shown": shown, "wrong": _wrong_with(cell, table.thousands)}


def _wording(cell: str) -> str | None:
    """Return a cell as the few words that a figure quotes; nothing where it has none, or more than a few."""
    words = cell.split()
    return " ".join(words) if 0 < len(words) <= MOST_WORDS_OF_WORDING else None


def _wrong_with(cell: str, thousands: str | None) -> str:
    """Say what is wrong with a cell without repeating it: what is wrong with many is told once."""
    if any(sign.isdigit() and not sign.isascii() for sign in cell):
        return "is not in the digits 0 to 9"
    if thousands and re.fullmatch(rf"[0-9]+({_SIGNS[thousands]}[0-9]+)+", cell):
        sign = "a space" if thousands == "space" else repr(thousands)
        return "begins with a zero" if cell.startswith("0") else f"has {sign} where no thousand ends"
    if thousands and re.fullmatch(rf"[0-9]+({_ANY_SIGN}[0-9]{{3}})+", cell):
        return "has other signs between thousands than the map says"
    words = next((words for pattern, words in _WRONG if re.fullmatch(pattern, cell, re.DOTALL)), None)
    return words or "is no number; if it means unknown, say so in the map"
