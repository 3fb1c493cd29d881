"""Columns of years: those that are called so, in the languages of official tables, and those that look like them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_YEAR: Final = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})(?:\.0)?")
#: What a column of years is called that has not "year" in its name.
_CALLED: Final = frozenset({
    "yr", "fy", "date", "time", "period", "jahr", "année", "année civile", "annee", "an", "exercice", "año", "ano",
    "anno", "jaar", "år", "ar", "rok", "god", "год", "рік", "yıl", "yil", "vuosi", "tahun", "év", "έτος", "年", "سنة",
})  # fmt: skip
_FEWEST: Final = 4  # years that follow each other; two or three numbers do so by chance


def are_years(cells: Collection[str]) -> bool:
    """Tell whether every cell could be a year."""
    return all(_YEAR.fullmatch(cell) for cell in cells)


def is_called_year(name: str) -> bool:
    """Tell whether a column is called a year."""
    lower = name.strip().lower()
    return "year" in lower or lower in _CALLED


def look_like_years(cells: Collection[str]) -> bool:
    """Tell whether cells are years without a gap, some of them more than once or not."""
    years = {int(found[1]) for cell in cells if (found := _YEAR.fullmatch(cell))}
    return are_years(cells) and len(years) >= _FEWEST and max(years) - min(years) == len(years) - 1
