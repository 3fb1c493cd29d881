"""What a count is a part of, and what its figure in the file is: a whole that is there, or comes with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Index, Integer, Text, case, cast, delete, exists, insert, literal, null, or_, select

from sofadb.bulk.indexes import COUNTS
from sofadb.bulk.staging import CELL
from sofadb.models import Base

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Table

    from sofadb.bulk.merge import Merge
    from sofadb.bulk.staging import Staging

_SOURCES: Final = Base.metadata.tables["sources"]


class Wholes:
    """The wholes that the counts of a source have and that its figures in the file want, as far as they are there.

    They are copied together once: counts may lie on several servers, where to ask for each by itself takes long.
    """

    def __init__(self, staging: Staging) -> None:
        self.table = staging.table(
            "bulk_wholes",
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("ref", CELL),
            # Empty for wholes that another source gives.
            Column("key", CELL),
        )
        self.table.create(staging.connection)
        Index(f"{self.table.name}_key", self.table.c.key).create(staging.connection)

    def read(self, merge: Merge) -> None:
        """Copy those that are there now."""
        of_source = COUNTS.c.source_id == merge.origin.source_id
        held, wanted = COUNTS.alias("held_part"), merge.figures.alias("wanted")
        had = select(held.c.part_of_id).where(
            held.c.source_id == merge.origin.source_id, held.c.part_of_id.is_not(None)
        )
        named = select(wanted.c.whole).where(wanted.c.whole.is_not(None))
        found = select(
            COUNTS.c.id, _SOURCES.c.key + literal("/") + COUNTS.c.key, case((of_source, COUNTS.c.key), else_=null())
        ).join(_SOURCES, _SOURCES.c.id == COUNTS.c.source_id)
        both = found.where(COUNTS.c.id.in_(had)).union(found.where(of_source, COUNTS.c.key.in_(named)))
        merge.connection.execute(delete(self.table))
        merge.connection.execute(insert(self.table).from_select(["id", "ref", "key"], both))


def refs_of_wholes(merge: Merge, held: FromClause, figure: Table) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """Return the refs of what a count is a part of and of what its figure is, which may be added only now."""
    old, there = merge.wholes.table.alias("old_whole"), merge.wholes.table.alias("new_whole")
    shown = select(old.c.ref).where(old.c.id == held.c.part_of_id).correlate(held).scalar_subquery()
    if not merge.have_wholes:
        return shown, cast(null(), Text())
    known = _is_in_file(figure)
    if not merge.prunes:
        known = or_(known, exists().where(there.c.key == figure.c.whole).correlate(figure))
    return shown, case((known, literal(f"{merge.origin.source}/", Text()) + figure.c.whole))


def number_of_whole(merge: Merge, figure: Table) -> ColumnElement[int]:
    """Return the number of what a figure is a part of, when all are added; empty where that is to be removed."""
    whole = merge.wholes.table.alias("its_whole")
    number = select(whole.c.id).where(whole.c.key == figure.c.whole)
    if merge.prunes:
        number = number.where(_is_in_file(figure))
    return number.correlate(figure).scalar_subquery()


def _is_in_file(figure: Table) -> ColumnElement[bool]:
    coming = figure.alias("coming_whole")
    return exists().where(coming.c.key == figure.c.whole).correlate(figure)
