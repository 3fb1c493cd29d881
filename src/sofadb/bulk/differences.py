"""What an import changes in the figures of a source, what it adds and what it removes, one by one."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import case, exists, func, literal, select

from sofadb.bulk.merge import COUNTS, SAID
from sofadb.bulk.spool import IN_ORDER
from sofadb.bulk.wholes import refs_of_wholes
from sofadb.models import Actor, Base, Passage
from sofadb.seed.loading.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, FromClause, Select

    from sofadb.bulk.merge import Merge

_FILES = Base.metadata.tables["seed_files"]
_MOST_NAMED: Final = 5
_AT_ONCE: Final = 1000


def differences(merge: Merge, file: str) -> Iterator[Change]:
    """Return what an import changes in the order of file, line, table, action and key; nothing is held in memory.

    What is added is told where the source has some figures of the file already: then it is a release of the same
    table, and what is in the file no longer is told as `missing`, or as `removed` where the merge prunes.
    """
    streams = [_changed(merge, file)]
    is_release = _knows_the_file(merge)
    if is_release:
        streams.append(_added(merge, file))
    if is_release or merge.prunes:
        streams.append(_gone(merge, file))
    return heapq.merge(*streams, key=IN_ORDER)


def first_gone(merge: Merge) -> list[str]:
    """Return the refs of the first figures that the file no longer has."""
    held = merge.held
    keys = merge.connection.scalars(select(held.c.key).where(merge.is_gone()).order_by(held.c.key).limit(_MOST_NAMED))
    return [f"{merge.origin.source}/{key}" for key in keys]


def gone_by_file(merge: Merge) -> dict[str, int]:
    """Count what the source has and the file no longer has, by the path of the file that it came from."""
    held = merge.held
    by_number = select(held.c.seed_file_id, func.count().label("figures")).where(merge.is_gone())
    gone = by_number.group_by(held.c.seed_file_id).subquery()
    path = func.coalesce(_FILES.c.path, "")
    wanted = select(path, gone.c.figures).outerjoin_from(gone, _FILES, _FILES.c.id == gone.c.seed_file_id)
    return {row[0]: row[1] for row in merge.connection.execute(wanted.order_by(path))}


def _changed(merge: Merge, file: str) -> Iterator[Change]:
    """Return every figure that is there already and differs, with old and new of what does."""
    figure, held, actors = merge.figures, merge.held, _actors(merge)
    places = [Passage.__table__.alias(f"passage_of_{side}") for side in ("held", "figure")]
    pairs: FromClause = figure.join(held, merge.same(held, figure.c.key))
    sides = []
    for side, place, whole in zip((held, figure), places, refs_of_wholes(merge, held, figure), strict=True):
        pairs = pairs.outerjoin(place, place.c.id == side.c.passage_id)
        sides += [*(_shown(name, side, place) for name in SAID), whole]
    wanted = select(figure.c.key, figure.c.line, *sides).select_from(pairs).where(merge.differs(held, figure))
    names = [*(name.removesuffix("_id") for name in SAID), "part_of"]
    for key, line, *values in _streamed(merge, wanted.order_by(figure.c.line, figure.c.key)):
        both = zip(names, values[: len(names)], values[len(names) :], strict=True)
        columns = {
            name: (_written(actors, name, old), _written(actors, name, new)) for name, old, new in both if old != new
        }
        yield Change("changed", COUNTS.name, (merge.origin.source, key), columns, file, line)


def _added(merge: Merge, file: str) -> Iterator[Change]:
    """Return every figure that the source does not have yet."""
    figure, held = merge.figures, merge.held
    wanted = select(figure.c.key, figure.c.line).where(~exists().where(merge.same(held, figure.c.key)))
    for key, line in _streamed(merge, wanted.order_by(figure.c.line, figure.c.key)):
        yield Change("added", COUNTS.name, (merge.origin.source, key), {}, file, line)


def _gone(merge: Merge, file: str) -> Iterator[Change]:
    """Return every figure that the source has and the file no longer has, with the place where it stood."""
    held = merge.held
    path = case((held.c.seed_file_id == merge.origin.file_id, file), else_=func.coalesce(_FILES.c.path, ""))
    line = func.coalesce(held.c.seed_line, 0)
    wanted = select(held.c.key, line, path).outerjoin_from(held, _FILES, _FILES.c.id == held.c.seed_file_id)
    wanted = wanted.where(merge.is_gone()).order_by(path, line, held.c.key)
    for key, number, place in _streamed(merge, wanted):
        action: Literal["missing", "removed"] = "removed" if merge.prunes else "missing"
        yield Change(action, COUNTS.name, (merge.origin.source, key), {}, place, number)


def _knows_the_file(merge: Merge) -> bool:
    figure = merge.figures
    both = exists().where(merge.same(merge.held, figure.c.key))
    return merge.connection.scalar(select(figure.c.n).where(both).limit(1)) is not None


def _streamed(merge: Merge, wanted: Select[Any]) -> Iterator[Any]:  # Any: columns of every type
    yield from merge.connection.execute(wanted, execution_options={"stream_results": True, "yield_per": _AT_ONCE})


def _actors(merge: Merge) -> dict[int, str]:
    """Return the keys of all actors; they are few, beside figures."""
    return {row.id: row.key for row in merge.connection.execute(select(Actor.id, Actor.key))}


def _shown(name: str, side: FromClause, place: FromClause) -> ColumnElement[Any]:  # Any: as above
    """Return a column as it can be shown: of a passage, which are many, where it is."""
    return place.c.locator_type + literal(" ") + place.c.locator if name == "passage_id" else side.c[name]


def _written(actors: dict[int, str], name: str, value: Any) -> str:  # Any: what a column holds
    """Write a value as people do."""
    if value is None:
        return ""
    return actors[value] if name in ("actor", "host") else str(value)
