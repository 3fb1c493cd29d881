"""`sofadb query`: the canned questions as commands, and the user's own `.sql` files, right and wrong."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click
import pytest

from sofadb import paths
from sofadb.catalog import BrokenQuestionError, find_question, question_files, read_question
from sofadb.cli.question import query_command
from sofadb.question import RESERVED, TYPES
from sofadb.vocabulary import LISTS
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

NAMES = sorted(path.stem for path in paths.queries().glob("*.sql"))

#: A question of a user's own with a parameter of many kinds.
MINE = """\
-- title: Actors of a kind
-- why: To see every kind of parameter.
-- argument: begin text; how the key begins
-- param: from country required; a state
-- param: side actor; an actor
-- param: most integer = 3; how many
-- param: kind word actor_kind = state; what they are
-- param: order_by word up|down = up; in which order
-- param: day date = 2014-06-20; a day
-- param: talks negotiation; a negotiation
-- param: where_said source; a source
-- param: which claim; a claim
-- show: key,
-- show: n
-- A comment that declares nothing.
SELECT a.key AS key, a.name AS name, :from AS state, :side AS side, :most AS n, :day AS day, :talks AS talks,
    :where_said AS source, :which AS claim
FROM actors AS a -- :nothing
WHERE a.kind = :kind AND (:begin IS NULL OR a.key LIKE :begin || '%') AND 'a:b' <> :order_by AND :most > 0
ORDER BY a.key
"""


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Make a folder for questions of the user's own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


@pytest.fixture
def ask(run: Runner, mine: Path, db: str) -> Callable[..., tuple[int, str, str]]:
    """Run the tool with the user's own folder; returns exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        done = run("--db", db, *words, SOFADB_QUERIES=str(mine))
        return done.returncode, done.stdout, done.stderr

    return call


# The list


def test_the_list_names_every_question_with_its_title(run: Runner) -> None:
    done = run("query", "--json")

    listed = {row["name"]: row for row in json.loads(done.stdout)}
    assert (done.returncode, done.stderr) == (0, "")
    assert list(listed) == NAMES
    assert {row["file"] for row in listed.values()} == {"built in"}
    assert {name: row["title"] for name, row in listed.items()} == {name: find_question(name).title for name in NAMES}
    assert listed["figures"]["parameters"].startswith("--actor --host ")
    assert list(run.home.iterdir()) == []


def test_a_question_dropped_into_a_folder_is_listed_explained_and_answered(
    ask: Callable[..., tuple[int, str, str]], mine: Path
) -> None:
    (mine / "kinds-of.sql").write_text(MINE, "utf-8")

    code, listed, errors = ask("query", "--json")
    helped = ask("query", "kinds-of", "--help")[1]
    answered = ask("query", "kinds-of", "ir", "--from", "Iraq", "--json")
    printed = ask("query", "kinds-of", "--sql")

    assert (code, errors) == (0, "")
    (row,) = (row for row in json.loads(listed) if row["name"] == "kinds-of")
    assert row["file"] == str(mine / "kinds-of.sql")
    assert helped.startswith("Usage: sofadb query kinds-of [OPTIONS] [BEGIN]")
    words = " ".join(helped.split())
    assert "--from COUNTRY A state. Needed." in words
    assert "--most N How many. Without it: 3." in words
    assert "--order-by WORD In which order. One of: up, down. Without it: up." in words
    assert "--day DAY A day. Without it: 2014-06-20." in words
    assert [each["key"] for each in json.loads(answered[1])] == ["irl", "irn", "irq"]
    assert json.loads(answered[1])[0]["state"] == "irq"
    assert printed == (0, MINE, "")


def test_every_kind_of_parameter_is_resolved_alike_on_both_engines(run: Runner, mine: Path, target: Target) -> None:
    (mine / "kinds-of.sql").write_text(MINE, "utf-8")
    given = [
        *("--from", "IQ", "--side", "State Department", "--most", "7", "--kind", "armed-force", "--order-by", "UP")
    ]
    given += [*("--talks", "usa-irq-2014", "--where-said", "dayen-2011", "--which", "dayen-2011/hospitals")]

    done = run(*database_words(target), "query", "kinds-of", *given, "--json", SOFADB_QUERIES=str(mine))

    rows = json.loads(done.stdout)
    assert len(rows) > 3
    del rows[0]["key"], rows[0]["name"]
    assert rows[0] == {
        "state": "irq",
        "side": "us-department-of-state",
        "n": 7,
        "day": "2014-06-20",
        "talks": "usa-irq-2014",
        "source": "dayen-2011",
        "claim": "dayen-2011/hospitals",
    }


def test_only_the_shown_columns_are_in_a_table(ask: Callable[..., tuple[int, str, str]], mine: Path) -> None:
    (mine / "kinds-of.sql").write_text(MINE, "utf-8")

    assert ask("query", "kinds-of", "irq", "--from", "irq")[1].split() == ["key", "n", "---", "-", "irq", "3"]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_prints_its_sql_whole(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sofadb.cli import main

    code = main(["query", name, "--sql"])

    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    assert printed.out.rstrip("\n") == find_question(name).sql.rstrip("\n")
    assert "-- include: " not in printed.out


def test_the_daily_command_and_the_question_answer_alike(run: Runner, db: str) -> None:
    assert run("--db", db, "query", "figures", "--csv").stdout == run("--db", db, "figures", "--csv").stdout


# Wrong use


WRONG = {
    ("kinds-of",): ["needs --from", "irq"],
    ("kinds-of", "--from", "Nato"): ["'Nato' is no state", "sofadb actors --kind state"],
    ("kinds-of", "--from", "Iran and Iraq"): ["there is no actor 'Iran and Iraq'"],
    ("kinds-of", "--from", "iraqq"): ["there is no actor 'iraqq'", "irq"],
    ("kinds-of", "--from", ""): ["there is no actor ''"],
    ("kinds-of", "--from", "irq", "--most", "many"): ["--most takes a whole number", "'many'"],
    ("kinds-of", "--from", "irq", "--kind", "stat"): ["unknown kind 'stat'", "'state'"],
    ("kinds-of", "--from", "irq", "--order-by", "sideways"): ["unknown order by 'sideways'", "up, down"],
    ("kinds-of", "--from", "irq", "--day", "today"): ["'today' is not a day", "2014-06-20"],
    ("kinds-of", "--from", "irq", "--talks", "usa-irq-2013"): ["there is no negotiation", "usa-irq-2014"],
    ("kinds-of", "--from", "irq", "--where-said", "dayen"): ["there is no source 'dayen'", "dayen-2011"],
    ("kinds-of", "--from", "irq", "--which", "dayen-2011/hospital"): ["there is no claim", "dayen-2011/hospitals"],
    ("kinds-of", "--form", "irq"): ["there is no option '--form'", "--from", "BEGIN", "--order-by"],
    ("kinds-of", "--actor", "irq"): ["there is no option '--actor'", "--from", "--side"],
    ("kinds-of", "--formt", "csv"): ["there is no option '--formt'", "--format"],
    ("kinds-of", "a", "b"): ["unexpected extra argument (b)", "BEGIN", "--from"],
    ("kinds-of", "--sql", "-o", "x.csv"): ["--sql prints the file"],
    ("kinds",): ["there is no question 'kinds'", "kinds-of"],
    ("xyzzy",): ["there is no question 'xyzzy'", "sofadb query lists them"],
    ("timeline", "--actor", "usa"): ["there is no option '--actor'", "NEGOTIATION"],
    ("--csv", "figures"): ["behind the name"],
    ("../figures",): ["there is no question"],
    ("figures", "--timeout", "0"): ["--timeout"],
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_use_names_what_there_is(
    words: tuple[str, ...], ask: Callable[..., tuple[int, str, str]], mine: Path
) -> None:
    (mine / "kinds-of.sql").write_text(MINE, "utf-8")

    code, answer, errors = ask("query", *words)

    assert (code, answer) == (2, "")
    assert [part for part in WRONG[words] if part not in errors] == []
    assert "--color" not in errors


def test_all_missing_parameters_are_named_at_once(ask: Callable[..., tuple[int, str, str]], mine: Path) -> None:
    declared = "-- argument: one text required; the first\n-- param: other word a|b required; x"
    (mine / "two.sql").write_text(f"-- title: Two\n{declared}\nSELECT :one, :other", "utf-8")

    code, answer, errors = ask("query", "two")

    assert (code, answer) == (2, "")
    assert errors.splitlines() == [
        "Error: two needs ONE and --other",
        "help: ONE is a text: the first",
        "--other is one of: a, b",
    ]


def test_a_default_that_the_database_does_not_know_is_told_with_its_file(
    ask: Callable[..., tuple[int, str, str]], mine: Path
) -> None:
    (mine / "lost.sql").write_text("-- title: Lost\n-- param: who actor = freedonia; x\nSELECT :who AS who", "utf-8")

    code, _, errors = ask("query", "lost")

    assert code == 2
    assert errors.startswith(f"Error: {mine}/lost.sql: the default of --who: there is no actor 'freedonia'\n")
    assert ask("query", "lost", "--who", "usa")[0] == 0


# Files that are not as they should be


#: What a file holds, the line that is named, and what is said.
BROKEN: dict[str, tuple[str | bytes, int | None, str]] = {
    "no title": ("-- why: Because.\nSELECT 1", 1, "no title"),
    "an empty title": ("-- title:\nSELECT 1", 1, "no title"),
    "nothing": ("", None, "no SQL"),
    "no SQL": ("-- title: A\n", None, "no SQL"),
    "a declaration mistyped": ("-- title: A\n-- parm: a text; b\nSELECT 1", 2, "unknown declaration 'parm'"),
    "a type mistyped": ("-- title: A\n-- param: a integr; b\nSELECT :a", 2, "there is no type 'integr'"),
    "no type": ("-- title: A\n-- param: a; b\nSELECT :a", 2, "cannot be read: a; b"),
    "no help": ("-- title: A\n-- param: a text\nSELECT :a", 2, "cannot be read: a text"),
    "words without words": ("-- title: A\n-- param: a word; b\nSELECT :a", 2, "cannot be read"),
    "a list mistyped": ("-- title: A\n-- param: a word mesure; b\nSELECT :a", 2, "no list of words 'mesure'"),
    "a default that is no word": (
        "-- title: A\n-- param: a word b|c = d; e\nSELECT :a",
        2,
        "'d' is none of the words",
    ),
    "a default that is no number": (
        "-- title: A\n-- param: a integer = b; c\nSELECT :a",
        2,
        "'b' is no whole number",
    ),
    "a default that is no day": ("-- title: A\n-- param: a date = 2014-02-31; b\nSELECT :a", 2, "no day"),
    "a default in an older form": ("-- title: A\n-- param: a date = 20140228; b\nSELECT :a", 2, "no day"),
    "a capital": ("-- title: A\n-- param: Host actor; b\nSELECT :Host", 2, "cannot be read"),
    "a parameter twice": ("-- title: A\n-- param: a text; b\n-- param: a text; b\nSELECT :a", 3, "a already"),
    "an option of ours": ("-- title: A\n-- param: limit integer; b\nSELECT :limit", 2, "--limit is an option"),
    "not declared": ("-- title: A\nSELECT 1\nWHERE :a = 1", 3, "parameter :a is not declared"),
    "not used": ("-- title: A\n-- param: a text; b\nSELECT ':a' -- :a", 2, "does not use :a"),
    "declared too late": ("-- title: A\nSELECT\n-- param: a text; b\n:a", 3, "declared below the SQL"),
    "two statements": ("-- title: A\nSELECT 1;\n\nSELECT 2", 4, "second statement"),
    "latin-1": (b"-- title: A\n-- why: caf\xe9\nSELECT 1", 2, "not UTF-8"),
    "a NUL": ("-- title: A\nSELECT 1 \0", 2, "control character"),
    "an escape": ("-- title: A\x1b[31m\nSELECT 1", 1, "control character"),
    "a megabyte": ("-- title: A\nSELECT 1 -- " + "x" * 1_000_000, None, "longer than 1,000,000 bytes"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_told_of_with_its_line(what: str, mine: Path) -> None:
    content, line, message = BROKEN[what]
    path = mine / "broken.sql"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(BrokenQuestionError) as caught:
        read_question(path)

    assert caught.value.exit_code == 4
    assert caught.value.message.startswith(f"{path}: " if line is None else f"{path}:{line}: ")
    assert message in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("what", ["a folder", "a FIFO", "a link to nothing", "My Query", "Größe", "1st", "-x"])
def test_what_is_no_query_file_is_told_of_and_never_waited_for(what: str, mine: Path) -> None:
    path = mine / ("x.sql" if what.startswith("a ") else f"{what}.sql")
    make = {
        "a folder": path.mkdir,
        "a FIFO": lambda: os.mkfifo(path),
        "a link to nothing": lambda: path.symlink_to("y"),
    }
    make.get(what, lambda: path.write_text("-- title: A\nSELECT 1", "utf-8"))()

    with pytest.raises(BrokenQuestionError) as caught:
        read_question(path)

    assert caught.value.message.startswith(f"{path}: ")


@pytest.mark.parametrize(
    "content",
    [
        "-- title: A title\r\n-- why: Because.\r\n-- param: n integer = 1; n\r\nSELECT :n AS n\r\n",
        "\ufeff-- title: A title\n-- why: Because.\n-- param: n integer = 1; n\nSELECT :n AS n\n",
        "-- title: A title\r-- why: Because.\r-- param: n integer = 1; n\rSELECT :n AS n",
        "\n  -- title: A title\n\n--why: Because.\n--  param:   n integer = 1 ;   n  \n\nSELECT :n AS n;\n-- End.\n",
        "-- title: A\n-- title: title\n-- why: Because.\n-- Why not.\n-- param: n integer = 1; n\nSELECT :n AS n",
    ],
    ids=["CRLF", "BOM", "CR", "space", "two lines"],
)
def test_a_file_may_be_written_in_any_editor(content: str, mine: Path) -> None:
    path = mine / "x.sql"
    path.write_bytes(content.encode())

    question = read_question(path)

    assert (question.title, question.why) == ("A title", "Because.")
    assert [(each.name, each.type, each.default, each.help) for each in question.parameters] == [
        ("n", "integer", "1", "n")
    ]


def test_broken_files_hide_no_others(ask: Callable[..., tuple[int, str, str]], mine: Path) -> None:
    (mine / "broken.sql").write_text("-- title: Broken\nSELECT :a", "utf-8")
    (mine / "good.sql").write_text("-- title: Good\nSELECT 1 AS one", "utf-8")
    (mine / ".hidden.sql").write_text("SELECT", "utf-8")
    (mine / "notes.txt").write_text("SELECT", "utf-8")
    os.mkfifo(mine / "pipe.sql")

    code, listed, errors = ask("query", "--csv", "--columns", "name", "--no-header")

    assert code == 0
    assert listed.split() == sorted([*NAMES, "good"])
    assert errors.splitlines() == [
        f"Error: {mine}/broken.sql:2: the parameter :a is not declared",
        "help: declare it at the top, in lower-case letters: -- param: a text; …",
        f"Error: {mine}/pipe.sql: not a regular file",
        "help: put the SQL into a file of its own",
    ]
    assert ask("query", "good", "--csv") == (0, "one\n1\n", "")
    for words in (["broken"], ["broken", "--help"], ["broken", "--sql"]):
        code, answer, errors = ask("query", *words)
        assert (code, answer) == (4, "")
        assert errors.startswith(f"Error: {mine}/broken.sql:2: ")


def test_an_own_question_of_a_built_in_name_breaks_neither_the_others_nor_the_daily_command(
    ask: Callable[..., tuple[int, str, str]], mine: Path
) -> None:
    (mine / "figures.sql").write_text("-- title: Mine\nSELECT 1 AS one", "utf-8")

    daily = ask("figures", "--host", "irq", "--csv")
    cited = ask("cite", "--query", "figures")
    listed = ask("query", "--csv", "--columns", "name")
    asked = ask("query", "figures")

    assert (daily[0], daily[2]) == (0, "")
    assert "16000" in daily[1]
    assert cited[0] == 0
    assert listed[0] == 0
    assert "hedges" in listed[1]
    both = f"{paths.queries()}/figures.sql and {mine}/figures.sql"
    assert f"Error: there are two questions 'figures': {both}\n" in listed[2]
    assert asked[:2] == (4, "")
    assert both in asked[2]


def test_a_mistake_in_the_sql_is_told_with_file_line_and_caret(
    ask: Callable[..., tuple[int, str, str]], mine: Path
) -> None:
    (mine / "wrong.sql").write_text("-- title: Wrong\n\nSELECT key\nFROM actrs\n", "utf-8")

    code, answer, errors = ask("query", "wrong")

    assert (code, answer) == (1, "")
    assert errors.splitlines() == [
        f"Error: {mine}/wrong.sql:4: there is no table 'actrs'",
        "4 | FROM actrs",
        "         ^",
        "help: did you mean 'actors'?",
    ]


def test_a_shown_column_that_is_not_there_is_told(ask: Callable[..., tuple[int, str, str]], mine: Path) -> None:
    (mine / "wrong.sql").write_text("-- title: Wrong\n-- show: keey\nSELECT key FROM sources", "utf-8")

    code, answer, errors = ask("query", "wrong")

    assert (code, answer) == (4, "")
    assert errors.startswith(f"Error: {mine}/wrong.sql: '-- show:' names 'keey'")
    assert "did you mean 'key'?" in errors


# Folders


def test_folders_are_named_as_in_path_and_looked_at_once(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (mine / "b.sql").write_text("-- title: B\nSELECT 1", "utf-8")
    (other / "a.sql").write_text("-- title: A\nSELECT 1", "utf-8")
    (other / "b.sql").write_text("-- title: B\nSELECT 2", "utf-8")
    named = ["", str(mine), f"{mine}/../mine/", str(other), "~/other", str(paths.queries())]
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SOFADB_QUERIES", os.pathsep.join(named))

    files = question_files()

    assert sorted(files) == sorted([*NAMES, "a", "b"])
    assert files["b"] == [mine / "b.sql", other / "b.sql"]
    assert files["a"] == [other / "a.sql"]
    assert {len(files[name]) for name in NAMES} == {1}


@pytest.mark.parametrize("folder", ["/no/such/folder", "~nobody-of-this-name/x", "a-file", "\x1b[31m"])
def test_a_folder_that_cannot_be_read_is_told_of(folder: str, run: Runner) -> None:
    (run.home / "a-file").write_text("", "utf-8")

    listed = run("query", "--csv", "--columns", "name", "--no-header", SOFADB_QUERIES=folder)
    missed = run("query", "mine", SOFADB_QUERIES=folder)
    found = run("query", "figures", "--sql", SOFADB_QUERIES=folder)

    assert (listed.returncode, listed.stdout.split()) == (0, NAMES)
    assert folder.replace("\x1b", r"\x1b") in listed.stderr.splitlines()[0]
    assert "SOFADB_QUERIES" in listed.stderr
    assert missed.returncode == 2
    assert folder.replace("\x1b", r"\x1b") in missed.stderr
    assert (found.returncode, found.stderr) == (0, "")


def test_a_folder_whose_name_is_no_text_can_be_listed(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "x.sql").write_text("-- title: X\nSELECT 1 AS one", "utf-8")

    listed = run("query", "--json", SOFADB_QUERIES=str(folder))

    assert (listed.returncode, listed.stderr) == (0, "")
    assert json.loads(listed.stdout)[-1]["file"].endswith(r"caf\udce9/x.sql")


# Declarations against the rest of the tool


def test_the_options_of_every_question_are_reserved() -> None:
    command = query_command("coverage")
    own = {parameter.name for parameter in find_question("coverage").parameters}

    context = click.Context(command)
    named = {
        name
        for parameter in command.get_params(context)
        if parameter.name not in own
        for name in (
            parameter.name,
            *(flag[2:].replace("-", "_") for flag in parameter.opts if flag.startswith("--")),
        )
    }
    # click's own name for --help is one that no parameter can have.
    assert {name for name in named if not name.startswith("_")} | {"debug"} == RESERVED


def test_the_header_of_the_module_names_every_type() -> None:
    from sofadb import question

    explained = " ".join((question.__doc__ or "").split())
    assert [name for name in TYPES if f"{name}," not in explained and f"`{name}`" not in explained] == []


@pytest.mark.parametrize("words", LISTS)
def test_every_list_of_words_can_be_a_type(words: str, mine: Path) -> None:
    path = mine / "x.sql"
    path.write_text(f"-- title: X\n-- param: a word {words} required; b\nSELECT :a", "utf-8")

    assert read_question(path).parameters[0].words == tuple(LISTS[words])
