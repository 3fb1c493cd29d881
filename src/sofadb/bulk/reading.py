"""A map read and checked as a seed file is, and held against the header of the table that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sofadb.bulk.days import columns_of
from sofadb.bulk.figures import columns_of_figures
from sofadb.bulk.look import look_at_beginning
from sofadb.bulk.map_words import find_unknown_words
from sofadb.bulk.maps import MapFile, Value
from sofadb.bulk.table import Form, TableReader
from sofadb.errors import WrongUseError
from sofadb.seed.checking.references import check_rows
from sofadb.seed.checking.rules import check_claims
from sofadb.seed.mistakes import Mistake, SeedMistakesError, find_all
from sofadb.seed.reading.flatten import flatten
from sofadb.seed.reading.text import SeedText, read_seed_text
from sofadb.seed.reading.tree import GroupNode, Node, TextNode, locate, parse
from sofadb.seed.reading.typed import read_typed
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sofadb.seed.checking.known import Known
    from sofadb.seed.mistakes import Findings
    from sofadb.seed.reading.rows import SeedRow


def read_map_text(path: Path) -> SeedText:
    """Read the bytes of a map; raises SeedMistakesError where they are no text, WrongUseError without a map."""
    if not path.exists():
        raise WrongUseError(f"there is no map {path}", "sofadb import --sniff FILE prints a first one")
    read = read_seed_text(path)
    if isinstance(read, SeedText):
        return read
    raise SeedMistakesError(find_all(read.mistakes, 1, {}))


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
    if node is not None:
        written, wrong = read_typed(text.shown, node, MapFile)
        found += wrong
    elif not found:
        found.append(Mistake(text.shown, 1, 1, "S010", "the file is empty", "write 'format: 1'"))
    if node is not None and written is not None:
        rows, more = flatten(text, node, written)
        found += more
        found += check_rows(rows, known, set())
        found += check_claims(rows)
        if not any(mistake.severity == "error" for mistake in found):
            found += _unknown_columns(text.shown, node, path, written)
            found += find_unknown_words(text.shown, node, _actors(rows, known))
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


def columns_used(written: MapFile) -> set[str]:
    """Return every column that the map reads to make figures of."""
    figures = columns_of_figures(written)
    said = [says for figure in figures.values() for _, says in figure if isinstance(says, Value)]
    return {
        *figures,
        *columns_of(written.as_of),
        *written.key,
        *(says.column for says in (*said, written.passage.locator) if says.column is not None),
    }


def _unknown_columns(shown: str, node: Node, path: Path, written: MapFile) -> Iterator[Mistake]:
    """Find what the map calls a column and the table does not."""
    look_at_beginning(path, form_of(written))
    reader = TableReader(path, form_of(written))
    reader.close()
    for name in _named_columns(node):
        if name.text not in reader.header:
            message = f"the table has no column {name.text!r}"
            yield Mistake(shown, name.line, name.column, "S030", message, suggest(name.text, reader.header))
    for column, figure in written.columns.items():
        whole = figure.part_of.constant if figure.part_of else None
        if whole is not None and (whole not in written.columns or whole == column):
            place = locate(node, ["columns", column, "part_of"])
            message = f"there is no other column {whole!r} under 'columns'"
            yield Mistake(shown, place.line, place.column, "S030", message, suggest(whole, written.columns))


def _named_columns(node: Node) -> Iterator[TextNode]:
    """Return every place of a map that names a column of the table."""
    columns = locate(node, ["columns"])
    if isinstance(columns, GroupNode) and columns is not node:
        yield from columns.names.values()
    if isinstance(node, GroupNode):
        for section in ("table", "passage", "as_of", "figure", "columns"):
            if section in node.fields:
                yield from _columns_in(node.fields[section])
        as_of, value, key = (node.fields.get(name) for name in ("as_of", "value", "key"))
        if isinstance(as_of, GroupNode):
            parts = (as_of.fields.get(name) for name in ("year", "quarter", "month", "day"))
            yield from (part for part in parts if isinstance(part, TextNode))
        yield from (each for each in (value, key) if isinstance(each, TextNode))
        yield from (item for item in getattr(key, "items", []) if isinstance(item, TextNode))


def _columns_in(node: Node) -> Iterator[TextNode]:
    """Return the texts of all fields named `column` in an entry, at any depth."""
    inner = node.fields.items() if isinstance(node, GroupNode) else ()
    for name, child in inner:
        if name == "column" and isinstance(child, TextNode):
            yield child
        elif name != "words":
            yield from _columns_in(child)
    for child in getattr(node, "items", []):
        yield from _columns_in(child)
