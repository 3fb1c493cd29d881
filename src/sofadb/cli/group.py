"""A group of commands that helps with a mistyped one and ends quietly when nobody reads on."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from click.shell_completion import CompletionItem


class Group(click.Group):
    """A group of commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the commands that an unknown word was near to."""
        # While a line is being completed, click wants None for what there is not.
        if not ctx.resilient_parsing and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from sofadb.spelling import suggest

            listed = self.list_commands(ctx)
            raise click.UsageError(f"there is no command {args[0]!r}\nhelp: {suggest(args[0], listed)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # Any: click's own signature
        """Run the command; a pipe that was closed is no failure, though click would call it one."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            leave_quietly()
            return 0


class Folder(Group):
    """A group whose commands are modules of a package, each imported only when it is called.

    `modules` names them with their lines in the help, in its order.
    """

    package: ClassVar[str]
    modules: ClassVar[Mapping[str, str]]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the help."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.modules.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing them, and the options."""
        from click.shell_completion import CompletionItem

        offered = [
            CompletionItem(name, help=line) for name, line in self.modules.items() if name.startswith(incomplete)
        ]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]


def leave_quietly() -> None:
    """Give standard output another end, or Python complains when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
