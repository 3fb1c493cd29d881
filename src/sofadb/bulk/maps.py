"""The map of a table as typed models: which column says what, in the words of the seed format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import BeforeValidator, model_validator

from sofadb import vocabulary
from sofadb.bulk.table import DELIMITERS, ENCODINGS
from sofadb.seed.form.entries import Entry
from sofadb.seed.form.fields import SeedFile, Source
from sofadb.seed.form.values import Alone, Date, Key, Text, Texts, Word, wrong
from sofadb.seed.form.words import Yes

if TYPE_CHECKING:
    from typing import Self

#: The hedges that one number can have.
HEDGES = ("exact", "about", "nearly", "up_to", "at_least", "more_than", "fewer_than")

#: The signs between thousands, and how else they are written.
THOUSANDS = {
    ",": "1,234",
    ".": "1.234",
    "space": "1 234, with any kind of blank",
    "'": "1'234, with either apostrophe",
}
PARTS_OVER_WHOLE = {
    "refuse": "Refuse the row of a whole that is smaller than the sum of its parts",
    "keep": "Load it all the same: the source says so",
}

Encoding: TypeAlias = Annotated[str, Word("encoding", ENCODINGS)]
Delimiter: TypeAlias = Annotated[str, BeforeValidator(lambda value: _delimiter(value))]
Cells: TypeAlias = Annotated[list[str], BeforeValidator(lambda value: _cells(value))]
LocatorType: TypeAlias = Annotated[str, Word("kind of place", vocabulary.LOCATOR_TYPES)]
Cell: TypeAlias = Annotated[str, BeforeValidator(lambda value: _cell(value))]
#: What an actor is found by, beside the code schemes; the map's own words come first unless they are named later.
WAYS = {
    "key": "Its key, whatever the case",
    "name": "A strong name of it",
    "words": "The words of the map, to be tried after what stands before them",
    **vocabulary.CODE_SCHEMES,
}
Scheme: TypeAlias = Annotated[str, Word("way to find an actor", WAYS)]
Schemes: TypeAlias = Annotated[
    list[Scheme], BeforeValidator(lambda value: [value] if isinstance(value, str) else value), Alone(Scheme)
]


def _delimiter(value: object) -> str:
    written = {"\\t": "\t", "tab": "\t"}.get(str(value), value)
    if written not in DELIMITERS:
        raise wrong("S014", f"unknown delimiter {str(value)[:20]!r}", "one of: ',' ';' '|' tab", instead=",")
    return str(written)


def _cells(value: object) -> list[str]:
    """Take words of cells, the empty one too."""
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in listed):
        raise wrong("S006", "words of cells are wanted here", "such as ['', NA]", instead=[])
    return [str(item) for item in listed]


def _cell(value: object) -> str:
    """Take one word of a cell, the empty one too."""
    if not isinstance(value, str):
        raise wrong("S006", "one word is wanted here", "such as accepted, or '' for nothing", instead="")
    return value


def _constant(value: object) -> object:
    return {"constant": value} if isinstance(value, str) else value


class Value(Entry):
    """What one part of a figure is: the same in every row, or what a column says.

    A word alone is meant for every row. A cell is taken as it stands, or looked up in `words`, or by `scheme`.
    """

    constant: Text | None = None
    column: Text | None = None
    words: dict[str, Text] = {}
    others: Cell | None = None
    scheme: Schemes = []
    number: Yes | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.constant is None) == (self.column is None):
            raise wrong("S008", "'column' is missing", "name the column, or write one word for all rows")
        if self.others is not None and self.scheme:
            remedy = "leave one of them out"
            raise wrong("S036", "'others' and 'scheme' both speak of other cells", remedy, mend={"others": None})
        return self


Says: TypeAlias = Annotated[Value, BeforeValidator(_constant)]


class Days(Entry):
    """The date of all figures of a row: a column in EDTF, or columns for the year and its quarter or month."""

    constant: Date | None = None
    column: Text | None = None
    year: Text | None = None
    quarter: Text | None = None
    month: Text | None = None
    day: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [self.constant, self.column, self.year]
        if len([one for one in given if one is not None]) != 1:
            raise wrong("S008", "a date comes from 'column' or from 'year'", "such as {year: year, quarter: quarter}")
        if (self.quarter or self.month) and self.year is None:
            raise wrong("S036", "a quarter or a month belongs to a 'year'", "name the column of the year")
        if (self.quarter and self.month) or (self.day and not self.month):
            raise wrong("S036", "a date has a quarter, or a month, or a month and a day", "leave one of them out")
        return self


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
    key: Key | None = None
    unknown: Cells = []
    absent: Cells = []
    none: Cells = []


class Skip(Entry):
    """Rows that are left out: those whose cell is one of these words."""

    column: Text
    cells: Cells


class Table(Entry):
    """How the file is written, and what the cells mean that are no numbers."""

    encoding: Encoding = "utf-8"
    delimiter: Delimiter = ","
    thousands: Annotated[str, Word("sign between thousands", THOUSANDS)] | None = None
    unknown: Cells = []
    absent: Cells = []
    none: Cells = []
    skip: list[Skip] = []


class MapFile(SeedFile):
    """A whole map: a seed file that also says how to read a table of its source."""

    source: Source
    table: Table = Table()
    passage: PassageOf
    as_of: Annotated[Days, BeforeValidator(_constant), Alone(Date)]
    figure: Figure
    value: Text | None = None
    columns: dict[str, Figure] = {}
    key: Texts = []
    parts_over_whole: Annotated[str, Word("answer", PARTS_OVER_WHOLE)] = "refuse"

    @model_validator(mode="after")
    def _long_or_wide(self) -> Self:
        if (self.value is None) == (not self.columns):
            raise wrong("S008", "'value' is missing", "name the column of the numbers, or list them under 'columns'")
        return self

    @model_validator(mode="after")
    def _says_what_it_counts(self) -> Self:
        """Ask for what no figure can be without: who, where, and what is measured."""
        for figure in self.columns.values() or [self.figure]:
            for name in ("actor", "host", "measure"):
                if getattr(figure, name) is None and getattr(self.figure, name) is None:
                    raise wrong("S008", f"{name!r} is missing", f"say it under 'figure', such as '{name}: …'")
        return self

    @model_validator(mode="after")
    def _parts_have_a_whole(self) -> Self:
        """Hold `part_of` to what tells a part from its whole: the column of a wide table, a column of the key."""
        if self.columns and self.figure.part_of is not None:
            raise wrong("S036", "every column would be a part of one of them", "say 'part_of' under 'columns'")
        whole = self.figure.part_of
        if whole is not None and (whole.column is None or whole.column not in self.key or not whole.words):
            remedy = "such as part_of: {column: sex, words: {Female: Total}} and key: [sex]"
            raise wrong("S036", "the whole of a part is found by a column of the key, and its words", remedy)
        if any(figure.part_of is not None and figure.part_of.constant is None for figure in self.columns.values()):
            raise wrong("S036", "the whole of a column is another column", "such as part_of: troops_total")
        return self

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        for figure in self.columns.values() or [self.figure]:
            status = figure.status or self.figure.status
            doubted = status is not None and status.constant != "accepted"
            if doubted and figure.status_note is None and self.figure.status_note is None:
                remedy = "add a status_note that says why"
                raise wrong("S020", "a status that is not accepted needs a reason", remedy)
        return self


def words_of(written: MapFile, figure: Figure) -> Table:
    """Return how the cells of a column of numbers are read: by its own words first, then as in the whole table."""
    lists = ("unknown", "absent", "none")
    own = {word for name in lists for word in getattr(figure, name)}
    usual = {name: [word for word in getattr(written.table, name) if word not in own] for name in lists}
    return written.table.model_copy(update={name: [*getattr(figure, name), *usual[name]] for name in lists})
