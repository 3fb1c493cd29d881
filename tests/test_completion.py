"""Completion as a shell asks for it: commands, options, questions, keys, words, tables, files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sofadb.cli.commands import MODULES, QUESTIONS
from sofadb.codebook import read_codebook
from sofadb.formats import FORMATS
from sofadb.vocabulary import LISTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner

SLOW_LIBRARIES = {"sqlalchemy", "alembic", "pydantic", "yaml", "psycopg"}

#: Sets what bash sets when the user presses the tabulator, and prints what bash would offer.
IN_BASH = """
eval "$(sofadb completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
{ complete -p sofadb; } >&2
_sofadb_completion sofadb
printf '%s\\n' "${COMPREPLY[@]}"
"""

QUESTION = """\
-- title: Mine
-- param: state country required; a state
-- param: who actor; an actor
-- param: talks negotiation; a negotiation
-- param: mission_of deployment; a deployment
-- param: said source; a source
-- param: which claim; a claim
-- param: kind word actor_kind; a kind
-- param: by word up|down; an order
-- argument: text text; a text
SELECT :state, :who, :talks, :mission_of, :said, :which, :kind, :by, :text
"""


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """Make a folder with a question of the user's own, and one that cannot be read."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "my-question.sql").write_text(QUESTION, "utf-8")
    (folder / "my-broken.sql").write_text("SELECT :a", "utf-8")
    return str(folder)


def completed(run: Runner, line: str, *, shell: str = "bash", **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask the tool what a shell asks it about a line whose last word is incomplete."""
    words = line.split(" ")
    asked = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "fish": {"COMP_WORDS": line, "COMP_CWORD": words[-1]},
    }[shell]
    return run(_SOFADB_COMPLETE=f"{shell}_complete", **asked, **environment)


def offers(run: Runner, line: str, **environment: str) -> list[str]:
    """Return what is offered, without its kind; whatever happens, completion is quiet and makes no file."""
    done = completed(run, line, **environment)

    assert (done.returncode, done.stderr) == (0, "")
    assert list(run.home.iterdir()) == []
    return [found.partition(",")[2] for found in done.stdout.splitlines() if found]


# What is offered


def test_commands_are_offered(run: Runner) -> None:
    assert offers(run, "sofadb ") == [*QUESTIONS, *MODULES]
    assert offers(run, "sofadb pos") == ["positions"]
    assert "restore" in offers(run, "sofadb db ")
    assert "check" in offers(run, "sofadb seed ")


def test_options_are_offered(run: Runner) -> None:
    assert {"--db", "--spec", "--help"} <= set(offers(run, "sofadb --"))
    assert {"--host", "--as-of", "--csv", "--db"} <= set(offers(run, "sofadb figures --"))
    assert offers(run, "sofadb query coverage --ho") == ["--host"]
    assert offers(run, "sofadb sql --ti") == ["--timeout"]


def test_questions_are_offered_the_users_own_too(run: Runner, mine: str) -> None:
    every = offers(run, "sofadb query ", SOFADB_QUERIES=mine)

    assert {*QUESTIONS, "my-question"} <= set(every)
    assert "my-broken" not in every
    assert offers(run, "sofadb query my", SOFADB_QUERIES=mine) == ["my-question"]
    assert {"--state", "--mission-of", "--sql"} <= set(
        offers(run, "sofadb query my-question --", SOFADB_QUERIES=mine)
    )


#: What stands on the line behind `sofadb query my-question`, and what is offered.
VALUES = {
    "--state ir": ["irl", "irn", "irq"],
    "--state Iraq": ["irq"],
    "--state us": ["usa"],
    "--who us-department-of-s": ["us-department-of-state"],
    "--who John": ["john-kirby"],
    "--talks ": ["usa-irq-2011", "usa-irq-2014"],
    "--mission-of usa-irq": ["usa-irq-advisers-2014"],
    "--said day": ["dayen-2011"],
    "--which dayen-2011/h": ["dayen-2011/hospitals"],
    "--kind arm": ["armed_force", "armed_group"],
    "--by ": ["up", "down"],
    "--state irq --by d": ["down"],
    "--who xyzzy": [],
    "x": [],
    "--color a": ["auto", "always"],
    "--format js": ["json", "jsonl"],
}


@pytest.mark.parametrize("words", VALUES)
def test_values_are_offered_by_key_and_by_name(words: str, run: Runner, mine: str, db: str) -> None:
    found = offers(run, f"sofadb query my-question {words}", SOFADB_QUERIES=mine, SOFADB_DB=db)

    assert set(VALUES[words]) <= set(found)
    assert not words.startswith(("--state", "--kind", "--by", "x")) or found == VALUES[words]


def test_the_daily_commands_offer_values(run: Runner, db: str) -> None:
    assert offers(run, "sofadb figures --measure p", SOFADB_DB=db) == ["proposed", "planned", "present"]
    assert "irq" in offers(run, "sofadb figures --host Iraq", SOFADB_DB=db)
    assert offers(run, "sofadb timeline usa-irq-2011", SOFADB_DB=db) == ["usa-irq-2011"]
    assert offers(run, "sofadb figures -f ") == list(FORMATS)
    assert offers(run, "sofadb actors --kind st") == [word for word in LISTS["actor_kind"] if word.startswith("st")]


def test_tables_refs_and_shells_are_offered(run: Runner, db: str) -> None:
    assert offers(run, "sofadb schema ") == list(read_codebook())
    assert offers(run, "sofadb export fig") == ["figures"]
    assert offers(run, "sofadb show dayen-2011/h", SOFADB_DB=db) == ["dayen-2011/hospitals"]
    assert "usa-irq-2014" in offers(run, "sofadb show usa-irq", SOFADB_DB=db)
    assert offers(run, "sofadb cite dayen-2011/h", SOFADB_DB=db) == ["dayen-2011/hospitals"]
    assert "dayen-2011" in offers(run, "sofadb cite day", SOFADB_DB=db)
    assert offers(run, "sofadb cite -f ") == ["text", "bibtex", "csl-json"]
    assert offers(run, "sofadb completion ") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize(
    "line",
    [
        "sofadb --db my",
        "sofadb figures --db my",
        "sofadb figures -o my",
        "sofadb sql -F my",
        "sofadb seed check my",
        "sofadb seed load my",
        "sofadb db restore my",
    ],
)
def test_the_shell_is_left_to_offer_files(line: str, run: Runner) -> None:
    assert completed(run, line).stdout == "file,my\n"


@pytest.mark.parametrize("line", ["sofadb --db {} figures --host irq", "sofadb figures --db {} --host irq"])
def test_the_database_may_be_named_before_or_after_the_command(line: str, run: Runner, db: str) -> None:
    assert offers(run, line.format(db), SOFADB_DB="missing.db") == ["irq"]


@pytest.mark.parametrize(
    "database", [None, "missing.db", "/", "/dev/null", "mysql://host/x", "", "postgresql://nobody@localhost:1/x"]
)
def test_without_a_database_nothing_is_offered_made_or_said(database: str | None, run: Runner) -> None:
    named = {} if database is None else {"SOFADB_DB": database}

    assert offers(run, "sofadb figures --host ir", **named) == []
    assert offers(run, "sofadb show da", **named) == []


@pytest.mark.parametrize(
    "line", ["sofadb figurs --ho", "sofadb query nosuch --ho", "sofadb query my-broken --ho", "sofadb db x --ho"]
)
def test_what_is_mistyped_offers_nothing_and_says_nothing(line: str, run: Runner, mine: str) -> None:
    assert offers(run, line, SOFADB_QUERIES=mine) == []


def test_names_that_would_steer_a_terminal_are_shown(run: Runner, file_target_with_name: str) -> None:
    done = completed(run, "sofadb figures --actor bad", shell="fish", SOFADB_DB=file_target_with_name)

    assert done.stdout == "plain,badland\tBad\\x1b[31m\\nland\n"


@pytest.fixture
def file_target_with_name(tmp_path: Path, built_in_file: Path) -> str:
    """Make a database in which an actor has a name that steers a terminal."""
    import sqlite3
    from contextlib import closing

    path = shutil.copyfile(built_in_file, tmp_path / "named.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE actors SET key = 'badland', name = 'Bad\x1b[31m\nland' WHERE key = 'irq'")
        connection.commit()
    return str(path)


# The shells


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same_with_explanations(shell: str, run: Runner, mine: str, db: str) -> None:
    done = completed(run, "sofadb query my-question --state Iraq", shell=shell, SOFADB_DB=db, SOFADB_QUERIES=mine)

    assert done.stderr == ""
    assert done.stdout.replace("\n", " ").replace("\t", " ").replace(",", " ").split() == ["plain", "irq", "Iraq"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_for_each_shell(shell: str, run: Runner) -> None:
    named = run("completion", shell, PATH=os.environ["PATH"])
    told = run("completion", SHELL=f"/usr/local/bin/{shell}", PATH=os.environ["PATH"])

    assert (named.returncode, named.stderr) == (0, "")
    assert f"_SOFADB_COMPLETE={shell}_complete" in named.stdout
    assert told.stdout == named.stdout
    if shutil.which(shell):
        checked = subprocess.run(
            [shell, "-n"], input=named.stdout, capture_output=True, check=False, encoding="utf-8"
        )
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("words", [("completion", "tcsh"), ("completion",)])
def test_another_shell_is_wrong_use(words: tuple[str, ...], run: Runner) -> None:
    done = run(*words, SHELL="/bin/tcsh")

    assert (done.returncode, done.stdout) == (2, "")
    assert "'tcsh'" in done.stderr
    assert "bash, zsh, fish" in done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["que"], ["query"]),
        (["query", "my-q"], ["my-question"]),
        (["query", "my-question", "--state", "ir"], ["irl", "irn", "irq"]),
        (["figures", "--measure", "pl"], ["planned"]),
        (["show", "dayen-2011/h"], ["dayen-2011/hospitals"]),
        (["figures", "--ho"], ["--host"]),
        (["figures", "--host", "xyzzy"], [""]),
    ],
    ids=" ".join,
)
def test_bash_completes(
    words: list[str], offered: list[str], run: Runner, mine: str, db: str, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "sofadb"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sofadb "$@"\n', "utf-8")
    program.chmod(0o755)

    done = subprocess.run(
        ["bash", "--norc", "-c", IN_BASH, "bash", "sofadb", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        env={
            **run.environment(),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "SOFADB_DB": db,
            "SOFADB_QUERIES": mine,
        },
        timeout=60,
    )

    assert done.stdout.splitlines() == offered
    assert done.stderr.splitlines() == ["complete -o nosort -F _sofadb_completion sofadb"]


# What is loaded


@pytest.mark.parametrize(
    "line", ["sofadb ", "sofadb query ", "sofadb figures --host Ir", "sofadb show da", "sofadb schema ", "sofadb db "]
)
def test_completion_loads_nothing_slow(line: str, run: Runner, db: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sofadb"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={
            **run.environment(),
            "_SOFADB_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(line.count(" ")),
            "SOFADB_DB": db,
        },
        timeout=60,
    )

    modules = {
        each.rpartition("|")[2].strip() for each in done.stderr.splitlines() if each.startswith("import time:")
    }
    assert "click" in modules
    assert modules & SLOW_LIBRARIES == set()
    assert done.stdout.startswith("plain,")
