"""`sofadb seed check`: every mistake of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.seed.findings import tell
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file
from sofadb.errors import BAD_DATA
from sofadb.seed.mistakes import SeedMistakesError

if TYPE_CHECKING:
    from sofadb.seed.mistakes import Findings


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_file)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.option("--json", "as_json", is_flag=True, help="All mistakes as JSON, on standard output.")
@database_option
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], strict: bool, as_json: bool) -> int:
    """Find every mistake of every file, and load nothing.

    Exit code 4 where one of them is an error; 'sofadb seed explain' tells of each code what it asks for and why.
    """
    from sofadb.seed.loading.load import check_files

    try:
        checked = check_files(session.existing_target() if paths or session.database is not None else None, paths)
        findings, remedy = checked.findings, ""
    except SeedMistakesError as error:
        findings, remedy = error.findings, error.remedy
    refused = bool(findings.of("error")) or (strict and bool(findings.mistakes))
    if refused and not findings.of("error"):
        remedy = "without --strict, warnings do not fail"
    if as_json:
        _print_json(findings)
        note(findings.summary())
    else:
        tell(findings, remedy)
    return BAD_DATA if refused else 0


def _print_json(findings: Findings) -> None:
    import json

    from sofadb.cli.output import standard_output
    from sofadb.seed.reporting.report import as_objects

    with standard_output() as stream:
        stream.write("[")
        for number, each in enumerate(as_objects(findings)):
            stream.write(f"{',' * bool(number)}\n{json.dumps(each, ensure_ascii=False)}")
        stream.write("\n]\n" if findings.mistakes else "]\n")
