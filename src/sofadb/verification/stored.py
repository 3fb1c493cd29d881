"""What the database holds of a source: its passages, and the claims that cite each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.kinds import CLAIMS, THINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sofadb.database.reader import Reader
    from sofadb.result import Value

_PASSAGES: Final = """
SELECT p.id, p.locator_type, p.locator, p.fingerprint FROM passages AS p JOIN sources AS s ON s.id = p.source_id
WHERE s.key = :source ORDER BY p.locator_type, length(p.locator), p.locator
"""
_CLAIMS: Final = """
SELECT c.passage_id, s.key || '/' || c.key AS ref, c.wording, {bounds}
FROM {table} AS c JOIN sources AS s ON s.id = c.source_id
WHERE s.key = :source ORDER BY ref
"""
_CITED: Final = """
SELECT c.passage_id, c.key AS ref, c.wording, NULL, NULL, NULL
FROM {table} AS c JOIN passages AS p ON p.id = c.passage_id JOIN sources AS s ON s.id = p.source_id
WHERE s.key = :source ORDER BY c.key
"""
_COUNTS: Final = ("figure", "asset")
_CITED_THINGS: Final = ("agreement", "deployment", "negotiation")


class Claim(NamedTuple):
    """A claim, or a thing with a citation: its kind, its ref or key, its wording, the bounds that are stated."""

    kind: str
    ref: str
    wording: str
    bounds: tuple[int, ...]


class Passage(NamedTuple):
    """A passage, and what cites it."""

    id: int
    locator_type: str
    locator: str
    fingerprint: str | None
    claims: tuple[Claim, ...]

    def place(self) -> str:
        """Return where it stands in the source, as seed files write it."""
        return f"{self.locator_type} {self.locator}"

    def number(self) -> int | None:
        """Return the number of a place that is counted."""
        return int(self.locator) if self.locator.isascii() and self.locator.isdigit() else None

    def wordings(self) -> tuple[str, ...]:
        """Return the different wordings of its claims."""
        return tuple(dict.fromkeys(claim.wording for claim in self.claims if claim.wording))


def read_passages(reader: Reader, source: str) -> list[Passage]:
    """Return the passages of a source, the numbered ones in their order."""
    claims: dict[Value, list[Claim]] = {}
    for kind, table in (*CLAIMS.items(), *((kind, THINGS[kind]) for kind in _CITED_THINGS)):
        bounds = "c.low, c.best, c.high" if kind in _COUNTS else "NULL, NULL, NULL"
        sql = (_CITED if kind in _CITED_THINGS else _CLAIMS).format(table=table, bounds=bounds)
        for passage, ref, wording, *numbers in reader.ask(sql, {"source": source}, {"source": "text"}).rows:
            claim = Claim(kind, str(ref), str(wording or ""), _bounds(numbers))
            claims.setdefault(passage, []).append(claim)
    rows = reader.ask(_PASSAGES, {"source": source}, {"source": "text"}).rows
    return [
        Passage(int(number or 0), str(kind), str(place), str(mark) if mark else None, tuple(claims.get(number, ())))
        for number, kind, place, mark in rows
    ]


def _bounds(numbers: Sequence[Value]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in numbers if number is not None))
