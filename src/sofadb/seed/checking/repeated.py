"""A passage makes a claim once, whatever keys it is given (S037)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sofadb.seed.checking.written import is_whole
from sofadb.seed.reading.rows import Reference
from sofadb.spelling import fold
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import NaturalKey, SeedRow

#: What two entries of one claim may differ in; of the wordings, one may be missing.
_NOT_THE_CLAIM: Final = ("key", "wording", "status", "status_note", "note")
#: The tables whose rows say more of a claim.
_MORE: Final = {"position_conditions": "position_id", "count_basis": "count_id"}
_WHAT: Final = {
    "personnel_counts": "count",
    "asset_counts": "count",
    "positions": "position",
    "events": "event",
    "provisions": "provision",
    "offices": "office",
}


def check_repeated(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find the claims that a passage makes a second time under another key."""
    more = _more_of_claims(rows)
    seen: dict[Hashable, dict[str, SeedRow]] = defaultdict(dict)
    for row in rows:
        if row.table not in CLAIM_TABLES:
            continue
        same = seen[row.table, _claim(row), more.get(row.key, ())]
        wording = fold(str(row.cells["wording"] or ""))
        first = same.get(wording) or same.get("") or (next(iter(same.values()), None) if not wording else None)
        if first is None:
            same[wording] = row
        elif first.key != row.key and is_whole(row) and is_whole(first):
            yield _mistake(row, first)


def _claim(row: SeedRow) -> Hashable:
    """Return what a row claims; summaries are compared as names are."""
    # A reference as its key: to hash it whole takes longer than all the rest.
    return tuple(
        cell.key
        if isinstance(cell, Reference)
        else fold(cell)
        if name == "summary" and isinstance(cell, str)
        else cell
        for name, cell in row.cells.items()
        if name not in _NOT_THE_CLAIM
    )


def _more_of_claims(rows: Sequence[SeedRow]) -> dict[NaturalKey, tuple[Hashable, ...]]:
    """Return the conditions and the basis of each claim that has any, in an order of their own."""
    found: dict[NaturalKey, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        if row.table in _MORE:
            cells = tuple(str(cell) for name, cell in row.cells.items() if name != _MORE[row.table])
            found[row.key[:2]].append(cells)
    return {key: tuple(sorted(cells)) for key, cells in found.items()}


def _mistake(row: SeedRow, first: SeedRow) -> Mistake:
    where = first.mistake("", "")
    message = (
        f"the passage makes this claim already: the {_WHAT[row.table]} {first.key[-1]!r} "
        f"in {where.path}:{where.line} says the same"
    )
    tells = "such as the place, the function or the deployment" if "measure" in row.cells else "such as the summary"
    return row.mistake(
        "S037", message, f"keep one of the two, or say what tells them apart, {tells}", at="key", other=first
    )
