"""What all runs took, and the page that tells of it."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timing import Run

FILE, SERVER = "sofadb import", "sofadb import to PostgreSQL"
AGAIN = ", unchanged"
_COPY = r"psql \copy"
_MILLION = 1_000_000


class Setting(NamedTuple):
    """One line of the table: how the rows stood, what ran, and on how many rows."""

    order: str
    what: str
    rows: int


@dataclass
class Results:
    """The runs of every setting, in the order in which they ran; `left_out` says what did not run, and why."""

    runs: dict[Setting, list[Run]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def add(self, setting: Setting, run: Run) -> None:
        """Keep one more run."""
        self.runs.setdefault(setting, []).append(run)

    def leave_out(self, why: str) -> None:
        """Remember what was not measured, once."""
        if why not in self.left_out:
            self.left_out.append(why)

    def seconds(self, setting: Setting) -> float:
        """Return the median time."""
        return statistics.median(run.seconds for run in self.runs[setting])

    def megabytes(self, setting: Setting) -> float:
        """Return the most memory of any run."""
        return max(run.megabytes for run in self.runs[setting])

    def ratio(self, ours: Setting, peer: Setting) -> float:
        """Return the median of the ratios, round by round; NaN where one of them did not run."""
        pairs = zip(self.runs.get(ours, []), self.runs.get(peer, []), strict=False)
        ratios = [one.seconds / other.seconds for one, other in pairs]
        return statistics.median(ratios) if ratios else math.nan

    def growth(self, setting: Setting, smaller: int) -> float:
        """Return the time beside that of fewer rows, were it to grow in a line; NaN where one did not run."""
        less = setting._replace(rows=smaller)
        if less not in self.runs or setting not in self.runs:
            return math.nan
        return self.seconds(setting) / self.seconds(less) * smaller / setting.rows

    def table(self, order: str) -> Iterator[str]:
        """Write what was measured with the rows in one order, size by size."""
        yield "| rows | what | seconds | rows a second | ours / this | peak memory | growth |"
        yield "|---:|---|---:|---:|---:|---:|---:|"
        for setting in sorted((each for each in self.runs if each.order == order), key=lambda each: each.rows):
            number, what, seconds = setting.rows, setting.what, self.seconds(setting)
            ours = setting._replace(what=SERVER if what.startswith(SERVER) or what == _COPY else FILE)
            cells = (
                f"{number:,}",
                what,
                f"{seconds:.2f}",
                f"{number / seconds:,.0f}",
                "" if setting == ours else _written(self.ratio(ours, setting)),
                _written(self.megabytes(setting), " MB", 0),
                _written(self.growth(setting, number // 10)),
            )
            yield f"| {' | '.join(cells)} |"

    def goals(self, order: str) -> Iterator[str]:
        """Write what we want of the tool, and whether it is so."""
        yield "| what | wanted | measured | |"
        yield "|---|---:|---:|---|"
        for words, limit, measure in _GOALS:
            found = measure(self, order)
            met = "" if math.isnan(found) else "met" if found <= limit else "**missed**"
            said = "not measured" if math.isnan(found) else f"{found:.3g}"
            yield f"| {words} | ≤ {limit:.3g} | {said} | {met} |"


def _written(number: float, unit: str = "", digits: int = 2) -> str:
    return "" if math.isnan(number) else f"{number:,.{digits}f}{unit}"


def _ratio(ours: str, peer: str, rows: int = _MILLION) -> Callable[[Results, str], float]:
    return lambda results, order: results.ratio(Setting(order, ours, rows), Setting(order, peer, rows))


def _worst_again(what: str) -> Callable[[Results, str], float]:
    """Compare an import that changes nothing with the first, at every size from a hundred thousand rows."""

    def worst(results: Results, order: str) -> float:
        sizes = [each.rows for each in results.runs if each.order == order and each.what == what]
        ratios = [_ratio(what + AGAIN, what, rows)(results, order) for rows in sizes if rows * 10 >= _MILLION]
        return max(ratios, default=math.nan)

    return worst


def _largest(results: Results, order: str) -> float:
    ours = [each for each in results.runs if each.order == order and each.what.startswith(FILE)]
    return max((results.megabytes(each) for each in ours), default=math.nan)


_GOALS: tuple[tuple[str, float, Callable[[Results, str], float]], ...] = (
    ("1,000,000 rows: import / `sqlite3 .import`", 3, _ratio(FILE, "sqlite3 .import")),
    ("1,000,000 rows: import / `sqlite-utils insert`", 1 / 12, _ratio(FILE, "sqlite-utils insert --csv")),
    (r"1,000,000 rows: import to PostgreSQL / `psql \copy`", 3.5, _ratio(SERVER, _COPY)),
    (
        "growth of an import from 100,000 to 10,000,000 rows",
        1.3,
        lambda results, order: results.growth(Setting(order, FILE, 10 * _MILLION), _MILLION // 10),
    ),
    ("peak memory of an import in MB, at any size", 150, _largest),
    ("import that changes nothing / the first, from 100,000 rows", 1, _worst_again(FILE)),
    ("the same on PostgreSQL", 1, _worst_again(SERVER)),
)
