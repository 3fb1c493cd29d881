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
        "diff": "What a load would add, change and remove",
        "export": "Write seed files from what the database holds",
        "explain": "What a code asks for, and why",
        "load": "Load files: all of them, or nothing where one has a mistake",
        "new": "Begin a file for a source, with every section as an example",
        "schema": "The JSON Schema by which editors complete and explain seed files, and maps",
    }


@click.group("seed", cls=Commands)
def command() -> None:
    """Begin seed files, check, compare, load and export them.

    PATH is a seed file, a folder of them, or '-' for standard input; without one, the built-in dataset.
    """
