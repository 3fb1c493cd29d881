"""What is likely to go wrong with a table: each trap in a sentence, with its number of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from sofadb.bulk.sniffing.dates import years_in_two

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sofadb.bulk.sniffing.columns import Sniffed
    from sofadb.bulk.sniffing.form import Sample
    from sofadb.bulk.sniffing.roles import Roles

_MOST_SHOWN: Final = 8


def shown(cells: Mapping[str, int]) -> str:
    """Return some cells as people can read them, each with its number of rows."""
    listed = list(cells.items())[:_MOST_SHOWN]
    more = len(cells) - len(listed)
    return ", ".join(f"{_short(cell)} ({rows:,})" for cell, rows in listed) + (f" and {more:,} more" if more else "")


def traps_of(roles: Roles) -> Iterator[str]:
    """Name all that is likely to go wrong."""
    yield from _traps_of_rows(roles.sample)
    if names := years_in_two(roles.sample.header):
        yield (
            f"{len(names)} columns are named like {names[0]}: a month, or a year that ends in the next? Give each "
            "its date by 'as_of': 2001-02, or 2001/2002"
        )
    for column in roles.actors:
        yield from _traps_of_actors(column)
    if roles.actors:
        others = (_one_actor_twice(roles.actors[0], other, roles.sample.rows) for other in roles.actors[1:])
        yield from (trap for trap in others if trap)
    key = " and key" if roles.key else ""
    for name, number in roles.doubled.items():
        if number:
            yield f"{number:,} times a host by {name!r} has several rows for one date{key}"
    yield from _beside_zero(roles.numbers)
    for whole in roles.wholes:
        if whole.more or whole.less:
            yield (
                f"{', '.join(whole.parts)} are more than {whole.name} in {whole.more:,} rows and less in "
                f"{whole.less:,} (equal in {whole.equal:,})"
            )


def _traps_of_rows(sample: Sample) -> Iterator[str]:
    """Name the rows that are no rows of the table."""
    for number, reason in sample.wrong[:_MOST_SHOWN]:
        yield f"line {number:,} {reason}: it will be refused"
    if len(sample.wrong) > _MOST_SHOWN:
        yield f"{len(sample.wrong) - _MOST_SHOWN:,} more lines do not fit the header"


def _traps_of_actors(column: Sniffed) -> Iterator[str]:
    """Name the codes that a program made numbers of, and the cells that mean nobody."""
    if column.floats:
        yield f"codes in {column.name!r} are written as decimals (2.0): 'number: yes' reads them as codes"
    if unknown := column.unresolved:
        what = "names" if column.scheme == "name" else f"{column.scheme} codes"
        yield (
            f"{_count(sum(unknown.values()), 'row')} of {column.name!r} with {what} that no actor has "
            f"({len(unknown):,} different): {shown(unknown)}"
        )


def _one_actor_twice(host: Sniffed, other: Sniffed, rows: Sequence[Sequence[str]]) -> str | None:
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


def _beside_zero(numbers: Sequence[Sniffed]) -> Iterator[str]:
    """Name the columns in which words and 0 stand side by side."""
    both = [column.name for column in numbers if column.no_numbers and "0" in column.cells]
    if both:
        more = f" and {len(both) - _MOST_SHOWN} more" if len(both) > _MOST_SHOWN else ""
        first = ", ".join(map(repr, both[:_MOST_SHOWN]))
        yield f"a word and 0 stand side by side in {first}{more}: is each 0 a count, or not stated?"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…")
