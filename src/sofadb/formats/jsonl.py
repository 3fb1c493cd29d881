"""JSON lines: one object a line and nothing around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from sofadb.formats.json import object_lines

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result


def write(result: Result, stream: TextIO, layout: Layout) -> int:  # noqa: ARG001 - JSON has one layout
    """Write rows as they come, each as an object on its own line."""
    count = 0
    for lines in object_lines(result):
        stream.write("\n".join([*lines, ""]))
        count += len(lines)
    return count
