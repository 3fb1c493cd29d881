"""A table in GitHub's Markdown, whose cells read as the text they hold.

Without its header it is no longer a table of its own, only rows to append to one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.formats.layout import Layout
    from sofadb.result import Result

_NEWLINE = re.compile(r"\r\n|\r|\n")

# An underscore between letters marks nothing, and names of columns are full of them.
_MARKUP = re.compile(r"[\\`*\[<~|&$]|(?<![^\W_])_|_(?![^\W_])")


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows one by one as lines of a pipe table."""
    if layout.header:
        stream.write(_line(map(_cell, result.columns)))
        stream.write(_line("---" for _ in result.columns))
    missing, count = _cell(layout.missing), 0
    for row in result.rows:
        stream.write(_line(missing if value is None else _cell(str(value)) for value in row))
        count += 1
    return count


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return "<br>".join(_MARKUP.sub(r"\\\g<0>", visible(part)) for part in _NEWLINE.split(text))
