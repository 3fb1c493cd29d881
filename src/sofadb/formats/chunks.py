"""Rows by the handful, so that what is done once for many rows need not be done for each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sofadb.result import Row

# More are no faster: the values of so many rows still fit into the cache of a processor.
ROWS_AT_ONCE: Final = 128


def chunks(rows: Iterable[Row], size: int = ROWS_AT_ONCE) -> Iterator[list[Row]]:
    """Cut rows into lists of one size, each given away before the next is read."""
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk
