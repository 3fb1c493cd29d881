"""What a map says, read once more and without the tool: hosts, dates, columns of numbers and their keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from pathlib import Path

Says = dict[str, Any]  # Any: texts, lists and groups of YAML

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {",": ",", ".": ".", "'": "'\u2019", "space": " \u00a0\u202f"}
_DATES = ("column", "year", "quarter", "month", "day")
_LISTS = ("unknown", "absent", "none")


class NotCheckedError(Exception):
    """The map says something that this check does not know."""


class Period(NamedTuple):
    """The days of a figure: they are only compared, so that every month may have 31."""

    year: str
    first: str
    last: str


@dataclass(frozen=True)
class Map:
    """A map whose scalars are all text."""

    says: Says

    @classmethod
    def read(cls, path: Path) -> Map:
        """Read a map that the tool has taken: it has no mistakes."""
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        if loaded.get("table", {}).get("encoding", "utf-8") != "utf-8":
            raise NotCheckedError("only tables in UTF-8 are checked")
        return cls(loaded)

    @property
    def delimiter(self) -> str:
        """Return the sign between cells."""
        written = str(self._table.get("delimiter", ","))
        return "\t" if written in ("tab", "\\t") else written

    @property
    def signs(self) -> str:
        """Return the signs between thousands."""
        return _SIGNS.get(self._table.get("thousands", ""), "")

    @property
    def skipped(self) -> dict[str, list[str]]:
        """Return the cells, by column, whose rows are left out."""
        return {each["column"]: _listed(each["cells"]) for each in self._table.get("skip", [])}

    @property
    def host(self) -> Says:
        """Return what is said of the host, where all columns of a wide table have the same."""
        said = [_says(figure["host"]) for figure in (self.says["figure"], *self.columns.values()) if "host" in figure]
        if any(each != said[0] for each in said):
            raise NotCheckedError("every column of the table must have the same host")
        return said[0]

    @property
    def days(self) -> list[str]:
        """Return the columns that a date is read from."""
        return [self._as_of[each] for each in _DATES if each in self._as_of]

    @property
    def columns(self) -> dict[str, Says]:
        """Return the columns of numbers, each with what only it says."""
        return self.says.get("columns") or {self.says["value"]: {}}

    def slug_of(self, column: str) -> str:
        """Return how a column of a wide table is written in the keys of its figures."""
        return "" if "value" in self.says else self.columns[column].get("key") or slug(column)

    def key_of_rows(self) -> dict[str, Says]:
        """Return the columns that tell the figures of one host and date apart, and how their cells are written."""
        if "key" in self.says or "columns" in self.says:
            return {column: {"column": column} for column in _listed(self.says.get("key", []))}
        parts = (_says(self.says["figure"].get(each, "")) for each in ("actor", "measure", "category", "function"))
        return {part["column"]: part for part in parts if "column" in part}

    def words_of(self, column: str) -> dict[str, list[str]]:
        """Return what cells of a column mean that are no numbers: its own words come before those of the table."""
        own = {each: _listed(self.columns[column].get(each, [])) for each in _LISTS}
        taken = {word for words in own.values() for word in words}
        usual = {each: [w for w in _listed(self._table.get(each, [])) if w not in taken] for each in _LISTS}
        return {each: own[each] + usual[each] for each in _LISTS}

    def period(self, cells: list[str]) -> Period:
        """Return the days that the cells of a date mean."""
        given = dict(zip([each for each in _DATES if each in self._as_of], cells, strict=False))
        if "year" not in given:
            return _span(given.get("column") or self._as_of["constant"])
        year = given["year"].strip()
        if "quarter" in given:
            found = re.search("[1-4]", given["quarter"])
            quarter = int(found[0]) if found else 0
            return Period(year, f"{year}-{quarter * 3 - 2:02}-01", f"{year}-{quarter * 3:02}-31")
        if "month" not in given:
            return _span(year)
        word = given["month"].strip().lower()
        month = int(word) if word.isdecimal() else _MONTHS.index(word[:3]) + 1
        return _span("-".join((year, f"{month:02}", *([given["day"].zfill(2)] if "day" in given else []))))

    @property
    def _table(self) -> Says:
        return self.says.get("table", {})  # type: ignore[no-any-return]  # as YAML has it

    @property
    def _as_of(self) -> Says:
        said = self.says["as_of"]
        return said if isinstance(said, dict) else {"constant": said}


class Holder(NamedTuple):
    """Who is called something, and from which day to which."""

    first: str
    last: str
    key: str


@dataclass(frozen=True)
class Actors:
    """All actors of a database, by the ways in which they are called: their keys, strong names and codes."""

    called: dict[tuple[str, str], list[Holder]] = field(default_factory=dict)

    def add(self, way: str, word: str, holder: Holder) -> None:
        """Remember one more word for an actor."""
        self.called.setdefault((way, word.casefold()), []).append(holder)

    def find(self, says: Says, cell: str, period: Period) -> str | None:
        """Return the key of the actor that a cell means in a period, or nothing."""
        ways = _listed(says.get("scheme", []))
        for way in ways if "words" in ways else ["words", *(ways or ["as it stands"])]:
            if found := self._by(way, says, cell, period):
                return found
        return None

    def _by(self, way: str, says: Says, cell: str, period: Period) -> str | None:
        word = re.sub(r"\.0+$", "", cell.strip()) if "number" in says else cell.strip()
        if way == "words":
            words: dict[str, str] = says.get("words", {})
            return words.get(cell) or words.get(word if "number" in says else cell)
        if way == "as it stands":
            way, word = "key", says.get("others", cell)
        held = self.called.get((way, word.casefold()), [])
        fitting = [holder for holder in held if holder.first <= period.last and period.first <= holder.last]
        return max(fitting, key=lambda holder: holder.last).key if fitting else None


def slug(cell: str) -> str:
    """Write a cell as it is written in a key."""
    return "-".join(re.findall("[a-z0-9]+", cell.lower()))


def _span(date: str) -> Period:
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", date):
        raise NotCheckedError(f"the date {date!r}: only years, quarters, months and days are checked")
    return Period(date[:4], f"{date}-01-01"[:10], f"{date}{'-12-31'[len(date) - 4 :] if len(date) < 10 else ''}")


def _says(written: str | Says) -> Says:
    return written if isinstance(written, dict) else {"constant": written}


def _listed(written: str | list[str]) -> list[str]:
    return [written] if isinstance(written, str) else written
