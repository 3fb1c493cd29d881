"""A map read and checked as a seed file is, and held against the table that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sofadb.bulk.look import look_at_beginning
from sofadb.bulk.maps.columns import find_unknown_columns
from sofadb.bulk.maps.form import MapFile
from sofadb.bulk.maps.places import find_no_map, with_places
from sofadb.bulk.maps.words import find_unknown_words
from sofadb.bulk.table import Form, TableReader
from sofadb.errors import SofadbError, WrongUseError, remedy_of
from sofadb.seed.checking.references import check_rows
from sofadb.seed.checking.rules import check_claims
from sofadb.seed.mistakes import Mistake, SeedMistakesError, find_all
from sofadb.seed.reading.flatten import flatten
from sofadb.seed.reading.text import SeedText, keys_in, read_seed_text
from sofadb.seed.reading.tree import Node, parse
from sofadb.seed.reading.typed import read_typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sofadb.seed.checking.known import Known
    from sofadb.seed.mistakes import Findings
    from sofadb.seed.reading.rows import SeedRow

_FIRST_MAP = "'sofadb import --sniff FILE' prints a first one"


def read_map_text(path: Path) -> SeedText:
    """Read the bytes of a map; raises SeedMistakesError where they are no text, WrongUseError without a map."""
    if not path.exists():
        raise WrongUseError(f"there is no map {path}", _FIRST_MAP)
    if not path.is_file():
        raise WrongUseError(
            f"{path} is {'a folder' if path.is_dir() else 'not a regular file'}, and no map", _FIRST_MAP
        )
    try:
        with path.open("rb") as stream:
            beginning = stream.read(1024)
    except OSError as error:
        raise WrongUseError(f"the map {path} cannot be read: {error.strerror}", remedy_of(error)) from error
    if b"\0" in beginning:
        raise WrongUseError(f"{path} is no text, and so no map", f"a map is written as YAML; {_FIRST_MAP}")
    read = read_seed_text(path)
    if isinstance(read, SeedText):
        return read
    raise SeedMistakesError(find_all(read.mistakes, 1, {read.shown: read.text}))


class CheckedMap(NamedTuple):
    """A map without a mistake: its text, the rows of its source and actors, and what it says of the table."""

    text: SeedText
    rows: list[SeedRow]
    map: MapFile
    findings: Findings


def read_map(text: SeedText, known: Known, path: Path) -> CheckedMap:
    """Read a map for a table; raises SeedMistakesError with every mistake of it."""
    node, found = parse(text.shown, text.text)
    written: MapFile | None = None
    rows: list[SeedRow] = []
    if node is None:
        empty = Mistake(text.shown, 1, 1, "S010", "the file is empty", f"write a map; {_FIRST_MAP}")
        found = found or [empty]
    elif (other := find_no_map(text.shown, node)) is not None:
        found.append(other)
    else:
        written, wrong = read_typed(text.shown, node, MapFile)
        found += with_places(text.shown, node, wrong)
    if node is not None and written is not None:
        rows, more = flatten(text, node, written)
        found += [*more, *check_rows(rows, known, set()), *check_claims(rows)]
        found += _against_table(text, node, written, path, _actors(rows, known), found)
    findings = find_all(set(found), 1, {text.shown: text.text})
    if written is None or findings.of("error"):
        raise SeedMistakesError(findings)
    return CheckedMap(text, rows, written, findings)


def _actors(rows: Sequence[SeedRow], known: Known) -> set[str]:
    """Return the keys of all actors, of the database and of the map."""
    return {*(key for (key,) in known.keys("actors", "")), *(row.key[0] for row in rows if row.table == "actors")}


def form_of(written: MapFile) -> Form:
    """Return how the file is written."""
    return Form(written.table.encoding, written.table.delimiter)


def _against_table(
    text: SeedText, node: Node, written: MapFile, path: Path, actors: set[str], found: Sequence[Mistake]
) -> list[Mistake]:
    """Find what the map says of a table and is not so; what was `found` in the map hides nothing of that."""
    header, unreadable = _header(path, form_of(written))
    # All that can be told of an entry that is wrong is that it may define an actor.
    excused = keys_in(text.text) if _are_wrong(found) else set()
    more = list(find_unknown_words(text.shown, node, actors | excused, header))
    if unreadable is None:
        more += find_unknown_columns(text.shown, node, written, path, header)
    elif not _are_wrong([*found, *more]):
        raise unreadable
    return more


def _header(path: Path, form: Form) -> tuple[Sequence[str], SofadbError | None]:
    """Return the header of a table, or why there is none: a map with a mistake may read it wrongly."""
    try:
        look_at_beginning(path, form)
        reader = TableReader(path, form)
    except SofadbError as error:
        return (), error
    reader.close()
    return reader.header, None


def _are_wrong(found: Sequence[Mistake]) -> bool:
    return any(mistake.severity == "error" for mistake in found)
