"""The dates of our sources (EDTF) taken apart for references: nothing becomes more exact than it is."""

from __future__ import annotations

from typing import Final, NamedTuple

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OPEN: Final = ".."


class Moment(NamedTuple):
    """A year, a month or a day; `until` is the last year of a decade or a century, `mark` one of ~ ? %."""

    year: int
    month: int | None = None
    day: int | None = None
    until: int | None = None
    mark: str = ""

    def parts(self) -> list[int]:
        """Return year, month and day as far as they are known."""
        return [part for part in (self.year, self.month, self.day) if part is not None]

    def words(self) -> str:
        """Return the moment as it is written in a sentence."""
        if self.until is not None:
            plain = f"{self.year}–{self.until}"
        else:
            month = None if self.month is None else _MONTHS[self.month - 1]
            plain = " ".join(str(part) for part in (self.day, month, f"{self.year:04}") if part is not None)
        about, doubtful = self.mark in ("~", "%"), self.mark in ("?", "%")
        return f"{'c. ' * about}{plain}{'?' * doubtful}"


def moments(edtf: str) -> list[Moment | None]:
    """Return the one side of a date, or the two of an interval; None is a side that is open."""
    return [None if side == _OPEN else _moment(side) for side in edtf.split("/")]


def in_words(edtf: str) -> str:
    """Return a date as it is written in a sentence: 20 June 2014, c. 2011, 2011–2014, until 2014."""
    sides = [None if side is None else side.words() for side in moments(edtf)]
    if len(sides) == 1:
        return str(sides[0])
    first, last = sides
    if first is None or last is None:
        return f"until {last}" if first is None else f"from {first}"
    return f"{first}–{last}" if f"{first}{last}".isalnum() else f"{first} – {last}"


def _moment(side: str) -> Moment:
    mark = side[-1] if side[-1] in "~?%" else ""
    year, month, day = (f"{side.removesuffix(mark)}-XX-XX").split("-")[:3]
    if "X" in year:
        return Moment(int(year.replace("X", "0")), until=int(year.replace("X", "9")), mark=mark)
    return Moment(int(year), _number(month), _number(day), mark=mark)


def _number(part: str) -> int | None:
    return None if part == "XX" else int(part)
