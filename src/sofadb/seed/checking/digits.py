"""The numbers that a wording has in digits are those of the bounds (S025)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.numerals import numerals
from sofadb.seed.checking.written import bounds_of, is_written, quantity_of
from sofadb.spelled import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import SeedRow

# Where digits need not be the number that is counted: a unit that we do not know ("1.5m", "300s", "2 lakh"), a share
# of it, a product. Nothing is said about those.
_UNSURE: Final = re.compile(
    r"(?!\d+k\b)\d[^\W\d_]|[²³¹¼-¾⅐-⅞⁰-₉×%*+]|\d\s*[/x]\s*\d"
    r"|\d\s?(?:m|mn|mln|mio|bn|tn|lakh|crore|score|gross|pairs?|couples?|dozens|hundreds|thousands|\w*illions?)\b"
    r"(?<!million)(?<!billion)"
    r"|\b(?:half|halves|thirds?|quarters?|doubled?|twice|tripled?|times|fold|each|every|per|percent|share|minus|plus)\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"\d{1,3}(?:[.,'\u2019]\d{3})+|\d+[.,]\d{1,2}(?!\d)|\d+")
_SHARED_THOUSANDS: Final = re.compile(r"\b(\d{1,3})\s*(?:-|–|—|to|or|and)\s*\d{1,3}[,.]\d{3}\b")
_LONGEST: Final = 18  # digits; nobody counts so many people


class Written(NamedTuple):
    """The numbers that a wording shows in digits, and all those that it may mean."""

    shown: set[int]
    possible: set[int]


def numbers_written(wording: str) -> Written | None:
    """Return the numbers of a wording; None without any in digits, or where it is not sure what they mean."""
    found = numerals(wording)
    shown = {number.value for number in found if number.in_digits}
    if not shown or _UNSURE.search(re.sub(r"\b\d+(?:st|nd|rd|th)\b|\b[^\W\d_]+-?\d[\w-]*", "", wording)):
        return None
    values = [_value(token) for token in _TOKEN.findall(wording)]
    values += [Fraction(number.value) for number in found]
    # "1.5 to 2 million", "30 to 40 thousand": the unit of one may be that of the other.
    units = [1, *(SCALES[word] for word in re.findall(r"[a-z]+", wording.lower()) if word in SCALES)]
    possible = {value * unit for value in values for unit in units}
    possible |= {Fraction(int(digits) * 1000) for digits in _SHARED_THOUSANDS.findall(wording)}
    return Written(shown, {int(value) for value in possible if value.denominator == 1})


def check_digits(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find the counts whose numbers are not in their wording."""
    for row in rows:
        wording = row.cells.get("wording")
        if row.table in ("personnel_counts", "asset_counts") and isinstance(wording, str):
            yield from _judge(row, wording)


def _judge(row: SeedRow, wording: str) -> Iterator[Mistake]:
    if _is_plainly_there(wording, bounds_of(row)):
        return
    name, given = quantity_of(row), bounds_of(row)
    # Another number stands in for one that cannot be read, which is said already.
    if name in ("", "words", "unknown", "none") or not is_written(row, "wording"):
        return
    written = numbers_written(wording)
    if written is None or given <= written.possible:
        return
    has, says = (" and ".join(map(str, sorted(numbers))) for numbers in (written.shown, given))
    remedy = (
        "correct the number, or take other words of the passage for the wording; "
        "leave it out, with a note, where the number is worked out from several"
    )
    yield row.mistake("S025", f"the wording {wording!r} has {has}, but {name} has {says}", remedy, at=name)


def _is_plainly_there(wording: str, given: set[int]) -> bool:
    """Tell at a glance whether there are no digits at all, or each number stands there as it is."""
    digits = re.findall(r"\d+", wording)
    return not digits or (not re.search(r"\d\D\d", wording) and given <= {int(each[:_LONGEST]) for each in digits})


def _value(token: str) -> Fraction:
    """Return the value of digits: a group of three is thousands, fewer are decimals."""
    digits = re.sub(r"\D", "", token)
    if len(digits) > _LONGEST:
        return Fraction(-1)
    decimals = re.fullmatch(r"\d+[.,](\d{1,2})", token)
    return Fraction(int(digits), 10 ** len(decimals[1]) if decimals else 1)
