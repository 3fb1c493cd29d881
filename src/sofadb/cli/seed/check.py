"""`sofadb seed check`: every mistake of every file."""

from __future__ import annotations

import click

from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file
from sofadb.seed.mistakes import SeedMistakesError


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--json", "as_json", is_flag=True, help="The mistakes as JSON, on standard output.")
@database_option
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], as_json: bool) -> None:
    """Find every mistake of every file, and load nothing."""
    from sofadb.seed.load import check_files

    try:
        files = check_files(session.existing_target() if paths or session.database is not None else None, paths)
    except SeedMistakesError as error:
        if as_json:
            _print_json(error)
        raise
    if as_json:
        click.echo("[]")
    note(f"{files} seed file{'s' if files != 1 else ''}: no mistakes")


def _print_json(error: SeedMistakesError) -> None:
    import json
    from dataclasses import asdict

    click.echo(json.dumps([asdict(mistake) for mistake in error.mistakes], ensure_ascii=False, indent=2))
