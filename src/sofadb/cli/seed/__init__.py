"""`sofadb seed`: write, check, compare and load seed files."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from sofadb.cli.group import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping


class Commands(Folder):
    """The commands of `sofadb seed`."""

    package = __name__
    modules: ClassVar[Mapping[str, str]] = {
        "check": "Find every mistake of every file, and load nothing",
        "load": "Load files: all of them, or nothing where one has a mistake",
    }


@click.group("seed", cls=Commands)
def command() -> None:
    """Write seed files, check, compare and load them.

    PATH is a seed file, a folder of them, or '-' for standard input; without one, the built-in dataset.
    """
