"""Questions to a database, whichever engine it is."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sofadb.database.version import check_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sofadb.database.target import Target
    from sofadb.result import Result, Value


class BrokenReference(NamedTuple):
    """A row that refers to one that is not there, or for `id` None, a table of which this may be so."""

    table: str
    id: int | None
    what: str


class Reader(Protocol):
    """An open database that answers questions; `version` is its schema version."""

    version: str | None

    def ask(self, sql: str, values: Mapping[str, Value], types: Mapping[str, str]) -> Result:
        """Answer one statement with `:name` parameters; `types` gives text, integer or date for each."""

    def caution(self) -> str:
        """Say what whoever opened it could do to it beside reading, if another than this tool let him."""

    def broken_references(self) -> list[BrokenReference]:
        """Find what the foreign keys of the tables forbid, and has come in past them."""

    def damage(self) -> list[str]:
        """Say what the engine finds wrong with the database itself, one sentence each."""


@contextmanager
def open_reader(
    target: Target, seconds: float | None = None, *, any_version: bool = False, spill: bool = False
) -> Iterator[Reader]:
    """Open a database for reading and make sure that this version can read it.

    With `seconds`, a question that takes longer raises TimeLimitError. With `spill`, SQLite may sort on the disk
    what does not fit into memory. Raises DatabaseUnusableError where there is no database, none of ours, a damaged
    one, or, unless `any_version`, one of another schema version.
    """
    if target.path is None:
        from sofadb.database.server import open_server_reader

        opened: AbstractContextManager[Reader] = open_server_reader(target, seconds)
    else:
        from sofadb.database.file import open_file_reader

        opened = open_file_reader(target.path, seconds, spill=spill)
    with opened as reader:
        check_version(target, reader.version, any_version=any_version)
        yield reader
