"""A reference to nothing (S030): what is near to it, or what there is of that key instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.spelling import near
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sofadb.seed.checking.known import Known
    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import NaturalKey, Reference, SeedRow

_WHAT: Final = {
    "publications": "publication",
    "sources": "source",
    "actors": "actor",
    "negotiations": "negotiation",
    "agreements": "agreement",
    "deployments": "deployment",
    "positions": "position",
    "personnel_counts": "count",
    "asset_counts": "count of assets",
    "events": "event",
    "provisions": "provision",
    "offices": "office",
}
#: To compare a key with thousands of others takes time, and whoever has so many mistakes has made one of them often.
_MOST_LOOKED_AT: Final = 200_000
_MOST_COMPARED: Final = 20_000
_MOST_LETTERS: Final = 3  # by which the lengths of a key and of what was meant may differ


def kind_of(table: str) -> str:
    """Return what a row of a table is called; empty for those that have no key of their own."""
    return _WHAT.get(table, "")


class MissingReferences:
    """Says what is wrong with references to nothing; `defined` are the keys of all files, by table."""

    def __init__(self, defined: Mapping[str, set[NaturalKey]], known: Known) -> None:
        self._defined, self._known = defined, known
        self._remedies: dict[tuple[str, NaturalKey], str] = {}
        self._looked_at = self._compared = 0

    def mistake(self, row: SeedRow, wanted: Reference) -> Mistake:
        """Say that there is no such thing, and what was meant perhaps."""
        message = f"there is no {kind_of(wanted.table) or wanted.table} {'/'.join(wanted.key)!r}"
        asked = (wanted.table, wanted.key)
        if asked not in self._remedies:
            self._remedies[asked] = self._remedy(wanted.table, wanted.key)
        return row.mistake("S030", message, self._remedies[asked], at=wanted.named_in, node=wanted.node)

    def _remedy(self, table: str, key: NaturalKey) -> str:
        what = kind_of(table)
        if other := next((other for other in self._tables_like(table) if self._is_in(other, key)), ""):
            kind = kind_of(other)
            return f"{'/'.join(key)!r} is {_article(kind)} {kind}, not {_article(what)} {what}"
        if nearest := self._near(table, key):
            return f"did you mean {' or '.join(map(repr, nearest[:3]))}?"
        if table in CLAIM_TABLES and not self._is_in("sources", key[:1]):
            return f"there is no source {key[0]!r} either: correct it, or give its file as well"
        return f"define the {what}, or correct the key"

    def _near(self, table: str, key: NaturalKey) -> list[str]:
        if self._looked_at > _MOST_LOOKED_AT:
            return []
        name = "/".join(key)
        keys = {*self._defined.get(table, ()), *self._known.keys(table, key[0])}
        self._looked_at += len(keys)
        choices = [
            choice
            for choice in map("/".join, keys)
            if abs(len(choice) - len(name)) <= _MOST_LETTERS and (choice[0] == name[0] or choice[-1] == name[-1])
        ]
        self._compared += len(choices)
        return near(name, sorted(choices)) if self._compared <= _MOST_COMPARED else []

    def _tables_like(self, table: str) -> list[str]:
        alike = [name for name in _WHAT if (name in CLAIM_TABLES) == (table in CLAIM_TABLES)]
        return [name for name in alike if name != table]

    def _is_in(self, table: str, key: NaturalKey) -> bool:
        return key in self._defined.get(table, ()) or key in self._known.keys(table, key[0])


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
