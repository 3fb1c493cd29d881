"""The tutorial is true to the letter: its files are written, its commands run, and they print what it shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.copies import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Runner

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"

_BLOCK = re.compile(r"^```(console|text (\S+)|yaml (\S+)|yaml excerpt of (\S+))\n(.*?)^```", re.DOTALL | re.MULTILINE)
#: In a command that is not the tool with plain words, so that it needs a shell.
OF_SHELL = re.compile(r"^(?!sofadb )|[|&;<>$*?~`\\(){}]")
#: How far a command has come is told when it takes long, which on a busy machine may be any.
HOW_FAR = re.compile(
    r"^(?:reading|checking|writing) [\d,]+ (?:of [\d,]+ )?(?:files|rows)(?:, [\d,]+ a second)?\n", re.MULTILINE
)
_EXCERPT = re.compile(r"^  ## Line \d+ of your copy: Up to.*?(?=^  ## Line)", re.DOTALL | re.MULTILINE)


def play(block: str, run: Runner) -> str:
    """Run the commands of a block as a terminal would show them; none may fail but where data did not pass."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE):
        environment = {**run.environment(), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        code, printed = (in_shell if OF_SHELL.search(command) else by_itself)(command, run, environment)
        assert code in (0, 4), printed
        lines.append(f"$ {command}\n{HOW_FAR.sub('', printed).replace(str(run.home), '~')}")
    return "".join(lines)


def by_itself(command: str, run: Runner, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run the tool and nothing else; returns its exit code and what a terminal would show."""
    order = Order(shlex.split(command)[1:], str(run.home), environment, is_joined=True)
    done = next(run.originals).run(order)[0]
    return done.returncode, done.stdout


def in_shell(command: str, run: Runner, environment: Mapping[str, str]) -> tuple[int, str]:
    """Do the same with a command of the shell.

    Of commands that are joined by a pipe, either may be the first to print: the notes are shown first.
    """
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        check=False,
        cwd=run.home,
        encoding="utf-8",
        env=environment,
        stderr=subprocess.PIPE if " | " in command else subprocess.STDOUT,
        stdout=subprocess.PIPE,
        timeout=60,
    )
    return done.returncode, f"{done.stderr or ''}{done.stdout}"


def test_the_tutorial_prints_what_it_shows(run: Runner) -> None:
    page = PAGE.read_text(encoding="utf-8")

    def written_anew(block: re.Match[str]) -> str:
        kind, text_file, yaml_file, excerpt_of, shown = block.groups()
        if name := text_file or yaml_file:
            (run.home / name).write_text(shown, encoding="utf-8")
        elif excerpt_of:
            found = _EXCERPT.search((run.home / excerpt_of).read_text(encoding="utf-8"))
            assert found is not None
            shown = f"{found[0].rstrip()}\n"
        else:
            shown = play(shown, run)
        return f"```{kind}\n{shown}```"

    printed = _BLOCK.sub(written_anew, page)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        PAGE.write_text(printed, encoding="utf-8")
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == page
