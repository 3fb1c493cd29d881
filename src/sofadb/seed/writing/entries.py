"""From rows to the entries of a seed file, each field in the order in which people read it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb import vocabulary
from sofadb.seed.writing.homes import wholes
from sofadb.seed.writing.quantity import written_quantity
from sofadb.seed.writing.yaml_text import Plain, Short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sofadb.seed.reading.rows import NaturalKey
    from sofadb.seed.writing.stored import Stored, StoredCell, StoredCells
    from sofadb.seed.writing.yaml_text import Entry, Written

Owned: TypeAlias = "dict[NaturalKey, list[StoredCells]]"

#: The fields of each kind of entry in their order; `quantity` is the one that a count has.
FIELDS: Final = {
    "publications": "key name kind",
    "sources": (
        "key type publication title authors published published_text url archive_url archived_at lang doi licence "
        "note"
    ),
    "actors": "key name kind part_of valid_from valid_to codes names",
    "offices": (
        "key at person organisation title started started_text ended ended_text wording attributed_to status "
        "status_note note"
    ),
    "negotiations": (
        "key title status at opened opened_text closed closed_text follows parties wording attributed_to summary "
        "claim_status status_note note"
    ),
    "agreements": (
        "key negotiation at title kind signed signed_text in_force in_force_text ends ends_text wording "
        "attributed_to status status_note note"
    ),
    "deployments": (
        "key title at sender host place mission legal_status started started_text ended ended_text negotiation "
        "wording attributed_to status status_note note"
    ),
    "positions": (
        "key negotiation holder attributed_to addressee act issue jurisdiction stated stated_text target_date "
        "target_date_text wording summary responds_to conditions status status_note note"
    ),
    "events": (
        "key negotiation kind actor attributed_to occurred occurred_text wording summary status status_note note"
    ),
    "personnel_counts": (
        "key part_of deployment actor host place measure category function quantity wording as_of as_of_text basis "
        "attributed_to status status_note note"
    ),
    "asset_counts": (
        "key part_of deployment kind actor host place measure function quantity wording as_of as_of_text "
        "attributed_to status status_note note"
    ),
    "provisions": ("key agreement issue jurisdiction category wording summary attributed_to status status_note note"),
}
#: What a field means where it is left out.
_UNSAID: Final = {
    ("personnel_counts", "category"): "unspecified",
    ("personnel_counts", "function"): "unspecified",
    ("asset_counts", "function"): "unspecified",
    **{(table, "status"): "accepted" for table in FIELDS if table != "negotiations"},
    ("negotiations", "claim_status"): "accepted",
}
_DAYS: Final = ("valid_from", "valid_to", "archived_at")
_AUTHORS: Final = "; "
_SECTIONS: Final = {
    "positions": "positions",
    "events": "events",
    "counts": "personnel_counts",
    "assets": "asset_counts",
    "provisions": "provisions",
}


class Entries:
    """Writes the rows of a database as entries."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.names = _owned(stored, "actor_names", "actor_id")
        self.codes = _owned(stored, "actor_codes", "actor_id")
        self.parties = _owned(stored, "negotiation_parties", "negotiation_id")
        self.conditions = _owned(stored, "position_conditions", "position_id")
        self.basis = _owned(stored, "count_basis", "count_id")
        self.places: dict[str, list[NaturalKey]] = defaultdict(list)
        for key in stored["passages"]:
            self.places[key[0]].append(key)
        self.cited: dict[tuple[str, NaturalKey], list[NaturalKey]] = defaultdict(list)
        for table in _SECTIONS.values():
            for key, cells in stored[table].items():
                if isinstance(passage := cells["passage_id"], tuple):
                    self.cited[table, passage].append(key)

    def section(self, table: str, keys: Iterable[NaturalKey]) -> list[Entry]:
        """Return the entries of these rows by their keys; a part follows its whole."""
        return [self.entry(table, key) for key in sorted(keys, key=lambda key: self._path(table, key))]

    def passages(self, source: str) -> list[Entry]:
        """Return the passages of a source in its order, each with what it claims."""
        return [self._passage(key) for key in sorted(self.places[source], key=_in_the_source)]

    def entry(self, table: str, key: NaturalKey) -> Entry:
        """Return the entry of a row: the fields that say something, in their order."""
        cells = self.stored[table][key]
        entry: Entry = {}
        for name in FIELDS[table].split():
            if name == "quantity":
                entry |= written_quantity(cells)
            elif (value := self._field(table, key, cells, name)) not in (None, [], {}):
                entry[name] = value
        return entry

    def publication(self, key: NaturalKey, *, in_place: bool) -> Written:
        """Return the publication of a source: defined in place, or by its key alone."""
        return Short(self.entry("publications", key)) if in_place else key[0]

    def _passage(self, key: NaturalKey) -> Entry:
        fingerprint = self.stored["passages"][key]["fingerprint"]
        entry: Entry = {"at": " ".join(key[1:])}
        if fingerprint is not None:
            entry["fingerprint"] = str(fingerprint)
        for section, table in _SECTIONS.items():
            if keys := self.cited.get((table, key)):
                entry[section] = self.section(table, keys)
        return entry

    def _path(self, table: str, key: NaturalKey) -> list[NaturalKey]:
        if table not in ("actors", "personnel_counts", "asset_counts"):
            return [key]
        return [*reversed(wholes(self.stored[table], key, "part_of_id")), key]

    def _field(self, table: str, key: NaturalKey, cells: StoredCells, name: str) -> Written | None:
        special: dict[str, Callable[[], Written]] = {
            "at": lambda: _at(cells),
            "authors": lambda: str(cells["authors"]).split(_AUTHORS) if cells["authors"] is not None else [],
            "names": lambda: self._names(key),
            "codes": lambda: self._codes(key),
            "parties": lambda: self._parties(key),
            "conditions": lambda: self._conditions(key),
            "basis": lambda: Short({str(row["aspect"]): Plain(row["included"]) for row in self.basis[key]}),
        }
        if name in special:
            return special[name]()
        cell = cells[name] if name in cells else cells[f"{name}_id"]
        if cell is None or cell == _UNSAID.get((table, name)):
            return None
        if isinstance(cell, tuple):
            return "/".join(cell[1:] if len(cell) > 1 and cell[0] == key[0] else cell)
        return Plain(cell) if name in _DAYS or f"{name}_earliest" in cells else _text(cell)

    def _names(self, key: NaturalKey) -> list[Written]:
        order = list(vocabulary.NAME_TYPES)
        rows = sorted(self.names[key], key=lambda row: (order.index(str(row["type"])), str(row["folded"])))
        return [
            Short({name: str(row[name]) for name in ("name", "type", "lang") if row[name] is not None})
            for row in rows
            if row["type"] != "primary"
        ]

    def _codes(self, key: NaturalKey) -> Short:
        codes = Short()
        for scheme in vocabulary.CODE_SCHEMES:
            rows = [row for row in self.codes[key] if row["scheme"] == scheme]
            rows.sort(key=lambda row: (str(row["valid_from"] or ""), str(row["code"])))
            written = [_code(row) for row in rows]
            if written:
                codes[scheme] = written[0] if len(written) == 1 and isinstance(written[0], str) else written
        return codes

    def _parties(self, key: NaturalKey) -> Short:
        parties = Short()
        for role in vocabulary.PARTY_ROLES:
            actors = [row["actor_id"] for row in self.parties[key] if row["role"] == role]
            written = sorted(actor[0] for actor in actors if isinstance(actor, tuple))
            if written:
                parties[role] = written[0] if len(written) == 1 else written
        return parties

    def _conditions(self, key: NaturalKey) -> list[Written]:
        order = list(vocabulary.CONDITION_KINDS)
        rows = sorted(self.conditions[key], key=lambda row: (order.index(str(row["kind"])), str(row["text"])))
        return [Short({"kind": str(row["kind"]), "text": str(row["text"])}) for row in rows]


def _owned(stored: Stored, table: str, column: str) -> Owned:
    """Return the rows of a table by the row that they belong to."""
    owned: Owned = defaultdict(list)
    for cells in stored[table].values():
        if isinstance(owner := cells[column], tuple):
            owned[owner].append(cells)
    return owned


def _at(cells: StoredCells) -> str:
    passage = cells["passage_id"]
    return " ".join(passage[1:]) if isinstance(passage, tuple) else ""


def _code(row: StoredCells) -> Written:
    if row["valid_from"] is None and row["valid_to"] is None:
        return str(row["code"])
    days = {name: Plain(row[name]) for name in ("valid_from", "valid_to") if row[name] is not None}
    return Short({"code": str(row["code"]), **days})


def _text(cell: StoredCell) -> Written:
    return cell if isinstance(cell, int) else str(cell)


def _in_the_source(key: NaturalKey) -> tuple[int, list[tuple[int, str]], str]:
    """Sort passages by kind and as people count: paragraph 9 before paragraph 10."""
    _, kind, locator = key
    pieces = re.findall(r"[0-9]+|[^0-9]+", locator)
    counted = [(int(piece), "") if piece.isdigit() and len(piece) < 20 else (-1, piece) for piece in pieces]
    return list(vocabulary.LOCATOR_TYPES).index(kind), counted, locator
