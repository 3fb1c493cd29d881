"""A JSON array of objects, one object a line."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from itertools import repeat
from json.encoder import encode_basestring
from math import isfinite
from typing import TYPE_CHECKING, Any, TextIO

from sofadb.formats.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Value

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

# What the encoder does with a text and with a whole number, and quicker for many of one type.
_text: Callable[[Any], str] = encode_basestring  # Any: it refuses all but text itself
_number: Callable[[Any], str] = int.__repr__  # Any: asked only where all are of this type

# Written as \uXXXX, which reads back as the same text: half characters, which UTF-8 cannot
# hold; what some programs take for the end of a line; what steers a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(result: Result, stream: TextIO, layout: Layout) -> int:  # noqa: ARG001 - JSON has one layout
    """Write rows as they come, as objects of one array."""
    count = 0
    for lines in object_lines(result):
        stream.write(",\n  " if count else "[\n  ")
        stream.write(",\n  ".join(lines))
        count += len(lines)
    stream.write("\n]\n" if count else "[]\n")
    return count


def object_lines(result: Result) -> Iterator[list[str]]:
    """Turn rows into JSON objects of one line each, by the handful, keys in the order of the columns."""
    names = [f"{encode_basestring(name)}: " for name in result.columns]
    openings = [f"{{{name}" if place == 0 else f", {name}" for place, name in enumerate(names)]
    for rows in chunks(result.rows):
        pieces: list[Iterable[str]] = []
        for opening, values in zip(openings, zip(*rows, strict=True), strict=True):
            pieces += (repeat(opening), _encoded_column(values))
        # The openings never end; the closing braces are as many as the rows.
        yield _escaped(list(map("".join, zip(*pieces, repeat("}", len(rows)), strict=False))))


def _encoded_column(values: tuple[Value, ...]) -> Iterable[str]:
    """Encode values of one column: those of a handful of rows are mostly of one type, and then done all at once."""
    if isinstance(values[0], str):
        with suppress(TypeError):  # not all of them are texts
            return list(map(_text, values))
    types = set(map(type, values))
    if types == {type(None)}:
        return repeat("null")
    if types == {int}:
        return map(_number, values)
    if types == {str, type(None)}:
        return ["null" if value is None else _text(value) for value in values]
    if types == {int, type(None)}:
        return ["null" if value is None else _number(value) for value in values]
    return map(encoded, values)


def encoded(value: Value) -> str:
    """Encode one value; what is no number to JSON is null."""
    return _encode(None if isinstance(value, float) and not isfinite(value) else value)


def _escaped(lines: list[str]) -> list[str]:
    if all(map(_is_plain, lines)):
        return lines
    return [line if _is_plain(line) else _ESCAPED.sub(_spell, line) for line in lines]


def _is_plain(line: str) -> bool:
    return line.isascii() and "\x7f" not in line


def _spell(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
