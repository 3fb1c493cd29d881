"""Seed files with mistakes, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sofadb import paths
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reporting.lesson import RIGHT

HERE = Path(__file__).parents[1]
GOLDEN = HERE / "golden" / "mistakes.txt"
SEEDS = HERE / "seeds"

ACTORS = "format: 1\nactors:\n  - {key: freedonia, name: Freedonia, kind: state}\n"
SOURCE = (
    "format: 1\n"
    "source: {key: herald, type: report, publication: {key: herald, name: Herald, kind: newspaper}, title: Stay}\n"
    "actors:\n"
    "  - {key: freedonia, name: Freedonia, kind: state}\n"
    "  - {key: sylvania, name: Sylvania, kind: state}\n"
    "negotiations: [{key: talks, title: Talks, status: signed, at: page 1}]\n"
)
COUNTS = SOURCE + "passages:\n  - at: page 1\n    counts:\n"

#: Every file of the examples, as its code and its name.
EXAMPLES = sorted((path.parent.name, path.stem) for path in paths.seed_examples().rglob("*.yaml"))
WRONG_EXAMPLES = [(code, name) for code, name in EXAMPLES if name != RIGHT]


def count(words: str) -> str:
    """Write a file with one count of which all but these words is right."""
    return f"{COUNTS}      - {{key: trainers, actor: freedonia, host: sylvania, measure: sent, {words}}}\n"


def actor(words: str) -> str:
    """Write a file with one more actor of which all but these words is right."""
    return f"{ACTORS}  - {{key: sylvania, name: Sylvania, kind: state, {words}}}\n"


def mistakes_of(*files: Path) -> SeedMistakesError:
    """Return what is wrong with files that are checked together."""
    with pytest.raises(SeedMistakesError) as caught:
        check_seeds(read_seeds(files), NothingKnown())
    return caught.value


def written(name: str, text: str | bytes) -> Path:
    """Write a file into the current folder."""
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def seen(error: SeedMistakesError) -> list[tuple[int, int, str]]:
    return [(mistake.line, mistake.column, mistake.code) for mistake in error.mistakes]
