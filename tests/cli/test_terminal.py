"""What is shown in a terminal fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.starting import in_terminal

if TYPE_CHECKING:
    from tests.conftest import Runner


@pytest.mark.parametrize("words", ["figures", "positions", "sources", "actors --limit 20", "db status"])
@pytest.mark.parametrize("columns", [80, 40])
def test_a_table_fits_the_terminal(words: str, columns: int, run: Runner, db: str) -> None:
    shown, code = in_terminal(run, *words.split(), SOFADB_DB=db, size=(columns, 5000), quiet=True, NO_COLOR="1")

    assert code == 0
    assert shown.count("\n") > 10
    assert max(map(len, shown.splitlines())) <= columns
    assert "\x1b" not in shown


@pytest.mark.parametrize("color", ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"])
def test_there_are_no_escape_codes_in_an_error(color: str, run: Runner, db: str) -> None:
    shown, _ = in_terminal(run, "--db", db, "figures", "--host", "Nigr", environment={color: "1"})

    assert shown.startswith("Error: ")
    assert "\x1b" not in shown


@pytest.mark.parametrize("how", ["a wide terminal", "a format", "a file"])
def test_only_a_table_is_fitted(how: str, run: Runner, db: str) -> None:
    more = {"a wide terminal": [], "a format": ["--csv"], "a file": ["-o", "figures.txt"]}[how]
    columns = 300 if how == "a wide terminal" else 40

    shown, code = in_terminal(run, "figures", *more, SOFADB_DB=db, size=(columns, 100), quiet=True, NO_COLOR="1")

    written = (run.home / "figures.txt").read_text("utf-8") if how == "a file" else shown
    piped = run("figures", *(["--csv"] if how == "a format" else []), SOFADB_DB=db).stdout
    assert code == 0
    assert written == piped


@pytest.mark.parametrize(("lines", "paged"), [(10, True), (100, False)])
def test_a_long_answer_goes_through_the_pager(lines: int, paged: bool, run: Runner, db: str) -> None:
    pager = run.home / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/PAGED /'\n", "utf-8")
    pager.chmod(0o755)

    shown, code = in_terminal(run, "sources", SOFADB_DB=db, size=(60, lines), quiet=True, PAGER=str(pager))

    assert code == 0
    assert all(line.startswith("PAGED ") == paged for line in shown.splitlines() if line)
    assert "dayen-2011" in shown


def test_a_pager_that_is_left_early_is_no_error(run: Runner, db: str) -> None:
    pager = run.home / "pager"
    pager.write_text("#!/bin/sh\nhead -n 1\n", "utf-8")
    pager.chmod(0o755)

    shown, code = in_terminal(run, "actors", SOFADB_DB=db, size=(80, 10), PAGER=str(pager))

    assert code == 0
    assert "Traceback" not in shown


def test_without_less_or_a_pager_everything_is_shown(run: Runner, db: str) -> None:
    shown, code = in_terminal(run, "sources", SOFADB_DB=db, size=(80, 5), PAGER="cat")

    assert code == 0
    assert "dayen-2011" in shown
    assert "military-" in shown
