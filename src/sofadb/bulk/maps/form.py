"""The map of a table as typed models: which column says what, in the words of the seed format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import BeforeValidator, ValidationError, model_validator

from sofadb.bulk.maps.parts import Dates, Days, Says, Value, no_column_alone
from sofadb.bulk.maps.rules import broken_rules
from sofadb.bulk.maps.values import HEDGES, Cells, Delimiter, Encoding, LocatorType, PartsOverWhole, Thousands, group
from sofadb.seed.form.entries import Entry
from sofadb.seed.form.fields import SeedFile, Source
from sofadb.seed.form.values import STAND_IN, Key, Text, Texts

if TYPE_CHECKING:
    from typing import Self

    from pydantic_core import InitErrorDetails


__all__ = ["HEDGES", "Days", "Figure", "MapFile", "Says", "Value", "days_of", "words_of"]

#: What stands in for the parts of a map that have another shape, so that the rest can be checked.
_STAND_IN: Final = {
    "source": {"key": STAND_IN, "type": "dataset", "publication": STAND_IN, "title": STAND_IN},
    "passage": {"type": "table", "locator": STAND_IN},
    "figure": {"actor": STAND_IN, "host": STAND_IN, "measure": STAND_IN},
    "columns": {STAND_IN: {}},
    "skip": {"column": STAND_IN, "cells": []},
}


class PassageOf(Entry):
    """Where in the source a row stands."""

    type: LocatorType
    locator: Says


class Figure(Entry):
    """What a figure is; a column of a wide table says only what differs from the map's `figure`."""

    actor: Says | None = None
    host: Says | None = None
    place: Says | None = None
    measure: Says | None = None
    category: Says | None = None
    function: Says | None = None
    hedge: Says | None = None
    status: Says | None = None
    status_note: Says | None = None
    part_of: Says | None = None
    as_of: Dates | None = None
    key: Key | None = None
    unknown: Cells = []
    absent: Cells = []
    none: Cells = []


#: What a column of numbers says beside the map's `figure`.
Column: TypeAlias = Annotated[
    Figure, group("what this column says is", "{} where that is no more than 'figure', or {category: civilian}", {})
]


class Skip(Entry):
    """Rows that are left out: those whose cell is one of these words."""

    column: Text
    cells: Cells


class Table(Entry):
    """How the file is written, and what the cells mean that are no numbers."""

    encoding: Encoding = "utf-8"
    delimiter: Delimiter = ","
    thousands: Thousands | None = None
    unknown: Cells = []
    absent: Cells = []
    none: Cells = []
    skip: list[
        Annotated[
            Skip, group("a column and its cells are", "such as {column: host, cells: [World]}", _STAND_IN["skip"])
        ]
    ] = []


class MapFile(SeedFile):
    """A whole map: a seed file that also says how to read a table of its source."""

    source: Annotated[
        Source,
        group(
            "key, type, publication and title are",
            "as in a seed file, each on its line; a source has one map",
            _STAND_IN["source"],
        ),
    ]
    table: Annotated[
        Table,
        group("how the file is written is", "such as {delimiter: ';'}; the table itself is named by the command", {}),
    ] = Table()
    passage: Annotated[
        PassageOf,
        group("a kind of place, and which one, are", "such as {type: table, locator: '1'}", _STAND_IN["passage"]),
    ]
    as_of: Annotated[Dates, BeforeValidator(no_column_alone)] | None = None
    figure: Annotated[
        Figure, group("what a figure is, is", "such as {actor: usa, host: …, measure: present}", _STAND_IN["figure"])
    ]
    value: Text | None = None
    columns: Annotated[
        dict[str, Column],
        group(
            "each column with what it says is", "such as {total: {}, women: {part_of: total}}", _STAND_IN["columns"]
        ),
    ] = {}
    key: Texts = []
    parts_over_whole: PartsOverWhole = "refuse"

    @model_validator(mode="after")
    def _keeps_the_rules(self) -> Self:
        """Tell all rules between fields that are broken at once, each at its place."""
        broken: list[InitErrorDetails] = [
            {"type": error, "loc": place, "input": None} for place, error in broken_rules(self)
        ]
        if broken:
            raise ValidationError.from_exception_data("map", broken)
        return self


def days_of(written: MapFile, figure: Figure) -> Days:
    """Return where the date of a figure comes from: its column has one of its own, or the map has one for all."""
    days = figure.as_of or written.as_of
    if days is None:
        raise ValueError("a map without a date does not pass")
    return days


def words_of(written: MapFile, figure: Figure) -> Table:
    """Return how the cells of a column of numbers are read: by its own words first, then as in the whole table."""
    lists = ("unknown", "absent", "none")
    own = {word for name in lists for word in getattr(figure, name)}
    usual = {name: [word for word in getattr(written.table, name) if word not in own] for name in lists}
    return written.table.model_copy(update={name: [*getattr(figure, name), *usual[name]] for name in lists})
