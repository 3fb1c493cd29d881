"""Every mistake of every seed file is found at once, with its exact place, and nothing is loaded."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sofadb import paths
from sofadb.cli import main
from sofadb.database.engine import writing_engine
from sofadb.models import Base
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.codes import CODES
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reporting.excerpt import excerpt
from sofadb.seed.reporting.lesson import RIGHT, WRONG, read_example
from sofadb.seed.reporting.report import LONGEST_LINE, MOST_SHOWN, Style, printed
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "mistakes.txt"
SEEDS = HERE / "seeds"

ACTORS = "format: 1\nactors:\n  - {key: freedonia, name: Freedonia, kind: state}\n"
SOURCE = (
    "format: 1\n"
    "source: {key: herald, type: report, publication: {key: herald, name: Herald, kind: newspaper}, title: Stay}\n"
    "actors:\n"
    "  - {key: freedonia, name: Freedonia, kind: state}\n"
    "  - {key: sylvania, name: Sylvania, kind: state}\n"
    "negotiations: [{key: talks, title: Talks, status: signed, at: page 1}]\n"
)
COUNTS = SOURCE + "passages:\n  - at: page 1\n    counts:\n"

#: Every file of the examples, as its code and its name.
EXAMPLES = sorted((path.parent.name, path.stem) for path in paths.seed_examples().rglob("*.yaml"))
WRONG_EXAMPLES = [(code, name) for code, name in EXAMPLES if name != RIGHT]


def count(words: str) -> str:
    """Write a file with one count of which all but these words is right."""
    return f"{COUNTS}      - {{key: trainers, actor: freedonia, host: sylvania, measure: sent, {words}}}\n"


def actor(words: str) -> str:
    """Write a file with one more actor of which all but these words is right."""
    return f"{ACTORS}  - {{key: sylvania, name: Sylvania, kind: state, {words}}}\n"


def mistakes_of(*files: Path) -> SeedMistakesError:
    """Return what is wrong with files that are checked together."""
    with pytest.raises(SeedMistakesError) as caught:
        check_seeds(read_seeds(files), NothingKnown())
    return caught.value


def written(name: str, text: str | bytes) -> Path:
    """Write a file into the current folder."""
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def seen(error: SeedMistakesError) -> list[tuple[int, int, str]]:
    return [(mistake.line, mistake.column, mistake.code) for mistake in error.mistakes]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages name files by short paths."""
    monkeypatch.chdir(tmp_path)


# One by one


def test_every_code_has_a_file_that_breaks_it_and_the_same_file_put_right() -> None:
    wrong = {code for code, name in EXAMPLES if name == WRONG}
    right = {code for code, name in EXAMPLES if name == RIGHT}

    assert wrong == right == CODES.keys()
    assert {code for code, _ in EXAMPLES} == CODES.keys()


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    pages = {path.stem for path in (HERE.parent / "docs" / "errors").glob("*.md")}

    assert pages == CODES.keys()


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_in_one_sentence_or_two_why_it_is_there(code: str) -> None:
    rule = CODES[code]

    assert rule.severity in ("error", "warning")
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert 40 <= len(rule.why) <= 160


@pytest.mark.parametrize(("code", "name"), WRONG_EXAMPLES)
def test_an_example_makes_its_mistake_and_no_other(code: str, name: str) -> None:
    assert {mistake.code for mistake in read_example(code, name).findings.mistakes} == {code}


@pytest.mark.parametrize("code", CODES)
def test_an_example_that_is_put_right_has_no_mistake(code: str) -> None:
    assert read_example(code, RIGHT).findings.mistakes == []


def test_every_message_is_the_one_that_was_read_and_approved() -> None:
    text = "\n".join(f"# {code} {name}\n{read_example(code, name).printed()}\n" for code, name in WRONG_EXAMPLES)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize(("code", "name"), WRONG_EXAMPLES)
def test_a_message_is_in_words_for_the_user(code: str, name: str) -> None:
    for mistake in read_example(code, name).findings.mistakes:
        assert len(mistake.help.split()) > 1
        for word in ("None", "Error", "dict", "NoneType", "stand-in", "standin"):
            assert word not in f"{mistake} {mistake.help}"


@pytest.mark.parametrize(("code", "name"), WRONG_EXAMPLES)
def test_an_example_fits_a_terminal_and_shows_each_place(code: str, name: str) -> None:
    example = read_example(code, name)
    lines = example.printed().split("\n")

    places = [line for line in lines if line.startswith(("error[", "warning["))]
    marks = [line for line in lines if re.fullmatch(r" *\| *\^+", line)]
    assert len(places) == len(marks) == len(example.findings.mistakes)
    assert max(len(line) for line in lines if line not in places) <= 80


def test_a_number_of_five_thousand_digits_is_told_from_a_number_that_is_missing() -> None:
    error = mistakes_of(written("bad.yaml", count("exact: " + "9" * 5000)))

    assert [mistake.code for mistake in error.mistakes] == ["S012"]


def test_a_number_of_nothing_but_zeros_gets_a_whole_remedy() -> None:
    error = mistakes_of(written("bad.yaml", count("exact: 00")))

    assert [(mistake.code, mistake.help) for mistake in error.mistakes] == [("S012", "write 0")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "format: 1\nactors:\n  - {key: a, kind: state}\n  - {key: b, kind: state}\n",
            [(3, 5, "S008"), (4, 5, "S008")],
            id="two actors without a name",
        ),
        pytest.param(
            actor("names: [{lang: en}, {lang: de}]"),
            [(4, 58, "S008"), (4, 70, "S008")],
            id="two names without a name",
        ),
        pytest.param(
            "format: 1\nactors:\n"
            "  - {key: a, name: A, kind: state, codes: {cow: [{valid_from: 1999-01-01}]}}\n"
            "  - {key: b, name: B, kind: state, codes: {cow: [{valid_from: 1999-01-01}]}}\n",
            [(3, 50, "S008"), (4, 50, "S008")],
            id="two codes without a code",
        ),
        pytest.param(
            SOURCE + "passages:\n  - at: first\n  - at: second\n",
            [(8, 9, "S015"), (9, 9, "S015")],
            id="two passages at no place",
        ),
        pytest.param(
            SOURCE + "passages:\n  - counts: []\n  - events: []\n",
            [(8, 5, "S008"), (9, 5, "S008")],
            id="two passages without a place",
        ),
        pytest.param(count("between: [1, 2, 3]"), [(10, 83, "S006")], id="a range of three numbers"),
        pytest.param(
            "format: 1\nsource: herald\npassages:\n  - at: page 1\n",
            [(2, 9, "S006")],
            id="a source that is a text",
        ),
        pytest.param(
            "format: 1\nactors:\n  - freedonia\n",
            [(3, 5, "S006")],
            id="an actor that is a text",
        ),
        pytest.param(
            ACTORS + "  - {key: freedonia, name: Freedonia, kind: state}\n",
            [(4, 11, "S031")],
            id="an actor written twice",
        ),
        pytest.param(
            ACTORS + "passages:\n  - at: page 1\n    counts:\n"
            "      - {key: a, actor: freedonia, host: freedonia, measure: sent, exact: 1}\n",
            [(5, 5, "S035")],
            id="a passage with a count and without a source",
        ),
        pytest.param(
            count("exact: 1, parts: [{key: cooks, exact: 1}]").replace("actor: freedonia", "actor: fredonia"),
            [(10, 32, "S030")],
            id="a count with a part and an unknown actor",
        ),
        pytest.param(
            SOURCE + "negotiation: walks\npassages:\n  - at: page 1\n    positions:\n"
            "      - {key: a, holder: freedonia, act: state, issue: other, summary: S}\n"
            "      - {key: b, holder: freedonia, act: state, issue: custody, summary: S}\n",
            [(7, 14, "S030")],
            id="an unknown negotiation for all of a file",
        ),
    ],
)
def test_one_mistake_is_not_followed_by_others_that_it_makes(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert seen(mistakes_of(written("bad.yaml", text))) == expected


def test_every_pair_of_periods_in_which_a_code_means_two_actors_is_found() -> None:
    periods = (("a", "1900", "1999"), ("b", "1910", "1920"), ("c", "1930", "1940"))
    actors = (
        f"  - {{key: {key}, name: {key}, kind: state, codes: {{cow: "
        f"{{code: '9', valid_from: {first}-01-01, valid_to: {last}-01-01}}}}}}\n"
        for key, first, last in periods
    )

    error = mistakes_of(written("bad.yaml", "format: 1\nactors:\n" + "".join(actors)))

    assert [(mistake.line, mistake.code) for mistake in error.mistakes] == [(4, "S034"), (5, "S034")]


def test_mistakes_in_parts_of_parts_do_not_hide_those_of_their_wholes() -> None:
    depth = 6
    entry = "exact: 1, about: 1, status: conflict"
    part = f"{{key: k0, {entry}}}"
    for number in range(1, depth):
        part = f"{{key: k{number}, {entry}, parts: [{part}]}}"

    error = mistakes_of(written("bad.yaml", count(f"{entry}, parts: [{part}]")))

    codes = [mistake.code for mistake in error.mistakes]
    assert (codes.count("S018"), codes.count("S020")) == (depth + 1, depth + 1)


# All at once


MANY = [
    (2, 9, "S010"),
    (8, 14, "S013"),
    (10, 10, "S011"),
    (15, 11, "S014"),
    (16, 5, "S005"),
    (17, 5, "S008"),
    (19, 5, "S007"),
    (20, 12, "S006"),
    (22, 9, "S015"),
    (24, 18, "S016"),
    (28, 15, "S030"),
    (31, 16, "S012"),
    (32, 18, "S017"),
    (37, 18, "S009"),
    (38, 17, "S020"),
    (39, 18, "S021"),
    (45, 18, "S019"),
    (46, 14, "S031"),
    (51, 9, "S018"),
]
#: The words under which a mark stands in `ten-mistakes.yaml`, by line, column and code.
TEN = {
    (8, 14, "S013"): "2 March 1999",
    (11, 43, "S014"): "kingdom",
    (12, 11, "S031"): "freedonia",
    (14, 9, "S015"): "third paragraph",
    (18, 16, "S030"): "fredonia",
    (21, 16, "S025"): "17000",
    (27, 9, "S007"): "catgory",
    (28, 16, "S012"): "1,200",
    (33, 16, "S023"): "1999-03-01",
    (36, 9, "S018"): "about",
}


def marked(printed: str) -> dict[tuple[int, int, str], str]:
    """Return the words that have a mark under them, by the line, the column and the code that are printed."""
    found = {}
    lines = printed.split("\n")
    for number, line in enumerate(lines):
        if header := re.match(r"(?:error|warning)\[(S\d+)\] \S+:(\d+):(\d+): ", line):
            at = next(index for index in range(number, len(lines)) if "^" in lines[index])
            begin, end = lines[at].index("^"), lines[at].rindex("^") + 1
            found[int(header[2]), int(header[3]), header[1]] = lines[at - 1][begin:end]
    return found


def test_ten_mistakes_get_ten_messages_in_one_run_and_the_database_stays_as_it_is(
    run: Runner, target: Target
) -> None:
    before = everything(target)
    (run.home / "ten.yaml").write_bytes((HERE / "golden" / "ten-mistakes.yaml").read_bytes())

    for verb in ("check", "load"):
        done = run("seed", verb, *database_words(target), "ten.yaml")

        assert (done.returncode, done.stdout) == (4, "")
        assert marked(done.stderr) == TEN
        assert done.stderr.count("error[") == done.stderr.count("help: ") == 10
        assert done.stderr.splitlines()[-1] == "10 errors in 1 of 1 file; nothing was loaded"
        assert everything(target) == before


def everything(target: Target) -> object:
    """Return the bytes of a file, and the rows of all tables of a server."""
    if target.path is not None:
        return hashlib.sha256(target.path.read_bytes()).hexdigest()
    engine = writing_engine(target)
    with engine.connect() as connection:
        rows = {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
        }
    engine.dispose()
    return rows


def test_all_mistakes_of_a_file_are_printed_in_one_run(run: Runner, built_in_file: Path) -> None:
    before = hashlib.sha256(built_in_file.read_bytes()).hexdigest()
    bad = run.home / "many.yaml"
    bad.write_bytes((SEEDS / "many.yaml").read_bytes())

    done = run("--db", str(built_in_file), "seed", "check", "many.yaml")

    lines = done.stderr.splitlines()
    printed = [line.split(": ")[0] for line in lines if line.startswith("error[")]
    assert (done.returncode, done.stdout) == (4, "")
    assert printed == [f"error[{code}] many.yaml:{line}:{column}" for line, column, code in MANY]
    assert lines[-1] == f"{len(MANY)} errors in 1 of 1 file; nothing was loaded"
    assert hashlib.sha256(built_in_file.read_bytes()).hexdigest() == before


def test_a_load_of_a_file_with_mistakes_says_the_same_and_changes_nothing(run: Runner, built_in_file: Path) -> None:
    before = built_in_file.read_bytes()
    words = ("--db", str(built_in_file), "seed")

    checked, loaded = (run(*words, verb, str(SEEDS)) for verb in ("check", "load"))

    assert (loaded.returncode, loaded.stdout, loaded.stderr) == (4, "", checked.stderr)
    assert built_in_file.read_bytes() == before


def test_mistakes_of_two_files_come_in_one_run() -> None:
    first = written("first.yaml", actor("part_of: nowhere"))
    second = written("second.yaml", "format: 1\nactors:\n  - {key: moravia, name: Moravia, kind: stat}\n")
    third = written("third.yaml", "format: 1\n")

    error = mistakes_of(third, second, first)

    assert [(each.path, each.line, each.column, each.code) for each in error.mistakes] == [
        ("first.yaml", 4, 59, "S030"),
        ("second.yaml", 3, 41, "S014"),
    ]
    assert error.message == "2 errors in 2 of 3 files; nothing was loaded"


# As JSON


def test_json_says_what_the_text_says_and_shows_each_line(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    bad = written("many.yaml", (SEEDS / "many.yaml").read_bytes())
    lines = bad.read_text("utf-8").split("\n")

    code = main(["--db", str(built_in_file), "seed", "check", "--json", "many.yaml"])

    printed = capsys.readouterr()
    objects: list[dict[str, Any]] = json.loads(printed.out)  # Any: JSON
    mistakes = mistakes_of(bad).mistakes
    assert code == 4
    assert printed.err == f"{len(MANY)} errors in 1 of 1 file; nothing was loaded\n"
    assert [(each["line"], each["column"], each["code"]) for each in objects] == MANY
    for each, mistake in zip(objects, mistakes, strict=True):
        assert each == {
            "path": "many.yaml",
            "line": mistake.line,
            "column": mistake.column,
            "code": mistake.code,
            "severity": "error",
            "message": mistake.message,
            "why": CODES[mistake.code].why,
            "help": mistake.help,
            "text": lines[mistake.line - 1],
            "other": mistake.other._asdict() if mistake.other else None,
        }
    assert [each["other"] for each in objects if each["code"] == "S031"] == [
        {"path": "many.yaml", "line": 41, "column": 14}
    ]


def test_json_of_a_file_without_mistakes_is_an_empty_list(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    written("good.yaml", ACTORS)

    code = main(["--db", str(built_in_file), "seed", "check", "--json", "good.yaml"])

    assert (code, json.loads(capsys.readouterr().out)) == (0, [])


def test_json_stays_whole_where_the_lines_are_not(capsys: pytest.CaptureFixture[str], built_in_file: Path) -> None:
    written("bytes.yaml", ACTORS.encode() + b"# \xff\xfe \x1b[31m\n")
    written(
        "long.yaml", "format: 1\nactors: [" + ", ".join(f"{{key: a{n}, name: 'é{n}'}}" for n in range(5000)) + "]\n"
    )

    main(["--db", str(built_in_file), "seed", "check", "--json", "bytes.yaml", "long.yaml", "."])

    objects = json.loads(capsys.readouterr().out)
    assert len(objects) == 1 + 5000
    assert max(len(each["text"]) for each in objects) <= LONGEST_LINE + 2
    assert all("{key: a" in each["text"] for each in objects[1:])


# How much, how wide


def test_a_flood_of_mistakes_is_cut_and_counted_and_json_gives_all(run: Runner, built_in_file: Path) -> None:
    entries = "".join(f"  - {{key: a{number}, name: N{number}, kind: stat}}\n" for number in range(5000))
    (run.home / "flood.yaml").write_text(f"format: 1\nactors:\n{entries}", "utf-8")
    words = ("--db", str(built_in_file), "seed", "check", "flood.yaml")

    done, as_json = run(*words), run(*words, "--json")

    lines = done.stderr.splitlines()
    assert done.stderr.count("error[S014]") == MOST_SHOWN
    assert len(lines) < 10 * MOST_SHOWN
    assert lines[-4] == "… and 4900 more errors: 'sofadb seed check --json' prints all of them"
    assert lines[-1] == "5000 errors in 1 of 1 file; nothing was loaded"
    assert len(json.loads(as_json.stdout)) == 5000


def test_why_is_said_once_for_each_code() -> None:
    error = mistakes_of(
        written("bad.yaml", actor("part_of: nowhere") + "  - {key: a, name: A, kind: b, part_of: c}\n")
    )

    text = printed(error.findings)

    assert (text.count("error[S030]"), text.count(CODES["S030"].why[:40])) == (2, 1)
    assert (text.count("error[S014]"), text.count(CODES["S014"].why[:40])) == (1, 1)


@pytest.mark.parametrize("width", [40, 41, 60, 80, 200])
@pytest.mark.parametrize("before", [0, 1, 30, 5000])
@pytest.mark.parametrize("word", ["stat", "状態", "e\u0301tat", "x" * 300])
@pytest.mark.parametrize("after", ["", "}" + " " * 200 + "# end"])
def test_a_line_is_cut_around_the_word_and_the_mark_stands_under_it(
    width: int, before: int, word: str, after: str
) -> None:
    left = "— " * (before // 2) + "kind: "
    shown = excerpt(left, word, after, width)

    text, mark = "".join(padded(shown.text)), " " * shown.indent + "^" * shown.width
    assert len(text) <= width
    under = "".join(padded(word))
    seen = text[shown.indent : len(mark)].rstrip("…")
    assert seen == under if len(under) <= width - 2 else under.startswith(seen)
    assert len(seen) >= min(len(under), width - 2)
    assert shown.text.startswith(("…", left[:1]))


def padded(text: str) -> Iterator[str]:
    """Give each character that takes two places a second one, and those that take none none."""
    for character in text:
        if unicodedata.combining(character):
            continue
        yield character
        if unicodedata.east_asian_width(character) in "WF":
            yield "_"


def test_what_steers_a_terminal_is_made_visible_in_a_line_a_message_and_a_name() -> None:
    name = "bad\x1b[31m\u202e.yaml"
    error = mistakes_of(written(name, b"format: 1\nactors: []\n\x1b[2J: \x07\n"))

    text = printed(error.findings)

    assert [
        character for character in text if unicodedata.category(character) in ("Cc", "Cf") and character != "\n"
    ] == []
    assert "bad\\x1b[31m<U+202E>.yaml:3:1: " in text
    assert "3 | \\x1b[2J: \\x07\n  | ^^^^\n" in text


def test_a_word_of_wide_letters_and_marks_has_a_mark_of_its_width() -> None:
    error = mistakes_of(written("bad.yaml", ACTORS + "  - {key: a, name: 状態, kind: 状e\u0301態}\n"))

    lines = printed(error.findings).split("\n")

    assert lines[2:4] == [
        "4 |   - {key: a, name: 状態, kind: 状e\u0301態}",
        "  | " + " " * 31 + "^" * 5,
    ]


def test_a_second_place_in_another_file_is_shown_with_its_line() -> None:
    first = written("first.yaml", ACTORS)
    second = written("second.yaml", "format: 1\nactors:\n  - {key: freedonia, name: Other, kind: state}\n")

    text = printed(mistakes_of(first, second).findings)

    assert text.split("\n")[1:6] == [
        "  |",
        "3 |   - {key: freedonia, name: Other, kind: state}",
        "  |           ^^^^^^^^^",
        "  ::: first.yaml:3:11",
        "3 |   - {key: freedonia, name: Freedonia, kind: state}",
    ]


def test_a_quoted_word_is_marked_with_its_quotes_and_a_long_text_to_the_end_of_its_line() -> None:
    quoted = printed(mistakes_of(written("a.yaml", actor("part_of: 'no: where'"))).findings)
    folded = printed(
        mistakes_of(written("b.yaml", ACTORS + "  - key: two\n     words\n    name: A\n    kind: state\n")).findings
    )

    assert "part_of: 'no: where'}\n" in quoted
    assert marked(quoted) == {(4, 59, "S011"): "'no: where'"}
    assert marked(folded) == {(4, 10, "S011"): "two"}


def test_the_mistakes_of_a_terminal_are_in_color_and_those_of_a_pipe_are_not() -> None:
    findings = mistakes_of(written("bad.yaml", ACTORS.replace("kind: state", "kind: stat"))).findings

    plain, colored = printed(findings), printed(findings, Style(color=True))

    assert "\x1b[1;31merror[S014]\x1b[0m bad.yaml:3:45: " in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


# Warnings


@pytest.fixture
def _a_rule_that_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a claim that is made twice be a warning: the severity of a code is data."""
    monkeypatch.setitem(CODES, "S037", CODES["S037"]._replace(severity="warning"))


def write_warning_and_error() -> None:
    """Write a file of which one claim is made twice, and one that has an error as well."""
    twice = (paths.seed_examples() / "S037" / "wrong.yaml").read_text("utf-8")
    written("warned.yaml", twice)
    written("wrong.yaml", "format: 1\nactors:\n  - {key: moravia, name: Moravia, kind: stat}\n")


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_a_warning_is_printed_and_passes_unless_asked_to_be_strict(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    write_warning_and_error()
    words = ["--db", str(built_in_file), "seed", "check", "warned.yaml"]

    codes = [main([*words, *more]) for more in ([], ["--strict"], ["--json"], ["--json", "--strict"])]

    shown = capsys.readouterr()
    assert codes == [0, 4, 0, 4]
    assert shown.err.count("warning[S037] warned.yaml:20:14: ") == 2
    assert "error" not in shown.err
    assert shown.err.count("help: without --strict, warnings do not fail\n1 warning in 1 of 1 file\n") == 1
    assert shown.err.count("1 warning in 1 of 1 file\n") == 4
    assert shown.out.count('"severity": "warning"') == 2


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_warnings_come_before_errors_and_both_are_counted(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    write_warning_and_error()

    code = main(["--db", str(built_in_file), "seed", "check", "."])

    lines = capsys.readouterr().err.splitlines()
    headers = [line.split(":")[0] for line in lines if re.match(r"(error|warning)\[", line)]
    assert code == 4
    assert headers == ["warning[S037] warned.yaml", "error[S014] wrong.yaml"]
    assert lines[-1] == "1 error and 1 warning in 2 of 2 files; nothing was loaded"


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_a_file_with_a_warning_is_loaded_and_the_warning_printed(
    capsys: pytest.CaptureFixture[str], file_target: Target
) -> None:
    write_warning_and_error()

    code = main([*database_words(file_target), "seed", "load", "warned.yaml"])

    shown = capsys.readouterr().err
    assert code == 0
    assert "warning[S037] warned.yaml:20:14: " in shown
    assert "nothing was loaded" not in shown
    assert main([*database_words(file_target), "show", "herald-1999-03-02/more-trainers"]) == 0


# Explain


def test_explain_prints_the_rule_a_wrong_file_its_message_and_the_file_put_right(run: Runner) -> None:
    done = run("seed", "explain", "s014")

    example = read_example("S014", WRONG)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"error[S014] {CODES['S014'].title}\n")
    for text in (example.text, example.printed(), read_example("S014", RIGHT).text):
        assert "\n".join(f"    {line}".rstrip() for line in text.split("\n")) in done.stdout


def test_explain_without_a_code_lists_all_of_them(run: Runner) -> None:
    done = run("seed", "explain", "--json")

    listed = json.loads(done.stdout)
    assert [each["code"] for each in listed] == list(CODES)
    assert [each["why"] for each in listed] == [rule.why for rule in CODES.values()]


def test_explain_of_an_unknown_code_is_wrong_use(run: Runner) -> None:
    done = run("seed", "explain", "S999")

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no code 'S999'" in done.stderr


# Several files


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        pytest.param(ACTORS + "  - [\n", "S003", id="syntax"),
        pytest.param(ACTORS + "  - &x {}\n", "S004", id="anchor"),
        pytest.param(
            ACTORS.replace("  - {key: f", "  - {'key': 'f").replace("a, name", "a', name") + "[", "S003", id="quoted"
        ),
        pytest.param(ACTORS + "\t# a tab\n", "S002", id="tab"),
        pytest.param(ACTORS.encode() + b"# \xe2\n", "S001", id="latin-1"),
    ],
)
def test_a_broken_file_neither_hides_nor_makes_mistakes_of_others(broken: str | bytes, code: str) -> None:
    first = written("broken.yaml", broken)
    second = written(
        "other.yaml",
        "format: 1\nactors:\n"
        "  - {key: freedonia-army, name: Army, kind: armed_force, part_of: freedonia}\n"
        "  - {key: sylvania-army, name: Sylvanian army, kind: armed_force, part_of: sylvania}\n",
    )

    error = mistakes_of(first, second)

    assert [(each.path, each.code) for each in error.mistakes] == [("broken.yaml", code), ("other.yaml", "S030")]
    assert (error.mistakes[1].line, error.mistakes[1].column) == (4, 76)


def test_two_files_that_define_one_key_are_both_named() -> None:
    first = written("first.yaml", ACTORS)
    second = written("second.yaml", "format: 1\nactors:\n  - {key: freedonia, name: Other, kind: state}\n")

    (mistake,) = mistakes_of(first, second).mistakes

    assert (mistake.path, mistake.line, mistake.column, mistake.code) == ("second.yaml", 3, 11, "S031")
    assert "first.yaml:3" in mistake.message


def test_the_order_of_files_does_not_change_how_many_mistakes_there_are() -> None:
    first = written("first.yaml", ACTORS)
    second = written("second.yaml", actor("part_of: nowhere"))

    forward, backward = mistakes_of(first, second), mistakes_of(second, first)

    assert [each.code for each in forward.mistakes] == [each.code for each in backward.mistakes]


# Anything


BUILT_IN = sorted(paths.built_in_seeds().glob("*.yaml"))
PIECES = st.sampled_from(
    ["", " ", "\n", "\t", ":", "- ", "{", "}", "[", "]", ",", "'", '"', "|", ">", "#", "&", "*", "é"]
)


@st.composite
def mutations(draw: st.DrawFn) -> tuple[int, bytes]:
    """Draw one of the built-in files with a line or a character deleted, doubled or replaced."""
    number = draw(st.integers(0, len(BUILT_IN) - 1))
    text = BUILT_IN[number].read_text("utf-8")
    parts: list[str] = text.splitlines(keepends=True) if draw(st.booleans()) else list(text)
    place = draw(st.integers(0, len(parts) - 1))
    action = draw(st.sampled_from(["delete", "double", "replace", "swap"]))
    new = {
        "delete": "",
        "double": parts[place] * 2,
        "replace": draw(PIECES),
        "swap": draw(st.sampled_from(parts)),
    }[action]
    return number, "".join([*parts[:place], new, *parts[place + 1 :]]).encode()


def checked(files: list[Path]) -> list[Mistake]:
    """Return the mistakes of files that need not have any."""
    try:
        check_seeds(read_seeds(files), NothingKnown())
    except SeedMistakesError as error:
        return error.mistakes or [Mistake("", 0, 0, "", "")]
    return []


@settings(max_examples=30, deadline=None)
@given(mutations())
def test_a_damaged_file_is_right_or_its_mistakes_are_whole(mutation: tuple[int, bytes]) -> None:
    number, damaged = mutation
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.yaml"
        path.write_bytes(damaged)

        begun = time.process_time()
        mistakes = checked([*BUILT_IN[:number], path, *BUILT_IN[number + 1 :]])

        assert time.process_time() - begun < 1
    for mistake in mistakes:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message
        assert mistake.code in CODES
