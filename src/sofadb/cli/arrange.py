"""What of an answer is shown, and in which order: `--columns`, `--sort`, `--limit`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sofadb.errors import WrongUseError
from sofadb.result import Result

if TYPE_CHECKING:
    from sofadb.result import Row


def arrange(result: Result, columns: str | None, sort: str | None, limit: int | None) -> Result:
    """Choose, order and cut what an answer holds; names that it does not have are wrong use."""
    if sort is not None:
        result = _sorted(result, sort)
    if columns is not None:
        places = _places(result, columns.split(","))
        names = tuple(result.columns[place] for place in places)
        result = Result(names, (tuple(row[place] for place in places) for row in result.rows))
    if limit is not None:
        rows = iter(result.rows)
        result = Result(result.columns, (row for _, row in zip(range(limit), rows, strict=False)), result.shown)
    return result


def _sorted(result: Result, sort: str) -> Result:
    """Sort by columns, the first counting most; '-' before a name turns its order round, empty cells stay last."""
    rows = list(result.rows)
    for name in reversed(sort.split(",")):
        (place,) = _places(result, [name.removeprefix("-")])
        filled = [row for row in rows if row[place] is not None]
        empty = [row for row in rows if row[place] is None]
        filled.sort(key=partial(_order, place), reverse=name.startswith("-"))
        rows = filled + empty
    return Result(result.columns, rows, result.shown)


def _order(place: int, row: Row) -> tuple[int, float, str]:
    value = row[place]
    return (1, 0, value) if isinstance(value, str) else (0, value or 0, "")


def _places(result: Result, names: list[str]) -> list[int]:
    places = []
    for name in names:
        if name.strip() not in result.columns:
            from sofadb.spelling import suggest

            raise WrongUseError(f"there is no column {name.strip()!r}", suggest(name.strip(), result.columns))
        places.append(result.columns.index(name.strip()))
    return places
