"""Loading what did not change is quick: an SQLite file is not even opened for writing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import database_words

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

IMPORTED = (
    "import sys; from sofadb.cli import main; code = main(sys.argv[1:]); "
    "print(*sorted({'sqlalchemy', 'alembic', 'pydantic', 'yaml'} & sys.modules.keys())); sys.exit(code)"
)


@pytest.mark.parametrize("command", [["load"], ["diff"], ["load", "--dry-run"], ["load", "--prune"]], ids=" ".join)
def test_an_unchanged_dataset_is_told_without_sqlalchemy_and_pydantic(
    command: list[str], run: Runner, loaded_file: Target, seeds: Path
) -> None:
    words = ["seed", *command, *database_words(loaded_file), str(seeds)]

    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (0, "\n"), done.stderr
    assert done.stderr.startswith("3 seed files: 0 changes")
