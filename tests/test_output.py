"""The manners of output: what contradicts itself, color, long answers, notes beside the data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sofadb.cli.output import Output
from sofadb.formats import FORMATS
from sofadb.result import Result
from tests.cli.starting import in_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.result import Row
    from tests.conftest import Runner

CODE = re.compile("\x1b\\[[0-9]*m")

#: Runs the tool without the libraries of the extras.
WITHOUT_EXTRAS = """
import sys
sys.modules["xlsxwriter"] = sys.modules["pyarrow"] = None
from sofadb.cli import main
sys.exit(main(sys.argv[1:]))
"""

#: Answers a command `ask` with as many rows as it is told, and says how many were read.
ENDLESS = """
import sys
import click
from sofadb.cli.output import output_options
from sofadb.result import Result

@click.command()
@click.argument("count", type=int)
@click.option("--bounded", is_flag=True)
@output_options
def ask(count, bounded, output):
    read = 0
    def rows():
        nonlocal read
        for read in range(count):
            yield read, "x" * 20
    output.emit(Result(("number", "text"), rows()), bounded=bounded)
    print(f"read {read + 1}", file=sys.stderr)

ask(sys.argv[1:], standalone_mode=False)
"""


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


def ask(run: Runner, *words: str) -> subprocess.CompletedProcess[str]:
    """Answer with many rows, through a pipe."""
    return subprocess.run(
        [sys.executable, "-c", ENDLESS, *words],
        capture_output=True,
        check=True,
        cwd=run.home,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )


def pager(run: Runner, script: str) -> str:
    """Make a pager from a line of shell."""
    path = run.home / "pager"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


# Contradictions


def takers(option: str) -> set[str]:
    return {name for name, each in FORMATS.items() if option in each.takes}


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "words", [["--null", "x"], ["--no-header"], ["--vertical"], ["--color", "always"], ["--excel-safe"]], ids=" ".join
)
def test_an_option_that_means_nothing_to_a_format_is_refused(
    words: list[str], fmt: str, run: Runner, db: str
) -> None:
    path = run.home / "made"
    done = run("sources", "-f", fmt, "-o", "made", *words, SOFADB_DB=db)

    if fmt in takers(words[0]):
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{words[0]} means nothing to the format {fmt}" in done.stderr
        assert takers(words[0]) == {*done.stderr.partition("it is for: ")[2].strip().split(", ")}
    assert path.exists() == (fmt in takers(words[0]))


def test_what_each_option_is_for() -> None:
    assert takers("--vertical") == takers("--color") == {"table"}
    assert takers("--excel-safe") == {"csv", "tsv", "xlsx"}
    assert takers("--null") & {"json", "jsonl", "xlsx", "parquet"} == set()
    assert takers("--no-header") & {"json", "jsonl", "parquet"} == set()


def test_a_contradiction_is_told_before_a_database_is_made(run: Runner) -> None:
    done = run("figures", "--json", "--null", "x")

    assert (done.returncode, done.stdout) == (2, "")
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("fmt", ["xlsx", "parquet"])
def test_a_format_whose_library_is_missing_says_what_to_install(fmt: str, run: Runner, db: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRAS, "--db", db, "sources", "-o", f"sources.{fmt}"],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert f"pip install 'sofadb[{fmt}]'" in done.stderr
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("fmt", ["xlsx", "parquet"])
def test_bytes_are_not_written_to_a_terminal(fmt: str, run: Runner, db: str) -> None:
    shown, code = in_terminal(run, "sources", "-f", fmt, SOFADB_DB=db)

    assert code == 2
    assert "-o FILE" in shown


# Color


@pytest.mark.parametrize(
    ("words", "environment", "colored"),
    [
        ("", {}, True),
        ("--vertical", {}, True),
        ("--color never", {}, False),
        ("", {"NO_COLOR": "1"}, False),
        ("", {"NO_COLOR": ""}, True),
        ("", {"CLICOLOR": "0"}, False),
        ("", {"TERM": "dumb"}, False),
        ("--color always", {"NO_COLOR": "1"}, True),
        ("--csv", {}, False),
        ("-f markdown", {}, False),
    ],
)
def test_a_table_has_color_on_a_terminal(
    words: str, environment: dict[str, str], colored: bool, run: Runner, db: str
) -> None:
    shown, code = in_terminal(run, "sources", *words.split(), SOFADB_DB=db, size=(120, 100), environment=environment)

    assert code == 0
    assert bool(CODE.findall(shown)) == colored
    assert "\x1b" not in CODE.sub("", shown)


@pytest.mark.parametrize("force", ["FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM"])
def test_nothing_but_the_option_puts_color_into_a_pipe(force: str, run: Runner, db: str) -> None:
    plain = run("sources", SOFADB_DB=db, **{force: "1"}).stdout
    colored = run("sources", "--color", "always", SOFADB_DB=db).stdout

    assert "\x1b" not in plain
    assert CODE.sub("", colored) == plain != colored


def test_color_does_not_change_the_widths_on_a_terminal(run: Runner, db: str) -> None:
    plain, colored = (
        in_terminal(run, "figures", "--color", color, SOFADB_DB=db, size=(80, 500), quiet=True)[0]
        for color in ("never", "always")
    )

    assert CODE.sub("", colored) == plain != colored


def test_a_pager_that_may_not_know_color_gets_none(run: Runner, db: str) -> None:
    cat = pager(run, "cat")

    plain, _ = in_terminal(run, "sources", SOFADB_DB=db, size=(80, 5), quiet=True, PAGER=cat)
    colored, _ = in_terminal(run, "sources", "--color", "always", SOFADB_DB=db, size=(80, 5), quiet=True, PAGER=cat)

    assert "\x1b" not in plain
    assert CODE.sub("", colored) == plain != colored


# Columns of one name


@pytest.mark.parametrize("fmt", [name for name, each in FORMATS.items() if not each.binary])
def test_columns_of_one_name_are_numbered_with_a_note(fmt: str, run: Runner, db: str) -> None:
    done = run("sources", "--columns", "key,title,key", "-f", fmt, SOFADB_DB=db)

    assert done.returncode == 0
    assert done.stderr == "columns of one name were numbered: 'key_2'\n"
    assert "key_2" in done.stdout or fmt == "markdown"


def test_a_numbered_column_can_be_chosen(capfd: pytest.CaptureFixture[str]) -> None:
    Output(format="json", columns="a_2", sort="-a_2").emit(Result(("a", "a"), [(1, 2), (3, 4)]))

    printed = capfd.readouterr()
    assert json.loads(printed.out) == [{"a_2": 4}, {"a_2": 2}]
    assert printed.err == "columns of one name were numbered: 'a_2'\n"


# Long answers


def test_a_bounded_table_ends_with_a_note(run: Runner) -> None:
    done = ask(run, "5000", "--bounded")

    assert len(done.stdout.splitlines()) == 1002
    assert done.stderr.splitlines() == [
        "the first 1,000 rows are shown; --limit 5000 shows more, -f csv or -o FILE gives all",
        "read 1001",
    ]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("5000 --bounded --csv", 5001),
        ("5000 --bounded --color always -o made.txt", 0),
        ("5000 --bounded --limit 2000", 2002),
        ("5000 --bounded --limit 7", 9),
        ("1000 --bounded", 1002),
        ("5000", 5002),
    ],
)
def test_nothing_else_is_bounded(words: str, lines: int, run: Runner) -> None:
    done = ask(run, *words.split())

    assert len(done.stdout.splitlines()) == lines
    assert "shown" not in done.stderr
    if "-o" in words:
        assert (run.home / "made.txt").read_text("utf-8").count("\n") == 5002


def test_a_giant_table_shows_its_first_screen_and_reads_no_further(run: Runner) -> None:
    """The pager is left at once, so a million rows are never read."""
    shown, code = in_terminal(
        run, "1000000", program=("-c", ENDLESS), size=(80, 20), quiet=False, PAGER=pager(run, "head -n 3")
    )

    read = re.search(r"read (\d+)", shown)
    assert code == 0
    assert "number  text" in shown
    assert read is not None
    assert int(read[1]) < 100_000


def test_an_answer_that_fits_the_screen_starts_no_pager(run: Runner) -> None:
    shown, _ = in_terminal(
        run, "10", program=("-c", ENDLESS), size=(80, 20), quiet=True, PAGER=pager(run, "sed 's/^/PAGED /'")
    )

    assert "PAGED" not in shown
    assert shown.count("\n") == 12


def endless() -> Iterator[Row]:
    """Give rows for ever."""
    number = 0
    while True:
        yield (number,)
        number += 1


def test_an_endless_answer_ends_when_it_is_bounded(capfd: pytest.CaptureFixture[str]) -> None:
    Output().emit(Result(("a",), endless()), bounded=True)

    assert len(capfd.readouterr().out.splitlines()) == 1002
