"""Numbers that are written in English words: "fifteen hundred", "two dozen", "a thousand and one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS: Final = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
_SMALL: Final = dict(zip(_NUMBERS.split(), (*range(20), *range(20, 100, 10)), strict=True))
_LARGE: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
#: The words that multiply what stands before them.
SCALES: Final = {"dozen": 12, "hundred": 100, **_LARGE}

_WORD: Final = "|".join((*_SMALL, *SCALES))
# Words that stand side by side; which of them are one number, the parser decides.
_RUN: Final = re.compile(
    rf"\b(?:an?[\s-]+)?(?:{_WORD})\b(?:(?:\s+and\s+|[\s-]+)(?:an?[\s-]+)?(?:{_WORD})\b)*", re.IGNORECASE
)
_HALF_A_DOZEN: Final = re.compile(r"\bhalf\s+a\s+dozen\b", re.IGNORECASE)
_NO_NUMBER: Final = re.compile(r"\b(?:no[\s-]one|one\s+another)\b", re.IGNORECASE)
_RANGE: Final = re.compile(r"\bbetween\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_RANGE_LENGTH: Final = 40  # characters before a number that are looked at
_TOKEN: Final = re.compile(r"[a-z]+", re.IGNORECASE)


class Spelled(NamedTuple):
    """A number in words: where it begins and ends, and its value."""

    start: int
    end: int
    value: int


@dataclass(slots=True)
class _Number:
    """A number that is being read, word by word."""

    start: int
    end: int
    total: int = 0
    group: int | None = None  # what stands before the next thousand or million
    below: int = 10**12  # a thousand or million that may still come is smaller than this
    last: str = ""

    def take(self, word: str) -> bool:
        """Add the next word; False where the number is at its end."""
        if self.last == "dozen":
            return False
        taken = self._small(_SMALL[word]) if word in _SMALL else self._scale(word)
        self.last = word if taken else self.last
        return taken

    def _small(self, value: int) -> bool:
        group = self.group
        after_tens = group is not None and group % 100 >= 20 and group % 10 == 0 and 0 < value < 10
        if group is None or after_tens or (group % 100 == 0 and group > 0 and value > 0):
            self.group = (group or 0) + value
            return True
        return False

    def _scale(self, word: str) -> bool:
        if not self.group:
            return False
        if word in _LARGE:
            if _LARGE[word] >= self.below:
                return False
            self.total, self.below = self.total + self.group * _LARGE[word], _LARGE[word]
            self.group = None
            return True
        if word not in SCALES or self.group >= 100:
            return False
        self.group *= SCALES[word]
        return True

    def value(self) -> int:
        """Return the number so far."""
        return self.total + (self.group or 0)


def spelled(text: str) -> list[Spelled]:
    """Return the numbers in words, in their order; a scale that stands alone ("hundreds of") is none."""
    text = _NO_NUMBER.sub(_blank, text)
    halves = [Spelled(found.start(), found.end(), 6) for found in _HALF_A_DOZEN.finditer(text)]
    text = _HALF_A_DOZEN.sub(_blank, text)
    return sorted([*halves, *(number for run in _RUN.finditer(text) for number in _numbers(run))])


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _numbers(run: re.Match[str]) -> Iterator[Spelled]:
    """Cut a run of words into numbers: "two hundred and three hundred" is two of them."""
    tokens = list(_TOKEN.finditer(run[0]))
    words = [token[0].lower() for token in tokens]
    is_range = _RANGE.search(run.string[max(0, run.start() - _RANGE_LENGTH) : run.start()]) is not None
    others = _next_others(words)
    number: _Number | None = None
    for place, (token, word) in enumerate(zip(tokens, words, strict=True)):
        after_and = place > 0 and words[place - 1] == "and"
        joins = not after_and or _joins(words, place, others[place], is_range=is_range)
        if word == "and" or (number is not None and joins and number.take(word)):
            if number is not None and word != "and":
                number.end = run.start() + token.end()
            continue
        if number is not None and number.last:
            yield Spelled(number.start, number.end, number.value())
        elif after_and and joins:  # "hundred and fifty": of how many hundred, it does not say
            continue
        number = _Number(run.start() + token.start(), run.start() + token.end())
        if word in ("a", "an"):
            number.group = 1
        elif not number.take(word):
            number = None
    if number is not None and number.last:
        yield Spelled(number.start, number.end, number.value())


def _next_others(words: list[str]) -> list[str]:
    """Return for each place the next word, from there on, that is no small number; empty where there is none."""
    others, other = [], ""
    for word in reversed(words):
        other = other if word in _SMALL else word
        others.append(other)
    return others[::-1]


def _joins(words: list[str], place: int, other: str, *, is_range: bool) -> bool:
    """Tell whether "and" joins what follows to a number; `other` is the next word that is no small number.

    It does in "two hundred and fifty" and in "two hundred and ten thousand", not in "two and three hundred", nor in
    "between two hundred and ten thousand".
    """
    before = words[place - 2] if place > 1 else ""
    larger = other not in SCALES or (SCALES[other] > SCALES.get(before, 0) and not is_range)
    return before in SCALES and before != "dozen" and words[place] in _SMALL and larger
