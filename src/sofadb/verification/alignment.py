"""Where the passages of a source are in a copy, and which number each has there.

The numbers of a source count the text of the article alone; a copy holds headlines, captions and menus too. So
what counts is the order of the passages that were recognised, not the number of blocks between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sofadb.verification.copytext import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sofadb.verification.copytext import CopyText


class Found(NamedTuple):
    """A passage that was recognised: its number in the source, and where it is."""

    number: int
    run: Run


class Order:
    """The numbered passages that were recognised, those in their order told from those that were moved."""

    def __init__(self, places: Mapping[int, Sequence[Run]]) -> None:
        self.kept = list(_longest_order(places))
        in_order = {found.number for found in self.kept}
        self.moved = [Found(number, runs[0]) for number, runs in sorted(places.items()) if number not in in_order]
        self.runs = {found.number: found.run for found in (*self.kept, *self.moved)}

    def number_now(self, number: int) -> int:
        """Return which paragraph of the copy's own article a recognised passage is."""
        run = self.runs[number]
        place = bisect_right([found.run.first for found in self.kept], run.first)
        anchor = self.kept[place - 1].number if place else self.kept[0].number - 1
        gone = sum(found.number <= anchor and found.run.first > run.first for found in self.moved)
        come = sum(found.number > anchor and found.run.first <= run.first for found in self.moved)
        return anchor - gone + come

    def gap(self, number: int, pieces: int) -> tuple[Found | None, Found | None, Run | None]:
        """Return the neighbours of a passage in the order, and the pieces between them, of so many in the copy."""
        place = bisect_left([found.number for found in self.kept], number)
        before = self.kept[place - 1] if place else None
        following = [found for found in self.kept[place:] if found.number != number]
        after = following[0] if following else None
        first = before.run.last + 1 if before else 0
        last = after.run.first - 1 if after else pieces - 1
        return before, after, Run(first, last) if first <= last else None


def _longest_order(places: Mapping[int, Sequence[Run]]) -> Iterator[Found]:
    """Return the most passages that are in the order of their numbers; each may be in several places."""
    ends: list[int] = []
    tails: list[int] = []
    found: list[Found] = []
    previous: list[int | None] = []
    for number, runs in sorted(places.items()):
        # From the last place on, so that no two places of one passage come into the order.
        for run in sorted(runs, reverse=True):
            length = bisect_left(ends, run.first)
            found.append(Found(number, run))
            previous.append(tails[length - 1] if length else None)
            ends[length : length + 1] = [run.first]
            tails[length : length + 1] = [len(found) - 1]
    chain: list[Found] = []
    last = tails[-1] if tails else None
    while last is not None:
        chain.append(found[last])
        last = previous[last]
    yield from reversed(chain)


def stretches(copy: CopyText, within: Run, taken: Sequence[Run]) -> list[Run]:
    """Return the pieces of a run that no recognised passage has, those of one block together."""
    found: list[Run] = []
    used = sorted(taken)
    starts = [run.first for run in used]
    for place in range(within.first, within.last + 1):
        nearest = bisect_right(starts, place) - 1
        if nearest >= 0 and used[nearest].last >= place:
            continue
        if found and found[-1].last == place - 1 and copy.pieces[place].block == copy.pieces[place - 1].block:
            found[-1] = Run(found[-1].first, place)
        else:
            found.append(Run(place, place))
    return found
