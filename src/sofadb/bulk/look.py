"""A file is looked through before it is read as a table: for what no table holds, and for its digest."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING, Final

from sofadb.bulk.table import ENCODINGS, TableError, open_table
from sofadb.errors import WrongUseError, remedy_of

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.bulk.table import Form

_AT_ONCE: Final = 1024 * 1024
_LONGEST_LINE: Final = 10

#: How files begin that are no text, what they are, and what to do.
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "an Excel or OpenDocument file, or a zip archive", "save its sheet as CSV, in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file", "save its sheet as CSV, in UTF-8"),
    (b"\x1f\x8b", "compressed by gzip", "unpack it with gunzip"),
    (b"BZh", "compressed by bzip2", "unpack it with bunzip2"),
    (b"\xfd7zXZ\0", "compressed by xz", "unpack it with unxz"),
    (b"%PDF-", "a PDF", "have its table written as CSV"),
    (b"PAR1", "a Parquet file", "have it written as CSV"),
    (b"SQLite format 3\0", "an SQLite database", "have its table written as CSV"),
    # Before UTF-16, whose mark is the beginning of theirs.
    (b"\xff\xfe\0\0", "written in UTF-32", "save it as UTF-8"),
    (b"\0\0\xfe\xff", "written in UTF-32", "save it as UTF-8"),
    (b"\xff\xfe", "written in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "written in UTF-16", "save it as UTF-8"),
)

#: What an eye cannot see and no cell holds; tabs and the ends of lines are seen.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNSEEN_BYTES: Final = bytes({*range(32), 127} - set(b"\t\r\n"))


def look_through(path: Path, form: Form) -> str:
    """Return the SHA-256 of a file of text; raises TableError with line and column of the first sign that is none."""
    if not path.is_file():
        raise WrongUseError(f"{path} is not a regular file", "give the path of a CSV file")
    try:
        return _digest(path, form)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}", remedy_of(error)) from error


def look_at_beginning(path: Path, form: Form) -> None:
    """Make sure that a file begins as a table does, and that its header can be read; raises TableError."""
    try:
        with path.open("rb") as stream:
            chunk = stream.read(_AT_ONCE)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}", remedy_of(error)) from error
    _refuse_other_files(path, chunk)
    if b"\n" not in chunk and b"\r" not in chunk and len(chunk) == _AT_ONCE:
        raise TableError(f"{path}:1: the first line is longer than 1 MB", "is this file a table?")
    try:
        # What a letter is cut off by may follow in what was not read.
        text = codecs.getincrementaldecoder(ENCODINGS[form.encoding])().decode(chunk)
    except UnicodeDecodeError as error:
        raise _no_text(path, form, error) from error
    if _UNSEEN.search(text):
        raise _unseen(path, form)


def _digest(path: Path, form: Form) -> str:
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder(ENCODINGS[form.encoding])()
    lines, without_end = 1, 0
    with path.open("rb") as stream:
        while chunk := stream.read(_AT_ONCE):
            digest.update(chunk)
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise _no_text(path, form, error) from error
            if len(chunk.translate(None, _UNSEEN_BYTES)) != len(chunk):
                raise _unseen(path, form)
            if not text.isascii() and _UNSEEN.search(text):
                raise _unseen(path, form)
            ends = chunk.count(b"\n")
            without_end = 0 if ends or b"\r" in chunk else without_end + 1
            if without_end > _LONGEST_LINE:
                raise TableError(
                    f"{path}:{lines}: this line is longer than {_LONGEST_LINE} MB", "is this file a table?"
                )
            lines += ends
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise _no_text(path, form, error) from error
    return digest.hexdigest()


def _refuse_other_files(path: Path, beginning: bytes) -> None:
    for magic, what, remedy in _OTHER_FILES:
        if beginning.startswith(magic):
            raise TableError(f"{path} is no CSV file: it is {what}", remedy)


def _no_text(path: Path, form: Form, error: UnicodeDecodeError) -> TableError:
    """Name the line and column of the first byte that is no text; reads the file again, line by line."""
    byte = error.object[error.start]
    place = ""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(ENCODINGS[form.encoding])
            except UnicodeDecodeError as inner:
                before = line[: inner.start].decode(ENCODINGS[form.encoding])
                place = f":{number}:{len(before) + 1}"
                break
    others = " or ".join(f"'encoding: {name}'" for name in ENCODINGS if name not in ("utf-8", form.encoding))
    return TableError(
        f"{path}{place}: the byte 0x{byte:02X} is not {form.encoding}",
        f"save the file as UTF-8, or say {others} under 'table' in the map",
    )


def _unseen(path: Path, form: Form) -> TableError:
    """Name the line and column of the first sign that cannot be seen; reads the file again, line by line."""
    with open_table(path, form.encoding) as stream:
        for number, line in enumerate(stream, start=1):
            if found := _UNSEEN.search(line):
                sign = "a NUL" if found[0] == "\0" else f"the invisible character U+{ord(found[0]):04X}"
                remedy = "save the file as plain CSV"
                if form.encoding == "latin-1" and "\x80" <= found[0] <= "\x9f":
                    remedy = "is the file in windows-1252? Say so by 'encoding' under 'table' in the map"
                return TableError(f"{path}:{number}:{found.start() + 1}: {sign} stands here", remedy)
    return TableError(f"{path} was changed while it was read", "import again when nobody writes to it")
