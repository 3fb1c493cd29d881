"""Whatever ends a load, the database holds the old state or the new one."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from sofadb.seed.loading.load import load_files
from tests.conftest import database_words
from tests.load.killing import killed, killed_on_server
from tests.load.stored import (
    answers,
    content,
    copied,
    digest,
    made_up_seeds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Runner, Server


def test_loaders_at_the_same_time_all_finish_and_load_once(
    run: Runner, file_target: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    other = copied(built_in_file, tmp_path)

    done = run.together(*[["seed", "load", *database_words(file_target), str(seeds)]] * 3)

    load_files(other, [str(seeds)])
    assert [each.returncode for each in done] == [0] * 3, done
    assert content(file_target) == content(other)


def test_a_load_that_is_killed_leaves_nothing(run: Runner, file_target: Target, seeds: Path, tmp_path: Path) -> None:
    before = digest(file_target), answers(file_target)

    *copies, whole = killed(run, tmp_path / "killed", str(file_target.path), 6, "seed", "load", str(seeds))

    assert len(copies) >= 10
    for path in copies:
        target = Target(path=path)
        assert answers(target) == before[1]
        assert digest(target) == before[0]
    load_files(Target(path=copies[-1]), [str(seeds)])
    assert content(Target(path=copies[-1])) == content(Target(path=whole))


def test_a_load_into_a_server_that_is_killed_leaves_nothing(
    run: Runner, server: Server, built_in_template: str, seeds: Path, file_target: Target
) -> None:
    target = server.create(built_in_template)
    before = content(target)
    load_files(file_target, [str(seeds)])

    *held, whole = killed_on_server(run, target.url, 6, "seed", "load", str(seeds))

    assert len(held) >= 6
    assert len(set(held)) == 1
    assert whole > held[0]
    assert content(target) == content(file_target) != before
    server.drop(target)


# Writes more than the cache holds, so that changed pages are in the file before the transaction ends.
KILLED_LATE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE actor_names SET lang = hex(randomblob(2000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["figures"], id="figures"),
        pytest.param(["seed", "check"], id="check"),
        pytest.param(["seed", "load"], id="load"),
        pytest.param(["db", "upgrade"], id="upgrade"),
        pytest.param(["db", "backup"], id="backup"),
    ],
)
def test_a_database_answers_after_a_writer_was_killed_late(
    words: list[str], run: Runner, file_target: Target
) -> None:
    path = str(file_target.path)
    expected = run(*words, "--db", str(shutil.copyfile(path, f"{path}.whole")))
    subprocess.run([sys.executable, "-c", KILLED_LATE, path], check=False)
    assert Path(f"{path}-journal").exists()

    done = run(*words, "--db", path)

    assert (done.returncode, done.stdout) == (0, expected.stdout), done.stderr


def test_a_database_answers_after_a_writer_was_killed_in_the_middle_of_its_commit(
    run: Runner, file_target: Target
) -> None:
    """The first page, with the new size, is written before the file grows; the journal holds what was."""
    path = Path(str(file_target.path))
    expected = run("--db", str(path), "figures", "--csv").stdout
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA cache_spill = 0")
        connection.execute("UPDATE load_log SET tool_version = hex(zeroblob(200000))")
        connection.execute("PRAGMA cache_spill = 1")
        journal = journal_of(path, connection)
        connection.execute("COMMIT")
    grown = path.stat().st_size
    with path.open("r+b") as stream:
        stream.truncate(grown - 100_000)
    path.with_name(f"{path.name}-journal").write_bytes(journal)

    done = run("--db", str(path), "figures", "--csv")

    assert (done.returncode, done.stdout) == (0, expected), done.stderr


def journal_of(path: Path, connection: sqlite3.Connection) -> bytes:
    """Return the journal as it is when a transaction has begun to write to the file."""
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("UPDATE load_log SET tool_version = tool_version || 'x'")
    connection.execute("UPDATE actor_names SET lang = lang")
    return path.with_name(f"{path.name}-journal").read_bytes()


def test_a_living_writer_is_not_taken_for_a_dead_one(run: Runner, file_target: Target) -> None:
    path = Path(str(file_target.path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("UPDATE actor_names SET lang = hex(zeroblob(500))")

        done = run("--db", str(path), "figures")

        connection.execute("ROLLBACK")
    assert done.returncode == 3
    assert "another process is writing" in done.stderr
    assert "died" not in done.stderr


# Forks, and kills the child after a part of the time that a whole load takes; prints how many children had ended.
KILLED_IN_TIME = """
import json, os, shutil, signal, sys, time
import sofadb.seed.loading.transaction
from sofadb.cli import main

template, folder, moments, *words = sys.argv[1:]

def begin(number):
    copy = os.path.join(folder, f"{number}.db")
    shutil.copyfile(template, copy)
    if child := os.fork():
        return child
    os._exit(main(["--db", copy, *words]))

def whole():
    started = time.monotonic()
    assert os.waitpid(begin(0), 0)[1] == 0
    return time.monotonic() - started

lasts = min(whole(), whole())
ended = 0
for number, moment in enumerate(json.loads(moments), 1):
    child = begin(number)
    time.sleep(lasts * moment)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    ended += status == 0
print(ended)
"""


#: How many moments of a load are tried; each is chosen anew in its part of the time.
MOMENTS = 12


def test_a_load_killed_at_any_moment_leaves_the_old_rows_or_the_new_ones(
    run: Runner, empty_file: Path, tmp_path: Path
) -> None:
    seeds, copies = made_up_seeds(tmp_path, 1000), tmp_path / "copies"
    copies.mkdir()
    moments = [(number + random.random()) / MOMENTS for number in range(MOMENTS)]
    words = (str(empty_file), str(copies), str(moments), "seed", "load", str(seeds))
    old = content(Target(path=empty_file))

    done = subprocess.run(
        [sys.executable, "-c", KILLED_IN_TIME, *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=run.environment(),
        timeout=200,
    )

    new = content(Target(path=copies / "0.db"))
    unfinished = 0
    for number in range(1, MOMENTS + 1):
        target = Target(path=copies / f"{number}.db")
        after = content(target)
        assert after in (old, new), f"killed after {moments[number - 1]} of its time"
        unfinished += after == old
        assert_sound(target)
    assert unfinished >= MOMENTS * 2 // 5, done.stdout
    for number in (1, MOMENTS // 2, MOMENTS):
        load_files(Target(path=copies / f"{number}.db"), [str(seeds)])
        assert content(Target(path=copies / f"{number}.db")) == new


def assert_sound(target: Target) -> None:
    with closing(sqlite3.connect(str(target.path))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


# A disk that is full


def test_a_file_that_may_not_grow_is_left_as_it_was(run: Runner, file_target: Target, tmp_path: Path) -> None:
    seeds, before = made_up_seeds(tmp_path, 500), digest(file_target)
    limit = Path(str(file_target.path)).stat().st_size + 20_000

    done = subprocess.run(
        [sys.executable, "-m", "sofadb", "seed", "load", *database_words(file_target), str(seeds)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "the database refused the load: " in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(file_target) == before
    assert run("seed", "load", *database_words(file_target), str(seeds)).returncode == 0
    assert_sound(file_target)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk with little room, where that is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_and_the_database_is_left_as_it_was(
    run: Runner, small_disk: Path, built_in_file: Path, tmp_path: Path
) -> None:
    seeds = made_up_seeds(tmp_path, 4000)
    target = Target(path=Path(shutil.copyfile(built_in_file, small_disk / "test.db")))
    before = digest(target)

    done = run("seed", "load", *database_words(target), str(seeds))

    assert (done.returncode, done.stdout) == (1, "")
    assert "full" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert digest(target) == before
    assert_sound(target)
