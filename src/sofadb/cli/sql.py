"""`sofadb sql`: one statement of the user's own, which can only read."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sofadb.cli.deadline import deadline, timeout_option
from sofadb.cli.memory import bounded_memory
from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, caution, database_option
from sofadb.cli.values import complete_file
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS: Final = 10.0
_LARGEST: Final = 1_000_000
_BEGINS_WITH_COMMENT: Final = re.compile(r"--\s|--[^=\n]*\n")


class SqlCommand(click.Command):
    """A command whose argument may begin with a comment, which looks like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line."""
        return super().parse_args(ctx, [f" {word}" if _BEGINS_WITH_COMMENT.match(word) else word for word in args])


@click.command("sql", cls=SqlCommand)
@click.argument("statement", required=False)
@click.option(
    "-F",
    "--file",
    "path",
    metavar="FILE",
    help="Read the statement from a file; '-' is standard input.",
    shell_complete=complete_file,
)
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="The value of :NAME in it.")
@timeout_option(SECONDS)
@output_options
@database_option
@click.pass_obj
def command(
    session: Session, statement: str | None, path: str | None, given: tuple[str, ...], timeout: float, output: Output
) -> None:
    """Ask one SQL STATEMENT of your own; '-' reads it from standard input.

    It can only read. A value given with -p is a whole number or a day if it is written like one, else text;
    -p NAME:text=007 says so. `sofadb schema` lists tables and columns; dates are text on SQLite, so write
    as_of_latest >= :day with -p day=2014-06-20, which runs on every engine.
    """
    sql = read_statement(statement, path)
    session.existing_target()  # making the user's own database is not part of the question
    ask(session, sql, given, timeout, output, warned=False)


def ask(
    session: Session, sql: str, given: Iterable[str], seconds: float, output: Output, *, warned: bool = True
) -> None:
    """Answer one statement within its limits of time and memory."""
    from sofadb.execute import answer_statement

    with bounded_memory(), session.reader(seconds, spill=False) as reader, deadline(seconds) as end_watch:
        if not warned:
            caution(reader)
        found = answer_statement(reader, sql, given)
        if session.target().path is not None:
            end_watch()
        output.emit(found, bounded=True, all_is_read=end_watch)


def read_statement(statement: str | None, path: str | None) -> str:
    """Return the statement from wherever it was given."""
    if (statement is None) == (path is None):
        raise WrongUseError("sql takes either a statement or -F FILE", 'write: sofadb sql "SELECT …"')
    if "-" in (statement, path):
        return _checked(_standard_input(), "standard input")
    if path is None:
        return str(statement)
    if not Path(path).is_file():
        what = f"{path} is not a regular file" if Path(path).exists() else f"there is no file {path}"
        raise WrongUseError(what, "name a file that holds one statement, or - for standard input")
    with Path(path).open("rb") as stream:
        return _checked(stream.read(_LARGEST + 1), path)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise WrongUseError("standard input is closed", "leave it open, or name a file with -F")
    return sys.stdin.buffer.read(_LARGEST + 1)


def _checked(raw: bytes, place: str) -> str:
    if len(raw) > _LARGEST:
        raise WrongUseError(f"{place} is longer than {_LARGEST:,} bytes", "ask a shorter question")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WrongUseError(f"{place}:{line}: not UTF-8", "save it as UTF-8") from error
