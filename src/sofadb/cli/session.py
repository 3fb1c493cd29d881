"""What holds for one call of the tool: which database, and how it is opened."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sofadb.database.reader import Reader
    from sofadb.database.target import Target


class Session:
    """The choices that hold for the whole call; what opens a database is imported when one is opened."""

    def __init__(self, database: str | None) -> None:
        self.database = database

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
            from sofadb.seed.create import create_database

            try:
                create_database(target)
            except DatabaseExistsError:
                return target  # another process made it in the meantime
            note(f"made {target} with the built-in dataset")
        return target

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Open the database for reading."""
        from sofadb.database.reader import open_reader

        with open_reader(self.existing_target()) as reader:
            yield reader


def note(text: str) -> None:
    """Tell the user something that is not data."""
    from sofadb.formats.terminal import visible

    click.echo(visible(text), err=True)


def database_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click's own signature
    """Let `--db` stand after the command as well as before it."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.find_object(Session).database = value  # type: ignore[union-attr]  # the root sets it

    option = click.option("--db", metavar="PATH|URL", expose_value=False, callback=remember, help="The database.")
    return option(command)
