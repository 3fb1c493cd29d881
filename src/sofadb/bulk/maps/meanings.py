"""What every field of a map means, beyond what it shares with a seed file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.bulk.maps import form
from sofadb.seed.form import meanings
from sofadb.seed.form.fields import SeedFile

if TYPE_CHECKING:
    from pydantic import BaseModel

_OWN: Final[dict[type[BaseModel], dict[str, str]]] = {
    form.MapFile: {
        "source": "The source that the table is, or was copied from",
        "table": "How the file is written, and what the cells mean that are no numbers",
        "passage": "Where in the source each row stands",
        "as_of": "The date of the figures of a row; a date alone is that of all rows. Needed, unless each of the"
        " `columns` has a date of its own",
        "figure": "What a figure is",
        "value": "Long form: the column of the numbers",
        "columns": "Wide form: the columns of the numbers, each with what it says beside or instead of `figure`",
        "key": "Long form, and columns with dates: the columns that tell the figures of one host and date apart;"
        " without it actor, measure, category and function do, where they come from columns",
        "parts_over_whole": "What becomes of a whole that is smaller than the sum of its parts",
    },
    form.Table: {
        "encoding": "How letters are written as bytes",
        "delimiter": "The sign between cells; `tab` is one",
        "thousands": "The sign between thousands; without it a number with signs is refused",
        "unknown": "Cells that say that the number is not known: the figure is loaded, without a number",
        "absent": "Cells that say nothing: no figure is made of them",
        "none": "Cells that are no number and say that there are none: the figure is 0",
        "skip": "Rows that are left out, such as those of sums over many hosts",
    },
    form.Skip: {"column": "The column that is looked at", "cells": "The cells whose rows are left out"},
    form.PassageOf: {
        "type": "The kind of place",
        "locator": "Which one; cells that `words` does not name stand as they are",
    },
    form.Days: {
        "constant": "The date of all rows",
        "column": "The column of the date, in EDTF: 2014-06-15, 2014-06, 2014",
        "year": "The column of the year, in four digits",
        "quarter": "The column of the quarter: 1, Q1 or Quarter 1",
        "month": "The column of the month: 6, 06, June or Jun",
        "day": "The column of the day of the month",
    },
    form.Figure: {
        "actor": "Whose people they are",
        "host": "The state or area where they are",
        "place": "Where in the host state",
        "measure": "What is counted of them: `present`, `authorized` and so on",
        "category": "Their legal status",
        "function": "The work that they do",
        "hedge": "How exact the number is; without it, exact",
        "status": "The curator's judgement; without it, `accepted`",
        "status_note": "Why, where the status is not `accepted`; an empty text is none",
        "part_of": "The figure that this one is a part of. Under `columns`: the name of its column. Under `figure`: a"
        " column of the key, and by `words` what stands there for the whole; other cells are part of nothing",
        "as_of": "Wide form: the date of all figures of this column, in EDTF; where one column has a date, each has,"
        " and the map has none",
        "key": "Wide form: how the column is written in the key of its figures; without it, by its name, or where it"
        " has a date by the date alone",
        "unknown": "Wide form: cells of this column that say so, before what the table says of them",
        "absent": "Wide form: the same, for cells that say nothing",
        "none": "Wide form: the same, for cells that say that there are none",
    },
    form.Value: {
        "constant": "One word for all rows",
        "column": "The column that says it",
        "words": "What cells stand for; for an actor these come before the schemes, unless `scheme` names `words`",
        "others": "The word for all cells that `words` does not name; without it they are refused",
        "scheme": "How an actor is found: one way, or several, of which the first that knows the cell decides",
        "number": "yes: codes are read that a program wrote as numbers, such as 2.0",
    },
}


def meaning(model: type[BaseModel], name: str) -> str:
    """Return what a field of a map means; raises KeyError where nobody has said it."""
    own = _OWN.get(model, {})
    if name in own:
        return own[name]
    return meanings.meaning(SeedFile if model is form.MapFile else model, name)
