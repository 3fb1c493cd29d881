"""What a figure is, part by part: the same word in every row, or what a column means."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Column, Integer, Text, func, literal, null, select

from sofadb import vocabulary
from sofadb.bulk.days import columns_of, read_day
from sofadb.bulk.lookups import Lookup, slug
from sofadb.bulk.maps import HEDGES
from sofadb.bulk.staging import CELL
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy import ColumnElement

    from sofadb.bulk.maps import Figure, MapFile, Value
    from sofadb.bulk.people import People
    from sofadb.bulk.staging import Staging

#: The lists that a part takes a word of.
LISTS: Final[Mapping[str, Collection[str]]] = {
    "measure": vocabulary.MEASURES,
    "category": vocabulary.CATEGORIES,
    "function": vocabulary.FUNCTIONS,
    "status": vocabulary.CLAIM_STATUSES,
    "hedge": HEDGES,
}
_USUAL: Final = {"category": "unspecified", "function": "unspecified", "status": "accepted", "hedge": "exact"}
#: The parts that are actors.
ACTORS: Final = ("actor", "host")
_NAMES: Final = ("actor", "host", "place", "measure", "category", "function", "hedge", "status", "status_note")


class Part(NamedTuple):
    """One part of a figure in SQL: its value, how it is written in a key, and whether all rows share it."""

    word: ColumnElement[Any]  # Any: a number or a text
    slug: ColumnElement[str]
    shared: bool


class Parts:
    """The parts of the figures of every column of numbers; equal columns are looked up once."""

    def __init__(self, staging: Staging, written: MapFile, people: People, passages: Callable[[str], int]) -> None:
        self.staging, self.map, self.people, self.passages = staging, written, people, passages
        self._lookups: dict[object, Lookup] = {}
        self._used: dict[str, list[Lookup]] = {}
        self._parts: dict[str, dict[str, Part]] = {}

    def resolve(self, column: str, figure: Figure) -> None:
        """Look up all that a figure of a column is."""
        self._used[column] = []
        parts = {name: self._part(column, name, getattr(figure, name)) for name in _NAMES}
        parts["passage"] = self._part(column, "passage", self.map.passage.locator)
        self._parts[column] = parts
        self._ask_for_a_reason(figure)
        for name in self.map.key:
            self._use(column, self._lookup(("key", name), [name], self._in_key, CELL))
        if figure.part_of is not None and figure.part_of.column is not None:
            self._use(column, self._whole(figure.part_of))

    def of(self, column: str) -> dict[str, Part]:
        """Return the parts of the figures of a column."""
        return self._parts[column]

    def lookups_of(self, column: str) -> list[Lookup]:
        """Return what the rows must be joined with for the figures of a column."""
        return self._used[column]

    def in_key(self, name: str) -> ColumnElement[str]:
        """Return how a column is written in a key."""
        written: ColumnElement[str] = self._lookups["key", name].table.c.slug
        return written

    def of_whole(self, part_of: Value) -> ColumnElement[str]:
        """Return how the whole of a figure is written in a key; empty where the figure is no part."""
        written: ColumnElement[str] = self._whole(part_of).table.c.slug
        return written

    def _part(self, column: str, name: str, says: Value | None) -> Part:
        if says is None:
            usual = _USUAL.get(name)
            return Part(
                null() if usual is None else literal(usual, Text()), literal(slug(usual or ""), Text()), shared=True
            )
        if says.constant is not None:
            meaning = self._mean(name, says, says.constant)
            kind = Integer() if name in (*ACTORS, "passage") else Text()
            return Part(literal(meaning["word"], kind), literal(meaning.get("slug", ""), Text()), shared=True)
        lookups = self._looked_up(name, says)
        for lookup in lookups:
            self._use(column, lookup)
        word, written = ([lookup.table.c[part] for lookup in lookups] for part in ("word", "slug"))
        if len(lookups) == 1:
            return Part(word[0], written[0], shared=False)
        return Part(func.coalesce(*word), func.coalesce(*written), shared=False)

    def _looked_up(self, name: str, says: Value) -> list[Lookup]:
        """Look up what a column says; what depends on the day is looked up with it, the rest once for all days."""
        kind = Integer() if name in (*ACTORS, "passage") else CELL
        column, identity = str(says.column), (name, repr(says))
        always = self._lookup(identity, [column], lambda cell: self._mean(name, says, cell), kind)
        if name not in ACTORS or not any(scheme in vocabulary.CODE_SCHEMES for scheme in says.scheme):
            return [always]
        # Cells without a meaning that are not wrong: they have one on some days.
        of_a_day = select(always.table.c.cell0).where(always.table.c.word.is_(None), always.table.c.wrong.is_(None))
        if self.staging.connection.scalar(of_a_day.limit(1)) is None:
            return [always]
        only = self.staging.cell(column).in_(of_a_day)
        columns = [column, *columns_of(self.map.as_of)]
        mean = functools.partial(self._mean_on, says)
        return [always, self._lookup((*identity, "on a day"), columns, mean, kind, only)]

    def _lookup(
        self,
        identity: object,
        columns: list[str],
        mean: Callable[..., Mapping[str, object]],
        kind: Any,  # Any: a type of SQLAlchemy
        only: ColumnElement[bool] | None = None,
    ) -> Lookup:
        if identity not in self._lookups:
            lookup = Lookup(self.staging, columns, [Column("word", kind), Column("slug", CELL)], only)
            lookup.fill(mean)
            self._lookups[identity] = lookup
        return self._lookups[identity]

    def _use(self, column: str, lookup: Lookup) -> None:
        if lookup not in self._used[column]:
            self._used[column].append(lookup)

    def _whole(self, part_of: Value) -> Lookup:
        def mean(cell: str) -> dict[str, object]:
            return {"slug": slug(part_of.words[cell]) if part_of.words.get(cell) else None}

        return self._lookup(("whole", repr(part_of)), [str(part_of.column)], mean, CELL)

    def _in_key(self, cell: str) -> dict[str, object]:
        written = slug(cell)
        return {"slug": written} if written else {"wrong": f"{cell[:40]!r} has no letter or digit for the key"}

    def _ask_for_a_reason(self, figure: Figure) -> None:
        """Refuse the rows whose status is not accepted and that do not say why."""
        status, note = figure.status, figure.status_note
        said = [says for says in (status, note) if says is not None]
        if status is None or (note is not None and note.constant is not None):
            return
        columns = list(dict.fromkeys(says.column for says in said if says.column is not None))

        def mean(*cells: str) -> dict[str, object]:
            words = [_word(says, cells[columns.index(str(says.column))]) for says in said if says.column is not None]
            if status.constant is not None:
                words.insert(0, status.constant)
            if words[0] in (None, "accepted") or (words[1:] and (words[1] or "").strip()):
                return {}
            return {"wrong": f"the status {words[0]!r} needs a reason: say it by 'status_note'"}

        if columns:
            self._lookup(("reason", repr(said)), columns, mean, CELL)

    def _mean(self, name: str, says: Value, cell: str) -> dict[str, Any]:  # Any: numbers and texts
        if name in ACTORS:
            return {} if self.people.depends_on_day(says, cell) else self.people.find(says, cell)
        word = says.words.get(cell, cell) if name == "passage" and says.others is None else _word(says, cell)
        if word is None:
            return {"wrong": f"{cell[:60]!r} is not among the words of the map"}
        if name == "passage":
            word = " ".join(word.split())
            return {"word": self.passages(word)} if word else {"wrong": "the cell that names the passage is empty"}
        if name in LISTS:
            if word not in LISTS[name]:
                return {"wrong": f"unknown {name} {word[:40]!r}; {suggest(word, LISTS[name])}"}
            return {"word": word, "slug": slug(word)}
        return {"word": word.strip() or None, "slug": slug(word)}

    def _mean_on(self, says: Value, cell: str, *days: str) -> dict[str, Any]:  # Any: as above
        when = read_day(self.map.as_of, *days)
        if when.get("wrong"):
            return {}  # said of the date
        return self.people.find(says, cell, when["earliest"], when["latest"])


def _word(says: Value, cell: str) -> str | None:
    """Return the word for a cell; None where the map has words, and none for this cell."""
    if cell in says.words or says.others is not None:
        return says.words.get(cell, says.others)
    return None if says.words else cell
