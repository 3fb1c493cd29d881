"""Who is told how far a long load has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: Is told what is being done, how many of it are done, and how many there are.
Watch: TypeAlias = Callable[[str, int, int], None]


def unwatched(what: str, done: int, total: int) -> None:
    """Tell nobody."""
