"""`sofadb figures`: the counts one by one, or with `--total` their sums and why these are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sofadb.catalog import built_in_question
from sofadb.cli.output import Output, output_options
from sofadb.cli.question import question_command
from sofadb.cli.session import Session, note
from sofadb.cli.values import complete_words
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from sofadb.totals import Terms
    from sofadb.totals.summing import Total


def figures_command() -> click.Command:
    """Make the command of the question `figures`, with totals beside the list."""
    command = question_command("figures")
    list_figures, sum_figures = command.callback, output_options(click.pass_obj(_sum_figures))

    def ask(total: bool, explain: bool, during: str | None, reading: str | None, **given: Any) -> Any:  # Any: click's
        if total:
            return sum_figures(explain=explain, during=during, reading=reading, **given)
        for option, value in (("--explain", explain), ("--during", during), ("--reading", reading)):
            if value not in (None, False):
                raise WrongUseError(f"{option} is about a total", f"add --total to {option}")
        return list_figures(**given) if list_figures else None

    command.callback = ask
    place = len(built_in_question("figures").parameters)
    command.params[place:place] = _own_options()
    return command


def _own_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--total"],
            is_flag=True,
            help="Sum them by actor, host, measure and category, as ranges: no part is added to its whole, "
            "older claims give way to newer ones. Here --as-of says by which day they are known; else today.",
        ),
        click.Option(["--explain"], is_flag=True, help="With --total: which claims are counted, which not, and why."),
        click.Option(
            ["--during"],
            metavar="PERIOD",
            help="With --total: sum movements (sent, withdrawn) whose days lie within it, such as 2014-06.",
        ),
        click.Option(
            ["--reading"],
            metavar="RULE",
            shell_complete=complete_words(_rules),
            help="With --total: read words as numbers by a rule; at_least takes dozens for 24 or more.",
        ),
    ]


def _rules() -> tuple[str, ...]:
    from sofadb.totals import RULES

    return tuple(RULES)


def _sum_figures(
    session: Session,
    /,
    output: Output,
    explain: bool,
    during: str | None,
    reading: str | None,
    **given: str | None,
) -> None:
    from sofadb import totals

    figures, terms = built_in_question("figures"), _terms(given.pop("as_of"), during, reading)
    measures: set[str] = set()
    with session.reader() as reader:
        if explain:
            summed, within = totals.explained_totals(reader, figures, given, terms)
            measures.update(total.group.measure for total in summed)
            output.emit(totals.explain_totals(summed, within, terms))
        else:

            def remember(total: Total) -> Total:
                measures.add(total.group.measure)
                return total

            found = totals.stream_totals(reader, figures, given, terms)
            output.emit(totals.list_totals(map(remember, found), terms))
    if terms.period is None and not measures.isdisjoint(totals.FLOWS):
        note(f"movements ({', '.join(totals.FLOWS)}) are summed only over a period: --during PERIOD")


def _terms(day: str | None, during: str | None, reading: str | None) -> Terms:
    """Return what a total is asked for; what was not said, and the rule, is told beside the answer."""
    import datetime

    from sofadb.resolve import resolve_day, resolve_word
    from sofadb.totals import RULES, Terms, read_period

    period = None if during is None else read_period(during)
    rule = None if reading is None else resolve_word("rule", reading, tuple(RULES))
    if day is None:
        day = datetime.date.today().isoformat()  # noqa: DTZ011  the user's own day
        note(f"totals of what is known today, {day}; --as-of DAY for another day")
    if rule is not None:
        words = ", ".join(f"{word} as {least} or more" for word, least in RULES[rule].items())
        note(f"words without a number are read by the rule {rule}: {words}")
    return Terms(resolve_day(day), period, rule)
