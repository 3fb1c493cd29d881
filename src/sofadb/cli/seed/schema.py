"""`sofadb seed schema`: the JSON Schema that explains seed files and maps to editors."""

from __future__ import annotations

import click

from sofadb.cli.output import replacing, standard_output
from sofadb.cli.values import complete_file


@click.command("schema")
@click.option("--map", "of_maps", is_flag=True, help="The schema of the maps that `import` takes.")
@click.option("-o", "--output", "path", metavar="FILE", help="Write a file.", shell_complete=complete_file)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(of_maps: bool, path: str | None, force: bool) -> None:
    """Print the JSON Schema (draft 2020-12) of seed files, by which editors complete and explain them.

    A file begun by `sofadb seed new` looks for it as sofadb-seed.schema.json in its own folder, and a map begun by
    `sofadb import --sniff` for that of maps as sofadb-map.schema.json.
    """
    from pathlib import Path

    text = _text(of_maps=of_maps)
    if path in (None, "-"):
        with standard_output() as stream:
            stream.write(text)
        return
    with replacing(Path(str(path)), force=force) as stream:
        stream.write(text)


def _text(*, of_maps: bool) -> str:
    if of_maps:
        from sofadb.bulk.maps.schema import map_schema_text

        return map_schema_text()
    from sofadb.seed.form.schema import schema_text

    return schema_text()
