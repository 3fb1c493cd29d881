"""Nothing is part of itself, answers itself or follows itself, by whatever detour (S033)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.seed.reading.rows import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.checking.known import Known
    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import NaturalKey, SeedRow

Identity: TypeAlias = "tuple[str, NaturalKey]"

_COLUMNS: Final = {
    "part_of_id": "is part of itself",
    "responds_to_id": "answers itself",
    "follows_id": "follows itself",
}
_MOST_NAMED: Final = 4  # of a ring; a longer one is cut


def find_rings(rows: Sequence[SeedRow], known: Known) -> Iterator[Mistake]:
    """Find the rows that come back to themselves, by way of the database too."""
    for column, words in _COLUMNS.items():
        up: dict[Identity, Identity | None] = {(row.table, row.key): None for row in rows if column in row.cells}
        linked = [row for row in rows if isinstance(row.cells.get(column), Reference)]
        for row in linked:
            cell = row.cells[column]
            if isinstance(cell, Reference):
                up[row.table, row.key] = (cell.table, cell.key)
        rings = _rings([(row.table, row.key) for row in linked], up, known)
        for row in linked:
            if ring := rings.get((row.table, row.key)):
                message = f"{row.key[-1]!r} {words}{_detour(*ring)}"
                remedy = f"leave out {column.removesuffix('_id')} in one of them"
                yield row.mistake("S033", message, remedy, at=column.removesuffix("_id"))


def _detour(ring: list[Identity], place: int) -> str:
    """Name what a ring leads through, from one of its places on."""
    named = min(len(ring) - 1, _MOST_NAMED)
    if not named:
        return ""
    others = (ring[(place + step) % len(ring)][1][-1] for step in range(1, named + 1))
    return f", by way of {', '.join(map(repr, others))}{' …' if len(ring) - 1 > named else ''}"


def _rings(
    starts: Sequence[Identity], up: dict[Identity, Identity | None], known: Known
) -> dict[Identity, tuple[list[Identity], int]]:
    """Return the ring of each row that is in one, and its place in it.

    Every row is passed once, however long the ways upwards are.
    """
    rings: dict[Identity, tuple[list[Identity], int]] = {}
    passed: set[Identity] = set()
    for start in starts:
        way: dict[Identity, int] = {}
        place: Identity | None = start
        while place is not None and place not in passed:
            passed.add(place)
            way[place] = len(way)
            if place not in up:
                parent = known.parent(*place)
                up[place] = None if parent is None else (place[0], parent)
            place = up[place]
        if place in way:
            ring = list(way)[way[place] :]
            rings.update({member: (ring, number) for number, member in enumerate(ring)})
    return rings
