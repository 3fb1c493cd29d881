"""A date is not more precise than its words, and does not contradict them (S023)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sofadb import edtf
from sofadb.seed.checking.datewords import Named, read_words
from sofadb.seed.checking.written import is_written, says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import SeedRow

#: From the finest to the coarsest.
_FINENESS: Final = ("day", "month", "season", "year", "decade", "century")
#: Which day of what is named a precise date may fall on: after 2011 may well begin on its last day.
_EXCUSED: Final = {"since": "first", "from": "first", "after": "last", "post": "last", "before": "first"}


def check_precision(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find the dates that say more than the words beside them, or something else."""
    for row in rows:
        for column, words in row.cells.items():
            name = column.removesuffix("_text")
            date = row.cells.get(name)
            if name == column or not isinstance(words, str) or not isinstance(date, str):
                continue
            # A part that takes both from its whole does not repeat its mistake.
            if is_written(row, name) and is_written(row, column) and (says(row, name) or says(row, column)):
                yield from _judge(row, name, date, words)


def _judge(row: SeedRow, name: str, date: str, words: str) -> Iterator[Mistake]:
    named = read_words(words)
    if named is None:
        return
    at = name if says(row, name) else f"{name}_text"
    if _contradicts(named, date):
        message = f"the date {date} is not what its words say: {words!r}"
        yield row.mistake("S023", message, f"correct {name} or {name}_text", at=at)
    elif (side := _more_precise(named, date)) is not None:
        message = f"the date {side} is more precise than its words {words!r}, which name a {named.unit}"
        remedy = f"write {_coarser(named, side)}, or the words that give the {fineness(side)}"
        yield row.mistake("S023", message, remedy, at=at)


def _contradicts(named: Named, date: str) -> bool:
    """Tell whether a date lies outside of what plain words name."""
    span = edtf.parse(date)
    if named.end or named.is_part or span.earliest is None or span.latest is None:
        return False
    if named.year is None:
        one = span.earliest.replace(day=1) == span.latest.replace(day=1)
        return named.month is not None and one and span.earliest.month != named.month
    days = named.days(span.earliest)
    return days is not None and (span.latest < days[0] or days[1] < span.earliest)


def _more_precise(named: Named, date: str) -> str | None:
    """Return the side of a date that is finer than what its words name."""
    sides = date.split("/")
    if named.end and len(sides) == 2:
        sides = [sides[0] if named.end == "start" else sides[1]]
    finer = [side for side in sides if _is_finer(named, side)]
    if len(finer) < len(sides):
        return None
    if len(sides) == 1:
        return sides[0] if not named.end or not _is_excused(named, sides[0]) else None
    # A period of months is how a season, or a part of a year, is written; "in 2014" may end with publication.
    fixed = named.month is not None or (named.year is not None and not named.is_part)
    days = named.days(edtf.parse(sides[0]).earliest or edtf.parse(sides[1]).earliest)  # type: ignore[arg-type]
    if not fixed or days is None:
        return None
    starts, ends = edtf.parse(sides[0]).earliest, edtf.parse(sides[1]).latest
    return date if starts != days[0] and ends != days[1] else None


def _is_finer(named: Named, side: str) -> bool:
    if side == ".." or (named.is_part and side.endswith(("~", "%"))):
        return False
    return _FINENESS.index(fineness(side)) < _FINENESS.index(named.unit)


def _is_excused(named: Named, side: str) -> bool:
    """Tell whether a precise end of a period may follow from the words: it lies at an edge, or elsewhere."""
    span = edtf.parse(side)
    days = named.days(span.earliest) if span.earliest else None
    if days is None or span.earliest is None or span.latest is None:
        return True
    if span.latest < days[0] or days[1] < span.earliest:
        return True
    allowed = _EXCUSED.get(named.lead, "both")
    at_first, at_last = span.earliest == days[0], span.latest == days[1]
    return (at_first and allowed != "last") or (at_last and allowed != "first")


def fineness(side: str) -> str:
    """Return how fine one side of a date is: day, month, year, decade or century."""
    parts = [part for part in side.rstrip("~?%").split("-") if part != "XX"]
    if len(parts) > 1:
        return "month" if len(parts) == 2 else "day"
    return {0: "year", 1: "decade"}.get(parts[0].count("X"), "century")


def _coarser(named: Named, side: str) -> str:
    """Return a date that says no more than the words."""
    year = re.sub(r"/.*", "", side)[:4]
    if named.unit == "decade":
        return f"{year[:3]}X"
    if named.unit == "season":
        return f"its months, such as {year}-03/{year}-05, or {year}"
    return side[:7] if named.unit == "month" else year
