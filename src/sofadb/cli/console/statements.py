"""Where a statement ends: at the ';' that stands in no string, no quoted name and no comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: No statement is kept longer than this and one letter, by which it is known to be too long.
LONGEST: Final = 1_000_000

_SIGNS: Final = re.compile(r"['\"`;]|--|/\*")
_ENDS: Final = {"'": "'", '"': '"', "`": "`", "--": "\n", "/*": "*/"}


class Statements:
    """Cuts lines into statements; what follows the last ';' waits for the next line.

    Every line is looked at once, however long the statement is that it belongs to.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._room = LONGEST + 1
        self._inside = ""

    def feed(self, line: str) -> Iterator[str]:
        """Take a line with its end and return the statements that it completes."""
        begin = place = 0
        while True:
            if self._inside:
                end = line.find(_ENDS[self._inside], place)
                if end < 0:
                    break
                place, self._inside = end + len(_ENDS[self._inside]), ""
            elif match := _SIGNS.search(line, place):
                place = match.end()
                if match[0] == ";":
                    self._keep(line[begin:place])
                    begin = place
                    yield self.take()
                else:
                    self._inside = match[0]
            else:
                break
        self._keep(line[begin:])

    def take(self) -> str:
        """Return what waits, and wait for a new statement."""
        waiting = "".join(self._pieces)
        self._pieces, self._room, self._inside = [], LONGEST + 1, ""
        return waiting

    def waiting(self) -> str:
        """Return the beginning of the statement that has no end yet."""
        return "".join(self._pieces)

    def _keep(self, text: str) -> None:
        if kept := text[: self._room]:
            self._pieces.append(kept)
            self._room -= len(kept)
