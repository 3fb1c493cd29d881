"""What can go wrong in words for the user, with the exit code that scripts rely on."""

from __future__ import annotations

import errno
from typing import ClassVar, Final

FAILED = 1
WRONG_USE = 2
NO_DATABASE = 3
BAD_DATA = 4
TIME_LIMIT = 5
INTERRUPTED = 130


_REMEDIES: Final = {
    errno.EACCES: "let yourself in by its permissions, or name a file elsewhere",
    errno.EPERM: "let yourself in by its permissions, or name a file elsewhere",
    errno.EROFS: "nothing can be written there; name a file elsewhere",
    errno.ENOENT: "make its folder first, or name a file elsewhere",
    errno.ENOTDIR: "what stands before the last '/' is no folder; name a file elsewhere",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOSPC: "make room on its disk, or name a file elsewhere",
    errno.EDQUOT: "make room on its disk, or name a file elsewhere",
    errno.EFBIG: "make room on its disk, or name a file elsewhere",
}


def remedy_of(error: OSError) -> str:
    """Say what helps where a file cannot be read or written; empty where nobody knows."""
    return _REMEDIES.get(error.errno or 0, "")


class SofadbError(Exception):
    """A failure that the user can understand and mend.

    `message` says what happened and where, `remedy` what to do next.
    """

    exit_code: ClassVar[int] = FAILED

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUseError(SofadbError):
    """A value or an option that names nothing, or does not fit the others."""

    exit_code = WRONG_USE


class DatabaseUnusableError(SofadbError):
    """No database where one was named, or one that this version cannot read."""

    exit_code = NO_DATABASE


class DatabaseExistsError(SofadbError):
    """A database where a new one was to be made."""


class BadDataError(SofadbError):
    """Seed files or stored rows that break a rule."""

    exit_code = BAD_DATA


class TimeLimitError(SofadbError):
    """A question that ran longer than it was allowed to."""

    exit_code = TIME_LIMIT


class QuestionFailedError(SofadbError):
    """A question that the database could not answer.

    `reason` is what the engine said, `place` where in the statement, counted from 0, if it told.
    """

    def __init__(self, message: str, remedy: str = "", *, reason: str = "", place: int | None = None) -> None:
        super().__init__(message, remedy)
        self.reason = reason
        self.place = place
