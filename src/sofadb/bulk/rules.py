"""What only the figures of a file together show: the same figure twice, and parts that exceed their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Text, case, cast, func, literal, select

from sofadb.bulk.figures import columns_of_figures

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from sofadb.bulk.figures import Figures
    from sofadb.bulk.merge import Merge


def refuse_what_contradicts(figures: Figures, merge: Merge, *, parts_over_whole: bool) -> None:
    """Refuse the lines of figures with one key, and of wholes below the sum of their parts if `parts_over_whole`.

    A line goes with all of its figures, and with the figures of other lines that are parts of them.
    """
    _refuse_twice(figures)
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


def _refuse_over_whole(figures: Figures) -> None:
    whole, part = figures.table.alias("whole"), figures.table.alias("part")
    together = func.sum(func.coalesce(part.c.low, part.c.best, 0))
    reason = (
        literal("the parts of ", Text())
        + whole.c.key
        + literal(" are at least ", Text())
        + cast(together, Text())
        + literal(", the whole is at most ", Text())
        + cast(whole.c.high, Text())
    )
    figures.staging.refuse(
        select(whole.c.line, _column(figures, whole), reason)
        .join(part, part.c.whole == whole.c.key)
        .where(whole.c.high.is_not(None))
        .group_by(whole.c.n, whole.c.line, whole.c.place_in_line, whole.c.key, whole.c.high)
        .having(together > whole.c.high)
    )


def _refuse_without_whole(figures: Figures, merge: Merge) -> None:
    """Refuse parts whose whole may be among the rows that are refused already: alone they would be added to others.

    Of a refused row nobody knows the figure. In a wide table the whole stands in the same row.
    """
    staging = figures.staging
    if figures.map.columns or staging.connection.scalar(select(staging.refused.c.line).limit(1)) is None:
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
    names = dict(enumerate(columns_of_figures(figures.map)))
    return case(names, value=table.c.place_in_line, else_=literal("", Text()))
