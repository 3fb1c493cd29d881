"""A database is made whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from sofadb.database.target import Target
from sofadb.errors import SofadbError
from sofadb.seed.loading.create import create_database
from sofadb.seed.loading.load import load_files
from tests.load.killing import killed
from tests.load.stored import (
    content,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner


def test_a_database_is_never_made_over_an_existing_file(tmp_path: Path) -> None:
    for content_before in (b"", b"a letter", b"SQLite format 3\x00"):
        path = tmp_path / "mine.db"
        path.write_bytes(content_before)

        with pytest.raises(SofadbError, match="exists already"):
            create_database(Target(path=path))

        assert path.read_bytes() == content_before
    assert [each.name for each in tmp_path.iterdir()] == ["mine.db"]


def test_a_database_is_never_made_over_another_on_a_server(
    server: Any, built_in_template: str
) -> None:  # Any: a fixture
    target = server.create(built_in_template)
    before = content(target)

    with pytest.raises(SofadbError, match="already"):
        create_database(target)

    assert content(target) == before
    server.drop(target)


def test_of_several_that_make_one_database_one_wins(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "new" / "mine.db"

    done = run.together(*[["db", "init", "--db", str(path)]] * 3)

    assert sorted(each.returncode for each in done) == [0, 1, 1], done
    assert [each.name for each in path.parent.iterdir()] == ["mine.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_init_that_is_killed_leaves_no_database(run: Runner, tmp_path: Path) -> None:
    made = killed(run, tmp_path / "killed", "", 400, "db", "init")

    assert len(made) == 1
    assert load_files(Target(path=made[0]), []).changes == []


@pytest.mark.parametrize("moment", ["os.link", "os.rename"])
def test_an_init_that_is_killed_while_it_puts_the_file_in_place_leaves_none_or_all(
    moment: str, run: Runner, tmp_path: Path
) -> None:
    program = (
        "import os, signal, sys\n"
        "from sofadb.cli import main\n"
        "moment = sys.argv.pop(1)\n"
        "sys.addaudithook(lambda event, _: os.kill(os.getpid(), signal.SIGKILL) if event == moment else None)\n"
        "main(sys.argv[1:])\n"
    )
    path = tmp_path / "new" / "mine.db"
    words = [sys.executable, "-c", program, moment, "--db", str(path), "db", "init"]

    subprocess.run(words, env=run.environment(), check=False, capture_output=True)

    assert not path.exists() or load_files(Target(path=path), []).changes == []
    assert moment != "os.link" or not path.exists()
    if not path.exists():
        create_database(Target(path=path))
        assert load_files(Target(path=path), []).changes == []


def test_several_processes_may_make_the_first_database_at_once(run: Runner) -> None:
    done = run.together(*[["sources", "--csv"]] * 4)

    assert [each.returncode for each in done] == [0, 0, 0, 0], done
    assert len({each.stdout for each in done}) == 1
