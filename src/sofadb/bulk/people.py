"""Which actor a cell of a table means: by a look-up of the map, by its key or name, or by a code on a day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from sofadb.bulk.days import without_decimals
from sofadb.models import Actor, ActorCode, ActorName
from sofadb.spelling import fold, near

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sofadb.bulk.maps.form import Value

_EARLIEST: Final = datetime.date.min
_LATEST: Final = datetime.date.max


class Holder(NamedTuple):
    """Who has a code, and from which day to which."""

    first: datetime.date
    last: datetime.date
    key: str


class People:
    """All actors of a database by key, strong name and code."""

    def __init__(self, connection: Connection) -> None:
        self.ids: dict[str, int] = {row.key: row.id for row in connection.execute(select(Actor.key, Actor.id))}
        keys = {number: key for key, number in self.ids.items()}
        strong = select(ActorName.folded, ActorName.actor_id).where(ActorName.type != "weak")
        self.names = {row.folded: keys[row.actor_id] for row in connection.execute(strong)}
        self.codes: dict[tuple[str, str], list[Holder]] = defaultdict(list)
        codes = select(ActorCode.scheme, ActorCode.code, ActorCode.valid_from, ActorCode.valid_to, ActorCode.actor_id)
        for row in connection.execute(codes):
            holder = Holder(row.valid_from or _EARLIEST, row.valid_to or _LATEST, keys[row.actor_id])
            self.codes[row.scheme, row.code.upper()].append(holder)

    def depends_on_day(self, says: Value, cell: str) -> bool:
        """Tell whether a cell can mean one actor on one day and none or another on another day."""
        if _in_words(says, cell) is not None and "words" not in says.scheme:
            return False
        codes = ((scheme, _code(says, cell)) for scheme in says.scheme)
        return any(holder[:2] != (_EARLIEST, _LATEST) for code in codes for holder in self.codes.get(code, []))

    def meaning(self, key: str) -> dict[str, Any]:  # Any: numbers and texts
        """Return `word`, the number of an actor, and `slug`, its key; or what is `wrong`."""
        if key in self.ids:
            return {"word": self.ids[key], "slug": key}
        likely = near(key, self.ids)[:3]
        remedy = (
            f"did you mean {' or '.join(map(repr, likely))}?" if likely else "the map can define it under 'actors'"
        )
        return {"wrong": f"there is no actor {key[:60]!r}; {remedy}" if key else "the cell is empty: no actor"}

    def find(
        self, says: Value, cell: str, first: datetime.date | None = None, last: datetime.date | None = None
    ) -> dict[str, Any]:  # Any: as above
        """Return what a cell means in a period by the first way of the map that knows it; all say what is `wrong`."""
        wrong = []
        for way in says.scheme if "words" in says.scheme else ["words", *(says.scheme or ["as it stands"])]:
            found = self._by(way, says, cell, first or _EARLIEST, last or _LATEST)
            if "wrong" not in found:
                return found
            wrong.append(found["wrong"])
        return {"wrong": "; ".join(filter(None, wrong))}

    def _by(
        self, way: str, says: Value, cell: str, first: datetime.date, last: datetime.date
    ) -> dict[str, Any]:  # Any: as above
        if way == "words":
            key = _in_words(says, cell)
            return self.meaning(key) if key is not None else {"wrong": ""}
        if way == "as it stands":
            return self.meaning(cell if says.others is None else says.others)
        if way == "key":
            return self.meaning(cell.strip().lower())
        if way != "name":
            return self._by_code(way, _code(says, cell), first, last)
        folded = fold(cell)
        if folded in self.names:
            return self.meaning(self.names[folded])
        return {"wrong": f"no actor is named {cell[:60]!r}; add it to 'words', or a name to the actor"}

    def _by_code(
        self, scheme: str, code: str, first: datetime.date, last: datetime.date
    ) -> dict[str, Any]:  # Any: as above
        """Return what a code means in a period: of several actors the one who has it on the last day."""
        held = self.codes.get((scheme, code), [])
        if not held:
            return {"wrong": f"no actor has the {scheme} code {code[:40]!r}; add it to 'words', or to the actor"}
        fitting = [holder for holder in held if holder.first <= last and first <= holder.last]
        if not fitting:
            when = " and ".join(f"{holder.key} ({_period(holder)})" for holder in sorted(held))
            return {"wrong": f"the {scheme} code {code[:40]!r} is not valid on that day: it means {when}"}
        return self.meaning(max(fitting, key=lambda holder: holder.last).key)


def _in_words(says: Value, cell: str) -> str | None:
    found = says.words.get(cell)
    return found if found is not None else says.words.get(without_decimals(cell)) if says.number else None


def _code(says: Value, cell: str) -> str:
    """Return a code as it is compared; `number` undoes what a program made of it: 2.0."""
    return (without_decimals(cell) if says.number else cell.strip()).upper()


def _period(holder: Holder) -> str:
    first = "" if holder.first == _EARLIEST else f"from {holder.first}"
    last = "" if holder.last == _LATEST else f"until {holder.last}"
    return " ".join(filter(None, (first, last)))
