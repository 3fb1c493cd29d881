"""What the cells of a table mean for a part of a figure, each by itself; what is `wrong` is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sofadb.bulk.days import read_day, span
from sofadb.bulk.lookups import slug
from sofadb.bulk.maps.values import ACTORS, LISTS
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from sofadb.bulk.maps.form import Days, Value
    from sofadb.bulk.people import People


def mean(people: People, name: str, says: Value, cell: str) -> dict[str, Any]:  # Any: numbers and texts
    """Return what a part of a figure is, as `word`, and how that is written in a key, as `slug`."""
    if name in ACTORS:
        return people.find(says, cell)
    word = _word(says, cell)
    if word is None:
        return {"wrong": f"{cell[:60]!r} is not among the words of the map"}
    if name not in LISTS:
        return {"word": word.strip() or None, "slug": slug(word)}
    if word not in LISTS[name]:
        return {"wrong": f"unknown {name} {word[:40]!r}; {suggest(word, LISTS[name])}"}
    return {"word": word, "slug": slug(word)}


def mean_on(people: People, says: Value, days: Days, cell: str, *date: str) -> dict[str, Any]:  # Any: as above
    """Return the actor that a cell means on a date, which is given where it matters."""
    if not people.depends_on_day(says, cell):
        return people.find(says, cell)
    when = read_day(days, *date)
    if when.get("wrong"):
        return {}  # said of the date
    return people.find(says, cell, when["earliest"], when["latest"])


def mean_in(people: People, says: Value, cell: str, date: str = "") -> dict[str, Any]:  # Any: as above
    """Return the actor that a cell means on a date in EDTF, which is given where it matters."""
    if not date:
        return people.find(says, cell)
    when = span(date)
    return people.find(says, cell, when["earliest"], when["latest"])


def locate(says: Value, cell: str) -> dict[str, str]:
    """Return the `locator` of a passage; a cell that is not among the words of the map names it itself."""
    locator = " ".join(says.words.get(cell, cell if says.others is None else says.others).split())
    return {"locator": locator} if locator else {"wrong": "the cell that names the passage is empty"}


def in_key(cell: str) -> dict[str, str]:
    """Return how a cell is written in a key."""
    written = slug(cell)
    return {"slug": written} if written else {"wrong": f"{cell[:40]!r} has no letter or digit for the key"}


def whole(part_of: Value, cell: str) -> dict[str, str | None]:
    """Return how the whole of a figure is written in a key; nothing where the figure is no part."""
    return {"slug": slug(part_of.words[cell]) if part_of.words.get(cell) else None}


def reason(status: Value, note: Value | None, *cells: str) -> dict[str, str]:
    """Find a status that needs a reason and has none; `cells` are of the columns of both, as far as they have one."""
    said = list(cells)
    word = status.constant if status.column is None else _word(status, said.pop(0))
    why = None if note is None or note.column is None else _word(note, said.pop(0))
    if word in (None, "accepted") or (why or "").strip():
        return {}
    return {"wrong": f"the status {word!r} needs a reason: say it by 'status_note'"}


def _word(says: Value, cell: str) -> str | None:
    """Return the word for a cell; None where the map has words, and none for this cell."""
    if cell in says.words or says.others is not None:
        return says.words.get(cell, says.others)
    return None if says.words else cell
