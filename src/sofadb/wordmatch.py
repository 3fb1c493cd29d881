"""Whether a text holds words: from the beginning of a word on, without regard to case, accents and signs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from sofadb.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BEGINNING: Final = r"(?<![^\W_])"
# What may stand between the letters of one word: a point in "U.S.", an apostrophe, a hyphen; never a space.
_BETWEEN: Final = r"(?:[^\w\s]|_)*"
# From here on there are scripts that put no space between words, such as Thai, Chinese and Japanese.
_WITHOUT_SPACES: Final = "\u0e00"
_SPELLED: Final = re.compile(r"[^\W\d_]{3,}")


def matcher(words: Sequence[str]) -> Callable[[str], int]:
    """Return a function that tells which words a text holds: the first word is the lowest bit.

    "immun" finds "Immunity", "us" finds "U.S.", "qaida" and "alqaida" find "al-Qaida"; "raq" does not find "Iraq".
    """
    patterns = [_pattern(fold(word)) for word in words]

    def held(text: str) -> int:
        plain = _plain(text)
        return sum(1 << place for place, pattern in enumerate(patterns) if pattern.search(plain))

    return held


def spelled_words(text: str) -> list[str]:
    """Return the words of a text that are long enough to be mistyped."""
    return _SPELLED.findall(text)


def _pattern(letters: str) -> re.Pattern[str]:
    beginning = "" if letters[0] >= _WITHOUT_SPACES and unicodedata.category(letters[0]) == "Lo" else _BEGINNING
    return re.compile(beginning + _BETWEEN.join(letters))


def _plain(text: str) -> str:
    """Return a text as `fold` compares it, with all that is no letter or digit still between the words."""
    if text.isascii():
        return text.lower()
    return " ".join(map(_bare, text.split()))


def _bare(word: str) -> str:
    """Leave out accents, and the spaces that signs such as a lone accent are taken apart into."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in letters if not letter.isspace() and unicodedata.category(letter)[0] != "M")
