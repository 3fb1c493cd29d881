"""`sofadb import`: an official table, as a map says."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofadb.cli.output import Output, replacing, unchecked_output_options
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file
from sofadb.errors import SofadbError, WrongUseError
from sofadb.spelling import counted

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import IO, Any

    from sofadb.bulk.importing import ImportReport
    from sofadb.bulk.refusals import Refusals


@click.command("import")
@click.argument("file", shell_complete=complete_file)
@click.option(
    "--map", "map_path", metavar="MAP", help="How its columns become figures.", shell_complete=complete_file
)
@click.option(
    "--sniff", is_flag=True, help="Print a first map for the file, or write it: -o NAME.map.yaml; load nothing."
)
@click.option(
    "--reject",
    metavar="FILE",
    help="Write the refused rows to this file, with the reasons, and load the others.",
    shell_complete=complete_file,
)
@click.option("--dry-run", is_flag=True, help="Load nothing; print what would change.")
@click.option("--prune", is_flag=True, help="Remove the figures of the source that the file no longer has.")
@unchecked_output_options
@database_option
@click.pass_obj
def command(
    session: Session,
    file: str,
    map_path: str | None,
    sniff: bool,
    reject: str | None,
    dry_run: bool,
    prune: bool,
    output: Output,
) -> None:
    """Load the figures of a CSV file as a map says: all rows, or nothing where one is refused.

    Every row is accounted for: loaded, unchanged, refused or left out. Importing again changes nothing; importing a
    corrected file prints what changed. A source has one map: a table of another layout is a source of its own.
    """
    path = _existing(file)
    if sniff:
        if map_path is not None or reject is not None or dry_run or prune:
            raise click.UsageError("--sniff loads nothing: it goes without --map and what belongs to it")
        _sniff(session, path, output)
        return
    output.check()
    if map_path is None:
        raise click.UsageError("import needs --map MAP; 'sofadb import --sniff FILE' prints a first one")
    _check_name(map_path, "give the path of a map")
    _import(session, path, Path(map_path), reject, output, dry_run=dry_run, prune=prune)


def _check_name(name: str, remedy: str) -> None:
    if not name or "\0" in name:
        raise WrongUseError(f"{name!r} cannot be the name of a file", remedy)


def _existing(file: str) -> Path:
    """Return the path of the table; a pipe or a device would not be there to be read again."""
    _check_name(file, "give the path of a CSV file")
    path = Path(file)
    if not path.exists():
        raise WrongUseError(f"there is no file {file}", "give the path of a CSV file")
    if not path.is_file():
        what = "a folder" if path.is_dir() else "not a regular file"
        raise WrongUseError(f"{file} is {what}", "give the path of a CSV file")
    return path


def _sniff(session: Session, path: Path, output: Output) -> None:
    """Print a first map, or write it to the file that -o names."""
    from sofadb.bulk.sniffing.sniff import sniffed
    from sofadb.bulk.sniffing.writing import SCHEMA_NAME

    place = _place_of_map(path, output)
    text = sniffed(path, session.existing_target())
    schema = SCHEMA_NAME
    if place is None:
        click.echo(text, nl=False)
    else:
        with replacing(place, force=output.force) as stream:
            stream.write(text)
        schema = str(place.with_name(SCHEMA_NAME))
        note(f"wrote {place}: write a word for each TODO in it, then: sofadb import {path} --map {place}")
    note(f"editors look for {SCHEMA_NAME} beside the map: sofadb seed schema --map -o {schema}")


def _place_of_map(path: Path, output: Output) -> Path | None:
    """Return the file that a first map is to be written to; None for standard output."""
    from sofadb.seed.reading.text import MAP_ENDINGS

    wanted = path.with_suffix(MAP_ENDINGS[0])
    if output._replace(path=None).is_arranged():
        raise click.UsageError(f"--sniff prints a map, and no table: 'sofadb import {path} --sniff -o {wanted}'")
    if output.path in (None, "-"):
        return None
    _check_name(str(output.path), f"-o {wanted}")
    place = Path(str(output.path))
    if not place.name.endswith(MAP_ENDINGS):
        # A folder of seed files takes every other .yaml for one of them.
        message = (
            f"--sniff prints a map, and no table: the name of a map ends in {MAP_ENDINGS[0]}, and {place} does not"
        )
        raise WrongUseError(message, f"-o {wanted}")
    if place.exists() and place.samefile(path):
        raise WrongUseError(f"{place} is the table itself", "name another file after -o")
    return place


def _import(
    session: Session, path: Path, map_path: Path, reject: str | None, output: Output, *, dry_run: bool, prune: bool
) -> None:
    from sofadb.bulk.importing import Order, RowsRefusedError, import_table
    from sofadb.cli.differences import print_in_order
    from sofadb.cli.progress import progress
    from sofadb.cli.seed.findings import tell_warnings

    target = session.existing_target()
    try:
        with progress() as watch, _refused_rows(session, reject, (path, map_path), force=output.force) as stream:
            report = import_table(target, Order(path, map_path, stream, dry_run, prune), watch)
    except RowsRefusedError as error:
        _tell_refusals(path, error.report.refusals)
        _tell_rows(error.report, "would be ")
        raise
    if report.findings is not None:
        tell_warnings(report.findings)
    print_in_order(report.changes, output)
    _tell_refusals(path, report.refusals)
    _tell_rows(report, "would be " if dry_run else "")
    _tell_figures(report, path, dry_run=dry_run)


def _refused_rows(
    session: Session, reject: str | None, read: tuple[Path, ...], *, force: bool
) -> AbstractContextManager[IO[Any] | None]:  # Any: bytes
    """Open the file that takes the refused rows; it is put in place when the others are loaded."""
    if reject is None:
        return nullcontext()
    _check_name(reject, "name another file after --reject")
    if reject == "-":
        raise WrongUseError(
            "--reject writes a file, and what changed goes to standard output", "name a file after --reject"
        )
    path = Path(reject)
    if path.exists() and any(path.samefile(other) for other in read if other.exists()):
        raise WrongUseError(f"{reject} is what is imported", "name another file after --reject")
    if session.is_of_database(path):
        raise SofadbError(f"{reject} belongs to the database", "name another file after --reject")
    return replacing(path, force=force, binary=True)


def _tell_refusals(path: Path, refusals: Refusals) -> None:
    """Name every reason once, with the number of rows and the first lines."""
    from sofadb.bulk.refusals import written_out

    for refusal in refusals.first:
        first, *others = refusal.shown or ("",)
        more = ""
        if refusal.rows > 1:
            lines = ", ".join(map(str, refusal.lines)) + (", …" if refusal.rows > len(refusal.lines) else "")
            cells = f"; also {', '.join(others)}" if others else ""
            more = f" ({refusal.rows:,} rows: lines {lines}{cells})"
        note(f"{path}:{refusal.lines[0]}: {written_out(refusal.column, first, refusal.reason)}{more}")
    if refusals.others:
        note(f"and {refusals.others:,} more reasons; --reject FILE writes all")


def _tell_rows(report: ImportReport, would: str) -> None:
    """Account for every row of the file."""
    rows = report.rows
    note(
        f"{rows.read:,} rows read = {rows.loaded:,} {would}loaded + {rows.unchanged:,} unchanged + "
        f"{rows.refused:,} refused + {rows.left_out:,} left out"
    )


def _tell_figures(report: ImportReport, path: Path, *, dry_run: bool) -> None:
    """Count what changed in the database."""
    if report.by_map:
        added = (
            f"{number:,} {table.replace('_', ' ').removesuffix('s' if number == 1 else '')}"
            for table, number in sorted(report.by_map.items())
        )
        note(f"from the map: {', '.join(added)} added")
    ending = "; nothing was loaded" if dry_run else ""
    note(f"figures: {report.added:,} added, {report.changed:,} changed, {report.removed:,} removed{ending}")
    if report.gone:
        _tell_gone(report, path)


def _tell_gone(report: ImportReport, path: Path) -> None:
    """Count the figures that the file no longer has, with where they came from and what can be done."""
    shown = ", ".join(report.first_gone) + (", …" if sum(report.gone.values()) > len(report.first_gone) else "")
    others = [file for file in report.gone if file != str(path.resolve())]
    origin = f" from {others[0]}" if others else ""
    origin += f" and {counted(len(others) - 1, 'other file')}" if len(others) > 1 else ""
    remedy = f"if {path} is a release of the same table, --prune removes them" if others else "--prune removes them"
    if report.may_be_refused:
        remedy = "they may be among the refused rows, so none is removed: mend those, or leave them out by 'skip'"
    number = sum(report.gone.values())
    note(f"figures of the source that are not in the file: {number:,}{origin} ({shown}); {remedy}")
