"""The shell as a user meets it who feeds it from a pipe."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sofadb.cli.console.commands import COMMANDS, Console
from sofadb.cli.session import Session
from sofadb.codebook import read_codebook
from tests.conftest import database_words
from tests.hostile_questions import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

#: What does not end on each engine.
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
