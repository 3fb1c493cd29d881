"""How much memory a question may take in this process."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sofadb.errors import QuestionFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEGABYTES: Final = 256
_TAKEN: Final = re.compile(r"^VmData:\s+(\d+) kB", re.MULTILINE)


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Let a question take 256 MB beside what is taken already; on Linux, elsewhere there is no such bound.

    A server sends a row of any size, which its library takes in before anybody can look at it.
    """
    try:
        import resource

        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123  pathlib is slower
            taken = _TAKEN.search(status.read())
    except (ImportError, OSError):
        taken = None
    if taken is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = int(taken[1]) * 1024 + _MEGABYTES * 1024 * 1024
    tighter = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY and limit < bound]
    resource.setrlimit(resource.RLIMIT_DATA, (min([bound, *tighter]), hard))
    try:
        yield
    except MemoryError as error:
        raise QuestionFailedError(
            "the question needs more memory than it may have", "ask for fewer rows or shorter values"
        ) from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
