"""`sofadb seed load`: all files in one transaction."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.cli.values import complete_file


@click.command("load")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--dry-run", is_flag=True, help="Only print what a load would change, as 'seed diff' does.")
@click.option("--prune", is_flag=True, help="Remove the rows of files that are gone from the folders given.")
@output_options
@database_option
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], dry_run: bool, prune: bool, output: Output) -> None:
    """Load seed files: all of them, or nothing where one has a mistake.

    A file that was loaded before changes only its own rows. One that is gone is reported, and stays in the database
    until --prune.
    """
    from sofadb.cli.differences import note_outcome, print_differences, refuse_arrangement
    from sofadb.cli.progress import progress
    from sofadb.cli.seed.findings import tell_warnings
    from sofadb.seed.loading.load import load_files

    if not dry_run:
        refuse_arrangement(output, "seed load")
    with progress() as watch:
        report = load_files(session.existing_target(), paths, dry_run=dry_run, prune=prune, watch=watch)
    if dry_run:
        print_differences(report.changes, output)
    if report.findings is not None:
        tell_warnings(report.findings)
    note_outcome(report, "; nothing was loaded" if dry_run else "", pruned=prune)
