"""A question is asked in a process of its own: whatever it does, the shell goes on.

That process ends itself when its time is up, even where SQLite looks at no clock; what it has set, opened or
locked ends with it; and it sees what others have loaded since the question before.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, NamedTuple

from sofadb.errors import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class Ended(NamedTuple):
    """How a question ended: its exit code, or minus the signal that ended it, and the number of its process."""

    code: int
    process: int


def run_apart(action: Callable[[], int]) -> Ended:
    """Run what returns an exit code in a process of its own; Ctrl-C is for that process alone.

    On a system that cannot copy a process it is run in this one.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if not hasattr(os, "fork"):
        return Ended(action(), os.getpid())
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        child = os.fork()
        if child == 0:
            _be_apart(action)
        _, status = os.waitpid(child, 0)
    finally:
        signal.signal(signal.SIGINT, before)
    return Ended(os.waitstatus_to_exitcode(status), child)


def _be_apart(action: Callable[[], int]) -> NoReturn:
    """Run the action and end, without anything that the shell itself does at its end."""
    code = FAILED
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = action()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
