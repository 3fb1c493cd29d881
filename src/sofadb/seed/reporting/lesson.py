"""What there is to learn about one code: files that break its rule, what is printed of them, and a file put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sofadb import paths
from sofadb.formats.terminal import visible
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.codes import CODES
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.reading.files import ReadSeeds
from sofadb.seed.reading.text import SeedText, decode_seed_text
from sofadb.seed.reporting.excerpt import CUT
from sofadb.seed.reporting.report import printed, summed_up

if TYPE_CHECKING:
    from sofadb.seed.codes import Rule
    from sofadb.seed.mistakes import Findings

WRONG, RIGHT = "wrong", "right"
LONGEST_LINE = 90


class Example(NamedTuple):
    """A seed file, as it can be shown, and what was found in it."""

    name: str
    text: str
    findings: Findings

    def blocks(self) -> str:
        """Return what `seed check` prints of its mistakes."""
        return printed(self.findings)

    def printed(self) -> str:
        """Return all that `seed check` prints of it."""
        return f"{self.blocks()}\n\n{summed_up(self.findings)}"


class Lesson(NamedTuple):
    """A rule, a file that breaks it, the same file put right, and other ways to break it."""

    code: str
    rule: Rule
    wrong: Example
    right: Example
    more: list[Example]


def read_lesson(code: str) -> Lesson:
    """Check the examples of a code."""
    names = sorted(path.stem for path in (paths.seed_examples() / code).glob("*.yaml"))
    others = [read_example(code, name) for name in names if name not in (WRONG, RIGHT)]
    return Lesson(code, CODES[code], read_example(code, WRONG), read_example(code, RIGHT), others)


def read_example(code: str, name: str) -> Example:
    """Check one file alone."""
    raw = (paths.seed_examples() / code / f"{name}.yaml").read_bytes()
    read = decode_seed_text(f"{code}/{name}.yaml", f"{code}/{name}.yaml", raw)
    seeds = ReadSeeds([read], []) if isinstance(read, SeedText) else ReadSeeds([], [read])
    try:
        findings = check_seeds(seeds, NothingKnown()).findings
    except SeedMistakesError as error:
        findings = error.findings
    lines = raw.decode("utf-8", "replace").rstrip("\n").split("\n")
    return Example(name, "\n".join(map(_shown, lines)), findings)


def _shown(line: str) -> str:
    return visible(line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + CUT)
