"""Comma-separated values as RFC 4180 has them, with plain newlines."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from sofadb.formats.columns import unique_names

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows one by one, their text kept to the byte and quoted only where it must be."""
    return write_delimited(result, stream, layout, delimiter=",")


def write_delimited(result: Result, stream: TextIO, layout: Layout, *, delimiter: str) -> int:
    """Write rows one by one with a delimiter between the values."""
    writer = csv.writer(_PlainNewlines(stream), delimiter=delimiter, lineterminator="\r\n")
    if layout.header:
        writer.writerow(unique_names(result.columns))
    missing, count = layout.missing, 0
    for row in result.rows:
        writer.writerow(row if not missing else [missing if value is None else value for value in row])
        count += 1
    return count


class _PlainNewlines:
    r"""A stream that ends lines with "\n" where the csv module ends them with "\r\n".

    Python 3.11 and 3.12 quote a value with a lone "\r" only if that character is part of the
    line ending; unquoted, it would read back as two rows.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        return self._stream.write(f"{line[:-2]}\n")
