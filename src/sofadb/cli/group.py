"""A group of commands that helps with a mistyped one and ends quietly when nobody reads on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any


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


def leave_quietly() -> None:
    """Give standard output another end, or Python complains when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
