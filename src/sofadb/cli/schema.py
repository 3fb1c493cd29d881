"""`sofadb schema`: the tables and views, and what their columns mean."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.values import complete_words


def table_names() -> list[str]:
    """Return the names of all tables and views."""
    from sofadb.codebook import read_codebook

    return list(read_codebook())


@click.command("schema")
@click.argument("table", required=False, shell_complete=complete_words(table_names))
@output_options
def command(table: str | None, output: Output) -> None:
    """List the tables and views, or the columns of TABLE with their types and meaning."""
    from sofadb.codebook import describe_columns, describe_tables
    from sofadb.exports import find_table

    output.emit(describe_tables() if table is None else describe_columns(find_table(table)))
