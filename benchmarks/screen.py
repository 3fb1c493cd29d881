"""Times how soon the first screen of a table stands on a terminal."""

from __future__ import annotations

import os
import pty
import signal
import statistics
import subprocess
import time

ROUNDS = 5


def first_screen(command: list[str]) -> float:
    """Return the median of the seconds until a command has shown forty lines."""
    return statistics.median(_seconds(command) for _ in range(ROUNDS))


def _seconds(command: list[str]) -> float:
    ours, theirs = pty.openpty()
    begin = time.perf_counter()
    environment = {**os.environ, "PAGER": "cat", "TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    while shown.count(b"\n") < 40:
        shown += os.read(ours, 65536)
    taken = time.perf_counter() - begin
    os.killpg(process.pid, signal.SIGKILL)
    os.close(ours)
    process.wait()
    return taken
