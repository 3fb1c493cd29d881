"""Loads seed files in one transaction, everything or nothing, and says what changed.

What only a change needs is imported when there is one: an unchanged dataset is told from its digests alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sofadb import paths
from sofadb.database.reader import open_reader
from sofadb.seed.checking.known import KnownRows, NothingKnown
from sofadb.seed.loading.changes import GoneFile, LoadReport, with_new_tries
from sofadb.seed.loading.collecting import nothing_collected
from sofadb.seed.loading.gone import find_gone, find_remaining
from sofadb.seed.loading.loaded import count_rows, known_files, known_sources, newest_load
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reading.text import find_seed_files, keys_in
from sofadb.seed.watch import Watch, unwatched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sofadb.database.reader import Reader
    from sofadb.database.target import Target
    from sofadb.seed.checking.check import CheckedSeeds
    from sofadb.seed.reading.files import ReadSeeds
    from sofadb.seed.reading.text import SeedText


def check_files(target: Target | None, given: Sequence[str], *, watch: Watch = unwatched) -> CheckedSeeds:
    """Check seed files against each other and a database.

    Raises SeedMistakesError with every mistake of every file.
    """
    from sofadb.seed.checking.check import check_seeds

    seeds = read_seeds(find_seed_files(given), watch)
    if target is None:
        with nothing_collected():
            return check_seeds(seeds, NothingKnown(), watch)
    with open_reader(target) as reader, nothing_collected():
        moved = find_moved(seeds.texts, known_files(reader), known_sources(reader))
        return check_seeds(seeds, KnownRows(reader, seeds.stored() | moved.keys()), watch)


def load_files(
    target: Target, given: Sequence[str], *, dry_run: bool = False, prune: bool = False, watch: Watch = unwatched
) -> LoadReport:
    """Load seed files, or with `dry_run` only find out what a load would change.

    With `prune`, what files held that are gone from the folders given is removed. Raises SeedMistakesError with
    every mistake of every file; then nothing was loaded.
    """
    seeds = read_seeds(_find_files(target, given, prune=prune), watch)
    with nothing_collected():
        return with_new_tries(lambda: _load(target, given, seeds, dry_run=dry_run, prune=prune, watch=watch))


def _find_files(target: Target, given: Sequence[str], *, prune: bool) -> list[Path]:
    if not prune:
        return find_seed_files(given)
    with open_reader(target) as reader:
        return find_remaining(given, known_files(reader))


def _load(
    target: Target, given: Sequence[str], seeds: ReadSeeds, *, dry_run: bool, prune: bool, watch: Watch
) -> LoadReport:
    """Load into a database in the state in which it is now; raises DatabaseChangedError if that passes."""
    with open_reader(target) as reader:
        newest, loaded = newest_load(reader), known_files(reader)
        moved: dict[str, str] = {}
        changed = bool(seeds.unreadable) or any(loaded.get(text.stored) != text.digest for text in seeds.texts)
        if changed:
            moved = find_moved(seeds.texts, loaded, known_sources(reader))
        gone = _count(reader, find_gone(given, loaded.keys() - moved.keys(), seeds.stored()))
        pruned = [file.path for file in gone] if prune else []
        if not changed and not pruned:
            return LoadReport(len(seeds.texts), gone=gone)
        checked = _check(reader, seeds, {*moved, *pruned}, gone, watch)
    from sofadb.seed.loading.transaction import Load, write_rows, writing

    with writing(target, newest, dry_run=dry_run) as connection:
        changes = write_rows(connection, Load(checked, moved, pruned), watch).changes
    return LoadReport(len(seeds.texts), changes, gone, checked.findings)


def _count(reader: Reader, files: Iterable[str]) -> list[GoneFile]:
    """Say how many rows are left of files that are gone."""
    listed = sorted(files)
    rows = count_rows(reader) if listed else {}
    return [GoneFile(path, rows.get(path, 0)) for path in listed]


def _check(
    reader: Reader, seeds: ReadSeeds, elsewhere: set[str], gone: Sequence[GoneFile], watch: Watch
) -> CheckedSeeds:
    """Check files against a database, less what it holds of them under other paths."""
    from sofadb.seed.checking.check import check_seeds

    try:
        return check_seeds(seeds, KnownRows(reader, seeds.stored() | elsewhere), watch)
    except SeedMistakesError as error:
        kept = [file.path for file in gone if file.path not in elsewhere]
        if kept:
            more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
            error.remedy = f"{kept[0]}{more} is gone, and its rows are still in the database: --prune removes them"
        raise


def find_moved(texts: Sequence[SeedText], loaded: Mapping[str, str], sources: Mapping[str, str]) -> dict[str, str]:
    """Return the old and the new path of each file that was loaded from elsewhere.

    It is the same file if it has the same bytes, or defines the same source and is no longer where it was.
    """
    given = {text.stored for text in texts}
    left = {path for path in loaded if path not in given and not path.startswith(paths.BUILT_IN_PREFIX)}
    absent = {sources[path]: path for path in left & sources.keys() if not Path(path).exists()}
    moved: dict[str, str] = {}
    for text in texts:
        if text.stored in loaded:
            continue
        same_bytes = (path for path in sorted(left) if loaded[path] == text.digest)
        same_source = (absent[key] for key in sorted(keys_in(text.text) & absent.keys()) if absent[key] in left)
        path = next(same_bytes, None) or next(same_source, None)
        if path is not None:
            moved[path] = text.stored
            left.remove(path)
    return moved
