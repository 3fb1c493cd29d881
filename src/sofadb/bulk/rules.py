"""What only the figures of a file together show: the same figure twice, and parts that exceed their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Text, and_, case, cast, func, literal, or_, select

from sofadb.models import Base
from sofadb.models.base import NUMBER
from sofadb.seed.form.values import LARGEST
from sofadb.seed.loading.portions import chunks
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause

    from sofadb.bulk.figures import Figures
    from sofadb.bulk.merge import Merge, Origin

#: What the upper and the lower half of the digits of a number are reckoned by.
_HALF: Final = 2**32


def refuse_what_contradicts(figures: Figures, merge: Merge, *, parts_over_whole: bool) -> None:
    """Refuse the lines of figures with one key, and of wholes below the sum of their parts if `parts_over_whole`.

    A line goes with all of its figures, and with the figures of other lines that are parts of them.
    """
    _refuse_twice(figures)
    _refuse_claimed(figures, merge)
    if parts_over_whole and figures.have_wholes():
        _refuse_over_whole(figures)
    _refuse_without_whole(figures, merge)
    while _take_away(figures):
        _refuse_parts(figures)


def _refuse_twice(figures: Figures) -> None:
    """Refuse all lines of a figure that several of them give; of a line with several such figures, name the first."""
    table = figures.table
    twice = select(table.c.key).group_by(table.c.key).having(func.count() > 1).subquery()
    first = select(func.min(table.c.n)).join(twice, twice.c.key == table.c.key).group_by(table.c.line)
    reason = literal("several rows give the figure ", Text()) + table.c.key
    figures.staging.refuse(select(table.c.line, _column(figures, table), reason).where(table.c.n.in_(first)))


def claims_of_map(connection: Connection, origin: Origin) -> list[str]:
    """Return the keys of the claims that a map makes itself, beside its table."""
    keys: list[str] = []
    for table in map(Base.metadata.tables.__getitem__, CLAIM_TABLES):
        of_map = (table.c.source_id == origin.source_id, table.c.seed_file_id == origin.map_id)
        keys += connection.scalars(select(table.c.key).where(*of_map))
    return keys


def _refuse_claimed(figures: Figures, merge: Merge) -> None:
    """Refuse the lines of figures whose refs are those of claims of the map itself: a ref names one claim."""
    table = figures.table
    reason = (
        literal(f"the map itself claims {merge.origin.source}/", Text()) + table.c.key + literal(" already", Text())
    )
    claimed = select(table.c.line, _column(figures, table), reason)
    for keys in chunks(claims_of_map(merge.connection, merge.origin)):
        figures.staging.refuse(claimed.where(table.c.key.in_(keys)))


def _refuse_over_whole(figures: Figures) -> None:
    """Refuse wholes below the sum of their parts.

    The sum may pass what a database holds as a number, so it is made of two: of the upper digits, and of the lower.
    """
    whole, part = figures.table.alias("whole"), figures.table.alias("part")
    least = func.coalesce(part.c.low, part.c.best, 0)
    upper, lower = _sum(least // _HALF), _sum(least % _HALF)
    upper, lower = upper + lower // _HALF, lower % _HALF
    exactly = literal("at least ", Text()) + cast(upper * _HALF + lower, Text())
    together = case((upper < _HALF // 2, exactly), else_=literal(f"more than {LARGEST}", Text()))
    whole_upper, whole_lower = whole.c.high // _HALF, whole.c.high % _HALF
    is_over = or_(upper > whole_upper, and_(upper == whole_upper, lower > whole_lower))
    reason = (
        literal("the parts of ", Text())
        + whole.c.key
        + literal(" are ", Text())
        + together
        + literal(", the whole is at most ", Text())
        + cast(whole.c.high, Text())
    )
    figures.staging.refuse(
        select(whole.c.line, _column(figures, whole), reason)
        .join(part, part.c.whole == whole.c.key)
        .where(whole.c.high.is_not(None))
        .group_by(whole.c.n, whole.c.line, whole.c.place_in_line, whole.c.key, whole.c.high)
        .having(is_over)
    )


def _sum(digits: ColumnElement[int]) -> ColumnElement[int]:
    # A server gives sums of large numbers a type of their own.
    return cast(func.sum(digits), NUMBER)


def _refuse_without_whole(figures: Figures, merge: Merge) -> None:
    """Refuse parts whose whole may be among the rows that are refused already: alone they would be added to others.

    Of a refused row nobody knows the figure. A whole that is another column stands in the same row.
    """
    staging = figures.staging
    in_rows = any(figure.part_of is not None and figure.part_of.column for figure in figures.columns.values())
    if not in_rows or not staging.has_refused():
        return
    part, whole, held = figures.table, figures.table.alias("whole"), merge.held
    reason = literal("is the whole of this part, and not among the rows that fit", Text())
    staging.refuse(
        select(part.c.line, _column(figures, part), reason, part.c.whole)
        .outerjoin(whole, whole.c.key == part.c.whole)
        .outerjoin(held, (held.c.source_id == merge.origin.source_id) & (held.c.key == part.c.whole))
        .where(part.c.whole.is_not(None), whole.c.n.is_(None), held.c.id.is_(None))
    )


def _refuse_parts(figures: Figures) -> None:
    """Refuse the parts of figures that are refused: alone they would be added to what they are a part of."""
    part, refused = figures.table, figures.refused
    reason = literal("is the whole of this part, and refused", Text())
    figures.staging.refuse(
        select(part.c.line, _column(figures, part), reason, part.c.whole).join(refused, refused.c.key == part.c.whole)
    )


def _take_away(figures: Figures) -> bool:
    """Take the figures of refused lines away, and remember their keys; returns whether there were any."""
    return figures.take_away_refused() > 0


def _column(figures: Figures, table: FromClause) -> ColumnElement[str]:
    """Return the column of the file that a figure stands in."""
    names = dict(enumerate(figures.columns))
    return case(names, value=table.c.place_in_line, else_=literal("", Text()))
