"""The passages of a new seed file from a copy of its source: fingerprints, and what each paragraph may claim.

What is found in a paragraph stands in comments. Only a person turns it into data.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from sofadb.article import Paragraph, paragraphs
from sofadb.errors import WrongUseError
from sofadb.fingerprint import fingerprint
from sofadb.hedges import find_hedges
from sofadb.seed.beginning.template import TODO, other_pieces, scalar
from sofadb.seed.form.counts import Count
from sofadb.seed.form.meanings import meaning
from sofadb.vocabulary import CATEGORIES, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sofadb.hedges import Hedge

_MOST_WORDS: Final = 8
_LONGEST_WORD: Final = 40
_LONGEST_KEY: Final = 60
_WIDTH: Final = 110
#: The fields of a count that no text gives away.
_OPEN: Final = {
    "actor": "a key",
    "host": "a key",
    "measure": f"one of {', '.join(MEASURES)}",
    "category": f"one of {', '.join(CATEGORIES)}",
    "as_of": "a date such as 2014-06-20, 2014-06 or 2014; delete the line where it is not said",
}
_END: Final = re.compile(r"[.!?\u2026\u3002]+[\"'\u2019\u201d)\]\u00bb]*$")
_ABBREVIATED: Final = re.compile(
    r"(?:[^\W\d_]\.)+|(?:mrs?|ms|dr|gen|col|maj|capt|lt|sgt|adm|brig|sen|rep|gov|st|vs|jan|feb|aug|sept?|oct|nov|dec)\.",
    re.IGNORECASE,
)


def find_article(
    text: str, first: str | None = None, last: str | None = None, skipped: Iterable[str] = ()
) -> list[Paragraph]:
    """Return the blocks of a copy that are the article's own paragraphs, with their numbers in the copy.

    Each of `first`, `last` and `skipped` is the number of a block or the words it begins with; raises WrongUseError
    where there is no such block, or more than one.
    """
    blocks = paragraphs(text)
    begin = _find(blocks, first, "--first") if first is not None else 1
    end = _find(blocks, last, "--last") if last is not None else len(blocks)
    if end < begin:
        raise WrongUseError(
            f"block {end}, the last, stands before block {begin}, the first", "give them in their order"
        )
    left_out = {_find(blocks, each, "--skip") for each in skipped}
    found = [block for block in blocks[begin - 1 : end] if block.number not in left_out]
    if not found:
        raise WrongUseError("no block of the copy is left", "leave out fewer blocks")
    return found


def _find(blocks: Sequence[Paragraph], named: str, option: str) -> int:
    """Return the number of the block that is named by its number or its first words."""
    if named.isascii() and named.isdigit():
        if named.lstrip("0") and len(named) < 10 and int(named) <= len(blocks):
            return int(named)
        raise WrongUseError(f"{option}: there is no block {named}", f"the copy has {len(blocks)}, counted from 1")
    wanted = " ".join(named.split()).casefold()
    found = [block.number for block in blocks if wanted and block.text.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUseError(f"{option}: no block begins with {named!r}", "copy its first words from the file")
    listed = ", ".join(map(str, found[:5]))
    raise WrongUseError(
        f"{option}: {len(found)} blocks begin with {named!r}: {listed}", "give more words, or a number"
    )


def write_passages(blocks: Sequence[Paragraph]) -> Iterator[str]:
    """Write the section `passages`: each paragraph with its fingerprint, and what may be claimed in comments."""
    yield from _explained(f"Counted in your copy: {_counted(blocks)}.")
    yield from _explained("Passages that claim nothing may be deleted; the others keep their numbers.")
    yield from _explained(f"In the counts below, write for {TODO}:")
    for name, what in _OPEN.items():
        yield from _explained(f"{name}: {meaning(Count, name)}; {what}.")
    keys: Counter[str] = Counter()
    has_counts = False
    for number, block in enumerate(blocks, start=1):
        hedges = find_hedges(block.text)
        has_counts = bool(hedges)
        yield from _passage(number, block, hedges, keys)
    # A field stands once in an entry: where the last passage has counts, the example of counts is left out.
    yield ""
    yield from other_pieces(["counts"] if has_counts else [])


def _explained(text: str) -> Iterator[str]:
    """Put an explanation on lines that fit a screen."""
    return (f"  ## {line}" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False, subsequent_indent="  "))


def _counted(blocks: Sequence[Paragraph]) -> str:
    """Say which block of the copy each paragraph is."""
    ranges: list[tuple[int, int, int]] = []
    for number, block in enumerate(blocks, start=1):
        if ranges and ranges[-1][2] + number - ranges[-1][0] == block.number and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number, ranges[-1][2])
        else:
            ranges.append((number, number, block.number))
    return ", ".join(
        f"paragraph {first} is block {block}"
        if first == last
        else f"paragraphs {first}-{last} are blocks {block}-{block + last - first}"
        for first, last, block in ranges
    )


def _passage(number: int, block: Paragraph, hedges: Sequence[Hedge], keys: Counter[str]) -> Iterator[str]:
    yield ""
    yield f"  ## Line {block.line} of your copy: {opening(block.text)} \u2026"
    yield f"  - at: paragraph {number}"
    yield f"    fingerprint: {fingerprint(block.text)}"
    if hedges:
        yield "    # counts:"
    for hedge in hedges:
        yield from (f"    #   {line}" for line in _count(hedge, keys))


def _count(hedge: Hedge, keys: Counter[str]) -> Iterator[str]:
    wording = _printable(hedge.wording)
    yield f"- key: {_key(wording, keys)}"
    for name in ("actor", "host", "measure", "category"):
        yield f"  {name}: {TODO}"
    value = hedge.values[0] if len(hedge.values) == 1 else f"[{', '.join(hedge.values)}]"
    yield f"  {hedge.field}: {value}"
    yield f"  wording: {scalar(wording)}"
    yield f"  as_of: {TODO}"


def _key(wording: str, keys: Counter[str]) -> str:
    """Make a key from a wording that no other candidate of the file has."""
    plain = unicodedata.normalize("NFKD", wording.casefold()).encode("ascii", "ignore").decode()
    key = (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=\d)[.,' ](?=\d{3})", "", plain))[:_LONGEST_KEY].strip("-") or "count"
    )
    keys[key] += 1
    while keys[key] > 1:
        key = f"{key}-{keys[key]}"
        keys[key] += 1
    return key


def opening(text: str) -> str:
    """Return the first few words of a paragraph, at most half of it and never a whole sentence."""
    words = text.split(maxsplit=_MOST_WORDS + 1)
    most = min(_MOST_WORDS, (len(words) + 1) // 2 if len(words) <= _MOST_WORDS else _MOST_WORDS)
    kept: list[str] = []
    for word in words[:most]:
        if _END.search(word) and not _ABBREVIATED.fullmatch(word.lstrip("\"'\u201c\u2018(")):
            break
        kept.append(word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}\u2026")
    return _printable(" ".join(kept))


def _printable(text: str) -> str:
    """Leave out characters that an eye cannot see, which no seed file may hold."""
    return (
        text
        if text.isprintable()
        else "".join(sign for sign in text if not unicodedata.category(sign).startswith("C"))
    )
