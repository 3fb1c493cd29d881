"""All seed files together: read, typed, and held against each other and the database.

Every mistake of every file is found in one pass; a file that cannot be read hides none of the others'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sofadb.seed.flatten import flatten
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.references import check_rows
from sofadb.seed.text import SeedText, UnreadableText, keys_in, read_seed_text
from sofadb.seed.tree import parse
from sofadb.seed.typed import read_typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sofadb.seed.known import Known
    from sofadb.seed.rows import SeedRow


@dataclass(frozen=True, slots=True)
class CheckedSeeds:
    """Seed files without a mistake: their texts and all their rows."""

    texts: list[SeedText]
    rows: list[SeedRow]


@dataclass(frozen=True, slots=True)
class ReadSeeds:
    """The bytes of all files given: texts, and what is known of those that cannot be read."""

    texts: list[SeedText]
    unreadable: list[UnreadableText]

    def stored(self) -> set[str]:
        """Return the paths by which the texts are remembered."""
        return {text.stored for text in self.texts}


def read_seeds(files: Sequence[Path]) -> ReadSeeds:
    """Read the bytes of all files."""
    read = [read_seed_text(path) for path in files]
    return ReadSeeds(
        [text for text in read if isinstance(text, SeedText)],
        [text for text in read if isinstance(text, UnreadableText)],
    )


def check_seeds(seeds: ReadSeeds, known: Known) -> CheckedSeeds:
    """Turn texts into rows; raises SeedMistakesError with every mistake, also those found in reading."""
    found = {mistake for text in seeds.unreadable for mistake in text.mistakes}
    # Keys that a broken file may have meant to define: what refers to them is not called wrong.
    broken = {key for text in seeds.unreadable for key in text.keys}
    rows: list[SeedRow] = []
    for text in seeds.texts:
        read, mistakes = _read_rows(text)
        found.update(mistakes)
        rows += read or []
        broken |= keys_in(text.text) if read is None else set()
    found.update(check_rows(rows, known, broken))
    if found:
        raise SeedMistakesError(list(found), len(seeds.texts) + len(seeds.unreadable))
    return CheckedSeeds(seeds.texts, rows)


def _read_rows(text: SeedText) -> tuple[list[SeedRow] | None, list[Mistake]]:
    """Return the rows of a file, or None where it is too broken, and its mistakes."""
    node, mistakes = parse(text.shown, text.text)
    if node is None:
        empty = Mistake(text.shown, 1, 1, "S010", "the file is empty", "write 'format: 1'")
        return None, mistakes or [empty]
    seed, wrong = read_typed(text.shown, node)
    if seed is None:
        return None, [*mistakes, *wrong]
    rows, more = flatten(text, node, seed)
    return rows, [*mistakes, *wrong, *more]
