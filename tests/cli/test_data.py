"""Standard output is data and nothing else, in the form that was asked for."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from sofadb.formats import FORMATS

if TYPE_CHECKING:
    from tests.conftest import Runner


TEXTS = [name for name, each in FORMATS.items() if not each.binary]

# Standard output is data


def test_a_question_writes_nothing_but_data(run: Runner, db: str) -> None:
    done = run("figures", "--csv", SOFADB_DB=db)

    assert (done.returncode, done.stderr) == (0, "")
    assert len({len(row) for row in csv.reader(io.StringIO(done.stdout))}) == 1


def test_a_file_holds_the_bytes_of_a_pipe(run: Runner, db: str) -> None:
    piped = run("figures", SOFADB_DB=db)

    done = run("figures", "-o", "figures.txt", SOFADB_DB=db)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (run.home / "figures.txt").read_bytes() == piped.stdout.encode()
    assert piped.stdout.startswith("wording ")


@pytest.mark.parametrize("fmt", TEXTS)
def test_a_format_can_be_named_or_told_by_the_ending(fmt: str, run: Runner, db: str) -> None:
    named = run("positions", "--format", fmt.upper(), SOFADB_DB=db).stdout

    for ending in FORMATS[fmt].endings:
        done = run("positions", "--output", f"positions{ending}", SOFADB_DB=db)
        assert done.returncode == 0
        assert (run.home / f"positions{ending}").read_bytes() == named.encode()


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl"])
def test_a_format_has_a_short_form(fmt: str, run: Runner, db: str) -> None:
    short, long, both = (
        run("sources", *words, SOFADB_DB=db) for words in ([f"--{fmt}"], ["-f", fmt], [f"--{fmt}", "-f", fmt])
    )

    assert short.stdout == long.stdout == both.stdout
    assert short.stdout


def test_a_named_format_counts_more_than_the_ending(run: Runner, db: str) -> None:
    run("sources", "-o", "sources.csv", "--json", SOFADB_DB=db)

    assert len(json.loads((run.home / "sources.csv").read_text("utf-8"))) == 2


def test_a_dash_is_standard_output(run: Runner, db: str) -> None:
    assert run("sources", "-o", "-", SOFADB_DB=db).stdout == run("sources", SOFADB_DB=db).stdout
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("fmt", TEXTS)
def test_no_rows_are_an_answer_with_a_header(fmt: str, run: Runner, db: str) -> None:
    done = run("figures", "--host", "Andorra", "-f", fmt, SOFADB_DB=db)

    assert (done.returncode, done.stderr) == (0, "")
    if fmt in ("json", "jsonl"):
        assert done.stdout == {"json": "[]\n", "jsonl": ""}[fmt]
    else:
        assert "wording" in done.stdout


def test_columns_are_chosen_and_ordered(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "high, ref,high", "--limit", "1", "--csv", SOFADB_DB=db)

    assert done.stdout.splitlines()[1] == "16000,dayen-2011/embassy-personnel,16000"


def test_a_column_that_the_table_leaves_out_can_be_asked_for(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "ref", "--limit", "1", SOFADB_DB=db)

    assert done.stdout.split() == ["ref", "-" * 28, "dayen-2011/embassy-personnel"]


def test_rows_are_sorted_with_empty_cells_last(run: Runner, db: str) -> None:
    up = run("figures", "--sort", "best,-ref", "--columns", "best,ref", "--no-header", "--csv", SOFADB_DB=db)
    down = run("figures", "--sort", "-best,-ref", "--columns", "best", "--no-header", "--csv", SOFADB_DB=db)

    rows = [tuple(row) for row in csv.reader(io.StringIO(up.stdout))]
    filled = [int(best) for best, _ in rows if best]
    empty = [ref for best, ref in rows if not best]
    assert filled == [100, 170, 200, 275, 5000, 5000, 16000]
    assert [int(line) for line in down.stdout.split("\n") if line.strip('"')] == filled[::-1]
    assert rows[len(filled) :] == [("", ref) for ref in sorted(empty, reverse=True)]


def test_a_limit_cuts_and_a_header_can_go(run: Runner, db: str) -> None:
    rows = run("actors", "--no-header", "--csv", SOFADB_DB=db).stdout.splitlines()

    done = run("actors", "--limit", "3", "--no-header", "--csv", SOFADB_DB=db)

    assert len(rows) > 250
    assert done.stdout.splitlines() == rows[:3]
    assert run("actors", "--limit", "0", "--csv", SOFADB_DB=db).stdout.count("\n") == 1


@pytest.mark.parametrize("fmt", ["table", "csv", "tsv", "markdown", "html"])
def test_a_text_can_stand_for_missing_values(fmt: str, run: Runner, db: str) -> None:
    words = ("figures", "--columns", "low", "-f", fmt)

    done = run(*words, "--null", "n/a", SOFADB_DB=db)

    missing = [row["low"] for row in json.loads(run("figures", "--json", SOFADB_DB=db).stdout)].count(None)
    assert done.stdout.count("n/a") == missing > 5
    assert "n/a" not in run(*words, SOFADB_DB=db).stdout


def test_a_json_null_is_a_null(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "low", "--json", SOFADB_DB=db)

    assert None in [row["low"] for row in json.loads(done.stdout)]
