"""What an import adds to the figures of a source, and what it removes, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from sofadb.bulk.merge import COUNTS
from sofadb.models import Base
from sofadb.seed.loading.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

    from sofadb.bulk.merge import Merge

_FILES = Base.metadata.tables["seed_files"]
_MOST_NAMED = 5


def knows_the_file(merge: Merge) -> bool:
    """Tell whether the source has some figures of the file already: so it is a release of the same table."""
    figure, held = merge.figures, merge.held
    both = exists().where(held.c.source_id == merge.origin.source_id, held.c.key == figure.c.key)
    return merge.connection.scalar(select(figure.c.n).where(both).limit(1)) is not None


def added(merge: Merge, file: str) -> Iterator[Change]:
    """Return every figure that the source does not have yet, in the order of the file."""
    figure, held = merge.figures, merge.held
    there = exists().where(held.c.source_id == merge.origin.source_id, held.c.key == figure.c.key)
    for key, line in merge.connection.execute(select(figure.c.key, figure.c.line).where(~there).order_by(figure.c.n)):
        yield Change("added", COUNTS.name, (merge.origin.source, key), {}, file, line)


def gone(merge: Merge) -> Iterator[Change]:
    """Return every figure that the source has and the file no longer has, with the place where it stood."""
    held = merge.held
    wanted = _gone(merge).add_columns(held.c.seed_line, _FILES.c.path)
    wanted = wanted.outerjoin(_FILES, _FILES.c.id == held.c.seed_file_id).order_by(held.c.key)
    for key, line, path in merge.connection.execute(wanted):
        yield Change("removed", COUNTS.name, (merge.origin.source, key), {}, path or "", line or 0)


def first_gone(merge: Merge) -> list[str]:
    """Return the refs of the first figures that the file no longer has."""
    keys = merge.connection.scalars(_gone(merge).order_by(merge.held.c.key).limit(_MOST_NAMED))
    return [f"{merge.origin.source}/{key}" for key in keys]


def count_gone(merge: Merge) -> int:
    """Count what the source has and the file no longer has."""
    return merge.connection.scalar(select(func.count()).select_from(_gone(merge).subquery())) or 0


def _gone(merge: Merge) -> Select[tuple[str]]:
    figure, held = merge.figures, merge.held
    in_file = exists().where(figure.c.key == held.c.key)
    return select(held.c.key).where(held.c.source_id == merge.origin.source_id, ~in_file)
