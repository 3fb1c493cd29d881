"""The canned questions: one `.sql` file each, built in or in the folders of SOFADB_QUERIES.

The name of the file is the name of the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb import paths
from sofadb.errors import WrongUseError
from sofadb.question import BrokenQuestionError, Parameter, Question, read_question
from sofadb.spelling import near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "BrokenQuestionError",
    "Parameter",
    "Question",
    "built_in_question",
    "find_question",
    "question_files",
    "read_question",
    "read_questions",
]


def built_in_question(name: str) -> Question:
    """Read a question that comes with the tool, whatever the user's own folders hold."""
    return read_question(paths.queries() / f"{name}.sql")


def find_question(name: str) -> Question:
    """Read a question, built in or the user's own.

    Raises WrongUseError with the near names where there is none, BrokenQuestionError where there are two.
    """
    files = question_files()
    if name not in files:
        meant = near(name, files)[:3]
        remedy = f"did you mean {' or '.join(map(repr, meant))}?" if meant else "sofadb query lists them"
        closed = "".join(f"\n{error.message}" for error in _folder_errors())
        raise WrongUseError(f"there is no question {name!r}", f"{remedy}{closed}")
    if len(files[name]) > 1:
        listed = " and ".join(map(str, files[name]))
        raise BrokenQuestionError(f"there are two questions {name!r}: {listed}", "give your own another name")
    return read_question(files[name][0])


def question_files() -> dict[str, list[Path]]:
    """Return the files of every question by its name, in the order of the names; hidden files are none."""
    found: dict[str, list[Path]] = {}
    for folder in (paths.queries(), *_own_folders()):
        # A folder that cannot be read is told of where questions are listed, and where one is not found.
        for path in sorted(folder.glob("*.sql")):
            if not path.name.startswith("."):
                found.setdefault(path.stem, []).append(path)
    return dict(sorted(found.items()))


def read_questions() -> Iterator[Question | BrokenQuestionError]:
    """Read all questions in the order of their names; one that cannot be read does not hide the others."""
    yield from _folder_errors()
    for name, files in question_files().items():
        try:
            yield find_question(name) if len(files) > 1 else read_question(files[0])
        except BrokenQuestionError as error:
            yield error


def _own_folders() -> list[Path]:
    """Return the user's folders, each once, however it is written."""
    folders = {paths.queries(): paths.queries()}
    for folder in paths.own_queries():
        folders.setdefault(folder.resolve(), folder)
    return list(folders.values())[1:]


def _folder_errors() -> Iterator[BrokenQuestionError]:
    for folder in _own_folders():
        try:
            next(folder.iterdir(), None)
        except OSError as error:
            yield BrokenQuestionError(
                f"{folder}: {error.strerror}", "mend SOFADB_QUERIES, or make the folder readable"
            )
