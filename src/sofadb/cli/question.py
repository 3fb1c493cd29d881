"""A canned question as a command: its parameters become options, its answer goes where output goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sofadb import paths
from sofadb.catalog import built_in_question, find_question
from sofadb.cli.deadline import deadline, timeout_option
from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.cli.values import completer
from sofadb.execute import answer
from sofadb.spelling import near

if TYPE_CHECKING:
    from collections.abc import Callable

from sofadb.catalog import Parameter, Question

_PLACEHOLDERS = {"date": "DAY", "word": "WORD", "claim": "REF", "integer": "N"}


class QuestionCommand(click.Command):
    """A command that names its parameters when it is given what it does not know."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            message = f"there is no option {error.option_name!r}\nhelp: {self._options_like(error.option_name)}"
            raise click.UsageError(f"{message}{self._taken()}", ctx) from error
        except click.UsageError as error:
            if type(error) is not click.UsageError:
                raise
            # The only mistake without a class of its own: a word too many.
            raise click.UsageError(f"{error.format_message()}\nhelp: {self._taken()}", ctx) from error

    def _options_like(self, name: str) -> str:
        options = [flag for option in self.params for flag in option.opts if flag.startswith("--")]
        meant = near(name, options)
        return f"did you mean {' or '.join(meant)}? " if meant else ""

    def _taken(self) -> str:
        named = [parameter.metavar or "" for parameter in self.params if isinstance(parameter, click.Argument)]
        named += [option.opts[-1] for option in self.params if isinstance(option, QuestionOption)]
        return f"the question takes: {', '.join(named)}" if named else "the question takes no parameter"


class QuestionOption(click.Option):
    """An option that is a parameter of the question."""


def question_command(name: str) -> click.Command:
    """Make a daily command from a canned question."""
    question = built_in_question(name)

    @click.pass_obj
    def ask(session: Session, /, output: Output, **given: str | None) -> None:
        with session.reader() as reader:
            output.emit(answer(reader, question, given))

    return command_of(question, database_option(output_options(ask)))


def query_command(name: str) -> click.Command:
    """Make a command below `query` from a canned question: it can also print its SQL and be limited in time."""
    question = find_question(name)

    @click.pass_obj
    def ask(session: Session, /, output: Output, sql: bool, timeout: float | None, **given: str | None) -> None:
        if sql:
            print_sql(question, output)
            return
        session.existing_target()  # making the user's own database is not part of the question
        standing = session.standing
        seconds = standing.seconds if timeout is None else timeout
        ours = question.path.parent == paths.queries()
        with session.reader(seconds, spill=ours) as reader, deadline(seconds) as end_watch:
            found = answer(reader, question, given)
            if session.target().path is not None:
                end_watch()
            output.emit(found, bounded=standing.bounded, all_is_read=end_watch)

    printing = click.option("--sql", is_flag=True, help="Print the SQL with its header, and ask nothing.")
    return command_of(question, printing(timeout_option(None)(database_option(output_options(ask)))))


def print_sql(question: Question, output: Output) -> None:
    """Print the file of a question or a check as it is; on a terminal, with what would steer it made visible."""
    import sys

    if output.is_arranged() or output.force:
        raise click.UsageError("--sql prints the file as it is: leave out the options of the answer")
    sql = question.sql.rstrip("\n")
    if sys.stdout.isatty():
        from sofadb.formats.terminal import visible

        sql = "\n".join("\t".join(map(visible, line.split("\t"))) for line in sql.split("\n"))
    click.echo(sql)


def command_of(question: Question, function: Callable[..., Any]) -> click.Command:  # Any: click's own signature
    """Make a command that is called and helps as the header of a question says, its own parameters first."""
    from sofadb.formats.terminal import visible

    for parameter in reversed(question.parameters):
        function = _click_parameter(parameter)(function)
    text, title = visible(f"{question.title}.") + "\n\n" + visible(question.why), visible(question.title)
    return click.command(question.name, cls=QuestionCommand, help=text, short_help=title)(function)


def _click_parameter(parameter: Parameter) -> Callable[[Any], Any]:  # Any: click's own signature
    from sofadb.formats.terminal import visible

    placeholder = _PLACEHOLDERS.get(parameter.type, parameter.type.upper())
    complete = completer(parameter)
    if parameter.positional:
        shown = parameter.flag() if parameter.required else f"[{parameter.flag()}]"
        return click.argument(parameter.name, required=False, metavar=shown, shell_complete=complete)
    words = f" One of: {', '.join(parameter.words)}." if parameter.words else ""
    needed = " Needed." if parameter.required else ""
    standard = f" Without it: {parameter.default}." if parameter.default is not None else ""
    text = visible(f"{parameter.help[0].upper()}{parameter.help[1:].rstrip('.')}.{words}{needed}{standard}")
    return click.option(
        parameter.flag(), parameter.name, cls=QuestionOption, metavar=placeholder, help=text, shell_complete=complete
    )
