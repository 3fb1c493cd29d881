"""What the cells of a file mean: each different cell is looked up once, and has a number from then on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, func, insert, literal, or_, select

from sofadb.bulk.staging import CELL, LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select, Table

    from sofadb.bulk.staging import Staging

#: Of more different cells than this the first are forgotten, and get another number when they come again.
MOST_REMEMBERED: Final = 50_000
_AT_ONCE: Final = 100


def slug(text: str) -> str:
    """Write a text as part of a key: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


class Remembered(dict[Any, Any]):  # Any: a cell or several of a row, and a number or nothing
    """The numbers of what cells mean; `learn` is asked for those that are not known yet."""

    def __init__(self, learn: Callable[[Any], int | None]) -> None:  # Any: as above
        super().__init__()
        self.learn = learn

    def __missing__(self, cells: Any) -> int | None:  # Any: as above
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        number = self[cells] = self.learn(cells)
        return number


class Meanings:
    """The meanings of different cells as a table that the staged rows are joined with.

    Its columns are a number, whatever the meaning consists of, and `wrong`: what is wrong with the cells, in words.
    Where the words do not name the cell, `shown` does.
    """

    def __init__(self, staging: Staging, *meaning: Column[Any]) -> None:  # Any: columns of every type
        self.staging = staging
        self.table = staging.table(
            "bulk_meanings",
            Column("number", LINE, primary_key=True, autoincrement=False),
            *meaning,
            Column("wrong", CELL),
            Column("shown", CELL),
        )
        self.table.create(staging.connection)
        #: How many there are, and whether one of them is wrong.
        self.number, self.is_wrong = 0, False
        self._new: list[dict[str, object]] = []
        self._blank = dict.fromkeys(column.name for column in self.table.columns)

    def add(self, *meanings: Mapping[str, object]) -> int:
        """Keep a meaning, or those of several dates, to be written with the next ones; returns a number from 1."""
        self.number += 1
        self._new += [{**self._blank, "number": self.number, **meaning} for meaning in meanings]
        self.is_wrong = self.is_wrong or any(meaning.get("wrong") is not None for meaning in meanings)
        return self.number

    def write(self) -> None:
        """Write the meanings that are new."""
        if self._new:
            self.staging.connection.execute(insert(self.table), self._new)
            self._new = []


class Lookup:
    """The look-up of the cells of some columns: `mean` is given those of a row and returns what they mean.

    The staged rows hold the number of the meaning in a column of their own. Where the look-up is of `only` one column
    of numbers, what it finds wrong matters only in lines that have a figure there.
    """

    def __init__(
        self, staging: Staging, columns: Sequence[str], meanings: Meanings, mean: Callable[..., Mapping[str, object]]
    ) -> None:
        self.columns, self.meanings, self.mean = columns, meanings, mean
        self.only: Lookup | None = None
        self.column: Column[Any] = Column(f"m{len(staging.lookups)}", LINE)  # Any: a number
        self._known = Remembered(self._learn)
        staging.lookups.append(self)

    def look_up(self, cells: Mapping[str, Sequence[str]]) -> list[int | None]:
        """Return the number of what the cells of each row mean; `cells` are those of some rows, by column."""
        return list(map(self._known.__getitem__, together(cells, self.columns)))

    def word(self, name: str) -> ColumnElement[Any]:  # Any: a value of any type
        """Return one column of the meaning."""
        return self.meanings.table.c[name]

    def on(self, rows: Table) -> ColumnElement[bool]:
        """Return the condition that joins the staged rows with their meaning."""
        joined: ColumnElement[bool] = rows.c[self.column.name] == self.meanings.table.c.number
        return joined

    def wrong(self, rows: Table) -> Iterator[Select[Any]]:  # Any: a line and three texts
        """Return the lines whose cells mean nothing, with the column and what is wrong."""
        yield self._wrong(rows) if self.only is None else self._wrong(rows).where(any_given(rows, [self.only]))

    def _wrong(self, rows: Table) -> Select[Any]:  # Any: as above
        table = self.meanings.table
        said = select(rows.c.line, literal(self.columns[0]), table.c.wrong, table.c.shown)
        return said.join_from(rows, table, self.on(rows)).where(table.c.wrong.is_not(None))

    def _learn(self, cells: Any) -> int | None:  # Any: a cell, or those of several columns
        return self.meanings.add(self.mean(*cells) if len(self.columns) > 1 else self.mean(cells))


def together(cells: Mapping[str, Sequence[str]], columns: Sequence[str]) -> Iterable[Any]:  # Any: as above
    """Return the cells of some columns row by row: of one column as they are, of several in tuples."""
    if len(columns) == 1:
        return cells[columns[0]]
    return zip(*(cells[name] for name in columns), strict=True)


def any_given(rows: Table, columns: Sequence[Lookup]) -> ColumnElement[bool]:
    """Return whether the cells of any of these columns of numbers give a figure."""
    given = [rows.c[numbers.column.name] for numbers in columns]
    # SQLite reads no expression of a thousand steps, and no function of more arguments than a hundred or so.
    batches = [given[start : start + _AT_ONCE] for start in range(0, len(given), _AT_ONCE)]
    return or_(*((func.coalesce(*some) if len(some) > 1 else some[0]).is_not(None) for some in batches))
