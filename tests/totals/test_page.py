"""The page on totals shows what the tool prints."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sofadb.totals import RULES
from tests.test_readme import played

if TYPE_CHECKING:
    from tests.conftest import Runner


PAGE = Path(__file__).resolve().parents[2] / "docs" / "totals.md"

# The page


def test_the_page_on_totals_shows_what_the_tool_prints(run: Runner) -> None:
    run("db", "init")
    text = PAGE.read_text("utf-8")
    shown = re.findall(r"```console\n(.*?)```", text, re.DOTALL)

    printed = [played(block, run) for block in shown]

    if os.environ.get("SOFADB_SNAPSHOTS"):
        for old, new in zip(shown, printed, strict=True):
            text = text.replace(old, new)
        PAGE.write_text(text, "utf-8")
    assert shown
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == shown


def test_the_page_on_totals_lists_every_rule() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| ([\w ]+) \| ([\d,]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE))

    assert rows == {(rule, word, f"{least:,}") for rule, words in RULES.items() for word, least in words.items()}
