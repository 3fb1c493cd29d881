"""The shell as a user meets it at a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner

#: What does not end on each engine.
SLOW = "SELECT pg_sleep(60);"
FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;"
#: After what was waited for, so long nothing more is shown: the shell waits for keys.
QUIET = 0.1


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


class Terminal:
    """A shell at a terminal of its own."""

    def __init__(self, master: int, child: int) -> None:
        self._master, self._child = master, child
        self.shown = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        self.shown = ""
        os.write(self._master, keys.encode())

    def expect(self, text: str, *, then: str = "", seconds: float = 15) -> None:
        """Wait until a text is shown, another after it, and nothing more; fails where they do not come."""
        deadline = time.monotonic() + seconds
        while self._reads(QUIET) or text not in self._plain() or then not in self._plain().partition(text)[2]:
            assert time.monotonic() < deadline, f"{text!r} and {then!r} were not shown but {self.shown!r}"

    def _plain(self) -> str:
        """Return what is shown without what steers the terminal: a word may come in pieces."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.shown)

    def wait_for_question(self, seconds: float = 15) -> None:
        """Wait until the shell has started the process that asks, and a while for it to begin."""
        children = Path(f"/proc/{self._child}/task/{self._child}/children")
        deadline = time.monotonic() + (seconds if children.exists() else 0.7)
        while time.monotonic() < deadline and not (children.exists() and children.read_text("ascii")):
            time.sleep(0.02)
        time.sleep(0.3)

    def _reads(self, seconds: float) -> bool:
        """Read what is shown, if anything is, and answer where the cursor is if that is asked."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self._master, 65536).decode(errors="replace")
        except OSError:
            return False  # the shell has ended
        self.shown += read
        if "\x1b[6n" in read:
            os.write(self._master, b"\x1b[1;1R")
        return bool(read)

    def leave(self, child: int) -> int:
        """Press Ctrl-D and return the exit code."""
        self.type("\x04")
        deadline = time.monotonic() + 15
        while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
            assert time.monotonic() < deadline, f"the shell did not end but showed {self.shown!r}"
            self._reads(0.05)
        return os.waitstatus_to_exitcode(ended[1])


@contextmanager
def terminal(
    run: Runner, *words: str, code: str = "from sofadb.cli import main; sys.exit(main(sys.argv[1:]))"
) -> Iterator[Terminal]:
    """Run a shell at a terminal and make sure that it ends well when the test does."""
    child, master = pty.fork()
    if child == 0:
        os.chdir(run.home)
        environment = {**run.environment(), "TERM": "xterm", "NO_COLOR": "1", "PAGER": "cat"}
        os.execve(sys.executable, [sys.executable, "-c", f"import sys\n{code}", *words, "shell"], environment)
    shown = Terminal(master, child)
    try:
        yield shown
        code_of_leaving, child = shown.leave(child), 0
        assert code_of_leaving == 0
    finally:
        os.close(master)
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def test_a_statement_may_have_many_lines(run: Runner, db: str) -> None:
    with terminal(run, "--db", db) as shell:
        shell.expect("sofadb>")
        shell.type("SELECT 40 +\r")
        shell.expect("...>")
        shell.type("2 AS answer;\r")
        shell.expect("    42", then="sofadb>")


def test_ctrl_c_drops_what_is_typed_and_an_error_does_not_end_the_shell(run: Runner, db: str) -> None:
    with terminal(run, "--db", db) as shell:
        shell.expect("sofadb>")
        shell.type("SELECT 'never;\r")
        shell.expect("...>")
        shell.type("\x03")
        shell.expect("sofadb>")
        shell.type("SELECT nope;\r")
        shell.expect("Error:", then="sofadb>")
        shell.type("SELECT 40 + 2 AS answer;\r")
        shell.expect("    42", then="sofadb>")


def test_ctrl_c_stops_a_question_and_not_the_shell(run: Runner, target: Target) -> None:
    with terminal(run, *database_words(target)) as shell:
        shell.expect("sofadb>")
        shell.type(f"{SLOW if target.path is None else FOR_EVER}\r")
        shell.wait_for_question()
        shell.type("\x03")
        shell.expect("interrupted", then="sofadb>", seconds=3)
        shell.type("SELECT 40 + 2 AS answer;\r")
        shell.expect("    42", then="sofadb>")


def test_what_was_typed_is_kept_for_the_user_alone(run: Runner, db: str) -> None:
    with terminal(run, "--db", db) as shell:
        shell.expect("sofadb>")
        shell.type("SELECT 40 + 2 AS answer;\r")
        shell.expect("    42", then="sofadb>")

    histories = [path for path in run.home.rglob("history") if path.is_file()]
    with terminal(run, "--db", db) as shell:
        shell.expect("sofadb>")
        shell.type("\x1b[A")
        shell.expect("answer;")
        shell.type("\r")
        shell.expect("    42", then="sofadb>")

    assert [path.stat().st_mode & 0o777 for path in histories] == [0o600]


def test_a_history_that_cannot_be_kept_does_not_end_the_shell(run: Runner, db: str) -> None:
    (run.home / ".local").write_text("no folder")

    with terminal(run, "--db", db) as shell:
        shell.expect("is not kept", then="sofadb>")
        shell.type("SELECT 40 + 2 AS answer;\r")
        shell.expect("    42", then="sofadb>")


def test_the_tabulator_completes(run: Runner, db: str) -> None:
    with terminal(run, "--db", db) as shell:
        shell.expect("sofadb>")
        shell.type(".sch\t")
        shell.expect(".schema")
        shell.type(" figur\t")
        shell.expect("figures")
        shell.type("\r")
        shell.expect("attributed_to", then="sofadb>")


def test_a_plain_reader_serves_where_the_line_editor_is_not_installed(run: Runner, db: str) -> None:
    code = "sys.modules['prompt_toolkit'] = None\nfrom sofadb.cli import main\nsys.exit(main(sys.argv[1:]))"
    with terminal(run, "--db", db, code=code) as shell:
        shell.expect("pip install 'sofadb[shell]'", then="sofadb> ")
        shell.type("SELECT 40 +\n")
        shell.expect("...> ")
        shell.type("\x03")
        shell.expect("sofadb> ")
        shell.type("SELECT 40 + 2 AS answer;\n")
        shell.expect("    42", then="sofadb>")
