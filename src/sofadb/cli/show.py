"""`sofadb show REF`: why a number stands there."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.cli.values import complete_keys, complete_words
from sofadb.formats.terminal import EMPHASIS
from sofadb.kinds import CLAIMS, THINGS

#: Formats that have lists, and are given one object instead of lines.
_OBJECTS = frozenset({"json", "jsonl"})

_KINDS = ", ".join([*CLAIMS, *THINGS, "table"])


@click.command("show")
@click.argument("ref", shell_complete=complete_keys("claim", *THINGS))
@click.option(
    "--kind",
    metavar="KIND",
    help=f"What REF names, where it is not the only one. One of: {_KINDS}.",
    shell_complete=complete_words(lambda: _KINDS.split(", ")),
)
@output_options
@database_option
@click.pass_obj
def command(session: Session, ref: str, kind: str | None, output: Output) -> None:
    """Why this number: wording, speaker, passage, source, parts, answers.

    REF is source/claim, as the column `ref` of `figures`, `positions`, `timeline` and `search` gives it. The key or
    the name of an actor, a negotiation, a deployment, a source, an agreement or a table shows what is known about
    that. With a copy attached (`source attach`), the text of the passage is there, the wording bold or between >> and
    <<. As JSON, the answer is an array of one object, in which a field that can be there more than once is a list,
    and wording_start and wording_end count the characters of passage_text.
    """
    from sofadb.provenance import MARKS, explain

    named = output.chosen_format().name
    with session.reader() as reader:
        account = explain(reader, ref, kind)
    if named in _OBJECTS:
        output.emit(account.as_object())
    else:
        output.emit(account.as_lines(EMPHASIS if output.is_colored() else MARKS))
