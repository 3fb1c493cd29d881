"""Times whole processes from outside, two by two in turn, and looks at the memory they take."""

from __future__ import annotations

import math
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory import PeakMemory

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
    """What one process took: seconds, and at its peak megabytes, with its children."""

    seconds: float
    megabytes: float


class CommandFailedError(Exception):
    """A command that is timed has failed: its words, and the last ones that it said."""


def run(command: list[str], new: Path, *, looks: bool = True) -> Run:
    """Run a command once, its output thrown away; raises CommandFailedError.

    To look at its memory takes a short command some milliseconds; without, the megabytes are NaN.
    """
    filled = [word.replace(NEW, str(new)) for word in command]
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(filled, stdout=subprocess.DEVNULL, stderr=errors)
        memory = PeakMemory(process.pid)
        if looks:
            memory.start()
        process.wait()
        seconds = time.perf_counter() - begin
        megabytes = memory.stop() if looks else math.nan
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()
            raise CommandFailedError(f"{' '.join(filled)}: exit code {process.returncode}: {said[-2000:]}")
    return Run(seconds, megabytes)


def compare(pair: Pair, folder: Path) -> str:
    """Time a pair A B A B …; returns a line of medians and the median of the ratios.

    The first round is not timed: it is there to look at the memory.
    """
    rounds: list[tuple[Run, Run]] = []
    for number in range(pair.rounds + 1):
        new = folder / f"new-{number}.db"
        rounds.append((run(pair.ours, new, looks=not rounds), run(pair.peer, new, looks=not rounds)))
        new.unlink(missing_ok=True)
    looked, *counted = rounds
    ours, peer = (statistics.median(each[side].seconds for each in counted) for side in (0, 1))
    ratio = statistics.median(one.seconds / other.seconds for one, other in counted)
    return (
        f"{pair.title:<50} {ours:>8.3f}s {peer:>8.3f}s {ratio:>6.2f} {pair.goal:>6.2f}"
        f" {looked[0].megabytes:>6.0f} MB {looked[1].megabytes:>6.0f} MB"
    )


HEADER = f"{'what':<50} {'ours':>9} {'peer':>9} {'ratio':>6} {'goal':>6} {'ours':>9} {'peer':>9}"
