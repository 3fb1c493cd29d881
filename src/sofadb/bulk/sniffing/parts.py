"""Which columns of numbers add up to another: tried on rows, and only ever proposed."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.bulk.sniffing.columns import Sniffed

_FIRST: Final = 40  # rows that soon show that columns do not add up
_MOST: Final = 1_000
_ENOUGH: Final = 0.35  # of the rows with a whole above zero must add up
_FEWEST: Final = 5


class Whole(NamedTuple):
    """A column that others add up to, and in how many of the rows with a number they do and do not."""

    name: str
    parts: list[str]
    equal: int
    less: int
    more: int


def find_wholes(columns: Sequence[Sniffed], rows: Sequence[Sequence[str]]) -> list[Whole]:
    """Find for each column of numbers its neighbours, or two others, that add up to it in most rows."""
    numbers = {column.name: [_number(row[column.place]) for row in rows] for column in columns}
    names = [name for name in numbers if any(numbers[name])]
    wholes: list[Whole] = []
    for name in names:
        tried = _above_zero(numbers[name])
        if len(tried) < _FEWEST:
            continue
        fitting = {
            parts: share for parts in _candidates(name, names) if (share := _share(name, parts, numbers, tried))
        }
        if fitting:
            # Of the columns that add up equally often, the most: one that is always 0 changes no sum.
            parts = max(fitting, key=lambda each: (fitting[each], len(each)))
            wholes.append(_whole(name, parts, numbers))
    return [whole for whole in wholes if not _is_turned_round(whole, wholes)]


def _number(cell: str) -> int:
    digits = "".join(sign for sign in cell if sign.isdigit()) if not cell.isascii() or not cell.isdigit() else cell
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0


def _above_zero(whole: Sequence[int]) -> list[int]:
    """Return some rows, from all over the table, in which the whole is above zero."""
    places = [place for place, number in enumerate(whole) if number > 0]
    return places[:: max(1, len(places) // _MOST)][:_MOST]


def _candidates(name: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return the runs of columns right after or before one, and any two others."""
    place = names.index(name)
    for end in range(place + 3, len(names) + 1):
        yield tuple(names[place + 1 : end])
    for start in range(place - 1):
        yield tuple(names[start:place])
    if len(names) <= _FIRST:
        yield from combinations([other for other in names if other != name], 2)


def _share(name: str, parts: tuple[str, ...], numbers: dict[str, list[int]], tried: Sequence[int]) -> float:
    """Return in which share of rows the parts add up; 0 where that is too few, or one part always is the whole."""
    few = tried[:: max(1, len(tried) // _FIRST)]
    for places in (few, tried):
        columns = [numbers[part] for part in parts]
        equal = [place for place in places if sum(column[place] for column in columns) == numbers[name][place]]
        if len(equal) < _ENOUGH * len(places):
            return 0
    alone = any(all(numbers[part][place] == numbers[name][place] for place in equal) for part in parts)
    return 0 if alone else len(equal) / len(tried)


def _whole(name: str, parts: tuple[str, ...], numbers: dict[str, list[int]]) -> Whole:
    sums = [sum(cells) for cells in zip(*(numbers[part] for part in parts), strict=True)]
    pairs = [(together, whole) for together, whole in zip(sums, numbers[name], strict=True) if together or whole]
    less, more = (sum(a < b for a, b in pairs), sum(a > b for a, b in pairs))
    return Whole(name, list(parts), len(pairs) - less - more, less, more)


def _is_turned_round(whole: Whole, wholes: Sequence[Whole]) -> bool:
    """Tell whether a part of a column found better is taken for the whole here."""
    return any(
        whole.name in other.parts and other.name in whole.parts and other.equal >= whole.equal and other is not whole
        for other in wholes
    )
