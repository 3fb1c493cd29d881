"""The canned questions and the named checks: one `.sql` file each, built in or in folders of the user's own.

The name of the file is the name of the question or the check.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sofadb import paths
from sofadb.errors import WrongUseError
from sofadb.question import BrokenQuestionError, Parameter, Question, read_check, read_question
from sofadb.spelling import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = [
    "BrokenQuestionError",
    "Catalogue",
    "Parameter",
    "Question",
    "built_in_question",
    "checks",
    "find_question",
    "question_files",
    "questions",
    "read_question",
    "read_questions",
]


class Catalogue(NamedTuple):
    """Where files of one kind lie, what they are called, and how one is read.

    `variable` names the user's own folders, `listing` the command that lists them all.
    """

    word: str
    listing: str
    variable: str
    built_in: Path
    own: Sequence[Path]
    read: Callable[[Path], Question]

    def files(self) -> dict[str, list[Path]]:
        """Return the files by their names, in the order of the names; hidden files are none."""
        found: dict[str, list[Path]] = {}
        for folder in (self.built_in, *self._own_folders()):
            # A folder that cannot be read is told of where all are listed, and where one is not found.
            for path in sorted(folder.glob("*.sql")):
                if not path.name.startswith("."):
                    found.setdefault(path.stem, []).append(path)
        return dict(sorted(found.items()))

    def find(self, name: str, beside: Sequence[str] = ()) -> Question:
        """Read a file, built in or the user's own; `beside` are names that need no file.

        Raises WrongUseError with the near names where there is none, BrokenQuestionError where there are two.
        """
        files = self.files()
        if name not in files:
            known = sorted([*files, *beside])
            meant = " or ".join(map(repr, near(name, known)[:3]))
            remedy = f"did you mean {meant}?" if meant else f"one of: {', '.join(known)}; {self.listing} lists them"
            closed = "".join(f"\n{error.message}" for error in self._folder_errors())
            raise WrongUseError(f"there is no {self.word} {name!r}", f"{remedy}{closed}")
        if len(files[name]) > 1 or name in beside:
            listed = " and ".join([*(["built in"] if name in beside else []), *map(str, files[name])])
            raise BrokenQuestionError(f"there are two {self.word}s {name!r}: {listed}", "give your own another name")
        return self.read(files[name][0])

    def read_all(self, beside: Sequence[str] = ()) -> Iterator[Question | BrokenQuestionError]:
        """Read all in the order of their names; one that cannot be read does not hide the others."""
        yield from self._folder_errors()
        for name in self.files():
            try:
                yield self.find(name, beside)
            except BrokenQuestionError as error:
                yield error

    def _own_folders(self) -> list[Path]:
        """Return the user's folders, each once, however it is written."""
        folders = {self.built_in: self.built_in}
        for folder in self.own:
            folders.setdefault(folder.resolve(), folder)
        return list(folders.values())[1:]

    def _folder_errors(self) -> Iterator[BrokenQuestionError]:
        for folder in self._own_folders():
            try:
                next(folder.iterdir(), None)
            except OSError as error:
                yield BrokenQuestionError(
                    f"{folder}: {error.strerror}", f"mend {self.variable}, or make the folder readable"
                )


def questions() -> Catalogue:
    """Return the canned questions."""
    return Catalogue(
        "question", "sofadb query", "SOFADB_QUERIES", paths.queries(), paths.own_queries(), read_question
    )


def checks() -> Catalogue:
    """Return the named checks that are files."""
    return Catalogue("check", "sofadb check --list", "SOFADB_CHECKS", paths.checks(), paths.own_checks(), read_check)


@cache
def built_in_question(name: str) -> Question:
    """Read a question that comes with the tool, whatever the user's own folders hold; each is read once."""
    return read_question(paths.queries() / f"{name}.sql")


def find_question(name: str) -> Question:
    """Read a question, built in or the user's own; raises WrongUseError or BrokenQuestionError."""
    return questions().find(name)


def question_files() -> dict[str, list[Path]]:
    """Return the files of every question by its name, in the order of the names."""
    return questions().files()


def read_questions() -> Iterator[Question | BrokenQuestionError]:
    """Read all questions in the order of their names; one that cannot be read does not hide the others."""
    return questions().read_all()
