"""Where the lines of a seed file begin, and where the words end that a mistake is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import yaml

from sofadb.seed.reading.tree import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Collection

    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

#: A line and a column, from 1.
Spot: TypeAlias = tuple[int, int]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lines:
    """The lines of a text, found as far as they are asked for: a file can be one line of many megabytes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]

    def span(self, number: int) -> tuple[int, int]:
        """Return where a line, counted from 1, begins and ends in the text."""
        starts, text = self._starts, self.text
        while len(starts) <= number and (end := text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        if number > len(starts):
            return len(text), len(text)
        return starts[number - 1], starts[number] - 1 if number < len(starts) else len(text)


def word_ends(text: str, spots: Collection[Spot]) -> dict[Spot, Spot]:
    """Return where the words or the groups end that begin at some spots; those where none begins are left out.

    The text is read once more for it, but only up to the last spot: most files have no mistake, and
    the tree needs no ends.
    """
    ends: dict[Spot, Spot] = {}
    last = max(spots, default=(0, 0))
    begun: list[Spot] = []
    try:
        for event in iter(_LOADER(text).get_event, None):
            start, end = _spot(event.start_mark), _spot(event.end_mark)
            if isinstance(event, yaml.CollectionEndEvent):
                opened = begun.pop()
                if opened in ends and end > start:
                    ends[opened] = end
            elif start in spots and end > start:
                ends[start] = end
            if isinstance(event, yaml.CollectionStartEvent):
                begun.append(start)
            if len(begun) > DEEPEST + 1 or (start > last and not any(spot in ends for spot in begun)):
                break
    except yaml.YAMLError:
        return ends  # what is broken has been reported, and what stands before it has its ends
    return ends


def _spot(mark: Mark | CMark) -> Spot:
    return mark.line + 1, mark.column + 1
