"""An import that is killed at any moment leaves the database as it was or as it will be, and sound."""

from __future__ import annotations

import datetime
import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from sofadb.database.target import Target
from tests.conftest import database_words
from tests.load.test_crash import assert_sound
from tests.tables import MAP, ask, counts_of, load_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner, Server

#: So many that the indexes are taken down for them.
ROWS: Final = 10_500
#: How many times a file is killed in the course of an import; once more in the middle of its commit.
POINTS: Final = 4


class State(NamedTuple):
    """All that an import changes."""

    counts: list[tuple[Any, ...]]  # Any: what a column holds
    files: list[tuple[Any, ...]]
    loads: list[tuple[Any, ...]]
    sources: list[tuple[Any, ...]]


def state(target: Target) -> State:
    """Return all that an import changes, but for the day on which it did."""
    return State(
        counts_of(target),
        ask(target, "SELECT path, digest, load_id FROM seed_files ORDER BY path"),
        ask(target, "SELECT id, files, added, changed, removed FROM load_log ORDER BY id"),
        ask(target, "SELECT key, title FROM sources ORDER BY key"),
    )


def schema(target: Target) -> list[tuple[Any, ...]]:  # Any: as above
    """Return every table, index and constraint."""
    if target.path is not None:
        return ask(target, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    indexes = ask(target, "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname")
    constraints = (
        "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY conname, conrelid"
    )
    return [*indexes, *ask(target, constraints.replace("::", "\\:\\:"))]


def daily(folder: Path, troops: int = 0) -> Path:
    """Write a table of one figure a day, and its map; `troops` are added to every third figure."""
    (folder / "census.map.yaml").write_text(MAP, "utf-8")
    days = [datetime.date(1960, 1, 1) + datetime.timedelta(days=number) for number in range(ROWS)]
    added = [0 if number % 3 else troops for number in range(ROWS)]
    rows = (f"sylvania,{day},mil,{more + day.toordinal() % 997}" for day, more in zip(days, added, strict=True))
    return write_table(folder, rows)


def importing(path: Path) -> tuple[str, ...]:
    return "import", str(path), "--map", str(path.with_name("census.map.yaml"))


def killed(script: str, run: Runner, *words: object, **environment: str) -> list[int]:
    """Run a script that kills imports; returns how each of them ended, which it prints last."""
    done = subprocess.run(
        [sys.executable, "-c", script, *(json.dumps(word) for word in words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**run.environment(), **environment},
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    ended: list[int] = json.loads(done.stdout.splitlines()[-1])
    return ended


def assert_usable(run: Runner, target: Target, path: Path, expected: list[tuple[Any, ...]]) -> None:  # Any: as above
    """Make sure that a database is checked and imported into as if nothing had happened."""
    for words in (("check",), importing(path)):
        done = run(*words, *database_words(target))
        assert done.returncode == 0, done.stderr
    assert counts_of(target) == expected
    if target.path is not None:
        assert_sound(target)


# Forks, and kills each child: when it has used a part of the processor's time that a whole import takes, and a moment
# after its commit has begun. The whole import is killed when it asks for anything after its commit. Prints how each
# ended, the whole one first.
KILLED_IN_TIME = """
import json, os, shutil, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
import sofadb.bulk.importing
from sofadb.cli import main

template, folder, points, moment, words = map(json.loads, sys.argv[1:])
ended = []

def when_it_commits(do):
    event.listen(Engine, "commit", lambda _: do())

def at_the_next_statement():
    event.listen(Engine, "before_cursor_execute", lambda *_: os.kill(os.getpid(), signal.SIGKILL))

def begin(prepare):
    copy = os.path.join(folder, f"{len(ended)}.db")
    shutil.copyfile(template, copy)
    child = os.fork()
    if child == 0:
        prepare()
        os._exit(main(["--db", copy, *words]))
    _, status, used = os.wait4(child, 0)
    ended.append(status)
    return used.ru_utime + used.ru_stime

lasts = begin(lambda: when_it_commits(at_the_next_statement))
for point in points:
    begin(lambda: signal.setitimer(signal.ITIMER_PROF, lasts * point))
begin(lambda: when_it_commits(lambda: signal.setitimer(signal.ITIMER_REAL, moment)))
print(json.dumps(ended))
"""


@pytest.mark.parametrize("has_figures", [False, True], ids=["first", "release"])
def test_an_import_into_a_file_killed_at_any_moment_leaves_the_old_figures_or_the_new_ones(
    has_figures: bool, run: Runner, file_target: Target, tmp_path: Path
) -> None:
    if has_figures:
        load_table(file_target, daily(tmp_path))
    path, copies, room = daily(tmp_path, troops=1), tmp_path / "copies", tmp_path / "room"
    copies.mkdir()
    room.mkdir()
    points = [(number + random.random()) / POINTS for number in range(POINTS)]
    moments = (points, random.uniform(0.0001, 0.02))

    ended = killed(
        KILLED_IN_TIME, run, str(file_target.path), str(copies), *moments, importing(path), TMPDIR=str(room)
    )

    assert ended[0] == 0, "something is asked of the database when all should be done"
    new, whole = Target(path=copies / "0.db"), schema(file_target)
    assert state(new) != state(file_target)
    first_asked = copies / f"{random.randint(1, POINTS)}.db"
    as_before: list[bool] = []
    for killed_at, status in zip([*points, "commit"], ended[1:], strict=True):
        target = Target(path=copies / f"{len(as_before) + 1}.db")
        assert status in (0, signal.SIGPROF, signal.SIGALRM)
        if target.path == first_asked:
            assert run("db", "status", *database_words(target)).returncode == 0
        as_before.append(is_rolled_back(target, file_target))
        if not as_before[-1]:
            assert state(target) == state(new), (killed_at, moments)
            assert schema(target) == whole, (killed_at, moments)
            assert_sound(target)
    assert sum(as_before) >= POINTS // 2, (ended, moments)
    assert list(room.iterdir()) == []
    assert_usable(run, Target(path=first_asked), path, counts_of(new))


def is_rolled_back(target: Target, before: Target) -> bool:
    """Open a file, so that SQLite takes back what was begun, and tell whether it is what it was, to the byte."""
    assert target.path is not None
    assert before.path is not None
    with closing(sqlite3.connect(target.path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return target.path.read_bytes() == before.path.read_bytes()


# Forks, and kills each child a moment after it has sent the server a statement that begins as given, or, where none
# is given, has begun to read rows from a cursor of the server. Prints how each ended.
KILLED_AT_WORK = """
import json, os, signal, sys, time
import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine
import sofadb.bulk.importing
from sofadb.cli import main

url, server, words, moments = map(json.loads, sys.argv[1:])
asking = psycopg.connect(server, autocommit=True)
others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
ended = []

def kill_after(begins, moment):
    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection, cursor, statement, *_):
        is_it = statement.lstrip().startswith(begins) if begins else isinstance(cursor, psycopg.ServerCursor)
        if is_it and signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0):
            signal.setitimer(signal.ITIMER_REAL, moment)

for begins, moment in moments:
    child = os.fork()
    if child == 0:
        kill_after(begins, moment)
        os._exit(main([*words, "--db", url]))
    ended.append(os.waitpid(child, 0)[1])
    began = time.monotonic()
    while asking.execute(f"SELECT 1 FROM pg_stat_activity WHERE {others}").fetchone():
        assert time.monotonic() - began < 60, "the server goes on"
        time.sleep(0.01)
print(json.dumps(ended))
"""

#: What the server does for an import: of figures that are the first, and of a release. COPY is sent by the driver,
#: to a table that was made just before.
FIRST: Final = (
    "CREATE TEMPORARY TABLE bulk_rows",
    "ALTER TABLE personnel_counts DROP",
    "DROP INDEX",
    "INSERT INTO personnel_counts",
    "CREATE INDEX",
    "ALTER TABLE personnel_counts ADD",
)
RELEASE: Final = ("", "UPDATE personnel_counts")


@pytest.mark.long
def test_an_import_into_a_server_killed_at_any_moment_leaves_the_old_figures_or_the_new_ones(
    run: Runner, server: Server, built_in_template: str, tmp_path: Path
) -> None:
    first, release = server.create(built_in_template), server.create(built_in_template)
    load_table(release, daily(tmp_path))
    path = daily(tmp_path, troops=1)
    for target, statements in ((first, FIRST), (release, RELEASE)):
        old, whole = state(target), schema(target)
        moments = [(begins, random.uniform(0.0001, 0.005)) for begins in statements]

        ended = killed(KILLED_AT_WORK, run, target.url, address(target), importing(path), moments)

        assert ended == [signal.SIGALRM] * len(statements), moments
        assert state(target) == old, moments
        assert schema(target) == whole, moments
    load_table(first, path)
    assert_usable(run, release, path, counts_of(first))
    assert len(counts_of(first)) == ROWS
    for target in (first, release):
        server.drop(target)


def address(target: Target) -> str:
    return target.url.replace("+psycopg", "")
