"""What an entry says itself, apart from what it takes from its whole or what stands in for a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.seed.form.counts import QUANTITIES
from sofadb.seed.form.values import STAND_IN
from sofadb.seed.reading.rows import Reference
from sofadb.seed.reading.tree import GroupNode, ListNode, TextNode

if TYPE_CHECKING:
    from sofadb.seed.reading.rows import SeedRow
    from sofadb.seed.reading.tree import Node

_LONGEST = 19  # digits of the largest number that is kept


def says(row: SeedRow, name: str) -> bool:
    """Tell whether the entry of a row has a field."""
    return isinstance(row.node, GroupNode) and name in row.node.fields


def is_written(row: SeedRow, name: str) -> bool:
    """Tell whether a value is what its field says, or is taken over; not one that stands in for a mistake."""
    cell = row.cells.get(f"{name}_id", row.cells.get(name))
    if cell == STAND_IN or (isinstance(cell, Reference) and STAND_IN in cell.key):
        return False
    if not isinstance(row.node, GroupNode) or not isinstance(field := row.node.fields.get(name), TextNode):
        return True
    if isinstance(cell, Reference):
        return cell.key[-1] == field.text.rpartition("/")[2]
    return cell is not None and " ".join(str(cell).split()) == " ".join(field.text.split())


def quantity_of(row: SeedRow) -> str:
    """Return the field that says the quantity of a count; empty where there is none, or one that cannot be read."""
    if not isinstance(row.node, GroupNode):
        return ""
    given = [name for name in QUANTITIES if name in row.node.fields]
    if len(given) != 1:
        return ""
    if given[0] in ("words", "unknown", "none"):
        return given[0]
    return given[0] if bounds_of(row) == _numbers(row.node.fields[given[0]]) else ""


def bounds_of(row: SeedRow) -> set[int]:
    """Return the numbers that a count claims."""
    return {bound for name in ("low", "best", "high") if isinstance(bound := row.cells[name], int)}


def _numbers(node: Node) -> set[int]:
    texts = [
        item.text for item in (node.items if isinstance(node, ListNode) else [node]) if isinstance(item, TextNode)
    ]
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= _LONGEST}


def is_whole(row: SeedRow) -> bool:
    """Tell whether every field of an entry holds what is written there."""
    names = [name.removesuffix("_id") for name in row.cells]
    if "quantifier" in row.cells and not quantity_of(row):
        return False
    return all(is_written(row, name) for name in names if name != "source")
