"""The reader's copy of an article: read whole, as plain text."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from sofadb.errors import SofadbError, WrongUseError

STANDARD_INPUT: Final = "-"
#: Three times the longest novel; who has more than that has more than the source.
MOST_BYTES: Final = 10_000_000
MOST_LINES: Final = 200_000

_PLAIN: Final = "give the source alone, as plain text in UTF-8"
_KINDS: Final = {
    b"%PDF": ("a PDF file", "copy its text into a plain text file, or: pdftotext -layout FILE.pdf"),
    b"PK\x03\x04": ("a packed file, such as a Word document", "save it as plain text"),
    b"\xd0\xcf\x11\xe0": ("a Word document", "save it as plain text"),
    b"{\\rtf": ("an RTF document", "save it as plain text"),
    b"\xff\xfe": ("in UTF-16", "save it as UTF-8"),
    b"\xfe\xff": ("in UTF-16", "save it as UTF-8"),
}
_MARKUP: Final = re.compile(r"\s*(?:<!doctype\s+html|<\?xml|<html)\b", re.IGNORECASE)
_END_TAG: Final = re.compile(r"</(?:p|div|span|li|body|article)\s*>", re.IGNORECASE)
_FEW_TAGS: Final = 3


class UnreadableCopyError(SofadbError):
    """A file that is no plain text of an article."""


def name_of(path: str) -> str:
    """Return what a copy is called in messages."""
    return "standard input" if path == STANDARD_INPUT else path


def read_copy(path: str) -> str:
    """Return the text of a file, or of standard input for '-'.

    Raises WrongUseError where there is no such file, UnreadableCopyError where it is no plain text.
    """
    name, raw = name_of(path), _read_bytes(path)
    if len(raw) > MOST_BYTES:
        raise UnreadableCopyError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB, which no article is", _PLAIN)
    for beginning, (kind, remedy) in _KINDS.items():
        if raw.startswith(beginning):
            raise UnreadableCopyError(f"{name} is {kind}, not plain text", remedy)
    if (place := raw.find(b"\0")) >= 0:
        raise UnreadableCopyError(f"{name} is a binary file: byte {place + 1} is NUL", _PLAIN)
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"{name}:{line}: byte {error.start + 1} of the file, \\x{raw[error.start]:02x}, is not UTF-8"
        raise UnreadableCopyError(message, "save the file as UTF-8") from error
    _check_text(name, text)
    return text


def _read_bytes(path: str) -> bytes:
    """Read no more than is needed to see that a file is too large."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        file = Path(path)
        if not file.exists():
            raise WrongUseError(f"there is no file {path}", "give the path of your copy, or '-' for standard input")
        if not file.is_file():
            kind = "a folder" if file.is_dir() else "not a regular file"
            raise WrongUseError(f"{path} is {kind}", "give the path of your copy, or '-' for standard input")
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableCopyError(f"cannot read {path}: {error.strerror}", "make it readable") from error
    except ValueError as error:
        raise WrongUseError(f"{path!r} cannot be the name of a file", "name another file") from error


def _check_text(name: str, text: str) -> None:
    if not any(sign.isalnum() for sign in text):
        raise UnreadableCopyError(f"{name} is empty: there is no word in it", _PLAIN)
    if _MARKUP.match(text) or len(_END_TAG.findall(text)) >= _FEW_TAGS:
        remedy = "save it as plain text: open it in a browser and copy the article into a text file"
        raise UnreadableCopyError(f"{name} is a web page (HTML), not plain text", remedy)
    if text.count("\n") > MOST_LINES:
        raise UnreadableCopyError(f"{name} has more than {MOST_LINES:,} lines, which no article has", _PLAIN)
