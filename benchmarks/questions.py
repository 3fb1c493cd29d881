"""Asks the questions of long tables side by side with peers, on the same figures, and prints a Markdown table.

    python benchmarks/questions.py [--sizes ROWS ...] [--rounds N] [--duckdb PYTHON]

The figures of one host of 200 are asked of `sofadb` and, by the same SQL, of the `sqlite3` shell; the latest figures
of each actor in each host of `sofadb` and, by a query of its own, of DuckDB, whose package may be that of another
Python; and questions over all figures, which have no peer. Whole processes are timed from outside, in turn; the
question alone is timed inside of them. Peers that are not installed are left out. Nothing is asserted: the machine
may be busy.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timing import run

from sofadb.catalog import built_in_question

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = [str(Path(sys.executable).parent / "sofadb")]
SIZES, ROUNDS, HOST = (100_000, 1_000_000), 5, "deu"

#: Questions that have no peer, over all figures.
WHOLE = (
    ("query", "gaps"),
    ("query", "false-zeros"),
    ("figures", "--total", "--as-of", "2026-01-01"),
    ("search", "unfindable"),
)

#: A census: each quarter, what 40 actors have in each of 200 hosts, of two kinds, present and authorized.
FILL = """
WITH RECURSIVE
numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :number - 1),
states (place, id) AS MATERIALIZED (SELECT row_number() OVER (ORDER BY id) - 1, id FROM actors WHERE kind = 'state'),
cited (id, source_id) AS (SELECT id, source_id FROM passages ORDER BY id LIMIT 1),
drawn (n, quarter, host, sender, kind) AS (
    SELECT n, n / 32000, n % 32000 / 160, n % 160 / 4, n % 4 FROM numbers
)
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, measure, category, function, as_of, as_of_earliest,
    as_of_latest, quantifier, value_kind, low, best, high, passage_id, status)
SELECT cited.source_id, 'row-' || substr('0000000' || n, -8), sender.id, host.id,
    CASE kind % 2 WHEN 0 THEN 'present' ELSE 'authorized' END,
    CASE kind / 2 WHEN 0 THEN 'military' ELSE 'civilian' END,
    'unspecified', date('1948-01-01', (quarter * 3) || ' months'), date('1948-01-01', (quarter * 3) || ' months'),
    date('1948-03-28', (quarter * 3) || ' months'), 'exact', 'value', 1 + n * 7919 % 40000, 1 + n * 7919 % 40000,
    1 + n * 7919 % 40000, cited.id, 'accepted'
FROM drawn
JOIN states AS host ON host.place = drawn.host
JOIN states AS sender ON sender.place = drawn.sender
CROSS JOIN cited
"""
COUNTS = """
SELECT c.key, c.actor_id, c.host_id, c.measure, c.category, c.wording, c.low, c.best, c.high, c.as_of,
    c.as_of_earliest, c.as_of_latest, c.status, s.key AS source
FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id
"""
#: How one would write it for DuckDB: all figures of the last day of each series.
LATEST = """
WITH known AS (
    SELECT *, coalesce(as_of_latest, as_of_earliest) AS day FROM counts WHERE status <> 'deprecated'
), last AS (SELECT actor_id, host_id, measure, category, max(day) AS day FROM known GROUP BY ALL)
SELECT a.key, h.key, measure, category, k.source || '/' || k.key, wording, low, best, high, as_of, day
FROM known AS k JOIN last USING (actor_id, host_id, measure, category, day)
JOIN actors AS a ON a.id = actor_id JOIN actors AS h ON h.id = host_id ORDER BY h.key, a.key, measure, category, 5
"""
FILL_DUCKDB = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    for name in ("counts", "actors"):
        connection.read_csv(f"{sys.argv[2]}/{name}.csv", header=True).create(name)
"""
ASK_DUCKDB = """
import csv, sys, time, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    begin = time.perf_counter()
    rows = connection.execute(sys.argv[2]).fetchall()
    print(time.perf_counter() - begin, file=sys.stderr)
csv.writer(sys.stdout).writerows(rows)
"""
ASK_OURS = """
import sys, time
from pathlib import Path
from sofadb.catalog import built_in_question
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.execute import answer
_, path, name, *given = sys.argv
with open_reader(Target(path=Path(path)), spill=True) as reader:
    begin = time.perf_counter()
    rows = list(answer(reader, built_in_question(name), dict(word.split("=") for word in given)).rows)
    print(time.perf_counter() - begin, file=sys.stderr)
"""


@dataclass(frozen=True)
class Asked:
    """Two commands that ask for the same, and the ratio that ours should stay under; without a peer only ours."""

    what: str
    ours: list[str]
    peer: list[str] | None
    goal: float | None
    #: Whether they tell the time of the question itself, on standard error.
    tells: bool = False


def fill(path: Path, number: int) -> None:
    """Make a database with the built-in dataset and so many counts more, and its indexes as they should be."""
    subprocess.run([*OURS, "--db", path, "db", "init"], check=True, stderr=subprocess.DEVNULL)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'personnel_counts' AND sql > ''"
        ).fetchall()
        for name, _ in made:
            connection.execute(f"DROP INDEX {name}")
        connection.execute(FILL, {"number": number})
        for _, sql in made:
            connection.execute(sql)
        connection.commit()


def shell_command(path: Path, shell: str) -> list[str]:
    """Return how the shell is asked the SQL of `figures`."""
    question = built_in_question("figures")
    given = [f".parameter set :{name} {HOST!r}" if name == "host" else f".parameter set :{name} NULL"
             for name in question.types()]  # fmt: skip
    return [shell, "-csv", "-header", str(path), ".parameter init", *given, _without_comments(question.sql)]


def _without_comments(sql: str) -> str:
    """Leave out the lines of comments: the first two dashes would be taken for an option."""
    return "\n".join(line for line in sql.split("\n") if not line.startswith("--"))


def fill_duckdb(path: Path, folder: Path, python: str) -> Path | None:
    """Copy counts and actors into a database of DuckDB; None where it is not installed."""
    if subprocess.run([python, "-c", "import duckdb"], check=False, stderr=subprocess.DEVNULL).returncode:
        return None
    shell = shutil.which("sqlite3")
    if shell is None:
        return None
    for name, sql in (("counts", COUNTS), ("actors", "SELECT id, key, name FROM actors")):
        with (folder / f"{name}.csv").open("wb") as stream:
            subprocess.run([shell, "-csv", "-header", path, sql.strip()], check=True, stdout=stream)
    made = folder / "duck.db"
    subprocess.run([python, "-c", FILL_DUCKDB, made, folder], check=True, stdout=subprocess.DEVNULL)
    (folder / "counts.csv").unlink()
    return made


def questions(path: Path, duck: Path | None, python: str) -> Iterator[Asked]:
    """Return what is asked of a database."""
    figures, latest = [*OURS, "--db", str(path), "figures", "--host", HOST], ["query", "latest-figures", "--csv"]
    shell = shutil.which("sqlite3")
    peer = shell_command(path, shell) if shell else None
    yield Asked("figures of one host, CSV / sqlite3 -csv", [*figures, "--csv"], peer, 1.5)
    yield Asked("figures of one host, table of 20 / sqlite3 -csv", [*figures, "--limit", "20"], peer, 1.5)
    asked = [python, "-c", ASK_DUCKDB, str(duck), LATEST] if duck else None
    yield Asked("latest of each series, CSV / duckdb", [*OURS, "--db", str(path), *latest], asked, 3)
    alone = [sys.executable, "-c", ASK_OURS, str(path), "latest-figures"]
    yield Asked("latest of each series, the question alone / duckdb", alone, asked, 3, tells=True)
    for words in WHOLE:
        yield Asked(f"{' '.join(words)}, all figures", [*OURS, "--db", str(path), *words, "--csv"], None, None)


def seconds(command: list[str], folder: Path, *, tells: bool) -> float:
    """Return what a process took, or what it tells of its question."""
    if not tells:
        return run(command, folder, looks=False).seconds
    ended = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return float(ended.stderr.split()[-1])


def line(asked: Asked, number: int, rounds: int, folder: Path) -> str:
    """Ask in turn, the first round not counted; returns medians and the median of the ratios."""
    commands = [command for command in (asked.ours, asked.peer) if command is not None]
    taken = [[seconds(command, folder, tells=asked.tells) for command in commands] for _ in range(rounds + 1)][1:]
    medians = [statistics.median(column) for column in zip(*taken, strict=True)]
    told = f"| {number:,} | {asked.what} | {medians[0]:.3f} |"
    if asked.peer is None:
        return f"{told} {'' if asked.goal is None else 'not installed'} |  | {asked.goal or ''} |"
    return f"{told} {medians[1]:.3f} | {statistics.median(ours / peer for ours, peer in taken):.2f} | {asked.goal} |"


def main() -> None:
    """Make a database of each size, ask, and print a line for each question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--duckdb", metavar="PYTHON", default=sys.executable, help="a Python that has DuckDB")
    given = parser.parse_args()
    os.environ.pop("SOFADB_DB", None)
    print(
        "| counts | what | ours, seconds | peer, seconds | ratio | goal |\n|---:|---|---:|---:|---:|---:|", flush=True
    )
    for number in given.sizes:
        with tempfile.TemporaryDirectory(prefix="sofadb-bench-") as name:
            folder = Path(name)
            os.environ["HOME"] = name
            fill(folder / "many.db", number)
            duck = fill_duckdb(folder / "many.db", folder, given.duckdb)
            for asked in questions(folder / "many.db", duck, given.duckdb):
                print(line(asked, number, given.rounds, folder), flush=True)


if __name__ == "__main__":
    main()
