"""The dates of our sources: a small part of EDTF (ISO 8601-2), read as earliest and latest day."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from sofadb.errors import SofadbError


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date may mean; None leaves that side open."""

    earliest: datetime.date | None
    latest: datetime.date | None


class EdtfError(SofadbError):
    """A date that is not written in our part of EDTF, or that no calendar has."""


_MONTH = "(?:0[1-9]|1[0-2])"
_YEAR = "(?!0000|000X|00XX)(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
_DATE = f"{_YEAR}(?:(?<!X)-(?:XX(?:-XX)?|{_MONTH}(?:-(?:XX|[0-9]{{2}}))?))?[~?%]?"
#: The form of every date that we read, but for days that no calendar has.
FORM = rf"{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE}"
_PROFILE = re.compile(FORM)

# What people write instead: a pattern, why we refuse it, and what to write. The first one found
# speaks, so the order matters; `\1` stands for what the group of the pattern holds.
_REFUSALS = (
    (r"^(?:\.\.)?/?(?:\.\.)?$", "it says nothing about when.", "Leave the date out."),
    (r":|[0-9]T[0-9]", "it gives a time of day.", "Write only the day, such as 2014-06-15."),
    (
        r"(?i)[a-wyz]",
        "it has letters in it.",
        "Write numbers, the year first: 2014-06 for June 2014, 2011~ for about 2011, 201X for the 2010s.",
    ),
    (r"\s", "it has a space or a line break in it.", "Write it without, such as 2014-06-15."),
    (r"x", "it has a small x.", "Write a capital X for what is not known, such as 2011-10-XX."),
    (
        r"^[0-9]{4}(?:-|\.\.|–|—)[1-9][0-9]{3}$",
        "two years are not joined by a slash.",
        "Write an interval with a slash, such as 2011/2014.",
    ),
    (r"[^!-~]", "it has a character that no date has.", "Use the digits 0 to 9 and the plain hyphen."),
    (rf"^({_DATE})/$", "its end is empty.", r"Write \1/.. to leave the end open."),
    (rf"^/({_DATE})$", "its beginning is empty.", r"Write ../\1 to leave the beginning open."),
    (
        r"-[0-9]{2}[~?%]?/[0-9]{1,2}(?![0-9X])",
        "its end has no year.",
        "Write both sides in full, such as 2014-06-15/2014-06-20.",
    ),
    (
        r"^[0-9]{1,2}[./-]|[0-9][./][0-9]{1,2}(?:[./]|$)|^[0-9]{6,8}$",
        "it is not year, month and day with hyphens between.",
        "Write the year first: 2014-06-15 for 15 June 2014, 2014-06 if the day is not known.",
    ),
    (r"/.*/", "it has more than one slash.", "Write one beginning and one end, such as 2011/2014."),
    (r"(?:^|/)-", "it is a year before 1.", "Write a year from 0001 to 9999."),
    (r"(?:^|/)(?:0000|000X|00XX)", "it takes in a year 0000.", "Write a year from 0001 to 9999."),
    (r"XXX", "the century is not known.", "Leave the date out; in an interval, write .. for that side."),
    (r"[~?%]{2}", "it has more than one mark.", "Write one mark: ~ about, ? doubtful, % both."),
    (r"[~?%][^/]", "a mark stands before the end.", "Write the mark last, such as 2011-06~."),
    (r"([0-9]{4})-XX-[0-9]", "the day is given but not the month.", r"Write \1-XX-XX."),
    (r"([0-9]{3}X|[0-9]{2}XX)-", "more follows a year that is not known.", r"Write the year alone: \1."),
    (
        r"X[0-9]|-[0-9]X",
        "an X stands before a digit, or for half of a month or day.",
        "Write XX for the whole, such as 2011-10-XX.",
    ),
    (
        r"[0-9]{4}-(?:2[1-9]|3[0-9]|4[01])(?![0-9-])",
        "it is a season or a quarter, and people differ on when those begin.",
        "Write months, such as 2011-03/2011-05, or the year.",
    ),
    (rf"[0-9]{{4}}-(?!{_MONTH})[0-9]{{2}}", "it has no such month.", "Write a month from 01 to 12."),
    (r"-[0-9](?![0-9])", "a month or day has one digit.", "Write two digits, such as 2014-06-05."),
    (r"", "it is not in a form we know.", "Write it like 2011, 2014-06, 2014-06-15 or 2011/2014-06-20."),
)


def parse(text: str) -> Span:
    """Read a date or an interval as the days from its earliest to its latest.

    The marks `~`, `?` and `%` do not widen the span: how far "about" reaches would be our guess.
    An interval must not begin after it ends. It is refused only if even its earliest beginning
    comes after its latest end, so `2014-06-15/2014` stands: the end is some day in 2014.
    """
    if not _PROFILE.fullmatch(text):
        raise _refusal(text)
    spans = [_span_of_side(side, text) for side in text.split("/")]
    span = Span(spans[0].earliest, spans[-1].latest)
    if span.earliest and span.latest and span.earliest > span.latest:
        raise _error(text, "it begins after it ends.", "Check both dates and write the earlier one first.")
    return span


def _span_of_side(side: str, text: str) -> Span:
    if side == "..":
        return Span(None, None)
    year, month, day = (side.rstrip("~?%") + "-XX-XX").split("-")[:3]
    first_month, last_month = _bounds(month, 12)
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    days = calendar.monthrange(last_year, last_month)[1]
    first_day, last_day = _bounds(day, days)
    if not 1 <= first_day <= last_day <= days:
        why = f"{year}-{month} has the days 01 to {days}."
        raise _error(text, why, f"Correct the day, or write {year}-{month} if the day is not known.")
    return Span(datetime.date(first_year, first_month, first_day), datetime.date(last_year, last_month, last_day))


def _bounds(part: str, highest: int) -> tuple[int, int]:
    return (1, highest) if part == "XX" else (int(part), int(part))


def _refusal(text: str) -> EdtfError:
    found = ((re.search(pattern, text), why, remedy) for pattern, why, remedy in _REFUSALS)
    return next(_error(text, why, match.expand(remedy)) for match, why, remedy in found if match)


def _error(text: str, why: str, remedy: str) -> EdtfError:
    return EdtfError(f"The date {text!r} cannot be read: {why}", remedy)
