"""The command line as a user meets it: exit codes, streams, files, errors, terminals."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from types import MappingProxyType
from typing import TYPE_CHECKING

import click
import pytest

from sofadb.cli.commands import MODULES, QUESTIONS
from sofadb.cli.root import cli
from sofadb.formats import FORMATS
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.conftest import Runner

F_SETPIPE_SZ = 1031
TEXTS = [name for name, each in FORMATS.items() if not each.binary]
SLOW_LIBRARIES = {"sqlalchemy", "alembic", "pydantic", "yaml"}

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


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


def stream(run: Runner, *words: str) -> list[str]:
    """Return the words that start the tool as a process."""
    assert run.home.is_dir()
    return [sys.executable, "-m", "sofadb", *words]


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    """Return the words of every command, groups included."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, *path, name)


def find_command(path: tuple[str, ...]) -> click.Command:
    """Return the command that words name."""
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


# Help


@pytest.mark.parametrize("path", list(commands(cli)), ids=" ".join)
def test_help_of_every_command_lists_its_options(path: tuple[str, ...], run: Runner) -> None:
    done = run(*path, "--help")

    options = [name for parameter in find_command(path).params for name in parameter.opts if name.startswith("-")]
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"Usage: {' '.join(['sofadb', *path])} ")
    assert [name for name in options if name not in done.stdout] == []


def test_help_of_the_tool_names_every_command(run: Runner) -> None:
    done = run("--help")

    assert {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")} >= {*QUESTIONS, *MODULES}


def test_the_version_is_printed(run: Runner) -> None:
    from sofadb import __version__

    assert run("--version").stdout == f"sofadb, version {__version__}\n"


@pytest.mark.parametrize("words", [(), ("db",), ("seed",)], ids=" ".join)
def test_a_group_without_a_command_shows_its_help_and_calls_it_no_error(words: tuple[str, ...], run: Runner) -> None:
    done = run(*words)

    assert done.returncode == 2
    assert "Usage: sofadb" in done.stderr
    assert not done.stderr.startswith("Error: Usage")


# Wrong use: exit 2, the near matches, and nothing on standard output


WRONG: dict[tuple[str, ...], str] = {
    ("figurs",): "figures",
    ("db", "stats"): "status",
    ("seed", "chek"): "check",
    ("figures", "--hots", "irq"): "--host",
    ("figures", "--host"): "--host",
    ("figures", "--host", "Nigr"): "ner (Niger) or nga (Nigeria)",
    ("figures", "--actor", "state departmnt"): "us-department-of-state",
    ("figures", "--measure", "plan"): "planned",
    ("figures", "--category", "soldiers"): "military",
    ("figures", "--as-of", "2014-06-31"): "2014-06",
    ("figures", "--as-of", "20 June 2014"): "2014-06-20",
    ("figures", "--as-of", "2014-06"): "2014-06-20",
    ("figures", "--source", "military-times-2014"): "military-times-2014-06-20",
    ("figures", "--source", "herald"): "one of: dayen-2011",
    ("figures", "--negotiation", "usa-irq"): "usa-irq-2014",
    ("figures", "--part-of", "new-troops"): "military-times-2014-06-20/new-troops",
    ("timeline", "usa-irq-2013"): "usa-irq-2014",
    ("timeline", "usa-irq-2014", "usa-irq-2011"): "usa-irq-2011",
    ("show", "military-times-2014-06-20/new-troop"): "military-times-2014-06-20/new-troops",
    ("show", "advisers"): "military-times-2014-06-20/advisers",
    ("show",): "REF",
    ("export", "figurs"): "figures",
    ("export",): "figures",
    ("figures", "--columns", "wordng"): "wording",
    ("figures", "--columns", "ref,,low"): "ref",
    ("figures", "--sort", "-hihg"): "high",
    ("figures", "--limit", "-1"): "--limit",
    ("figures", "--limit", "many"): "--limit",
    ("figures", "--format", "jsn"): "json",
    ("figures", "-o", "figures.xyz"): ".csv",
    ("figures", "-o", "figures"): ".csv",
    ("figures", "--csv", "--json"): "one",
    ("figures", "--csv", "-f", "json"): "one",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_names_nothing_is_refused_with_what_was_near(words: tuple[str, ...], run: Runner, db: str) -> None:
    done = run(*words, SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert WRONG[words] in done.stderr
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("option", ["--host", "--as-of", "--measure", "--part-of", "--source"])
def test_an_empty_word_is_not_taken_for_no_word(option: str, run: Runner, db: str) -> None:
    done = run("figures", option, "", SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")


def test_a_format_that_would_be_ignored_is_refused(run: Runner, db: str) -> None:
    done = run("export", "--all", "out", "--json", SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x9b31m", "\u202e", "\u200b", "\x07"], ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ("figures", "--host", "{}"),
        ("figures", "--columns", "{}"),
        ("figures", "--{}", "x"),
        ("figures", "-f", "{}"),
        ("figures", "-o", "{}"),
        ("figures", "-o", "{}/x.csv"),
        ("show", "{}"),
        ("--db", "{}.db", "figures"),
        ("seed", "check", "{}"),
        ("query", "{}"),
        ("query", "hedges", "{}"),
        ("query", "hedges", "--{}", "x"),
        ("sql", "SELECT key FROM {}"),
        ("sql", "SELECT :a", "-p", "{}=1"),
        ("sql", "-F", "{}"),
        ("schema", "{}"),
        ("completion", "{}"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_errors_show_characters_that_steer_a_terminal(
    words: tuple[str, ...], sign: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: str
) -> None:
    from sofadb.cli import main

    monkeypatch.setenv("SOFADB_DB", db)

    code = main([word.format(sign) for word in words])

    printed = capsys.readouterr()
    assert code in (1, 2, 3)
    assert printed.out == ""
    assert visible(printed.err.replace("\n", "")) == printed.err.replace("\n", "")


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e"], ids=ascii)
def test_notes_show_characters_that_steer_a_terminal(sign: str, run: Runner) -> None:
    shown, code = in_terminal(run, "--db", f"{sign}.db", "db", "init", "--empty")

    assert code == 0
    assert visible(sign) in shown
    assert sign not in shown


# Standard output is data


def test_a_question_writes_nothing_but_data(run: Runner, db: str) -> None:
    done = run("figures", "--csv", SOFADB_DB=db)

    assert (done.returncode, done.stderr) == (0, "")
    assert len({len(row) for row in csv.reader(io.StringIO(done.stdout))}) == 1


def test_a_file_holds_the_bytes_of_a_pipe(run: Runner, db: str) -> None:
    piped = run("figures", SOFADB_DB=db)

    done = run("figures", "-o", "figures.txt", SOFADB_DB=db)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (run.home / "figures.txt").read_bytes() == piped.stdout.encode()
    assert piped.stdout.startswith("wording ")


@pytest.mark.parametrize("fmt", TEXTS)
def test_a_format_can_be_named_or_told_by_the_ending(fmt: str, run: Runner, db: str) -> None:
    named = run("positions", "--format", fmt.upper(), SOFADB_DB=db).stdout

    for ending in FORMATS[fmt].endings:
        done = run("positions", "--output", f"positions{ending}", SOFADB_DB=db)
        assert done.returncode == 0
        assert (run.home / f"positions{ending}").read_bytes() == named.encode()


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl"])
def test_a_format_has_a_short_form(fmt: str, run: Runner, db: str) -> None:
    short, long, both = (
        run("sources", *words, SOFADB_DB=db) for words in ([f"--{fmt}"], ["-f", fmt], [f"--{fmt}", "-f", fmt])
    )

    assert short.stdout == long.stdout == both.stdout
    assert short.stdout


def test_a_named_format_counts_more_than_the_ending(run: Runner, db: str) -> None:
    run("sources", "-o", "sources.csv", "--json", SOFADB_DB=db)

    assert len(json.loads((run.home / "sources.csv").read_text("utf-8"))) == 2


def test_a_dash_is_standard_output(run: Runner, db: str) -> None:
    assert run("sources", "-o", "-", SOFADB_DB=db).stdout == run("sources", SOFADB_DB=db).stdout
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("fmt", TEXTS)
def test_no_rows_are_an_answer_with_a_header(fmt: str, run: Runner, db: str) -> None:
    done = run("figures", "--host", "Andorra", "-f", fmt, SOFADB_DB=db)

    assert (done.returncode, done.stderr) == (0, "")
    if fmt in ("json", "jsonl"):
        assert done.stdout == {"json": "[]\n", "jsonl": ""}[fmt]
    else:
        assert "wording" in done.stdout


def test_columns_are_chosen_and_ordered(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "high, ref,high", "--limit", "1", "--csv", SOFADB_DB=db)

    assert done.stdout.splitlines()[1] == "16000,dayen-2011/embassy-personnel,16000"


def test_a_column_that_the_table_leaves_out_can_be_asked_for(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "ref", "--limit", "1", SOFADB_DB=db)

    assert done.stdout.split() == ["ref", "-" * 28, "dayen-2011/embassy-personnel"]


def test_rows_are_sorted_with_empty_cells_last(run: Runner, db: str) -> None:
    up = run("figures", "--sort", "best,-ref", "--columns", "best,ref", "--no-header", "--csv", SOFADB_DB=db)
    down = run("figures", "--sort", "-best,-ref", "--columns", "best", "--no-header", "--csv", SOFADB_DB=db)

    rows = [tuple(row) for row in csv.reader(io.StringIO(up.stdout))]
    filled = [int(best) for best, _ in rows if best]
    empty = [ref for best, ref in rows if not best]
    assert filled == [100, 170, 200, 275, 5000, 5000, 16000]
    assert [int(line) for line in down.stdout.split("\n") if line.strip('"')] == filled[::-1]
    assert rows[len(filled) :] == [("", ref) for ref in sorted(empty, reverse=True)]


def test_a_limit_cuts_and_a_header_can_go(run: Runner, db: str) -> None:
    rows = run("actors", "--no-header", "--csv", SOFADB_DB=db).stdout.splitlines()

    done = run("actors", "--limit", "3", "--no-header", "--csv", SOFADB_DB=db)

    assert len(rows) > 250
    assert done.stdout.splitlines() == rows[:3]
    assert run("actors", "--limit", "0", "--csv", SOFADB_DB=db).stdout.count("\n") == 1


@pytest.mark.parametrize("fmt", ["table", "csv", "tsv", "markdown", "html"])
def test_a_text_can_stand_for_missing_values(fmt: str, run: Runner, db: str) -> None:
    words = ("figures", "--columns", "low", "-f", fmt)

    done = run(*words, "--null", "n/a", SOFADB_DB=db)

    missing = [row["low"] for row in json.loads(run("figures", "--json", SOFADB_DB=db).stdout)].count(None)
    assert done.stdout.count("n/a") == missing > 5
    assert "n/a" not in run(*words, SOFADB_DB=db).stdout


def test_a_json_null_is_a_null(run: Runner, db: str) -> None:
    done = run("figures", "--columns", "low", "--json", SOFADB_DB=db)

    assert None in [row["low"] for row in json.loads(done.stdout)]


# Files


def test_a_file_is_replaced_only_when_asked(run: Runner, db: str) -> None:
    path = run.home / "sources.csv"
    path.write_text("mine", "utf-8")

    refused = run("sources", "-o", "sources.csv", SOFADB_DB=db)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--force" in refused.stderr
    assert path.read_text("utf-8") == "mine"
    assert run("sources", "-o", "sources.csv", "--force", SOFADB_DB=db).returncode == 0
    assert path.read_text("utf-8").startswith("key,")
    assert list(run.home.iterdir()) == [path]


@pytest.mark.parametrize("place", ["nowhere/x.csv", "."], ids=["no folder", "a folder"])
def test_a_file_that_cannot_be_written_is_an_error(place: str, run: Runner, db: str) -> None:
    done = run("sources", "--csv", "--force", "-o", place, SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (1, "")
    assert "Error: cannot write" in done.stderr
    assert list(run.home.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(run: Runner, db: str) -> None:
    path = run.home / "names.csv"
    path.write_text("mine", "utf-8")
    words = stream(run, "--db", db, "export", "actor_names", "-o", "names.csv", "--force")

    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        # Python would cut off what it compiles, too, and leave it so.
        env={**run.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: cannot write names.csv")
    assert "Traceback" not in done.stderr
    assert path.read_text("utf-8") == "mine"
    assert list(run.home.iterdir()) == [path]


def test_a_device_or_pipe_is_never_replaced_by_a_file(run: Runner, db: str) -> None:
    pipe = run.home / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    run("sources", "--csv", "--force", "-o", "pipe", SOFADB_DB=db)

    os.close(reading)
    assert pipe.is_fifo()


@pytest.mark.parametrize("words", ["figures", "actors --csv", "export actor_names --jsonl", "--help"])
def test_a_full_standard_output_is_an_error_with_a_message(words: str, run: Runner, db: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device is no path
        done = subprocess.run(
            stream(run, *words.split()),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            env={**run.environment(), "SOFADB_DB": db},
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr == "Error: No space left on device\n"


def test_a_closed_standard_output_is_told_in_words(run: Runner, db: str) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *stream(run, "--db", db, "figures")],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "NoneType" not in done.stderr


# Pipes and signals


@pytest.mark.parametrize("words", ["actors", "actors --csv", "export actor_names --jsonl", "figures --help"])
def test_a_pipe_that_is_closed_ends_the_tool_quietly(words: str, run: Runner, db: str) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        stream(run, *words.split()),
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**run.environment(), "SOFADB_DB": db},
    )
    os.close(writing)
    os.read(reading, 1)

    os.close(reading)

    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


def test_an_interrupt_ends_the_tool_with_130(run: Runner, db: str) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        stream(run, "export", "actor_names", "--jsonl"),
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**run.environment(), "SOFADB_DB": db},
    )
    os.close(writing)
    os.read(reading, 1)

    process.send_signal(signal.SIGINT)

    with os.fdopen(reading, "rb") as rest:
        rest.read()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == "Error: interrupted"


# Which database


def test_first_use_makes_the_users_own_database(run: Runner) -> None:
    first = run("figures")

    second = run("figures")

    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert "16,000" in first.stdout
    assert first.stderr.count("\n") == 1
    assert second.stderr == ""
    made = [path.relative_to(run.home) for path in run.home.rglob("*") if path.is_file()]
    assert [path.name for path in made] == ["sofadb.db"]
    assert str(made[0]) in first.stderr


@pytest.mark.parametrize("command", ["figures", "show x", "export figures", "db status", "db upgrade", "seed load"])
def test_a_named_database_that_is_missing_is_not_made(command: str, run: Runner) -> None:
    done = run("--db", "mine.db", *command.split())

    assert (done.returncode, done.stdout) == (3, "")
    assert "help: sofadb --db mine.db db init\n" in done.stderr
    assert list(run.home.iterdir()) == []


def test_the_environment_names_a_database(run: Runner, db: str) -> None:
    assert run("figures", SOFADB_DB="missing.db").returncode == 3
    assert run("figures", SOFADB_DB=db).returncode == 0
    assert list(run.home.iterdir()) == []


def test_the_option_counts_more_than_the_environment_and_may_stand_anywhere(run: Runner, db: str) -> None:
    before = run("--db", db, "sources", SOFADB_DB="missing.db")
    after = run("sources", "--db", db, SOFADB_DB="missing.db")
    within = run("db", "status", "--db", db, SOFADB_DB="missing.db")

    assert before.returncode == after.returncode == within.returncode == 0
    assert before.stdout == after.stdout
    assert db in within.stdout


# Faults of the program


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


# What is loaded


def loaded(run: Runner, *words: str) -> set[str]:
    """Return the modules that a call of the tool imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sofadb", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )
    assert done.returncode == 0
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "figures --help",
        "db --help",
        "--version",
        "query --help",
        "query hedges --sql",
        "sql --help",
        "schema",
    ],
)
def test_help_loads_no_database(words: str, run: Runner) -> None:
    modules = loaded(run, *words.split())

    assert "click" in modules
    assert modules & (SLOW_LIBRARIES | {"sqlite3", "tabulate"}) == set()


@pytest.mark.parametrize(
    "words",
    [
        "figures",
        "figures --host Iraq --csv",
        "show military-times-2014-06-20/advisers",
        "export figures",
        "query hedges",
        "sql VALUES(1)",
        "db status",
    ],
)
def test_a_question_to_a_file_loads_nothing_slow(words: str, run: Runner, db: str) -> None:
    modules = loaded(run, "--db", db, *words.split())

    assert "sqlite3" in modules
    assert modules & (SLOW_LIBRARIES | {"importlib.metadata", "psycopg"}) == set()


# Terminals


def in_terminal(
    run: Runner,
    *words: str,
    size: tuple[int, int] = (80, 100),
    quiet: bool = False,
    program: tuple[str, ...] = ("-m", "sofadb"),
    environment: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> tuple[str, int]:
    """Run the tool in a terminal of so many columns and lines; returns what was shown and the exit code.

    When `quiet`, only standard output is shown. `program` is what Python runs instead of the tool.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    process = subprocess.Popen(
        [sys.executable, *program, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL if quiet else theirs,
        cwd=run.home,
        env={**run.environment(), "TERM": "xterm-256color", **environment, **more},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return shown.decode().replace("\r\n", "\n"), process.wait(timeout=60)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's end of a terminal
        return b""


@pytest.mark.parametrize("words", ["figures", "positions", "sources", "actors --limit 20", "db status"])
@pytest.mark.parametrize("columns", [80, 40])
def test_a_table_fits_the_terminal(words: str, columns: int, run: Runner, db: str) -> None:
    shown, code = in_terminal(run, *words.split(), SOFADB_DB=db, size=(columns, 5000), quiet=True, NO_COLOR="1")

    assert code == 0
    assert shown.count("\n") > 10
    assert max(map(len, shown.splitlines())) <= columns
    assert "\x1b" not in shown


@pytest.mark.parametrize("color", ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"])
def test_there_are_no_escape_codes_in_an_error(color: str, run: Runner, db: str) -> None:
    shown, _ = in_terminal(run, "--db", db, "figures", "--host", "Nigr", environment={color: "1"})

    assert shown.startswith("Error: ")
    assert "\x1b" not in shown


@pytest.mark.parametrize("how", ["a wide terminal", "a format", "a file"])
def test_only_a_table_is_fitted(how: str, run: Runner, db: str) -> None:
    more = {"a wide terminal": [], "a format": ["--csv"], "a file": ["-o", "figures.txt"]}[how]
    columns = 300 if how == "a wide terminal" else 40

    shown, code = in_terminal(run, "figures", *more, SOFADB_DB=db, size=(columns, 100), quiet=True, NO_COLOR="1")

    written = (run.home / "figures.txt").read_text("utf-8") if how == "a file" else shown
    piped = run("figures", *(["--csv"] if how == "a format" else []), SOFADB_DB=db).stdout
    assert code == 0
    assert written == piped


@pytest.mark.parametrize(("lines", "paged"), [(10, True), (100, False)])
def test_a_long_answer_goes_through_the_pager(lines: int, paged: bool, run: Runner, db: str) -> None:
    pager = run.home / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/PAGED /'\n", "utf-8")
    pager.chmod(0o755)

    shown, code = in_terminal(run, "sources", SOFADB_DB=db, size=(60, lines), quiet=True, PAGER=str(pager))

    assert code == 0
    assert all(line.startswith("PAGED ") == paged for line in shown.splitlines() if line)
    assert "dayen-2011" in shown


def test_a_pager_that_is_left_early_is_no_error(run: Runner, db: str) -> None:
    pager = run.home / "pager"
    pager.write_text("#!/bin/sh\nhead -n 1\n", "utf-8")
    pager.chmod(0o755)

    shown, code = in_terminal(run, "actors", SOFADB_DB=db, size=(80, 10), PAGER=str(pager))

    assert code == 0
    assert "Traceback" not in shown


def test_without_less_or_a_pager_everything_is_shown(run: Runner, db: str) -> None:
    shown, code = in_terminal(run, "sources", SOFADB_DB=db, size=(80, 5), PAGER="cat")

    assert code == 0
    assert "dayen-2011" in shown
    assert "military-" in shown
