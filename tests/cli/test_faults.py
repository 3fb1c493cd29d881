"""A fault of the program is told in words."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Runner


#: Runs the tool with a fault in the program, to see what the user sees of it.
FAULTY = """
import sys
import sofadb.execute

def answer(*_):
    raise RuntimeError("a fault inside")

sofadb.execute.answer = answer
from sofadb.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("place", ["before", "after", "nowhere"])
def test_a_traceback_is_shown_only_when_asked_for(place: str, run: Runner, db: str) -> None:
    words = {"before": ["--debug", "figures"], "after": ["figures", "--debug"]}.get(place, ["figures"])

    done = subprocess.run(
        [sys.executable, "-c", FAULTY, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**run.environment(), "SOFADB_DB": db},
        timeout=60,
    )

    if place == "after":
        assert done.returncode == 2
    else:
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) == (place != "nowhere")
        assert "a fault inside" in done.stderr
    assert done.stdout == ""
