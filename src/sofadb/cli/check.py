"""`sofadb check`: the named checks, built in and the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_words
from sofadb.errors import BAD_DATA, SofadbError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sofadb.audit import Audit, Check


def _names() -> Iterable[str]:
    from sofadb.audit import check_names

    return check_names()


@click.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_words(_names))
@click.option(
    "--list", "listing", is_flag=True, help="The checks, and ask nothing; all columns say why each matters."
)
@click.option("--sql", is_flag=True, help="Print the SQL of NAME with its header, and ask nothing.")
@click.option("--strict", is_flag=True, help="Leave with 4 for a warning as for an error.")
@output_options
@database_option
@click.pass_context
def command(
    ctx: click.Context, /, names: tuple[str, ...], listing: bool, sql: bool, strict: bool, output: Output
) -> None:
    """Look for what the rules of the tables let through: all checks, or those called NAME.

    Each finding names the line of the seed file. Leaves with 4 when there is an error. Each check is one .sql file;
    folders named in SOFADB_CHECKS (separated as in PATH) add checks of your own.
    """
    if sql:
        _print_sql(names, output)
        return
    checks, unreadable = _chosen(names)
    if listing:
        _list(checks, output)
        return
    audit = _run(ctx.ensure_object(Session), checks, output)
    failures = [*unreadable, *audit.failures.values()]
    _summarize(audit, failures)
    if audit.count("error") or (strict and audit.count("warning")):
        ctx.exit(BAD_DATA)
    if failures:
        ctx.exit(failures[0].exit_code)


def _chosen(names: Sequence[str]) -> tuple[list[Check], list[SofadbError]]:
    """Return the checks that were named, or all, and what is wrong with those that cannot be read."""
    from sofadb.audit import Check, find_check, read_checks

    if names:
        return [find_check(name) for name in dict.fromkeys(names)], []
    read = list(read_checks())
    unreadable: list[SofadbError] = [each for each in read if not isinstance(each, Check)]
    for error in unreadable:
        _tell(error)
    return [each for each in read if isinstance(each, Check)], unreadable


def _tell(error: SofadbError) -> None:
    note(f"Error: {error.message}")
    if error.remedy:
        note(f"help: {error.remedy}")


def _list(checks: Iterable[Check], output: Output) -> None:
    from sofadb.result import Result

    rows = [(check.name, check.severity, check.title, check.why, check.mend, check.place()) for check in checks]
    columns = ("name", "severity", "title", "why", "mend", "file")
    output.emit(Result(columns, rows, ("name", "severity", "title")))


def _print_sql(names: Sequence[str], output: Output) -> None:
    from sofadb.audit import find_check
    from sofadb.cli.question import print_sql

    if not names:
        raise WrongUseError("--sql prints the file of a check", "name it: sofadb check NAME --sql")
    found = [find_check(name) for name in dict.fromkeys(names)]
    for check in found:
        if check.file is None:
            message = f"{check.name} looks at the database itself, and is no SQL"
            raise WrongUseError(message, f"sofadb check {check.name} --list --json says what it does")
    for check in found:
        if check.file is not None:
            print_sql(check.file, output)


def _run(session: Session, checks: Sequence[Check], output: Output) -> Audit:
    """Run checks and write what they find; of a database of another version nothing else is asked."""
    from sofadb import paths
    from sofadb.audit import COLUMNS, Audit
    from sofadb.database.reader import open_reader
    from sofadb.database.version import check_version
    from sofadb.result import Result

    target = session.existing_target()
    ours = all(check.file is None or check.file.path.parent == paths.checks() for check in checks)
    with open_reader(target, any_version=True, spill=ours) as reader:
        readable = reader.version == paths.head_revision()
        audit = Audit(reader, [check for check in checks if readable or check.name == "schema-version"])
        findings = audit.findings()
        output.emit(Result(COLUMNS, findings))
        for _ in findings:
            pass  # what --limit left out is counted as well
        check_version(target, reader.version)
    return audit


def _summarize(audit: Audit, failures: Sequence[SofadbError]) -> None:
    for check in audit.checks:
        if audit.counts[check.name]:
            note(f"{check.severity}: {check.name} ({audit.counts[check.name]}): {check.title}")
            if check.mend:
                note(f"help: {check.mend}")
    for name, error in audit.failures.items():
        _tell(type(error)(f"{name} could not be run: {error.message}", error.remedy))
    errors, warnings = (_counted(audit.count(severity), severity) for severity in ("error", "warning"))
    left_out = f"; {_counted(len(failures), 'check')} could not be run" if failures else ""
    note(f"{errors} and {warnings} in {_counted(len(audit.checks) - len(audit.failures), 'check')}{left_out}")


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'s' if number != 1 else ''}"
