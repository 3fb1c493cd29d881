"""A process that dies while it migrates leaves the old schema or the new."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sofadb import migrate
from sofadb.database.target import Target

if TYPE_CHECKING:
    from pathlib import Path

# A process that dies

#: How many, of all; where they begin is chosen anew in each run.
MOMENTS = 10


def sqlite_schema(path: Path) -> dict[str, str]:
    """Return the statements that made the tables, indexes and views of a file."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(query).fetchall())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Make a file at base, whose schema has been taken down again."""
    path = tmp_path / "base.db"
    migrate.upgrade(Target(path=path))
    migrate.downgrade(Target(path=path), "base")
    return path


@pytest.fixture
def schema_at_head(tmp_path: Path) -> dict[str, str]:
    """Return the schema of a file at head."""
    path = tmp_path / "head.db"
    migrate.upgrade(Target(path=path))
    return sqlite_schema(path)


#: Dies by its own hand after the n-th statement, or lives and says how many there were. One process
#: forks all the others, so that SQLAlchemy is imported once. The tiny cache makes SQLite write pages
#: before the commit, so that a death leaves a half-written file and its journal.
DRIVER = """
import os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from sofadb import migrate
from sofadb.database.target import Target

folder, moments, chance = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
fatal, done = 0, 0

@event.listens_for(Engine, "connect")
def write_early(connection, record):
    connection.execute("PRAGMA cache_size = 5")

@event.listens_for(Engine, "after_cursor_execute")
def die_in_time(*_):
    global done
    done += 1
    if done == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def die_at_the_end(connection):
    if fatal == -1:
        os.kill(os.getpid(), signal.SIGKILL)

whole = Path(shutil.copyfile(folder / "base.db", folder / "whole.db"))
migrate.upgrade(Target(path=whole))
total, done = done, 0
step = max(1, total // moments)
for fatal in (*range(1 + int(chance * step), total, step), total, -1):
    path = Path(shutil.copyfile(folder / "base.db", folder / f"killed-{fatal}.db"))
    child = os.fork()
    if child == 0:
        migrate.upgrade(Target(path=path))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_kill_at_any_moment_leaves_the_old_schema(base: Path, schema_at_head: dict[str, str]) -> None:
    driver = [sys.executable, "-c", DRIVER, str(base.parent), str(MOMENTS), str(random.random())]
    finished = subprocess.run(driver, capture_output=True, check=True, encoding="utf-8", timeout=120)
    killed = sorted(base.parent.glob("killed-*.db"))
    half_written = [path for path in killed if path.read_bytes() != base.read_bytes()]

    assert finished.stdout.split() == [str(-signal.SIGKILL)] * len(killed)
    assert len(killed) > MOMENTS
    assert len(half_written) > MOMENTS / 2
    for path in killed:
        assert sqlite_schema(path) == {}
    for path in random.sample(killed, 4):
        migrate.upgrade(Target(path=path))
        assert sqlite_schema(path) == schema_at_head


#: Kills each child after a part of the time that a whole upgrade takes; it says when it starts, to wait from there.
SLOW_DRIVER = """
import json, os, shutil, signal, sys, time
from pathlib import Path
from sofadb import migrate
from sofadb.database.target import Target

folder = Path(sys.argv[1])

def begin(name):
    path = Path(shutil.copyfile(folder / "base.db", folder / f"{name}.db"))
    started, starts = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(starts, b"!")
        migrate.upgrade(Target(path=path))
        os._exit(0)
    os.read(started, 1)
    return child

def whole(name):
    child, started = begin(name), time.monotonic()
    assert os.waitpid(child, 0)[1] == 0
    return time.monotonic() - started

lasts = min(whole("first"), whole("second"))
for number, moment in enumerate(json.loads(sys.argv[2])):
    child = begin(f"killed-{number}")
    time.sleep(lasts * moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_kill_from_outside_leaves_the_old_schema_or_the_new(base: Path, schema_at_head: dict[str, str]) -> None:
    moments = [(number + random.random()) / MOMENTS for number in range(MOMENTS)]
    driver = [sys.executable, "-c", SLOW_DRIVER, str(base.parent), str(moments)]
    subprocess.run(driver, check=True, timeout=120)
    killed = sorted(base.parent.glob("killed-*.db"))

    assert len(killed) == len(moments)
    for path in killed:
        assert sqlite_schema(path) in ({}, schema_at_head), moments
    for path in random.sample(killed, 4):
        migrate.upgrade(Target(path=path))
        assert sqlite_schema(path) == schema_at_head
