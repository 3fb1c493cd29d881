"""The dates of a table: a column in EDTF, or a year with its quarter or month, as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sofadb import edtf

if TYPE_CHECKING:
    from sofadb.bulk.maps.form import Days

_QUARTERS: Final = {"1": ("01", "03"), "2": ("04", "06"), "3": ("07", "09"), "4": ("10", "12")}
_DECIMAL: Final = re.compile(r"(?<=[0-9])\.0+$")
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)


def columns_of(days: Days) -> list[str]:
    """Return the columns that a date is read from, in the order in which `read_day` takes their cells."""
    return [name for name in (days.column, days.year, days.quarter, days.month, days.day) if name is not None]


def read_day(days: Days, *cells: str) -> dict[str, Any]:  # Any: texts and days
    """Return as_of (EDTF), its earliest and latest day, and how it is written in a key; or what is `wrong`."""
    if days.constant is not None:
        return span(days.constant)
    if days.year is None:
        return span(cells[0])
    year, *rest = map(without_decimals, cells)
    if not re.fullmatch("[0-9]{4}", year):
        return {"wrong": f"{cells[0].strip()[:20]!r} is not a year"}
    if days.quarter is not None:
        return _quarter(year, rest[0])
    parts = [year]
    if days.month is not None:
        if (month := read_month(rest[0])) is None:
            return {"wrong": f"{rest[0][:20]!r} is not a month"}
        parts.append(month)
    if days.day is not None:
        parts.append(rest[1].zfill(2))
    return span("-".join(parts))


def without_decimals(cell: str) -> str:
    """Return a number as it was before a program took its column for decimals: 1990 of 1990.0."""
    return _DECIMAL.sub("", cell.strip())


def span(text: str) -> dict[str, Any]:  # Any: texts and days
    """Return what `read_day` does, of a date in EDTF."""
    try:
        found = edtf.parse(text)
    except edtf.EdtfError as error:
        return {"wrong": f"{error.message} {error.remedy}"}
    written = text.replace("/", "-to-").replace("..", "open")
    return {
        "as_of": text,
        "earliest": found.earliest,
        "latest": found.latest,
        "slug": "-".join(re.findall("[a-z0-9]+", written.replace("X", "x").lower())) + _doubt(text),
    }


def _doubt(text: str) -> str:
    """Tell apart in a key what differs only in its marks."""
    return "".join(f"-{word}" for mark, word in (("~", "about"), ("?", "doubtful"), ("%", "unsure")) if mark in text)


def _quarter(year: str, cell: str) -> dict[str, Any]:  # Any: as above
    quarter = read_quarter(cell)
    if quarter is None:
        return {"wrong": f"{cell[:20]!r} is not a quarter"}
    first, last = _QUARTERS[quarter]
    return {**span(f"{year}-{first}/{year}-{last}"), "slug": f"{year}-q{quarter}"}


def read_quarter(cell: str) -> str | None:
    """Return a quarter in one digit, from 1, Q1, Quarter 1 or 1.0."""
    quarter = re.fullmatch(r"(?:[Qq]|[Qq]uarter )?([1-4])(?:\.0)?", cell)
    return quarter[1] if quarter else None


def read_month(cell: str) -> str | None:
    """Return a month in two digits, from a number or from its English name or its first three letters."""
    word = cell.lower().rstrip(".")
    for number, name in enumerate(_MONTHS, start=1):
        if word in (name, name[:3], str(number), f"{number:02}"):
            return f"{number:02}"
    return "09" if word == "sept" else None
