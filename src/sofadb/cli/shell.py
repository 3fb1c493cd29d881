"""`sofadb shell`: questions one after another."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

import click

from sofadb.cli.deadline import timeout_option
from sofadb.cli.session import Session, caution, database_option

_SECONDS: Final = 10.0
#: Loaded once, for each question is asked in a copy of this process.
_USED_BY_QUESTIONS: Final = ("sofadb.cli.sql", "sofadb.execute", "sofadb.formats.excerpt", "sofadb.formats.table")


@click.command("shell")
@timeout_option(_SECONDS)
@database_option
@click.pass_context
def command(ctx: click.Context, timeout: float) -> int:
    """Ask one question after another, as with `sofadb sql` and `sofadb query`.

    SQL ends with ';' and can only read; each statement has its own time. .help lists the other commands. On a
    terminal there are history and completion, if prompt_toolkit is installed: pip install 'sofadb[shell]'. From a
    pipe, errors do not stop what follows; the exit code is 1 if there was any.
    """
    from sofadb.cli.console.commands import Console
    from sofadb.cli.console.lines import from_pipe, from_terminal
    from sofadb.formats.quick_tabulate import load_tabulate

    session: Session = ctx.obj
    session.standing = session.standing._replace(seconds=timeout, bounded=True)
    with session.reader(timeout) as reader:
        caution(reader)
    for name in _USED_BY_QUESTIONS:
        import_module(name)
    load_tabulate()
    interactive = sys.stdin is not None and sys.stdin.isatty()
    console = Console(session, debug=bool(ctx.find_root().params.get("debug")), interactive=interactive)
    if interactive:
        from_terminal(console, ctx)
        return 0
    from_pipe(console)
    return console.code
