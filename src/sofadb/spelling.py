"""How names are compared, and what a mistyped word was near to."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SUGGESTIONS = 5
_SHORT = 4  # letters: of so few, a longer word has most somewhere by chance
_LONGEST = 500  # nobody mistypes so long a name, and comparing takes the square of its length


def fold(name: str) -> str:
    """Reduce a name to what is compared: letters and digits, without case and accents.

    "U.S." and "us" fold alike, "Côte d'Ivoire" and "Cote dIvoire" too; "Niger" and "Nigeria" do not.
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def counted(number: int, what: str) -> str:
    """Write a number of things: `1 file`, `2 files`."""
    return f"{number} {what}{'s' if number != 1 else ''}"


def near(word: str, choices: Iterable[str]) -> list[str]:
    """Return the choices that are spelled most like a word, the nearest first."""
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return []
    typed = word.lower()
    spelled = {choice.lower(): choice for choice in choices}
    likely = [choice for choice in spelled if _could_be(typed, choice)]
    matches = get_close_matches(typed, likely, n=MOST_SUGGESTIONS, cutoff=0.6)
    return [spelled[match] for match in matches]


def _could_be(word: str, choice: str) -> bool:
    """Tell whether one could be a misspelling of the other: "igo" is none of "kingdom", though it has its letters."""
    shorter, longer = sorted((word, choice), key=len)
    return len(shorter) > _SHORT or len(longer) - len(shorter) <= len(shorter) / 2 or longer[:1] == shorter[:1]


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return the sentence that helps with an unknown word: what was near, or else all there is."""
    listed = list(choices)
    nearest = near(word, listed)
    if nearest:
        return f"did you mean {' or '.join(repr(match) for match in nearest[:3])}?"
    return f"one of: {', '.join(listed)}" if listed else ""


def suggest_from_all(word: str, choices: Iterable[str]) -> str:
    """Return the sentence that helps with a word of a short list: what was near, and all there is."""
    listed = list(choices)
    nearest = near(word, listed)[:3]
    question = f"did you mean {' or '.join(repr(match) for match in nearest)}? " if nearest else ""
    return f"{question}one of: {', '.join(listed)}"
