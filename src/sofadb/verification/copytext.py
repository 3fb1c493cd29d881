"""A copy of an article cut into its smallest pieces, in which passages and wordings are looked for.

A copy from the web may part what the source joins and join what it parts. So a passage is looked for as any run
of pieces that follow each other, where a piece ends with a line, a page or a sentence.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.article import paragraphs
from sofadb.wording import PlacedLetters, Span, letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MARK: Final = r"[.!?\u2026]"
_CLOSING: Final = r"[\"'\u201d\u2019)\]\u00bb]"
_BOUNDARIES: Final = re.compile(
    r"\r\n|[\r\n\f]"
    rf"|(?<={_MARK})(?:{_CLOSING}{{1,3}})?\s+"
    # Two paragraphs that were pasted without the line between them.
    rf"|(?<=[a-z0-9]{_MARK})(?:{_CLOSING}(?=[\"\u201c]?\w)|(?=[\"\u201c]?[A-Z]))"
    # Chinese and Japanese sentences follow each other without a space.
    r"|(?<=[\u3002\uff01\uff1f])(?:[\u300d\u300f\u201d])?"
)
_LINES: Final = re.compile(r"\r\n|[\r\n\f]")
_MOST_PIECES: Final = 400_000
_LONGEST_PIECE: Final = 2_000
_STEPS: Final = 1_000_000
_SHORTEST_REACH: Final = 3
_MOST_LETTERS: Final = 100_000
_MOST_PLACES: Final = 50


class Piece(NamedTuple):
    """A stretch of a copy: its place, the line, the page and the block it stands in, counted from 1, its letters."""

    start: int
    end: int
    line: int
    page: int
    block: int
    letters: bytes


class Run(NamedTuple):
    """Pieces that follow each other: the first, and the last."""

    first: int
    last: int


class CopyText:
    """A copy of an article; its blocks are what blank lines part."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = paragraphs(text)
        self.pieces = [piece for piece in _pieces(text, [block.line for block in self.blocks]) if piece.letters]
        self.pages = text.count("\f") + 1
        #: Whether every run of pieces was compared; in a very long text, only the shorter ones are.
        self.is_searched = True
        self._letters = b"".join(piece.letters for piece in self.pieces)
        self._offsets: list[int] = []
        place = 0
        for piece in self.pieces:
            self._offsets.append(place)
            place += len(piece.letters)

    def text_of(self, run: Run) -> str:
        """Return the words of a run on one line."""
        return " ".join(self.text[self.pieces[run.first].start : self.pieces[run.last].end].split())

    def whole(self) -> Run:
        """Return all pieces."""
        return Run(0, len(self.pieces) - 1)

    def find_fingerprints(self, wanted: Collection[str]) -> dict[str, list[Run]]:
        """Return where each of some fingerprints stands: in whole blocks and pages, else in any run of pieces."""
        digests = {bytes.fromhex(each): each for each in wanted}
        found: dict[str, list[Run]] = {}
        for run in (*self._units("block"), *self._units("page")):
            self._note(found, digests, run, hashlib.sha256(self._letters_of(run)).digest())
        if len(found) < len(digests):
            for run, digest in self._runs():
                self._note(found, digests, run, digest)
        return {each: sorted(set(runs)) for each, runs in found.items()}

    def _note(self, found: dict[str, list[Run]], digests: dict[bytes, str], run: Run, digest: bytes) -> None:
        if digest in digests and len(places := found.setdefault(digests[digest], [])) < _MOST_PLACES:
            places.append(run)

    def _letters_of(self, run: Run) -> bytes:
        return self._letters[self._offsets[run.first] : self._offsets[run.last] + len(self.pieces[run.last].letters)]

    def _units(self, kind: str) -> Iterator[Run]:
        """Return the run of each block or page."""
        first = 0
        for place, piece in enumerate(self.pieces):
            if place and getattr(piece, kind) != getattr(self.pieces[place - 1], kind):
                yield Run(first, place - 1)
                first = place
        yield Run(first, len(self.pieces) - 1)

    def _runs(self) -> Iterator[tuple[Run, bytes]]:
        """Return every run with its digest, as far as the steps suffice."""
        count = len(self.pieces)
        reach = count if count * count <= 2 * _STEPS else max(_SHORTEST_REACH, _STEPS // count)
        self.is_searched = reach == count
        for first in range(count):
            hashed, size = hashlib.sha256(), 0
            for last in range(first, min(count, first + reach)):
                hashed.update(self.pieces[last].letters)
                yield Run(first, last), hashed.digest()
                size += len(self.pieces[last].letters)
                if size > _MOST_LETTERS:
                    break

    def find(self, wording: str, within: Run) -> tuple[Run, Span] | None:
        """Return where a wording stands within a run: the pieces, and the place in the text."""
        wanted = letters(wording).encode()
        place = self._offsets[within.first]
        end = self._offsets[within.last] + len(self.pieces[within.last].letters)
        while wanted and (place := self._letters.find(wanted, place, end)) >= 0:
            run = Run(
                bisect_right(self._offsets, place) - 1, bisect_right(self._offsets, place + len(wanted) - 1) - 1
            )
            start = self.pieces[run.first].start
            if span := PlacedLetters(self.text[start : self.pieces[run.last].end]).find(wording):
                return run, Span(start + span.start, start + span.end)
            place = self._offsets[run.first] + len(self.pieces[run.first].letters)
        return None


def _pieces(text: str, blocks: list[int]) -> Iterator[Piece]:
    line = page = 1
    start = 0
    block = 0
    for end, after in _cuts(text):
        while block < len(blocks) and blocks[block] <= line:
            block += 1
        yield Piece(start, end, line, page, block, letters(text[start:end]).encode())
        gap = text[end:after]
        page += gap.count("\f")
        line += _count_lines(gap)
        start = after


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Return where each piece ends and the next one begins."""
    start = 0
    for found in _boundaries(text).finditer(text):
        # A closing quote belongs to what it closes.
        end = found.start() + len(found[0].rstrip()) if found[0].strip() else found.start()
        yield from _short_cuts(text, start, end)
        yield end, found.end()
        start = found.end()
    yield from _short_cuts(text, start, len(text))
    yield len(text), len(text)


def _boundaries(text: str) -> re.Pattern[str]:
    """Return what ends a piece: sentences too, unless there are more of them than anyone would write."""
    listed = islice(_BOUNDARIES.finditer(text), _MOST_PIECES + 1)
    return _BOUNDARIES if sum(1 for _ in listed) <= _MOST_PIECES else _LINES


def _short_cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, between words if there are any."""
    while end - start > _LONGEST_PIECE:
        space = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
        start = space if space > 0 else start + _LONGEST_PIECE
        yield start, start


def _count_lines(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")
