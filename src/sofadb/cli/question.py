"""A canned question as a command: its parameters become options, its answer goes where output goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sofadb.catalog import find_question
from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.execute import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.catalog import Parameter, Question

_PLACEHOLDERS = {"actor": "ACTOR", "date": "DAY", "word": "WORD", "claim": "REF", "integer": "N", "text": "TEXT"}


def question_command(name: str) -> click.Command:
    """Make a command from a canned question."""
    question = find_question(name)

    @click.pass_obj
    def ask(session: Session, /, output: Output, **given: str | None) -> None:
        output.chosen_format()
        with session.reader() as reader:
            output.emit(answer(reader, question, given))

    wrapped = database_option(output_options(ask))
    for parameter in reversed(question.parameters):
        wrapped = _click_parameter(parameter)(wrapped)
    return click.command(name, help=_help(question), short_help=question.title)(wrapped)


def _help(question: Question) -> str:
    return f"{question.title}.\n\n{question.why}"


def _click_parameter(parameter: Parameter) -> Callable[[Any], Any]:  # Any: click's own signature
    placeholder = _PLACEHOLDERS.get(parameter.type, parameter.type.upper())
    if parameter.positional:
        return click.argument(parameter.name, required=False, metavar=f"[{placeholder}]")
    words = f" One of: {', '.join(parameter.words)}." if parameter.words else ""
    text = f"{parameter.help[0].upper()}{parameter.help[1:]}.{words}"
    flag = f"--{parameter.name.replace('_', '-')}"
    return click.option(flag, parameter.name, metavar=placeholder, default=None, help=text)
