"""JSON lines: one object a line and nothing around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from sofadb.formats.json import object_lines

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result


def write(result: Result, stream: TextIO, layout: Layout) -> int:  # noqa: ARG001 - JSON has one layout
    """Write rows one by one, each as an object on its own line."""
    count = 0
    for line in object_lines(result):
        stream.write(f"{line}\n")
        count += 1
    return count
