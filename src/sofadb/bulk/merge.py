"""Figures into the table of counts: what is new is added, what differs changed, what is the same left alone."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, delete, distinct, func, insert, literal, null, or_, select, text, update

from sofadb.bulk.indexes import without_indexes
from sofadb.models import Actor, Passage, PersonnelCount
from sofadb.seed.loading.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table

    from sofadb.bulk.figures import Figures

COUNTS: Final[Table] = PersonnelCount.__table__  # type: ignore[assignment]  # a table, and no join

#: What a file says of a figure; the rest of a count is who says it and where it was written.
SAID: Final = (
    "actor_id", "host_id", "place", "measure", "category", "function", "as_of", "as_of_earliest", "as_of_latest",
    "quantifier", "value_kind", "low", "best", "high", "passage_id", "wording", "status", "status_note",
)  # fmt: skip


class Origin(NamedTuple):
    """What the figures of an import share: the number and the key of their source, and the number of their file."""

    source_id: int
    source: str
    file_id: int


class Merge:
    """One file's figures beside the counts that its source has already."""

    def __init__(self, connection: Connection, figures: Figures, origin: Origin) -> None:
        self.connection, self.figures, self.origin = connection, figures.table, origin
        self.held = COUNTS.alias("held")
        self.base = self._first_free_number()
        of_source = select(COUNTS.c.id).where(COUNTS.c.source_id == origin.source_id).limit(1)
        self.have_wholes = figures.have_wholes()
        #: Whether the source has no counts yet.
        self.is_first = connection.scalar(of_source) is None

    def lines(self) -> tuple[int, int]:
        """Return how many lines have a figure that is new or differs, and how many only such as are the same."""
        figure, held = self.figures, self.held
        every = select(func.count(distinct(figure.c.line)))
        if self.is_first:
            return self.connection.scalar(every) or 0, 0
        differs = or_(held.c.id.is_(None), self._differs(held, figure))
        loaded = (
            self.connection.scalar(
                every.select_from(figure.outerjoin(held, self._same(held, figure.c.key))).where(differs)
            )
            or 0
        )
        return loaded, (self.connection.scalar(every) or 0) - loaded

    def differences(self, file: str) -> Iterator[Change]:
        """Return what differs of every figure that is there already, in the order of the keys."""
        figure, held, names = self.figures, self.held, _Names(self.connection)
        sides = [side.c[name] for side in (held, figure) for name in SAID]
        pairs = select(figure.c.key, figure.c.line, *sides).join(held, self._same(held, figure.c.key))
        pairs = pairs.where(self._differs(held, figure)).order_by(figure.c.key)
        for key, line, *values in self.connection.execute(pairs):
            both = zip(SAID, values[: len(SAID)], values[len(SAID) :], strict=True)
            columns = {
                name.removesuffix("_id"): (names.written(name, old), names.written(name, new))
                for name, old, new in both
                if old != new
            }
            yield Change("changed", COUNTS.name, (self.origin.source, key), columns, file, line)

    def gone(self) -> int:
        """Count what the source has and the file no longer has."""
        if self.is_first:
            return 0
        return self.connection.scalar(select(func.count()).select_from(self._gone().subquery())) or 0

    def remove_gone(self) -> int:
        """Remove what the source has and the file no longer has; returns how many counts."""
        gone = self._gone().subquery()
        numbers = select(gone.c.id)
        self.connection.execute(update(COUNTS).where(COUNTS.c.id.in_(numbers)).values(part_of_id=None))
        return self.connection.execute(delete(COUNTS).where(COUNTS.c.id.in_(numbers))).rowcount

    def _gone(self) -> Select[tuple[int]]:
        held, figure = self.held, self.figures
        joined = held.outerjoin(figure, figure.c.key == held.c.key)
        of_source = held.c.source_id == self.origin.source_id
        return select(held.c.id).select_from(joined).where(of_source, figure.c.n.is_(None))

    def add(self) -> int:
        """Add the figures that are not there yet, each with the number of its whole; returns how many."""
        with without_indexes(self.connection, self.figures) if self.is_first else nullcontext():
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
            joined = joined.outerjoin(held, self._same(held, figure.c.key))
        if self.have_wholes:
            whole = figure.alias("whole")
            joined, numbers = joined.outerjoin(whole, whole.c.key == figure.c.whole), [whole.c.n + self.base]
            if not self.is_first:
                held_whole = COUNTS.alias("held_whole")
                joined = joined.outerjoin(held_whole, self._same(held_whole, figure.c.whole))
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
        figure, held = self.figures, COUNTS
        values = {name: figure.c[name] for name in SAID}
        statement = (
            update(held)
            .values(
                {
                    **values,
                    "part_of_id": self._whole_of(figure),
                    "seed_file_id": self.origin.file_id,
                    "seed_line": figure.c.line,
                }
            )
            .where(self._same(held, figure.c.key), self._differs(held, figure))
        )
        return self.connection.execute(statement).rowcount

    def _same(self, held: FromClause, key: ColumnElement[str]) -> ColumnElement[bool]:
        return and_(held.c.source_id == self.origin.source_id, held.c.key == key)

    def _differs(self, held: FromClause, figure: Table) -> ColumnElement[bool]:
        said = [held.c[name].is_distinct_from(figure.c[name]) for name in SAID]
        return or_(*said, held.c.part_of_id.is_distinct_from(self._whole_of(figure)))

    def _whole_of(self, figure: Table) -> ColumnElement[int]:
        whole = COUNTS.alias("its_whole")
        return select(whole.c.id).where(self._same(whole, figure.c.whole)).correlate(figure).scalar_subquery()

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


class _Names:
    """The keys of what the columns of a count refer to."""

    def __init__(self, connection: Connection) -> None:
        actors = {row.id: row.key for row in connection.execute(select(Actor.id, Actor.key))}
        passages = select(Passage.id, Passage.locator_type, Passage.locator)
        places = {row.id: f"{row.locator_type} {row.locator}" for row in connection.execute(passages)}
        self.keys = {"actor_id": actors, "host_id": actors, "passage_id": places}

    def written(self, column: str, value: Any) -> str:  # Any: what a column holds
        """Write a value as people do."""
        if value is None:
            return ""
        return self.keys[column][value] if column in self.keys else str(value)
