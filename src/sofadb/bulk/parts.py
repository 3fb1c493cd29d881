"""What a figure is, part by part: the same word in every row, or what a column means."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Column, Integer, Text, literal, null

from sofadb import vocabulary
from sofadb.bulk import words
from sofadb.bulk.dated import DatedLookup, LookupByDate, OnDate
from sofadb.bulk.days import columns_of, read_day, span
from sofadb.bulk.lookups import Lookup, Meanings, slug
from sofadb.bulk.maps.form import days_of
from sofadb.bulk.maps.values import ACTORS
from sofadb.bulk.staging import CELL
from sofadb.models.base import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import ColumnElement

    from sofadb.bulk.maps.form import Days, Figure, MapFile, Value
    from sofadb.bulk.passages import Passages
    from sofadb.bulk.people import People
    from sofadb.bulk.staging import Staging

_USUAL: Final = {"category": "unspecified", "function": "unspecified", "status": "accepted", "hedge": "exact"}
_NAMES: Final = ("actor", "host", "place", "measure", "category", "function", "hedge", "status", "status_note")


class Part(NamedTuple):
    """One part of a figure in SQL: its value, how it is written in a key, and whether all rows share it."""

    word: ColumnElement[Any]  # Any: a number or a text
    slug: ColumnElement[str]
    shared: bool


class Parts:
    """The parts of the figures of every column of numbers; equal columns are looked up once."""

    def __init__(self, staging: Staging, written: MapFile, people: People, passages: Passages) -> None:
        self.staging, self.map, self.people, self.passages = staging, written, people, passages
        self._lookups: dict[object, Lookup] = {}
        self._by_date: dict[tuple[str, str], LookupByDate] = {}
        self._used: dict[str, list[Lookup | OnDate]] = {}
        self._parts: dict[str, dict[str, Part]] = {}

    def prepare(self, column: str, figure: Figure, numbers: Lookup) -> None:
        """Prepare the look-ups of all that a figure of a column of `numbers` is."""
        self._used[column] = []
        days = days_of(self.map, figure)
        only = None if figure.as_of is None else numbers
        parts = {name: self._part(column, name, getattr(figure, name), days, only) for name in _NAMES}
        self._parts[column] = {**parts, "passage": self._passage(column), **self._dates(column, days)}
        self._ask_for_a_reason(figure)
        for name in self.map.key:
            self._use(column, self._lookup(("key", name), [name], words.in_key, CELL))
        if figure.part_of is not None and figure.part_of.column is not None:
            self._use(column, self._whole(figure.part_of))

    def end(self) -> None:
        """Find what can only be found when all rows are staged: the passages that they name."""
        if "passage" in self._lookups:
            self.passages.number_all(self._lookups["passage"].meanings.table)

    def of(self, column: str) -> dict[str, Part]:
        """Return the parts of the figures of a column, and their date: as_of, earliest, latest."""
        return self._parts[column]

    def lookups_of(self, column: str) -> list[Lookup | OnDate]:
        """Return what the rows must be joined with for the figures of a column."""
        return self._used[column]

    def in_key(self, name: str) -> ColumnElement[str]:
        """Return how a column is written in a key."""
        return self._lookups["key", name].word("slug")

    def of_whole(self, part_of: Value) -> ColumnElement[str]:
        """Return how the whole of a figure is written in a key; empty where the figure is no part."""
        return self._whole(part_of).word("slug")

    def _part(self, column: str, name: str, says: Value | None, days: Days, only: Lookup | None) -> Part:
        if says is None:
            usual = _USUAL.get(name)
            return Part(
                null() if usual is None else literal(usual, Text()), literal(slug(usual or ""), Text()), shared=True
            )
        kind = Integer() if name in ACTORS else CELL
        if says.constant is not None:
            meaning = words.mean(self.people, name, says, says.constant)
            return Part(literal(meaning["word"], kind), literal(meaning.get("slug", ""), Text()), shared=True)
        if name in ACTORS and any(scheme in vocabulary.CODE_SCHEMES for scheme in says.scheme):
            lookup = self._coded(name, says, days, only)
        else:
            mean = functools.partial(words.mean, self.people, name, says)
            lookup = self._lookup((name, repr(says)), [str(says.column)], mean, kind)
        self._use(column, lookup)
        return Part(lookup.word("word"), lookup.word("slug"), shared=False)

    def _coded(self, name: str, says: Value, days: Days, only: Lookup | None) -> Lookup | OnDate:
        """Look up codes; those that mean one actor on some days only are looked up with their date."""
        if only is not None and days.constant is not None:
            return self._coded_by_date(name, says).on_date(days.constant, only)
        identity = (name, repr(says), repr(days), only)
        if identity not in self._lookups:
            meanings = Meanings(self.staging, Column("word", Integer()), Column("slug", CELL))
            columns = [str(says.column), *columns_of(days)]
            mean = functools.partial(words.mean_on, self.people, says, days)
            depends = functools.partial(self.people.depends_on_day, says)
            lookup = (
                Lookup(self.staging, columns, meanings, mean)
                if len(columns) == 1
                else DatedLookup(self.staging, columns, meanings, mean, depends)
            )
            lookup.only = only
            self._lookups[identity] = lookup
        return self._lookups[identity]

    def _coded_by_date(self, name: str, says: Value) -> LookupByDate:
        """Look up codes for columns of numbers that have a date each."""
        identity = (name, repr(says))
        if identity not in self._by_date:
            date = Column("date", CELL, primary_key=True)
            meanings = Meanings(self.staging, date, Column("word", Integer()), Column("slug", CELL))
            mean = functools.partial(words.mean_in, self.people, says)
            depends = functools.partial(self.people.depends_on_day, says)
            self._by_date[identity] = LookupByDate(self.staging, str(says.column), meanings, mean, depends)
        return self._by_date[identity]

    def _passage(self, column: str) -> Part:
        """Return where the figures of a column stand in the source."""
        says = self.map.passage.locator
        if says.constant is not None:
            number = self.passages.number(" ".join(says.constant.split()))
            return Part(literal(number, Integer()), literal("", Text()), shared=True)
        if "passage" not in self._lookups:
            meanings = Meanings(self.staging, Column("locator", CELL), Column("word", Integer()))
            mean = functools.partial(words.locate, says)
            self._lookups["passage"] = Lookup(self.staging, [str(says.column)], meanings, mean)
        lookup = self._lookups["passage"]
        self._use(column, lookup)
        return Part(lookup.word("word"), literal("", Text()), shared=False)

    def _dates(self, column: str, days: Days) -> dict[str, Part]:
        """Return the date of the figures of a column, as it is written and in days."""
        kinds: dict[str, Any] = {"as_of": CELL, "earliest": Day(), "latest": Day()}  # Any: types of SQLAlchemy
        if days.constant is not None:
            said = span(days.constant)
            written = literal(said["slug"], Text())
            return {name: Part(literal(said[name], kind), written, shared=True) for name, kind in kinds.items()}
        identity = ("date", repr(days))
        if identity not in self._lookups:
            meanings = Meanings(
                self.staging, *(Column(name, kind) for name, kind in kinds.items()), Column("slug", CELL)
            )
            self._lookups[identity] = Lookup(
                self.staging, columns_of(days), meanings, functools.partial(read_day, days)
            )
        lookup = self._lookups[identity]
        self._use(column, lookup)
        return {name: Part(lookup.word(name), lookup.word("slug"), shared=False) for name in kinds}

    def _lookup(
        self,
        identity: object,
        columns: list[str],
        mean: Callable[..., Mapping[str, object]],
        kind: Any,  # Any: a type of SQLAlchemy
    ) -> Lookup:
        if identity not in self._lookups:
            meanings = Meanings(self.staging, Column("word", kind), Column("slug", CELL))
            self._lookups[identity] = Lookup(self.staging, columns, meanings, mean)
        return self._lookups[identity]

    def _use(self, column: str, lookup: Lookup | OnDate) -> None:
        if lookup not in self._used[column]:
            self._used[column].append(lookup)

    def _whole(self, part_of: Value) -> Lookup:
        mean = functools.partial(words.whole, part_of)
        return self._lookup(("whole", repr(part_of)), [str(part_of.column)], mean, CELL)

    def _ask_for_a_reason(self, figure: Figure) -> None:
        """Refuse the rows whose status is not accepted and that do not say why."""
        status, note = figure.status, figure.status_note
        if status is None or (note is not None and note.constant is not None):
            return
        columns = [says.column for says in (status, note) if says is not None and says.column is not None]
        if columns:
            mean = functools.partial(words.reason, status, note)
            self._lookup(("reason", repr(status), repr(note)), columns, mean, CELL)
