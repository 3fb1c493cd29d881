"""Looks at the memory of a running process and of all that it started, from outside."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

_PROCESSES = Path("/proc")
_OWN_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
#: A short process is looked at every few milliseconds, a long one seldom, so that looking costs it little.
_SHORTEST, _LONGEST, _OF_ITS_TIME = 0.005, 0.05, 0.05


class PeakMemory(threading.Thread):
    """The most memory that a process and its children had at one time, in megabytes.

    What the system says at the end of a process will not do: it counts the memory of the program that started it,
    and of its children only the largest. Pages that several of them share are counted once.
    """

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._ended = process, threading.Event()
        self._peak = 0

    def run(self) -> None:
        """Look until the process has ended."""
        begin = time.perf_counter()
        while not self._ended.is_set():
            self._peak = max(self._peak, _together(self._process))
            self._ended.wait(min(_LONGEST, max(_SHORTEST, (time.perf_counter() - begin) * _OF_ITS_TIME)))

    def stop(self) -> float:
        """Look no more; returns the peak, or NaN where the system does not show it."""
        self._ended.set()
        self.join()
        return self._peak / 1024 if self._peak else float("nan")


def _together(process: int) -> int:
    """Return the most that a process alone ever had, or what it and its children have now."""
    family = _family(process)
    alone = max(_kilobytes(each, "status", _HIGHEST) for each in family)
    return max(alone, sum(_kilobytes(each, "smaps_rollup", _OWN_SHARE) for each in family)) if family[1:] else alone


def _family(process: int) -> list[int]:
    """Return a process with its children and theirs."""
    found, waiting = [], [process]
    while waiting:
        found.append(waiting[-1])
        threads = _PROCESSES / str(waiting.pop()) / "task"
        try:
            lists = [(thread / "children").read_text("ascii") for thread in threads.iterdir()]
        except OSError:  # it has ended
            continue
        waiting += [int(word) for words in lists for word in words.split()]
    return found


def _kilobytes(process: int, name: str, wanted: re.Pattern[str]) -> int:
    try:
        said = (_PROCESSES / str(process) / name).read_text("ascii", "replace")
    except OSError:  # it has ended
        return 0
    number = wanted.search(said)
    return int(number[1]) if number else 0
