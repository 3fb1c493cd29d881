"""How an answer is laid out, whatever its format."""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    """What the reader asked for: a header, a text for missing values, a width to fit in.

    `null` is the text for a missing value; None leaves it to the format, which writes
    nothing (JSON always writes its own null). `width` is the number of columns that a
    table must fit in; None lets it be as wide as it needs. `vertical` and `color` are the
    table's too: one value a line, and a header that stands out. `excel_safe` guards cells
    that a spreadsheet would run. Each format looks at what it knows of these.
    """

    header: bool = True
    null: str | None = None
    width: int | None = None
    vertical: bool = False
    color: bool = False
    excel_safe: bool = False

    @property
    def missing(self) -> str:
        """Return the text for a missing value where the format has no word of its own."""
        return self.null or ""
