"""`sofadb seed`: check seed files, and load them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.group import Group
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file
from sofadb.seed.mistakes import SeedMistakesError

if TYPE_CHECKING:
    from sofadb.seed.store import Change


@click.group("seed", cls=Group)
def command() -> None:
    """Check seed files, and load them.

    PATH is a seed file, a folder of them, or '-' for standard input; without one, the built-in dataset.
    """


@command.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--json", "as_json", is_flag=True, help="The mistakes as JSON, on standard output.")
@database_option
@click.pass_obj
def check(session: Session, paths: tuple[str, ...], as_json: bool) -> None:
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
    note(f"{_files(files)}: no mistakes")


@command.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--dry-run", is_flag=True, help="Only print what a load would add, change and remove.")
@database_option
@click.pass_obj
def load(session: Session, paths: tuple[str, ...], dry_run: bool) -> None:
    """Load seed files: all of them, or nothing where one has a mistake."""
    from sofadb.seed.load import load_files

    report = load_files(session.existing_target(), paths, dry_run=dry_run)
    if dry_run:
        for change in report.changes:
            click.echo(_line(change))
    count = report.count()
    what = ", ".join(f"{count[action]} {action}" for action in ("added", "changed", "removed"))
    outcome = what if report.changes else "0 changes"
    note(f"{_files(report.files)}: {outcome}{'; nothing was loaded' if dry_run else ''}")


def _files(number: int) -> str:
    return f"{number} seed file{'s' if number != 1 else ''}"


def _line(change: Change) -> str:
    """Print a change on one line: what was done, where, and of a changed row each old and new value."""
    differs = ", ".join(f"{name}: {old} -> {new}" for name, (old, new) in change.columns.items())
    line = f"{change.action} {change.table} {'/'.join(part for part in change.key if part)}"
    return f"{line} ({differs})" if change.action == "changed" else line


def _print_json(error: SeedMistakesError) -> None:
    import json
    from dataclasses import asdict

    click.echo(json.dumps([asdict(mistake) for mistake in error.mistakes], ensure_ascii=False, indent=2))
