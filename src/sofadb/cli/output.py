"""Where an answer goes and in what form: the options that every answering command has."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import click

from sofadb.cli.group import leave_quietly
from sofadb.cli.session import note
from sofadb.errors import SofadbError, WrongUseError
from sofadb.formats import FORMATS, Format, format_of_ending, format_of_name, write
from sofadb.formats.layout import Layout
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sofadb.result import Row

SHORTHANDS = ("csv", "tsv", "json", "jsonl")


class Output(NamedTuple):
    """The choices of the user about an answer."""

    format: str | None
    path: str | None
    columns: str | None
    sort: str | None
    limit: int | None
    header: bool
    null: str | None
    force: bool

    def chosen_format(self) -> Format:
        """Return the format by its name, by the ending of the file, or the table."""
        if self.format is not None:
            return format_of_name(self.format)
        return format_of_ending(self.path) if self.path not in (None, "-") else FORMATS["table"]

    def is_arranged(self) -> bool:
        """Tell whether anything was asked for but to replace files."""
        return self != Output(None, None, None, None, None, True, None, self.force)

    def emit(self, result: Result) -> None:
        """Write an answer where it is wanted."""
        fmt = self.chosen_format()
        arranged = arrange(result, self.columns, self.sort, self.limit)
        if self.path not in (None, "-"):
            self._write_file(fmt, arranged, Path(self.path))
        elif fmt.name == "table" and sys.stdout.isatty():
            self._show(arranged)
        else:
            with standard_output() as stream:
                write(fmt, arranged, stream, self._layout())

    def _layout(self, width: int | None = None) -> Layout:
        return Layout(header=self.header, null=self.null, width=width)

    def _show(self, result: Result) -> None:
        """Fit a table to the terminal, and page it if it is longer; say which of our columns had no room."""
        from sofadb.formats.table import columns_that_fit

        size = shutil.get_terminal_size()
        result = Result(result.columns, list(result.rows), result.shown)
        left_out: tuple[str, ...] = ()
        if result.shown:
            fitting = columns_that_fit(result, size.columns)
            left_out = result.shown[len(fitting) :]
            result = Result(result.columns, result.rows, fitting)
        text = io.StringIO()
        write(FORMATS["table"], result, text, self._layout(width=size.columns))
        shown = text.getvalue()
        if shown.count("\n") >= size.lines:
            click.echo_via_pager(shown)
        else:
            click.echo(shown, nl=False)
        if left_out:
            note(f"no room for {', '.join(left_out)}: widen the window, or choose with --columns")

    def _write_file(self, fmt: Format, result: Result, path: Path) -> None:
        with replacing(path, force=self.force) as stream:
            write(fmt, result, stream, self._layout())


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Give standard output as UTF-8 with plain newlines, on every system."""
    sys.stdout.flush()
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n", write_through=False)
    try:
        yield stream
        stream.flush()
    except OSError:
        # Nobody reads on, or the disk is full: what is still in the buffer has nowhere to go.
        leave_quietly()
        raise
    finally:
        stream.detach()


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[TextIO]:
    """Write a file beside its place and move it there when it is whole; a device or a pipe is written to."""
    if path.exists() and not path.is_file():
        with _written_to(path) as stream:
            yield stream
        return
    if path.exists() and not force:
        raise SofadbError(f"{path} exists already", "add --force to replace it")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
        beside.replace(path)
    except OSError as error:
        raise SofadbError(f"cannot write {path}: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _written_to(path: Path) -> Iterator[TextIO]:
    """Write to what is there and no regular file: moving a file over a device would break the machine."""
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise SofadbError(f"cannot write {path}: {error.strerror}") from error


def arrange(result: Result, columns: str | None, sort: str | None, limit: int | None) -> Result:
    """Choose, order and cut what an answer holds; names that it does not have are wrong use."""
    if sort is not None:
        result = _sorted(result, sort)
    if columns is not None:
        places = _places(result, columns.split(","))
        names = tuple(result.columns[place] for place in places)
        result = Result(names, (tuple(row[place] for place in places) for row in result.rows))
    if limit is not None:
        rows = iter(result.rows)
        result = Result(result.columns, (row for _, row in zip(range(limit), rows, strict=False)), result.shown)
    return result


def _sorted(result: Result, sort: str) -> Result:
    """Sort by columns, the first counting most; '-' before a name turns its order round, empty cells stay last."""
    rows = list(result.rows)
    for name in reversed(sort.split(",")):
        (place,) = _places(result, [name.removeprefix("-")])
        filled = [row for row in rows if row[place] is not None]
        empty = [row for row in rows if row[place] is None]
        filled.sort(key=partial(_order, place), reverse=name.startswith("-"))
        rows = filled + empty
    return Result(result.columns, rows, result.shown)


def _order(place: int, row: Row) -> tuple[int, float, str]:
    value = row[place]
    return (1, 0, value) if isinstance(value, str) else (0, value or 0, "")


def _places(result: Result, names: list[str]) -> list[int]:
    places = []
    for name in names:
        if name.strip() not in result.columns:
            from sofadb.spelling import suggest

            raise WrongUseError(f"there is no column {name.strip()!r}", suggest(name.strip(), result.columns))
        places.append(result.columns.index(name.strip()))
    return places


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click's own signature
    """Add the options of an answer; the command takes them as one `output`."""

    def gather(**values: Any) -> Any:  # Any: whatever options the command has
        shorthands = [name for name in SHORTHANDS if values.pop(f"as_{name}")]
        named = values.pop("format_name")
        if len({*shorthands, *([named] if named else [])}) > 1:
            raise WrongUseError("more than one format was asked for", "keep one")
        output = Output(
            format=named or next(iter(shorthands), None),
            path=values.pop("output_path"),
            columns=values.pop("columns"),
            sort=values.pop("sort"),
            limit=values.pop("limit"),
            header=not values.pop("no_header"),
            null=values.pop("null"),
            force=values.pop("force"),
        )
        return command(output=output, **values)

    gather.__name__, gather.__doc__ = command.__name__, command.__doc__
    gather.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]  # click's own
    for option in reversed(_options()):
        gather = option(gather)
    return gather


def _options() -> list[Callable[..., Any]]:  # Any: click's own signature
    names = ", ".join(FORMATS)
    return [
        click.option("-f", "--format", "format_name", metavar="NAME", help=f"One of: {names}."),
        *(click.option(f"--{name}", f"as_{name}", is_flag=True, help=f"Short for -f {name}.") for name in SHORTHANDS),
        click.option("-o", "--output", "output_path", metavar="FILE", help="Write a file; its ending says how."),
        click.option("--force", is_flag=True, help="Replace the file if it exists."),
        click.option("--columns", metavar="A,B,…", help="Only these columns, in this order."),
        click.option("--sort", metavar="A,-B,…", help="Sort by these columns; '-' turns the order round."),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many rows."),
        click.option("--no-header", is_flag=True, help="Leave out the names of the columns."),
        click.option("--null", metavar="TEXT", help="What stands for a missing value."),
    ]
