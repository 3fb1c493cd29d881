"""One line of a seed file as it is shown: safe for a terminal, cut around a word, with marks under it."""

from __future__ import annotations

import unicodedata
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

CUT = "…"


class Excerpt(NamedTuple):
    """A line that fits a width; the word begins after `indent` places of the screen and takes `width`."""

    text: str
    indent: int
    width: int


def excerpt(left: str, word: str, right: str, room: int) -> Excerpt:
    """Fit a line into a width: the word first, then what stands around it."""
    # Marks take no place, so many more characters than places may fit; that many nobody reads.
    before, middle, after = (list(map(visible, part)) for part in (left[-room:], word[:room], right[:room]))
    whole = (left, word, right) == (left[-room:], word[:room], right[:room])
    if whole and _width("".join([*before, *middle, *after])) <= room:
        return _marked(before, middle, after)
    shown = _fitting(middle, room - 2)
    free = room - 2 - _width("".join(shown))
    needed = 0 if len(shown) < len(middle) else min(_width("".join(after)), free // 2)
    begin = _fitting(reversed(before), free - needed)[::-1]
    rest = [] if len(shown) < len(middle) else _fitting(after, free - _width("".join(begin)))
    cut_left = len(begin) < len(before) or len(left) > room
    cut_right = len(shown) + len(rest) < len(middle) + len(after) or len(word) > room or len(right) > room
    return _marked([CUT] * cut_left + begin, shown, rest + [CUT] * cut_right)


def _marked(left: list[str], word: list[str], right: list[str]) -> Excerpt:
    text = "".join([*left, *word, *right]).rstrip()
    return Excerpt(text, _width("".join(left)), max(1, _width("".join(word))))


def _fitting(pieces: Iterable[str], room: int) -> list[str]:
    """Return the first pieces that fit into a width."""
    listed = list(pieces)
    ends = accumulate(map(_width, listed))
    return listed[: sum(1 for _ in takewhile(lambda end: end <= room, ends))]


def _width(text: str) -> int:
    """Return how many places of the screen a visible text takes."""
    if text.isascii():
        return len(text)
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0  # drawn onto the letter before it
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
