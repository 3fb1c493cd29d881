"""What the words of a date name: "late 2011" a year, "June 2014" a month; whatever is not sure is left alone."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache
from typing import Final, NamedTuple

_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
#: The words in front that make the rest one end of a period, and which end.
_ENDS: Final = {
    **dict.fromkeys(("since", "from", "after", "post"), "start"),
    **dict.fromkeys(("until", "till", "through", "by", "before"), "end"),
}
_WORDS: Final = re.compile(
    rf"(?:(?P<lead>in|during|throughout|{'|'.join(_ENDS)})(?:\s+|(?<=post)-))?"
    r"(?:(?P<part>early|mid|late)(?:\s+in\s+|[\s-]+))?"
    r"(?:"
    rf"(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d)0s"
    rf"|(?:(?:the\s+)?year\s+)?(?P<year>{_YEAR})"
    rf"|(?:this\s+|last\s+|next\s+)?(?P<month>{_MONTH})\b\.?(?:(?:,|\s+of)?\s+(?P<month_year>{_YEAR}))?"
    rf"|(?:the\s+|this\s+|last\s+|next\s+)?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:(?:,|\s+of)?\s+{_YEAR})?"
    r"|(?:this|last|next)\s+(?P<relative>year|month)"
    r")",
    re.ASCII,
)


class Named(NamedTuple):
    """What words name: a unit of time, which one as far as they say, and the end of a period they speak of."""

    unit: str
    year: int | None = None
    month: int | None = None
    end: str = ""
    lead: str = ""
    is_part: bool = False

    def days(self, near: datetime.date) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and the last day; what the words leave open is taken from a day nearby.

        None for a season: people differ on when those begin.
        """
        year = self.year or near.year
        if self.unit == "season":
            return None
        if self.unit == "month":
            month = self.month or near.month
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        last = year + 9 if self.unit == "decade" else year
        return datetime.date(year, 1, 1), datetime.date(last, 12, 31)


@lru_cache(maxsize=10_000)
def read_words(words: str) -> Named | None:
    """Return what the words of a date name; None unless every one of them is understood.

    Words that name a day, or a weekday, are none of these.
    """
    found = _WORDS.fullmatch(" ".join(words.lower().split()).strip(" ,;()"))
    if found is None:
        return None
    lead = found["lead"] or ""
    end, is_part = _ENDS.get(lead, ""), found["part"] is not None
    if found["decade"]:
        return Named("decade", int(found["decade"]) * 10, None, end, lead, is_part)
    if found["year"]:
        return Named("year", int(found["year"]), None, end, lead, is_part)
    if found["month"]:
        year = int(found["month_year"]) if found["month_year"] else None
        return Named("month", year, _MONTHS[found["month"][:3]], end, lead, is_part)
    return Named(found["relative"] or "season", None, None, end, lead, is_part)
