"""A table on a terminal: fitted to its width, in color, and through a pager when it is longer."""

from __future__ import annotations

import os
import shutil
from itertools import chain
from typing import TYPE_CHECKING

import click

from sofadb.cli.session import note
from sofadb.formats.table import Table
from sofadb.formats.terminal import emphasized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.formats.layout import Layout
    from sofadb.result import Result


def color_is_wanted() -> bool:
    """Tell whether the user likes color on a terminal that can show it."""
    environment = os.environ
    disliked = environment.get("NO_COLOR") or environment.get("CLICOLOR") == "0"
    return not disliked and environment.get("TERM") != "dumb"


def show(result: Result, layout: Layout, color: str) -> None:
    """Show a table; rows are read when they are looked at, and those after the last one are not."""
    size = shutil.get_terminal_size()
    colored = color == "always" or (color == "auto" and color_is_wanted())
    table = Table(result, layout._replace(width=size.columns, color=colored))
    blocks = (emphasized(block.text) for block in table.blocks())
    first = _screenful(blocks, size.lines)
    if first.count("\n") < size.lines:
        click.echo(first, nl=False, color=colored)
    else:
        _page(chain([first], blocks), color if colored else "never")
    if table.left_out:
        note(f"no room for {', '.join(table.left_out)}: widen the window, or choose with --columns")


def _screenful(blocks: Iterator[str], lines: int) -> str:
    """Return as much of a table as fills the screen, or all of it."""
    shown = ""
    for text in blocks:
        shown += text
        if shown.count("\n") >= lines:
            break
    return shown


def _page(texts: Iterator[str], color: str) -> None:
    """Feed the pager; of those that click knows, less alone is sure to understand color."""
    if color != "never":
        os.environ.setdefault("LESS", "-R")
    click.echo_via_pager(texts, color={"always": True, "auto": None}.get(color, False))
