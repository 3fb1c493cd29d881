"""Claims are read from a database as they are, with the wholes that were not asked for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sofadb.catalog import find_question
from sofadb.database.reader import open_reader
from sofadb.execute import answer
from sofadb.seed.loading.load import load_files
from sofadb.totals import Terms, read_claims, read_wholes, sum_up
from tests.conftest import database_words
from tests.totals.claims import counted
from tests.totals.conftest import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


def test_claims_are_the_rows_of_figures(databases: tuple[Target, Target]) -> None:
    figures = find_question("figures")
    for target in databases:
        with open_reader(target) as reader:
            listed = answer(reader, figures, {})
            rows = {row[0]: dict(zip(listed.columns, row, strict=True)) for row in listed.rows}
            claims = list(read_claims(reader, figures, {}))

        assert {each.ref for each in claims} == set(rows)
        for each in claims:
            row = rows[each.ref]
            mine = {**each.group._asdict(), **each.thing._asdict(), **each._asdict(), "source": each.source}
            mine |= {"as_of_earliest": each.earliest, "as_of_latest": each.latest}
            assert {name: value for name, value in mine.items() if name in row} == {
                name: value for name, value in row.items() if name in mine
            }


LINKS = 450


def test_wholes_that_are_not_asked_for_are_followed_at_any_depth(target: Target, tmp_path: Path) -> None:
    """More than are looked up at once, each a part of the one before it."""
    seed = [SEED.partition("passages:")[0], "passages:\n  - at: paragraph 1\n    counts:\n"]
    plain = "actor: guards, host: irq, measure: planned, as_of: 2012, exact: 1"
    for number in range(LINKS):
        for kind, whole in (("whole", "root"), ("part", f"whole-{number}")):
            category = "military" if kind == "part" else "police"
            said = f"{plain}, category: {category}, part_of: {whole}, wording: {kind}-{number}"
            seed.append(f"      - {{key: {kind}-{number}, {said}}}\n")
    seed.append(f"      - {{key: root, {plain}, category: military, function: train}}\n")
    path = tmp_path / "chain.yaml"
    path.write_text("".join(seed), "utf-8")
    load_files(target, [str(path)])

    with open_reader(target) as reader:
        claims = list(read_claims(reader, find_question("figures"), {"actor": "guards", "category": "military"}))
        wholes = read_wholes(reader, claims)

    assert wholes == {f"gazette/whole-{number}": "gazette/root" for number in range(LINKS)}
    (planned,) = sum_up(claims, wholes, Terms("2014-01-01"))
    assert (planned.amount, counted(planned)) == ((1, 1, 1), ["gazette/root"])


def test_a_ring_in_the_database_is_told_and_not_summed(run: Runner, file_target: Target) -> None:
    with closing(sqlite3.connect(str(file_target.path))) as connection:
        connection.execute(
            "UPDATE personnel_counts SET part_of_id = (SELECT id FROM personnel_counts WHERE key = 'advisers-soon') "
            "WHERE key = 'advisers'"
        )
        connection.commit()

    done = run(*database_words(file_target), "figures", "--total", "--host", "irq")

    assert done.returncode == 4
    assert "is a part of itself, by way of" in done.stderr
    assert "help: correct part_of" in done.stderr
