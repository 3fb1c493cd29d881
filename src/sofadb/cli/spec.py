"""All commands and options as data, for programs that call the tool: `sofadb --spec`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sofadb import __version__, errors

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXIT_CODES = {
    0: "fine",
    errors.FAILED: "failed",
    errors.WRONG_USE: "wrong use",
    errors.NO_DATABASE: "no database, or one from another version",
    errors.BAD_DATA: "data did not pass",
    errors.TIME_LIMIT: "time limit reached",
    errors.INTERRUPTED: "interrupted",
}


def specify(ctx: click.Context) -> dict[str, Any]:  # Any: JSON
    """Return the version, the exit codes, and every command with its arguments and options."""
    codes = {str(code): meaning for code, meaning in _EXIT_CODES.items()}
    return {"version": __version__, "exit_codes": codes, "command": _command(ctx)}


def _command(ctx: click.Context) -> dict[str, Any]:  # Any: JSON
    command = ctx.command
    parameters = [parameter for parameter in command.get_params(ctx) if not getattr(parameter, "hidden", False)]
    described: dict[str, Any] = {  # Any: JSON
        "name": ctx.info_name,
        "path": ctx.command_path,
        "help": " ".join((command.help or "").split()),
        "arguments": [_argument(each, ctx) for each in parameters if isinstance(each, click.Argument)],
        "options": [_option(each, ctx) for each in parameters if isinstance(each, click.Option)],
    }
    if isinstance(command, click.Group):
        inner = {name: command.get_command(ctx, name) for name in command.list_commands(ctx)}
        described["commands"] = [
            _command(click.Context(each, parent=ctx, info_name=name)) for name, each in inner.items() if each
        ]
    return described


def _argument(argument: click.Argument, ctx: click.Context) -> Mapping[str, object]:
    return {
        "name": argument.name,
        "metavar": argument.make_metavar(ctx),
        "required": argument.required,
        "many": argument.nargs != 1,
    }


def _option(option: click.Option, ctx: click.Context) -> Mapping[str, object]:
    takes_value = not (option.is_flag or option.count)
    default = option.to_info_dict().get("default")
    return {
        "flags": [*option.opts, *option.secondary_opts],
        "value": option.make_metavar(ctx) if takes_value else None,
        "required": option.required,
        "many": option.multiple,
        "default": default if isinstance(default, str | int | float) and takes_value else None,
        "environment": option.envvar,
        "help": option.help,
    }
