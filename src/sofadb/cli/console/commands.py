"""What a shell does with a line: dot commands, statements, and the canned questions."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from sofadb import sqltext
from sofadb.cli.console.destination import Destination
from sofadb.cli.console.statements import LONGEST, Statements
from sofadb.cli.output import Output
from sofadb.cli.session import note
from sofadb.errors import FAILED, INTERRUPTED, SofadbError, WrongUseError
from sofadb.formats import FORMATS
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.cli.session import Session

#: The dot commands: what they take, and what they do.
COMMANDS: Final = {
    ".tables": ("", "The tables and views"),
    ".schema": ("[TABLE]", "The columns of TABLE, with their meaning; without it, the tables"),
    ".query": (
        "[NAME [--option value …]]",
        "Ask a canned question; without NAME, list them; NAME --help explains it",
    ),
    ".format": ("[NAME]", f"How answers are written: {', '.join(FORMATS)}"),
    ".output": (
        "[FILE|-] [--force]",
        "Where answers go; the ending of FILE says how; alone or -, back to the screen",
    ),
    ".help": ("", "This list"),
    ".quit": ("", "Leave; so do .exit and Ctrl-D"),
}
_LONGEST_COMMAND: Final = 10_000
_LEAVING: Final = (".quit", ".exit")


class Console:
    """Takes lines and answers what they ask; `code` is what came of it, `is_left` whether there shall be no more."""

    def __init__(self, session: Session, *, debug: bool, interactive: bool) -> None:
        self.session = session
        self.code = 0
        self.is_left = False
        self._debug, self._interactive = debug, interactive
        self._statements = Statements()
        self._destination = Destination(session)
        self._commands: dict[str, Callable[[list[str]], int]] = {
            ".tables": self._tables,
            ".schema": lambda words: self._command("schema", words),
            ".query": lambda words: self._command("query", words),
            ".format": self._format,
            ".output": self._output,
            ".help": self._help,
        }

    def feed(self, line: str) -> None:
        """Take a line with its end and do what it completes; whatever fails is told, and does not end the shell."""
        if is_command(line) and not self.is_waiting():
            self._statements.take()
            self._try(partial(self._obey, line))
            return
        for statement in self._statements.feed(line):
            if not self.is_left:
                self._try(partial(self._ask, statement))

    def finish(self) -> None:
        """Ask what has no ';' at its end, at the end of all lines."""
        self._try(partial(self._ask, self._statements.take()))

    def forget(self) -> None:
        """Drop the beginning of a statement."""
        self._statements.take()

    def is_waiting(self) -> bool:
        """Tell whether a statement has begun that has no end yet."""
        return not sqltext.is_empty(self._statements.waiting())

    def _try(self, action: Callable[[], int]) -> None:
        """Do something whose failure is told; Ctrl-C ends what comes from a pipe, as it would end one question."""
        code = self._run(action)
        if code == INTERRUPTED and not self._interactive:
            self.is_left, self.code = True, INTERRUPTED
        elif code:
            self.code = FAILED

    def _ask(self, statement: str) -> int:
        if sqltext.is_empty(statement):
            return 0
        if len(statement) > LONGEST:
            raise WrongUseError(f"the statement is longer than {LONGEST:,} letters", "ask a shorter question")
        return self._apart(partial(_answer, self.session, statement.strip()))

    def _obey(self, line: str) -> int:
        """Do what a dot command says."""
        if len(line) > _LONGEST_COMMAND:
            raise WrongUseError("the command is too long to be one", "SQL begins without a dot")
        try:
            name, *words = shlex.split(line.strip().removesuffix(";"))
        except ValueError:
            raise WrongUseError("a quotation mark is not closed", "close it, or write \\' for one") from None
        if name.lower() in _LEAVING:
            self.is_left = True
            return 0
        if name.lower() not in self._commands:
            raise WrongUseError(f"there is no command {name!r}", suggest(name, [*COMMANDS, ".exit"]))
        return self._commands[name.lower()](words)

    def _tables(self, words: list[str]) -> int:
        if words:
            raise WrongUseError(".tables takes nothing", f".schema {words[0]} lists columns")
        return self._command("schema", [])

    def _command(self, name: str, words: list[str]) -> int:
        """Answer by a command of the tool, with the choices of this shell."""
        command, called = _find_command(name, words)
        standing = self.session.standing
        if "--sql" in words:
            self.session.standing = standing._replace(format=None, path=None, force=False)
        try:
            return self._apart(
                lambda: command.main(words[called:], f"sofadb {name}", standalone_mode=False, obj=self.session)
            )
        finally:
            self.session.standing = standing

    def _run(self, action: Callable[[], object]) -> int:
        from sofadb.cli.root import run

        return run(action, debug=self._debug)

    def _apart(self, action: Callable[[], object]) -> int:
        code = self._destination.bring(lambda: self._run(action))
        if code < 0:
            raise SofadbError(f"the question was ended by the system (signal {-code})", "ask for less at once")
        return code

    def _format(self, words: list[str]) -> int:
        if len(words) > 1:
            raise WrongUseError(".format takes one name", f"one of: {', '.join(FORMATS)}")
        if words:
            self._destination.choose_format(words[0])
        else:
            standing = self.session.standing
            note(f"{Output(standing.format, standing.path).chosen_format().name}; one of: {', '.join(FORMATS)}")
        return 0

    def _output(self, words: list[str]) -> int:
        paths = [word for word in words if word != "--force"]
        if len(paths) > 1:
            raise WrongUseError(".output takes one file", "put a name with spaces in quotes")
        path = paths[0] if paths and paths[0] != "-" else None
        self._destination.choose(path, force="--force" in words)
        return 0

    def _help(self, words: list[str]) -> int:
        if words:
            raise WrongUseError(".help takes nothing", "write: .help")
        rows = [(f"{name} {takes}".strip(), text) for name, (takes, text) in COMMANDS.items()]
        width = max(len(row[0]) for row in rows)
        for usage, text in rows:
            click.echo(f"{usage:{width}}  {text}")
        click.echo("\nAnything else is SQL, which can only read, up to its ';'.")
        return 0


def _answer(session: Session, statement: str) -> None:
    """Answer a statement with what the session says at that moment."""
    from sofadb.cli.sql import SECONDS, ask

    standing = session.standing
    output = Output(standing.format, standing.path, force=standing.force)
    ask(session, statement, (), standing.seconds or SECONDS, output)


def is_command(line: str) -> bool:
    """Tell whether a line is a dot command and no SQL."""
    return line.lstrip().startswith(".")


def _find_command(name: str, words: list[str]) -> tuple[click.Command, int]:
    """Return the command that answers, and how many of the words it is called by."""
    if name == "schema":
        from sofadb.cli.schema import command as schema

        return schema, 0
    if words and not words[0].startswith("-"):
        from sofadb.cli.question import query_command

        return query_command(words[0]), 1
    from sofadb.cli.query import command as query

    return query, 0
