"""The text of an article as the curator reads it: numbered paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE_ENDS = re.compile(r"\r\n|[\r\n]")


class Paragraph(NamedTuple):
    """A paragraph: its number and the line where it begins, both counted from 1, and its words on one line."""

    number: int
    line: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain text.

    Blank lines and page breaks part them; in a text without any, each line is one. Headline, byline and captions
    count too, where the text holds them.
    """
    lines = _LINE_ENDS.split(text)
    blocks = _parted(lines)
    if len(blocks) == 1 and not _holds_a_gap(text):
        blocks = [(number, [line]) for number, line in enumerate(lines, start=1)]
    worded = ((line, " ".join(" ".join(block).split())) for line, block in blocks)
    return [
        Paragraph(number, line, words) for number, (line, words) in enumerate(filter(_is_worded, worded), start=1)
    ]


def _parted(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return the blocks that blank lines and page breaks part, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, start=1):
        for place, part in enumerate(line.split("\f")):
            is_open = is_open and not place
            if part.strip():
                if not is_open:
                    blocks.append((number, []))
                blocks[-1][1].append(part)
            is_open = bool(part.strip())
    return blocks


def _holds_a_gap(text: str) -> bool:
    """Tell whether there is a page break within a text, though nothing stands on one side of it."""
    return "\f" in text.strip(" \t\r\n")


def _is_worded(block: tuple[int, str]) -> bool:
    return bool(block[1])
