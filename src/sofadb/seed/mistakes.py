"""What can be wrong in a seed file: mistakes, the place of each, and all that a run found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sofadb.errors import BadDataError
from sofadb.seed.codes import CODES as CODES
from sofadb.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sofadb.seed.codes import Severity


class Place(NamedTuple):
    """A place in a seed file; lines and columns are counted from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Print it in the form that editors can jump to."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A mistake and where it stands; `other` is a second place that it is about, such as the first of two keys."""

    path: str
    line: int
    column: int
    code: str
    message: str
    help: str = ""
    other: Place | None = field(default=None, compare=False)

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return Place(self.path, self.line, self.column)

    @property
    def severity(self) -> Severity:
        """Tell whether its file is refused."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        """Say what and where in one line."""
        return f"{self.severity}[{self.code}] {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one run found, by file, line and column; `texts` holds the text of each file by the path shown."""

    mistakes: list[Mistake]
    files: int
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of(self, severity: Severity) -> list[Mistake]:
        """Return the errors, or the warnings."""
        return [mistake for mistake in self.mistakes if mistake.severity == severity]

    def summary(self) -> str:
        """Count what was found: `3 errors and 1 warning in 2 of 14 files; nothing was loaded`."""
        errors, warnings = len(self.of("error")), len(self.of("warning"))
        if not self.mistakes:
            return f"{counted(self.files, 'seed file')}: no mistakes"
        counts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
        wrong = len({mistake.path for mistake in self.mistakes})
        # A file that is not among those given may refer to what they no longer hold.
        files = max(self.files, wrong)
        ending = "; nothing was loaded" if errors else ""
        return f"{' and '.join(counts)} in {wrong} of {counted(files, 'file')}{ending}"


def find_all(found: Iterable[Mistake], files: int, texts: Mapping[str, str]) -> Findings:
    """Bring what was found into the order in which it is read."""
    return Findings(sorted(found), files, texts)


class SeedMistakesError(BadDataError):
    """Seed files with mistakes, all of which are in `findings`; nothing was loaded."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        super().__init__(findings.summary())

    @property
    def mistakes(self) -> list[Mistake]:
        """Return all mistakes, warnings too."""
        return self.findings.mistakes
