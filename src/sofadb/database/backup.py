"""Copies of an SQLite database, taken whole while others may be writing."""

from __future__ import annotations

import datetime
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sofadb.database.file import prepare_file
from sofadb.errors import DatabaseUnusableError, SofadbError

if TYPE_CHECKING:
    from pathlib import Path


def back_up(path: Path, to: Path | None = None) -> Path:
    """Copy a database, beside itself with the time in its name unless told where to.

    Raises SofadbError where the copy exists already or cannot be written.
    """
    prepare_file(path)
    copy = to or _name_beside(path)
    if copy.exists():
        raise SofadbError(f"{copy} exists already", "name another file")
    _copy(path, copy)
    return copy


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a database; returns where the old one was kept, if there was one."""
    if not backup.exists():
        raise SofadbError(f"there is no backup {backup}", "name a file that db backup made")
    prepare_file(backup)
    if path.exists() and path.samefile(backup):
        raise SofadbError(f"{backup} is the database itself", "name a backup of it")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = _set_aside(path)
    _copy(backup, path)
    return kept


def _set_aside(path: Path) -> Path | None:
    """Give a database another name, sound or not, and its journal with it, which belongs to no other file."""
    if not path.exists():
        return None
    kept = _name_beside(path)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    return path.rename(kept)


def _name_beside(path: Path) -> Path:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return path.with_name(f"{path.name}.backup-{now}")


def _copy(path: Path, copy: Path) -> None:
    """Copy by SQLite's own means into a file beside, and move it into place when it is whole."""
    if not copy.parent.is_dir():
        raise SofadbError(f"there is no folder {copy.parent}", "make it first, or name another place")
    beside = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(beside)) as target,
        ):
            source.backup(target)
        beside.replace(copy)
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusableError(f"cannot copy {path}: {error}") from error
    except OSError as error:
        raise SofadbError(f"cannot write {copy}: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
