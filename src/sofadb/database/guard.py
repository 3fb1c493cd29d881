"""The reading door to an SQLite file: a connection that cannot change anything.

`mode=ro` alone is not read-only (ATTACH, VACUUM INTO and temporary views get past it), and no list of
forbidden words is a guard. What holds is an authorizer that allows only what reading needs, on top of
limits for what one function call could blow up, with a deadline for what would run for ever.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAP_BYTES = 256 * 1024 * 1024
STEPS_BETWEEN_LOOKS = 1000
BUSY_SECONDS = 5.0

_SETTINGS = (
    "PRAGMA query_only = 1",
    "PRAGMA trusted_schema = 0",
    "PRAGMA cell_size_check = 1",
    f"PRAGMA hard_heap_limit = {HEAP_BYTES}",
)

_TEMP_FILE, _TEMP_MEMORY = 1, 2

_LIMITS = {
    # The handler below is not asked inside one function, whose cost can grow with the square of a text.
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 2000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 500,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
}

_ALWAYS_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
# printf pads to any width in one step, which no limit stops; the others load code or touch files.
_REFUSED_FUNCTIONS = frozenset(
    {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "printf", "format"}
)
_READING_PRAGMAS = frozenset(
    {
        "data_version",
        "table_info",
        "table_xinfo",
        "table_list",
        "index_list",
        "index_info",
        "foreign_key_list",
        "function_list",
        "compile_options",
    }
)
# These read the whole file, and only our own checks ask for them.
_INSPECTING_PRAGMAS = frozenset({"foreign_key_check", "quick_check"})


def authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Allow what reading needs and deny everything else; called by SQLite for each step of a statement."""
    if action in _ALWAYS_ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _REFUSED_FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = (first or "").lower() in _READING_PRAGMAS
    else:
        # json_each and full-text tables declare themselves this way; the file stays as it is.
        allowed = action == sqlite3.SQLITE_UPDATE and first == "sqlite_master"
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def open_guarded(path: Path, deadline: float = float("inf"), *, spill: bool = False) -> sqlite3.Connection:
    """Open an existing SQLite file for reading only; what runs past `deadline` (of time.monotonic) is stopped.

    With `spill`, what does not fit into memory is sorted in a nameless file of the system's folder for temporary
    files. That is for our own questions: with one of the user's own it could fill the disk.
    Raises sqlite3.Error where the file cannot be opened or is no database.
    """
    # as_uri escapes '?', '#' and '%', which would otherwise open another file, read-write.
    uri = f"{path.resolve().as_uri()}?mode=ro"
    patience = max(0.0, min(BUSY_SECONDS, deadline - time.monotonic()))
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
    try:
        connection.text_factory = _decode
        for setting in (*_SETTINGS, f"PRAGMA temp_store = {_TEMP_FILE if spill else _TEMP_MEMORY}"):
            connection.execute(setting).fetchall()
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        # One snapshot for all questions of a connection, so that an export holds together.
        connection.execute("BEGIN")
        connection.set_progress_handler(_watch(deadline), STEPS_BETWEEN_LOOKS)
        connection.set_authorizer(authorize)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def open_inspecting(path: Path, deadline: float = float("inf")) -> sqlite3.Connection:
    """Open an existing SQLite file for the two pragmas that look for damage, and for nothing else.

    SQLite forgets the CHECKs of a file that it opens read-only, so this one is not; no statement but our own
    reaches it, and it could not write either.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.text_factory = _decode
    for setting in _SETTINGS:
        connection.execute(setting).fetchall()
    connection.set_progress_handler(_watch(deadline), STEPS_BETWEEN_LOOKS)
    connection.set_authorizer(_authorize_inspection)
    return connection


def _authorize_inspection(action: int, first: str | None, second: str | None, *more: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in _INSPECTING_PRAGMAS else sqlite3.SQLITE_DENY
    return authorize(action, first, second, *more)


def _decode(raw: bytes) -> str:
    """Read text so that one bad byte does not make the whole answer vanish."""
    return raw.decode("utf-8", "replace")


def _watch(deadline: float) -> Callable[[], int]:
    """Return a handler that stops the statement at the deadline; being Python, it also lets Ctrl-C in."""
    return lambda: int(time.monotonic() > deadline)
