"""Another tool, the `sqlite3` shell or DuckDB, that counts and sums a table straight from its CSV file."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peers import find_program

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TOOLS = ("sqlite3", "duckdb")

#: DuckDB has no program in its package; statements come as arguments, rows go out as CSV.
_DUCKDB = """
import csv, sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    for statement in sys.argv[2:]:
        rows = connection.execute(statement)
        while some := rows.fetchmany(10_000) if rows.description else []:
            csv.writer(sys.stdout, lineterminator="\\n").writerows(some)
"""


class ToolError(Exception):
    """The other tool failed, or is not there."""


@dataclass(frozen=True)
class Reckoner:
    """Keeps tables in a database of its own, in which every cell is text; only SQL that both tools know is asked."""

    tool: str
    folder: Path

    def read(self, name: str, path: Path, delimiter: str = ",") -> None:
        """Read a CSV file into a new table."""
        known = self.folder / f"{name}.csv"  # a name that needs no quotes
        if path != known:
            known.symlink_to(path.resolve())
        if self.tool == "sqlite3":
            written = "\\t" if delimiter == "\t" else delimiter
            self._run([".mode csv", f'.separator "{written}" "\\n"', f".import {known.name} {name}"])
        else:
            form = f"all_varchar = true, header = true, delim = {text(delimiter)}, quote = '\"', escape = '\"'"
            cells = f"SELECT coalesce(columns(*), '') FROM read_csv({text(str(known))}, {form})"
            self._run([f"CREATE TABLE {name} AS {cells}"])

    def write(self, name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Make a new table of rows of ours."""
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(header)
            writer.writerows(rows)
        self.read(name, path)

    def ask(self, *statements: str) -> list[list[str]]:
        """Run statements; returns the rows of all, as text."""
        return list(csv.reader(self._run([".mode csv", *statements] if self.tool == "sqlite3" else list(statements))))

    def number(self, statement: str) -> int:
        """Return the one number that a question has for an answer."""
        return int(self.ask(statement)[0][0])

    def _run(self, words: list[str]) -> io.StringIO:
        program = find_program("sqlite3") if self.tool == "sqlite3" else sys.executable
        if program is None:
            raise ToolError("there is no program sqlite3; 'pip install duckdb' and --tool duckdb would do")
        command = [program, "own.db"] if self.tool == "sqlite3" else [program, "-c", _DUCKDB, "own.duckdb"]
        ended = subprocess.run(
            [*command, *words], cwd=self.folder, capture_output=True, check=False, encoding="utf-8"
        )
        if ended.returncode:
            raise ToolError(f"{self.tool}: {ended.stderr.strip()[-500:]}")
        return io.StringIO(ended.stdout, newline="")


def text(word: str) -> str:
    """Write a text in SQL."""
    return "'" + word.replace("'", "''") + "'"


def name(column: str) -> str:
    """Write the name of a column in SQL."""
    return '"' + column.replace('"', '""') + '"'


def among(cell: str, words: Iterable[str]) -> str:
    """Write the condition that a cell is one of some words."""
    listed = ", ".join(map(text, words))
    return f"{cell} IN ({listed})" if listed else "1 = 0"
