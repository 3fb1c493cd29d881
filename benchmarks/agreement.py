"""Holds an imported table against another tool: the count of its rows, and sums per host, year and column of numbers.

    python benchmarks/agreement.py TABLE --map MAP [--seeds FILE …] [--tool sqlite3|duckdb] [--db PATH|URL]

The table is imported into a new SQLite file, and into a new database of a PostgreSQL server where SOFADB_TEST_URL
names one or the extra `test` is installed. With --db nothing is imported: a database that has the table is held
against it. The other tool reads the CSV itself, without the refused rows, and the map is read once more; the sums of
the database are those of the view `figures`. Every difference is printed, and any ends with exit code 1.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mapped import Actors, Holder, Map, NotCheckedError
from peers import find_program
from postgres import database, server
from reckoning import TOOLS, Reckoner, ToolError
from table_itself import Cell, Sum, TableItself

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = [sys.executable, "-m", "sofadb"]
_DAY = "CASE WHEN as_of LIKE '%/%' THEN 7 ELSE length(as_of) END"  # a quarter is written 1968-q3
_SUMS = f"""
SELECT host, substr(as_of, 1, 4) AS year, substr(ref, length(source) + length(host) + {_DAY} + 4) AS numbers,
    count(*) AS figures, count(coalesce(best, low, high)) AS known, sum(coalesce(best, low, high)) AS total
FROM figures WHERE source = :source GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_ACTORS = """
SELECT 'key' AS way, key AS called, CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_to, key FROM actors
UNION ALL
SELECT 'name', n.name, NULL, NULL, a.key
FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id WHERE n.type <> 'weak'
UNION ALL
SELECT c.scheme, c.code, c.valid_from, c.valid_to, a.key
FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id
"""


class ImportFailedError(Exception):
    """Our own tool did not do what the check needs; its words."""


def imported(db: str, table: Path, map_path: Path, reject: Path, *, dry_run: bool) -> list[int]:
    """Import a table, or only try to; returns the rows read, loaded, unchanged, refused and left out."""
    words = ["import", str(table), "--map", str(map_path), "--reject", str(reject), "--force"]
    _, said = sofadb(db, *words, *(["--dry-run"] if dry_run else []))
    line = next(line for line in said.splitlines() if " rows read = " in line)
    return [int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*", line)]


def sofadb(db: str, *words: str) -> tuple[str, str]:
    """Run our tool; returns what it printed on either stream."""
    ended = subprocess.run([*OURS, "--db", db, *words], capture_output=True, check=False, encoding="utf-8")
    if ended.returncode:
        raise ImportFailedError(f"sofadb {' '.join(words[:2])}: {ended.stderr.strip()[-2000:]}")
    return ended.stdout, ended.stderr


def answers(db: str, question: str, *words: str) -> Iterator[list[str]]:
    """Ask a database; returns all rows."""
    printed, _ = sofadb(db, "sql", question, "--csv", "--no-header", "--timeout", "3600", *words)
    return csv.reader(io.StringIO(printed))


def sums_in_database(db: str, source: str) -> dict[Cell, Sum]:
    """Return the sums of the view `figures`."""
    rows = answers(db, _SUMS, "-p", f"source={source}")
    return {Cell(*row[:3]): Sum(int(row[3]), int(row[4]), int(row[5] or 0)) for row in rows}


def actors_in_database(db: str) -> Actors:
    """Return what the actors are called."""
    found = Actors()
    for way, called, first, last, key in answers(db, _ACTORS):
        found.add(way, called, Holder(first or "0000", last or "9999", key))
    return found


def compare(counted: TableItself, numbers: list[int], theirs: dict[Cell, Sum], ours: dict[Cell, Sum]) -> list[str]:
    """Return every difference in words."""
    read, loaded, unchanged, refused, left_out = numbers
    left = counted.read - counted.refused - counted.left_out
    found = [
        f"rows {what}: {one:,} as the import says, {other:,} as {counted.reckoner.tool} counts"
        for what, one, other in (
            ("read", read, counted.read),
            ("loaded or unchanged", loaded + unchanged, left),
            ("refused", refused, counted.refused),
            ("left out", left_out, counted.left_out),
        )
        if one != other
    ]
    for cell in sorted(theirs.keys() | ours.keys()):
        one, other = (sums.get(cell, Sum(0, 0, 0)) for sums in (ours, theirs))
        if one != other:
            found.append(f"{' '.join(cell)}: {_said(one)} in the database, {_said(other)} in the table")
    return found


def _said(each: Sum) -> str:
    return f"{each.total:,} ({each.figures:,} figures, {each.known:,} known)"


def check(db: str, given: argparse.Namespace, *, is_new: bool) -> bool:
    """Hold one database against the table; prints what is equal and what is not, and tells whether all is."""
    with tempfile.TemporaryDirectory(prefix="sofadb-agreement-") as folder:
        reject = Path(folder) / "refused-rows.csv"
        numbers = imported(db, given.table, given.map, reject, dry_run=not is_new)
        map_ = Map.read(given.map)
        counted = TableItself(Reckoner(given.tool, Path(folder)), map_, given.table, reject)
        theirs = counted.sums(actors_in_database(db))
    ours = sums_in_database(db, map_.says["source"]["key"])
    found = compare(counted, numbers, theirs, ours)
    read, loaded, unchanged, refused, left_out = numbers
    print(
        f"{read:,} rows read = {loaded:,} loaded + {unchanged:,} unchanged + {refused:,} refused + {left_out:,} left"
        f" out; {given.tool} counts {counted.read:,}"
    )
    print(*(f"differs: {line}" for line in found), sep="\n", end="\n" if found else "")
    figures, total = (sum(each[place] for each in theirs.values()) for place in (0, 2))
    print(f"{len(theirs):,} sums of {figures:,} figures compared, {total:,} in all; {len(found):,} differences")
    return not found and read == sum(numbers[1:])


def check_new(given: argparse.Namespace) -> bool:
    """Import the table into new databases, and hold each against it."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sofadb-agreement-"))
        databases = {"SQLite": f"{folder}/new.db"}
        if url := stack.enter_context(server()):
            databases["PostgreSQL"] = stack.enter_context(database(url))
        all_equal = True
        for engine, db in databases.items():
            print(f"{given.table.name} on {engine}:", flush=True)
            sofadb(db, "db", "init")
            if given.seeds:
                sofadb(db, "seed", "load", *map(str, given.seeds))
            all_equal &= check(db, given, is_new=True)
    return all_equal


def main() -> int:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--map", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, nargs="+", help="seed files to be loaded first")
    parser.add_argument("--tool", choices=TOOLS, default=TOOLS[0] if find_program(TOOLS[0]) else TOOLS[1])
    parser.add_argument("--db", metavar="PATH|URL", help="a database that has the table already; it is only read")
    given = parser.parse_args()
    try:
        return 0 if (check_new(given) if given.db is None else check(given.db, given, is_new=False)) else 1
    except (ImportFailedError, NotCheckedError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
