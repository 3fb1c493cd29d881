"""Where an answer goes and in what form: the options that every answering command has."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from sofadb.cli.arrange import arrange
from sofadb.cli.deadline import UNFINISHED
from sofadb.cli.group import leave_quietly
from sofadb.cli.leftovers import beside_of, tell_leftovers
from sofadb.cli.session import Session, note
from sofadb.cli.values import complete_file, complete_words
from sofadb.errors import SofadbError, WrongUseError, remedy_of
from sofadb.formats import FORMATS, Format, check_installed, format_of_ending, format_of_name, write
from sofadb.formats.columns import unique_names
from sofadb.formats.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sofadb.formats.excerpt import Excerpt
    from sofadb.result import Result

SHORTHANDS = ("csv", "tsv", "json", "jsonl")
COLORS = ("auto", "always", "never")


class Output(NamedTuple):
    """The choices of the user about an answer."""

    format: str | None = None
    path: str | None = None
    columns: str | None = None
    sort: str | None = None
    limit: int | None = None
    header: bool = True
    null: str | None = None
    vertical: bool = False
    color: str = "auto"
    excel_safe: bool = False
    force: bool = False

    def chosen_format(self) -> Format:
        """Return the format by its name, by the ending of the file, or the table."""
        if self.format is not None:
            return format_of_name(self.format)
        return FORMATS["table"] if self.path in (None, "-") else format_of_ending(str(self.path))

    def is_arranged(self) -> bool:
        """Tell whether anything was asked for but to replace files."""
        return self != Output(force=self.force)

    def is_colored(self) -> bool:
        """Tell whether the answer is a table on a terminal that shows color."""
        if self.chosen_format().name != "table" or not (self._to_standard_output() and sys.stdout.isatty()):
            return False
        from sofadb.cli.screen import color_is_wanted

        return self.color == "always" or (self.color == "auto" and color_is_wanted())

    def check(self) -> None:
        """Refuse what contradicts itself, before anything is read."""
        fmt = self.chosen_format()
        check_installed(fmt)
        given = {
            "--no-header": not self.header,
            "--null": self.null is not None,
            "--vertical": self.vertical,
            "--color": self.color == "always",
            "--excel-safe": self.excel_safe,
        }
        for option in (option for option, is_given in given.items() if is_given and option not in fmt.takes):
            takers = ", ".join(each.name for each in FORMATS.values() if option in each.takes)
            raise WrongUseError(f"{option} means nothing to the format {fmt.name}", f"it is for: {takers}")
        if fmt.binary and self._to_standard_output() and sys.stdout.isatty():
            raise WrongUseError(f"the format {fmt.name} is not for a terminal", f"-o FILE{fmt.endings[0]}")

    def emit(self, result: Result, *, bounded: bool = False, all_is_read: Callable[[], None] = lambda: None) -> None:
        """Write an answer where it is wanted.

        A `bounded` table that is not for a file ends where no eye would follow, and says so.
        """
        fmt = self.chosen_format()
        result = _with_unique_names(arrange(_with_unique_names(result), self.columns, self.sort, self.limit))
        if not self._to_standard_output():
            self._write_file(fmt, result, Path(str(self.path)))
            return
        on_terminal = sys.stdout.isatty()
        excerpt = self._excerpt(result, wrapped=on_terminal) if bounded and fmt.name == "table" else None
        if excerpt:
            # Read before a pager waits for its user, so that the time of the question is not the user's.
            result = result._replace(rows=list(excerpt.result.rows))
            all_is_read()
        if fmt.name == "table" and on_terminal:
            from sofadb.cli.screen import show

            show(result, self._layout(), self.color)
        else:
            with standard_output() as stream:
                write(fmt, result, sys.stdout.buffer if fmt.binary else stream, self._layout())
        if excerpt and excerpt.cut:
            note(excerpt.cut)

    def _to_standard_output(self) -> bool:
        return self.path in (None, "-")

    def _excerpt(self, result: Result, *, wrapped: bool) -> Excerpt:
        from sofadb.formats.excerpt import MOST_ROWS, Excerpt

        return Excerpt(result, MOST_ROWS if self.limit is None else None, wrapped=wrapped)

    def _layout(self) -> Layout:
        return Layout(
            header=self.header,
            null=self.null,
            vertical=self.vertical,
            color=self.color == "always",
            excel_safe=self.excel_safe,
        )

    def _write_file(self, fmt: Format, result: Result, path: Path) -> None:
        with replacing(path, force=self.force, binary=fmt.binary) as stream:
            write(fmt, result, stream, self._layout())


def _with_unique_names(result: Result) -> Result:
    """Give columns of one name numbers, and say so: most tools would read two of them as one."""
    names = unique_names(result.columns)
    if names == result.columns:
        return result
    numbered = [f"{new!r}" for old, new in zip(result.columns, names, strict=True) if old != new]
    note(f"columns of one name were numbered: {', '.join(numbered)}")
    return result._replace(columns=names)


@contextmanager
def standard_output() -> Iterator[io.TextIOWrapper]:
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
def replacing(path: Path, *, force: bool, binary: bool = False) -> Iterator[IO[Any]]:  # Any: text or bytes
    """Write a file beside its place and move it there when it is whole; a device or a pipe is written to."""
    # Moving a file over a device would break the machine.
    in_place = path.exists() and not path.is_file()
    if path.exists() and not in_place and not force:
        raise SofadbError(f"{path} exists already", "add --force to replace it")
    beside = path if in_place else beside_of(path, os.getpid())
    if not in_place:
        tell_leftovers(path)
        UNFINISHED.add(beside)
    try:
        with _opened(beside, "w" if in_place else "x", binary=binary) as stream:
            yield stream
        if not in_place:
            beside.replace(path)
    except OSError as error:
        raise SofadbError(f"cannot write {path}: {error.strerror}", remedy_of(error)) from error
    finally:
        if not in_place:
            beside.unlink(missing_ok=True)
            UNFINISHED.discard(beside)


def _opened(path: Path, mode: str, *, binary: bool) -> IO[Any]:  # Any: text or bytes
    return path.open(f"{mode}b") if binary else path.open(mode, encoding="utf-8", newline="\n")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click's own signature
    """Add the options of an answer; the command takes them as one `output`."""

    def checked(output: Output, **values: Any) -> Any:  # Any: whatever options the command has
        output.check()
        return command(output=output, **values)

    checked.__name__, checked.__doc__ = command.__name__, command.__doc__
    checked.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]  # click's own
    return unchecked_output_options(checked)


def unchecked_output_options(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click's own signature
    """Add the options of an answer to a command that may write a text instead, and checks them otherwise."""

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
            vertical=values.pop("vertical"),
            color=values.pop("color"),
            excel_safe=values.pop("excel_safe"),
            force=values.pop("force"),
        )
        return command(output=_with_standing(output), **values)

    gather.__name__, gather.__doc__ = command.__name__, command.__doc__
    gather.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]  # click's own
    for option in reversed(_options()):
        gather = option(gather)
    return gather


def _with_standing(output: Output) -> Output:
    """Add what holds for all answers where nothing else was asked for, and keep the answer off the database."""
    session = click.get_current_context().find_object(Session)
    if session is None:
        return output
    if output.format is None and output.path is None:
        standing = session.standing
        output = output._replace(format=standing.format, path=standing.path, force=output.force or standing.force)
    if "\0" in (output.path or ""):
        raise WrongUseError(f"{output.path!r} cannot be the name of a file", "name another file")
    if output.path not in (None, "-") and session.is_of_database(Path(str(output.path))):
        raise WrongUseError(f"{output.path} belongs to the database that is asked", "name another file")
    return output


def _options() -> list[Callable[..., Any]]:  # Any: click's own signature
    names = ", ".join(FORMATS)
    return [
        click.option(
            "-f",
            "--format",
            "format_name",
            metavar="NAME",
            help=f"One of: {names}.",
            shell_complete=complete_words(lambda: FORMATS),
        ),
        *(click.option(f"--{name}", f"as_{name}", is_flag=True, help=f"Short for -f {name}.") for name in SHORTHANDS),
        click.option(
            "-o",
            "--output",
            "output_path",
            metavar="FILE",
            help="Write a file; its ending says how.",
            shell_complete=complete_file,
        ),
        click.option("--force", is_flag=True, help="Replace the file if it exists."),
        click.option("--columns", metavar="A,B,…", help="Only these columns, in this order."),
        click.option("--sort", metavar="A,-B,…", help="Sort by these columns; '-' turns the order round."),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many rows."),
        click.option("--no-header", is_flag=True, help="Leave out the names of the columns."),
        click.option("--null", metavar="TEXT", help="What stands for a missing value."),
        click.option("--vertical", is_flag=True, help="A table with one value a line."),
        click.option(
            "--color",
            type=click.Choice(COLORS),
            default="auto",
            help="Whether a table has color; auto: on a terminal.",
        ),
        click.option("--excel-safe", is_flag=True, help="Guard CSV cells that a spreadsheet would run."),
    ]
