"""What an import changed, one by one: kept on disk, for nothing is told before the import has succeeded."""

from __future__ import annotations

import heapq
import json
import tempfile
import weakref
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from sofadb.errors import SofadbError
from sofadb.seed.loading.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: By what changes are ordered when they are told.
IN_ORDER: Final = attrgetter("file", "line", "table", "action", "key")

_AT_ONCE: Final = 500
#: So many bytes stay in memory; more of them go to a file.
_IN_MEMORY: Final = 1_000_000


class ChangesNotKeptError(SofadbError):
    """There is no room for what is to be told of a change."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"cannot write what differs to a temporary file: {error.strerror or error}",
            "nothing was loaded; make room there, or name another folder by TMPDIR",
        )


class SpooledChanges:
    """Changes in the order in which they are told, as often as they are asked for; many of them lie in a file.

    That file has no name: it ends with the process, whatever ends that.
    """

    def __init__(self) -> None:
        self._few: list[Change] = []
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  it is closed with this object
        weakref.finalize(self, self._file.close)

    def add(self, changes: Iterable[Change]) -> None:
        """Remember a few changes, in any order."""
        self._few = sorted([*self._few, *changes], key=IN_ORDER)

    def keep(self, changes: Iterable[Change]) -> None:
        """Write many changes that come in order; raises ChangesNotKeptError where there is no room."""
        rest = iter(changes)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [(each.action, each.table, each.key, each.columns, each.file, each.line) for each in some]
            line = json.dumps(rows).encode() + b"\n"
            try:
                self._file.write(line)
                self._file.flush()
            except OSError as error:
                raise ChangesNotKeptError(error) from error

    def __iter__(self) -> Iterator[Change]:
        """Return all changes in order."""
        return heapq.merge(self._few, self._kept(), key=IN_ORDER)

    def _kept(self) -> Iterator[Change]:
        place = 0
        while True:
            # Another may have read or written in the meantime.
            self._file.seek(place)
            line = self._file.readline()
            if not line:
                return
            place += len(line)
            for action, table, key, columns, file, number in json.loads(line):
                both = {name: (old, new) for name, (old, new) in columns.items()}
                yield Change(action, table, tuple(key), both, file, number)
