r"""Whatever is fed to `sofadb shell` line after line: nothing is written, nothing hangs, and the shell goes on.

The sequences lie in `hostile/shell.txt`. `\x1b`, `\0` and `\r` in them stand for bytes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest

from sofadb.formats.terminal import visible
from tests.conftest import database_words
from tests.hostile_questions import HERE, LATEST, assert_in_time, folder_state, path_of, server_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner, Server

SECONDS = 0.3
#: What the tool may take to start, and to answer all that is not stopped.
SECONDS_FOR_THE_REST = 2.5
MEGABYTES = 400
STOPPED = f"the question took longer than {SECONDS:g} s and was stopped"
_BYTES = re.compile(rb"\\(x[0-9a-f]{2}|0|r)")


def sequences() -> dict[str, str]:
    """Return what is fed to the shell, by what it tries."""
    parts = re.split(r"^== (.*)\n", (HERE / "hostile" / "shell.txt").read_text("utf-8"), flags=re.MULTILINE)
    assert parts[0] == ""
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def made_sequences() -> dict[str, str]:
    """Return sequences that are too long to be written down."""
    return {
        "odd: a statement of three megabytes, then a question": f"SELECT '{'x' * 3_000_000}';\nSELECT 1;\n",
        "odd: a statement of a hundred thousand lines": "SELECT (\n" + "1 +\n" * 100_000 + "1);\nSELECT 1;\n",
        "odd: a string of a hundred thousand lines with ends": "SELECT '\n" + "a;\n" * 100_000 + "';\nSELECT 1;\n",
        "odd: a line without end that is no statement": f".query {'x' * 300_000}\nSELECT 1;\n",
        "odd: brackets without end, then a question": f"SELECT {'(' * 5000}1{')' * 5000};\nSELECT 1;\n",
        "odd: five hundred empty statements in a line": ";" * 500 + "\nSELECT 1;\n",
    }


SEQUENCES = sequences() | made_sequences()


#: Is a shell again and again, each time in a copy of itself: only the first has to import what all need. As a process
#: counts the memory of the one that it was copied from, this is a small one, and not the test.
STARTER = """
import json, os, sys, time
import sofadb.cli.shell, sofadb.cli.console.destination, sofadb.cli.console.lines, sofadb.cli.console.statements
import sofadb.cli.query, sofadb.cli.sql, sofadb.database.file, sofadb.database.reader, sofadb.database.server
import sofadb.execute, sofadb.formats.excerpt, sofadb.formats.table, sqlalchemy.dialects.postgresql.psycopg
import encodings.ascii, gc, psycopg, sofadb.database.target, tabulate
from sofadb.cli import main
gc.freeze()  # no copy has to look through all that is imported for garbage
for line in os.fdopen(int(sys.argv[1])):
    words, folder, environment, streams = json.loads(line)
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        for number, name in enumerate(streams):
            os.dup2(os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT), number)
        code = main(words)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), used.ru_maxrss // 1024, time.monotonic() - begun, flush=True)
"""


class Ended(NamedTuple):
    """What a shell printed, said, and took."""

    code: int
    printed: str
    said: str
    seconds: float
    megabytes: int


@dataclass(frozen=True)
class Starter:
    """Starts shells, and measures what they take."""

    orders: IO[str]
    measured: IO[str]
    folder: Path

    def feed(self, run: Runner, text: bytes, *words: str) -> Ended:
        """Feed a shell of its own process, and wait for it."""
        streams = [self.folder / name for name in ("fed", "printed", "said")]
        for path in streams:
            path.write_bytes(text if path.name == "fed" else b"")
        shell = [*words, "shell", "--timeout", str(SECONDS)]
        order = [shell, str(run.home), run.environment(), list(map(str, streams))]
        print(json.dumps(order), file=self.orders, flush=True)
        code, megabytes, took = self.measured.readline().split()
        printed, said = (path.read_bytes().decode() for path in streams[1:])
        return Ended(int(code), printed, said, float(took), int(megabytes))


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    """Start what starts the shells, once for all of them."""
    ours, theirs = os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(ours)],
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        pass_fds=[ours],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    os.close(ours)
    with running, os.fdopen(theirs, "w") as orders:
        assert running.stdout is not None
        yield Starter(orders, running.stdout, tmp_path_factory.mktemp("streams"))
        orders.close()


def check(starter: Starter, run: Runner, name: str, target: Target) -> None:
    """Feed a sequence and check what came of it but for the database."""
    words = SEQUENCES[name]
    if target.path is not None:
        words = words.replace("{database}", str(target.path)).replace("{name}", target.path.name)
    words = words.replace("{folder}", str(run.home.parent)).replace("{home}", str(run.home))
    text = _BYTES.sub(lambda match: bytes([13 if match[1] == b"r" else int(b"0" + match[1], 16)]), words.encode())

    def measure() -> float:
        ended = starter.feed(run, text, *database_words(target))
        check_words(ended, words)
        return ended.seconds - ended.said.count(STOPPED) * (SECONDS + LATEST)

    assert_in_time(measure, SECONDS_FOR_THE_REST - LATEST)


def check_words(ended: Ended, words: str) -> None:
    assert ended.code in (0, 1), ended.said
    assert not re.search("Traceback|unexpected:|please report", ended.said), ended.said
    assert (ended.code == 1) == ("Error: " in ended.said), ended.said
    for text in (ended.printed, ended.said):
        assert visible(text.replace("\n", "")) == text.replace("\n", "")
    assert ended.megabytes <= MEGABYTES
    if words.endswith("\nSELECT 1;\n"):
        assert re.search(r"\b1\n$", ended.printed)


def test_there_are_as_many_sequences_as_promised() -> None:
    assert len(SEQUENCES) >= 60
    assert all(len(text.splitlines()) >= 2 for text in SEQUENCES.values())


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_of_lines_can_neither_change_nor_hold_up_a_file(
    name: str, file_target: Target, starter: Starter, run: Runner, tmp_path: Path
) -> None:
    (tmp_path / "kept.csv").write_text("kept\n")
    before = folder_state(tmp_path)

    check(starter, run, name, file_target)

    after = folder_state(tmp_path)
    for path in set(after) - set(before):
        assert Path(path).is_relative_to(run.home)
        assert Path(path).name in named_files(name)
        del after[path]
    assert after == before
    assert path_of(file_target).stat().st_nlink == 1


def named_files(name: str) -> list[str]:
    """Return the names of the files that a sequence may rightly make."""
    return re.findall(r"^\.output \{folder\}/home/([a-z.]+)", SEQUENCES[name], re.MULTILINE)


@pytest.fixture(scope="module")
def server_target(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database on the server, which the role of these tests could change if it were let."""
    target = server.create(built_in_template)
    yield target
    server.drop(target)


@pytest.fixture(scope="module")
def untouched(server_target: Target) -> dict[str, str]:
    """Return what the database holds before anybody asks."""
    return server_state(server_target)


@pytest.mark.parametrize("name", [name for name in SEQUENCES if name.startswith(("write:", "hang:", "memory:"))])
def test_a_sequence_of_lines_can_neither_change_nor_hold_up_a_server(
    name: str, server_target: Target, untouched: dict[str, str], starter: Starter, run: Runner
) -> None:
    check(starter, run, name, server_target)

    assert server_state(server_target) == untouched
    assert {path.name for path in run.home.rglob("*") if path.is_file()} <= set(named_files(name))
