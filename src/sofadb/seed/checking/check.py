"""All seed files together: read, typed, and held against each other and the database.

Every mistake of every file is found in one pass; a file that cannot be read hides none of the others'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sofadb.seed.checking.references import check_rows
from sofadb.seed.checking.rules import check_claims
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.mistakes import Findings, Mistake, SeedMistakesError, find_all
from sofadb.seed.reading.flatten import flatten
from sofadb.seed.reading.text import SeedText, keys_in
from sofadb.seed.reading.tree import GroupNode, TextNode, parse
from sofadb.seed.reading.typed import read_typed
from sofadb.seed.watch import Watch, unwatched

if TYPE_CHECKING:
    from sofadb.seed.checking.known import Known
    from sofadb.seed.reading.files import ReadSeeds
    from sofadb.seed.reading.rows import SeedRow


#: The field that every map of a table has, and no seed file.
_OF_A_MAP: Final = "figure"


@dataclass(frozen=True, slots=True)
class CheckedSeeds:
    """Seed files without an error: their texts and all their rows; what was found are warnings."""

    texts: list[SeedText]
    rows: list[SeedRow]
    findings: Findings


def check_seeds(seeds: ReadSeeds, known: Known, watch: Watch = unwatched) -> CheckedSeeds:
    """Turn texts into rows; raises SeedMistakesError with every mistake if one is an error, and not a warning."""
    found = {mistake for text in seeds.unreadable for mistake in text.mistakes}
    # Keys that a broken file may have meant to define: what refers to them is not called wrong.
    broken = {key for text in seeds.unreadable for key in text.keys}
    rows: list[SeedRow] = []
    for number, text in enumerate(seeds.texts, start=1):
        read, mistakes = _read_rows(text)
        watch("checking", number, len(seeds.texts))
        found.update(mistakes)
        rows += read or []
        broken |= keys_in(text.text) if read is None else set()
    found.update(check_rows(rows, known, broken))
    found.update(check_claims(rows))
    texts = {text.shown: text.text for text in seeds.texts} | {text.shown: text.text for text in seeds.unreadable}
    findings = find_all(found, len(seeds.texts) + len(seeds.unreadable), texts)
    if findings.of("error"):
        raise SeedMistakesError(findings)
    return CheckedSeeds(seeds.texts, rows, findings)


def _read_rows(text: SeedText) -> tuple[list[SeedRow] | None, list[Mistake]]:
    """Return the rows of a file, or None where it is too broken, and its mistakes."""
    node, mistakes = parse(text.shown, text.text)
    if node is None:
        empty = Mistake(text.shown, 1, 1, "S010", "the file is empty", "write 'format: 1'")
        return None, mistakes or [empty]
    if isinstance(node, GroupNode) and _OF_A_MAP in node.fields:
        return None, [*mistakes, _map_of_a_table(text.shown, node.names[_OF_A_MAP])]
    seed, wrong = read_typed(text.shown, node, SeedFile)
    if seed is None:
        return None, [*mistakes, *wrong]
    rows, more = flatten(text, node, seed)
    return rows, [*mistakes, *wrong, *more]


def _map_of_a_table(shown: str, name: TextNode) -> Mistake:
    message, remedy = "this is the map of a table, and no seed file", "load both by 'sofadb import TABLE --map MAP'"
    return Mistake(shown, name.line, name.column, "S007", message, remedy)
