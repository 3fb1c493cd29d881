"""How a test starts the tool where pipes are not enough, and sees what it imports."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Runner


SLOW_LIBRARIES = {"sqlalchemy", "alembic", "pydantic", "yaml"}


def stream(run: Runner, *words: str) -> list[str]:
    """Return the words that start the tool as a process."""
    assert run.home.is_dir()
    return [sys.executable, "-m", "sofadb", *words]


def loaded(run: Runner, *words: str) -> set[str]:
    """Return the modules that a call of the tool imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sofadb", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )
    assert done.returncode == 0
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def in_terminal(
    run: Runner,
    *words: str,
    size: tuple[int, int] = (80, 100),
    quiet: bool = False,
    program: tuple[str, ...] = ("-m", "sofadb"),
    environment: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> tuple[str, int]:
    """Run the tool in a terminal of so many columns and lines; returns what was shown and the exit code.

    When `quiet`, only standard output is shown. `program` is what Python runs instead of the tool.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    process = subprocess.Popen(
        [sys.executable, *program, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL if quiet else theirs,
        cwd=run.home,
        env={**run.environment(), "TERM": "xterm-256color", **environment, **more},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return shown.decode().replace("\r\n", "\n"), process.wait(timeout=60)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's end of a terminal
        return b""
