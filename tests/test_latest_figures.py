"""`latest-figures` walks along an index: it finds what a plain ranking of all figures finds, on both engines."""

from __future__ import annotations

import datetime
import io
import random
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.execute import answer
from sofadb.formats import FORMATS, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Server

FIGURES = 400
LATEST = built_in_question("latest-figures")
ACTORS = ("usa", "us-department-of-state", "irq", "kwt", "fra")
#: Few of each, so that figures of one series share their last day, or differ in nothing but their source.
CHOICES: dict[str, tuple[Any, ...]] = {  # Any: what a cell may hold
    "actor": ACTORS,
    "host": ("irq", "kwt", "usa"),
    "measure": ("present", "planned", "withdrawn"),
    "category": ("military", "civilian", "unspecified"),
    "status": ("accepted", "accepted", "deprecated", "conflict"),
    "days": (
        (None, None),
        ("2010-01-01", None),
        (None, "2011-12-31"),
        ("2012-02-29", "2012-02-29"),
        ("2011-01-01", "2011-12-31"),
        ("2011-12-31", None),
        ("0001-01-01", "0001-12-31"),
        ("2013-05-01", "9999-12-31"),
    ),
}
ASKED: dict[str, tuple[str | None, ...]] = {
    "host": (None, None, "irq", "kwt", "fra"),
    "actor": (None, None, "usa", "us-department-of-state", "fra"),
    "measure": (None, None, "present", "withdrawn"),
    "category": (None, None, "military", "unspecified"),
    "as_of": (None, None, "2012-02-29", "2011-12-31", "2012-03-01", "0001-01-01", "2026-01-01"),
}
ADDITION = """
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, measure, category, function, as_of, as_of_earliest,
    as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, status, status_note)
SELECT p.source_id, :key, a.id, h.id, :measure, :category, 'unspecified', :as_of, :first, :last,
    CASE WHEN :is_part = 1 THEN (SELECT min(id) FROM personnel_counts) END,
    'exact', 'value', :number, :number, :number, p.id, :status, 'made up'
FROM actors AS a, actors AS h, (SELECT id, source_id FROM passages ORDER BY source_id, id LIMIT 1 OFFSET :place) AS p
WHERE a.key = :actor AND h.key = :host
"""
#: The plain way: all figures that are asked for, those of the last day of their series first.
RANKED = """
WITH RECURSIVE
tree (id, top) AS (
    SELECT id, key FROM actors
    UNION
    SELECT a.id, t.top FROM actors AS a JOIN tree AS t ON a.part_of_id = t.id
)
SELECT ref, last_day FROM (
    SELECT s.key || '/' || c.key AS ref, coalesce(c.as_of_latest, c.as_of_earliest) AS last_day, h.key AS host,
        a.key AS actor, c.host_id AS host_id,
        c.actor_id AS actor_id, c.measure AS measure, c.category AS category, s.key AS source, c.key AS key,
        rank() OVER (PARTITION BY c.actor_id, c.host_id, c.measure, c.category
            ORDER BY coalesce(c.as_of_latest, c.as_of_earliest) DESC) AS place
    FROM personnel_counts AS c
    JOIN sources AS s ON s.id = c.source_id
    JOIN actors AS a ON a.id = c.actor_id
    JOIN actors AS h ON h.id = c.host_id
    WHERE c.status <> 'deprecated' AND coalesce(c.as_of_latest, c.as_of_earliest) <= coalesce(:as_of, '9999-12-31')
) AS ranked
WHERE place = 1
    AND (:actor IS NULL OR actor_id IN (SELECT id FROM tree WHERE top = :actor))
    AND (:host IS NULL OR host_id IN (SELECT id FROM tree WHERE top = :host))
    AND (:measure IS NULL OR measure = :measure)
    AND (:category IS NULL OR category = :category)
ORDER BY host, actor, measure, category, source, key
"""


def additions(chance: random.Random) -> Iterator[dict[str, object]]:
    """Draw figures."""
    for number in range(FIGURES):
        drawn = {name: chance.choice(choices) for name, choices in CHOICES.items()}
        first, last = drawn.pop("days")
        as_of = None if first is last is None else f"{first or ''}/{last or ''}"
        more = {"key": f"drawn-{number}", "number": number, "place": number % 3, "is_part": int(number % 7 == 0)}
        yield {**drawn, **more, "first": first, "last": last, "as_of": as_of}


def fill(target: Target, seed: int) -> Target:
    """Add the figures of a seed."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(ADDITION), list(additions(random.Random(seed))))
    engine.dispose()
    return target


@pytest.fixture(scope="module", params=[1, 2])
def readers(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    built_in_file: Path,
    server: Server,
    built_in_template: str,
) -> Iterator[tuple[Reader, Reader]]:
    """Open the same figures on both engines."""
    file = tmp_path_factory.mktemp("latest") / "drawn.db"
    local, remote = Target(path=shutil.copyfile(built_in_file, file)), server.create(built_in_template)
    with ExitStack() as stack:
        first, second = (stack.enter_context(open_reader(fill(target, request.param))) for target in (local, remote))
        yield first, second
    server.drop(remote)


def drawn_questions(number: int) -> list[dict[str, str | None]]:
    """Draw what is asked for."""
    chance = random.Random(number)
    return [{name: chance.choice(words) for name, words in ASKED.items()} for _ in range(number)]


def ranked(reader: Reader, given: dict[str, str | None]) -> list[tuple[Value, ...]]:
    """Return refs and last days as a ranking of all figures finds them."""
    return [tuple(row) for row in reader.ask(RANKED, dict(given), LATEST.types()).rows]


def test_it_finds_what_a_ranking_of_all_figures_finds(readers: tuple[Reader, Reader]) -> None:
    found = 0
    for given in drawn_questions(30):
        written = set()
        for reader in readers:
            result = answer(reader, LATEST, given)
            rows = list(result.rows)
            places = [result.columns.index(name) for name in ("ref", "last_day")]

            assert [tuple(row[place] for place in places) for row in rows] == ranked(reader, given), given
            stream = io.StringIO()
            write(FORMATS["csv"], result._replace(rows=iter(rows)), stream)
            written.add(stream.getvalue())
            found += len(rows)

        assert len(written) == 1, given
    assert found > FIGURES


def test_the_age_is_counted_in_days_of_the_calendar(readers: tuple[Reader, Reader]) -> None:
    for reader in readers:
        result = answer(reader, LATEST, {"as_of": "2026-01-01"})
        days, ages = (result.columns.index(name) for name in ("last_day", "age_days"))
        rows = [(datetime.date.fromisoformat(str(row[days])), row[ages]) for row in result.rows]

        assert {(datetime.date(2026, 1, 1) - day).days for day, _ in rows} > {5055}
        assert all((datetime.date(2026, 1, 1) - day).days == age for day, age in rows)
