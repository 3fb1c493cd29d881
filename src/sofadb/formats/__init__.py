"""The formats an answer can be written in: one module each, imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from sofadb.errors import WrongUseError
from sofadb.formats.layout import Layout
from sofadb.spelling import suggest_from_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.result import Result

__all__ = ["FORMATS", "Format", "Layout", "format_of_ending", "format_of_name", "write"]


class Format(NamedTuple):
    """One way to write an answer: its name, its module here, the endings of its files."""

    name: str
    module: str
    endings: tuple[str, ...]


FORMATS: Final[dict[str, Format]] = {
    each.name: each
    for each in (
        Format("table", "table", (".txt",)),
        Format("csv", "csv", (".csv",)),
        Format("tsv", "tsv", (".tsv",)),
        Format("json", "json", (".json",)),
        Format("jsonl", "jsonl", (".jsonl", ".ndjson")),
        Format("markdown", "markdown", (".md",)),
        Format("html", "html", (".html", ".htm")),
    )
}

_DEFAULT_LAYOUT: Final = Layout()


def format_of_name(name: str) -> Format:
    """Find a format by its name, whatever the case."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise WrongUseError(f"there is no format {name!r}", suggest_from_all(name, FORMATS))
    return found


def format_of_ending(path: str) -> Format:
    """Find the format that a file's ending stands for, whatever the case."""
    lowered = path.lower()
    for each in FORMATS.values():
        if lowered.endswith(each.endings):
            return each
    endings = ", ".join(ending for each in FORMATS.values() for ending in each.endings)
    raise WrongUseError(f"the ending of {path!r} names no format", f"one of: {endings}; or name the format with -f")


def write(fmt: Format, result: Result, stream: TextIO, layout: Layout = _DEFAULT_LAYOUT) -> int:
    """Write an answer to a stream and return how many rows it had."""
    writer: Callable[[Result, TextIO, Layout], int] = import_module(f"{__name__}.{fmt.module}").write
    return writer(result, stream, layout)
