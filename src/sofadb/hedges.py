"""The quantities that a text seems to claim, with their hedges, for a curator to decide on.

Nothing here is data: what is found is offered in a comment, and what is not found may be there all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sofadb.numerals import numerals
from sofadb.vocabulary import MOST_WORDS_OF_WORDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.numerals import Numeral


@dataclass(frozen=True, slots=True, order=True)
class Hedge:
    """A quantity that a text seems to claim: where it stands, the field of a seed file with its values, the words."""

    start: int
    end: int
    field: str
    values: tuple[str, ...]
    wording: str


#: The words before a number, and after it, that make each quantity. The longer ones of a list stand first.
_BEFORE: Final = {
    "up_to": "no more than|not more than|no greater than|as many as|up to|at most|(?:a|the) (?:maximum|ceiling) of",
    "at_least": "no fewer than|no less than|not fewer than|not less than|at least|a minimum of",
    "nearly": "just short of|just under|close to|not quite|nearly|almost",
    "more_than": "in excess of|upwards? of|well over|just over|more than|greater than|above|over",
    "fewer_than": "fewer than|less than|well under|below|under",
    "about": "in the (?:region|neighbou?rhood) of|(?:an )?estimated|approximately|roughly|about|around|circa|some",
}
_AFTER: Final = {
    "about": "or so|or thereabouts|odd",
    "at_least": "or more|at (?:the )?least|and up",
    "up_to": "or fewer|or less|at (?:the )?most|maximum",
}
_INNER: Final = rf"(?:(?:{_BEFORE['about']}|possibly|perhaps|maybe|only|just|a total of|the)\s+)?"
_LEADING: Final = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{field}>{words})' for field, words in _BEFORE.items())})\s+{_INNER}$", re.IGNORECASE
)
_TRAILING: Final = re.compile(
    rf"[\s-]+(?:{'|'.join(f'(?P<{field}>{words})' for field, words in _AFTER.items())})\b", re.IGNORECASE
)
_PLUS: Final = re.compile(r"\s?\+")
_BETWEEN: Final = re.compile(rf"\bbetween\s+{_INNER}$", re.IGNORECASE)
_FROM: Final = re.compile(rf"\bfrom\s+{_INNER}$", re.IGNORECASE)
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
_TO: Final = re.compile(r"\s+(?:up )?to\s+|\s?[-\u2013\u2014]\s?|\s+or\s+", re.IGNORECASE)

#: Words that are quantities without a number.
_WORDS: Final = {
    "thousands": r"(?:tens of |hundreds of |several |many |some |a few )?thousands?",
    "hundreds": r"(?:several |many |some |a few )hundreds?|hundreds",
    "dozens": r"(?:several |many |some |a few )dozens?|dozens",
    "unquantified": r"scores of|an? (?:small|large|great|limited|considerable)? ?number of|millions of|many",
    "several": r"several|a few|a handful of|a couple of",
}
_UNKNOWN: Final = (
    r"an? (?:unknown|unspecified|undisclosed) number|number (?:is|was|remains) (?:unknown|not known|unclear)"
)
_NONE: Final = r"none|no (?:troops|soldiers|forces|personnel|advisers|advisors|trainers|contractors)"
_WORDED: Final = re.compile(
    rf"\b(?:(?P<unknown>{_UNKNOWN})|(?P<none>{_NONE})|"
    rf"{'|'.join(f'(?P<{word}>{form})' for word, form in _WORDS.items())})\b",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"[ -]([^\W\d_]+(?:['\u2019-][^\W\d_]+)*)")
#: Where the thing that is counted has been named.
#: A number like this without a hedge is more often a year.
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?![\d.,-])")
_SMALL_WORDS: Final = """
a about after all also an and are as at be been before but by can could for from had has have he her his if in
into is it its may might more most no nor not now of off on or our out over she since so such than that the their
them then there these they this those to under until up us was we were when where which while who whom whose will
with would you
"""
_STOPS: Final = frozenset(_SMALL_WORDS.split())
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_LONGEST_STRETCH: Final = 4_000
_MOST_BEFORE: Final = 60
_MOST_NAMED: Final = 2


def find_hedges(text: str) -> list[Hedge]:
    """Return the quantities that a text seems to claim, in their order.

    Of "up to 575 new troops" it is `up_to`, 575, and "up to 575 new troops"; "several dozen" is `words`, dozens.
    """
    return [
        replace(hedge, start=start + hedge.start, end=start + hedge.end)
        for start, stretch in _stretches(text)
        for hedge in _in_stretch(stretch)
    ]


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text between words, so that looking through it takes time in proportion to its length."""
    start = 0
    while len(text) - start > _LONGEST_STRETCH:
        cut = text.rfind(". ", start, start + _LONGEST_STRETCH) + 1
        cut = cut or text.rfind(" ", start, start + _LONGEST_STRETCH)
        cut = cut if cut > start else start + _LONGEST_STRETCH
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _in_stretch(text: str) -> list[Hedge]:
    numbers = [number for number in numerals(text) if number.in_digits or number.value != 1]
    found = [hedge for hedge in _numbered(text, numbers) if hedge.field != "exact" or not _YEAR.match(hedge.wording)]
    taken = [(hedge.start, hedge.end) for hedge in found]
    return sorted([*found, *_worded(text, taken)])


def _numbered(text: str, numbers: Sequence[Numeral]) -> Iterator[Hedge]:
    position = 0
    while position < len(numbers):
        number = numbers[position]
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        other = following if following and _is_range(text, number, following) else None
        if other:
            yield _between(text, number, other)
        else:
            yield _single(text, number)
        position += 2 if other else 1


def _is_range(text: str, number: Numeral, other: Numeral) -> bool:
    """Tell whether two numbers are the ends of one range."""
    gap = text[number.end : other.start]
    if not number.value < other.value:
        return False
    if _AND.fullmatch(gap):
        return bool(_BETWEEN.search(_before(text, number.start)))
    return bool(_TO.fullmatch(gap))


def _between(text: str, number: Numeral, other: Numeral) -> Hedge:
    before = _before(text, number.start)
    lead = _BETWEEN.search(before) or _FROM.search(before) or _LEADING.search(before)
    start = number.start - (len(before) - lead.start()) if lead else number.start
    low = number.value
    # Of "two to three thousand" both are thousands.
    scale = _SCALES.get(text[number.start : other.end].rpartition(" ")[2].casefold(), 1)
    if low < other.value // scale:
        low *= scale
    return _hedge(text, start, other.end, "between", (str(low), str(other.value)))


def _single(text: str, number: Numeral) -> Hedge:
    """Return a number with the words before it, or else those after it, that hedge it."""
    before = _before(text, number.start)
    start, end, field = number.start, number.end, "exact"
    if lead := _LEADING.search(before):
        field, start = str(lead.lastgroup), start - (len(before) - lead.start())
    elif (trail := _TRAILING.match(text, end)) is not None:
        field, end = str(trail.lastgroup), trail.end()
    elif (plus := _PLUS.match(text, end)) is not None:
        field, end = "at_least", plus.end()
    if number.value == 0 and field == "exact":
        return _hedge(text, start, end, "none", ("yes",))
    return _hedge(text, start, end, field, (str(number.value),))


def _worded(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Hedge]:
    position = 0
    for match in _WORDED.finditer(text):
        while position < len(taken) and taken[position][1] <= match.start():
            position += 1
        if position < len(taken) and taken[position][0] < match.end():
            continue
        name = str(match.lastgroup)
        field, value = (name, "yes") if name in ("unknown", "none") else ("words", name)
        yield _hedge(text, match.start(), match.end(), field, (value,))


def _before(text: str, place: int) -> str:
    return text[max(0, place - _MOST_BEFORE) : place]


def _hedge(text: str, start: int, end: int, field: str, values: tuple[str, ...]) -> Hedge:
    """Add the one or two words that name what is counted, as far as a wording may be long."""
    for _ in range(_MOST_NAMED):
        named = _NEXT.match(text, end)
        if named is None or named[1].casefold() in _STOPS or _counts(named[1]):
            break
        if len(text[start : named.end()].split()) > MOST_WORDS_OF_WORDING:
            break
        end = named.end()
    return Hedge(start, end, field, values, " ".join(text[start:end].split()))


@lru_cache(maxsize=4096)
def _counts(word: str) -> bool:
    """Tell whether a word is a number itself, so that a wording holds one number only."""
    return word.casefold().rstrip("s") in _SCALES or bool(numerals(word))
