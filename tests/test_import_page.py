"""The page on imports is true to the letter: its files are written, its commands run and print what it shows."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.test_tutorial import play

if TYPE_CHECKING:
    from tests.conftest import Runner

PAGE = Path(__file__).resolve().parents[1] / "docs" / "import.md"

_BLOCK = re.compile(r"^```(console|(?:text|yaml) (\S+))\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_page_prints_what_it_shows(run: Runner) -> None:
    page = PAGE.read_text(encoding="utf-8")

    def written_anew(block: re.Match[str]) -> str:
        kind, name, shown = block.groups()
        if name:
            (run.home / name).write_text(shown, encoding="utf-8")
        else:
            shown = play(shown, run)
        return f"```{kind}\n{shown}```"

    printed = _BLOCK.sub(written_anew, page)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        PAGE.write_text(printed, encoding="utf-8")
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == page
