"""Claims that are drawn, and stored for as long as a question takes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from tests.conflicts.reckoning import DAYS, SOURCES, Claim
from tests.rows import insertion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tests.rows import Row

T = TypeVar("T")

_number = st.integers(0, 4)
_exact = _number.map(lambda number: ("exact", (number, number, number)))
_quantities = st.one_of(
    _exact,
    _exact,
    _number.map(lambda number: ("about", (None, number, None))),
    _number.map(lambda number: ("about", (0, number, None))),
    _number.map(lambda number: ("up_to", (None, None, number))),
    _number.map(lambda number: ("fewer_than", (None, None, number))),
    _number.map(lambda number: ("at_least", (number, None, None))),
    _number.map(lambda number: ("more_than", (number, None, None))),
    st.tuples(_number, _number).map(lambda ends: ("between", (min(ends), None, max(ends)))),
    st.just(("several", (None, None, None))),
)
_day = st.integers(DAYS.start, DAYS.stop - 1)
_days = st.one_of(
    _day.map(lambda day: (day, day)),
    st.tuples(_day, _day).map(lambda ends: (min(ends), max(ends))),
    _day.map(lambda day: (None, day)),
    _day.map(lambda day: (day, None)),
    st.none(),
)


def _mostly(usual: T, *others: T) -> st.SearchStrategy[T]:
    """Draw the usual value, and seldom another, so that claims often speak of the same thing."""
    return st.sampled_from((*[usual] * 9, *others))


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Draw a few claims, some on one thing and some on parts of a whole; a whole stands before its parts."""
    drawn: list[Claim] = []
    of_parts = draw(st.booleans())
    for number in range(draw(st.integers(2, 8))):
        quantifier, numbers = draw(_exact if of_parts and not number else _quantities)
        function = st.sampled_from(("unspecified", "train")) if of_parts else _mostly("unspecified", "train")
        whole = st.sampled_from((None, 0, *range(number))) if of_parts else _mostly(None, *range(number))
        drawn.append(
            Claim(
                source=draw(st.sampled_from("ab" if of_parts else SOURCES)),
                host=draw(_mostly(1, 2)),
                function=draw(function),
                place=draw(_mostly(None, "the port")),
                measure=draw(
                    _mostly("present", "planned", "sent") if draw(_mostly(True, False)) else st.just("sent")
                ),
                category=draw(_mostly("military", "contractor", "police", "all")),
                quantifier=quantifier,
                numbers=numbers,
                days=draw(_days if draw(st.booleans()) else st.just((2, 2))),
                status=draw(_mostly("accepted", "deprecated")),
                whole=draw(whole) if number else None,
            )
        )
    return drawn


def store_surroundings(connection: Connection) -> None:
    """Store the sources and states of the drawn claims."""
    press: Row = {"id": 1, "key": "press", "name": "Press", "kind": "other"}
    connection.execute(insertion("publications", press))
    for number, key in enumerate(SOURCES, start=1):
        source: Row = {"id": number, "key": key, "publication_id": 1, "type": "report", "title": "T"}
        connection.execute(insertion("sources", source))
        passage: Row = {"id": number, "source_id": number, "locator_type": "page", "locator": "1"}
        connection.execute(insertion("passages", passage))
    for number, key in enumerate(("freedonia", "sylvania"), start=1):
        connection.execute(insertion("actors", {"id": number, "key": key, "name": key, "kind": "state"}))


def row_of(number: int, claim: Claim, ids: list[int]) -> Row:
    """Return the row of a claim; `ids` are the numbers that the rows have in the table."""
    low, best, high = claim.numbers
    first, last = claim.days or (None, None)
    source = SOURCES.index(claim.source) + 1
    return {
        "id": ids[number],
        "source_id": source,
        "key": f"c{number}",
        "passage_id": source,
        "actor_id": 1,
        "host_id": claim.host,
        "place": claim.place,
        "measure": claim.measure,
        "category": claim.category,
        "function": claim.function,
        "as_of": None if claim.days is None else "as drawn",
        "as_of_earliest": None if first is None else f"1999-05-{first + 1:02}",
        "as_of_latest": None if last is None else f"1999-05-{last + 1:02}",
        "quantifier": claim.quantifier,
        "value_kind": "value",
        "low": low,
        "best": best,
        "high": high,
        "status": claim.status,
        "status_note": None if claim.status == "accepted" else "corrected",
        "part_of_id": None if claim.whole is None else ids[claim.whole],
    }


@contextmanager
def stored(connection: Connection, drawn: list[Claim], ids: list[int]) -> Iterator[Connection]:
    """Store claims for as long as a question takes; wholes first, for their parts refer to them."""
    with connection.begin() as transaction:
        for number, claim in enumerate(drawn):
            connection.execute(insertion("personnel_counts", row_of(number, claim, ids)))
        yield connection
        transaction.rollback()
