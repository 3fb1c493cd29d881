"""Rows of a table as records, one value a line, for where columns do not fit or are not wanted."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from sofadb.formats.fitting import FILLER, GAP, NARROWEST, wrap
from sofadb.formats.terminal import bold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sofadb.formats.layout import Layout


def records(headers: Sequence[str], rows: Iterable[Sequence[str]], layout: Layout) -> Iterator[str]:
    """Turn each row into lines of a name and a value; an empty line parts it from the one before."""
    label, room = _shares(headers, layout)
    for number, row in enumerate(rows):
        lines = ["\n"] if number else []
        for header, cell in zip(headers, row, strict=True):
            names = wrap(header, label) if label else []
            texts = [cell] if room is None else wrap(cell, room)
            lines += (_line(*pair, label, color=layout.color) for pair in zip_longest(names, texts, fillvalue=""))
        yield "".join(lines)


def _shares(headers: Sequence[str], layout: Layout) -> tuple[int, int | None]:
    """Return how wide names and values may be; in a pipe, values are as wide as they are."""
    label = max(map(len, headers), default=0)
    if layout.width is None:
        return label, None
    width = max(layout.width, NARROWEST)
    label = min(label, width // 2 - GAP)
    return label, width - GAP - label if label else width


def _line(name: str, text: str, label: int, *, color: bool) -> str:
    """Put a name and a value beside each other; without names, the value alone."""
    gap = " " * (label - len(name) + GAP) if label else ""
    return f"{bold(name) if color else name}{gap}{text}".replace(FILLER, "").rstrip() + "\n"
