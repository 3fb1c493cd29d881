"""Rows in portions that a database takes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sofadb.seed.loading.changes import DatabaseChangedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sofadb.seed.reading.rows import NaturalKey, SeedRow

_AT_ONCE: Final = 500


def layers(table: str, rows: Sequence[SeedRow]) -> Iterator[list[SeedRow]]:
    """Sort rows of one table into layers, each of which refers only to those before it.

    Raises DatabaseChangedError where rows refer to one another in a ring, which a check would have found.
    """
    keys = {row.key for row in rows}
    layer: list[SeedRow] = []
    waiting: dict[NaturalKey, list[SeedRow]] = {}
    for row in rows:
        own = [cell.key for _, cell in row.references() if cell.table == table and cell.key in keys]
        (waiting.setdefault(own[0], []) if own else layer).append(row)
    while layer:
        yield layer
        layer = [child for row in layer for child in waiting.pop(row.key, ())]
    if waiting:
        raise DatabaseChangedError


def chunks(items: Collection[Any]) -> Iterator[list[Any]]:  # Any: numbers, keys or rows
    """Cut a list into pieces that fit into one statement."""
    listed = list(items)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
