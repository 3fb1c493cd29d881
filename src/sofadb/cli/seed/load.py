"""`sofadb seed load`: all files in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file

if TYPE_CHECKING:
    from sofadb.seed.store import Change


@click.command("load")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--dry-run", is_flag=True, help="Only print what a load would add, change and remove.")
@database_option
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], dry_run: bool) -> None:
    """Load seed files: all of them, or nothing where one has a mistake."""
    from sofadb.seed.load import load_files

    report = load_files(session.existing_target(), paths, dry_run=dry_run)
    if dry_run:
        for change in report.changes:
            click.echo(_line(change))
    count = report.count()
    what = ", ".join(f"{count[action]} {action}" for action in ("added", "changed", "removed"))
    files = f"{report.files} seed file{'s' if report.files != 1 else ''}"
    note(f"{files}: {what if report.changes else '0 changes'}{'; nothing was loaded' if dry_run else ''}")


def _line(change: Change) -> str:
    """Print a change on one line: what was done, where, and of a changed row each old and new value."""
    differs = ", ".join(f"{name}: {old} -> {new}" for name, (old, new) in change.columns.items())
    line = f"{change.action} {change.table} {'/'.join(part for part in change.key if part)}"
    return f"{line} ({differs})" if change.action == "changed" else line
