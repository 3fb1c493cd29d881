"""A CSV file read strictly: every line is a row of the table, or the reading says what is wrong with it.

Rows are counted as other readers of CSV count them: a row may run over several lines inside of quotes, and a line
with nothing in it is no row.
"""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.errors import BadDataError
from sofadb.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

#: The encodings of a table by the names that a map gives them, as Python names them; a mark of UTF-8 is no cell.
ENCODINGS: Final = {"utf-8": "utf-8-sig", "latin-1": "iso8859-1", "windows-1252": "cp1252"}
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

#: A cell longer than this is an open quotation mark that swallowed lines.
LONGEST_CELL: Final = 100_000


class Form(NamedTuple):
    """How the bytes of a file are a table."""

    encoding: str = "utf-8"
    delimiter: str = ","


class TableError(BadDataError):
    """A file that cannot be read as a table; the message names the line."""


class Line(NamedTuple):
    """A row of the file, and the line where it begins, counted from 1."""

    number: int
    cells: list[str]


class WrongLine(NamedTuple):
    """A row that is no row of the table, and why."""

    number: int
    cells: list[str]
    reason: str


class Chunk(NamedTuple):
    """Some rows that follow each other: where those begin that fit the header, their cells, and those that do not."""

    numbers: Sequence[int]
    rows: Sequence[list[str]]
    wrong: Sequence[WrongLine]


def open_table(path: Path, encoding: str) -> TextIO:
    """Open a table as text, the ends of its lines as they are."""
    return path.open(encoding=ENCODINGS[encoding], newline="")


class TableReader:
    """The rows of a CSV file, in the order of the file; `header` holds the names of the columns."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form
        self._stream = open_table(path, form.encoding)
        csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(self._stream, delimiter=form.delimiter, strict=True)
        try:
            self._written_header, self.header = self._read_header()
        except TableError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def rows(self) -> Iterator[Line | WrongLine]:
        """Stream the rows; raises TableError where the quotes leave no way to tell the next row from this one."""
        for start, end, cells in self._numbered():
            if reason := self._wrong_with(start, end, cells):
                yield WrongLine(start, cells, reason)
            elif cells:
                yield Line(start, cells)

    def chunks(self, at_once: int) -> Iterator[Chunk]:
        """Stream the rows as `rows` does, so many at once; where all of them fit, none is looked at by itself."""
        numbered, wanted = self._numbered(), len(self.header)
        while read := list(islice(numbered, at_once)):
            starts, _, rows = zip(*read, strict=True)
            if set(map(len, rows)) == {wanted} and self._written_header not in rows:
                yield Chunk(starts, rows, ())
                continue
            judged = [(start, cells, self._wrong_with(start, end, cells)) for start, end, cells in read]
            fitting = [(start, cells) for start, cells, reason in judged if cells and not reason]
            yield Chunk(
                [start for start, _ in fitting],
                [cells for _, cells in fitting],
                [WrongLine(*each) for each in judged if each[2]],
            )

    def _numbered(self) -> Iterator[tuple[int, int, list[str]]]:
        """Stream the first line, the last line and the cells of every row; what has nothing in it has no cells."""
        reader = self._reader
        start = reader.line_num + 1
        try:
            for cells in reader:
                end = reader.line_num
                yield start, end, cells
                start = end + 1
        except csv.Error as error:
            raise self._broken(start, str(error)) from error

    def _wrong_with(self, start: int, end: int, cells: list[str]) -> str:
        """Say why a row is no row of the table; empty where nothing is wrong, or where it is no row at all."""
        wanted = len(self.header)
        if cells == self._written_header:
            return "is the header again"
        if not cells or len(cells) == wanted:
            return ""
        reason = f"has {counted(len(cells), 'cell')} where the header has {wanted:,}"
        return reason if end == start else f"{reason}, and runs over several lines: is a quotation mark missing?"

    def _read_header(self) -> tuple[list[str], list[str]]:
        """Return the header as it is written, and the names in it."""
        try:
            header = next(self._reader, [])
        except csv.Error as error:
            raise self._broken(1, str(error)) from error
        names = [name.strip() for name in header]
        if not any(names):
            raise TableError(f"{self.path}:1: there is no header", "the first line names the columns")
        if len(names) == 1 and (other := self._other_delimiter(names[0])):
            raise TableError(
                f"{self.path}:1: one column only, whose name holds {DELIMITERS[other]}s",
                f"say 'delimiter: \"{_written(other)}\"' under 'table' in the map",
            )
        _refuse_bad_names(self.path, names)
        return header, names

    def _other_delimiter(self, name: str) -> str:
        return next((sign for sign in DELIMITERS if sign != self.form.delimiter and sign in name), "")

    def _broken(self, start: int, what: str) -> TableError:
        """Say what is wrong with the quotes of the row that begins in a line."""
        with open_table(self.path, self.form.encoding) as stream:
            opened = _last_quote(stream, start, self.form.delimiter)
        if "field larger" in what:
            message, remedy = f"{start}: a cell of this row is longer than {LONGEST_CELL:,} characters", ""
            if opened is not None:
                message = (
                    f"{opened}: the cell whose quotation mark opens here is longer than {LONGEST_CELL:,} characters"
                )
                remedy = "is the mark never closed? "
            return TableError(f"{self.path}:{message}", f"{remedy}no cell of a table is that long")
        if "end of data" in what:
            return TableError(
                f"{self.path}:{opened or start}: a quotation mark opens here and is never closed",
                "close it, or write it twice inside of quotes",
            )
        return TableError(
            f"{self.path}:{opened or start}: the quotes that open here are broken: {what}",
            "a cell that holds a quotation mark stands in quotes, and the mark is written twice",
        )


def _last_quote(lines: Iterator[str], start: int, delimiter: str) -> int | None:
    """Return the line where the last cell in quotes begins, of the row that begins in a line and never ends well."""
    opened, length = None, 0
    for number, line in islice(enumerate(lines, start=1), start - 1, None):
        place = 0
        while place < len(line):
            if opened is None and line[place] == '"':
                opened, length, place = number, 0, place + 1
            if opened is not None:
                end = _end_of_quotes(line, place)
                length += (len(line) if end is None else end) - place
                if end is None or length > LONGEST_CELL:
                    break
                if line[end : end + 1] not in (delimiter, "\r", "\n", ""):
                    return opened
                opened, place = None, end
            place = line.find(delimiter, place) + 1 or len(line)
        if opened is None or length > LONGEST_CELL:
            break
    return opened


def _end_of_quotes(line: str, place: int) -> int | None:
    """Return the place behind the mark that closes a cell in quotes, where it stands in this line."""
    while (found := line.find('"', place)) >= 0:
        if line[found + 1 : found + 2] != '"':
            return found + 1
        place = found + 2
    return None


def _refuse_bad_names(path: Path, names: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if not name:
            raise TableError(f"{path}:1: column {place} has no name", "name every column in the first line")
        if first.setdefault(name, place) != place:
            raise TableError(
                f"{path}:1: columns {first[name]} and {place} are both named {name!r}", "give one another name"
            )


def _written(sign: str) -> str:
    return "\\t" if sign == "\t" else sign
