"""Files that are no map, and fields that stand in the wrong place of one: what a person meant who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.bulk.maps import form
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.tree import GroupNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from sofadb.seed.reading.tree import Node

#: What a map has, and a seed file has not.
_OF_A_MAP: Final = frozenset(form.MapFile.model_fields.keys() - SeedFile.model_fields.keys())
#: Where the fields of each model stand, the likeliest first.
_HOMES: Final[tuple[tuple[type[BaseModel], str], ...]] = (
    (form.MapFile, "at the left edge, beside 'figure'"),
    (form.Table, "under 'table'"),
    (form.Figure, "under 'figure'"),
    (form.Days, "within 'as_of', such as as_of: {year: year, quarter: quarter}"),
    (form.Value, "within what it is about, such as host: {column: code, scheme: cow}"),
)


def find_no_map(shown: str, node: Node) -> Mistake | None:
    """Tell that a file is no map at all, but a table or a seed file."""
    if not isinstance(node, GroupNode):
        remedy = (
            "'sofadb import TABLE --map MAP' takes the table first; 'sofadb import --sniff TABLE' prints a first map"
        )
        return Mistake(shown, node.line, node.column, "S006", "this file is no map", remedy)
    if _OF_A_MAP & node.fields.keys():
        return None
    message = "this file is no map: it does not say how a table is read"
    remedy = "'sofadb seed load' loads a seed file; 'sofadb import --sniff TABLE' prints a first map"
    return Mistake(shown, node.line, node.column, "S008", message, remedy)


def with_places(shown: str, node: Node, mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Say of a field that is not known here, but is elsewhere in a map, where that is."""
    misplaced = {mistake.place: mistake for mistake in _misplaced(shown, node)}
    return [misplaced.get(mistake.place, mistake) if mistake.code == "S007" else mistake for mistake in mistakes]


def _misplaced(shown: str, node: Node) -> Iterator[Mistake]:
    for model, group in _entries(node):
        for name in group.names.values():
            home = next((where for other, where in _HOMES if name.text in other.model_fields), None)
            if name.text not in model.model_fields and home is not None:
                message = f"the field {name.text!r} stands in the wrong place"
                yield Mistake(shown, name.line, name.column, "S007", message, f"write it {home}")


def _entries(node: Node) -> Iterator[tuple[type[BaseModel], GroupNode]]:
    """Return the groups of a map in which people lose their way, each with what it should be."""
    if not isinstance(node, GroupNode):
        return
    yield form.MapFile, node
    columns = node.fields.get("columns")
    figures = [node.fields.get("figure"), *(columns.fields.values() if isinstance(columns, GroupNode) else ())]
    inner: list[tuple[type[BaseModel], Node | None]] = [
        (form.Table, node.fields.get("table")),
        (form.Days, node.fields.get("as_of")),
        (form.PassageOf, node.fields.get("passage")),
        *((form.Figure, figure) for figure in figures),
    ]
    for model, group in inner:
        if isinstance(group, GroupNode):
            yield model, group
