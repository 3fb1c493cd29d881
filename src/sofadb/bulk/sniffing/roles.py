"""Which part each column of a table plays in a map: host, date, number, passage, key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.bulk.sniffing.parts import find_wholes
from sofadb.bulk.sniffing.traps import doubled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sofadb.bulk.sniffing.columns import Sniffed
    from sofadb.bulk.sniffing.form import Sample

#: The most different cells of a column that can be looked up by a person.
MOST_WORDS: Final = 40
_SOURCES: Final = ("source", "report", "table", "reference", "sheet", "document", "citation")


class Roles:
    """The columns of a table by what a map would make of them.

    `numbers` become figures; where `is_dated`, each of them is named by its date, and no other column is one. Rows of
    one host and date are told apart by the columns of `key`.
    """

    def __init__(self, path: Path, sample: Sample, columns: Sequence[Sniffed]) -> None:
        self.path, self.sample, self.columns = path, sample, columns
        numbers = self.of("number")
        dates = self._dates()
        dated = [column for column in numbers if column.as_of]
        # Beside other numbers and a date in each row, a number of some year is a remark on its host.
        self.is_dated = bool(dated) and not (dates and len(dated) < len(numbers))
        self.numbers = dated if self.is_dated else numbers
        self.dates = {} if self.is_dated else dates
        self.wholes = find_wholes(numbers, sample.rows) if len(numbers) > 1 and not self.is_dated else []
        self.passage = next(
            (column for column in self.of("words") if any(word in column.name.lower() for word in _SOURCES)), None
        )
        self.doubled = {column.name: self._doubled(column) for column in self.of("actors")}
        # The best host tells the rows of a date apart, and means an actor in most of them.
        self.actors = sorted(
            self.of("actors"), key=lambda column: (self.doubled[column.name], -column.share_resolved())
        )

    def of(self, kind: str) -> list[Sniffed]:
        """Return the columns of a kind."""
        return [column for column in self.columns if column.kind == kind]

    @property
    def is_wide(self) -> bool:
        """Tell whether a row has a figure in each of several columns, of one date."""
        return len(self.numbers) > 1 and not self.is_dated

    @property
    def few_words(self) -> list[Sniffed]:
        """Return the columns of a few different words, which may say the category and so on."""
        columns = [column for column in self.of("words") if column is not self.passage]
        return [column for column in columns if 1 < len(column.cells) <= MOST_WORDS]

    @property
    def key(self) -> list[Sniffed]:
        """Return the columns that tell rows of one host and date apart: of few words, and not the same in all."""
        return self.few_words if self.numbers and not self.is_wide else []

    @property
    def rest(self) -> list[Sniffed]:
        """Return the columns that nothing is made of."""
        said = [*self.dates.values(), *self.actors, *self.numbers, *self.few_words]
        said += [self.passage] if self.passage is not None else []
        return [column for column in self.columns if not any(column is other for other in said)]

    def _dates(self) -> dict[str, Sniffed]:
        """Return what the date is read from: the fields of `as_of`, each with its column."""
        found = {kind: columns[0] for kind in ("year", "quarter", "month") if (columns := self.of(kind))}
        if "year" in found:
            if "quarter" in found:
                found.pop("month", None)
            return found
        return {"column": columns[0]} if (columns := self.of("date")) else {}

    def _doubled(self, host: Sniffed) -> int:
        """Count the hosts by a column that have several rows for one date, and one key."""
        if not self.dates and not self.is_dated:
            return 0
        places = [column.place for column in (*self.dates.values(), *self.key)]
        return doubled(host, places, self.sample.rows)
