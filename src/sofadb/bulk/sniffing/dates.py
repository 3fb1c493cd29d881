"""Columns that are named by dates, such as 1950, 2001 Q1 or troops_2001: each is of one date, in all rows."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb import edtf
from sofadb.bulk.days import read_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YEAR: Final = "(?<![0-9])(?P<year>1[89][0-9]{2}|20[0-9]{2})"
_MONTH: Final = "(?<![A-Za-z])(?P<word>[A-Za-z]{3,9})"
#: How a date stands in a name: the first form that is found decides.
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        f"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9])",
        f"{_YEAR}[ _.-]?[Qq](?P<quarter>[1-4])(?![0-9])",
        f"(?<![A-Za-z])[Qq](?P<quarter>[1-4])[ _./-]?{_YEAR.replace('(?<![0-9])', '')}(?![0-9])",
        f"{_YEAR}[Mm-](?P<month>[0-9]{{2}})(?![0-9])",
        f"{_MONTH}[ _.-]{_YEAR.replace('(?<![0-9])', '')}(?![0-9])",
        f"{_YEAR}[ _.-]{_MONTH.replace('(?<![A-Za-z])', '')}(?![A-Za-z])",
        f"{_YEAR}(?![0-9])",
    )
)
#: The World Bank writes each year twice: 1960 [YR1960].
_TWICE: Final = re.compile(r"\s*\[YR[0-9MQ]+\]$")
_SEPARATORS: Final = " _.-:()[]"
_TWO_YEARS: Final = re.compile("([0-9]{2})([0-9]{2})-([0-9]{2})")


class Dated(NamedTuple):
    """The date of a column in EDTF, and what its name says beside it."""

    as_of: str
    stem: str


def dates_of(names: Sequence[str]) -> dict[str, Dated]:
    """Return the dates of the columns that are named by one, as at least one other column is."""
    if years_in_two(names):
        return {}
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        if (found := _date_in(name)) is not None:
            alike[found.stem].setdefault(found.as_of, name)
    return {
        name: Dated(as_of, stem)
        for stem, columns in alike.items()
        if len(columns) > 1
        for as_of, name in columns.items()
    }


def years_in_two(names: Sequence[str]) -> list[str]:
    """Return the columns named 2001-02, 2002-03 and so on, if all are: each may be a month, or parts of two years."""
    found = {name: match for name in names if (match := _TWO_YEARS.fullmatch(name))}
    following = all((int(match[2]) + 1) % 100 == int(match[3]) for match in found.values())
    return list(found) if len(found) > 1 and following else []


def _date_in(name: str) -> Dated | None:
    """Read the one date of a name; more numbers beside it would mean something else."""
    text = _TWICE.sub("", name)
    for form in _FORMS:
        if (match := form.search(text)) is None:
            continue
        as_of = next((date for date in _dates(match.groupdict()) if _is_date(date)), None)
        stem = (text[: match.start()] + text[match.end() :]).strip(_SEPARATORS)
        if as_of is not None:
            return Dated(as_of, stem) if not any(sign.isdigit() for sign in stem) else None
    return None


def _dates(parts: dict[str, str | None]) -> Iterator[str]:
    """Write a date in EDTF from the parts of a name."""
    year, quarter = str(parts["year"]), parts.get("quarter")
    if quarter is not None:
        last = 3 * int(quarter)
        yield f"{year}-{last - 2:02}/{year}-{last:02}"
        return
    word = parts.get("word")
    month = read_month(word) if word is not None else parts.get("month")
    if word is None or month is not None:
        yield "-".join(part for part in (year, month, parts.get("day")) if part is not None)


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True
