"""Figures that are to go while claims of other files are parts of them: then nothing is pruned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select

from sofadb.bulk.merge import COUNTS
from sofadb.models import Base
from sofadb.seed.checking.needed import Group, Needed
from sofadb.seed.checking.taken import taken
from sofadb.seed.mistakes import SeedMistakesError, find_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.bulk.merge import Merge

_SOURCES: Final = Base.metadata.tables["sources"]
_FILES: Final = Base.metadata.tables["seed_files"]
_REMEDY: Final = "correct this file first, or import without --prune"
_AT_ONCE: Final = 1000


def refuse_what_is_needed(merge: Merge, file: Path) -> None:
    """Raise SeedMistakesError where a figure goes of which another source, or the map itself, claims a part."""
    found = {mistake for needed in _needed(merge, file) for mistake in taken(needed, _REMEDY)}
    if found:
        raise SeedMistakesError(find_all(found, len({mistake.path for mistake in found}), {}))


def _needed(merge: Merge, file: Path) -> Iterator[Needed]:
    part, whole, origin = COUNTS.alias("part"), merge.held, merge.origin
    wanted = (
        select(whole.c.key, func.coalesce(_FILES.c.path, ""), part.c.seed_line, part.c.id, _SOURCES.c.key, part.c.key)
        .join(whole, whole.c.id == part.c.part_of_id)
        .join(_SOURCES, _SOURCES.c.id == part.c.source_id)
        .outerjoin(_FILES, _FILES.c.id == part.c.seed_file_id)
        .where(merge.is_gone())
        # The other parts go as well, or are in the file and become parts of nothing.
        .where(or_(part.c.source_id != origin.source_id, part.c.seed_file_id == origin.map_id))
    )
    groups: dict[tuple[str, str], Group] = {}
    for key, path, line, number, source, claim in merge.connection.execute(
        wanted, execution_options={"stream_results": True, "yield_per": _AT_ONCE}
    ):
        groups.setdefault((key, path), Group()).add(line or 1, number, f"{source}/{claim}")
    for (key, path), group in groups.items():
        ref = (origin.source, key)
        yield Needed(COUNTS.name, ref, str(file), COUNTS.name, path, group.rows, group.lines(), group.example())
