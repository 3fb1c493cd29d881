"""`sofadb source`: the reader's own copies of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from sofadb.cli.group import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping


class Commands(Folder):
    """The commands of `sofadb source`."""

    package = __name__
    modules: ClassVar[Mapping[str, str]] = {
        "attach": "Keep the text of its passages in your database",
        "detach": "Take the text of its passages out of your database",
    }


@click.group("source", cls=Commands)
def command() -> None:
    """Keep your own copy of a source in your own database, or take it out again.

    Articles belong to their authors, so the dataset comes without their text. With a copy attached, `show` prints
    the passage of a claim with the wording marked. The text stays in your database: no export holds it unless you
    ask for it with --texts, and `search` looks into it only so.
    """
