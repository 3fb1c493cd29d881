"""The numbers that stand in a text, in digits or in English words, without those that count nothing.

Years, days, times, ordinals, sums of money, percentages and names such as F-16 are left out.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sofadb.spelled import SCALES, spelled

_SCALES: Final = {**SCALES, "k": 1_000}
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
# What holds digits and counts nothing. Of the years that stand alone, only those that a small word calls a year.
_NO_COUNT: Final = re.compile(
    rf"\d{{4}}-\d\d(?:-\d\d)?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR}\b)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?"
    rf"|\b{_MONTH},?\s+{_YEAR}\b"
    rf"|\b(?:in|since|until|by|before|after|during|from|of|early|mid|late|end|spring|summer|autumn|fall|winter)"
    rf"[\s-]+{_YEAR}(?:\s*[-–/]\s*(?:\d{{4}}|\d\d))?\b(?!\s+\w+s\b)"
    rf"|\b{_YEAR}s\b"
    r"|\b\d+(?:st|nd|rd|th)\b"
    r"|\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b)?|\b\d{1,2}\.\d\d\s?[ap]\.?m\b"
    r"|[$€£¥]\s?\d[\d,.]*(?:\s?(?:thousand|million|billion|bn|m|k)\b)?"
    r"|(?<![\d,.])\b\d[\d,.]{0,30}\s?(?:%|per\s?cent\b|percent\b|dollars?\b|euros?\b|pounds?\b)"
    r"|\b[^\W\d_]+-?\d[\w-]*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(
    r"(?<![\w.,])(?:(?P<grouped>\d{1,3}(?:(?P<sign>[,.'\u2019\u00a0\u202f ])\d{3})(?:(?P=sign)\d{3})*)"
    r"|(?P<decimal>\d+[.,]\d{1,2})|(?P<plain>\d+))(?![\d])"
    r"(?:[\s-]*(?P<scale>dozen|hundred|thousand|million|billion|k)\b)?",
    re.IGNORECASE,
)


class Numeral(NamedTuple):
    """A number in a text: where it begins and ends, its value, and whether it is written in digits."""

    start: int
    end: int
    value: int
    in_digits: bool


def numerals(text: str) -> list[Numeral]:
    """Return the numbers of a text that may count something, in their order.

    "1,700", "1 700" and "1.700" are 1700, "1.5 million" 1500000, "two dozen" 24, "fifteen hundred" 1500. A scale
    that stands alone or after a vague word ("several dozen", "hundreds") is no number.
    """
    # Blanked, so that places stay what they are.
    counted = _NO_COUNT.sub(lambda found: "\0" * len(found[0]), text)
    found = list(filter(None, map(_digits, _DIGITS.finditer(counted))))
    rest = list(counted)
    for numeral in found:
        rest[numeral.start : numeral.end] = "\0" * (numeral.end - numeral.start)
    return sorted([*found, *(Numeral(*number, in_digits=False) for number in spelled("".join(rest)))])


def _digits(found: re.Match[str]) -> Numeral | None:
    scale = _SCALES[found["scale"].lower()] if found["scale"] else 1
    if found["decimal"]:
        whole, part = re.split("[.,]", found["decimal"])
        hundredths = (int(whole) * 100 + int(part.ljust(2, "0"))) * scale
        # Half a person is not counted: 3.5 without a scale is some other number.
        return (
            Numeral(found.start(), found.end(), hundredths // 100, in_digits=True) if hundredths % 100 == 0 else None
        )
    digits = re.sub(r"\D", "", found["grouped"] or found["plain"])
    # Python refuses to read thousands of digits, and nobody counts so many people.
    return Numeral(found.start(), found.end(), int(digits) * scale, in_digits=True) if len(digits) <= 18 else None
