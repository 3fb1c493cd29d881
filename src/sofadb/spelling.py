"""How names are compared, and what a mistyped word was near to."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SUGGESTIONS = 5
_LONGEST = 500  # nobody mistypes so long a name, and comparing takes the square of its length
#: Letters of the shorter of two names, and how many mistypings may lie between them: the last that is not longer.
_MISTYPINGS: Final = ((2, 1), (6, 2), (9, 3), (16, 4))
_SHORT = 4  # letters: of fewer, any two have one in common by chance
_FEWEST_OF_BEGINNING = 3  # letters; with fewer, half a list begins
_FEWEST_OF_PART = 4
_BEGINS = 1.9  # what begins alike is as near as two mistypings, and named before those
_LITTLE = 2  # letters; whoever overlooks so few may mean the one or the other
_OTHER_FIRST = 0.5  # people seldom mistype the first letter


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
    """Return the choices that are spelled most like a word, the nearest first, and what one of them may be taken for.

    What is further than another is left out: whoever types "Irak" does not mean Israel.
    """
    typed = _Typed(word)
    if not typed.folded or len(word) > _LONGEST:
        return []
    names = list(dict.fromkeys(choices))
    distances = [(distance, name) for name in names if (distance := typed.distance(name)) is not None]
    least = min((distance for distance, _ in distances), default=0.0)
    nearest = sorted(
        (name for distance, name in distances if distance <= least), key=lambda name: abs(len(name) - len(word))
    )
    begun = tuple(nearest[:MOST_SUGGESTIONS])
    alike = [name for name in names if name not in nearest and _is_little(name, begun)]
    return [*nearest, *alike][:MOST_SUGGESTIONS]


def _is_little(name: str, begun: tuple[str, ...]) -> bool:
    """Tell whether a name has only a little more than one that it begins with: "Nigeria" than "Niger"."""
    return any(name.startswith(begin) and len(name) - len(begin) <= _LITTLE for begin in begun)


class _Typed:
    """A word that somebody typed, held against one name after the other."""

    def __init__(self, word: str) -> None:
        self.folded, self.words = fold(word), _words(word)
        self.letters = sorted(self.folded)

    def distance(self, choice: str) -> float | None:
        """Return how far a name is, in mistypings; None where it is too far to be what was meant."""
        name = fold(choice)
        if not name or len(name) > _LONGEST:
            return None
        mistyped = self._mistypings(name)
        if mistyped is not None:
            return mistyped + (_OTHER_FIRST if name[0] != self.folded[0] else 0)
        return _BEGINS if self._begins_alike(name) or self._has_a_part(choice) else None

    def _mistypings(self, name: str) -> int | None:
        """Return how many letters are wrong, missing, too many or in the wrong order."""
        from rapidfuzz.distance import OSA  # heavy beside a question that has no mistake

        typed, has_same_letters = self.folded, sorted(name) == self.letters
        length = min(len(typed), len(name))
        most = max((number for letters, number in _MISTYPINGS if letters <= length), default=0)
        begins_alike = name[0] == typed[0]
        if has_same_letters and begins_alike:
            most = max(most, 2)
        if abs(len(typed) - len(name)) > most or len({*typed} ^ {*name}) > 2 * most:
            return None
        if length < _SHORT and len(typed) == len(name) and not (begins_alike or has_same_letters):
            return None
        distance = OSA.distance(typed, name, score_cutoff=most)
        return distance if distance <= most else None

    def _begins_alike(self, name: str) -> bool:
        typed = self.folded
        is_begun = len(typed) >= _FEWEST_OF_BEGINNING and name.startswith(typed)
        return is_begun or (len(name) >= max(_FEWEST_OF_PART, len(typed) / 2) and typed.startswith(name))

    def _has_a_part(self, choice: str) -> bool:
        """Tell whether whole words of one are the other: "korea" of "South Korea", "the-pentagon" of "pentagon"."""
        words = _words(choice)
        shorter, longer = sorted((self.words, words), key=len)
        return len(shorter) - 2 >= _FEWEST_OF_PART and shorter in longer


def _words(name: str) -> str:
    """Return the words of a name between single spaces, with one before and one behind."""
    letters = (sign if sign.isalnum() else " " for sign in name.lower())
    return f" {' '.join(''.join(letters).split())} "


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return the sentence that helps with an unknown word: what was near, or else all there is."""
    listed = list(choices)
    nearest = near(word, listed)
    if nearest:
        return f"did you mean {' or '.join(repr(match) for match in nearest[:3])}?"
    return f"one of: {_all(listed)}" if listed else ""


def suggest_from_all(word: str, choices: Iterable[str]) -> str:
    """Return the sentence that helps with a word of a short list: what was near, and all there is."""
    listed = list(choices)
    nearest = near(word, listed)[:3]
    question = f"did you mean {' or '.join(repr(match) for match in nearest)}? " if nearest else ""
    return f"{question}one of: {_all(listed)}"


def _all(listed: Iterable[str]) -> str:
    """Write a list so that a sign of punctuation in it can be told from those between."""
    return ", ".join(word if any(map(str.isalnum, word)) else repr(word) for word in listed)
