"""The one transaction of a load: the rows, the files they come from, and its line in the log of loads."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from sofadb import __version__
from sofadb.database.engine import BUSY_SECONDS, was_interrupted, writing_engine
from sofadb.errors import SofadbError
from sofadb.models import Base, LoadLog
from sofadb.seed.checking.check import CheckedSeeds, check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.loading.changes import Change, DatabaseChangedError, LoadReport
from sofadb.seed.loading.store import LoadedFile, apply_rows
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reading.text import find_seed_files
from sofadb.seed.watch import Watch, unwatched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from sofadb.database.target import Target
    from sofadb.seed.loading.natural import Cells
    from sofadb.seed.reading.text import SeedText

_FILES = Base.metadata.tables["seed_files"]
_LOCK_NOT_AVAILABLE = "55P03"
_ROOM = "make room on the disk of the database"
#: What helps, by the code of SQLite or the state of SQL.
_REMEDIES: Final[dict[int | str, str]] = {
    sqlite3.SQLITE_READONLY: "its file and its folder must be yours to write",
    sqlite3.SQLITE_CANTOPEN: "its file and its folder must be yours to write",
    sqlite3.SQLITE_FULL: _ROOM,
    "53100": _ROOM,
    "25006": "load into the server that it is a copy of",
    "42501": "load as a role that may write",
}


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be loaded; `moved` gives the old and new paths of files, `pruned` the paths whose rows are to go."""

    checked: CheckedSeeds
    moved: Mapping[str, str] = field(default_factory=dict)
    pruned: Sequence[str] = ()


class Written(NamedTuple):
    """What was written: the number of the load in the log, and its changes."""

    number: int
    changes: list[Change]


@contextmanager
def writing(target: Target, newest: int, *, dry_run: bool, spill: bool = False) -> Iterator[Connection]:
    """Open the one transaction of a load, with `dry_run` one that is taken back.

    `newest` is the load that was the last one when all was checked. Raises DatabaseChangedError where another was
    quicker, SofadbError where the database refuses.
    """
    engine = writing_engine(target)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            _claim(connection, newest, spill=spill)
            yield connection
            if dry_run:
                transaction.rollback()
    except DBAPIError as error:
        raise _refused(error.orig or error) from error
    except sqlite3.Error as error:  # of a statement that was sent past SQLAlchemy
        if was_interrupted(error):
            raise KeyboardInterrupt from None
        raise _refused(error) from error
    finally:
        engine.dispose()


def load_built_in(connection: Connection) -> LoadReport:
    """Load the built-in dataset into an empty database, inside the caller's transaction."""
    checked = check_seeds(read_seeds(find_seed_files(())), NothingKnown())
    return LoadReport(len(checked.texts), write_rows(connection, Load(checked), unwatched).changes)


def _claim(connection: Connection, newest: int, *, spill: bool) -> None:
    """Keep other loads away until the end, and make sure that none came between the check and now.

    Whoever reads goes on reading the old state: SQLite must not `spill` pages into the file before the end, unless
    there are more than memory should hold.
    """
    if connection.dialect.name == "sqlite":
        if not spill:
            connection.exec_driver_sql("PRAGMA cache_spill = 0")
    else:
        connection.execute(text(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}"))
        connection.execute(text("LOCK TABLE load_log IN SHARE ROW EXCLUSIVE MODE"))
    if connection.scalar(select(func.coalesce(func.max(LoadLog.id), 0))) != newest:
        raise DatabaseChangedError


def write_rows(connection: Connection, load: Load, watch: Watch) -> Written:
    """Apply checked rows inside the caller's transaction, with a row in the log of loads."""
    number = _log(connection, load.checked)
    _rename(connection, load.moved)
    _register(connection, load.checked.texts, number)
    held, shown = _held(connection), {text.stored: text.shown for text in load.checked.texts}
    files = [LoadedFile(path, held[path], shown.get(path, path)) for path in (*shown, *load.pruned)]
    changes = apply_rows(connection, load.checked.rows, files, watch)
    for path in load.pruned:
        connection.execute(_FILES.delete().where(_FILES.c.id == held[path]))
    count = LoadReport(0, changes).count()
    add_to_log(connection, number, count["added"], count["changed"], count["removed"])
    return Written(number, changes)


def add_to_log(connection: Connection, number: int, added: int, changed: int, removed: int) -> None:
    """Add to the numbers of rows that the log of a load gives."""
    values = {
        LoadLog.added: LoadLog.added + added,
        LoadLog.changed: LoadLog.changed + changed,
        LoadLog.removed: LoadLog.removed + removed,
    }
    connection.execute(update(LoadLog).where(LoadLog.id == number).values(values))


def register_file(connection: Connection, path: str, digest: str, load: int) -> int:
    """Remember a file by its path, digest and the load that read it last; returns its number."""
    values = {"path": path, "digest": digest, "load_id": load}
    held = _held(connection).get(path)
    if held is None:
        return int(connection.scalars(_FILES.insert().values(values).returning(_FILES.c.id)).one())
    connection.execute(_FILES.update().where(_FILES.c.id == held).values(values))
    return held


def _log(connection: Connection, checked: CheckedSeeds) -> int:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    row = {"loaded_at": now, "tool_version": __version__, "files": len(checked.texts)}
    statement = insert(LoadLog).values(**row, added=0, changed=0, removed=0).returning(LoadLog.id)
    return connection.scalars(statement).one()


def _rename(connection: Connection, moved: Mapping[str, str]) -> None:
    for old, new in moved.items():
        connection.execute(_FILES.update().where(_FILES.c.path == old).values(path=new))


def _register(connection: Connection, texts: Sequence[SeedText], load: int) -> None:
    """Remember the files and their digests."""
    held = _held(connection)
    known: list[dict[str, object]] = []
    new: list[dict[str, object]] = []
    for each in texts:
        values = {"path": each.stored, "digest": each.digest, "load_id": load}
        if each.stored in held:
            known.append({**values, "_id": held[each.stored]})
        else:
            new.append(values)
    if known:
        statement = _FILES.update().where(_FILES.c.id == bindparam("_id"))
        columns: Cells = {name: bindparam(name) for name in ("path", "digest", "load_id")}
        connection.execute(statement.values(columns), known)
    if new:
        connection.execute(_FILES.insert(), new)


def _held(connection: Connection) -> dict[str, int]:
    """Return path and number of every seed file that is remembered."""
    return {row.path: row.id for row in connection.execute(select(_FILES.c.path, _FILES.c.id))}


def _refused(error: BaseException) -> SofadbError:
    """Say in words why the database refused."""
    is_busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
    if is_busy or getattr(error, "sqlstate", "") == _LOCK_NOT_AVAILABLE:
        what = f"another process was at work in the database for more than {BUSY_SECONDS} seconds"
        return SofadbError(what, "nothing was loaded; load again when it has ended")
    # The engine adds to its codes in the upper bytes which of several cases it is.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF or getattr(error, "sqlstate", "")
    remedy = f"nothing was loaded; {_REMEDIES[code]}" if code in _REMEDIES else "nothing was loaded"
    return SofadbError(f"the database refused the load: {str(error).strip()}", remedy)
