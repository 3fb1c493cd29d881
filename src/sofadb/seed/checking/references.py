"""What only all rows together show: keys and names defined twice, references to nothing, rings, codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.paths import BUILT_IN_PREFIX
from sofadb.seed.checking.missing import MissingReferences, kind_of
from sofadb.seed.checking.rings import find_rings
from sofadb.seed.checking.taken import find_taken
from sofadb.seed.form.values import STAND_IN
from sofadb.seed.reading.text import ENDINGS
from sofadb.spelling import fold
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.checking.known import Known
    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import NaturalKey, SeedRow

_ONE_FILE: Final = (
    "a source has one file or map: change that one, delete it to load the source from here, or choose another key"
)

Identity: TypeAlias = "tuple[str, NaturalKey]"
#: First day, last day, actor, and the row where it stands in the files that are checked.
Period: TypeAlias = "tuple[str, str, str, SeedRow | None]"


def check_rows(rows: Sequence[SeedRow], known: Known, broken: set[str]) -> Iterator[Mistake]:
    """Find the mistakes between rows, of all files and of the database.

    `broken` holds the keys that a file which could not be read may define; nothing is said about those.
    """
    yield from _defined_twice(rows, known)
    yield from _referring_to_nothing(rows, known, {*broken, STAND_IN})
    yield from _names_shared(rows, known)
    yield from _codes_shared(rows, known)
    yield from find_rings(rows, known)
    yield from find_taken(rows, known, broken)


def _where(row: SeedRow) -> str:
    return f"{row.shown}:{row.mistake('', '').line}"


def _defined_twice(rows: Sequence[SeedRow], known: Known) -> Iterator[Mistake]:
    seen: dict[tuple[str, NaturalKey], SeedRow] = {}
    blamed: set[int] = set()
    for row in rows:
        # The name and the code of an actor that is there twice are there twice as well.
        if _made_up(row) or id(row.node) in blamed:
            continue
        space = "claims" if row.table in CLAIM_TABLES else row.table
        first = seen.setdefault((space, row.key), row)
        if first is not row:
            blamed.add(id(row.node))
            what = f"{'/'.join(part for part in row.key if part)!r} is defined twice, first in {_where(first)}"
            yield row.mistake("S031", what, _twice_remedy(row), at=_key_field(row), other=first)
        else:
            yield from _defined_in_database(row, known)


def _defined_in_database(row: SeedRow, known: Known) -> Iterator[Mistake]:
    tables = CLAIM_TABLES if row.table in CLAIM_TABLES else (row.table,)
    for table in tables:
        held = known.keys(table, row.key[0])
        if row.key in held:
            owner = held[row.key] or "the database"
            message = f"{'/'.join(row.key)!r} is defined already, in {owner}"
            remedy = _ONE_FILE if table == "sources" and _can_be_deleted(owner) else _twice_remedy(row)
            yield row.mistake("S031", message, remedy, at=_key_field(row))


def _can_be_deleted(owner: str) -> bool:
    return owner.endswith(ENDINGS) and not owner.startswith(BUILT_IN_PREFIX)


def _key_field(row: SeedRow) -> str:
    return "key" if kind_of(row.table) else ""


def _twice_remedy(row: SeedRow) -> str:
    if row.table == "publications":
        return f"refer to it by its key alone: 'publication: {row.key[0]}'"
    return "choose another key, or keep one of the two" if _key_field(row) else "keep one of the two"


def _referring_to_nothing(rows: Sequence[SeedRow], known: Known, excused: set[str]) -> Iterator[Mistake]:
    defined: dict[str, set[NaturalKey]] = defaultdict(set)
    for row in rows:
        defined[row.table].add(row.key)
    missing = MissingReferences(defined, known)
    for row in rows:
        for _, wanted in row.references():
            if wanted.key in defined[wanted.table] or not excused.isdisjoint(wanted.key):
                continue
            if wanted.key not in known.keys(wanted.table, wanted.key[0]):
                yield missing.mistake(row, wanted)


def _names_shared(rows: Sequence[SeedRow], known: Known) -> Iterator[Mistake]:
    """Two actors with one strong name could not be told apart by it."""
    held = known.names()
    seen: dict[str, SeedRow] = {}
    for row in rows:
        if row.table != "actor_names" or row.cells["type"] == "weak" or _made_up(row):
            continue
        actor, folded = row.key
        first = seen.setdefault(folded, row)
        owner, place = (first.key[0], _where(first)) if first is not row else held.get(folded, (actor, ""))
        if owner != actor:
            message = f"the name {str(row.cells['name'])!r} is already a name of {owner!r}, in {place}"
            other = first if first is not row else None
            yield row.mistake("S032", message, "make one of the two 'type: weak'", at="name", other=other)


def _codes_shared(rows: Sequence[SeedRow], known: Known) -> Iterator[Mistake]:
    """Order the periods of each code and compare neighbours."""
    periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
    for row in rows:
        if row.table == "actor_codes" and not _made_up(row):
            actor, scheme, code, start = row.key
            periods[scheme, code].append((start, str(row.cells["valid_to"] or "9999-12-31"), actor, row))
    for scheme, code, actor, start, end, _ in known.codes():
        if (scheme, code) in periods:
            periods[scheme, code].append((start, end or "9999-12-31", actor, None))
    for (scheme, code), held in periods.items():
        ordered = sorted(held, key=lambda period: period[:3])
        longest = ordered[0]
        for period in ordered[1:]:
            blamed = period[3] or longest[3]
            if period[0] <= longest[1] and blamed is not None and not _twice(period, longest):
                message = f"the {scheme} code {code!r} means {longest[2]!r} and {period[2]!r} on one day"
                remedy = "give each a valid_from or valid_to that leaves no overlap"
                yield blamed.mistake("S034", message, remedy, other=longest[3] if blamed is period[3] else None)
            longest = max(longest, period, key=lambda period: period[1])


def _twice(period: Period, other: Period) -> bool:
    """Tell whether an actor is there twice with all its codes, which is said already."""
    return period[2] == other[2] and (period[3] is None) != (other[3] is None)


def _made_up(row: SeedRow) -> bool:
    """Tell whether a row holds a stand-in for what was missing or wrong, which is said already."""
    return STAND_IN in row.key or fold(STAND_IN) in row.key
