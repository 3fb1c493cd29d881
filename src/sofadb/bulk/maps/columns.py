"""The columns that a map names, held against the header of the table that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.tree import GroupNode, Node, TextNode, locate
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sofadb.bulk.maps.form import MapFile

_MOST_SHOWN: Final = 10


def find_unknown_columns(
    shown: str, node: Node, written: MapFile, path: Path, header: Collection[str]
) -> Iterator[Mistake]:
    """Find what the map calls a column and the table does not; a map of another table is told in one sentence."""
    named = list(_named_columns(node))
    unknown = [name for name in named if name.text not in header]
    if len(unknown) == len(named) > 1:
        has = ", ".join(map(repr, list(header)[:_MOST_SHOWN])) + (", …" if len(header) > _MOST_SHOWN else "")
        message = f"the table has none of the {len(named)} columns that the map names, such as {named[0].text!r}"
        remedy = f"is it the map of another table? {path.name} has {has}"
        yield Mistake(shown, named[0].line, named[0].column, "S030", message, remedy)
        return
    for name in unknown:
        message = f"the table has no column {name.text!r}"
        yield Mistake(shown, name.line, name.column, "S030", message, suggest(name.text, header))
    for column, figure in written.columns.items():
        whole = figure.part_of.constant if figure.part_of else None
        if whole is not None and (whole not in written.columns or whole == column):
            place = locate(node, ["columns", column, "part_of"])
            message = f"there is no other column {whole!r} under 'columns'"
            yield Mistake(shown, place.line, place.column, "S030", message, suggest(whole, written.columns))


def _named_columns(node: Node) -> Iterator[TextNode]:
    """Return every place of a map that names a column of the table."""
    if not isinstance(node, GroupNode):
        return
    columns = node.fields.get("columns")
    if isinstance(columns, GroupNode):
        yield from columns.names.values()
        for figure in columns.fields.values():
            yield from _columns_in(figure)
    for section in ("table", "passage", "as_of", "figure"):
        if section in node.fields:
            yield from _columns_in(node.fields[section])
    as_of, value, key = (node.fields.get(name) for name in ("as_of", "value", "key"))
    if isinstance(as_of, GroupNode):
        parts = (as_of.fields.get(name) for name in ("year", "quarter", "month", "day"))
        yield from (part for part in parts if isinstance(part, TextNode))
    yield from (each for each in (value, key) if isinstance(each, TextNode))
    yield from (item for item in getattr(key, "items", []) if isinstance(item, TextNode))


def _columns_in(node: Node) -> Iterator[TextNode]:
    """Return the texts of all fields named `column` in an entry, at any depth."""
    inner = node.fields.items() if isinstance(node, GroupNode) else ()
    for name, child in inner:
        if name == "column" and isinstance(child, TextNode):
            yield child
        elif name != "words":
            yield from _columns_in(child)
    for child in getattr(node, "items", []):
        yield from _columns_in(child)
