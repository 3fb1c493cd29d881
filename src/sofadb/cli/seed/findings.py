"""What was found in seed files, on standard error."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sofadb.seed.mistakes import Findings


def tell(findings: Findings, remedy: str = "") -> None:
    """Print every mistake with its line, and last how many there are; `remedy` is for all of them together."""
    from sofadb.seed.reporting.report import Style, printed, summed_up

    style = Style()
    if sys.stderr.isatty():
        from sofadb.cli.screen import color_is_wanted

        style = Style(shutil.get_terminal_size().columns, color_is_wanted())
    if blocks := printed(findings, style):
        click.echo(f"{blocks}\n", err=True, color=style.color)
    click.echo(summed_up(findings, remedy), err=True)


def tell_warnings(findings: Findings) -> None:
    """Print the warnings of files that are loaded all the same; nothing, where there are none."""
    if findings.mistakes:
        tell(findings)
