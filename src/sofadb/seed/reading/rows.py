"""A checked seed file as rows: each knows its table, its natural key, what it refers to, and its place.

A natural key is a tuple of texts that identifies a row without its number: (source, key) for a claim.
It is what lets a changed file find its own rows again, and a row keep its id.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sofadb import edtf
from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.tree import GroupNode, locate

if TYPE_CHECKING:
    from sofadb.seed.reading.tree import Node

NaturalKey: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of another table, by its natural key.

    `named_in` is the field of the entry that names it; `node`, where another entry names it for this one.
    """

    table: str
    key: NaturalKey
    named_in: str
    node: Node | None = field(default=None, compare=False, repr=False)


Cell: TypeAlias = str | int | datetime.date | Reference | None


@dataclass(slots=True)
class SeedRow:
    """A row to be: column values and references, and the entry of the seed file that says so."""

    table: str
    key: NaturalKey
    cells: dict[str, Cell]
    shown: str
    stored: str
    node: Node = field(repr=False)

    @property
    def line(self) -> int:
        """Return the line of the entry."""
        return self.node.line

    def mistake(
        self,
        code: str,
        message: str,
        remedy: str = "",
        at: str = "",
        node: Node | None = None,
        other: SeedRow | None = None,
    ) -> Mistake:
        """Make a mistake that points at a place, at a field of the entry, or at the entry itself.

        `other` is a row that it is about as well; it is pointed at in the same way.
        """
        node = node or (locate(self.node, [at]) if at else self.node)
        if isinstance(node, GroupNode) and "key" in node.fields and not at:
            node = node.fields["key"]
        second = other.mistake(code, "", at=at).place if other is not None else None
        return Mistake(self.shown, node.line, node.column, code, message, remedy, second)

    def references(self) -> list[tuple[str, Reference]]:
        """Return the columns that refer to other rows, with what they refer to."""
        return [(column, cell) for column, cell in self.cells.items() if isinstance(cell, Reference)]


def dated(name: str, value: str | None, words: str | None) -> dict[str, Cell]:
    """Return the four columns of a date: the EDTF text, its earliest and latest day, the words as printed."""
    span = edtf.parse(value) if value else edtf.Span(None, None)
    return {
        name: value,
        f"{name}_earliest": span.earliest,
        f"{name}_latest": span.latest,
        f"{name}_text": words,
    }


def reference(table: str, key: str | None, name: str, node: Node | None = None) -> Reference | None:
    """Refer to a row by a key that is unique in its table."""
    return Reference(table, (key,), name, node) if key is not None else None
