"""The beginning of a file that is wrong throughout: only so much of it is looked at as anyone would read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from sofadb.seed.reading.tree import Plain

FEWEST_ENTRIES = 20_000  # a file of fewer is looked at whole
LONG_LIST = 100  # items; a shorter list belongs to its entry, and is never cut


def beginning(content: Plain, model: type[BaseModel], most: int) -> Plain:
    """Return a file, or of a long one only as much of it as has more than so many mistakes."""
    entries = _count(content)
    size = FEWEST_ENTRIES
    while size < entries:
        shorter = _shortened(content, iter(range(size)))
        try:
            model.model_validate(shorter)
        except ValidationError as error:
            if error.error_count() > most:
                return shorter
        size += size // 2
    return content


def _count(content: Plain) -> int:
    """Count the items of all lists."""
    if isinstance(content, dict):
        return sum(_count(inner) for inner in content.values() if not isinstance(inner, str))
    if isinstance(content, list):
        return len(content) + sum(_count(item) for item in content if not isinstance(item, str))
    return 0


def _shortened(content: Plain, room: Iterator[int]) -> Plain:
    """Return the first items of all lists, as many as there is room for; each is whole but for long lists in it."""
    if isinstance(content, dict):
        return {name: _shortened(inner, room) for name, inner in content.items()}
    if isinstance(content, list):
        kept: list[Plain] = []
        for item in content:
            if next(room, None) is None and len(content) > LONG_LIST:
                break
            kept.append(_shortened(item, room))
        return kept
    return content
