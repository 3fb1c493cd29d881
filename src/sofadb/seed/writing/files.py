"""The seed files that say all that a database holds, each checked before anyone sees it.

What is written is read again by the code that loads: a row that would not come back as it is stops the export.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.errors import BadDataError, WrongUseError
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.reading.files import ReadSeeds
from sofadb.seed.reading.rows import Reference
from sofadb.seed.reading.text import SeedText
from sofadb.seed.writing.entries import Entries
from sofadb.seed.writing.homes import SHARED, homes_of_actors, homes_of_publications, name_of_file, source_of
from sofadb.seed.writing.sizes import check_sizes, refuse_if_longer
from sofadb.seed.writing.stored import read_stored
from sofadb.seed.writing.yaml_text import write_yaml
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sofadb.database.reader import Reader
    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import Cell, NaturalKey, SeedRow
    from sofadb.seed.writing.stored import Stored, StoredCell
    from sofadb.seed.writing.yaml_text import Written

#: Sections of a source's file whose entries cite a passage without standing under it.
_CITING: Final = ("offices", "negotiations", "agreements", "deployments")
_MOST_SHOWN: Final = 100
_LONGEST_LINE: Final = 100


class WrittenSeeds(NamedTuple):
    """Seed files by their names, how many rows they hold, and the tables and keys of what else they refer to."""

    texts: dict[str, str]
    rows: int
    outside: dict[str, list[str]]


class UnsayableError(BadDataError):
    """Rows that seed files cannot say as they are, or may not say; nothing was written."""

    def __init__(self, reasons: Sequence[str]) -> None:
        shown = list(reasons[:_MOST_SHOWN])
        if len(reasons) > len(shown):
            shown.append(f"and {len(reasons) - len(shown):,} more")
        message = "\n".join(["the database holds what no seed file can say; nothing was written", *shown])
        super().__init__(message, "correct these rows in the database, or delete them")


def write_seeds(reader: Reader, sources: Sequence[str] = ()) -> WrittenSeeds:
    """Write what a database holds as seed files, or only the files of these sources.

    Raises WrongUseError for a key that is no source, UnsayableError with every row that would not come back,
    TooLongError for files that are longer than a load takes.
    """
    check_sizes(reader, sources)
    stored = read_stored(reader)
    for source in sources:
        if (source,) not in stored["sources"]:
            known = sorted(key[0] for key in stored["sources"])
            raise WrongUseError(f"there is no source {source!r}", suggest(source, known))
    texts = _texts(stored)
    chosen = {name_of_file(source) for source in sources} or set(texts)
    refuse_if_longer({name: len(texts[name].encode()) for name in chosen & texts.keys()})
    rows = _check(texts, stored)
    kept = [row for row in rows if row.stored in chosen]
    return WrittenSeeds(
        {name: text for name, text in texts.items() if name in chosen},
        len(kept),
        _outside(kept, texts.keys() - chosen),
    )


def _texts(stored: Stored) -> dict[str, str]:
    """Return all files by their names: the shared ones first, then those of the sources."""
    entries = Entries(stored)
    actors = _by_value(homes_of_actors(stored))
    publications = _by_value(homes_of_publications(stored))
    cited = {
        table: _by_value({key: source_of(stored, stored[table][key]) for key in stored[table]}) for table in _CITING
    }
    files: dict[str, dict[str, Written]] = {}
    for name in SHARED:
        files[name] = {
            "publications": entries.section("publications", publications[name]),
            "actors": entries.section("actors", actors[name]),
        }
    for key in sorted(stored["sources"]):
        name, source = name_of_file(key[0]), entries.entry("sources", key)
        publication = stored["sources"][key]["publication_id"]
        if isinstance(publication, tuple):
            source["publication"] = entries.publication(publication, in_place=publication in publications[name])
        files[name] = {
            "source": source,
            "actors": entries.section("actors", actors[name]),
            **{table: entries.section(table, cited[table][key[0]]) for table in _CITING},
            "passages": entries.passages(key[0]),
        }
    said = {name: {section: value for section, value in file.items() if value} for name, file in files.items()}
    return {name: write_yaml(file, apart=("passages",)) for name, file in said.items() if file}


def _by_value(homes: Mapping[NaturalKey, str]) -> dict[str, list[NaturalKey]]:
    found: dict[str, list[NaturalKey]] = defaultdict(list)
    for key, home in homes.items():
        found[home].append(key)
    return found


def _check(texts: Mapping[str, str], stored: Stored) -> list[SeedRow]:
    """Read the files as a load would, and hold their rows against those of the database."""
    read = ReadSeeds([SeedText(name, name, "", text) for name, text in texts.items()], [])
    try:
        rows = check_seeds(read, NothingKnown()).rows
    except SeedMistakesError as error:
        raise UnsayableError([_with_line(mistake, texts) for mistake in error.findings.of("error")]) from error
    if reasons := list(_differences(rows, stored)):
        raise UnsayableError(reasons)
    return rows


def _with_line(mistake: Mistake, texts: Mapping[str, str]) -> str:
    """Show the line of a mistake: there is no file in which the user could look it up."""
    line = texts[mistake.path].split("\n")[mistake.line - 1].strip()
    return f"{mistake}\n    {line[:_LONGEST_LINE]}{'…' * (len(line) > _LONGEST_LINE)}"


def _differences(rows: Iterable[SeedRow], stored: Stored) -> Iterable[str]:
    """Name each row that the files do not say, say otherwise, or say too much."""
    said = {(row.table, row.key): row.cells for row in rows}
    for table, held in stored.items():
        for key, cells in held.items():
            written = said.pop((table, key), None)
            if written is None:
                yield f"{_ref(table, key)}: a seed file would not say this"
                continue
            for column, cell in cells.items():
                if (again := _plain(written[column])) != cell:
                    yield f"{_ref(table, key)}: {column} is {_said(cell)}, a seed file would make it {_said(again)}"
    for table, key in said:
        yield f"{_ref(table, key)}: is missing, a seed file would add it"


def _ref(table: str, key: NaturalKey) -> str:
    return f"{table} {'/'.join(part for part in key if part)}"


def _said(cell: StoredCell) -> str:
    if cell is None:
        return "empty"
    return repr("/".join(cell) if isinstance(cell, tuple) else cell)


def _plain(cell: Cell) -> StoredCell:
    if isinstance(cell, Reference):
        return cell.key
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def _outside(rows: Sequence[SeedRow], others: Iterable[str]) -> dict[str, list[str]]:
    """Return what rows refer to in files that are not written, by table."""
    if not others:
        return {}
    own = {(row.table, row.key) for row in rows}
    wanted = Counter(
        (cell.table, "/".join(cell.key))
        for row in rows
        for _, cell in row.references()
        if (cell.table, cell.key) not in own
    )
    outside: dict[str, list[str]] = defaultdict(list)
    for table, key in sorted(wanted):
        outside[table].append(key)
    return dict(outside)
