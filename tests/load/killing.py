"""Processes that are killed in the middle of their work."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Runner

# Copies a database, forks, and lets the child end itself at its n-th statement; for one n after the other.
# Where there is nothing to copy, as on a server, all children work on the one database that is named.
KILLED = """
import os, shutil, signal, sys
from sqlalchemy import NullPool, create_engine, event, func, select
from sqlalchemy.engine import Engine
import sofadb.seed.loading.create
from sofadb.cli import main
from sofadb.models import Base

database, folder, first, step, *words = sys.argv[1:]
is_server = "://" in database
left = 0

@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def rows():
    engine = create_engine(database, poolclass=NullPool)
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return sum(connection.scalar(select(func.count()).select_from(table)) for table in tables)

number, status = int(first), None
while status != 0:
    copy = database if is_server else os.path.join(folder, f"{number}.db")
    if database and not is_server:
        shutil.copyfile(database, copy)
    child = os.fork()
    if child == 0:
        left = number
        os._exit(main(["--db", copy, *words]))
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    if is_server:
        print(rows(), flush=True)
    number += int(step)
"""


def killed(run: Runner, folder: Path, template: str, step: int, *words: str) -> list[Path]:
    """Run a command that is killed at every `step`-th statement, beginning anywhere before the second.

    Returns the databases, the last one whole.
    """
    folder.mkdir()
    _kill(run, template, folder, step, *words)
    return sorted(folder.glob("*.db"), key=lambda path: int(path.stem))


def killed_on_server(run: Runner, url: str, step: int, *words: str) -> list[int]:
    """Run a command on a server that is killed at every `step`-th statement, and once to its end.

    Returns how many rows the server held after each.
    """
    return [int(line) for line in _kill(run, url, Path(), step, *words)]


def _kill(run: Runner, database: str, folder: Path, step: int, *words: str) -> list[str]:
    first = random.randint(1, step)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, database, str(folder), str(first), str(step), *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=120,
    )
    assert done.returncode == 0, f"killed from statement {first} on, at each {step}th: {done.stderr}"
    return done.stdout.split()
