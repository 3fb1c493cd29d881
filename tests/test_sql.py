"""`sofadb sql`: statements of the user's own, their values, their mistakes and their limits, on both engines."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sofadb.database.reader import open_reader
from sofadb.database.target import Target, parse_target
from sofadb.diagnosis import point
from sofadb.errors import QuestionFailedError
from sofadb.execute import answer_statement
from sofadb.formats import FORMATS, write
from sofadb.formats.excerpt import MOST_ROWS
from sofadb.formats.terminal import visible
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Runner, Server

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


@pytest.fixture(scope="module")
def server_url(server: Server, built_in_template: str) -> Iterator[str]:
    """Name the built-in dataset on the server, for tests that only read."""
    target = server.create(built_in_template)
    yield target.url
    server.drop(target)


@pytest.fixture(scope="module")
def file_reader(built_in_file: Path) -> Iterator[Reader]:
    """Open the built-in dataset as a file."""
    with open_reader(Target(path=built_in_file)) as opened:
        yield opened


@pytest.fixture(scope="module")
def server_reader(server_url: str) -> Iterator[Reader]:
    """Open the built-in dataset on the server."""
    with open_reader(parse_target(server_url)) as opened:
        yield opened


@pytest.fixture(params=["file_reader", "server_reader"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Open the built-in dataset on each engine."""
    opened: Reader = request.getfixturevalue(request.param)
    return opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> str:
    """Name the built-in dataset on each engine, for tests that only read."""
    return str(request.getfixturevalue("db" if request.param == "sqlite" else "server_url"))


def errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines of standard error without the warning that a test's role may write."""
    return [line for line in done.stderr.splitlines() if not line.startswith("warning: the role")]


def failure(reader: Reader, sql: str, *given: str) -> list[str]:
    """Return the lines that say why a statement cannot be answered: what happened, where, what to do."""
    with pytest.raises(QuestionFailedError) as caught:
        list(answer_statement(reader, sql, given).rows)
    return [*caught.value.message.split("\n"), *([caught.value.remedy] if caught.value.remedy else [])]


def one_row(reader: Reader, sql: str, *given: str) -> tuple[Value, ...]:
    """Return the only row of an answer."""
    (row,) = answer_statement(reader, sql, given).rows
    return row


# Values


TYPED = {
    "a=300": ("integer", "300"),
    "a=-5": ("integer", "-5"),
    "a=0": ("integer", "0"),
    "a=007": ("text", "007"),
    "a=+5": ("text", "+5"),
    "a=1.5": ("text", "1.5"),
    "a=٣": ("text", "٣"),
    "a=12345678901234567890": ("text", "12345678901234567890"),
    "a=2014-06-20": ("date", "2014-06-20"),
    "a=2014-06": ("text", "2014-06"),
    "a=": ("text", ""),
    "a=b=c": ("text", "b=c"),
    "a=it's": ("text", "it's"),
    "a=x\ny": ("text", "x\ny"),
    "a=100%": ("text", "100%"),
    "a=:a": ("text", ":a"),
    "a:text=300": ("text", "300"),
    "a:text=2014-06-20": ("text", "2014-06-20"),
    "a:integer=42": ("integer", "42"),
    "a:date=2014-06-20": ("date", "2014-06-20"),
}


@pytest.mark.parametrize("given", TYPED, ids=ascii)
def test_a_value_has_the_type_that_it_is_written_like(given: str, file_reader: Reader, server_reader: Reader) -> None:
    kind, text = TYPED[given]

    on_file, told_by_file = one_row(file_reader, "SELECT :a, typeof(:a)", given)
    on_server, told_by_server = one_row(server_reader, "SELECT :a, pg_typeof(:a)::text", given)

    assert str(on_file) == str(on_server) == text
    assert told_by_file == ("text" if kind == "date" else kind)
    assert told_by_server == ("bigint" if kind == "integer" else kind)


def test_values_choose_alike_on_both_engines(run: Runner, either: str) -> None:
    sql = "SELECT ref FROM figures WHERE high = :most AND host = :host AND as_of_latest >= :day ORDER BY ref"

    done = run("--db", either, "sql", sql, "-p", "most=300", "-p", "host=irq", "-p", "day=2014-06-20", "--csv")

    assert done.stdout.splitlines() == ["ref", "military-times-2014-06-20/very-small-number"]


WRONG_VALUES = {
    ("SELECT :a",): ("no value for the parameter a", "-p a=…"),
    ("SELECT :a, :b, :c", "-p", "b=1"): ("no value for the parameters a, c", "-p a=… -p c=…"),
    ("SELECT :a", "-p", "a=1", "-p", "a=1"): ("the parameter a is given twice", "once"),
    ("SELECT :host", "-p", "hots=1"): ("there is no parameter 'hots'", "did you mean 'host'?"),
    ("SELECT 1", "-p", "a=1"): ("there is no parameter 'a'", ":a"),
    ("SELECT ':a' -- :a", "-p", "a=1"): ("there is no parameter 'a'", ":a"),
    ("SELECT :a", "-p", "a"): ("'a' gives no value", "-p name=value"),
    ("SELECT :a", "-p", "=1"): ("'=1' gives no value", "-p name=value"),
    ("SELECT :a", "-p", "a:int=1"): ("there is no type 'int'", "one of: text, integer, date"),
    ("SELECT :a", "-p", "a:integer=x"): ("'x' is not of the type integer", "42"),
    ("SELECT :a", "-p", "a:integer=007"): ("'007' is not of the type integer", "42"),
    ("SELECT :a", "-p", "a:date=June"): ("'June' is not of the type date", "2014-06-20"),
    ("SELECT :a", "-p", "a=2014-02-31"): ("2014-02-31", "-p a:text=2014-02-31"),
}


@pytest.mark.parametrize("words", WRONG_VALUES, ids=" ".join)
def test_a_wrong_value_is_wrong_use_with_the_remedy(words: tuple[str, ...], run: Runner, db: str) -> None:
    message, remedy = WRONG_VALUES[words]

    done = run("--db", db, "sql", *words)

    assert (done.returncode, done.stdout) == (2, "")
    first, *rest = done.stderr.splitlines()
    assert first.startswith("Error: ")
    assert message in first
    assert remedy in " ".join(rest)


# Where the statement comes from


def test_a_statement_comes_from_the_command_line_a_file_or_standard_input(run: Runner, db: str) -> None:
    sql = "\ufeffSELECT key -- the key\r\nFROM sources\r\nORDER BY key;\r\n"
    (run.home / "my.sql").write_text(sql, "utf-8", newline="")

    answers = [
        run("--db", db, "sql", "SELECT key FROM sources ORDER BY key"),
        run("--db", db, "sql", "-F", "my.sql"),
        run("--db", db, "sql", "-", stdin=sql),
        run("--db", db, "sql", "-F", "-", stdin=sql),
    ]

    assert {(done.returncode, done.stderr) for done in answers} == {(0, "")}
    assert len({done.stdout for done in answers}) == 1
    assert "dayen-2011" in answers[0].stdout


@pytest.mark.parametrize("sql", ["-- a comment first\nSELECT 1 AS one", "--comment\nSELECT 1 AS one"])
def test_a_statement_may_begin_with_a_comment(sql: str, run: Runner, db: str) -> None:
    assert run("--db", db, "sql", sql, "--csv").stdout == "one\n1\n"


@pytest.mark.parametrize("sql", ["", " \n", ";", "-- SELECT 1", "/* SELECT 1 */ ; "])
def test_nothing_to_ask_is_wrong_use(sql: str, run: Runner, db: str) -> None:
    done = run("--db", db, "sql", sql)

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no statement" in done.stderr
    assert "SELECT" in done.stderr


def test_there_is_one_place_to_read_from(run: Runner, db: str) -> None:
    neither = run("--db", db, "sql")
    both = run("--db", db, "sql", "SELECT 1", "-F", "my.sql")

    assert neither.returncode == both.returncode == 2
    assert "-F FILE" in neither.stderr
    assert "-F FILE" in both.stderr


FILES = {
    "missing.sql": (b"", "there is no file missing.sql"),
    ".": (b"", ". is not a regular file"),
    "latin.sql": (b"SELECT 1,\n '\xe9'", "latin.sql:2: not UTF-8"),
    "long.sql": (b"SELECT 1 -- " + b"x" * 1_100_000, "long.sql is longer than 1,000,000 bytes"),
    "nul.sql": (b"SELECT 1 \x00", "NUL"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_told_of(name: str, run: Runner, db: str) -> None:
    content, message = FILES[name]
    if content:
        (run.home / name).write_bytes(content)

    done = run("--db", db, "sql", "-F", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "help: " in done.stderr


@pytest.mark.parametrize("how", ["the statement", "a value", "standard input"])
def test_bytes_that_are_no_text_are_refused(how: str, run: Runner, either: str) -> None:
    bad = os.fsdecode(b"'\xe9'")
    words = {"the statement": [f"SELECT {bad}"], "a value": ["SELECT :a", "-p", f"a={bad}"], "standard input": ["-"]}

    done = subprocess.run(
        [sys.executable, "-m", "sofadb", "--db", either, "sql", *words[how]],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        input=bad,
        errors="surrogateescape",
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "not UTF-8" in done.stderr
    assert "codec" not in done.stderr


# Mistakes: the place and the remedy


#: Statement, with ^ before the place of the mistake; what is said of it; what helps. Both engines tell the same.
MISTAKES = {
    "SELECT ^ky FROM actors": ("there is no column 'ky'", "did you mean 'key'?"),
    "SELECT key,\n  ^ky\nFROM actors": ("there is no column 'ky'", "did you mean 'key'?"),
    "SELECT a.key, ^a.ky FROM actors AS a": ("there is no column 'a.ky'", "did you mean 'key'?"),
    "SELECT 'ky', 1 AS ky, ^ky FROM actors -- ky": ("there is no column 'ky'", "did you mean 'key'?"),
    "SELECT ^wording FROM sources": ("there is no column 'wording'", "sofadb schema sources"),
    "SELECT ^a.title FROM actors AS a, sources AS s": (
        "there is no column 'a.title'",
        "sources has a column 'title'",
    ),
    "SELECT (SELECT x.key FROM sources AS x), ^x.key FROM actors": ("x", ""),
    "SELECT key FROM ^actor": ("there is no table 'actor'", "did you mean 'actors'"),
    "SELECT 1 FROM sources AS s JOIN ^negotiation AS n ON 1 = 1": ("no table 'negotiation'", "'negotiations'"),
    "SELECT key FROM ^xyzzy": ("there is no table 'xyzzy'", "one of: "),
    "SELECT ^lenth(key) FROM actors": ("there is no function 'lenth'", ""),
    "SELECT ^key FROM actors, sources": ("more than one table has a column 'key'", "actors.key or sources.key"),
    "SELECT a.key FROM actors AS a, sources AS s WHERE ^key = 'x'": ("more than one table", "actors.key"),
    "SELECT key, name, ^, kind FROM actors": ("syntax error", ""),
    "SELECT key\nFROM actors\nWHERE ^FROM": ("syntax error", ""),
    "SELECT 1; ^SELECT 2": ("", "ask one statement at a time"),
    "SELECT key FROM actors WHERE key = ^'usa": ("has no end", "close it with '"),
    'SELECT ^"key FROM actors': ("has no end", 'close it with "'),
    "SELECT 1 FROM actors WHERE (^": ("", ""),
    "SELECT '日本語', '한국', ^ky FROM actors": ("there is no column 'ky'", "'key'"),
    "SELECT\t1,\t^ky\tFROM actors": ("there is no column 'ky'", "'key'"),
    f"SELECT {'1, ' * 300} ^ky FROM actors": ("there is no column 'ky'", "'key'"),
    "^DELETE FROM actors": ("only reads", "write a SELECT"),
    "-- all of it\n^delete from actors": ("only reads", "write a SELECT"),
    "^INSERT INTO nowhere VALUES (1)": ("only reads", "write a SELECT"),
    "^UPDATE actors SET key = 'x'": ("only reads", "write a SELECT"),
    "^DROP TABLE actors": ("only reads", "write a SELECT"),
    "^CREATE TABLE x (a integer)": ("only reads", "write a SELECT"),
    "^BEGIN": ("only reads", "write a SELECT"),
    "^VACUUM": ("only reads", "write a SELECT"),
    "^selct key FROM actors": ("only reads", "did you mean 'SELECT'?"),
}


@pytest.mark.parametrize("marked", MISTAKES, ids=lambda text: text[:60])
def test_a_mistake_is_shown_where_it_stands_with_the_remedy(marked: str, reader: Reader) -> None:
    sql, place = marked.replace("^", ""), marked.index("^")
    message, remedy = MISTAKES[marked]

    first, *rest = failure(reader, sql)

    assert message in first
    assert point(sql, place).split("\n") == rest[:2]
    assert remedy in " ".join(rest[2:])


@pytest.mark.parametrize("marked", [each for each in MISTAKES if "ky" in each and "SELECT" in each])
def test_parameters_before_a_mistake_do_not_move_its_place(marked: str, reader: Reader) -> None:
    marked = marked.replace("SELECT", "SELECT :a AS x, :long_name AS y, :a AS z, :day AS w,", 1)
    sql, place = marked.replace("^", ""), marked.index("^")

    found = failure(reader, sql, "a=1", "long_name=2", "day=2014-06-20")

    assert point(sql, place).split("\n") == found[1:3]


def test_a_mistake_is_an_error_on_standard_error_and_exit_1(run: Runner, either: str) -> None:
    done = run("--db", either, "sql", "SELECT key\nFROM actor")

    assert (done.returncode, done.stdout) == (1, "")
    assert errors(done) == [
        "Error: there is no table 'actor'",
        "2 | FROM actor",
        "         ^",
        "help: did you mean 'actors'?",
    ]


def test_a_caret_stands_below_the_column_that_is_seen() -> None:
    sql = "SELECT\n'日本'\t\x1b, ky\nFROM actors"

    line, caret = point(sql, sql.index("ky")).split("\n")

    assert line == r"2 | '日本'\t\x1b, ky"
    assert len(caret) == len("2 | '") + 4 + len(r"'\t\x1b, ^")


def test_a_long_line_is_cut_around_the_place() -> None:
    sql = "x" * 5000 + " here " + "y" * 5000

    line, caret = point(sql, sql.index("here")).split("\n")

    assert len(line) < 140
    assert line.startswith("  …x")
    assert line.endswith("y…")
    assert line[caret.index("^") :].startswith("here")


CHANGING = [
    "WITH gone AS (SELECT 1) DELETE FROM actors",
    "WITH gone AS (DELETE FROM actors RETURNING 1) SELECT 1 FROM gone",
    "PRAGMA query_only = 0",
    "SELECT key INTO copy FROM actors",
    "COMMIT; DELETE FROM actors",
]


@pytest.mark.parametrize("sql", CHANGING)
def test_what_would_change_something_is_refused(sql: str, reader: Reader) -> None:
    before = one_row(reader, "SELECT count(*) FROM actors")

    failure(reader, sql)

    assert one_row(reader, "SELECT count(*) FROM actors") == before


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\u202e", "\x9b1m"], ids=ascii)
@pytest.mark.parametrize("sql", ["SELECT 1 AS x FRM {0} '{0}'", "SELECT '{0}', ky FROM actors", "{0}", "SELECT '{0}"])
def test_a_statement_in_an_error_cannot_steer_the_terminal(sql: str, sign: str, reader: Reader) -> None:
    lines = failure(reader, sql.format(sign))

    assert [line for line in lines if visible(line) != line] == []


def test_an_error_is_safe_to_show(run: Runner, either: str) -> None:
    done = run("--db", either, "sql", "SELECT '\x1b[31m' FRM \u202e")

    assert done.returncode == 1
    assert r"'\x1b[31m' FRM <U+202E>" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_long_statement_makes_no_long_error(reader: Reader) -> None:
    wrong = failure(reader, "SELECT 1 AS a, 2 b c, '" + "x" * 500_000 + "'")
    open_ended = failure(reader, "SELECT '" + "x" * 500_000)
    unknown = failure(reader, f"SELECT {'x' * 500_000} FROM actors")

    assert [line for line in (*wrong, *open_ended, *unknown) if len(line) > 400] == []


def test_a_mistake_among_many_equal_signs_is_found_in_time(file_reader: Reader) -> None:
    sql = "SELECT " + "key, " * 1500 + ", name FROM actors"
    begin = time.monotonic()

    found = failure(file_reader, sql)

    assert 'near ",": syntax error' in found[0]
    assert point(sql, sql.index(", ,") + 2).split("\n") == found[1:3]
    assert time.monotonic() - begin < 2


def test_a_function_that_is_not_allowed_is_named(file_reader: Reader) -> None:
    assert failure(file_reader, "SELECT printf('%d', 1)")[0] == "the function printf is not allowed in a question"


@pytest.mark.parametrize("sql", ["SELECT ?", "SELECT :1", "SELECT $1"])
def test_a_parameter_without_a_name_is_told_how_to_be_written(sql: str, file_reader: Reader) -> None:
    assert "-p name=value" in failure(file_reader, sql)[-1]


# Limits


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "0", "-1", "1e9", "soon", ""])
def test_a_time_limit_is_a_time(seconds: str, run: Runner, db: str) -> None:
    done = run("--db", db, "sql", "SELECT 1", "--timeout", seconds)

    assert (done.returncode, done.stdout) == (2, "")
    assert "--timeout" in done.stderr


@pytest.mark.parametrize("slow", ["between the rows", "before the first row", "of a canned question"])
def test_a_question_that_takes_too_long_is_stopped(slow: str, run: Runner, either: str) -> None:
    sql = f"{ENDLESS} i FROM n" if slow == "between the rows" else f"{ENDLESS} count(*) FROM n"
    (run.home / "endless.sql").write_text(f"-- title: Endless\n{sql}\n", "utf-8")
    words = ("query", "endless") if slow == "of a canned question" else ("sql", sql)
    begin = time.monotonic()
    run("--db", either, *words[:1], "--help")
    without = time.monotonic() - begin

    begin = time.monotonic()
    done = run("--db", either, *words, "--csv", "-o", "endless.csv", "--timeout", "0.5", SOFADB_QUERIES=str(run.home))
    taken = time.monotonic() - begin

    assert done.returncode == 5
    assert errors(done) == [
        "Error: the question took longer than 0.5 s and was stopped",
        "help: --timeout SECONDS gives it more",
    ]
    assert [path.name for path in run.home.iterdir()] == ["endless.sql"]
    # What starting the tool and reaching a server takes is not part of the limit.
    assert taken < 0.5 + 0.3 + 2 * without + 1


def test_a_table_for_the_eye_is_bounded_and_says_so(run: Runner, either: str) -> None:
    numbers = f"{ENDLESS} i FROM n LIMIT 5000"

    table = run("--db", either, "sql", numbers)
    limited = run("--db", either, "sql", numbers, "--limit", "4000")
    complete = run("--db", either, "sql", numbers, "--csv")
    run("--db", either, "sql", numbers, "-o", "numbers.txt")

    assert len(table.stdout.splitlines()) == 2 + MOST_ROWS
    assert len(errors(table)) == 1
    assert len(limited.stdout.splitlines()) == 2 + 4000
    assert complete.stdout.split() == ["i", *map(str, range(1, 5001))]
    assert errors(complete) == errors(limited) == []
    assert len((run.home / "numbers.txt").read_text("utf-8").splitlines()) == 5002


# What comes back


def test_columns_of_one_name_are_told_apart(run: Runner, either: str) -> None:
    done = run("--db", either, "sql", "SELECT 1 AS a, 2 AS a, 3 AS b", "--csv")

    header, row = csv.reader(io.StringIO(done.stdout))
    assert len(set(header)) == 3
    assert row == ["1", "2", "3"]
    assert len(errors(done)) == 1


#: Expression of each engine, and what it gives; on both the same.
VALUES = {
    "nothing": ("NULL", "NULL", None),
    "a truth": ("1 = 1", "true", 1),
    "an untruth": ("1 = 2", "false", 0),
    "a fraction": ("1.5", "1.50::numeric", 1.5),
    "a whole number": ("300", "300.00::numeric", 300),
    "a number longer than a machine's": (
        "'12345678901234567890'",
        "'12345678901234567890'::text",
        "12345678901234567890",
    ),
    "bytes": ("x'00deff'", r"'\x00deff'::bytea", r"\x00deff"),
    "no bytes": ("x''", "''::bytea", r"\x"),
    "a day": ("'2014-06-20'", "date '2014-06-20'", "2014-06-20"),
    "a time": ("'2014-06-20 12:00:00'", "timestamp '2014-06-20 12:00'", "2014-06-20 12:00:00"),
    "a code": ("'007'", "'007'::text", "007"),
    "json": ("""'{"a": [1, 2.50]}'""", """'{"a": [1, 2.50]}'::json""", '{"a": [1, 2.50]}'),
    "a list": ("'[1, null, 3]'", "ARRAY[1, NULL, 3]", "[1, null, 3]"),
    "a list of words": ("""'["é", "b,c"]'""", "ARRAY['é', 'b,c']", '["é", "b,c"]'),
    "a month": ("'1 mon 2 days'", "interval '1 month 2 days'", "1 mon 2 days"),
}


@pytest.mark.parametrize("what", VALUES)
def test_a_value_looks_alike_on_both_engines_and_in_csv_and_json(
    what: str, file_reader: Reader, server_reader: Reader
) -> None:
    on_file, on_server, expected = VALUES[what]

    for reader, expression in ((file_reader, on_file), (server_reader, on_server)):
        as_json, as_csv = (written(reader, f"SELECT {expression} AS x", fmt) for fmt in ("json", "csv"))
        assert json.loads(as_json) == [{"x": expected}]
        assert list(csv.reader(io.StringIO(as_csv)))[1:] == [["" if expected is None else str(expected)]]


def written(reader: Reader, sql: str, fmt: str) -> str:
    """Return an answer as it is written in a format."""
    stream = io.StringIO()
    write(FORMATS[fmt], answer_statement(reader, sql), stream)
    return stream.getvalue()


def test_the_users_own_database_is_made_for_a_statement(run: Runner) -> None:
    done = run("sql", "SELECT count(*) AS n FROM sources", "--csv", "--timeout", "0.3")

    assert (done.returncode, done.stdout.split()[0]) == (0, "n")


def test_a_statement_works_on_a_database_of_each_engine(run: Runner, target: Target) -> None:
    done = run(*database_words(target), "sql", "SELECT key FROM sources ORDER BY key LIMIT 1", "--csv")

    assert done.stdout == "key\ndayen-2011\n"
