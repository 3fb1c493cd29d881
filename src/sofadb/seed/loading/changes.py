"""What a load changes, as it is reported; without SQLAlchemy, for most loads change nothing."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from sofadb.errors import SofadbError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sofadb.seed.mistakes import Findings
    from sofadb.seed.reading.rows import NaturalKey


MOST_TRIES: Final = 5

Report = TypeVar("Report")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was added, changed or removed; `columns` gives old and new of what differs, keys for references.

    One that is `missing` is in the file no longer, and was left where it is. `file` and `line` say where the row
    stands, or stood.
    """

    action: Literal["added", "changed", "missing", "removed"]
    table: str
    key: NaturalKey
    columns: Mapping[str, tuple[str, str]]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class GoneFile:
    """A seed file that was loaded and is no longer where it was, and how many rows it left."""

    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: how many files were given, every row that changed, and the files that are gone.

    The rows of gone files are among the changes only where they were pruned. `findings` holds the warnings of the
    check; where nothing was new there was none.
    """

    files: int
    changes: list[Change] = field(default_factory=list)
    gone: list[GoneFile] = field(default_factory=list)
    findings: Findings | None = None

    def count(self) -> Counter[str]:
        """Count the changes by what was done."""
        return Counter(change.action for change in self.changes)


def with_new_tries(load: Callable[[], Report]) -> Report:
    """Load, and where another load came in between, check and load again; raises DatabaseChangedError in the end."""
    for _ in range(MOST_TRIES - 1):
        with suppress(DatabaseChangedError):
            return load()
    return load()


class DatabaseChangedError(SofadbError):
    """The database is no longer what it was when the files were checked against it."""

    def __init__(self) -> None:
        super().__init__("the database was changed by another while the files were checked", "load again")
