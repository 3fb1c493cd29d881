"""What files held until now, and rows of other files still refer to (S030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.seed.checking.needed import MOST_KEPT
from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.text import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.checking.known import Known
    from sofadb.seed.checking.needed import Needed
    from sofadb.seed.reading.rows import SeedRow


def find_taken(rows: Sequence[SeedRow], known: Known, broken: set[str]) -> Iterator[Mistake]:
    """Find what the files held until now and other files refer to; but for keys that a broken file may define."""
    for needed in known.needed_elsewhere({(row.table, row.key) for row in rows}):
        if broken.isdisjoint(needed.key):
            yield from taken(needed)


def taken(needed: Needed, remedy: str = "") -> Iterator[Mistake]:
    """Say of each place in a file written by hand that it refers to what goes; once of a table, which has many."""
    path, holder = needed.path or "the database", needed.holder or "the database"
    one, many, what = "refers to", "refer to", repr("/".join(needed.key))
    if needed.table == "passages":
        one, many, what = "cites", "cite", f"{_place(needed)} of {needed.key[0]!r}"
    if needed.rows <= MOST_KEPT and path.endswith(ENDINGS):
        message = f"this {one} {what}, which {holder} no longer holds"
        yield from (Mistake(path, line, 1, "S030", message, remedy or _remedy(needed)) for line in needed.lines)
        return
    noun = "figure" if needed.by == "personnel_counts" else "row"
    rows = f"{needed.rows:,} {noun}{'s' if needed.rows > 1 else ''}"
    such = f", such as {needed.example}" if needed.example else ""
    message = f"{rows} of this file {many if needed.rows > 1 else one} {what}{such}; {holder} no longer holds it"
    yield Mistake(path, needed.lines[0], 1, "S030", message, remedy or _remedy(needed))


def _remedy(needed: Needed) -> str:
    if needed.table == "passages":
        place = f"'- at: {_place(needed)}' under 'passages'"
        return f"keep {place} in the file or the map of {needed.key[0]!r} while anything cites it"
    if needed.path.endswith(ENDINGS):
        return "correct this file too, or keep what it refers to"
    if needed.table == "sources":
        return "keep it, or take the table away as well: --prune removes both together"
    if needed.table == "actors":
        return (
            "keep it beside its new key for one load: give its codes and names to the new one, import the table "
            "again with --prune, then take it out"
        )
    return "keep it while figures refer to it: first import the table with a map that does not name it"


def _place(needed: Needed) -> str:
    """Return a passage as 'at' names it."""
    return " ".join(needed.key[1:])
