"""Processes that are killed in the middle of their work."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner

# Copies a database, forks, and lets the child end itself at its n-th statement; for one n after the other.
KILLED = """
import os, shutil, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
import sofadb.seed.loading.create
from sofadb.cli import main

template, folder, step, *words = sys.argv[1:]
left = 0

@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

number, status = 1, None
while status != 0:
    copy = os.path.join(folder, f"{number}.db")
    if template:
        shutil.copyfile(template, copy)
    child = os.fork()
    if child == 0:
        left = number
        os._exit(main(["--db", copy, *words]))
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    number += int(step)
"""


def killed(run: Runner, folder: Path, template: str, step: int, *words: str) -> list[Path]:
    """Run a command that is killed at every `step`-th statement; returns the databases, the last one whole."""
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", KILLED, template, str(folder), str(step), *words],
        check=True,
        capture_output=True,
        env=run.environment(),
        timeout=120,
    )
    return sorted(folder.glob("*.db"), key=lambda path: int(path.stem))
