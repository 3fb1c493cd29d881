"""All mistakes of all files come in one run, as text or as JSON."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from sofadb.cli import main
from sofadb.database.engine import writing_engine
from sofadb.models import Base
from sofadb.seed.codes import CODES
from sofadb.seed.reporting.report import LONGEST_LINE
from tests.conftest import database_words
from tests.mistakes.wrong_files import ACTORS, HERE, SEEDS, actor, mistakes_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


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
