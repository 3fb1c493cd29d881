"""The root of the command line: finds commands when they are needed, and turns failures into exit codes."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from sofadb import __version__
from sofadb.cli.commands import MODULES, QUESTIONS, title_of
from sofadb.cli.group import Group, leave_quietly
from sofadb.cli.session import Session
from sofadb.cli.values import complete_file
from sofadb.errors import FAILED, INTERRUPTED, WRONG_USE, BadDataError, SofadbError, remedy_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem


class Commands(Group):
    """The commands of the table; each is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the help."""
        return [*QUESTIONS, *MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command, or make it from its query file."""
        if cmd_name == "figures":
            from sofadb.cli.figures import figures_command

            return figures_command()
        if cmd_name in QUESTIONS:
            from sofadb.cli.question import question_command

            return question_command(cmd_name)
        if cmd_name in MODULES:
            # Python keeps one of the names for itself.
            module = "import_" if cmd_name == "import" else cmd_name
            command: click.Command = import_module(f"sofadb.cli.{module}").command
            return command
        return None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing them, and the options."""
        from click.shell_completion import CompletionItem

        titles = {**{name: title_of(name) for name in QUESTIONS}, **MODULES}
        offered = [CompletionItem(name, help=titles[name]) for name in titles if name.startswith(incomplete)]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Questions"):
            formatter.write_dl([(name, title_of(name)) for name in QUESTIONS])
        with formatter.section("Commands"):
            formatter.write_dl(list(MODULES.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--db",
    metavar="PATH|URL",
    envvar="SOFADB_DB",
    help="The database; else your own, made on first use.",
    shell_complete=complete_file,
)
@click.option("--debug", is_flag=True, help="Show where in the program a failure arose.")
@click.option(
    "--spec",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda *given: _print_spec(*given),
    help="Print all commands and options as JSON.",
)
@click.version_option(__version__, prog_name="sofadb")
@click.pass_context
def cli(ctx: click.Context, db: str | None, debug: bool) -> None:  # noqa: ARG001  `main` looks for --debug
    """Ask what sources say about foreign troops and their legal status.

    Every figure keeps its hedge ("up to 300" is an upper bound, not 300) and names the passage that says it.
    """
    ctx.obj = Session(db)


def _print_spec(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    import json

    from sofadb.cli.spec import specify

    click.echo(json.dumps(specify(ctx), ensure_ascii=False, indent=1))
    ctx.exit()


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches the user without --debug."""
    given = list(sys.argv[1:] if words is None else words)
    return run(lambda: cli.main(given, prog_name="sofadb", standalone_mode=False), debug="--debug" in given)


def run(action: Callable[[], object], *, debug: bool) -> int:
    """Return the exit code of what may fail in any way, and say in words for the user how it did."""
    try:
        if sys.stdout is None:
            raise SofadbError("standard output is closed", "leave it open, or write to a file with -o")
        outcome = action()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except Exception as error:  # noqa: BLE001  the root: whatever it is, the user gets words
        if debug:
            import traceback

            traceback.print_exc()
        return _report(error)
    return outcome if isinstance(outcome, int) else 0


def _report(error: Exception) -> int:
    """Say what happened and what to do next, in words for the user."""
    if isinstance(error, BadDataError):
        from sofadb.cli.seed.findings import tell
        from sofadb.seed.mistakes import SeedMistakesError

        if isinstance(error, SeedMistakesError):
            tell(error.findings, error.remedy)
            return error.exit_code
    if isinstance(error, SofadbError):
        return _fail(f"{error.message}\nhelp: {error.remedy}" if error.remedy else error.message, error.exit_code)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return WRONG_USE
    if isinstance(error, click.UsageError):
        usage = error.ctx.command_path if error.ctx else "sofadb"
        return _fail(f"{error.format_message()}\nSee '{usage} --help'.", WRONG_USE)
    if isinstance(error, click.ClickException):
        return _fail(error.format_message(), error.exit_code)
    if isinstance(error, OSError) and error.errno is not None:
        leave_quietly()
        place = f"{error.filename}: " if error.filename else ""
        remedy = f"\nhelp: {remedy_of(error)}" if remedy_of(error) else ""
        return 0 if error.errno == errno.EPIPE else _fail(f"{place}{error.strerror}{remedy}", FAILED)
    return _fail(f"unexpected: {type(error).__name__}: {error}\nhelp: please report it, with --debug", FAILED)


def _fail(message: str, code: int) -> int:
    from sofadb.formats.terminal import visible

    click.echo("\n".join(visible(line) for line in f"Error: {message}".split("\n")), err=True)
    return code
