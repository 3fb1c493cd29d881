"""The shell as a user meets it: from a pipe, and at a terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click
import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from sofadb.cli.console.commands import COMMANDS, Console
from sofadb.cli.console.completion import ShellCompleter
from sofadb.cli.console.statements import LONGEST, Statements
from sofadb.cli.root import cli
from sofadb.cli.session import Session
from sofadb.cli.shell import command
from sofadb.codebook import read_codebook
from tests.conftest import database_words
from tests.hostile_questions import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

SLOW = "SELECT pg_sleep(60);"
FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;"


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


# From a pipe


def test_statements_from_a_pipe_are_answered_in_turn_and_nothing_else_is_printed(run: Runner, target: Target) -> None:
    done = run(*database_words(target), "shell", stdin=".format csv\nSELECT 1 AS a; SELECT\n2 AS b\n;\nSELECT 3 AS c")

    assert done.returncode == 0
    assert done.stdout == "a\n1\nb\n2\nc\n3\n"
    assert "sofadb>" not in done.stderr


def test_an_error_is_told_and_what_follows_is_answered(run: Runner, db: str) -> None:
    done = run(
        "shell", stdin=".format csv\nSELECT nope;\n.tabels\nDELETE FROM actors;\nSELECT 1 AS a;\n", SOFADB_DB=db
    )

    assert done.returncode == 1
    assert done.stdout == "a\n1\n"
    assert done.stderr.count("Error: ") == 3
    assert "did you mean '.tables'?" in done.stderr


def test_each_question_has_its_own_time(run: Runner, target: Target) -> None:
    slow = SLOW if target.path is None else FOR_EVER

    done = run(*database_words(target), "shell", "--timeout", "0.5", stdin=f"{slow}\nSELECT 1 AS a;\n{slow}")

    assert done.returncode == 1
    assert done.stdout.split() == ["a", "-", "1"]
    assert done.stderr.count("the question took longer than 0.5 s and was stopped") == 2


def test_ctrl_c_ends_what_comes_from_a_pipe(run: Runner, db: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sofadb", "--db", db, "shell", "--timeout", "20"],
        env=run.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(f"SELECT 1 AS a;\n{FOR_EVER}\nSELECT 2;\n")
        child.stdin.flush()
        assert [child.stdout.readline() for _ in range(3)] == ["a\n", "-\n", "1\n"]
        time.sleep(0.3)
        os.killpg(child.pid, signal.SIGINT)
        output, errors = child.communicate(timeout=10)

    assert child.returncode == 130
    assert output == ""
    assert errors == "Error: interrupted\n"


def test_a_question_sees_what_another_process_has_written_since(run: Runner, file_target: Target) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sofadb", "--db", str(file_target.path), "shell"],
        env=run.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdin
        assert child.stdout
        question = ".format csv\nSELECT name FROM actors WHERE key = 'irq';\n"
        child.stdin.write(question)
        child.stdin.flush()
        before = [child.stdout.readline() for _ in range(2)]
        with closing(sqlite3.connect(path_of(file_target), isolation_level=None)) as connection:
            connection.execute("UPDATE actors SET name = 'Irak' WHERE key = 'irq'")
        output, _ = child.communicate(question, timeout=20)

    assert before == ["name\n", "Iraq\n"]
    assert output == "name\nIrak\n"


def test_a_database_that_is_missing_is_told_before_any_question(run: Runner) -> None:
    done = run("--db", "nowhere.db", "shell", stdin="SELECT 1;\nSELECT 2;\n")

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("Error: ") == 1


def test_a_long_table_ends_where_no_eye_would_follow_and_a_file_does_not(run: Runner, db: str) -> None:
    many = "SELECT a.id FROM actors AS a, (SELECT 1 FROM actors LIMIT 5) AS b;\n"

    done = run("shell", stdin=f"{many}.format csv\n{many}", SOFADB_DB=db)

    assert done.returncode == 0
    table, _, rows = done.stdout.partition("\nid\n")
    assert table.count("\n") == 1001
    assert rows.count("\n") > 1300
    assert "1,000 rows are shown" in done.stderr


# Dot commands


def test_the_tables_and_their_columns_are_listed(run: Runner, db: str) -> None:
    done = run("shell", stdin=".format json\n.tables\n.schema figures\n", SOFADB_DB=db)

    tables, columns = done.stdout.strip().replace("]\n[", "]\0[").split("\0")
    assert {row["name"] for row in json.loads(tables)} == set(read_codebook())
    assert [row["column"] for row in json.loads(columns)] == read_codebook()["figures"].column_names()


def test_a_canned_question_is_asked_with_its_options(run: Runner, db: str) -> None:
    words = ("figures", "--host", "irq", "--measure", "planned")

    done = run("shell", stdin=f".format csv\n.query {' '.join(words)}\n", SOFADB_DB=db)

    assert done.returncode == 0
    assert done.stdout == run("query", *words, "--csv", SOFADB_DB=db).stdout


def test_an_option_of_a_question_counts_more_than_the_format_of_the_shell(run: Runner, db: str) -> None:
    done = run("shell", stdin=".format csv\n.query sources --json --limit 1\n.query sources --sql\n", SOFADB_DB=db)

    assert done.returncode == 0
    assert done.stdout.startswith("[")
    assert done.stdout.endswith(run("query", "sources", "--sql", SOFADB_DB=db).stdout)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (".quite", "'.quit'"),
        (".exot", "'.exit'"),
        (".schema figurs", "'figures'"),
        (".query figurs", "'figures'"),
        (".query figures --hots irq", "--host"),
        (".query figures --host irak-", "irq"),
        (".format jsn", "'json'"),
        (".output answer.xyz", ".csv"),
        (".query figures --host 'irq", "not closed"),
    ],
)
def test_what_is_mistyped_is_told_with_what_was_near(line: str, word: str, run: Runner, db: str) -> None:
    done = run("shell", stdin=f"{line}\n", SOFADB_DB=db)

    assert done.returncode == 1
    assert word in done.stderr


@pytest.mark.parametrize("line", [".quit", ".exit", " .QUIT ;"])
def test_the_shell_is_left(line: str, run: Runner, db: str) -> None:
    done = run("shell", stdin=f"{line}\nSELECT 1;\n", SOFADB_DB=db)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_help_names_every_command(run: Runner, db: str) -> None:
    done = run("shell", stdin=".help\n", SOFADB_DB=db)

    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith(".")] == list(COMMANDS)


# .output


def test_answers_follow_one_another_in_a_file_until_the_screen_is_chosen(run: Runner, db: str) -> None:
    lines = ".output out.csv\nSELECT 1 AS a;\nSELECT 2 AS b;\nSELECT nope;\n.output\n.format csv\nSELECT 3 AS c;\n"

    done = run("shell", stdin=lines, SOFADB_DB=db)

    assert done.returncode == 1
    assert (run.home / "out.csv").read_text() == "a\n1\nb\n2\n"
    assert done.stdout == "c\n3\n"
    assert [path.name for path in run.home.iterdir()] == ["out.csv"]


def test_a_file_that_exists_is_replaced_only_when_that_is_asked_for(run: Runner, db: str) -> None:
    (run.home / "out.csv").write_text("kept\n")

    refused = run("shell", stdin=".format csv\n.output out.csv\nSELECT 1 AS a;\n", SOFADB_DB=db)
    kept = (run.home / "out.csv").read_text()
    done = run("shell", stdin=".output out.csv --force\nSELECT 1 AS a;\n", SOFADB_DB=db)

    assert (refused.returncode, refused.stdout, kept) == (1, "a\n1\n", "kept\n")
    assert "--force" in refused.stderr
    assert (done.returncode, (run.home / "out.csv").read_text()) == (0, "a\n1\n")


def test_a_file_that_has_room_for_one_answer_keeps_the_first(run: Runner, db: str) -> None:
    done = run("shell", stdin=".output out.json\nSELECT 1 AS a;\nSELECT 2 AS a;\n", SOFADB_DB=db)

    assert done.returncode == 1
    assert json.loads((run.home / "out.json").read_text()) == [{"a": 1}]
    assert "room for one" in done.stderr


def test_a_question_that_is_stopped_adds_nothing_to_a_file(run: Runner, db: str) -> None:
    rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;"

    done = run(
        "shell",
        "--timeout",
        "0.3",
        stdin=f".output a.csv\nSELECT 1 AS a;\n{rows}\n.output b.csv\n{rows}\n",
        SOFADB_DB=db,
    )

    assert done.returncode == 1
    assert [path.name for path in run.home.iterdir()] == ["a.csv"]
    assert (run.home / "a.csv").read_text() == "a\n1\n"


def test_a_binary_file_is_written(run: Runner, db: str) -> None:
    done = run("shell", stdin=".output out.xlsx\nSELECT ref FROM figures;\n", SOFADB_DB=db)

    assert done.returncode == 0
    assert (run.home / "out.xlsx").read_bytes().startswith(b"PK")


# Statements


CUT = {
    "SELECT 1; SELECT 2;": ["SELECT 1;", " SELECT 2;"],
    "SELECT ';'; x": ["SELECT ';';"],
    "SELECT 'it''s;';": ["SELECT 'it''s;';"],
    'SELECT ";"";";': ['SELECT ";"";";'],
    "SELECT `;`;": ["SELECT `;`;"],
    "-- ;\nSELECT 1;": ["-- ;\nSELECT 1;"],
    "/* ; -- */ SELECT 1;": ["/* ; -- */ SELECT 1;"],
    "/* ' */ SELECT 1;": ["/* ' */ SELECT 1;"],
    "SELECT '/*'; SELECT '*/';": ["SELECT '/*';", " SELECT '*/';"],
    "SELECT 1 -- ' ;\n;": ["SELECT 1 -- ' ;\n;"],
    "SELECT '\n;\n';": ["SELECT '\n;\n';"],
    ";;": [";", ";"],
    "SELECT 1": [],
    "SELECT 'x;": [],
}


@pytest.mark.parametrize("text", CUT)
def test_a_statement_ends_at_the_end_that_stands_in_no_string_name_and_comment(text: str) -> None:
    at_once, by_lines = Statements(), Statements()

    assert list(at_once.feed(text)) == CUT[text]
    assert [found for line in text.splitlines(keepends=True) for found in by_lines.feed(line)] == CUT[text]
    assert "".join(CUT[text]) + at_once.waiting() == text


def test_of_a_statement_without_end_no_more_is_kept_than_shows_that_it_is_too_long() -> None:
    statements = Statements()

    for _ in range(300):
        assert list(statements.feed("x" * 10_000)) == []

    assert len(statements.waiting()) == LONGEST + 1


# Elsewhere than on Linux


def test_questions_are_asked_where_no_process_can_be_copied(
    db: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.delattr(os, "fork")
    session = Session(db)
    session.standing = session.standing._replace(seconds=5, bounded=True, format="csv")
    console = Console(session, debug=False, interactive=True)

    for line in ("SELECT 1 AS a;\n", "DELETE FROM actors;\n", "SELECT 2 AS b;\n"):
        console.feed(line)

    assert capfdbinary.readouterr().out == b"a\n1\nb\n2\n"
    assert console.code == 1


# What is loaded


@pytest.mark.parametrize("words", [("shell", "--help"), ("shell",)])
def test_only_a_terminal_loads_the_line_editor(words: tuple[str, ...], db: str, run: Runner) -> None:
    code = (
        "import sys\nfrom sofadb.cli import main\nmain(sys.argv[1:])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--db", db, *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=run.environment(),
        input="SELECT ref FROM figures;\n",
        timeout=20,
    )

    assert set(done.stderr.split()).isdisjoint({"prompt_toolkit", "sqlalchemy", "alembic", "pydantic", "psycopg"})


# At a terminal


class Terminal:
    """A shell at a terminal of its own."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.shown = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        self.shown = ""
        os.write(self._master, keys.encode())

    def expect(self, text: str, *, then: str = "", seconds: float = 15) -> None:
        """Wait until a text is shown, another after it, and nothing more; fails where they do not come."""
        deadline = time.monotonic() + seconds
        while self._reads(0.2) or text not in self.shown or then not in self.shown.partition(text)[2]:
            assert time.monotonic() < deadline, f"{text!r} and {then!r} were not shown but {self.shown!r}"

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
    shown = Terminal(master)
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
        time.sleep(1)
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


# Completion


OFFERED = {
    "SELECT ref FROM fig": "figures",
    "SELECT whol": None,
    "SELECT attrib": "attributed_to",
    "SELECT ref FROM figures WHERE host = 'ira": "irq",
    "SELECT ref FROM figures WHERE host = 'Ira": "irq",
    "SELECT title FROM negotiations WHERE key = 'usa": "usa-irq-2014",
    "SELECT key FROM sources WHERE key = 'dayen": "dayen-2011",
    "SELECT low FROM figures WHERE ref = 'dayen-2011/emb": "dayen-2011/embassy-personnel",
    ".sch": ".schema",
    ".schema figur": "figures",
    ".format js": "json",
    ".query figur": "figures",
    ".query figures --hos": "--host",
    ".query figures --host Ira": "irq",
    ".query figures --measure pla": "planned",
    "-- SELECT fig": None,
}


@pytest.mark.parametrize("typed", OFFERED)
def test_what_may_stand_at_the_cursor_is_offered(typed: str, db: str) -> None:
    offered = completions(typed, db)

    assert (OFFERED[typed] in offered) if OFFERED[typed] else offered == []


def test_columns_of_the_tables_that_a_statement_names_are_offered_first(db: str) -> None:
    text = "SELECT l FROM conflicts"

    found = [each.text for each in completer(db).get_completions(Document(text, 8), CompleteEvent())]

    columns = [name for name in read_codebook()["conflicts"].column_names() if name.startswith("l")]
    assert columns
    assert found[: len(columns)] == columns
    assert "load_log" in found


def completions(typed: str, db: str) -> list[str]:
    return [each.text for each in completer(db).get_completions(Document(typed), CompleteEvent())]


def completer(db: str) -> ShellCompleter:
    root = click.Context(cli, info_name="sofadb")
    root.params["db"] = db
    return ShellCompleter(click.Context(command, parent=root, info_name="shell"), Session(db))
