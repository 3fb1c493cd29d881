"""The bytes of seed files: read whole before anything is looked into, so that what did not change is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sofadb.seed.reading.text import SeedText, UnreadableText, read_seed_text
from sofadb.seed.watch import Watch, unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadSeeds:
    """The bytes of all files given: texts, and what is known of those that cannot be read."""

    texts: list[SeedText]
    unreadable: list[UnreadableText]

    def stored(self) -> set[str]:
        """Return the paths by which the texts are remembered."""
        return {text.stored for text in self.texts}


def read_seeds(files: Sequence[Path], watch: Watch = unwatched) -> ReadSeeds:
    """Read the bytes of all files."""
    seeds = ReadSeeds([], [])
    for number, path in enumerate(files, start=1):
        read = read_seed_text(path)
        if isinstance(read, SeedText):
            seeds.texts.append(read)
        else:
            seeds.unreadable.append(read)
        watch("reading", number, len(files))
    return seeds
