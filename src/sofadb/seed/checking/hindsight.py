"""What has happened lies on or before the day of publication; what lies after it is planned (S024)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from sofadb.seed.checking.written import is_written, says
from sofadb.seed.reading.rows import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import NaturalKey, SeedRow

#: The measures of what is to come.
PLANNING: Final = ("proposed", "requested", "planned", "authorized", "announced", "standby")
#: The dates of each table that a source can only look back to.
_PAST: Final = {
    "personnel_counts": "as_of",
    "asset_counts": "as_of",
    "positions": "stated",
    "agreements": "signed",
}


def check_hindsight(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find what a source tells as past although it was published before it."""
    published = {row.key: row for row in rows if row.table == "sources" and is_written(row, "published")}
    claims = {(row.table, row.key): row for row in rows if row.table in _PAST}
    said: set[tuple[str, int, int]] = set()
    for row in claims.values():
        name = _PAST[row.table]
        source = published.get(_source_of(row))
        if source is None or row.cells.get("measure") in PLANNING or not is_written(row, name):
            continue
        begins, latest = row.cells[f"{name}_earliest"], source.cells["published_latest"]
        if isinstance(begins, datetime.date) and isinstance(latest, datetime.date) and begins > latest:
            mistake = _mistake(row, _where_it_stands(row, name, claims), name, source)
            place = (mistake.path, mistake.line, mistake.column)
            if place not in said:
                yield mistake
            said.add(place)


def _source_of(row: SeedRow) -> NaturalKey:
    passage = row.cells["passage_id"]
    return passage.key[:1] if isinstance(passage, Reference) else ("",)


def _where_it_stands(row: SeedRow, name: str, claims: Mapping[tuple[str, NaturalKey], SeedRow]) -> SeedRow:
    """Return the entry that says the date: the claim itself, or the whole that it is taken from."""
    seen = 0
    while not says(row, name) and isinstance(whole := row.cells.get("part_of_id"), Reference) and seen < len(claims):
        if (row.table, whole.key) not in claims:
            break
        row, seen = claims[row.table, whole.key], seen + 1
    return row


def _mistake(row: SeedRow, stands: SeedRow, name: str, source: SeedRow) -> Mistake:
    date, published, key = row.cells[name], source.cells["published"], row.key[-1]
    if "measure" in row.cells:
        what = f"{key!r} says how many were {row.cells['measure']} as of {date}"
        remedy = f"correct the day, or take a measure of what is to come: {', '.join(PLANNING)}"
    else:
        what = f"{key!r} was {name} {date}"
        remedy = "correct the day; what is still to come is an event, such as a deadline"
    message = f"{what}, after its source was published on {published}"
    return stands.mistake("S024", message, remedy, at=name)
