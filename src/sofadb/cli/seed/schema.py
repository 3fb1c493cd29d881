"""`sofadb seed schema`: the JSON Schema that explains seed files to editors."""

from __future__ import annotations

import click

from sofadb.cli.output import replacing, standard_output
from sofadb.cli.values import complete_file


@click.command("schema")
@click.option("-o", "--output", "path", metavar="FILE", help="Write a file.", shell_complete=complete_file)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(path: str | None, force: bool) -> None:
    """Print the JSON Schema (draft 2020-12) of seed files, by which editors complete and explain them.

    A file begun by `sofadb seed new` looks for it as sofadb-seed.schema.json in its own folder.
    """
    from pathlib import Path

    from sofadb.seed.form.schema import schema_text

    if path in (None, "-"):
        with standard_output() as stream:
            stream.write(schema_text())
        return
    with replacing(Path(str(path)), force=force) as stream:
        stream.write(schema_text())
