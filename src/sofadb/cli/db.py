"""`sofadb db`: make, upgrade, back up and restore a database."""

from __future__ import annotations

from pathlib import Path

import click

from sofadb.cli.group import Group
from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file
from sofadb.errors import WrongUseError


@click.group("db", cls=Group)
def command() -> None:
    """Make, upgrade, back up and restore a database."""


@command.command(short_help="Make a new database")
@click.option("--empty", is_flag=True, help="Without the built-in dataset.")
@database_option
@click.pass_obj
def init(session: Session, empty: bool) -> None:
    """Make a new database with the built-in dataset."""
    from sofadb.seed.loading.create import create_database

    target = session.target()
    report = create_database(target, empty=empty)
    note(f"made {target}: {report.files} seed files, {report.count()['added']} rows")


@command.command(short_help="Where it is, its schema version, what it holds")
@output_options
@database_option
@click.pass_obj
def status(session: Session, output: Output) -> None:
    """Say where the database is, its schema version, and what it holds."""
    from sofadb.database.status import status

    output.emit(status(session.existing_target()))


@command.command(short_help="Bring it to this sofadb's schema version")
@database_option
@click.pass_obj
def upgrade(session: Session) -> None:
    """Bring the database to the schema version of this sofadb; an SQLite file is backed up first."""
    from sofadb import migrate, paths
    from sofadb.database.reader import open_reader
    from sofadb.database.version import check_version

    target, head = session.existing_target(), paths.head_revision()
    with open_reader(target, any_version=True) as reader:
        found = reader.version or ""
    if found == head:
        note(f"{target} is at schema version {head} already")
        return
    if found > head:
        check_version(target, found)
    backup = migrate.upgrade(target)
    note(f"{target}: schema version {found} -> {head}; {_kept(backup)}")


@command.command(short_help="Take it back to an older schema version")
@click.argument("revision")
@database_option
@click.pass_obj
def downgrade(session: Session, revision: str) -> None:
    """Take the database back to an older schema REVISION, dropping what that cannot hold.

    An SQLite file is backed up first.
    """
    from sofadb import migrate
    from sofadb.database.reader import open_reader

    target = session.existing_target()
    with open_reader(target, any_version=True) as reader:
        found = reader.version or ""
    if revision not in migrate.revisions() or revision >= found:
        older = [known for known in migrate.revisions() if known < found]
        raise WrongUseError(f"there is no older schema version {revision!r}", f"one of: {', '.join(older)}")
    backup = migrate.downgrade(target, revision)
    note(f"{target}: schema version {found} -> {revision}; {_kept(backup)}")
    note(f"what version {revision} cannot hold is gone; after an upgrade, load your seed files again")


@command.command(short_help="Copy it")
@click.argument("file", required=False, shell_complete=complete_file)
@database_option
@click.pass_obj
def backup(session: Session, file: str | None) -> None:
    """Copy the database to FILE, or beside itself with the time in the name."""
    from sofadb.database.backup import back_up

    copy = back_up(_path(session, "pg_dump"), Path(file) if file else None)
    note(f"backup in {copy}")


@command.command(short_help="Put a backup in its place")
@click.argument("file", shell_complete=complete_file)
@database_option
@click.pass_obj
def restore(session: Session, file: str) -> None:
    """Put the backup FILE in the place of the database; what was there is kept beside it."""
    from sofadb.database.backup import restore
    from sofadb.database.reader import open_reader
    from sofadb.database.target import Target

    path, source = _path(session, "pg_restore"), Path(file)
    with open_reader(Target(path=source), any_version=True):
        pass
    kept = restore(path, source)
    note(f"restored {path} from {source}" + (f"; the database that was there is now {kept}" if kept else ""))


def _kept(backup: Path | None) -> str:
    return f"backup in {backup}" if backup else "no backup: a server has pg_dump"


def _path(session: Session, tool: str) -> Path:
    """Return the file of the database; a server's is copied by the server's own tool."""
    target = session.target()
    if target.path is None:
        raise WrongUseError(f"{target} is on a server", f"use PostgreSQL's own {tool}")
    return target.path
