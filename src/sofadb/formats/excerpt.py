"""The beginning of an answer: as much as an eye can use, however much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.formats.terminal import visible
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.result import Row, Value

MOST_ROWS: Final = 1000
MOST_BYTES: Final = 1_000_000


class Excerpt:
    """At most so many rows of an answer, and about a megabyte of text; `cut` says, when read, what was left out.

    In a table that is not `wrapped`, each row takes as much as the widest cells above it.
    """

    def __init__(self, result: Result, most_rows: int | None = MOST_ROWS, *, wrapped: bool) -> None:
        self._source, self._most_rows, self._wrapped = result, most_rows, wrapped
        self.result = Result(result.columns, self._rows(), result.shown)
        self.cut = ""

    def _rows(self) -> Iterator[Row]:
        columns = self._source.columns
        places = [columns.index(name) for name in self._source.shown if name in columns] or range(len(columns))
        widths, size = [0] * len(places), 0
        for count, row in enumerate(self._source.rows):
            if count == self._most_rows:
                self.cut = (
                    f"the first {_rows(count)} shown; --limit {5 * count} shows more, -f csv or -o FILE gives all"
                )
                return
            lengths = [_length(row[place]) for place in places]
            widths = [max(pair) for pair in zip(widths, lengths, strict=True)]
            size = size + sum(lengths) if self._wrapped else (count + 1) * sum(widths)
            if size > MOST_BYTES:
                yield from self._end(count, row, MOST_BYTES // len(places))
                return
            yield row

    def _end(self, count: int, row: Row, most: int) -> Iterator[Row]:
        """Stop before the row that would be too much; of the very first row show what there is room for."""
        if count:
            self.cut = f"the first {_rows(count)} shown, about a megabyte of text; -f csv or -o FILE gives all"
            return
        self.cut = "only the first row is shown, its long texts cut off; -f csv or -o FILE gives all"
        yield tuple(_clipped(value, most) for value in row)


def _rows(count: int) -> str:
    return "row is" if count == 1 else f"{count:,} rows are"


def _length(value: Value) -> int:
    """Return how many bytes a value takes at most when it is shown; of a huge text, more than enough."""
    return len(visible(str(value)[: MOST_BYTES + 1]).encode())


def _clipped(value: Value, most: int) -> Value:
    if not isinstance(value, str) or _length(value) <= most:
        return value
    return f"{visible(value[:most]).encode()[:most].decode(errors='ignore')}…"
