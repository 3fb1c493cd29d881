"""The formats an answer can be written in: one module each, imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from sofadb.errors import SofadbError, WrongUseError
from sofadb.formats.layout import Layout
from sofadb.spelling import suggest_from_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.result import Result

__all__ = ["FORMATS", "Format", "Layout", "MissingExtraError", "check_installed"]
__all__ += ["format_of_ending", "format_of_name", "write"]


class MissingExtraError(SofadbError):
    """A format whose library is not installed."""


class Format(NamedTuple):
    """One way to write an answer: its name, its module here, the endings of its files.

    `takes` names the options that mean something to it. `library` is what it needs besides
    our own packages, installed by the extra of the format's name; such a format writes bytes.
    """

    name: str
    module: str
    endings: tuple[str, ...]
    takes: tuple[str, ...] = ()
    library: str = ""

    @property
    def binary(self) -> bool:
        """Tell whether it is written to a stream of bytes, and nothing for a terminal."""
        return bool(self.library)


FORMATS: Final[dict[str, Format]] = {
    each.name: each
    for each in (
        Format("table", "table", (".txt",), ("--no-header", "--null", "--vertical", "--color")),
        Format("csv", "csv", (".csv",), ("--no-header", "--null", "--excel-safe")),
        Format("tsv", "tsv", (".tsv",), ("--no-header", "--null", "--excel-safe")),
        Format("json", "json", (".json",)),
        Format("jsonl", "jsonl", (".jsonl", ".ndjson")),
        Format("markdown", "markdown", (".md",), ("--no-header", "--null")),
        Format("html", "html", (".html", ".htm"), ("--no-header", "--null")),
        Format("xlsx", "xlsx", (".xlsx",), ("--no-header", "--excel-safe"), library="xlsxwriter"),
        Format("parquet", "parquet", (".parquet",), library="pyarrow"),
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


def check_installed(fmt: Format) -> None:
    """Make sure that a format can be written here; raises MissingExtraError with what to install."""
    if not fmt.library:
        return
    from importlib.util import find_spec

    if find_spec(fmt.library) is None:
        message = f"the format {fmt.name} needs {fmt.library}, which is not installed"
        raise MissingExtraError(message, f"pip install 'sofadb[{fmt.name}]'")


# Any: a stream of text, or of bytes where the format is binary
def write(fmt: Format, result: Result, stream: IO[Any], layout: Layout = _DEFAULT_LAYOUT) -> int:
    """Write an answer, whose columns have names of their own, and return how many rows it had."""
    check_installed(fmt)
    writer: Callable[[Result, IO[Any], Layout], int] = import_module(f"{__name__}.{fmt.module}").write
    return writer(result, stream, layout)
