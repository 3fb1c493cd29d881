"""The kinds of value that a field of a map can hold, beyond those of a seed file."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator

from sofadb import vocabulary
from sofadb.bulk.table import DELIMITERS, ENCODINGS
from sofadb.seed.form.values import Alone, Word, wrong

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sofadb.seed.reading.tree import Plain

#: The hedges that one number can have.
HEDGES = ("exact", "about", "nearly", "up_to", "at_least", "more_than", "fewer_than")

#: The lists that a part of a figure takes a word of.
LISTS: Final[Mapping[str, Collection[str]]] = {
    "measure": vocabulary.MEASURES,
    "category": vocabulary.CATEGORIES,
    "function": vocabulary.FUNCTIONS,
    "status": vocabulary.CLAIM_STATUSES,
    "hedge": HEDGES,
}
#: The parts of a figure that are actors.
ACTORS: Final = ("actor", "host")

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
#: The delimiter that no eye can see, as people write it.
TABS = ("\\t", "tab")
#: What an actor is found by, beside the code schemes; the map's own words come first unless they are named later.
WAYS = {
    "key": "Its key, whatever the case",
    "name": "A strong name of it",
    "words": "The words of the map, to be tried after what stands before them",
    **vocabulary.CODE_SCHEMES,
}

Encoding: TypeAlias = Annotated[str, Word("encoding", ENCODINGS)]
Delimiter: TypeAlias = Annotated[str, BeforeValidator(lambda value: _delimiter(value))]
Thousands: TypeAlias = Annotated[str, Word("sign between thousands", THOUSANDS)]
PartsOverWhole: TypeAlias = Annotated[str, Word("answer", PARTS_OVER_WHOLE)]
LocatorType: TypeAlias = Annotated[str, Word("kind of place", vocabulary.LOCATOR_TYPES)]
Cells: TypeAlias = Annotated[list[str], BeforeValidator(lambda value: _cells(value))]
Cell: TypeAlias = Annotated[str, BeforeValidator(lambda value: _cell(value))]
Scheme: TypeAlias = Annotated[str, Word("way to find an actor", WAYS)]
Schemes: TypeAlias = Annotated[
    list[Scheme], BeforeValidator(lambda value: [value] if isinstance(value, str) else value), Alone(Scheme)
]


def group(wanted: str, remedy: str, instead: Plain) -> BeforeValidator:
    """Return a check that a value is a group of fields; `instead` stands in for what is none."""

    def check(value: object) -> object:
        if not isinstance(value, (dict, BaseModel)):
            raise wrong("S006", f"{wanted} wanted here", remedy, instead=copy.deepcopy(instead))
        return value

    return BeforeValidator(check)


def _delimiter(value: object) -> str:
    written = "\t" if value in TABS else value
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
