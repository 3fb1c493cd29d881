"""`gaps` and `false-zeros` look closer only at few figures: they find what a plain walk along every series finds."""

from __future__ import annotations

import datetime
import random
import shutil
from contextlib import ExitStack
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import text

from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.execute import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Server

FIGURES = 700
#: Years that hold their quarters, months, a leap day, and the ends of the calendar; some are far from the others.
PERIODS = (
    *(f"{year}-01-01/{year}-12-31" for year in (1999, 2000, 2002, 2003)),
    *(f"{year}-{first}/{year}-{last}" for year in (2000, 2001) for first, last in (
        ("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))),
    *("2004-02-29/2004-02-29", "2004-03-01/2004-03-01", "2004-03-01/2004-04-15", "2004-12-31/2004-12-31"),
    *("1990-01-01/2010-12-31", "0001-01-01/0001-12-31", "9999-12-01/9999-12-31"),
)  # fmt: skip
ADDITION = """
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, measure, category, function, place, deployment_id,
    as_of, as_of_earliest, as_of_latest, quantifier, value_kind, low, best, high, passage_id, status, status_note)
SELECT p.source_id, :key, a.id, h.id, 'present', :category, :function, :place,
    CASE WHEN :deployed = 1 THEN (SELECT min(id) FROM deployments) END,
    :as_of, :first, :last, :quantifier, :kind, :number, :number, :number, p.id, :status, 'made up'
FROM actors AS a, actors AS h,
    (SELECT id, source_id FROM passages ORDER BY source_id, id LIMIT 1 OFFSET :passage) AS p
WHERE a.key = :actor AND h.key = 'fra'
"""
DRAWN = """
SELECT s.key || '/' || c.key AS ref, c.source_id, c.actor_id, c.host_id, c.measure, c.category, c.function, c.place,
    c.deployment_id, c.as_of_earliest, c.as_of_latest, coalesce(c.best, c.low, c.high)
FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id
WHERE c.status <> 'deprecated' AND c.as_of_earliest IS NOT NULL AND c.as_of_latest IS NOT NULL
ORDER BY ref
"""


class Drawn(NamedTuple):
    """A figure, and the series that it belongs to."""

    ref: str
    series: tuple[str, ...]
    first: datetime.date
    last: datetime.date
    number: int | None


def additions(chance: random.Random) -> Iterator[dict[str, object]]:
    """Draw figures of few series, some with hardly any zero, some with many and with many unknown."""
    numbers = {"usa": (0, 0, 5, 900, 900, None), "irq": (7, 8, 1200), "kwt": (0, None), "deu": (0, 500, 900)}
    for number in range(FIGURES):
        actor = chance.choice(list(numbers))
        people = chance.choice(numbers[actor])
        period = chance.choice(PERIODS if actor != "irq" else PERIODS[4:12])
        first, last = period.split("/")
        yield {
            "key": f"drawn-{number:03}", "actor": actor, "category": chance.choice(("military", "civilian")),
            "function": chance.choice(("train", "advise")) if actor == "usa" else "train",
            "place": chance.choice((None, "", "Zenda")) if actor == "usa" else "Zenda",
            "deployed": int(actor == "deu" and number % 9 == 0), "as_of": period, "first": first, "last": last,
            "quantifier": "unquantified" if people is None else "exact",
            "kind": "unknown" if people is None else "none" if people == 0 else "value",
            "number": people, "passage": 3 if number % 5 == 0 else 0,
            "status": chance.choice(("accepted",) * 8 + ("deprecated",)),
        }  # fmt: skip


def fill(target: Target, seed: int) -> Target:
    """Add the figures of a seed."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(ADDITION), list(additions(random.Random(seed))))
    engine.dispose()
    return target


@pytest.fixture(scope="module", params=[1, 2, 3])
def readers(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    built_in_file: Path,
    server: Server,
    built_in_template: str,
) -> Iterator[tuple[Reader, Reader]]:
    """Open the same figures on both engines."""
    file = tmp_path_factory.mktemp("series") / "drawn.db"
    local, remote = Target(path=shutil.copyfile(built_in_file, file)), server.create(built_in_template)
    with ExitStack() as stack:
        first, second = (stack.enter_context(open_reader(fill(target, request.param))) for target in (local, remote))
        yield first, second
    server.drop(remote)


def by_series(reader: Reader) -> list[list[Drawn]]:
    """Return the figures of each series by period; of one period the greatest first, and the unknown last."""
    found = []
    for ref, *series, first, last, number in reader.ask(DRAWN, {}, {}).rows:
        begin, end = (datetime.date.fromisoformat(str(day)) for day in (first, last))
        people = None if number is None else int(str(number))
        found.append(Drawn(str(ref), tuple(map(repr, series)), begin, end, people))
    found.sort(key=lambda claim: (claim.series, claim.first, claim.last, -1 - (claim.number or 0), claim.ref))
    found.sort(key=lambda claim: (claim.series, claim.first, claim.last, claim.number is None))
    return [list(claims) for _, claims in groupby(found, attrgetter("series"))]


def periods(claims: Iterable[Drawn]) -> Iterator[list[Drawn]]:
    """Return the figures of each period of a series."""
    return (list(alike) for _, alike in groupby(claims, attrgetter("first", "last")))


def gaps(claims: list[Drawn], days: int) -> Iterator[tuple[Value, ...]]:
    """Walk along a series, and find where days lie between the end of all figures so far and the next one."""
    before, end, unknown = None, datetime.date.min, 0
    for period in periods(claims):
        claim = period[0]
        if claim.number is None:
            unknown += 1
            continue
        if before is not None and claim.first > end:
            between = (claim.first - end).days - 1
            if between >= days or unknown:
                yield before.ref, claim.ref, between, unknown
        before, end, unknown = claim, max(end, claim.last), 0


def false_zeros(claims: list[Drawn], large: int, days: int) -> Iterator[tuple[Value, ...]]:
    """Walk along a series, and find the zeros that stand between two large figures."""
    known = [claim for claim in claims if claim.number is not None]
    highest = [claim for period in periods(known) for claim in period if claim.number == period[0].number]
    runs = [(is_zero, list(run)) for is_zero, run in groupby(highest, lambda claim: claim.number == 0)]
    for (_, earlier), (is_zero, zeros), (_, later) in zip(runs, runs[1:], runs[2:], strict=False):
        before, after = earlier[-1], later[0]
        between = (after.first - before.last).days
        if is_zero and min(before.number or 0, after.number or 0) >= large and between <= days:
            yield from ((zero.ref, before.ref, after.ref, len(zeros), between) for zero in zeros)


def asked(reader: Reader, name: str, columns: str, given: dict[str, str | None]) -> list[tuple[Value, ...]]:
    """Return these columns of an answer, in the order of their cells."""
    result = answer(reader, built_in_question(name), given)
    places = [result.columns.index(column) for column in columns.split()]
    return sorted((tuple(row[place] for place in places) for row in result.rows), key=repr)


@pytest.mark.parametrize("days", [1, 31, 91, 400, 3000])
@pytest.mark.parametrize("host", [None, "fra"])
def test_gaps_are_those_of_a_walk_along_each_series(
    readers: tuple[Reader, Reader], days: int, host: str | None
) -> None:
    for reader in readers:
        found = asked(reader, "gaps", "before_ref after_ref days unknown", {"host": host, "days": str(days)})
        walked = [gap for claims in by_series(reader) for gap in gaps(claims, days)]

        assert found == sorted(walked, key=repr)
        assert len(found) > 5


@pytest.mark.parametrize(("large", "days"), [(1, 10_000_000), (500, 731), (900, 100)])
@pytest.mark.parametrize("host", [None, "fra"])
def test_false_zeros_are_those_of_a_walk_along_each_series(
    readers: tuple[Reader, Reader], large: int, days: int, host: str | None
) -> None:
    given = {"host": host, "large": str(large), "days": str(days)}
    for reader in readers:
        found = asked(reader, "false-zeros", "ref before_ref after_ref zeros days", given)
        walked = [zero for claims in by_series(reader) for zero in false_zeros(claims, large, days)]

        assert found == sorted(walked, key=repr)
        assert found or days == 100
