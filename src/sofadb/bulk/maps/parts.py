"""What one part of a figure is, the same in every row or what a column says, and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import BeforeValidator, model_validator

from sofadb.bulk.maps.values import Cell, Schemes, group
from sofadb.seed.form.entries import Entry
from sofadb.seed.form.values import STAND_IN, Alone, Date, Text, wrong
from sofadb.seed.form.words import Yes

if TYPE_CHECKING:
    from typing import Self


def _constant(value: object) -> object:
    return {"constant": value} if isinstance(value, str) else value


class Value(Entry):
    """What one part of a figure is: the same in every row, or what a column says.

    A word alone is meant for every row. A cell is taken as it stands, or looked up in `words`, or by `scheme`.
    """

    constant: Text | None = None
    column: Text | None = None
    words: Annotated[dict[str, Text], group("a word for each cell is", "such as {mil: military}", {})] = {}
    others: Cell | None = None
    scheme: Schemes = []
    number: Yes | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.constant is not None and self.column is not None:
            remedy = "leave one of them out"
            raise wrong("S036", "'constant' and 'column' both say it", remedy, mend={"constant": None})
        if self.constant is None and self.column is None:
            remedy = "name the column, or write one word for all rows"
            raise wrong("S008", "'column' is missing", remedy, mend={"constant": STAND_IN})
        if self.others is not None and self.scheme:
            remedy = "leave one of them out"
            raise wrong("S036", "'others' and 'scheme' both speak of other cells", remedy, mend={"others": None})
        return self


Says: TypeAlias = Annotated[
    Value,
    group("a word for all rows, or a column, is", "such as usa, or {column: code, scheme: cow}", STAND_IN),
    BeforeValidator(_constant),
    Alone(Text),
]


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
            remedy = "such as {year: year, quarter: quarter}"
            raise wrong("S008", "a date comes from 'column' or from 'year'", remedy, instead="2000")
        if (self.quarter or self.month) and self.year is None:
            remedy = "name the column of the year"
            raise wrong("S036", "a quarter or a month belongs to a 'year'", remedy, instead="2000")
        if (self.quarter and self.month) or (self.day and not self.month):
            remedy = "leave one of them out"
            raise wrong("S036", "a date has a quarter, or a month, or a month and a day", remedy, instead="2000")
        return self


Dates: TypeAlias = Annotated[
    Days,
    group("a date for all rows, or its columns, are", "such as {year: year, quarter: quarter}", "2000"),
    BeforeValidator(_constant),
    Alone(Date),
]


def no_column_alone(value: object) -> object:
    """Refuse the name of a column in the place of a date."""
    if isinstance(value, str) and value.strip() and not any(sign.isdigit() for sign in value):
        remedy = "write a date such as 2014-06 for all rows, or name the column: {column: …}, {year: …}"
        raise wrong("S013", f"{value[:40]!r} is no date", remedy, instead="2000")
    return value
