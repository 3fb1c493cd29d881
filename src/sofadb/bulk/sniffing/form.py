"""How a file is written, found out from its first bytes, and its first rows."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.bulk.look import look_at_beginning, look_through
from sofadb.bulk.table import DELIMITERS, ENCODINGS, Form, Line, TableError, TableReader
from sofadb.errors import WrongUseError, remedy_of

if TYPE_CHECKING:
    from pathlib import Path

#: How much of a file is looked at: bytes for its encoding, rows and cells for its columns.
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_ROWS: Final = 50_000
_MOST_CELLS: Final = 2_000_000


class Sample(NamedTuple):
    """The first rows of a table: `whole` where there are no more, `wrong` where a row does not fit the header."""

    form: Form
    header: list[str]
    rows: list[list[str]]
    wrong: list[tuple[int, str]]
    whole: bool


def read_sample(path: Path) -> Sample:
    """Read the first rows of a file; raises TableError or WrongUseError that says what it is, if it is no table."""
    form = _form(path)
    reader = TableReader(path, form)
    try:
        sample = _rows(reader, form)
    except UnicodeDecodeError as error:
        message = f"{path}: some bytes are not {form.encoding}, though those at its beginning are"
        raise TableError(message, "save the file as UTF-8") from error
    finally:
        reader.close()
    if len(sample.header) == 1:
        raise TableError(f"{path}: there is one column only, {sample.header[0]!r}", _WANTED)
    if not sample.rows:
        why = f"line {sample.wrong[0][0]} {sample.wrong[0][1]}" if sample.wrong else "the file ends after its header"
        raise TableError(f"{path}: there is no row to look at: {why}", _WANTED)
    return sample


_WANTED: Final = "a table of figures has a header, and columns for the host, the date and the number"


def _form(path: Path) -> Form:
    try:
        with path.open("rb") as stream:
            begin = stream.read(_MOST_BYTES)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}", remedy_of(error)) from error
    if not begin.removeprefix(codecs.BOM_UTF8).strip():
        raise TableError(f"{path}: the file is empty", _WANTED)
    encoding = _encoding(begin)
    look_at_beginning(path, Form(encoding))
    if len(begin) < _MOST_BYTES:
        look_through(path, Form(encoding))
    elif b"\0" in begin:
        raise TableError(f"{path}: there are NULs in it: this is no text", "give the path of a CSV file")
    return Form(encoding, _delimiter(begin.decode(ENCODINGS[encoding], errors="ignore")))


def _encoding(begin: bytes) -> str:
    """Return the first encoding in which the bytes are text; what is not text in any is said by who reads it."""
    for encoding in ("utf-8", "windows-1252"):
        decoder = codecs.getincrementaldecoder(ENCODINGS[encoding])()
        try:
            decoder.decode(begin, final=len(begin) < _MOST_BYTES)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8" if b"\0" in begin else "latin-1"


def _delimiter(text: str) -> str:
    """Return the sign that parts the first lines most often, and in most of them equally often."""
    lines = [line for line in text[:100_000].splitlines()[:20] if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in DELIMITERS}
    return max(counts, key=lambda sign: (counts[sign][0] > 0, counts[sign].count(counts[sign][0]), counts[sign][0]))


def _rows(reader: TableReader, form: Form) -> Sample:
    most = max(1, min(_MOST_ROWS, _MOST_CELLS // len(reader.header)))
    rows: list[list[str]] = []
    wrong: list[tuple[int, str]] = []
    for line in reader.rows():
        if len(rows) + len(wrong) == most:
            return Sample(form, reader.header, rows, wrong, whole=False)
        if isinstance(line, Line):
            rows.append(line.cells)
        else:
            wrong.append((line.number, line.reason))
    return Sample(form, reader.header, rows, wrong, whole=True)
