"""Where the lines of a shell come from: a pipe, a plain terminal, or a prompt with history and completion."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import click

from sofadb import __version__
from sofadb.cli.console.statements import LONGEST
from sofadb.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.cli.console.commands import Console

PROMPT: Final = "sofadb> "
CONTINUED: Final = "   ...> "


def from_pipe(console: Console) -> None:
    """Take the lines of standard input, without a prompt; what is no UTF-8 fails where it is asked."""
    stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape")
    while not console.is_left and (line := stream.readline(LONGEST)):
        console.feed(line)
    if not console.is_left:
        console.finish()
    stream.detach()


def from_terminal(console: Console, ctx: click.Context) -> None:
    """Take what a person types, until Ctrl-D or .quit; Ctrl-C drops what has been typed."""
    note(f"sofadb {__version__}: SQL up to its ';', .help for the rest, Ctrl-D to leave")
    if sys.stdout.isatty() and find_spec("prompt_toolkit") is not None:
        from sofadb.cli.console.prompt import prompting

        read = prompting(console, ctx)
    else:
        if sys.stdout.isatty():
            note("history and completion: pip install 'sofadb[shell]'")
        read = plainly(console)
    while not console.is_left:
        try:
            console.feed(read())
        except KeyboardInterrupt:
            console.forget()
            click.echo(err=True)
        except EOFError:
            return


def plainly(console: Console) -> Callable[[], str]:
    """Return a reader of one line; the prompt is no data and goes to standard error."""

    def read() -> str:
        click.echo(CONTINUED if console.is_waiting() else PROMPT, nl=False, err=True)
        line = sys.stdin.readline(LONGEST)
        if not line:
            click.echo(err=True)
            raise EOFError
        return line

    return read
