"""The named checks: a `.sql` file each, built in or the user's own, and three that look at the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb import catalog, paths
from sofadb.audit import soundness
from sofadb.errors import BadDataError
from sofadb.execute import answer
from sofadb.question import FINDING, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sofadb.catalog import BrokenQuestionError, Question
    from sofadb.database.reader import Reader
    from sofadb.result import Row


class Check(NamedTuple):
    """A named check; `find` returns the file, the line, the claim or key, and what is wrong, for each finding.

    `file` is the SQL that it was read from, if it was read from any.
    """

    name: str
    title: str
    why: str
    mend: str
    severity: str
    find: Callable[[Reader], Iterable[Row]]
    file: Question | None = None

    def place(self) -> str:
        """Say where it was read from, in a way that every format can write."""
        if self.file is None or self.file.path.parent == paths.checks():
            return "built in"
        return str(self.file.path).encode("utf-8", "backslashreplace").decode()


_OF_THE_DATABASE: Final = {
    check.name: check
    for check in (
        Check(
            "schema-version",
            "The tables are not those of this version",
            "A database of another version may lack what is asked for, or mean something else by it.",
            "sofadb db upgrade; restore a backup where tables or columns are missing: sofadb db restore.",
            "error",
            soundness.find_other_schema,
        ),
        Check(
            "foreign-keys",
            "Rows that refer to what is not there",
            "Every figure must lead to its passage and its actor. Another tool may have written past that rule, or a "
            "server was told not to keep it.",
            "Load the seed files again: sofadb seed load; or restore a backup: sofadb db restore. On a server: "
            "ALTER TABLE … VALIDATE CONSTRAINT …, or ENABLE TRIGGER ALL.",
            "error",
            soundness.find_broken_references,
        ),
        Check(
            "integrity",
            "The database itself is damaged",
            "A failing disk, or a copy taken while another process wrote. What is read from such a database may be "
            "wrong in ways that no other check finds.",
            "Restore a backup: sofadb db restore. On a server, ask who runs it.",
            "error",
            soundness.find_damage,
        ),
    )
}


def check_names() -> list[str]:
    """Return the names of all checks in their order; no file is read."""
    return sorted({*_OF_THE_DATABASE, *catalog.checks().files()})


def find_check(name: str) -> Check:
    """Return a check by its name.

    Raises WrongUseError with the near names where there is none, BrokenQuestionError where it cannot be read.
    """
    files = catalog.checks()
    if name in _OF_THE_DATABASE and name not in files.files():
        return _OF_THE_DATABASE[name]
    return _of_file(files.find(name, list(_OF_THE_DATABASE)))


def read_checks() -> Iterator[Check | BrokenQuestionError]:
    """Return all checks: what cannot be read, then those that find errors, those that warn, each by name."""
    found: list[Check] = list(_OF_THE_DATABASE.values())
    for read in catalog.checks().read_all(list(_OF_THE_DATABASE)):
        if isinstance(read, catalog.BrokenQuestionError):
            yield read
        else:
            found.append(_of_file(read))
    yield from sorted(found, key=in_order)


def in_order(check: Check) -> tuple[int, str]:
    """Return what checks are sorted by: errors come before warnings."""
    return SEVERITIES.index(check.severity), check.name


def _of_file(question: Question) -> Check:
    def find(reader: Reader) -> Iterable[Row]:
        found = answer(reader, question, {})
        if found.columns != FINDING:
            message = f"{question.path}: the columns are {', '.join(found.columns)}"
            raise BadDataError(message, f"a check answers with {', '.join(FINDING)}, in this order")
        return found.rows

    return Check(question.name, question.title, question.why, question.mend, question.severity, find, question)
