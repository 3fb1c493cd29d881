"""The formats an answer can be written in: one module each, imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from sofadb.errors import WrongUseError
from sofadb.formats.layout import Layout
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.result import Result

__all__ = ["FORMATS", "Format", "Layout", "format_of_ending", "format_of_name", "write"]


class Format(NamedTuple):
    """One way to write an answer: its name, its module here, the endings of its files."""

    name: str
    module: str
    endings: tuple[str, ...]
    summary: str


FORMATS: Final[dict[str, Format]] = {
    each.name: each
    for each in (
        Format("table", "table", (".txt",), "columns of plain text, for the eye"),
        Format("csv", "csv", (".csv",), "comma-separated values, as RFC 4180 has them"),
        Format("tsv", "tsv", (".tsv",), "tab-separated values"),
        Format("json", "json", (".json",), "one array of objects"),
        Format("jsonl", "jsonl", (".jsonl", ".ndjson"), "one JSON object a line"),
        Format("markdown", "markdown", (".md",), "a table for GitHub and other Markdown"),
        Format("html", "html", (".html", ".htm"), "a page with one table"),
    )
}

_DEFAULT_LAYOUT: Final = Layout()


def format_of_name(name: str) -> Format:
    """Find a format by its name, whatever the case."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise WrongUseError(f"There is no format called “{visible(name)}”.", _names_to_choose(name.lower()))
    return found


def format_of_ending(path: str) -> Format:
    """Find the format that a file's ending stands for, whatever the case."""
    lowered = path.lower()
    for each in FORMATS.values():
        if lowered.endswith(each.endings):
            return each
    endings = ", ".join(ending for each in FORMATS.values() for ending in each.endings)
    raise WrongUseError(
        f"The ending of “{visible(path)}” does not tell which format to write.",
        f"Use one of these endings: {endings}; or name the format.",
    )


def write(fmt: Format, result: Result, stream: TextIO, layout: Layout = _DEFAULT_LAYOUT) -> int:
    """Write an answer to a stream and return how many rows it had."""
    writer: Callable[[Result, TextIO, Layout], int] = import_module(f"{__name__}.{fmt.module}").write
    return writer(result, stream, layout)


def _names_to_choose(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, FORMATS)
    question = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{question}The formats are {', '.join(FORMATS)}."
