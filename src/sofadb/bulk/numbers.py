"""What a cell says about a number: plain digits count, some words mean unknown, all else is wrong in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from sofadb.seed.form.values import LARGEST

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.sql.compiler import SQLCompiler

    from sofadb.bulk.maps import Table

_SIGNS: Final = {",": ",", ".": r"\.", "space": "[ \u00a0\u202f]", "'": "['\u2019]"}

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
    (r"[0-9]{1,3}([,. '\u00a0\u202f\u2019][0-9]{3})+", "has signs between thousands: say 'thousands' under 'table'"),
    (r"[0-9]+", f"is larger than any number kept here, {LARGEST}"),
)


class is_plain(FunctionElement[bool]):  # noqa: N801  as SQLAlchemy names functions
    """The condition that a cell is a number as it stands: one to eighteen digits, none of them a zero in front."""

    type = Boolean()
    inherit_cache = True


@compiles(is_plain)
def _match(plain: is_plain, compiler: SQLCompiler, **options: Any) -> str:  # Any: what SQLAlchemy hands on
    (cell,) = (compiler.process(clause, **options) for clause in plain.clauses)
    return f"({cell} ~ '^(0|[1-9][0-9]{{0,17}})$')"


@compiles(is_plain, "sqlite")
def _compare(plain: is_plain, compiler: SQLCompiler, **options: Any) -> str:  # Any: as above
    """Read the number and write it again: SQLite does this sooner than it looks at digits."""
    (cell,) = (compiler.process(clause, **options) for clause in plain.clauses)
    return f"({cell} >= '0' AND length({cell}) <= 18 AND CAST(CAST({cell} AS INTEGER) AS TEXT) = {cell})"


def read_number(cell: str, table: Table) -> dict[str, Any]:  # Any: numbers and words
    """Return `number` and `kind` (value, unknown, none, absent) of a cell that is not plain, or what is `wrong`.

    A wrong cell is `shown` apart from what is wrong with it.
    """
    if cell in table.unknown:
        return {"kind": "unknown"}
    if cell in table.absent:
        return {"kind": "absent"}
    if cell in table.none:
        return {"kind": "none", "number": 0}
    digits = cell
    if table.thousands and re.fullmatch(rf"[1-9][0-9]{{0,2}}({_SIGNS[table.thousands]}[0-9]{{3}})+", cell):
        digits = re.sub(r"[^0-9]", "", cell)
    if re.fullmatch("0|[1-9][0-9]{0,18}", digits) and int(digits) <= LARGEST:
        return {"kind": "value", "number": int(digits)}
    shown = repr(cell if len(cell) <= _LONGEST_SHOWN else f"{cell[: _LONGEST_SHOWN - 1]}…")
    return {"shown": shown, "wrong": _wrong_with(cell)}


def _wrong_with(cell: str) -> str:
    """Say what is wrong with a cell without repeating it: what is wrong with many is told once."""
    if any(sign.isdigit() and not sign.isascii() for sign in cell):
        return "is not in the digits 0 to 9"
    words = next((words for pattern, words in _WRONG if re.fullmatch(pattern, cell, re.DOTALL)), None)
    return words or "is no number; if it means unknown, say so in the map"
