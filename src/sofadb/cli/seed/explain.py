"""`sofadb seed explain`: what a code asks for, why, and how a file that keeps to it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.output import Output, output_options
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from sofadb.seed.codes import CODES

    begin = incomplete.upper()
    return [CompletionItem(code, help=rule.title) for code, rule in CODES.items() if code.startswith(begin)]


@click.command("explain")
@click.argument("code", required=False, shell_complete=_complete)
@output_options
def command(code: str | None, output: Output) -> None:
    """Explain a code such as S014: the rule, why, a wrong file, what is printed of it, and the file put right.

    Without a code, list all of them.
    """
    from sofadb.result import Result
    from sofadb.seed.codes import CODES

    chosen = {code.upper()} & CODES.keys() if code else CODES.keys()
    if not chosen:
        raise WrongUseError(f"there is no code {code!r}", "'sofadb seed explain' lists all")
    if code and not output.is_arranged():
        click.echo(_page(code.upper()))
        return
    rows = [(each, rule.severity, rule.title, rule.why) for each, rule in CODES.items() if each in chosen]
    output.emit(Result(("code", "severity", "rule", "why"), rows, shown=("code", "severity", "rule")))


def _page(code: str) -> str:
    """Return what is known about a code, as a terminal shows it."""
    from textwrap import indent, wrap

    from sofadb.seed.reporting.lesson import read_lesson

    lesson = read_lesson(code)
    return "\n".join(
        (
            f"{lesson.rule.severity}[{code}] {lesson.rule.title}",
            "",
            *wrap(lesson.rule.why, 80),
            "",
            "Wrong:",
            "",
            indent(lesson.wrong.text, "    "),
            "",
            "What is printed:",
            "",
            indent(lesson.wrong.printed(), "    "),
            "",
            "Right:",
            "",
            indent(lesson.right.text, "    "),
        )
    )
