"""Reads the claims that a total is made of, and what claims beyond them are parts of."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from sofadb.resolve import resolve
from sofadb.totals.claims import Claim, Group, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.catalog import Question
    from sofadb.database.reader import Reader
    from sofadb.result import Row, Value

#: The columns of `figures` that a claim is made of, in its order.
_GROUP: Final = ("actor", "actor_name", "host", "host_name", "measure", "category")
_THING: Final = ("deployment", "place", "function")
_REST: Final = (
    *("quantifier", "low", "best", "high", "as_of", "as_of_earliest", "as_of_latest"),
    *("part_of", "status", "locator", "wording"),
)
_THING_FROM: Final = 1 + len(_GROUP)
_REST_FROM: Final = _THING_FROM + len(_THING)
_CLAIMS: Final = f"""
SELECT ref, {", ".join((*_GROUP, *_THING, *_REST))}
FROM (
{{}}
) AS claims
{{}}
"""  # noqa: S608  the names are those of our own columns
#: The order of groups is that of their totals: the names of actors say no more than their keys.
_BY_GROUP: Final = "ORDER BY actor, host, measure, category"

_PAIRS_AT_ONCE: Final = 200
_PAIRS: Final = ", ".join(f"(:source_{number}, :key_{number})" for number in range(_PAIRS_AT_ONCE))
_TYPES: Final = {f"{half}_{number}": "text" for number in range(_PAIRS_AT_ONCE) for half in ("source", "key")}
#: What claims, found by the halves of their refs, are parts of, and what those are parts of, at any depth.
_WHOLES: Final = f"""
WITH RECURSIVE
wanted (source, key) AS (VALUES {_PAIRS}),
up (id, part_of_id) AS (
    SELECT c.id, c.part_of_id
    FROM wanted AS r JOIN sources AS s ON s.key = r.source
    JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = r.key
    UNION
    SELECT c.id, c.part_of_id FROM up AS u JOIN personnel_counts AS c ON c.id = u.part_of_id
)
SELECT s.key || '/' || c.key AS ref, ws.key || '/' || w.key AS part_of
FROM up AS u
JOIN personnel_counts AS c ON c.id = u.id JOIN sources AS s ON s.id = c.source_id
JOIN personnel_counts AS w ON w.id = u.part_of_id JOIN sources AS ws ON ws.id = w.source_id
ORDER BY ref
"""  # noqa: S608  the pairs are names of parameters


def read_claims(
    reader: Reader, figures: Question, given: dict[str, str | None], *, by_group: bool = False
) -> Iterator[Claim]:
    """Ask `figures` for claims, in no order or `by_group`, those of one group after those of another.

    Raises WrongUseError for a word that names nothing, with the near matches.
    """
    unordered = figures.sql.rpartition("\nORDER BY ")[0]
    asked = _CLAIMS.format(unordered, _BY_GROUP if by_group else "")
    found = reader.ask(asked, resolve(reader, figures, given), figures.types())
    # What many claims have in common is kept once, of a group at a time as long as that lasts.
    groups: dict[Row, Group] = {}
    things: dict[Row, Thing] = {}
    kept: dict[Value, Value] = {}
    for row in found.rows:
        whose, what, rest = row[1:_THING_FROM], row[_THING_FROM:_REST_FROM], row[_REST_FROM:]
        group = groups.get(whose)
        if group is None:
            if by_group:
                groups, things, kept = {}, {}, {}
            group = groups.setdefault(whose, Group._make(whose))
        thing = things.get(what) or things.setdefault(what, Thing._make(what))
        *common, wording = rest
        yield Claim._make((row[0], group, thing, *[kept.setdefault(cell, cell) for cell in common], wording))


def read_wholes(reader: Reader, claims: Sequence[Claim]) -> dict[str, str]:
    """Return what claims beyond these are parts of, where these lead to them; each is found by an index."""
    known = {claim.ref for claim in claims}
    beyond = iter(sorted({claim.part_of for claim in claims if claim.part_of is not None} - known))
    wholes: dict[str, str] = {}
    while refs := list(islice(beyond, _PAIRS_AT_ONCE)):
        values: dict[str, Value] = dict.fromkeys(_TYPES)
        for number, ref in enumerate(refs):
            values[f"source_{number}"], _, values[f"key_{number}"] = ref.rpartition("/")
        wholes |= {str(ref): str(whole) for ref, whole in reader.ask(_WHOLES, values, _TYPES).rows}
    return wholes
