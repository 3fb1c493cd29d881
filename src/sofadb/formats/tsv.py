"""Tab-separated values, quoted like CSV.

A tab, a newline or a quotation mark inside a value puts that value in quotation marks, so
that nothing is lost or changed. Read the file with a CSV reader whose delimiter is the tab.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from sofadb.formats.csv import write_delimited

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows as they come, with a tab between the values."""
    return write_delimited(result, stream, layout, delimiter="\t")
