"""From staged rows to figures: every column of numbers is joined with what the other cells mean."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    Index,
    Integer,
    Text,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    not_,
    null,
    select,
)

from sofadb.bulk.days import columns_of, read_day
from sofadb.bulk.lookups import Lookup, slug
from sofadb.bulk.maps import words_of
from sofadb.bulk.numbers import is_plain, read_number
from sofadb.bulk.parts import Part, Parts
from sofadb.bulk.staging import CELL, LINE
from sofadb.models.base import NUMBER, Day

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause, Table

    from sofadb.bulk.maps import Figure, MapFile
    from sofadb.bulk.people import People
    from sofadb.bulk.staging import Staging

#: Which bounds a hedge sets; the others stay empty, for nobody claims them.
_BOUNDS: Final = {
    "low": ("exact", "at_least", "more_than"),
    "best": ("exact", "about", "nearly"),
    "high": ("exact", "up_to", "fewer_than"),
}


class Figures:
    """The figures of a file as a table: resolved, each with its key, its column and the line it stands in."""

    def __init__(self, staging: Staging, written: MapFile, people: People, passages: Callable[[str], int]) -> None:
        self.staging, self.map = staging, written
        # A date for all rows is looked up by any column: it is the same for each cell.
        self.days = Lookup(
            staging,
            columns_of(written.as_of) or list(staging.columns)[:1],
            [Column("as_of", CELL), Column("earliest", Day()), Column("latest", Day()), Column("slug", CELL)],
        )
        self.parts = Parts(staging, written, people, passages)
        self.numbers: dict[str, Lookup] = {}
        self.table = _table(staging)
        self.refused = staging.table("bulk_refused_figures", Column("key", CELL))
        self.refused.create(staging.connection)

    def resolve(self) -> None:
        """Look up all cells, and let go of the lines in which one means nothing: they are refused."""
        self.days.fill(lambda *cells: read_day(self.map.as_of, *cells))
        for column, figure in columns_of_figures(self.map).items():
            self.parts.resolve(column, figure)
            self.numbers[column] = self._numbers(column)
        refused = select(self.staging.refused.c.line)
        self.staging.connection.execute(delete(self.staging.rows).where(self.staging.rows.c.line.in_(refused)))

    def build(self) -> None:
        """Write the figures of all lines that are left, in the order of the file."""
        for column, figure in columns_of_figures(self.map).items():
            values = self._values(column, figure)
            wanted = select(*(value.label(name) for name, value in values.items())).select_from(self._joined(column))
            wanted = wanted.where(self._kind(column) != "absent").order_by(self.staging.rows.c.line)
            self.staging.connection.execute(insert(self.table).from_select(list(values), wanted))
        Index(f"{self.table.name}_key", self.table.c.key).create(self.staging.connection)

    def have_wholes(self) -> bool:
        """Tell whether any figure is a part of another."""
        some = select(self.table.c.n).where(self.table.c.whole.is_not(None)).limit(1)
        return self.staging.connection.scalar(some) is not None

    def take_away_refused(self) -> int:
        """Take away the figures of refused lines and remember their keys; returns how many there were."""
        of_refused = self.table.c.line.in_(select(self.staging.refused.c.line))
        self.staging.connection.execute(
            insert(self.refused).from_select(["key"], select(self.table.c.key).where(of_refused))
        )
        return self.staging.connection.execute(delete(self.table).where(of_refused)).rowcount

    def _numbers(self, column: str) -> Lookup:
        """Look up the cells that are no plain number: few are different."""
        meaning: list[Column[Any]] = [Column("number", NUMBER), Column("kind", CELL)]  # Any: of both types
        words = words_of(self.map, columns_of_figures(self.map)[column])
        lookup = Lookup(self.staging, [column], meaning, only=not_(self._plain(column)))
        lookup.fill(lambda cell: read_number(cell, words))
        return lookup

    def _joined(self, column: str) -> FromClause:
        rows: FromClause = self.staging.rows.join(self.days.table, self.days.on())
        for lookup in self.parts.lookups_of(column):
            rows = rows.join(lookup.table, lookup.on(), isouter=lookup.only is not None)
        return rows.outerjoin(self.numbers[column].table, self.numbers[column].on())

    def _plain(self, column: str) -> ColumnElement[bool]:
        """Return the condition that a cell counts as it stands: a number, and no word of the map (0, 9999)."""
        words = words_of(self.map, columns_of_figures(self.map)[column])
        special = [word for word in (*words.unknown, *words.absent, *words.none) if word.isdecimal()]
        plain = is_plain(self.staging.cell(column))
        return and_(plain, self.staging.cell(column).not_in(special)) if special else plain

    def _kind(self, column: str) -> ColumnElement[str]:
        return case((self._plain(column), literal("value")), else_=self.numbers[column].table.c.kind)

    def _values(self, column: str, figure: Figure) -> dict[str, ColumnElement[Any]]:  # Any: columns of every type
        cell, parts = self.staging.cell(column), self.parts.of(column)
        number = case((self._plain(column), cast(cell, NUMBER)), else_=self.numbers[column].table.c.number)
        unknown = self._kind(column) == "unknown"
        hedge = case((self._kind(column) == "none", literal("exact")), else_=parts["hedge"].word)
        return {
            "line": self.staging.rows.c.line,
            "place_in_line": literal(list(columns_of_figures(self.map)).index(column), Integer()),
            "key": self._key(column, figure, parts),
            "whole": self._whole(column, figure, parts),
            **{f"{name}_id": parts[name].word for name in ("actor", "host", "passage")},
            **{
                name: parts[name].word
                for name in ("place", "measure", "category", "function", "status", "status_note")
            },
            "as_of": self.days.table.c.as_of,
            "as_of_earliest": self.days.table.c.earliest,
            "as_of_latest": self.days.table.c.latest,
            "quantifier": case((unknown, literal("unquantified")), else_=hedge),
            "value_kind": self._kind(column),
            **{name: case((hedge.in_(hedges), number), else_=null()) for name, hedges in _BOUNDS.items()},
            "wording": case((func.trim(cell) == "", null()), else_=cell),
        }

    def _key(
        self, column: str, figure: Figure, parts: dict[str, Part], **instead: ColumnElement[str]
    ) -> ColumnElement[str]:
        """Join what tells the figures of a source apart: host, date, and the columns or parts that differ."""
        pieces: list[ColumnElement[str]] = [parts["host"].slug, self.days.table.c.slug]
        if self.map.columns:
            pieces.append(literal(figure.key or slug(column), Text()))
        pieces += [instead.get(name, self.parts.in_key(name)) for name in self.map.key]
        if not self.map.columns and not self.map.key:
            names = ("actor", "measure", "category", "function")
            pieces += [parts[name].slug for name in names if not parts[name].shared]
        return reduce(lambda key, piece: key + literal("-", Text()) + piece, pieces)

    def _whole(
        self, column: str, figure: Figure, parts: dict[str, Part]
    ) -> ColumnElement[Any]:  # Any: text or nothing
        """Return the key of the figure that this one is a part of; empty where it is none."""
        if figure.part_of is None:
            return null()
        if self.map.columns:
            whole = columns_of_figures(self.map)[str(figure.part_of.constant)]
            return self._key(str(figure.part_of.constant), whole, parts)
        return self._key(column, figure, parts, **{str(figure.part_of.column): self.parts.of_whole(figure.part_of)})


def columns_of_figures(written: MapFile) -> dict[str, Figure]:
    """Return every column of numbers with what its figures are; what it does not say, the map's `figure` does."""
    if written.value is not None:
        return {written.value: written.figure}
    usual = {name: value for name, value in written.figure if value is not None}
    return {
        column: figure.model_copy(
            update={name: value for name, value in usual.items() if getattr(figure, name) is None}
        )
        for column, figure in written.columns.items()
    }


def _table(staging: Staging) -> Table:
    words = (
        "key",
        "whole",
        "place",
        "measure",
        "category",
        "function",
        "as_of",
        "quantifier",
        "value_kind",
        "wording",
    )
    table = staging.table(
        "bulk_figures",
        Column("n", Integer, primary_key=True),
        Column("line", LINE),
        Column("place_in_line", Integer),
        *(Column(name, CELL) for name in (*words, "status", "status_note")),
        *(Column(name, Integer) for name in ("actor_id", "host_id", "passage_id")),
        *(Column(name, Day()) for name in ("as_of_earliest", "as_of_latest")),
        *(Column(name, NUMBER) for name in ("low", "best", "high")),
    )
    table.create(staging.connection)
    return table
