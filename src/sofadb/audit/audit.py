"""Runs checks one after another, and counts what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.errors import SofadbError, TimeLimitError
from sofadb.question import FINDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.audit.checks import Check
    from sofadb.database.reader import Reader
    from sofadb.result import Row

#: The columns of a finding, whatever check made it.
COLUMNS: Final = ("check", "severity", *FINDING)


class Audit:
    """A run of checks: `counts` says how much each has found so far, `failures` which could not be run and why."""

    def __init__(self, reader: Reader, checks: Sequence[Check]) -> None:
        self._reader = reader
        self.checks = checks
        self.counts = dict.fromkeys((check.name for check in checks), 0)
        self.failures: dict[str, SofadbError] = {}

    def findings(self) -> Iterator[Row]:
        """Run every check and return what it finds; one that cannot be run does not hide the others."""
        for check in self.checks:
            try:
                for row in check.find(self._reader):
                    self.counts[check.name] += 1
                    yield (check.name, check.severity, *row)
            except TimeLimitError:
                raise
            except SofadbError as error:
                self.failures[check.name] = error

    def count(self, severity: str) -> int:
        """Return how many findings there are of one severity."""
        return sum(self.counts[check.name] for check in self.checks if check.severity == severity)
