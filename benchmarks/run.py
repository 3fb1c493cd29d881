"""Times the tool side by side with its peers, in turn, and prints medians and ratios: `make bench`.

Whole processes are timed from outside, each pair A B A B …, so that a machine whose speed drifts does
not favour one of them. Nothing is asserted: the machine may be busy.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 15
BIN = Path(sys.executable).parent

FIGURES_SQL = (
    "select actor_name, host_name, wording, low, best, high, measure, category, function, as_of, "
    "attributed_to, source, locator from figures where host = 'irq' order by as_of_earliest"
)


@dataclass(frozen=True)
class Pair:
    """Two commands for the same end, and the ratio that we want to stay under."""

    title: str
    ours: list[str]
    peer: list[str]
    goal: float


def pairs(folder: Path) -> list[Pair]:
    """Return what is compared; commands that make a database make a new one each time."""
    database = folder / "sofadb.db"
    subprocess.run([BIN / "sofadb", "--db", database, "db", "init"], check=True, stderr=subprocess.DEVNULL)
    fresh = "import sys, sofadb.cli; sys.exit(sofadb.cli.main(['--db', sys.argv[1], 'db', 'init']))"
    ours, peer = str(BIN / "sofadb"), str(BIN / "sqlite-utils")
    return [
        Pair("--help / sqlite-utils --help", [ours, "--help"], [peer, "--help"], 0.45),
        Pair(
            "figures --host irq / sqlite-utils query --table",
            [ours, "--db", str(database), "figures", "--host", "irq"],
            [peer, "query", str(database), FIGURES_SQL, "--table"],
            0.6,
        ),
        Pair(
            "db init / importing alembic and sqlalchemy",
            [sys.executable, "-c", fresh, "{new}"],
            [sys.executable, "-c", "import alembic.command, sqlalchemy"],
            3.0,
        ),
    ]


def seconds(command: list[str], new: Path) -> float:
    """Run a command once and return how long it took."""
    filled = [word.replace("{new}", str(new)) for word in command]
    begin = time.perf_counter()
    subprocess.run(filled, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(pair: Pair, folder: Path) -> tuple[float, float, float]:
    """Return the medians of both and the median of the ratios, pair by pair."""
    times = []
    for number in range(ROUNDS + 1):
        new = folder / f"new-{number}.db"
        times.append((seconds(pair.ours, new), seconds(pair.peer, new)))
        new.unlink(missing_ok=True)
    counted = times[1:]
    ratio = statistics.median(ours / peer for ours, peer in counted)
    return statistics.median(t[0] for t in counted), statistics.median(t[1] for t in counted), ratio


def main() -> None:
    """Print one line for each pair."""
    folder = Path(tempfile.mkdtemp(prefix="sofadb-bench-"))
    os.environ["HOME"] = str(folder)
    try:
        print(f"{'what':<50} {'ours':>8} {'peer':>8} {'ratio':>6} {'goal':>6}")
        for pair in pairs(folder):
            ours, peer, ratio = measure(pair, folder)
            print(f"{pair.title:<50} {ours:>7.3f}s {peer:>7.3f}s {ratio:>6.2f} {pair.goal:>6.2f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
