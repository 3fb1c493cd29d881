"""The programs that put the same table into a database, with their versions; they only copy the cells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from timing import NEW

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What stands in a command for the table.
TABLE = "{table}"

#: Where programs are looked for: beside this Python first, for a virtual environment need not be on the path.
_PLACES = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
# sqlite-utils imports numpy and pandas where they are installed, as here for the tests; its users need neither.
_BARE = "import sys; sys.modules.update(numpy=None, pandas=None); from sqlite_utils.cli import cli; cli()"
# The package of DuckDB has no program of its own.
_DUCKDB = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    connection.read_csv(sys.argv[2], header=True).create("t")
"""


@dataclass(frozen=True)
class Peer:
    """One of them: its command, and how many rows are too many for it to be waited for."""

    what: str
    version: str
    command: list[str]
    most: int | None = None

    def on(self, table: Path) -> list[str]:
        """Return the command for a table."""
        return [word.replace(TABLE, str(table)) for word in self.command]


def peers_into_files() -> Iterator[Peer | str]:
    """Return every peer that writes files; of one that is not installed, why it is left out."""
    if shell := find_program("sqlite3"):
        said = _first_line([shell, "--version"]).split()[0]
        yield Peer("sqlite3 .import", f"sqlite3 {said}", [shell, NEW, ".mode csv", f".import {TABLE} t"])
    else:
        yield _missing("sqlite3")
    yield _packaged("duckdb", "duckdb", [sys.executable, "-c", _DUCKDB, NEW, TABLE])
    insert = [sys.executable, "-c", _BARE, "insert", NEW, "t", TABLE, "--csv"]
    yield _packaged("sqlite-utils insert --csv", "sqlite-utils", insert, 1_000_000)
    command = [find_program("csvsql") or "csvsql", "--db", f"sqlite:///{NEW}", "--tables", "t", "--insert", TABLE]
    yield _packaged("csvsql --insert", "csvkit", command, 100_000)


def copy_into_server(url: str) -> Peer | str:
    """Return the copy command of psql into a table `t`, or why it is left out."""
    shell = find_program("psql")
    if shell is None:
        return _missing("psql")
    copy = [shell, "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", rf"\copy t from '{TABLE}' csv header"]
    return Peer(r"psql \copy", _first_line([shell, "--version"]).partition(" (Debian")[0], copy)


def find_program(name: str) -> str | None:
    """Return the path of a program, beside this Python or on the path."""
    return shutil.which(name, path=_PLACES)


def _packaged(what: str, package: str, command: list[str], most: int | None = None) -> Peer | str:
    try:
        return Peer(what, f"{package} {version(package)}", command, most)
    except PackageNotFoundError:
        return _missing(package)


def _missing(name: str) -> str:
    return f"{name} is not installed"


def _first_line(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]
