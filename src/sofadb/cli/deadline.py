"""How long a question may take."""

from __future__ import annotations

import math
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from sofadb.errors import TIME_LIMIT, TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

_LONGEST: Final = 86_400.0
_GRACE: Final = 0.2

#: Files that are being written and are worth nothing yet; what ends the process at the deadline removes them.
UNFINISHED: Final[set[Path]] = set()


def timeout_option(default: float | None) -> Callable[[Any], Any]:  # Any: click's own signature
    """Let the user say how many seconds a question may take."""
    without = f"{default:g}" if default else "no limit"
    return click.option(
        "--timeout",
        type=float,
        default=default,
        callback=_check,
        metavar="SECONDS",
        help=f"Stop a question that takes longer. Without it: {without}.",
    )


def _check(_context: click.Context, _parameter: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and (math.isnan(seconds) or not 0.001 <= seconds <= _LONGEST):
        raise click.BadParameter(f"the seconds are a number from 0.001 to {_LONGEST:g}")
    return seconds


@contextmanager
def deadline(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Say what to do about a question that took too long, and end the process if the engine does not stop by itself.

    Gives what ends this watch: for SQLite when it gives the first row, for a server when all rows are read, since the
    time in which they are looked at is the user's. SQLite before 3.41 looks at no clock while it prepares a
    statement, but does so from the first row on, and then a second thread would only slow it down. Only reading is
    cut off, so nothing is lost.
    """
    if seconds is None:
        yield lambda: None
        return
    message, remedy = (
        f"the question took longer than {seconds:g} s and was stopped",
        "--timeout SECONDS gives it more",
    )
    timer = threading.Timer(seconds + _GRACE, _end, [f"Error: {message}\nhelp: {remedy}\n"])
    timer.daemon = True
    timer.start()
    try:
        yield timer.cancel
    except TimeLimitError as error:
        raise TimeLimitError(message, remedy) from error
    finally:
        timer.cancel()


def _end(message: str) -> None:
    for path in UNFINISHED:
        path.unlink(missing_ok=True)
    sys.stderr.write(message)
    sys.stderr.flush()
    os._exit(TIME_LIMIT)
