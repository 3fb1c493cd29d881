"""Comma-separated values as RFC 4180 has them, with plain newlines.

The csv module of Python 3.11 leaves a lone carriage return unquoted unless lines end with one, which would read
back as two rows; and it looks at each value in turn. Here the values of a column are looked at together, a handful
of rows at a time, and only those of a column that holds a sign in need of quotes one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TextIO

from sofadb.formats.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Row, Value


#: An empty value in quotes, which is also how a quotation mark is written inside of them.
EMPTY: Final = '""'

_NUMBER: Final[Callable[[Any], str]] = int.__repr__  # Any: refuses all but whole numbers


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows as they come, their text kept to the byte and quoted only where it must be."""
    return write_delimited(result, stream, layout, delimiter=",")


def write_delimited(result: Result, stream: TextIO, layout: Layout, *, delimiter: str) -> int:
    """Write rows as they come, with a delimiter between the values."""
    rows = result.rows
    header: list[Row] = [result.columns] if layout.header else []
    if layout.excel_safe:
        from sofadb.formats.spreadsheet import guarded

        header, rows = list(guarded(header)), guarded(rows)
    stream.write(delimited(header, delimiter, ""))
    count = 0
    for chunk in chunks(rows):
        stream.write(delimited(chunk, delimiter, layout.missing))
        count += len(chunk)
    return count


def delimited(rows: Sequence[Row], delimiter: str, missing: str) -> str:
    """Return rows as lines of text; `missing` stands for a value that is not there."""
    if rows and len(rows[0]) == 1:
        # An empty line is no row to most readers; an empty value in quotes is.
        return "".join([f"{text or EMPTY}\n" for text in _column([row[0] for row in rows], delimiter, missing)])
    columns = [_column(values, delimiter, missing) for values in zip(*rows, strict=True)]
    return "".join([f"{delimiter.join(values)}\n" for values in zip(*columns, strict=False)])


def _column(values: Sequence[Value], delimiter: str, missing: str) -> Iterable[str]:
    """Write the values of a column: those of a handful of rows are mostly of one type, and trying is the quickest."""
    first = values[0]
    texts: Sequence[Any] = values  # Any: what is no text is found when they are joined
    if isinstance(first, int):
        with suppress(TypeError):
            return list(map(_NUMBER, values))
    elif first is None and values.count(None) == len(values):
        texts = [missing] * len(values)
    try:
        together = "".join(texts)
    except TypeError:
        texts = [missing if value is None else str(value) for value in values]
        together = "".join(texts)
    if not _needs_quotes(together, delimiter):
        return texts
    return [_quoted(text) if _needs_quotes(text, delimiter) else text for text in texts]


def _needs_quotes(text: str, delimiter: str) -> bool:
    return delimiter in text or '"' in text or "\n" in text or "\r" in text


def _quoted(text: str) -> str:
    doubled = text.replace('"', EMPTY)
    return f'"{doubled}"'
