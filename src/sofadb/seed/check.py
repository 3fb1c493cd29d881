"""All seed files together: read, typed, and held against each other and the database.

Every mistake of every file is found in one pass; a file that cannot be read hides none of the others'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sofadb.seed.flatten import flatten
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.references import check_rows
from sofadb.seed.text import SeedText, read_seed_text
from sofadb.seed.tree import parse
from sofadb.seed.typed import read_typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sofadb.seed.known import Known
    from sofadb.seed.rows import SeedRow

_KEYS = re.compile(r"\bkey\s*:\s*([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class CheckedSeeds:
    """Seed files without a mistake: their texts and all their rows."""

    texts: list[SeedText]
    rows: list[SeedRow]


def read_seeds(files: Sequence[Path]) -> tuple[list[SeedText], list[Mistake]]:
    """Read the bytes of all files."""
    read = [read_seed_text(path) for path in files]
    texts = [text for text in read if isinstance(text, SeedText)]
    return texts, [mistake for text in read if isinstance(text, list) for mistake in text]


def check_seeds(texts: list[SeedText], mistakes: list[Mistake], known: Known) -> CheckedSeeds:
    """Turn texts into rows; raises SeedMistakesError with every mistake, also those found in reading."""
    found = list(mistakes)
    rows: list[SeedRow] = []
    broken: set[str] = set()
    for text in texts:
        read, new_mistakes = _read_rows(text)
        found += new_mistakes
        rows += read or []
        # Keys that a broken file may have meant to define: what refers to them is not called wrong.
        broken.update(_KEYS.findall(text.text) if read is None else ())
    found += check_rows(rows, known, broken)
    if found:
        files = {text.shown for text in texts} | {mistake.path for mistake in mistakes}
        raise SeedMistakesError(found, len(files))
    return CheckedSeeds(texts, rows)


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
