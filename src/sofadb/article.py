"""The text of an article as the curator reads it: numbered paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


class Paragraph(NamedTuple):
    """A paragraph: its number and the line where it begins, both counted from 1, and its words on one line."""

    number: int
    line: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain text.

    Blank lines part them; in a text without any, each line is one. Headline, byline and captions count too,
    where the text holds them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    parted = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else re.compile(r"\n")
    found: list[Paragraph] = []
    start = 0
    for gap in [*parted.finditer(text), None]:
        block = text[start : gap.start() if gap else len(text)]
        if words := " ".join(block.split()):
            before = len(block) - len(block.lstrip())
            line = text.count("\n", 0, start + before) + 1
            found.append(Paragraph(len(found) + 1, line, words))
        start = gap.end() if gap else start
    return found
