"""`sofadb seed diff`: what a load would change."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option
from sofadb.cli.values import complete_file


@click.command("diff")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--prune", is_flag=True, help="Also what 'seed load --prune' would remove.")
@output_options
@database_option
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], prune: bool, output: Output) -> None:
    """Print the rows that a load would add, change and remove, each with its file and line, and load nothing.

    Of a changed row each field follows with its old and new value. The exit code is 0, differences or not.
    """
    from sofadb.cli.differences import note_outcome, print_differences
    from sofadb.cli.progress import progress
    from sofadb.cli.seed.findings import tell_warnings
    from sofadb.seed.loading.load import load_files

    with progress() as watch:
        report = load_files(session.existing_target(), paths, dry_run=True, prune=prune, watch=watch)
    print_differences(report.changes, output)
    if report.findings is not None:
        tell_warnings(report.findings)
    note_outcome(report, "; nothing was loaded", pruned=prune)
