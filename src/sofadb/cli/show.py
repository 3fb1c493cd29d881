"""`sofadb show REF`: why a number stands there."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.provenance import explain


@click.command("show")
@click.argument("ref")
@output_options
@database_option
@click.pass_obj
def command(session: Session, ref: str, output: Output) -> None:
    """Why this number: wording, speaker, passage, source, parts, answers.

    REF is source/claim, as the column `ref` of `figures`, `positions` and `timeline` gives it.
    """
    with session.reader() as reader:
        output.emit(explain(reader, ref))
