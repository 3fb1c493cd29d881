"""Times whole processes from outside, two by two in turn, and looks at the memory they take."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: What stands in a command for a file that no round has used before.
NEW = "{new}"


@dataclass(frozen=True)
class Pair:
    """Two commands for the same end, and the ratio that we want to stay under."""

    title: str
    ours: list[str]
    peer: list[str]
    goal: float
    rounds: int = 15


@dataclass(frozen=True)
class Run:
    """What one process took: seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


def run(command: list[str], new: Path) -> Run:
    """Run a command once, its output thrown away."""
    filled = [word.replace(NEW, str(new)) for word in command]
    begin = time.perf_counter()
    process = subprocess.Popen(filled, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, filled)
    return Run(time.perf_counter() - begin, used.ru_maxrss / 1024)


def compare(pair: Pair, folder: Path) -> str:
    """Time a pair A B A B …, the first round not counted; returns a line of medians and the median of the ratios."""
    rounds = []
    for number in range(pair.rounds + 1):
        new = folder / f"new-{number}.db"
        rounds.append((run(pair.ours, new), run(pair.peer, new)))
        new.unlink(missing_ok=True)
    counted = rounds[1:]
    ours, peer = (statistics.median(each[side].seconds for each in counted) for side in (0, 1))
    ratio = statistics.median(one.seconds / other.seconds for one, other in counted)
    memory = [max(each[side].megabytes for each in counted) for side in (0, 1)]
    return (
        f"{pair.title:<50} {ours:>8.3f}s {peer:>8.3f}s {ratio:>6.2f} {pair.goal:>6.2f}"
        f" {memory[0]:>6.0f} MB {memory[1]:>6.0f} MB"
    )


HEADER = f"{'what':<50} {'ours':>9} {'peer':>9} {'ratio':>6} {'goal':>6} {'ours':>9} {'peer':>9}"
