"""Figures into the table of counts: what is new is added, what differs changed, what is the same left alone."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, delete, distinct, exists, func, insert, literal, null, or_, select, text, true, update
from sqlalchemy.exc import IntegrityError

from sofadb.bulk.indexes import without_indexes
from sofadb.bulk.wholes import Wholes, number_of_whole, refs_of_wholes
from sofadb.models import PersonnelCount

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table

    from sofadb.bulk.figures import Figures

COUNTS: Final[Table] = PersonnelCount.__table__  # type: ignore[assignment]  # a table, and no join

#: What a file says of a figure; the rest of a count is who says it and where it was written.
SAID: Final = (
    "actor_id", "host_id", "place", "measure", "category", "function", "as_of", "as_of_earliest", "as_of_latest",
    "quantifier", "value_kind", "low", "best", "high", "passage_id", "wording", "status", "status_note",
)  # fmt: skip


class Origin(NamedTuple):
    """What the figures of an import share: the number and the key of their source, the numbers of file and map."""

    source_id: int
    source: str
    file_id: int
    map_id: int


def has_no_counts(connection: Connection, origin: Origin) -> bool:
    """Tell whether the source has no counts yet."""
    return connection.scalar(select(COUNTS.c.id).where(COUNTS.c.source_id == origin.source_id).limit(1)) is None


def add_at_once(connection: Connection, figures: Figures, origin: Origin) -> int | None:
    """Add figures of which none is a part to a source without counts, and never write them elsewhere before.

    Returns how many, or None where one of them is given twice: then nothing was added.
    """
    names = ["source_id", "seed_file_id", "seed_line", "key", *SAID]
    added = 0
    # No block of its own: where the disk is full SQLite has taken all back already, and the savepoint with it.
    savepoint = connection.begin_nested()
    try:
        with without_indexes(connection, figures.count_lines()):
            for wanted in figures.selects("line", "key", *SAID):
                said = wanted.with_only_columns(
                    literal(origin.source_id), literal(origin.file_id), *wanted.selected_columns
                )
                statement = insert(COUNTS).from_select(names, said)
                done = connection.execute(statement, execution_options={"preserve_rowcount": True})
                added += done.rowcount
    except IntegrityError:
        savepoint.rollback()
        return None
    savepoint.commit()
    return added


class Merge:
    """One file's figures beside the counts that its source has already."""

    def __init__(self, connection: Connection, figures: Figures, origin: Origin) -> None:
        self.connection, self.figures, self.origin = connection, figures.table, origin
        self.refused = figures.refused
        self.held = COUNTS.alias("held")
        self.base = self._first_free_number()
        self.have_wholes = figures.have_wholes()
        #: Whether the source has no counts yet.
        self.is_first = has_no_counts(connection, origin)
        self.wholes = Wholes(figures.staging)
        if not self.is_first:
            self.wholes.read(self)
        #: Whether what the file no longer has is to be removed; then nothing stays a part of it.
        self.prunes = False

    def lines(self) -> tuple[int, int]:
        """Return how many lines have a figure that is new or differs, and how many only such as are the same."""
        figure, held = self.figures, self.held
        every = select(func.count(distinct(figure.c.line)))
        if self.is_first:
            return self.connection.scalar(every) or 0, 0
        differs = or_(held.c.id.is_(None), self.differs(held, figure))
        loaded = (
            self.connection.scalar(
                every.select_from(figure.outerjoin(held, self.same(held, figure.c.key))).where(differs)
            )
            or 0
        )
        return loaded, (self.connection.scalar(every) or 0) - loaded

    def remove_gone(self) -> int:
        """Remove what the source has and the file no longer has; returns how many counts."""
        numbers = select(self.held.c.id).where(self.is_gone())
        self.connection.execute(update(COUNTS).where(COUNTS.c.id.in_(numbers)).values(part_of_id=None))
        return self.connection.execute(delete(COUNTS).where(COUNTS.c.id.in_(numbers))).rowcount

    def is_gone(self) -> ColumnElement[bool]:
        """Return whether a count of the source is in the file no longer; one that a refused row gives again is not.

        Neither is what such a count is a part of: it would be a part of nothing.
        """
        again = select(COUNTS.c.id, COUNTS.c.part_of_id).where(
            COUNTS.c.source_id == self.origin.source_id, COUNTS.c.key.in_(select(self.refused.c.key))
        )
        # A statement that began with the common table would not say how many rows it deleted.
        kept = again.cte("kept", recursive=True, nesting=True)
        above = select(COUNTS.c.id, COUNTS.c.part_of_id).join(kept, kept.c.part_of_id == COUNTS.c.id)
        kept = kept.union(above)
        in_file = exists().where(self.figures.c.key == self.held.c.key)
        return and_(self.of_tables(self.held), ~in_file, self.held.c.id.not_in(select(kept.c.id)))

    def of_tables(self, held: FromClause) -> ColumnElement[bool]:
        """Return whether a count is one of the source that came by a table; a map may hold some itself."""
        return and_(
            held.c.source_id == self.origin.source_id, held.c.seed_file_id.is_distinct_from(self.origin.map_id)
        )

    def add(self) -> int:
        """Add the figures that are not there yet, each with the number of its whole; returns how many."""
        coming = self.connection.scalar(select(func.count()).select_from(self.figures)) or 0
        with without_indexes(self.connection, coming) if self.is_first else nullcontext():
            wanted = self._new()
            statement = insert(COUNTS).from_select(list(wanted.selected_columns.keys()), wanted)
            # Else nobody knows on PostgreSQL how many rows an INSERT made.
            done = self.connection.execute(statement, execution_options={"preserve_rowcount": True})
        return done.rowcount

    def _new(self) -> Select[Any]:  # Any: columns of every type
        """Return the figures that are not there yet as rows of counts; what cannot be is not looked for."""
        figure, held = self.figures, self.held
        numbers: list[ColumnElement[int]] = []
        joined: FromClause = figure
        if not self.is_first:
            joined = joined.outerjoin(held, self.same(held, figure.c.key))
        if self.have_wholes:
            whole = figure.alias("whole")
            joined, numbers = joined.outerjoin(whole, whole.c.key == figure.c.whole), [whole.c.n + self.base]
            if not self.is_first:
                held_whole = COUNTS.alias("held_whole")
                stays = whole.c.n.is_not(None) if self.prunes else true()
                joined = joined.outerjoin(held_whole, self.same(held_whole, figure.c.whole) & stays)
                numbers.insert(0, held_whole.c.id)
        values: dict[str, ColumnElement[Any]] = {  # Any: columns of every type
            "id": figure.c.n + self.base,
            "source_id": literal(self.origin.source_id),
            "key": figure.c.key,
            "seed_file_id": literal(self.origin.file_id),
            "seed_line": figure.c.line,
            **{name: figure.c[name] for name in SAID},
        }
        if numbers:
            values["part_of_id"] = func.coalesce(*numbers, null())
        wanted = select(*(value.label(name) for name, value in values.items())).select_from(joined)
        return (wanted if self.is_first else wanted.where(held.c.id.is_(None))).order_by(figure.c.n)

    def change(self) -> int:
        """Change what differs; returns how many counts."""
        if self.is_first:
            return 0
        self.wholes.read(self)
        figure, held = self.figures, COUNTS
        values = {name: figure.c[name] for name in SAID}
        statement = (
            update(held)
            .values(
                {
                    **values,
                    "part_of_id": number_of_whole(self, figure),
                    "seed_file_id": self.origin.file_id,
                    "seed_line": figure.c.line,
                }
            )
            .where(self.same(held, figure.c.key), self.differs(held, figure))
        )
        return self.connection.execute(statement).rowcount

    def same(self, held: FromClause, key: ColumnElement[str]) -> ColumnElement[bool]:
        """Return whether a count is the one of the source that has this key."""
        return and_(held.c.source_id == self.origin.source_id, held.c.key == key)

    def differs(self, held: FromClause, figure: Table) -> ColumnElement[bool]:
        """Return whether a figure says anything else than the count that is there."""
        said = [held.c[name].is_distinct_from(figure.c[name]) for name in SAID]
        old, new = refs_of_wholes(self, held, figure)
        return or_(*said, old.is_distinct_from(new) if self.have_wholes else held.c.part_of_id.is_not(None))

    def _first_free_number(self) -> int:
        if self.connection.dialect.name == "sqlite":
            return int(self.connection.scalar(select(func.max(COUNTS.c.id))) or 0)
        # Nobody else may take the numbers that are counted out here.
        self.connection.execute(text("LOCK TABLE personnel_counts IN SHARE ROW EXCLUSIVE MODE"))
        sequence = "pg_get_serial_sequence('personnel_counts', 'id')"
        most = select(func.max(self.figures.c.n)).scalar_subquery()
        base = self.connection.scalar(text(f"SELECT nextval({sequence})"))
        self.connection.execute(select(func.setval(text(sequence), literal(base) + func.coalesce(most, 0))))
        return int(base)
