"""How far a long command has come, on standard error: nothing is said of what is done in a moment."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sofadb.seed.watch import Watch

#: How many seconds pass before the first line, and from one to the next: on a terminal, and elsewhere.
_ON_TERMINAL: Final = (1.0, 0.1)
_ELSEWHERE: Final = (5.0, 5.0)
_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def progress(clock: Callable[[], float] = time.monotonic) -> Iterator[Watch]:
    """Give what is to be told of each step, and clear the line of a terminal at the end."""
    shown = _Progress(clock, on_terminal=sys.stderr.isatty())
    try:
        yield shown.tell
    finally:
        shown.clear()


class _Progress:
    """A line on a terminal that is rewritten; elsewhere a line from time to time."""

    def __init__(self, clock: Callable[[], float], *, on_terminal: bool) -> None:
        self._clock, self._on_terminal = clock, on_terminal
        first, self._pause = _ON_TERMINAL if on_terminal else _ELSEWHERE
        self._began = clock()
        self._due = self._began + first
        self._stands = False

    def tell(self, what: str, done: int, total: int) -> None:
        """Say how far it is, if that was not said a moment ago."""
        now = self._clock()
        if now < self._due:
            return
        self._due = now + self._pause
        self._stands = self._on_terminal
        line = self._line(what, done, total, now)
        click.echo(f"{_CLEAR_LINE}{line}" if self._on_terminal else line, err=True, nl=not self._on_terminal)

    def _line(self, what: str, done: int, total: int, now: float) -> str:
        if not total:
            return f"{what} {done:,} rows, {done / max(now - self._began, 0.001):,.0f} a second"
        if not done:
            return f"{what} {total:,} rows"
        return f"{what} {done:,} of {total:,} {'rows' if what == 'writing' else 'files'}"

    def clear(self) -> None:
        """Leave the line to what comes next."""
        if self._stands:
            click.echo(_CLEAR_LINE, err=True, nl=False)
