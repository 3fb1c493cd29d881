"""A first import that is larger than what is there: what is taken down for it stands again, and nothing is let by."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from sofadb.bulk import indexes
from sofadb.database.engine import writing_engine
from tests.tables import Importer, ask

if TYPE_CHECKING:
    from sofadb.database.target import Target

#: More than there are, and than those for which nothing is taken down.
MANY = 10_010
#: The same where that number is another.
FEWER = 1_010
COUNT = "SELECT count(*) FROM personnel_counts"
HOSTS = ("sylvania", "graustark")


@pytest.fixture
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have indexes and rules taken down for fewer figures, so that it takes less time."""
    monkeypatch.setattr(indexes, "_FEW", 1_000)


def many_rows(many: int = FEWER) -> list[str]:
    """Make more rows than are there, of which no two give the same figure: a day for every two of them."""
    first = datetime.date(1950, 1, 1)
    days = (first + datetime.timedelta(days=place // 2) for place in range(many))
    return [f"{HOSTS[place % 2]},{day},mil,{place}" for place, day in enumerate(days)]


def rules_of(target: Target) -> list[tuple[Any, ...]]:  # Any: names and texts
    """Return all indexes and constraints of the counts."""
    if target.path is not None:
        return ask(target, "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'personnel_counts' ORDER BY name")
    kept = "SELECT indexname AS name, indexdef AS rule FROM pg_indexes WHERE tablename = 'personnel_counts'"
    constraints = (
        "SELECT conname, pg_get_constraintdef(oid) || convalidated FROM pg_constraint"
        " WHERE conrelid = CAST('personnel_counts' AS regclass)"
    )
    return ask(target, f"{kept} UNION ALL {constraints} ORDER BY name, rule")


def test_all_indexes_and_rules_stand_again(importer: Importer) -> None:
    before = rules_of(importer.target)
    rows = many_rows(MANY)

    done = importer(rows)

    assert done.code == 0, done.err
    assert done.numbers() == (len(rows), len(rows), 0, 0, 0)
    assert len(before) > 20 or importer.target.path is not None
    assert rules_of(importer.target) == before
    assert importer(rows).numbers() == (len(rows), 0, len(rows), 0, 0)


@pytest.mark.usefixtures("_few_are_many")
def test_a_figure_given_twice_is_refused_and_the_others_are_loaded(importer: Importer) -> None:
    before = rules_of(importer.target)
    rows = many_rows()
    rejected = importer.folder / "refused.csv"

    refused = importer([*rows, rows[7]])
    loaded = importer([*rows, rows[7]], "--reject", str(rejected))

    assert refused.code == 4
    assert refused.numbers() == (len(rows) + 1, len(rows) - 1, 0, 2, 0)
    assert f"(2 rows: lines 9, {len(rows) + 2})" in refused.err
    assert loaded.numbers() == (len(rows) + 1, len(rows) - 1, 0, 2, 0)
    assert len(rejected.read_text("utf-8").splitlines()) == 3
    assert rules_of(importer.target) == before


@pytest.mark.usefixtures("_few_are_many")
def test_one_wrong_row_among_many_keeps_all_out(importer: Importer) -> None:
    before = rules_of(importer.target)

    there = ask(importer.target, COUNT)

    done = importer([*many_rows(), "sylvania,2001,mil,007"])

    assert done.code == 4
    assert ask(importer.target, COUNT) == there
    assert rules_of(importer.target) == before


@pytest.mark.usefixtures("_few_are_many")
@pytest.mark.parametrize("target", ["postgresql"], indirect=True)
def test_a_reader_on_a_server_neither_stops_it_nor_is_stopped(importer: Importer) -> None:
    before = rules_of(importer.target)
    rows = many_rows()
    engine = writing_engine(importer.target)
    try:
        with engine.connect() as reader:
            there = reader.scalar(text(COUNT))

            done = importer(rows)

            assert done.code == 0, done.err
            assert reader.scalar(text(COUNT)) == there + len(rows)
    finally:
        engine.dispose()
    assert rules_of(importer.target) == before
