"""What the README shows is what the tool prints."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.cli.commands import MODULES, QUESTIONS

if TYPE_CHECKING:
    from tests.conftest import Runner

README = Path(__file__).resolve().parents[1] / "README.md"

_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def blocks() -> list[str]:
    return _BLOCK.findall(README.read_text(encoding="utf-8"))


def steps(block: str) -> list[tuple[str, str]]:
    """Cut a block into commands and what is shown below each."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def played(block: str, run: Runner) -> str:
    """Run the commands of a block and write it as it should be."""
    lines = []
    for command, _ in steps(block):
        words = shlex.split(command)
        assert words[0] == "sofadb"
        done = run(*words[1:])
        assert done.returncode == 0, done.stderr
        lines.append(f"$ {command}\n{done.stdout}")
    return "".join(lines)


@pytest.mark.parametrize("number", range(len(blocks())))
def test_commands_of_the_readme_print_what_it_shows(number: int, run: Runner) -> None:
    run("db", "init")
    shown = blocks()[number]

    printed = played(shown, run)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        README.write_text(README.read_text(encoding="utf-8").replace(shown, printed), encoding="utf-8")
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == shown


def test_every_command_that_the_readme_names_exists() -> None:
    named = {words.split()[0] for words in re.findall(r"`sofadb ([a-z][^`]*)`", README.read_text(encoding="utf-8"))}

    assert named <= {*QUESTIONS, *MODULES}


def test_the_question_of_the_readme_can_be_asked(run: Runner) -> None:
    sql = re.search(r"```sql\n(-- title.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert sql is not None
    (run.home / "mine").mkdir()
    (run.home / "mine" / "troops-after.sql").write_text(sql[1], encoding="utf-8")

    done = run("query", "troops-after", "--host", "Iraq", "--day", "2014-06-19", "--csv", SOFADB_QUERIES="mine")

    assert 'up to 300 ""military advisers""' in done.stdout
    assert "16,000 civilian personnel" not in done.stdout
