"""Loads seed files in one transaction, everything or nothing, and says what changed."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError

from sofadb import __version__, paths
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.errors import SofadbError
from sofadb.models import LoadLog, SeedFile
from sofadb.seed.check import CheckedSeeds, check_seeds, read_seeds
from sofadb.seed.known import KnownRows, NothingKnown, known_files, known_sources
from sofadb.seed.store import apply_rows
from sofadb.seed.text import find_seed_files, keys_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from sofadb.database.reader import Reader
    from sofadb.database.target import Target
    from sofadb.seed.check import ReadSeeds
    from sofadb.seed.store import Change
    from sofadb.seed.text import SeedText


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: how many files were given, and every row that changed."""

    files: int
    changes: list[Change] = field(default_factory=list)

    def count(self) -> Counter[str]:
        """Count the changes by what was done."""
        return Counter(change.action for change in self.changes)


def check_files(target: Target | None, given: Sequence[str]) -> int:
    """Check seed files against each other and a database; returns how many.

    Raises SeedMistakesError with every mistake of every file.
    """
    seeds = read_seeds(find_seed_files(given))
    if target is None:
        check_seeds(seeds, NothingKnown())
    else:
        with open_reader(target) as reader:
            _check_against(reader, seeds)
    return len(seeds.texts)


def load_files(target: Target, given: Sequence[str], *, dry_run: bool = False) -> LoadReport:
    """Load seed files, or with `dry_run` only find out what a load would change.

    Raises SeedMistakesError with every mistake of every file; then nothing was loaded.
    """
    seeds = read_seeds(find_seed_files(given))
    with open_reader(target) as reader:
        loaded = known_files(reader)
        if not seeds.unreadable and all(loaded.get(text.stored) == text.digest for text in seeds.texts):
            return LoadReport(len(seeds.texts))
        checked, moved = _check_against(reader, seeds)
    engine = writing_engine(target)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            for old, new in moved.items():
                connection.execute(update(SeedFile).where(SeedFile.path == old).values(path=new))
            report = load_checked(connection, checked)
            if dry_run:
                transaction.rollback()
    except DBAPIError as error:
        raise SofadbError(f"the database refused the load: {error.orig}", "nothing was loaded") from error
    finally:
        engine.dispose()
    return report


def _check_against(reader: Reader, seeds: ReadSeeds) -> tuple[CheckedSeeds, dict[str, str]]:
    """Check files against a database, and tell which of them were loaded from elsewhere."""
    moved = find_moved(seeds.texts, known_files(reader), known_sources(reader))
    return check_seeds(seeds, KnownRows(reader, seeds.stored() | moved.keys())), moved


def find_moved(texts: Sequence[SeedText], loaded: Mapping[str, str], sources: Mapping[str, str]) -> dict[str, str]:
    """Return the old and the new path of each file that was loaded from elsewhere.

    It is the same file if it has the same bytes, or defines the same source and is no longer where it was.
    """
    given = {text.stored for text in texts}
    moved: dict[str, str] = {}
    for text in texts:
        if text.stored in loaded:
            continue
        for path, digest in loaded.items():
            same_source = sources.get(path) in keys_in(text.text) and not Path(path).exists()
            mine = path not in given and path not in moved and not path.startswith(paths.BUILT_IN_PREFIX)
            if mine and (digest == text.digest or same_source):
                moved[path] = text.stored
                break
    return moved


def load_built_in(connection: Connection) -> LoadReport:
    """Load the built-in dataset into an empty database, inside the caller's transaction."""
    return load_checked(connection, check_seeds(read_seeds(find_seed_files(())), NothingKnown()))


def load_checked(connection: Connection, checked: CheckedSeeds) -> LoadReport:
    """Apply checked rows inside the caller's transaction, with a row in the log of loads."""
    load = _log(connection, checked)
    files = _register(connection, checked.texts, load)
    report = LoadReport(len(checked.texts), apply_rows(connection, checked.rows, files))
    count = report.count()
    connection.execute(
        update(LoadLog)
        .where(LoadLog.id == load)
        .values(added=count["added"], changed=count["changed"], removed=count["removed"])
    )
    return report


def _log(connection: Connection, checked: CheckedSeeds) -> int:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    row = {"loaded_at": now, "tool_version": __version__, "files": len(checked.texts)}
    statement = insert(LoadLog).values(**row, added=0, changed=0, removed=0).returning(LoadLog.id)
    return connection.scalars(statement).one()


def _register(connection: Connection, texts: Sequence[SeedText], load: int) -> dict[str, int]:
    """Remember the files and their digests; returns the number of each."""
    held = {row.path: row.id for row in connection.execute(select(SeedFile.path, SeedFile.id))}
    for text in texts:
        values = {"path": text.stored, "digest": text.digest, "load_id": load}
        if text.stored in held:
            connection.execute(update(SeedFile).where(SeedFile.id == held[text.stored]).values(values))
        else:
            statement = insert(SeedFile).values(values).returning(SeedFile.id)
            held[text.stored] = connection.scalars(statement).one()
    return {text.stored: held[text.stored] for text in texts}
