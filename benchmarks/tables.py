"""Imports made-up tables of growing size side by side with peers, and writes docs/performance.md.

    make bench-tables TABLES='[--largest ROWS] [--rounds N] [--order host|date|shuffled …] [--output FILE]'

Whole processes are timed from outside, in turn. The peers only copy cells into a table without rules; `sofadb` looks
up every key, checks every rule and builds its indexes. A peer that is not installed, or takes too long for a size, is
left out, and the page says so.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from made import MAP, ORDERS, TYPED, write_table
from peers import Peer, copy_into_server, peers_into_files
from postgres import ask, database, server, without_driver
from results import AGAIN, FILE, SERVER, Results, Setting
from timing import NEW, CommandFailedError, run

import sofadb

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = [sys.executable, "-m", "sofadb"]
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SMALLEST, LARGEST, ROUNDS = 10_000, 10_000_000, 3
_WARM_UP = 1_000


@dataclass
class Bench:
    """The runs of all sizes, and what they took."""

    folder: Path
    url: str | None
    results: Results = field(default_factory=Results)
    versions: list[str] = field(default_factory=list)
    peers: list[Peer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.map, self.empty = self.folder / "table.map.yaml", self.folder / "empty.db"
        self.map.write_text(MAP, "utf-8")
        quietly([*OURS, "--db", str(self.empty), "db", "init"])
        for peer in peers_into_files():
            if isinstance(peer, Peer):
                self.peers.append(peer)
                self.versions.append(peer.version)
            else:
                self.results.leave_out(peer)
        if self.url is None:
            self.results.leave_out("PostgreSQL: no server is named, nor is the extra 'test' installed")
            return
        self.versions.append(f"PostgreSQL {ask(self.url, 'SHOW server_version')}")
        copy = copy_into_server(without_driver(self.url))
        self.versions += [copy.version] if isinstance(copy, Peer) else []

    def measure(self, number: int, order: str, rounds: int) -> None:
        """Time everything on a table of so many rows."""
        table = self.folder / f"{number}.csv"
        write_table(table, number, order)
        for done in range(1, rounds + 1):
            self._into_files(table, number, order)
            if self.url is not None:
                self._into_server(table, number, order, self.url)
            print(f"{number:,} rows, order {order!r}: {done} of {rounds} rounds", file=sys.stderr)
        table.unlink()

    def _into_files(self, table: Path, number: int, order: str) -> None:
        new = self.folder / "new.db"
        shutil.copyfile(self.empty, new)
        for what in (FILE, FILE + AGAIN):
            self._note(Setting(order, what, number), self._ours(NEW, table), new)
        for peer in self.peers:
            new.unlink(missing_ok=True)
            self._note_peer(peer, table, Setting(order, peer.what, number), new)
        new.unlink(missing_ok=True)

    def _into_server(self, table: Path, number: int, order: str, server_url: str) -> None:
        with database(server_url) as url:
            quietly([*OURS, "--db", url, "db", "init"])
            for what in (SERVER, SERVER + AGAIN):
                self._note(Setting(order, what, number), self._ours(url, table), self.folder)
            copy = copy_into_server(without_driver(url))
            if isinstance(copy, Peer):
                ask(url, TYPED)
                self._note_peer(copy, table, Setting(order, copy.what, number), self.folder)
            else:
                self.results.leave_out(copy)

    def _ours(self, database_name: str, table: Path) -> list[str]:
        return [*OURS, "--db", database_name, "import", str(table), "--map", str(self.map)]

    def _note(self, setting: Setting, command: list[str], new: Path) -> None:
        """Run once; what an earlier run left for the disk to write is written before."""
        os.sync()
        self.results.add(setting, run(command, new))

    def _note_peer(self, peer: Peer, table: Path, setting: Setting, new: Path) -> None:
        """Run a peer once, unless it is too slow for the size; where it fails, the others go on."""
        if peer.most is not None and setting.rows > peer.most:
            self.results.leave_out(f"{peer.what} with more than {peer.most:,} rows: too slow to wait for")
            return
        try:
            self._note(setting, peer.on(table), new)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            self.results.leave_out(f"{peer.what} with {setting.rows:,} rows: it failed")


def quietly(command: list[str]) -> None:
    """Run a command whose words nobody needs."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


INTRODUCTION = """\
# Performance

Written by `make bench-tables`. Whole processes are timed from outside, in turn, after one round that does not count,
on tables of twelve columns of which no two rows say the same figure. The peers copy the cells into a table without
rules; `sofadb` looks up every key, checks every rule and builds its indexes.

- `ours / this` is the time of `sofadb import` beside that of the line, round by round, and the median of it; above 1
  the line is faster. Imports to PostgreSQL are held against imports to PostgreSQL.
- Peak memory is that of the process with its children, in the worst round; on PostgreSQL that of the command, not of
  the server.
- Growth is the time beside ten times that of a tenth of the rows: 1 is a straight line.
"""

STANDING = {
    "host": "Rows ordered by host, then by date",
    "date": "Rows ordered by date, then by host",
    "shuffled": "The same rows, shuffled",
}


def page(bench: Bench, orders: Sequence[str], rounds: int) -> str:
    """Write the page: where it was measured, what we want, the tables, and what was left out."""
    ours = f"sofadb {sofadb.__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    counted = "one run each" if rounds == 1 else f"medians of {rounds} runs"
    lines = [INTRODUCTION, f"{machine()}; {', '.join((ours, *bench.versions))}; {counted}.", ""]
    for order in orders:
        lines += [f"## {STANDING[order]}", "", *bench.results.goals(order), "", *bench.results.table(order), ""]
    if bench.results.left_out:
        lines += ["Left out:", "", *(f"- {why}" for why in bench.results.left_out), ""]
    return "\n".join(lines)


def machine() -> str:
    """Name the system, the processor and the memory."""
    found = [f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"]
    processors = Path("/proc/cpuinfo")
    if processors.exists():
        named = [line.partition(": ")[2] for line in processors.read_text().splitlines() if "model name" in line]
        found += named[:1]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return ", ".join((*found, f"{memory:.0f} GB of memory"))


def main() -> None:
    """Measure all sizes and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smallest", type=int, default=SMALLEST, help="rows; the next size has ten times as many")
    parser.add_argument("--largest", type=int, default=LARGEST)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--order", nargs="+", choices=ORDERS, default=["host"], help="how the rows stand")
    parser.add_argument("--output", type=Path, default=PAGE)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-"))
    os.environ["HOME"] = str(folder)
    folder.chmod(0o755)
    try:
        with server() as url:
            bench = Bench(folder, url)
            bench.measure(_WARM_UP, "host", 1)
            bench.results.runs.clear()
            number = given.smallest
            while number <= given.largest:
                for order in given.order:
                    bench.measure(number, order, given.rounds)
                number *= 10
            written = page(bench, given.order, given.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(written)
    given.output.write_text(written, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
