"""Seed files that were loaded from a folder and are no longer there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sofadb import paths
from sofadb.errors import WrongUseError
from sofadb.seed.reading.text import STANDARD_INPUT, find_seed_files

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def find_remaining(given: Sequence[str], remembered: Collection[str]) -> list[Path]:
    """Return the seed files that paths name, as `find_seed_files`; what is remembered need not be there any more."""
    there = [name for name in given if not (_names_nothing(name) and any(_covers(name, path) for path in remembered))]
    return find_seed_files(there) if there or not given else []


def _names_nothing(name: str) -> bool:
    try:
        find_seed_files([name])
    except WrongUseError:
        return True
    return False


def find_gone(given: Sequence[str], remembered: Collection[str], present: Collection[str]) -> list[str]:
    """Return the remembered paths inside the folders given, or of the built-in dataset, where no file is any more."""
    missing = [path for path in remembered if path not in present and not _place(path).is_file()]
    if not given:
        return [path for path in missing if path.startswith(paths.BUILT_IN_PREFIX)]
    return [path for path in missing if any(_covers(name, path) for name in given)]


def _covers(name: str, remembered: str) -> bool:
    """Tell whether a path that was given is that of a remembered file, or of a folder around it."""
    if name == STANDARD_INPUT:
        return False
    resolved, built_in = Path(name).resolve(), paths.built_in_seeds().resolve()
    if remembered.startswith(paths.BUILT_IN_PREFIX):
        return resolved.is_relative_to(built_in) and _place(remembered).is_relative_to(resolved)
    return Path(remembered).is_relative_to(resolved)


def _place(remembered: str) -> Path:
    """Return where a remembered file lies, or lay."""
    if remembered.startswith(paths.BUILT_IN_PREFIX):
        return paths.built_in_seeds().resolve() / remembered.removeprefix(paths.BUILT_IN_PREFIX)
    return Path(remembered)
