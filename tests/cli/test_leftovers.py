"""What a killed run leaves beside the file that it was to write is named by the next one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import database_words

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

KILLED = """
import os, signal, sys
from pathlib import Path
from sofadb.cli.output import replacing
with replacing(Path(sys.argv[1]), force=False) as stream:
    stream.write("half")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_unfinished_file_of_a_killed_run_is_named(run: Runner, file_target: Target, tmp_path: Path) -> None:
    path = tmp_path / "[x].csv"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    (left,) = tmp_path.glob(".*.csv.*")
    others = [tmp_path / name for name in (".x.csv.17", ".[x].csv.old", ".[x].csv.17.bak")]
    for other in others:
        other.touch()

    done = run("sources", "-o", str(path), *database_words(file_target))
    left.unlink()
    again = run("sources", "--force", "-o", str(path), *database_words(file_target))

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0] == (f"{left} was left by a run that did not end; delete it if none is at work")
    assert "was left" not in again.stderr
    assert not [other for other in others if not other.exists()]
