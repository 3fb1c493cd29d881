"""Look-ups of cells that may mean something else on another day, such as the codes of states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sofadb.bulk.lookups import Lookup, Meanings, Remembered, any_given, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select, Table

    from sofadb.bulk.staging import Staging


class DatedLookup(Lookup):
    """A look-up of cells that may mean something else on another day: those are looked up with their date.

    `depends` tells whether a cell does; to `mean` such a cell is given with those of the date, another alone.
    """

    def __init__(
        self,
        staging: Staging,
        columns: Sequence[str],
        meanings: Meanings,
        mean: Callable[..., Mapping[str, object]],
        depends: Callable[[str], bool],
    ) -> None:
        super().__init__(staging, columns, meanings, mean)
        self._always = Remembered(lambda cell: None if depends(cell) else self.meanings.add(mean(cell)))

    def look_up(self, cells: Mapping[str, Sequence[str]]) -> list[int | None]:
        """Return what `Lookup.look_up` does; dates are looked at only where one of the cells needs them."""
        numbers = list(map(self._always.__getitem__, cells[self.columns[0]]))
        if None not in numbers:
            return numbers
        dated = zip(numbers, together(cells, self.columns), strict=True)
        return [number or self._known[cell] for number, cell in dated]


class LookupByDate(Lookup):
    """A look-up for columns of numbers that each have a date of their own.

    A cell that may mean something else on another day has a meaning for each of the dates, all of one number; of any
    other cell the date is empty. So the staged rows hold one number, and not one for each date.
    """

    def __init__(
        self,
        staging: Staging,
        column: str,
        meanings: Meanings,
        mean: Callable[..., Mapping[str, object]],
        depends: Callable[[str], bool],
    ) -> None:
        super().__init__(staging, [column], meanings, mean)
        self.depends = depends
        #: The columns of numbers that have each date.
        self.dates: dict[str, list[Lookup]] = {}

    def on_date(self, date: str, numbers: Lookup) -> OnDate:
        """Return the look-up as it is for a column of numbers that has a date."""
        self.dates.setdefault(date, []).append(numbers)
        return OnDate(self, date)

    def wrong(self, rows: Table) -> Iterator[Select[Any]]:  # Any: a line and three texts
        """Return what `Lookup.wrong` does, of lines that have a figure in a column for which it matters."""
        every = [numbers for columns in self.dates.values() for numbers in columns]
        for date, columns in {"": every, **self.dates}.items():
            yield self._wrong(rows).where(self.word("date") == date, any_given(rows, columns))

    def _learn(self, cell: str) -> int:
        dates = self.dates if self.depends(cell) else [""]
        return self.meanings.add(*({**self.mean(cell, *filter(None, [date])), "date": date} for date in dates))


class OnDate(NamedTuple):
    """A look-up by date, on one of the dates."""

    lookup: LookupByDate
    date: str

    @property
    def meanings(self) -> Meanings:
        """The meanings on all dates."""
        return self.lookup.meanings

    def word(self, name: str) -> ColumnElement[Any]:  # Any: a value of any type
        """Return one column of the meaning."""
        return self.lookup.word(name)

    def on(self, rows: Table) -> ColumnElement[bool]:
        """Return the condition that joins the staged rows with their meaning on this date."""
        return self.lookup.on(rows) & self.word("date").in_(["", self.date])
