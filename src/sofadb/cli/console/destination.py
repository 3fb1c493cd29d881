"""Where the answers of a shell go: the screen, or a file that takes them one after another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sofadb.cli.console.apart import run_apart
from sofadb.cli.output import Output
from sofadb.errors import FAILED, SofadbError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.cli.session import Session, Standing

#: Formats in which answers may stand one after another in a file.
_IN_A_ROW: Final = ("table", "csv", "tsv", "jsonl", "markdown")


class Destination:
    """Says where the next answer goes, and brings it there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._has_answers = False

    def choose(self, path: str | None, *, force: bool = False) -> None:
        """Send the answers that follow to a file, or back to the screen; raises SofadbError where that cannot be."""
        if path is not None:
            Output(self._session.standing.format, path).check()
            _check_path(self._session, Path(path), force=force)
        self._session.standing = self._session.standing._replace(path=path, force=force)
        self._has_answers = False

    def choose_format(self, name: str) -> None:
        """Write the answers that follow in a format."""
        Output(name, self._session.standing.path).check()
        self._session.standing = self._session.standing._replace(format=name.lower())

    def bring(self, action: Callable[[], int]) -> int:
        """Run apart what answers where the session says, and return its exit code; half an answer is none."""
        standing = self._session.standing
        path = None if standing.path is None else Path(standing.path)
        if path is None or (path.exists() and not path.is_file()):
            return run_apart(action).code
        if self._has_answers and path.exists():
            return self._add(action, standing, path)
        ended = run_apart(action)
        path.with_name(f".{path.name}.{ended.process}").unlink(missing_ok=True)
        self._has_answers = ended.code == 0
        return ended.code

    def _add(self, action: Callable[[], int], standing: Standing, path: Path) -> int:
        """Let an answer be written beside the file, and add it when it is whole."""
        fmt = Output(standing.format, standing.path).chosen_format()
        if fmt.name not in _IN_A_ROW:
            raise SofadbError(
                f"{path} holds an answer, and a {fmt.name} file has room for one", "name another .output"
            )
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        self._session.standing = standing._replace(path=str(beside), format=fmt.name, force=True)
        try:
            code = self._bring_beside(action, beside)
            if code == 0:
                _append(beside, path)
        finally:
            self._session.standing = standing
            beside.unlink(missing_ok=True)
        return code

    @staticmethod
    def _bring_beside(action: Callable[[], int], beside: Path) -> int:
        ended = run_apart(action)
        beside.with_name(f".{beside.name}.{ended.process}").unlink(missing_ok=True)
        return ended.code if ended.code or beside.exists() else FAILED


def _check_path(session: Session, path: Path, *, force: bool) -> None:
    """Refuse at once what no answer could be written to later."""
    if str(path).startswith("|"):
        raise WrongUseError("an answer cannot be sent through a pipe from here", 'write: sofadb sql "…" | command')
    try:
        if session.is_of_database(path):
            raise WrongUseError(f"{path} belongs to the database that is asked", "name another file")
        if path.is_dir():
            raise WrongUseError(f"{path} is a folder", "name a file")
        if path.is_file() and not force:
            raise SofadbError(f"{path} exists already", f".output {path} --force replaces it")
        if not path.parent.is_dir():
            raise WrongUseError(f"there is no folder {path.parent}", "make it first")
    except ValueError:
        raise WrongUseError(f"{str(path)!r} cannot be the name of a file", "name another file") from None
    except OSError as error:
        raise SofadbError(f"cannot write {path}: {error.strerror}") from error


def _append(beside: Path, path: Path) -> None:
    size = path.stat().st_size
    try:
        with beside.open("rb") as answer, path.open("ab") as stream:
            shutil.copyfileobj(answer, stream)
    except OSError as error:
        os.truncate(path, size)
        raise SofadbError(f"cannot write {path}: {error.strerror}") from error
