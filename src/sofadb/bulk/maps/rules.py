"""The rules between the fields of a map: each that is broken, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sofadb.seed.form.values import STAND_IN, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import PydanticCustomError

    from sofadb.bulk.maps.form import Figure, MapFile, Value

Broken: TypeAlias = "tuple[tuple[str, ...], PydanticCustomError]"

#: What no figure can be without: who, where, and what is measured.
_NEEDED = ("actor", "host", "measure")
#: What only a column of a wide table can say, and where else its like stands.
_OF_A_COLUMN = {
    "key": "say it under 'columns'",
    **dict.fromkeys(
        ("unknown", "absent", "none"), "say it under 'table' for all columns, or for each under 'columns'"
    ),
}


def broken_rules(written: MapFile) -> Iterator[Broken]:
    """Find every rule that a map breaks."""
    if written.value is not None and written.columns:
        remedy = "keep 'value' where a row is one figure, 'columns' where it is several"
        yield (), wrong("S036", "'value' and 'columns' both name the numbers", remedy, mend={"value": None})
    elif written.value is None and not written.columns:
        remedy = "name the column of the numbers, or list them under 'columns'"
        yield (), wrong("S008", "'value' is missing", remedy, mend={"value": STAND_IN})
    yield from _what_it_counts(written)
    yield from _dates(written)
    yield from _wholes(written)
    yield from _reasons(written)
    if written.columns:
        for name, remedy in _OF_A_COLUMN.items():
            if getattr(written.figure, name):
                yield ("figure", name), wrong("S036", f"{name!r} is of one column, not of all", remedy)


def _what_it_counts(written: MapFile) -> Iterator[Broken]:
    for name in _NEEDED:
        figures = written.columns.values() or [written.figure]
        if getattr(written.figure, name) is None and any(getattr(figure, name) is None for figure in figures):
            remedy = f"say it under 'figure', such as '{name}: …'"
            yield ("figure", name), wrong("S008", f"{name!r} is missing", remedy, instead=STAND_IN)


def _dates(written: MapFile) -> Iterator[Broken]:
    """Ask for one date of every figure: that of the map, or that of its column."""
    if STAND_IN in written.columns:
        return  # what stood there could not be read
    if written.figure.as_of is not None:
        remedy = "say it beside 'figure', or for each column under 'columns'"
        yield ("figure", "as_of"), wrong("S036", "the date does not stand under 'figure'", remedy)
    dated = {column: figure for column, figure in written.columns.items() if figure.as_of is not None}
    for column in dated if written.as_of is not None else ():
        message, remedy = "the map has a date for all columns already", "leave one of them out"
        yield ("columns", column, "as_of"), wrong("S036", message, remedy)
    if written.as_of is None and not dated:
        remedy = "such as as_of: {year: year}, or under 'columns' the date of each"
        yield (), wrong("S008", "'as_of' is missing", remedy, mend={"as_of": "2000"})
    elif written.as_of is None:
        for column in (column for column in written.columns if column not in dated):
            remedy = "say it for every column, or once for the whole map"
            yield ("columns", column, "as_of"), wrong("S008", "'as_of' is missing", remedy, instead="2000")
        yield from _dates_of_columns(written, dated)


def _dates_of_columns(written: MapFile, dated: dict[str, Figure]) -> Iterator[Broken]:
    """Tell columns apart by their dates, and where these are the same by their keys."""
    first: dict[tuple[str | None, str | None], str] = {}
    for number, (column, figure) in enumerate(dated.items()):
        date = figure.as_of.constant if figure.as_of is not None else None
        if date is None:
            message, remedy = "a column has one date for all rows", "write it alone, such as as_of: '1950'"
            yield ("columns", column, "as_of"), wrong("S036", message, remedy, instead="2000")
        elif (other := first.setdefault((date, figure.key), column)) != column:
            message = f"{column!r} has the date of {other!r}, and no key that tells the two apart"
            remedy = "give each a 'key', such as men and women"
            yield ("columns", column, "key"), wrong("S031", message, remedy, instead=f"{STAND_IN}-{number}")
        whole = written.columns.get(str(figure.part_of.constant)) if figure.part_of is not None else None
        if date is not None and whole is not None and whole.as_of is not None and whole.as_of.constant != date:
            message, remedy = "a part and its whole have one date", "name the column of the whole for this date"
            yield ("columns", column, "part_of"), wrong("S036", message, remedy)


def _wholes(written: MapFile) -> Iterator[Broken]:
    """Hold `part_of` to what tells a part from its whole: a column of numbers, or a column of the key."""
    whole = written.figure.part_of
    if whole is not None and written.columns and written.as_of is not None:
        message, remedy = "every column would be a part of one of them", "say 'part_of' under 'columns'"
        yield ("figure", "part_of"), wrong("S036", message, remedy)
    elif whole is not None and (whole.column is None or whole.column not in written.key or not whole.words):
        remedy = "such as part_of: {column: sex, words: {Female: Total}} and key: [sex]"
        message = "the whole of a part is found by a column of the key, and its words"
        yield ("figure", "part_of"), wrong("S036", message, remedy)
    for column, figure in written.columns.items():
        if figure.part_of is not None and figure.part_of.constant is None:
            message, remedy = "the whole of a column is another column", "such as part_of: troops_total"
            yield ("columns", column, "part_of"), wrong("S036", message, remedy)


def _reasons(written: MapFile) -> Iterator[Broken]:
    """Ask for the reason of every status that is not accepted, or not in all rows."""
    if written.figure.status_note is not None:
        return
    message, remedy = "a status that is not accepted needs a reason", "add a status_note that says why"
    figures = list(written.columns.values()) or [written.figure]
    inherits = any(figure.status is None and figure.status_note is None for figure in figures)
    if _is_doubted(written.figure.status) and (inherits or not written.columns):
        yield ("figure", "status"), wrong("S020", message, remedy)
    for column, figure in written.columns.items():
        if _is_doubted(figure.status) and figure.status_note is None:
            yield ("columns", column, "status"), wrong("S020", message, remedy)


def _is_doubted(status: Value | None) -> bool:
    return status is not None and status.constant != "accepted"
