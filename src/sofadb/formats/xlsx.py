"""A workbook of Excel with one sheet: numbers as numbers, and every text as the text it is.

Nothing becomes a formula, a link, a date or a number because it looks like one. What does not
fit into a sheet is an error, for a part of an answer that looks like all of it is worse than none.
"""

from __future__ import annotations

import datetime
import shutil
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from sofadb.errors import SofadbError

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Value

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MOST_CHARACTERS: Final = 32_767
_REMEDY: Final = "-f csv keeps it whole"

# A sheet keeps fifteen digits; a longer number is written as text rather than rounded.
_LARGEST: Final = 999_999_999_999_999

# The same answer gives the same bytes, whenever it is written.
_CREATED: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class TooLargeForSheetError(SofadbError):
    """An answer that a sheet cannot hold whole."""


def write(result: Result, stream: BinaryIO, layout: Layout) -> int:
    """Write rows as they come into temporary files, and the workbook to the stream when it is whole."""
    if len(result.columns) > MOST_COLUMNS:
        message = f"{len(result.columns):,} columns are more than a sheet holds, {MOST_COLUMNS:,}"
        raise TooLargeForSheetError(message, _REMEDY)
    with TemporaryDirectory(prefix="sofadb-") as folder:
        path = Path(folder) / "answer.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        book.set_properties({"created": _CREATED})
        sheet: _Sheet = book.add_worksheet("sofadb", worksheet_class=_Sheet)
        try:
            count = _fill(book, sheet, result, layout)
            book.close()
        except FileCreateError as error:
            raise SofadbError(f"cannot write {folder}: {error}", "TMPDIR names another folder") from error
        finally:
            sheet.leave()
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)
    return count


def _fill(book: xlsxwriter.Workbook, sheet: Worksheet, result: Result, layout: Layout) -> int:
    top = 1 if layout.header else 0
    if layout.header:
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(result.columns):
            sheet.write_string(0, place, _checked(name, 0, name), bold)
    count = 0
    for number, row in enumerate(result.rows, start=top):
        if number == MOST_ROWS:
            message = f"the answer has more rows than a sheet holds, {MOST_ROWS:,} with the header"
            raise TooLargeForSheetError(message, f"{_REMEDY}; --limit {MOST_ROWS - top} fits")
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, result.columns[place])
        count += 1
    return count


def _write_cell(sheet: Worksheet, number: int, place: int, value: Value, name: str) -> None:
    if isinstance(value, str):
        sheet.write_string(number, place, _checked(value, number, name))
    elif isinstance(value, int | float):
        if -_LARGEST <= value <= _LARGEST or (isinstance(value, float) and isfinite(value)):
            sheet.write_number(number, place, value)
        else:
            sheet.write_string(number, place, str(value))


def _checked(text: str, number: int, name: str) -> str:
    """Make sure that a text fits into a cell, whose length is counted in UTF-16."""
    length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MOST_CHARACTERS:
        message = f"row {number + 1}, column {name!r}: {length:,} characters; a cell holds {MOST_CHARACTERS:,}"
        raise TooLargeForSheetError(message, _REMEDY)
    return text


class _Sheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A sheet that takes a text between `<r>` and `</r>` for text; xlsxwriter would take it for its own markup."""

    def leave(self) -> None:
        """Close the temporary file of the rows, if that was not done yet."""
        self._opt_close()

    def _xml_rich_inline_string(self, string: str, attributes: Any) -> None:  # Any: xlsxwriter's own
        self._xml_inline_string(string, True, attributes)
