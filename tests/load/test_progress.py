"""A long load says on standard error how far it is; a short one says nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from sofadb.cli.progress import progress
from tests.conftest import database_words

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sofadb.database.target import Target
    from tests.conftest import Runner


class Clock:
    """A clock that goes on by a step each time it is looked at."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_elsewhere_than_on_a_terminal_a_line_comes_every_few_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(Clock(1.0)) as watch:
        for number in range(1, 13):
            watch("checking", number * 100, 1200)

    assert capsys.readouterr() == ("", "checking 500 of 1,200 files\nchecking 1,000 of 1,200 files\n")


def test_rows_whose_number_is_not_known_come_with_how_many_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(Clock(1.0)) as watch:
        for number in range(1, 6):
            watch("reading", number * 50_000, 0)

    assert capsys.readouterr() == ("", "reading 250,000 rows, 50,000 a second\n")


def test_a_short_command_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(Clock(0.01)) as watch:
        for number in range(1, 400):
            watch("writing", number, 400)

    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_one_line_is_rewritten_and_cleared(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    with progress(Clock(0.4)) as watch:
        for number in range(1, 5):
            watch("writing", number, 4)

    shown = capsys.readouterr().err
    assert shown == "".join(f"\r\x1b[K{text}" for text in ("writing 3 of 4 rows", "writing 4 of 4 rows", ""))


def test_a_load_that_takes_a_moment_leaves_a_terminal_clean(run: Runner, file_target: Target, seeds: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "sofadb", "seed", "load", *database_words(file_target), str(seeds)]

    subprocess.run(words, stderr=theirs, stdout=subprocess.DEVNULL, env=run.environment(), check=True, timeout=60)

    os.close(theirs)
    shown = os.read(ours, 100_000).decode().rpartition("\x1b[K")[2]
    os.close(ours)
    assert "3 seed files: " in shown
    assert " of " not in shown.partition("3 seed files")[2]
