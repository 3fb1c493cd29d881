"""Collects the rows of one seed file, and what every row of it needs: a place, a passage, a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.rows import Cell, NaturalKey, Reference, SeedRow, reference
from sofadb.seed.reading.tree import locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.form.entries import CitedEntry, ClaimEntry, Entry
    from sofadb.seed.reading.text import SeedText
    from sofadb.seed.reading.tree import Node

E = TypeVar("E", bound="Entry")


def each(entries: Sequence[E], node: Node, *path: str | int) -> Iterator[tuple[E, Node]]:
    """Pair the entries of a section with their places in the file."""
    section = locate(node, path)
    return ((entry, locate(section, [number])) for number, entry in enumerate(entries))


class Collector:
    """The rows and mistakes of one file so far; `source` is the key of the file's source, or empty."""

    def __init__(self, text: SeedText, source: str) -> None:
        self.text, self.source = text, source
        self.rows: list[SeedRow] = []
        self.mistakes: list[Mistake] = []
        self.passages: set[str] = set()
        self.lacks_source = False

    def add(self, table: str, key: NaturalKey, cells: dict[str, Cell], node: Node) -> None:
        """Add a row."""
        self.rows.append(SeedRow(table, key, cells, self.text.shown, self.text.stored, node))

    def blame(self, node: Node, code: str, message: str, remedy: str = "") -> None:
        """Add a mistake at a place of the file."""
        self.mistakes.append(Mistake(self.text.shown, node.line, node.column, code, message, remedy))

    def blame_missing_source(self, node: Node) -> None:
        """Say once that there is nothing to cite."""
        if not self.lacks_source:
            self.blame(node, "S035", "this needs a source to cite", "add the section 'source' to the file")
        self.lacks_source = True

    def declare(self, at: str, node: Node, fingerprint: str | None = None) -> None:
        """Add the row of a passage."""
        kind, _, locator = at.partition(" ")
        cells: dict[str, Cell] = {
            "source_id": reference("sources", self.source, "at"),
            "locator_type": kind,
            "locator": locator,
            "fingerprint": fingerprint,
        }
        self.passages.add(at)
        self.add("passages", (self.source, kind, locator), cells, node)

    def cite(self, at: str, node: Node) -> Reference | None:
        """Refer to a passage of the file's source; one that is only pointed at gets a row of its own."""
        if not self.source:
            self.blame_missing_source(node)
            return None
        if at not in self.passages:
            self.declare(at, node)
        kind, _, locator = at.partition(" ")
        return Reference("passages", (self.source, kind, locator), "at")

    def cited(self, entry: CitedEntry, at: str, node: Node) -> dict[str, Cell]:
        """Return the columns that every cited row has."""
        return {
            "passage_id": self.cite(at, node),
            "wording": entry.wording,
            "attributed_to_id": reference("actors", entry.attributed_to, "attributed_to"),
            "status_note": entry.status_note,
            "note": entry.note,
        }

    def claim(self, table: str, entry: ClaimEntry, at: str, node: Node, own: dict[str, Cell]) -> None:
        """Add a claim whose key is unique in its source."""
        cells: dict[str, Cell] = {
            "source_id": reference("sources", self.source or None, "at"),
            "key": entry.key,
            "status": entry.status,
            **self.cited(entry, at, node),
            **own,
        }
        self.add(table, (self.source, entry.key), cells, node)

    def keyed(self, table: str, entry: ClaimEntry, at: str, node: Node, own: dict[str, Cell]) -> None:
        """Add a cited row whose key is unique in its table."""
        cells = {"key": entry.key, "status": entry.status, **self.cited(entry, at, node), **own}
        self.add(table, (entry.key,), cells, node)

    def claim_reference(self, table: str, written: str | None, name: str) -> Reference | None:
        """Refer to a claim by its key in this source, or by source/key."""
        if written is None:
            return None
        source, _, key = written.rpartition("/")
        return Reference(table, (source or self.source, key), name)
