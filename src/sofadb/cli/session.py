"""What holds for one call of the tool: which database, and how it is opened."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from sofadb.cli.values import complete_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from sofadb.database.reader import Reader
    from sofadb.database.target import Target

_BESIDE = ("", "-journal", "-wal", "-shm")


class Standing(NamedTuple):
    """What holds for every answer until something else is asked for: the shell's `.format` and `.output`, its time.

    A table of a `bounded` answer ends where no eye would follow.
    """

    format: str | None = None
    path: str | None = None
    force: bool = False
    seconds: float | None = None
    bounded: bool = False


class Session:
    """The choices that hold for the whole call; what opens a database is imported when one is opened."""

    def __init__(self, database: str | None) -> None:
        self.database = database
        self.standing = Standing()

    def target(self) -> Target:
        """Return the database that was named, or the user's own."""
        from sofadb import paths
        from sofadb.database.target import Target, parse_target

        return parse_target(self.database) if self.database is not None else Target(path=paths.default_database())

    def existing_target(self) -> Target:
        """Return the database, and make the user's own with the built-in dataset if it is not there yet."""
        target = self.target()
        if self.database is None and target.path is not None and not target.path.exists():
            from sofadb.errors import DatabaseExistsError
            from sofadb.seed.loading.create import create_database

            try:
                create_database(target)
            except DatabaseExistsError:
                return target  # another process made it in the meantime
            note(f"made {target} with the built-in dataset")
        return target

    def is_of_database(self, path: Path) -> bool:
        """Tell whether a file is the database, or one that SQLite would read beside it."""
        database = self.target().path
        if database is None:
            return False
        if path.exists() and database.exists() and path.samefile(database):
            return True
        real = database.resolve()
        return path.resolve() in [real.with_name(f"{real.name}{ending}") for ending in _BESIDE]

    @contextmanager
    def reader(self, seconds: float | None = None, *, spill: bool = True) -> Iterator[Reader]:
        """Open the database for reading, for questions that may take so many seconds together.

        Those that are not our own may not `spill` onto the disk.
        """
        from sofadb.database.reader import open_reader

        with open_reader(self.existing_target(), seconds, spill=spill) as reader:
            yield reader


def caution(reader: Reader) -> None:
    """Warn of a role that could do more than read, for whom the database itself is no second guard."""
    if danger := reader.caution():
        note(f"warning: {danger}; a role that can only read is safer: see docs/postgresql.md")


def note(text: str) -> None:
    """Tell the user something that is not data."""
    from sofadb.formats.terminal import visible

    click.echo(visible(text), err=True)


def database_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click's own signature
    """Let `--db` stand after the command as well as before it."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.find_root().params["db"] = value  # where completion looks, which runs no command
            if session := ctx.find_object(Session):
                session.database = value

    option = click.option(
        "--db",
        metavar="PATH|URL",
        expose_value=False,
        callback=remember,
        help="The database.",
        shell_complete=complete_file,
    )
    return option(command)
