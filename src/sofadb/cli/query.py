"""`sofadb query`: the canned questions, built in and the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.group import Group
from sofadb.cli.output import Output, output_options
from sofadb.cli.session import note
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.result import Row


class Questions(Group):
    """The canned questions as commands; each is read only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all questions."""
        from sofadb.catalog import question_files

        return list(question_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Make a command for help and completion, which leave out what cannot be read."""
        from sofadb.catalog import BrokenQuestionError
        from sofadb.cli.question import query_command

        try:
            return query_command(cmd_name)
        except (BrokenQuestionError, WrongUseError):
            return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the question that is to be asked; raises what is wrong with its file, or the near names."""
        from sofadb.cli.question import query_command

        if ctx.resilient_parsing:
            return args[0], self.get_command(ctx, args[0]), args[1:]
        if args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return args[0], query_command(args[0]), args[1:]


@click.group("query", cls=Questions, invoke_without_command=True, subcommand_metavar="[NAME [OPTIONS]]")
@output_options
@click.pass_context
def command(ctx: click.Context, output: Output) -> None:
    """Ask a canned question; without a NAME, list them.

    Each question is one .sql file whose header declares its parameters; NAME --help explains them, NAME --sql prints
    the file. Folders named in SOFADB_QUERIES (separated as in PATH) add questions of your own.
    """
    if ctx.invoked_subcommand is None:
        from sofadb.result import Result

        output.emit(Result(("name", "title", "parameters", "why", "file"), list(_rows()), ("name", "title")))
    elif output.is_arranged() or output.force:
        raise click.UsageError("write the options behind the name of the question", ctx)


def _rows() -> Iterator[Row]:
    from sofadb.catalog import BrokenQuestionError, read_questions

    for question in read_questions():
        if isinstance(question, BrokenQuestionError):
            note(f"Error: {question.message}")
            note(f"help: {question.remedy}")
            continue
        flags = " ".join(parameter.flag() for parameter in question.parameters)
        yield question.name, question.title, flags, question.why, _place(question.path)


def _place(path: Path) -> str:
    """Name a file in a way that every format can write."""
    from sofadb import paths

    return "built in" if path.parent == paths.queries() else str(path).encode("utf-8", "backslashreplace").decode()
