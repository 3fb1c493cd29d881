"""`sofadb completion`: the script with which a shell completes commands, options and values."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

import click

from sofadb.cli.values import complete_words
from sofadb.errors import WrongUseError

SHELLS: Final = ("bash", "zsh", "fish")
VARIABLE: Final = "_SOFADB_COMPLETE"


@click.command("completion")
@click.argument("shell", required=False, metavar="[bash|zsh|fish]", shell_complete=complete_words(lambda: SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> None:
    """Print the script that completes commands, options, keys, names and words.

    Without a name, for the shell that you use. In bash and zsh put this line into ~/.bashrc or ~/.zshrc:

        eval "$(sofadb completion)"

    In fish: sofadb completion fish > ~/.config/fish/completions/sofadb.fish
    """
    from click.shell_completion import get_completion_class

    named = shell or PurePath(os.environ.get("SHELL", "")).name
    found = get_completion_class(named) if named in SHELLS else None
    if found is None:
        raise WrongUseError(f"no completion for the shell {named!r}", f"one of: {', '.join(SHELLS)}")
    root = ctx.find_root()
    click.echo(found(root.command, {}, "sofadb", VARIABLE).source().strip())
