"""From staged rows to figures: every column of numbers is joined with what the other cells mean."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Index, Integer, Text, case, delete, func, insert, literal, null, select

from sofadb.bulk.lookups import any_given, slug
from sofadb.bulk.maps.form import words_of
from sofadb.bulk.numbers import Numbers
from sofadb.bulk.parts import Part, Parts
from sofadb.bulk.staging import CELL, LINE
from sofadb.models.base import NUMBER, Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, FromClause, Select, Table

    from sofadb.bulk.lookups import Meanings
    from sofadb.bulk.maps.form import Figure, MapFile
    from sofadb.bulk.passages import Passages
    from sofadb.bulk.people import People
    from sofadb.bulk.staging import Staging

#: Which bounds a hedge sets; the others stay empty, for nobody claims them.
_BOUNDS: Final = {
    "low": ("exact", "at_least", "more_than"),
    "best": ("exact", "about", "nearly"),
    "high": ("exact", "up_to", "fewer_than"),
}


class Figures:
    """The figures of a file: what each line gives, with its key, its column and the line it stands in.

    They can be selected from the staged lines as often as is needed (`selects`); where they are to be compared with
    each other or with what the database holds, they are written into a `table` once (`build`).
    """

    def __init__(self, staging: Staging, written: MapFile, people: People, passages: Passages) -> None:
        self.staging, self.map = staging, written
        self.columns = columns_of_figures(written)
        self.parts = Parts(staging, written, people, passages)
        self.numbers: dict[str, Numbers] = {}
        shared: dict[str, Meanings] = {}
        for column, figure in self.columns.items():
            words = words_of(written, figure)
            if repr(words) not in shared:
                shared[repr(words)] = Numbers.meanings_in(staging)
            self.numbers[column] = Numbers(staging, column, shared[repr(words)], words)
            self.parts.prepare(column, figure, self.numbers[column])
        self.table = _table(staging)
        self.refused = staging.table("bulk_refused_figures", Column("key", CELL))

    def may_have_wholes(self) -> bool:
        """Tell whether a figure can be a part of another."""
        return any(figure.part_of is not None for figure in self.columns.values())

    def count_lines(self) -> int:
        """Count the staged lines that have a figure."""
        given = any_given(self.staging.rows, list(self.numbers.values()))
        return self.staging.connection.scalar(select(func.count()).select_from(self.staging.rows).where(given)) or 0

    def selects(self, *names: str) -> Iterator[Select[Any]]:  # Any: columns of every type
        """Return these columns of the figures of the staged lines, column by column, in the order of the file."""
        for column, figure in self.columns.items():
            rows, numbers = self.staging.rows, self.numbers[column]
            joined: FromClause = rows
            for lookup in self.parts.lookups_of(column):
                joined = joined.join(lookup.meanings.table, lookup.on(rows))
            if numbers.meanings.number:
                joined = joined.outerjoin(numbers.meanings.table, numbers.on(rows))
            values = self._values(column, figure)
            wanted = select(*(values[name].label(name) for name in names)).select_from(joined)
            yield wanted.where(rows.c[numbers.column.name].is_not(None)).order_by(rows.c.line)

    def build(self) -> None:
        """Write the figures of all lines into the table."""
        self.table.create(self.staging.connection)
        self.refused.create(self.staging.connection)
        names = [column.name for column in self.table.columns if column.name != "n"]
        for wanted in self.selects(*names):
            self.staging.connection.execute(insert(self.table).from_select(names, wanted))
        Index(f"{self.table.name}_key", self.table.c.key).create(self.staging.connection)

    def have_wholes(self) -> bool:
        """Tell whether any figure of the table is a part of another."""
        some = select(self.table.c.n).where(self.table.c.whole.is_not(None)).limit(1)
        return self.staging.connection.scalar(some) is not None

    def take_away_refused(self) -> int:
        """Take away the figures of refused lines and remember their keys; returns how many there were."""
        of_refused = self.table.c.line.in_(select(self.staging.refused.c.line))
        self.staging.connection.execute(
            insert(self.refused).from_select(["key"], select(self.table.c.key).where(of_refused))
        )
        return self.staging.connection.execute(delete(self.table).where(of_refused)).rowcount

    def _values(self, column: str, figure: Figure) -> dict[str, ColumnElement[Any]]:  # Any: columns of every type
        parts, said = self.parts.of(column), self.numbers[column].said(self.staging.rows)
        unknown = said.kind == "unknown"
        hedge = case((said.kind == "none", literal("exact")), else_=parts["hedge"].word)
        return {
            "line": self.staging.rows.c.line,
            "place_in_line": literal(list(self.columns).index(column), Integer()),
            "key": self._key(column, figure, parts),
            "whole": self._whole(column, figure, parts),
            **{f"{name}_id": parts[name].word for name in ("actor", "host", "passage")},
            **{
                name: parts[name].word
                for name in ("place", "measure", "category", "function", "status", "status_note", "as_of")
            },
            "as_of_earliest": parts["earliest"].word,
            "as_of_latest": parts["latest"].word,
            "quantifier": case((unknown, literal("unquantified")), else_=hedge),
            "value_kind": said.kind,
            **{name: case((hedge.in_(hedges), said.value), else_=null()) for name, hedges in _BOUNDS.items()},
            "wording": said.wording,
        }

    def _key(
        self, column: str, figure: Figure, parts: dict[str, Part], **instead: ColumnElement[str]
    ) -> ColumnElement[str]:
        """Join what tells the figures of a source apart: host, date, and the columns or parts that differ."""
        pieces: list[ColumnElement[str]] = [parts["host"].slug, parts["as_of"].slug]
        # A column of one date is told from the others by that.
        names_column = bool(self.map.columns) and (figure.key is not None or figure.as_of is None)
        if names_column:
            pieces.append(literal(figure.key or slug(column), Text()))
        pieces += [instead.get(name, self.parts.in_key(name)) for name in self.map.key]
        if (not self.map.columns or figure.as_of is not None) and not self.map.key:
            names = ("actor", "measure", "category", "function")
            pieces += [parts[name].slug for name in names if not parts[name].shared]
        return reduce(lambda key, piece: key + literal("-", Text()) + piece, pieces)

    def _whole(
        self, column: str, figure: Figure, parts: dict[str, Part]
    ) -> ColumnElement[Any]:  # Any: text or nothing
        """Return the key of the figure that this one is a part of; empty where it is none."""
        if figure.part_of is None:
            return null()
        if figure.part_of.constant is not None:
            whole = self.columns[str(figure.part_of.constant)]
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
    return staging.table(
        "bulk_figures",
        Column("n", Integer, primary_key=True),
        Column("line", LINE),
        Column("place_in_line", Integer),
        *(Column(name, CELL) for name in (*words, "status", "status_note")),
        *(Column(name, Integer) for name in ("actor_id", "host_id", "passage_id")),
        *(Column(name, Day()) for name in ("as_of_earliest", "as_of_latest")),
        *(Column(name, NUMBER) for name in ("low", "best", "high")),
    )
