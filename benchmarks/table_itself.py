"""A table that was imported, as another tool sees it: how many rows it has, and sums by host, year and column."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mapped import Period, slug
from reckoning import among, name, text

if TYPE_CHECKING:
    from pathlib import Path

    from mapped import Actors, Map, Says
    from reckoning import Reckoner


class Cell(NamedTuple):
    """What a sum is of: a host, a year and a column of numbers, as its figures have it in their keys."""

    host: str
    year: str
    numbers: str


class Sum(NamedTuple):
    """How many figures there are, of how many the number is known, and their sum."""

    figures: int
    known: int
    total: int


class TableItself:
    """A table as the other tool sees it, with its map."""

    def __init__(self, reckoner: Reckoner, map_: Map, table: Path, reject: Path) -> None:
        self.reckoner, self.map = reckoner, map_
        self.reckoner.read("t", table, map_.delimiter)
        self.reckoner.read("refused", reject, map_.delimiter)
        self.read = self.reckoner.number("SELECT count(*) FROM t")
        self.refused = self._take_away_refused(table)
        says_nothing = (among(name(column), map_.words_of(column)["absent"]) for column in map_.columns)
        skipped = (among(name(column), cells) for column, cells in map_.skipped.items())
        self.left_out = self._delete(" OR ".join((f"({' AND '.join(says_nothing)})", *skipped)))

    def _take_away_refused(self, table: Path) -> int:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            columns = next(csv.reader(stream, delimiter=self.map.delimiter))
        same = " AND ".join(f"refused.{name(column)} = t.{name(column)}" for column in columns)
        self.reckoner.ask(f"CREATE INDEX refused_cells ON refused ({name(columns[0])})")
        return self._delete(f"EXISTS (SELECT 1 FROM refused WHERE {same})")

    def _delete(self, condition: str) -> int:
        before = self.reckoner.number("SELECT count(*) FROM t")
        self.reckoner.ask(f"DELETE FROM t WHERE {condition}")
        return before - self.reckoner.number("SELECT count(*) FROM t")

    def sums(self, actors: Actors) -> dict[Cell, Sum]:
        """Return the sums over all rows that are neither refused nor left out."""
        self._write_meanings(actors)
        keys = self.map.key_of_rows()
        found: dict[Cell, Counter[str]] = {}
        for column in self.map.columns:
            for host, year, *cells, figures, known, total in self.reckoner.ask(self._question(column, list(keys))):
                written = (_written(says, cell, actors) for says, cell in zip(keys.values(), cells, strict=True))
                numbers = "-".join(filter(None, (self.map.slug_of(column), *written)))
                counted = found.setdefault(Cell(host, year, numbers), Counter())
                counted.update(figures=int(figures), known=int(known), total=int(total or 0))
        return {cell: Sum(each["figures"], each["known"], each["total"]) for cell, each in found.items()}

    def _write_meanings(self, actors: Actors) -> None:
        """Write the host and the year that each different host cell and date has as a table for the other tool."""
        host, columns = self.map.host, self._cells()
        rows = []
        for cells in self.reckoner.ask(f"SELECT DISTINCT {', '.join(map(name, columns))} FROM t"):
            period = self.map.period(cells[len(cells) - len(self.map.days) :])
            key = actors.find(host, cells[0], period) if "column" in host else host["constant"]
            rows.append((*cells, key or f"no actor: {cells[0]}", period.year))
        header = [*(f"cell{place}" for place in range(len(columns))), "host", "year"]
        self.reckoner.write("meanings", header, rows)
        self.reckoner.ask(f"CREATE INDEX meanings_cells ON meanings ({', '.join(header[:-2])})")

    def _cells(self) -> list[str]:
        """Return the columns that say host and date; any, where the map says both for all rows."""
        host = [self.map.host["column"]] if "column" in self.map.host else []
        return [*host, *self.map.days] or list(self.map.columns)[:1]

    def _question(self, column: str, keys: list[str]) -> str:
        words, digits = self.map.words_of(column), f"t.{name(column)}"
        for sign in self.map.signs:
            digits = f"replace({digits}, {text(sign)}, '')"
        number = (
            f"CASE WHEN {among(f't.{name(column)}', words['unknown'])} THEN NULL"
            f" WHEN {among(f't.{name(column)}', words['none'])} THEN 0 ELSE CAST({digits} AS BIGINT) END"
        )
        same = " AND ".join(f"m.cell{place} = t.{name(cell)}" for place, cell in enumerate(self._cells()))
        groups = ["m.host", "m.year", *(f"t.{name(key)}" for key in keys)]
        return (
            f"SELECT {', '.join(groups)}, count(*), count({number}), sum({number})"
            f" FROM t JOIN meanings AS m ON {same} WHERE NOT ({among(f't.{name(column)}', words['absent'])})"
            f" GROUP BY {', '.join(groups)}"
        )


def _written(says: Says, cell: str, actors: Actors) -> str:
    """Return how a cell that tells figures apart is written in their keys."""
    if "scheme" in says:
        return actors.find(says, cell, Period("", "", "9999")) or cell
    return slug(says.get("words", {}).get(cell, says.get("others", cell)))
