"""Questions over a whole table: they are read in the order of an index, and keep what they are at, not all of it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tracemalloc
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.search import Search
from sofadb.seed.reading.text import MOST_BYTES
from sofadb.seed.writing.files import write_seeds
from sofadb.seed.writing.sizes import TooLongError, least_sizes, refuse_if_longer
from sofadb.seed.writing.yaml_text import Plain, Short, write_yaml
from sofadb.totals import Terms, read_claims, read_period, read_wholes, stream_totals, sum_up
from tests.tables import load_table, write_table
from tests.test_index_use import FILL, MANY
from tests.test_latest_figures import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.database.reader import Reader
    from sofadb.seed.writing.yaml_text import Entry, Written
    from tests.conftest import Server

FIGURES = built_in_question("figures")
#: Texts that the emitter writes in many ways, as they are, in quotes, folded, or on lines of their own.
TEXTS = (
    *("usa", "us-army", "no", "12", "1,200", "a: b", "# x", "it's", "- x", "naïve café", "line one\nline two", "~"),
    *("x" * 120, "word " * 30 + "end", "2014-06-20", "é-b", "e-5", "1e5", '"', "{a", " x", "\u2028z", "🙂 smile"),
    *("long-" * 25 + "k", "about forty of them went away and came back " * 2 + "x", "k: - x", "- - ", "9" * 40),
)


@pytest.fixture(scope="module")
def drawn(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[tuple[Reader, Reader]]:
    """Open the same drawn figures, some of them parts of one of another group, on both engines."""
    file = tmp_path_factory.mktemp("whole") / "drawn.db"
    local, remote = Target(path=shutil.copyfile(built_in_file, file)), server.create(built_in_template)
    with ExitStack() as stack:
        first, second = (stack.enter_context(open_reader(fill(target, 7))) for target in (local, remote))
        yield first, second
    server.drop(remote)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Iterator[Reader]:
    """Open a file with the built-in dataset among many figures."""
    target = Target(path=shutil.copyfile(built_in_file, tmp_path_factory.mktemp("whole") / "many.db"))
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(FILL))
    engine.dispose()
    with open_reader(target) as reader:
        yield reader


@pytest.mark.parametrize("name", ["gaps", "false-zeros"])
def test_series_are_read_in_the_order_of_their_index(built_in_file: Path, name: str) -> None:
    """A host is found by its own index; of what is beside each other in all series nothing is sorted but ties."""
    question = built_in_question(name)
    with closing(sqlite3.connect(built_in_file)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {question.sql}", dict.fromkeys(question.types()))
        plan = [str(row[3]) for row in rows]
    scanned = plan.index("SCAN personnel_counts USING INDEX ix_personnel_counts_series")
    sorts = [line for line in plan[scanned:] if "ORDER BY" in line]

    assert sorts[0] == "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"
    assert any("SEARCH personnel_counts USING INDEX ix_personnel_counts_host_id" in line for line in plan)
    assert "SCAN personnel_counts" not in plan


@pytest.mark.parametrize(
    "given", [{}, {"host": "irq"}, {"actor": "usa", "category": "military"}, {"measure": "sent"}]
)
def test_totals_group_by_group_are_those_of_all_claims_at_once(
    drawn: tuple[Reader, Reader], given: dict[str, str | None]
) -> None:
    for terms in (
        Terms("2026-01-01"),
        Terms("2012-02-29", read_period("2010/2012"), "at_least"),
        Terms("1999-01-01"),
    ):
        answers = []
        for reader in drawn:
            claims = list(read_claims(reader, FIGURES, given))
            answers.append(list(stream_totals(reader, FIGURES, given, terms)))

            assert answers[-1] == sum_up(claims, read_wholes(reader, claims), terms)
            assert claims or given == {"measure": "sent"}

        assert answers[0] == answers[1]


def test_totals_keep_one_group_at_a_time(many: Reader) -> None:
    tracemalloc.start()
    try:
        claims = list(read_claims(many, FIGURES, {}))
        at_once = tracemalloc.get_traced_memory()[1]
        number = len(claims)
        del claims
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        summed = sum(1 for _ in stream_totals(many, FIGURES, {}, Terms("2026-01-01")))
        in_turn = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()

    assert number > MANY
    assert summed >= 40
    assert in_turn * 4 < at_once


def entry(chance: random.Random, depth: int = 0) -> Entry:
    """Draw an entry, which may hold lists of entries."""
    return {f"f{number}": value(chance, depth) for number in range(chance.randint(1, 6))}


def value(chance: random.Random, depth: int) -> Written:
    """Draw what a field may hold."""
    kinds: list[Written] = [
        *(chance.choice(TEXTS) for _ in range(6)),
        chance.randint(0, 10**6),
        Plain(chance.choice(("2014-06-20", "yes", "1950-10/1950-12", "2011~", ".."))),
        Short({"kind": "if", "text": chance.choice(TEXTS)}),
        [chance.choice(TEXTS) for _ in range(chance.randint(1, 4))],
        [Short({"kind": chance.choice(TEXTS)})],
        [3, 9],
    ]
    if depth < 2 and chance.random() < 0.2:
        return [entry(chance, depth + 1) for _ in range(chance.randint(1, 3))]
    return chance.choice(kinds)


def test_entries_are_written_as_the_emitter_writes_them() -> None:
    chance = random.Random(5)
    for _ in range(300):
        passages = [entry(chance)]

        assert write_yaml({"passages": passages}, apart=("passages",)) == write_yaml({"passages": passages})


def test_no_file_is_refused_for_its_size_that_would_not_be_longer(
    drawn: tuple[Reader, Reader], built_in_file: Path
) -> None:
    """What is reckoned without writing is the same on both engines, and less than the file."""
    with open_reader(Target(path=built_in_file)) as reader:
        sizes, texts = least_sizes(reader), write_seeds(reader).texts
    local, remote = (least_sizes(reader) for reader in drawn)

    assert local == remote
    for source, size in sizes.items():
        assert size < len(texts[f"{source}.yaml"].encode())


def test_the_size_of_a_long_table_is_told_nearly(file_target: Target, tmp_path: Path) -> None:
    load_table(file_target, write_table(tmp_path, [f"sylvania,{year},mil,{year}" for year in range(1500, 2000)]))
    with open_reader(file_target) as reader:
        size = max(least_sizes(reader).values())
        longest = max(len(written.encode()) for written in write_seeds(reader, ["census"]).texts.values())

    assert size < longest < 2 * size


def test_a_file_that_no_load_would_take_is_named_with_what_to_do() -> None:
    refuse_if_longer({"herald": MOST_BYTES})
    with pytest.raises(TooLongError, match=r"at most 100 MB.*census \(143 MB or more\)$") as caught:
        refuse_if_longer({"herald": 5, "census": 150_000_000})

    assert "sofadb export" in caught.value.remedy


def test_words_are_found_wherever_they_stand_among_many_figures(many: Reader) -> None:
    search = Search(many, ["filler-77"])
    found = [row[1] for row in search.result().rows]
    numbers = [number for number in range(1, MANY + 1) if str(number).startswith("77")]

    assert [str(ref).split("/")[1] for ref in found] == sorted(f"filler-{number}" for number in numbers)
    assert search.hint() is None


def test_no_word_is_found_across_the_end_of_a_field_and_all_entries_are_counted(many: Reader) -> None:
    search = Search(many, ["unfindable"], "figure")

    assert list(search.result().rows) == []
    held = next(iter(many.ask("SELECT count(*) FROM personnel_counts", {}, {}).rows))[0]
    assert f"searched {held:,} entries" in str(search.hint())
