"""Who stops an import, or asks while one is at work, finds the old figures or the new ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import database_words
from tests.tables import MAP, ask, counts_of
from tests.test_import_crash_moments import ROWS, daily, importing, schema, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner, Server


@pytest.fixture
def server_target(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database of a server with the built-in dataset; the test may change it."""
    made = server.create(built_in_template)
    yield made
    server.drop(made)


#: What a server says of an import that has the tables for itself.
HAS_TABLES: Final = """
SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
WHERE l.mode = 'AccessExclusiveLock' AND l.granted AND c.relname = 'personnel_counts'
"""


#: What it says of who waits for a table, be it another one that the import has.
WAITS: Final = """
SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
WHERE NOT l.granted AND d.datname = current_database()
"""


def writes(target: Target) -> Callable[[], bool]:
    """Return what tells whether an import has begun to write: to its journal, or on the server."""
    if target.path is None:
        return lambda: bool(ask(target, HAS_TABLES)[0][0])
    journal = Path(f"{target.path}-journal")
    return lambda: journal.exists() and journal.stat().st_size > 0


@contextmanager
def at_work(run: Runner, target: Target, path: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Begin an import and wait until it writes."""
    is_writing = writes(target)
    command = [sys.executable, "-m", "sofadb", *importing(path), *database_words(target), *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=run.environment()
    )
    try:
        until = time.monotonic() + 60
        while not is_writing():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.001)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_an_import_that_is_interrupted_says_so_and_changes_nothing(
    run: Runner, target: Target, tmp_path: Path
) -> None:
    path, old, whole = daily(tmp_path), state(target), schema(target)
    files = {each.name for each in tmp_path.iterdir()}

    with at_work(run, target, path, "--reject", str(tmp_path / "refused.csv")) as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, ""), err
    assert err.splitlines()[-1] == "Error: interrupted"
    assert "Traceback" not in err
    assert (state(target), schema(target)) == (old, whole)
    assert {each.name for each in tmp_path.iterdir()} == files
    again = run(*importing(path), *database_words(target))
    assert again.returncode == 0, again.stderr
    assert len(counts_of(target)) == ROWS


def test_who_asks_a_server_during_the_first_large_import_waits_or_meets_his_limit(
    run: Runner, server_target: Target, tmp_path: Path
) -> None:
    path, question = daily(tmp_path), ("figures", "--csv", *database_words(server_target))
    before = len(run(*question).stdout.splitlines())

    with at_work(run, server_target, path) as process:
        os.kill(process.pid, signal.SIGSTOP)
        limited = run("sql", "SELECT ref FROM figures", "--timeout", "0.5", *database_words(server_target))
        with ThreadPoolExecutor() as asking:
            answer = asking.submit(run, *question)
            try:
                while not ask(server_target, WAITS)[0][0]:
                    assert not answer.done()
                    time.sleep(0.01)
            finally:
                os.kill(process.pid, signal.SIGCONT)
            told = process.communicate(timeout=60)[1]

    assert (process.returncode, answer.result().returncode) == (0, 0), told
    assert (limited.returncode, limited.stdout) == (5, ""), limited.stderr
    assert len(answer.result().stdout.splitlines()) == before + ROWS


def test_who_asks_a_file_during_an_import_gets_the_old_figures_or_is_told_to_wait(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    question = ("figures", "--csv", *database_words(file_target))
    path, old = daily(tmp_path), run(*question).stdout

    with at_work(run, file_target, path) as process:
        os.kill(process.pid, signal.SIGSTOP)
        answer = run(*question)
        os.kill(process.pid, signal.SIGCONT)
        told = process.communicate(timeout=60)[1]

    assert process.returncode == 0, told
    if answer.returncode:
        assert (answer.returncode, answer.stdout) == (3, "")
        assert "another process is writing" in answer.stderr
    else:
        assert answer.stdout == old
    assert len(run(*question).stdout.splitlines()) == len(old.splitlines()) + ROWS


def test_two_large_imports_at_once_both_finish(run: Runner, target: Target, tmp_path: Path) -> None:
    start, _, rest = MAP.partition("actors:\n")
    actors, _, end = rest.partition("table:\n")
    (tmp_path / "actors.yaml").write_text(f"format: 1\nactors:\n{actors}", "utf-8")
    assert run("seed", "load", str(tmp_path / "actors.yaml"), *database_words(target)).returncode == 0
    paths = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        paths.append(daily(folder))
        written = f"{start}table:\n{end}".replace("key: census", f"key: {name}").replace("Census Office", name)
        (folder / "census.map.yaml").write_text(written, "utf-8")

    ended = run.together(*([*importing(path), *database_words(target)] for path in paths))

    assert [each.returncode for each in ended] == [0, 0], [each.stderr for each in ended]
    per_source = "SELECT source, count(*) FROM figures WHERE source IN ('one', 'two') GROUP BY source ORDER BY source"
    assert ask(target, per_source) == [("one", ROWS), ("two", ROWS)]
