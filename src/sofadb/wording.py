"""Where a few words stand in a text, whatever their case, quotes, dashes and white space.

Letters and digits are compared as `fingerprint` compares them, and words only as wholes: "300" does not stand in
"1,300".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_SIGNS: Final = re.compile(r"[\W_]+")
# What may stand inside a number: "1,300", "1.300", "1’300", and spaces that do not break.
_INSIDE_A_NUMBER: Final = frozenset(".,'\u2019\u00a0\u202f")
_NUMBER: Final = r"\d(?:[\d.,'\u2019\u00a0\u202f]*\d)?"
_TOKEN: Final = re.compile(rf"{_NUMBER}|[^\W\d_]+")
# From here on there are scripts that put no space between words, such as Thai, Chinese and Japanese.
_WITHOUT_SPACES: Final = "\u0e00"


class Span(NamedTuple):
    """A stretch of a text: where it begins, and where it ends."""

    start: int
    end: int


def letters(text: str) -> str:
    """Return the letters and digits of a text, NFKC-normalised and case-folded, as fingerprints have them."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub("", folded)


class PlacedLetters:
    """The letters and digits of a text, each with the place of its sign in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = [(letters(text[span.start : span.end]), span) for span in _signs(text)]
        self.letters = "".join(each for each, _ in folded)
        self._spans = [span for each, span in folded for _ in each]

    def find(self, wording: str) -> Span | None:
        """Return where a wording stands for the first time as whole words."""
        wanted = PlacedLetters(wording).letters
        start = self.letters.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if self._is_whole(start, end):
                return Span(self._spans[start].start, self._spans[end - 1].end)
            start = self.letters.find(wanted, start + 1)
        return None

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell whether neither the word before nor the one after goes on in these letters."""
        before = start == 0 or not self._is_joined(start - 1)
        return before and (end == len(self.letters) or not self._is_joined(end - 1))

    def _is_joined(self, place: int) -> bool:
        """Tell whether a letter and the one after it belong to one word, or to one number."""
        one, other = self.letters[place], self.letters[place + 1]
        between = self.text[self._spans[place].end : self._spans[place + 1].start]
        if between:
            return len(between) == 1 and between in _INSIDE_A_NUMBER and one.isdigit() and other.isdigit()
        return not (_stands_alone(one) or _stands_alone(other)) or self._spans[place] == self._spans[place + 1]


def find_with_other_numbers(text: str, wording: str) -> Span | None:
    """Return where the words of a wording stand with any number where it has one: "up to 350" for "up to 300"."""
    tokens = _TOKEN.findall(wording)
    numbers = [token for token in tokens if token[0].isdigit()]
    if not numbers or len(numbers) == len(tokens):
        return None
    pattern = r"[\W_]+".join(_NUMBER if token[0].isdigit() else re.escape(token) for token in tokens)
    found = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text, re.IGNORECASE)
    return Span(*found.span()) if found else None


def _signs(text: str) -> list[Span]:
    """Return the signs of a text, those that are no letters left out, a letter with the accents that follow it."""
    if text.isascii():
        return [Span(place, place + 1) for place, sign in enumerate(text) if sign.isalnum()]
    spans: list[Span] = []
    for place, sign in enumerate(text):
        if spans and unicodedata.combining(sign) and spans[-1].end == place:
            spans[-1] = Span(spans[-1].start, place + 1)
        else:
            spans.append(Span(place, place + 1))
    return spans


def _stands_alone(letter: str) -> bool:
    """Tell whether a letter is of a script that puts no space between words."""
    return letter >= _WITHOUT_SPACES and unicodedata.category(letter) == "Lo"
