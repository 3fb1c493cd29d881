"""The reading door to an SQLite file: recognised, opened through the guard, asked."""

from __future__ import annotations

import sqlite3
import stat
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from sofadb.database.guard import open_guarded, open_inspecting
from sofadb.database.version import VERSION_SQL
from sofadb.errors import DatabaseUnusableError, QuestionFailedError, TimeLimitError
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sofadb.database.reader import BrokenReference
    from sofadb.result import Row, Value

_MAGIC = b"SQLite format 3\x00"
_WAL = b"\x02\x02"
_PRIMARY_CODE = 0xFF


@contextmanager
def open_file_reader(path: Path, seconds: float | None, *, spill: bool = False) -> Iterator[FileReader]:
    """Open an SQLite file for reading; raises DatabaseUnusableError where it is none, or damaged."""
    prepare_file(path)
    deadline = float("inf") if seconds is None else time.monotonic() + seconds
    try:
        connection = open_guarded(path, deadline, spill=spill)
    except sqlite3.Error as error:
        raise DatabaseUnusableError(f"cannot open {path}: {error}") from error
    try:
        yield FileReader(connection, _file_version(path, connection), deadline, path)
    finally:
        connection.close()


class FileReader:
    """Asks an SQLite file through the guarded connection."""

    def __init__(self, connection: sqlite3.Connection, version: str | None, deadline: float, path: Path) -> None:
        self._connection, self.version, self._deadline, self._path = connection, version, deadline, path
        # The decoder that forgives costs a third of the reading, and is hardly ever needed.
        self._forgiving, connection.text_factory = connection.text_factory, str

    def ask(self, sql: str, values: Mapping[str, Value], types: Mapping[str, str]) -> Result:  # noqa: ARG002
        """Answer one statement; rows are fetched as they are read."""
        with self._translated():
            cursor = self._connection.execute(sql, dict(values))
        columns = tuple(column[0] for column in cursor.description or ())
        return Result(columns, self._rows(cursor))

    def caution(self) -> str:
        """Say nothing: this connection can only read, whatever is asked."""
        return ""

    def broken_references(self) -> list[BrokenReference]:
        """Find rows that refer to what is not there."""
        from sofadb.database.reader import BrokenReference

        return [
            BrokenReference(str(table), row, f"refers to a row of {parent} that is not there")
            for table, row, parent, _ in self._inspect("PRAGMA foreign_key_check")
        ]

    def damage(self) -> list[str]:
        """Say what SQLite finds wrong with the file, its pages as well as the rules of its tables."""
        try:
            found = [str(row[0]) for row in self._inspect("PRAGMA quick_check")]
        except QuestionFailedError as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & _PRIMARY_CODE != sqlite3.SQLITE_CORRUPT:
                raise
            return [error.reason]  # so damaged that SQLite gives up looking
        return [] if found == ["ok"] else found

    def _inspect(self, pragma: str) -> list[tuple[Any, ...]]:  # Any: as SQLite gives them
        with self._translated(), closing(open_inspecting(self._path, self._deadline)) as connection:
            return connection.execute(pragma).fetchall()

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[Row]:
        with self._translated():
            while True:
                try:
                    # Not `yield from`, which would close the cursor when the reader of the rows leaves.
                    for row in cursor:  # noqa: UP028
                        yield row
                except sqlite3.OperationalError as error:
                    if self._connection.text_factory is not str or "decode to UTF-8" not in str(error):
                        raise
                    # The row that could not be read is still to come, and is read again.
                    self._connection.text_factory = self._forgiving
                else:
                    return

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what SQLite and Python say into words for the user."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                if time.monotonic() <= self._deadline:
                    # Ctrl-C arrived inside the progress handler, where Python drops it.
                    raise KeyboardInterrupt from None
                raise TimeLimitError("the question took too long and was stopped") from error
            reason = _reason(error)
            raise QuestionFailedError(f"the database could not answer: {reason}", reason=reason) from error
        except MemoryError as error:
            raise QuestionFailedError("the question needs more memory than it may have") from error
        except (UnicodeError, sqlite3.Warning, ValueError) as error:
            raise QuestionFailedError(f"the database could not answer: {error}", reason=str(error)) from error


def _reason(error: sqlite3.Error) -> str:
    """Say that asking only reads where the guard refused, and who holds a lock."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH:
        return f"{error}; a question only reads"
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return "another process is writing to it; try again"
    return str(error)


def prepare_file(path: Path) -> None:
    """Refuse what is no whole SQLite file, in one sentence each, and undo what a dead writer left.

    The size is looked at last: a writer that dies while it commits leaves a file that is shorter than its
    header says, and a journal with which SQLite makes it whole again.
    """
    header = _read_header(path)
    if not header.startswith(_MAGIC):
        raise DatabaseUnusableError(f"{path} is not an SQLite database", "name another file")
    if header[18:20] == _WAL:
        raise DatabaseUnusableError(
            f"{path} is in WAL mode, in which reading would leave files beside it",
            f"sqlite3 {path} 'PRAGMA journal_mode=DELETE'",
        )
    if _has_journal(path):
        _roll_back(path)
        header = _read_header(path)
    if not _has_journal(path) and path.stat().st_size < _promised_size(header):
        raise DatabaseUnusableError(
            f"{path} is cut off: it is shorter than its own header says",
            "restore a backup: sofadb db restore",
        )


def _read_header(path: Path) -> bytes:
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "not a regular file"
            raise DatabaseUnusableError(f"{path} is {what}, not a database", "name an SQLite file")
        with path.open("rb") as stream:
            return stream.read(100)
    except FileNotFoundError:
        raise DatabaseUnusableError(f"there is no database at {path}", f"sofadb --db {path} db init") from None
    except OSError as error:
        raise DatabaseUnusableError(f"cannot open {path}: {error.strerror}") from error
    except ValueError:
        raise DatabaseUnusableError(f"{str(path)!r} cannot be the name of a file", "name another file") from None


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-journal").stat().st_size > 0
    except OSError:
        return False


def _roll_back(path: Path) -> None:
    """Let SQLite undo what a process wrote that died before it committed; a read-only connection cannot.

    Nothing is done while a living process is writing, whose lock SQLite sees.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return
        message = f"{path} was left half written by a process that died, and cannot be mended: {error}"
        raise DatabaseUnusableError(message, "make the file and its folder writable") from error


def _promised_size(header: bytes) -> int:
    """Return how many bytes the file should have, by pages and page size in its header."""
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return (65536 if page == 1 else page) * pages


def _file_version(path: Path, connection: sqlite3.Connection) -> str | None:
    """Return the schema version of a file, or None for a database that is not ours."""
    try:
        row = connection.execute(VERSION_SQL).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise DatabaseUnusableError(f"cannot read {path}: {_reason(error)}") from error
    except (sqlite3.DatabaseError, UnicodeError, MemoryError) as error:
        raise DatabaseUnusableError(f"{path} is damaged: {error}", "restore a backup: sofadb db restore") from error
    return str(row[0]) if row and row[0] is not None else None
