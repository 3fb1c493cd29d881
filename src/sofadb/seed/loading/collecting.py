"""Python's search for garbage, held off while there is none to be found."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Do not look for garbage meanwhile.

    All that is read of seed files is kept to the end, and rows of a table refer to nothing that refers to them;
    looking through all objects again and again takes a third of a check.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
