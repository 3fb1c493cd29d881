"""Where the folders of the tests are made: in memory, where there is room, for most of what they do is files."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

#: Folders that a system keeps in memory.
IN_MEMORY = (Path("/dev/shm"),)
#: A run takes a few hundred MB at a time.
ROOM = 4 * 2**30


def make_folders_in_memory() -> None:
    """Let new temporary folders be made in memory, unless TMPDIR says where, or there is little room.

    No test cuts the power, so nothing is lost with the disk; to wait for it takes up to a quarter of the time.
    """
    if "TMPDIR" not in os.environ and (folder := _quickest()) is not None:
        tempfile.tempdir = str(folder)


def _quickest() -> Path | None:
    return next((folder for folder in IN_MEMORY if folder.is_dir() and _has_room(folder)), None)


def _has_room(folder: Path) -> bool:
    """Tell whether files may be written here and run from here, and memory is left for the tests themselves."""
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    room = min(shutil.disk_usage(folder).free, _memory())
    return may_run and os.access(folder, os.W_OK) and room >= ROOM


def _memory() -> int:
    """Return the memory that is free, or would be if what was read from files were forgotten."""
    told = Path("/proc/meminfo").read_text("ascii").splitlines()
    return next((1024 * int(line.split()[1]) for line in told if line.startswith("MemAvailable:")), 0)
