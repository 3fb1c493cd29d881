"""What a column of a table looks like: a number, a part of a date, codes or names of states, or other words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sofadb import edtf, vocabulary
from sofadb.bulk.days import read_month, read_quarter
from sofadb.bulk.sniffing.dates import dates_of
from sofadb.bulk.sniffing.sums import is_sum
from sofadb.bulk.sniffing.years import are_years, is_called_year, look_like_years
from sofadb.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sofadb.bulk.sniffing.form import Sample

#: Words that stand where a number is not known, not asked for, or none; which of these, only a person can say.
_NO_NUMBER: Final = frozenset(
    [
        *("", "na", "n/a", "n.a.", "n.k.", "nk", "nan", "null", "none", "nil", "unknown", "not known", "not stated"),
        *("-", "--", "–", "—", ".", "..", "...", "…", "x", "?", "*", "size unknown", "classified"),
    ]
)
_NUMBER: Final = re.compile(r"[0-9]+")
_GROUPED: Final = re.compile("[1-9][0-9]{0,2}(?:([,.' \u00a0\u202f\u2019])[0-9]{3})+")
_MOST: Final = 0.9  # of the cells must be of a kind, to call a column by it
_ENOUGH: Final = 0.7  # of the different codes must mean an actor
_FEWEST: Final = 3  # different actors at least, so that a column of a few small numbers is no column of codes
_FEW: Final = 2


@dataclass(slots=True)
class Actors:
    """The actors of a database by strong name, and by the codes of each scheme, whatever the day."""

    names: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class Sniffed:
    """A column: its different cells with their numbers, what it looks like, and the actors that its cells mean.

    `schemes` holds how many different cells mean an actor by each scheme that knows nearly as many as the best.
    `as_of` is the date of a column of numbers that is named by one, `stem` what its name says beside it. A kind that
    `is_doubtful` is said by the cells alone, and not by the name.
    """

    name: str
    place: int
    cells: Counter[str]
    kind: str = "words"
    scheme: str = ""
    schemes: dict[str, int] = field(default_factory=dict)
    floats: bool = False
    actors: dict[str, str] = field(default_factory=dict)
    no_numbers: list[str] = field(default_factory=list)
    thousands: str = ""
    as_of: str = ""
    stem: str = ""
    is_doubtful: bool = False

    @property
    def unresolved(self) -> dict[str, int]:
        """Return the cells that mean no actor, each with the number of its rows; but for those of `sums`."""
        return {
            cell: number for cell, number in self.cells.most_common() if cell not in self.actors and not is_sum(cell)
        }

    @property
    def sums(self) -> list[str]:
        """Return the cells that seem to stand for all the others, where the others mean actors."""
        return [cell for cell in self.cells if cell not in self.actors and is_sum(cell)]

    def share_resolved(self) -> float:
        """Return the share of rows whose cell means an actor."""
        return sum(self.cells[cell] for cell in self.actors) / self.cells.total()


def sniff_columns(sample: Sample, actors: Actors) -> list[Sniffed]:
    """Look at every column of a table."""
    columns = zip(*sample.rows, strict=True)
    found = [
        Sniffed(name, place, Counter(cells))
        for place, (name, cells) in enumerate(zip(sample.header, columns, strict=True))
    ]
    _recognise_dated(found)
    for column in found:
        if not column.as_of:
            _recognise(column, actors)
    if not any(column.as_of or column.kind in ("year", "date") for column in found):
        _find_years(found)
    return found


def _find_years(columns: Sequence[Sniffed]) -> None:
    """Take a column of numbers that look like years for them where there is no other date, but not the only one."""
    numbers = [column for column in columns if column.kind == "number"]
    years = next((column for column in numbers if look_like_years(_said(column))), None)
    if years is not None and len(numbers) > 1:
        years.kind, years.is_doubtful = "year", True


def _recognise_dated(columns: Sequence[Sniffed]) -> None:
    """Find the columns of numbers that are named by dates, before their numbers are taken for codes or quarters."""
    dates = dates_of([column.name for column in columns])
    dated = [column for column in columns if column.name in dates and _are_numbers(_said(column))]
    if len(dated) > 1 and any(_said(column) for column in dated):
        for column in dated:
            column.as_of, column.stem = dates[column.name]
            _number(column, _said(column))


def _said(column: Sniffed) -> dict[str, int]:
    """Return the cells that say something, each with the number of its rows."""
    return {cell: number for cell, number in column.cells.items() if cell.strip().lower() not in _NO_NUMBER}


def _are_numbers(said: Mapping[str, int]) -> bool:
    return not said or _share(said, lambda cell: bool(_NUMBER.fullmatch(cell) or _GROUPED.fullmatch(cell))) >= _MOST


def _recognise(column: Sniffed, actors: Actors) -> None:
    said = _said(column)
    if not said:
        column.kind = "empty"
        return
    if (kind := _date_kind(column.name, said)) is not None:
        column.kind = kind
    elif _find_actors(column, said, actors):
        column.kind = "actors"
    elif _are_numbers(said):
        _number(column, said)


def _share(cells: Mapping[str, int], is_so: Callable[[str], bool]) -> float:
    return sum(number for cell, number in cells.items() if is_so(cell)) / sum(cells.values())


def _date_kind(name: str, said: Mapping[str, int]) -> str | None:
    """Tell whether all cells are a year, a quarter, a month or a date."""
    lower = name.lower()
    if are_years(said):
        # A column of numbers may be of such a size too.
        return "year" if is_called_year(name) else None
    if "q" in lower and _share(said, lambda cell: read_quarter(cell) is not None) == 1:
        return "quarter"
    worded = not any(cell.strip().isdigit() for cell in said)
    if (worded or "month" in lower) and _share(said, lambda cell: read_month(cell) is not None) == 1:
        return "month"
    return "date" if _share(said, _is_date) == 1 else None


def _is_date(cell: str) -> bool:
    if len(cell) < len("1999-01") or not cell[:3].isdigit():
        return False
    try:
        edtf.parse(cell)
    except edtf.EdtfError:
        return False
    return True


def _find_actors(column: Sniffed, said: Mapping[str, int], actors: Actors) -> bool:
    """Find the scheme, or the names, by which most different cells mean an actor."""
    # NA may be a word for nothing, and is Namibia among codes of two letters: all cells are looked up.
    plain = {cell: re.sub(r"\.0+$", "", cell.strip()).upper() for cell in column.cells}
    ways: dict[str, dict[str, str]] = {
        scheme: {cell: codes[code] for cell, code in plain.items() if code in codes}
        for scheme, codes in actors.codes.items()
    }
    ways["name"] = {cell: actors.names[folded] for cell in said if (folded := fold(cell)) in actors.names}
    scheme = max(ways, key=lambda way: len(ways[way]))
    hosts = [cell for cell in said if not is_sum(cell)]
    # Names and codes of three letters hardly mean a state by chance, if all of them do.
    are_few = len(ways[scheme]) == len(hosts) == _FEW and scheme in ("name", "iso3")
    if not are_few and (len(ways[scheme]) < _FEWEST or len(ways[scheme]) < _ENOUGH * len(hosts)):
        return False
    column.scheme, column.actors = scheme, ways[scheme]
    column.schemes = {way: len(found) for way, found in ways.items() if len(found) >= _ENOUGH * len(ways[scheme])}
    column.floats = scheme != "name" and any(re.fullmatch(r"[0-9]+\.0+", cell.strip()) for cell in said)
    return True


def _number(column: Sniffed, said: Mapping[str, int]) -> None:
    column.kind = "number"
    column.no_numbers = [
        cell for cell in column.cells if not _NUMBER.fullmatch(cell) and not _GROUPED.fullmatch(cell)
    ]
    signs = Counter(match[1] for cell in said if (match := _GROUPED.fullmatch(cell)))
    if signs:
        sign = signs.most_common(1)[0][0]
        column.thousands = {"\u2019": "'", " ": "space", "\u00a0": "space", "\u202f": "space"}.get(sign, sign)


def words_for(cells: Iterable[str]) -> str | None:
    """Return the name of the list of words that all cells are taken from."""
    listed = [cell for cell in cells if cell]
    lists = {"measure": vocabulary.MEASURES, "category": vocabulary.CATEGORIES, "function": vocabulary.FUNCTIONS}
    return next((name for name, words in lists.items() if listed and all(cell in words for cell in listed)), None)
