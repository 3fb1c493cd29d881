"""The processes that the tests run are like those of a user, who has imported nothing beforehand."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import click
import pytest

from sofadb.cli.group import Folder
from sofadb.cli.root import Commands, cli
from tests import copies
from tests.conftest import Runner
from tests.tables import HEADER, MAP, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.copies import Original

SOURCE = "military-times-2014-06-20"
TABLE = "\n".join([HEADER, *ROWS, ""])
SEED = "format: 1\nactors:\n  - {key: zenda, name: Zenda, kind: area}\n"

#: Words with which each command does its work; `test.db` is the database of them all.
WORK = [
    "figures --total --as-of 2014-07-01 --explain",
    "positions --csv",
    "timeline usa-irq-2014",
    "conflicts",
    "actors --limit 3 --json",
    "negotiations",
    "deployments",
    "assets",
    "sources -f html",
    "search immunity",
    f"show {SOURCE}/advisers",
    f"verify {SOURCE} copy.txt",
    f"source attach {SOURCE} copy.txt",
    f"source detach {SOURCE}",
    f"cite {SOURCE} -f bibtex",
    "query hedges",
    "sql -",
    "shell",
    "schema figures",
    "export actors -f markdown",
    "check",
    "seed check seed.yaml",
    "seed diff seed.yaml",
    "seed explain S014",
    "seed export seeds",
    "seed load seed.yaml",
    "seed new mine --type report --title Mine",
    "seed schema",
    "import table.csv --map map.yaml",
    "db init --db new.db",
    "db status",
    "db upgrade",
    "db downgrade 0001",
    "db backup copy.db",
    "db restore backup.db",
    "completion bash",
]
FAILURES = ["", "nope", "figures --host Nigr", "sql DELETE", "seed check nope.yaml", "--db nope.db figures", "--spoc"]


def furnished(folder: Path, built_in_file: Path) -> Path:
    """Make a home with all that the commands read."""
    folder.mkdir()
    shutil.copyfile(built_in_file, folder / "test.db")
    shutil.copyfile(built_in_file, folder / "backup.db")
    written = {"copy.txt": "Not the article.\n", "seed.yaml": SEED, "map.yaml": MAP, "table.csv": f"{TABLE}"}
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def without_place_and_time(text: str, home: Path) -> str:
    """Replace what two processes never have in common: the folder, the time, how fast they were."""
    text = re.sub(r"\d{4}-?\d\d-?\d\d[T ]\d\d[-:]?\d\d[-:]?\d\d\S*", "TIME", text.replace(str(home), "HOME"))
    return re.sub(r"[\d,.]+ rows/s|[\d.]+ s\b", "FAST", text)


@pytest.fixture
def both(tmp_path: Path, originals: Iterator[Original], built_in_file: Path) -> tuple[Runner, Runner]:
    """Run the tool in two equal homes."""
    first, second = (Runner(furnished(tmp_path / name, built_in_file), originals) for name in ("one", "two"))
    return first, second


@pytest.mark.parametrize("words", [*WORK, *FAILURES])
def test_a_copy_does_what_a_process_does_that_has_imported_nothing(words: str, both: tuple[Runner, Runner]) -> None:
    asked = {"SOFADB_DB": "test.db", "stdin": "SELECT key FROM actors ORDER BY key LIMIT 3;\n"}

    copied, fresh = both[0](*words.split(), **asked), both[1].fresh(*words.split(), **asked)

    ended = [
        (
            done.returncode,
            without_place_and_time(done.stdout, run.home),
            without_place_and_time(done.stderr, run.home),
            sorted(without_place_and_time(str(path), run.home) for path in run.home.rglob("*")),
        )
        for run, done in zip(both, (copied, fresh), strict=True)
    ]
    assert ended[0] == ended[1]
    assert (copied.returncode in (0, 4)) == (words in WORK), copied.stderr
    assert "Traceback" not in copied.stderr


def test_every_command_is_compared() -> None:
    def names(command: click.Command, path: str) -> Iterator[str]:
        if not isinstance(command, Commands | Folder):
            yield path
            return
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from names(below, f"{path} {name}".strip())

    missing = [name for name in names(cli, "") if not any(f"{words} ".startswith(f"{name} ") for words in WORK)]
    assert missing == []


def test_what_is_fed_and_printed_may_be_long(run: Runner, built_in_file: Path) -> None:
    long = "é" * 40_000

    done = run("--db", str(built_in_file), "sql", "-", "--csv", stdin=f"SELECT '{long}' AS a, '{long}' AS b\n")

    assert (done.returncode, done.stdout) == (0, f"a,b\n{long},{long}\n"), done.stderr[:200]


def test_processes_that_run_at_the_same_time_have_streams_of_their_own(run: Runner, built_in_file: Path) -> None:
    asked = [["--db", str(built_in_file), "sql", "--csv", f"SELECT {number} AS number"] for number in range(5)]

    done = run.together(*asked, ["nope"])

    assert [each.stdout for each in done] == [*(f"number\n{number}\n" for number in range(5)), ""]
    assert [each.returncode for each in done] == [0, 0, 0, 0, 0, 2]


def test_a_process_that_does_not_end_is_killed(
    run: Runner, built_in_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "SECONDS", 0.3)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    with pytest.raises(subprocess.TimeoutExpired):
        run("--db", str(built_in_file), "sql", "--timeout", "80000", endless)

    assert run("--version").returncode == 0
