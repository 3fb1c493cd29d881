"""A JSON array of objects, one object a line."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, TextIO

from sofadb.formats.columns import unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Value

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

# Written as \uXXXX, which reads back as the same text: half characters, which UTF-8 cannot
# hold; what some programs take for the end of a line; what steers a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(result: Result, stream: TextIO, layout: Layout) -> int:  # noqa: ARG001 - JSON has one layout
    """Write rows one by one as objects of one array."""
    count = 0
    for line in object_lines(result):
        stream.write(f",\n  {line}" if count else f"[\n  {line}")
        count += 1
    stream.write("\n]\n" if count else "[]\n")
    return count


def object_lines(result: Result) -> Iterator[str]:
    """Turn each row into a JSON object on one line, its keys in the order of the columns."""
    names = unique_names(result.columns)
    for row in result.rows:
        text = _encode(dict(zip(names, map(_finite, row), strict=True)))
        yield _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _finite(value: Value) -> Value:
    return None if isinstance(value, float) and not isfinite(value) else value
