"""What is likely to go wrong with a table: each trap in a sentence, with its number of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sofadb.bulk.sniff_columns import Sniffed
    from sofadb.bulk.sniff_form import Sample

_MOST_SHOWN: Final = 8


def shown(cells: Mapping[str, int]) -> str:
    """Return some cells as people can read them, each with its number of rows."""
    listed = list(cells.items())[:_MOST_SHOWN]
    more = len(cells) - len(listed)
    return ", ".join(f"{_short(cell)} ({rows:,})" for cell, rows in listed) + (f" and {more:,} more" if more else "")


def columns_of_years(header: Sequence[str]) -> Iterator[str]:
    """Name columns that are years: a map reads the date from the cells of a row."""
    years = [name for name in header if name.isdecimal() and len(name) == len("1999")]
    if len(years) > 1:
        yield (
            f"{len(years)} columns are named by years ({years[0]} to {years[-1]}): write the table in the long form "
            "first, one row a host and year"
        )


def traps_of_rows(sample: Sample) -> Iterator[str]:
    """Name the rows that are no rows of the table."""
    for number, reason in sample.wrong[:_MOST_SHOWN]:
        yield f"line {number:,} {reason}: it will be refused"
    if len(sample.wrong) > _MOST_SHOWN:
        yield f"{len(sample.wrong) - _MOST_SHOWN:,} more lines do not fit the header"


def traps_of_actors(column: Sniffed) -> Iterator[str]:
    """Name the codes that a program made numbers of, and the cells that mean nobody."""
    if column.floats:
        yield f"codes in {column.name!r} are written as decimals (2.0): 'number: yes' reads them as codes"
    if unknown := column.unresolved:
        what = "names" if column.scheme == "name" else f"{column.scheme} codes"
        yield (
            f"{_count(sum(unknown.values()), 'row')} of {column.name!r} with {what} that no actor has "
            f"({len(unknown):,} different): {shown(unknown)}"
        )


def one_actor_twice(host: Sniffed, other: Sniffed, rows: Sequence[Sequence[str]]) -> str | None:
    """Name the actors that have two cells in one column of actors, by what another column calls them."""
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        actor = other.actors.get(row[other.place])
        if actor is not None:
            cells[actor][row[host.place]] += 1
    several = [
        f"{actor} ({', '.join(map(_short, sorted(held)))})" for actor, held in sorted(cells.items()) if len(held) > 1
    ]
    if not several:
        return None
    return (
        f"{_count(len(several), 'actor')} by {other.name!r} with several cells in {host.name!r}: "
        f"{', '.join(several[:_MOST_SHOWN])}{', …' if len(several) > _MOST_SHOWN else ''}"
    )


def doubled(host: Sniffed, places: Sequence[int], rows: Sequence[Sequence[str]]) -> int:
    """Count the combinations of host, date and other columns of the key that several rows have."""
    keys = Counter(
        (host.actors.get(row[host.place], row[host.place]), *(row[place] for place in places)) for row in rows
    )
    return sum(number > 1 for number in keys.values())


def beside_zero(numbers: Sequence[Sniffed]) -> Iterator[str]:
    """Name the columns in which words and 0 stand side by side."""
    both = [column.name for column in numbers if column.no_numbers and "0" in column.cells]
    if both:
        yield f"a word and 0 stand side by side in {', '.join(map(repr, both))}: is each 0 a count, or not stated?"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…")
