"""What a careful curator would mend although nothing of it is wrong: warnings (S040 and up)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sofadb.seed.checking.written import is_written, says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import SeedRow

#: What every state has one of: "the government", "the foreign ministry" mean another actor in each article.
_OF_EVERY_STATE: Final = re.compile(
    r"the\s+(?:(?:foreign|defen[cs]e|interior|prime|state|central|federal|national|armed|security|host)\s+)?"
    r"(?:government|cabinet|state|country|president|king|queen|minister|premier|chancellor|ministry|department|secretary"
    r"|parliament|senate|congress|assembly|legislature|court|army|navy|military|forces?|troops|police|officials?"
    r"|spokes(?:man|woman|person)|embassy|ambassador|capital|authorities|commander|general|rebels|opposition)",
    re.IGNORECASE,
)
_ARCHIVE: Final = {"archive_url": "archived_at", "archived_at": "archive_url"}


def find_doubts(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find what should be looked at again."""
    for row in rows:
        if row.table == "actor_names":
            yield from _general_name(row)
        elif row.table == "sources":
            yield from _half_an_archive(row)


def _general_name(row: SeedRow) -> Iterator[Mistake]:
    name = row.cells["name"]
    if row.cells["type"] == "weak" or not isinstance(name, str) or not is_written(row, "name"):
        return
    if _OF_EVERY_STATE.fullmatch(" ".join(name.split())):
        message = f"{name!r} may mean another actor in another source, and would find {row.key[0]!r}"
        is_primary = row.cells["type"] == "primary"
        remedy = "say whose, and keep these words as 'type: weak'" if is_primary else "make it 'type: weak'"
        yield row.mistake("S041", message, remedy, at="name")


def _half_an_archive(row: SeedRow) -> Iterator[Mistake]:
    for given, wanted in _ARCHIVE.items():
        if says(row, given) and not says(row, wanted):
            message = f"the source has {given!r} and no {wanted!r}"
            remedy = "the day tells which copy was read, the address where it is: give both, or neither"
            yield row.mistake("S040", message, remedy, at=given)
