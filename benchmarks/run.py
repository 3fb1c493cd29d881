"""Times the tool side by side with its peers, in turn, and prints medians and ratios: `make bench`.

Whole processes are timed from outside, each pair A B A B …, so that a machine whose speed drifts does
not favour one of them. Nothing is asserted: the machine may be busy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from screen import first_screen
from timing import HEADER, NEW, Pair, compare

from rows import add_counts
from seeds import write_seeds
from sofadb.catalog import find_question

BIN = Path(sys.executable).parent
OURS = [str(BIN / "sofadb")]
# sqlite-utils imports numpy and pandas where they are installed, as here for the tests; its users need neither.
_BARE = "import sys; sys.modules.update(numpy=None, pandas=None); from sqlite_utils.cli import cli; cli()"
PEER = [sys.executable, "-c", _BARE]
_READ_YAML = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).glob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
YAML = [sys.executable, "-c", _READ_YAML]
_LOAD_INTO_COPY = """
import shutil, sys, sofadb.cli
_, database, copy, folder = sys.argv
shutil.copyfile(database, copy)
sys.exit(sofadb.cli.main(["--db", copy, "seed", "load", folder]))
"""
LOAD = [sys.executable, "-c", _LOAD_INTO_COPY]
LONG = ["--timeout", "600"]

FIGURES_SQL = (
    "select actor_name, host_name, wording, low, best, high, measure, category, function, as_of, "
    "attributed_to, source, locator from figures where host = 'irq' order by as_of_earliest"
)
# Without its header, whose dashes would be taken for an option.
SOURCES_SQL = "SELECT " + find_question("sources").sql.partition("\nSELECT ")[2].replace(":type", "NULL")
ALL_SQL = "select * from figures"
SOME_SQL = "select * from figures limit 300000"


def everyday_pairs(database: str) -> list[Pair]:
    """Return what is compared on the built-in dataset; a command that makes a database makes a new one each time."""
    fresh = "import sys, sofadb.cli; sys.exit(sofadb.cli.main(['--db', sys.argv[1], 'db', 'init']))"
    return [
        Pair("--help / sqlite-utils --help", [*OURS, "--help"], [*PEER, "--help"], 0.45),
        Pair(
            "figures --host irq / sqlite-utils query --table",
            [*OURS, "--db", database, "figures", "--host", "irq"],
            [*PEER, "query", database, FIGURES_SQL, "--table"],
            0.6,
        ),
        Pair(
            "query sources / sqlite-utils query --table",
            [*OURS, "--db", database, "query", "sources"],
            [*PEER, "query", database, SOURCES_SQL, "--table"],
            0.6,
        ),
        Pair(
            "sql / sqlite-utils query --table",
            [*OURS, "--db", database, "sql", FIGURES_SQL],
            [*PEER, "query", database, FIGURES_SQL, "--table"],
            0.6,
        ),
        Pair(
            "db init / importing alembic and sqlalchemy",
            [sys.executable, "-c", fresh, NEW],
            [sys.executable, "-c", "import alembic.command, sqlalchemy"],
            3.0,
        ),
    ]


def seed_pairs(folder: Path, database: Path) -> list[Pair]:
    """Return what is compared on folders of seed files; the peer reads the same files as YAML and does no more."""
    many, more, loaded = folder / "claims-2000", folder / "claims-10000", folder / "loaded.db"
    write_seeds(many, 2000)
    write_seeds(more, 10_000)
    subprocess.run(
        [*OURS, "--db", shutil.copyfile(database, loaded), "seed", "load", many],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return [
        Pair(
            "2,000 claims: seed load / CSafeLoader", [*LOAD, str(database), NEW, str(many)], [*YAML, str(many)], 12, 7
        ),
        Pair(
            "2,000 claims: unchanged / CSafeLoader",
            [*OURS, "--db", str(loaded), "seed", "load", str(many)],
            [*YAML, str(many)],
            1.5,
            7,
        ),
        Pair(
            "10,000 claims: seed check / CSafeLoader",
            [*OURS, "--db", str(database), "seed", "check", str(more)],
            [*YAML, str(more)],
            6,
            7,
        ),
    ]


def large_pairs(database: str) -> list[Pair]:
    """Return what is compared on a million figures."""
    csv = [*OURS, "--db", database, "sql", ALL_SQL, "--csv", *LONG]
    json = [*OURS, "--db", database, "sql", SOME_SQL, "--json", *LONG]
    pairs = [
        Pair(
            "1,000,000 rows: sql --csv / sqlite-utils --csv",
            csv,
            [*PEER, "query", database, ALL_SQL, "--csv"],
            0.85,
            5,
        ),
        Pair("300,000 rows: sql --json / sqlite-utils", json, [*PEER, "query", database, SOME_SQL], 0.4, 5),
    ]
    if shell := shutil.which("sqlite3"):
        peer = [shell, "-csv", "-header", database, ALL_SQL]
        pairs.append(Pair("1,000,000 rows: sql --csv / sqlite3 -csv", csv, peer, 2.2, 5))
    return pairs


def main() -> None:
    """Print one line for each pair."""
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-"))
    os.environ["HOME"] = str(folder)
    try:
        small, large = folder / "sofadb.db", folder / "large.db"
        subprocess.run([*OURS, "--db", small, "db", "init"], check=True, stderr=subprocess.DEVNULL)
        print(HEADER)
        for pair in everyday_pairs(str(small)):
            print(compare(pair, folder), flush=True)
        for pair in seed_pairs(folder, small):
            print(compare(pair, folder), flush=True)
        add_counts(Path(shutil.copyfile(small, large)))
        for pair in large_pairs(str(large)):
            print(compare(pair, folder), flush=True)
        table = [*OURS, "--db", str(large), "sql", ALL_SQL, "--limit", "1000000", *LONG]
        print(f"{'first screen of a table of 1,000,000 rows':<50} {first_screen(table):>8.3f}s {'goal 0.5 s':>16}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
