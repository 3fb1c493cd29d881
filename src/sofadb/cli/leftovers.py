"""Unfinished files of runs that were killed: they stay beside the place of the file, and the next run names them."""

from __future__ import annotations

import glob
from typing import TYPE_CHECKING

from sofadb.cli.session import note

if TYPE_CHECKING:
    from pathlib import Path


def beside_of(path: Path, process: int | str) -> Path:
    """Return where a process writes a file until it is whole."""
    return path.with_name(f".{path.name}.{process}")


def tell_leftovers(path: Path) -> None:
    """Name what other runs left that were to write this file; one of them may still be at work."""
    pattern = beside_of(path, "*")
    for left in sorted(path.parent.glob(glob.escape(pattern.name.removesuffix("*")) + "*")):
        if left.suffix[1:].isdecimal() and left.is_file():
            note(f"{left} was left by a run that did not end; delete it if none is at work")
