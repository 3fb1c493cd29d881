"""Cells that a spreadsheet would run, guarded so that it shows them instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sofadb.result import Row

# What OWASP names as the beginning of a formula, and what spreadsheets take for it: signs of
# full width, and any of these behind blanks, which some programs drop.
_RUN: Final = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; a number with its sign is none."""
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) else text


def guarded(rows: Iterable[Row]) -> Iterator[Row]:
    """Guard every text of rows."""
    for row in rows:
        yield tuple(guard(value) if isinstance(value, str) else value for value in row)
