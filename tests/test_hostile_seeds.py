"""No seed file crashes, hangs or fills the memory: each is refused with file, line and column, or it is right."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofadb import paths
from sofadb.database.target import Target
from sofadb.migrate import upgrade
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.codes import CODES
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.reading import long_files
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reading.long_files import FEWEST_ENTRIES, LONG_LIST
from sofadb.seed.reading.typed import MOST_MISTAKES
from tests.hostile_seeds import FAMILIES, GOOD, Files, heavy, valid

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Runner

MOST_SECONDS = 1.0
MOST_MEGABYTES = 200
#: Tens of thousands of mistakes take longer than one file that a person could have written.
MOST_SECONDS_OF_THE_HEAVY = 8.0
MOST_MEGABYTES_OF_THE_HEAVY = 600
#: Families of files that are wrong by themselves, whatever a database holds; a database of nothing is read sooner.
ALONE = ("bytes", "characters", "forms", "shapes", "fields", "values")
HERE = Path(__file__).parent

#: Checks each file as a user would, one after the other, and prints what came of it and what it took.
PROGRAM = """
import contextlib, io, json, resource, sys, time
from sofadb.cli import main
for name in sys.argv[2:]:
    printed, said = io.StringIO(), io.StringIO()
    begun = time.process_time()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = main(["--db", sys.argv[1], "seed", "check", name])
    seconds = time.process_time() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([name, code, printed.getvalue()[:9], said.getvalue()[:200_000], seconds, megabytes]))
"""

#: A process counts the memory of the one that it was copied from: so a small one starts it, not the test.
STARTER = """
import os, sys
_, status, _ = os.wait4(os.posix_spawn(sys.executable, sys.argv[1:], os.environ), 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Outcome(NamedTuple):
    """What came of the check of one file: exit code, both outputs, and what it took."""

    name: str
    code: int
    printed: str
    said: str
    seconds: float
    megabytes: float


def check_all(files: Files, folder: Path, database: Path) -> dict[str, Outcome]:
    """Write files and check each, all in one process of their own; returns the outcomes by the names of the files."""
    written = {f"{number}.yaml": name for number, name in enumerate(files)}
    for short, name in written.items():
        (folder / short).write_bytes(files[name])
    words = [sys.executable, "-c", STARTER, sys.executable, "-c", PROGRAM, str(database), *written]
    done = subprocess.run(words, capture_output=True, cwd=folder, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    outcomes = (Outcome(*json.loads(line)) for line in done.stdout.splitlines())
    return {written[outcome.name]: outcome for outcome in outcomes}


def is_refusal(outcome: Outcome) -> bool:
    """Tell whether a file was refused in the right words: its name, a line, a column and a code; no traceback."""
    place = re.search(
        rf"^error\[(S\d\d\d)\] {re.escape(outcome.name)}:[1-9]\d*:[1-9]\d*: ", outcome.said, re.MULTILINE
    )
    return outcome.code == 4 and not outcome.printed and place is not None and place[1] in CODES and is_clean(outcome)


def is_clean(outcome: Outcome) -> bool:
    """Tell whether nothing was said that only a programmer understands, and nothing that steers a terminal."""
    internal = ("Traceback", "unexpected:", "stand-in", "NoneType", "pydantic", "yaml.scanner", "yaml.parser")
    steering = re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", outcome.said)
    return steering is None and not any(word in outcome.said for word in internal)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database of our tables, with nothing in them, which the tests only read."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    upgrade(Target(path=path))
    return path


@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_file_is_refused_with_its_place(
    family: str, tmp_path: Path, built_in_file: Path, empty_file: Path
) -> None:
    files = FAMILIES[family]()

    outcomes = check_all(files, tmp_path, empty_file if family in ALONE else built_in_file)

    assert outcomes.keys() == files.keys()
    assert [outcome for outcome in outcomes.items() if not is_refusal(outcome[1])] == []
    assert {name: each.seconds for name, each in outcomes.items() if each.seconds > MOST_SECONDS} == {}
    assert max(each.megabytes for each in outcomes.values()) < MOST_MEGABYTES


def test_there_are_more_than_three_hundred_hostile_files_without_those_of_a_wrong_shape() -> None:
    different = {raw for family, build in FAMILIES.items() if family != "shapes" for raw in build().values()}

    assert len(different) > 300


def test_a_file_that_only_looks_odd_is_right(tmp_path: Path, built_in_file: Path) -> None:
    outcomes = check_all(valid(), tmp_path, built_in_file)

    assert {
        name: each.said for name, each in outcomes.items() if each.code != 0 or "no mistakes" not in each.said
    } == {}
    assert max(each.seconds for each in outcomes.values()) < MOST_SECONDS


@pytest.mark.parametrize("name", heavy())
def test_thousands_of_mistakes_take_a_time_that_grows_in_a_line(
    name: str, tmp_path: Path, built_in_file: Path
) -> None:
    (outcome,) = check_all({name: heavy()[name]}, tmp_path, built_in_file).values()

    assert is_refusal(outcome)
    assert outcome.seconds < MOST_SECONDS_OF_THE_HEAVY
    assert outcome.megabytes < MOST_MEGABYTES_OF_THE_HEAVY


@pytest.mark.parametrize(
    ("entry", "many"), [("x", 300_000), ("{}", 150_000), ("{key: Ä, name: N, kind: agenci}", FEWEST_ENTRIES + 1000)]
)
def test_a_list_that_is_wrong_throughout_is_given_up_after_as_many_mistakes_as_are_listed(
    entry: str, many: int, tmp_path: Path
) -> None:
    """A million words, 2 MB, took more than 300 s; one more mistake says how many are not listed."""
    file = tmp_path / "x.yaml"
    file.write_text(f"format: 1\nactors: [{','.join([entry] * many)}]\n", "utf-8")
    begun = time.process_time()
    mistakes = mistakes_of([file])

    assert time.process_time() - begun < MOST_SECONDS_OF_THE_HEAVY
    assert len(mistakes) == MOST_MISTAKES + 1
    assert re.search(r"more than 10,000 mistakes; from here on, at least [\d,]+ are not listed", str(mistakes[-1]))
    assert {(mistake.code, mistake.line) for mistake in mistakes} <= {(code, 2) for code in CODES}


def test_no_mistake_of_a_long_file_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more entries than are looked at at once, with a mistake at its end and others in lists of entries."""
    fewest = 5 * LONG_LIST
    monkeypatch.setattr(long_files, "FEWEST_ENTRIES", fewest)
    actors = "".join(f"  - {{key: a{number}, name: N{number}, kind: agency}}\n" for number in range(fewest))
    names = ", ".join(f"{{name: M{number}}}" for number in range(LONG_LIST + 20))
    file = tmp_path / "x.yaml"
    file.write_text(
        f"format: 1\nactors:\n{actors}  - {{key: b, name: B, kind: agenci, names: [{names}, x]}}\n", "utf-8"
    )

    mistakes = mistakes_of([file])

    assert [(mistake.line, mistake.code) for mistake in mistakes] == [(fewest + 3, "S014"), (fewest + 3, "S006")]


# What is no file


def no_file(kind: str) -> None:
    """Make something of another kind that is named like a seed file, in the current folder."""
    path = Path("x.yaml")
    makers: dict[str, Callable[[], None]] = {
        "a FIFO": lambda: os.mkfifo(path),
        "a device": lambda: path.symlink_to("/dev/zero"),
        "a link to itself": lambda: path.symlink_to(path.name),
        "a link to nothing": lambda: path.symlink_to("nothing.yaml"),
        "a socket": lambda: _socket(path),
        "an empty folder": path.mkdir,
        "a file that is too large": lambda: _sparse(path),
    }
    makers[kind]()


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 200 * 1024 * 1024)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("a FIFO", 4),
        ("a device", 4),
        ("a link to itself", 2),
        ("a link to nothing", 2),
        ("a socket", 4),
        ("an empty folder", 2),
        ("a file that is too large", 4),
    ],
)
def test_what_is_no_file_is_refused_by_its_name(
    kind: str, code: int, run: Runner, built_in_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(run.home)
    no_file(kind)

    named = run("--db", str(built_in_file), "seed", "check", "x.yaml")
    beside = run("--db", str(built_in_file), "seed", "check", ".")

    assert (named.returncode, "x.yaml" in named.stderr, "Traceback" in named.stderr) == (code, True, False)
    assert (beside.returncode in (2, 4), "Traceback" in beside.stderr) == (True, False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused_by_its_name(run: Runner, built_in_file: Path) -> None:
    path = run.home / "x.yaml"
    path.write_text(GOOD, "utf-8")
    path.chmod(0)

    done = run("--db", str(built_in_file), "seed", "check", "x.yaml")

    assert (done.returncode, "x.yaml:1:1" in done.stderr) == (4, True)


@pytest.mark.parametrize(
    "name", [b"a\nb.yaml", b"\x1b[31m.yaml", b"\xff\xfe.yaml", b"-x.yaml", b" .yaml", "\u202e.yaml".encode()]
)
def test_a_strange_name_of_a_file_is_made_visible(name: bytes, run: Runner, built_in_file: Path) -> None:
    (Path(os.fsdecode(os.fsencode(run.home) + b"/" + name))).write_bytes(b"format: 2\n")

    done = run("--db", str(built_in_file), "seed", "check", ".")

    assert (done.returncode, "error[S010]" in done.stderr, "Traceback" in done.stderr) == (4, True, False)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.stderr) is None


# The real files, damaged

REAL = [
    *(paths.built_in_seeds() / name for name in ("immunity-2011.yaml", "immunity-2014.yaml")),
    *(HERE / "seeds" / name for name in ("freedonia.yaml", "herald.yaml", "gazette.yaml", "strelsau-post.yaml")),
]
NEEDED = {"immunity": [paths.built_in_seeds() / "actors.yaml"], "strelsau": [HERE / "seeds" / "graustark.yaml"]}
#: The states that they name, for to read all there are takes most of the time.
STATES = """\
format: 1
actors:
  - {key: irq, name: Iraq, kind: state}
  - {key: nor, name: Norway, kind: state}
  - {key: usa, name: United States, kind: state}
"""
PIECES = st.sampled_from(
    [
        *" \n\t:-{}[],'\"|>#&*!%@`?é٣\u202e\x00",
        "- ",
        ": ",
        "''",
        "---\n",
        "2014-06-21",
        "17000",
        "NO",
        "~",
        "at:",
        "key: x",
        "9" * 30,
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Path, bytes]:
    """Draw a real file with up to three damages: to lines, bytes, the indentation or values."""
    path = draw(st.sampled_from(REAL))
    raw = path.read_bytes()
    for _ in range(draw(st.integers(1, 3))):
        raw = draw(st.sampled_from([of_a_line, of_a_byte, of_an_indentation, of_a_value]))(draw, raw)
    return path, raw


def of_a_line(draw: st.DrawFn, raw: bytes) -> bytes:
    """Delete a line, double it, or let two change places."""
    lines = raw.splitlines(keepends=True) or [b"\n"]
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    action = draw(st.sampled_from(["delete", "double", "swap", "cut"]))
    if action == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif action == "cut":
        lines = lines[:one]
    else:
        lines[one : one + 1] = [] if action == "delete" else [lines[one]] * 2
    return b"".join(lines)


def of_a_byte(draw: st.DrawFn, raw: bytes) -> bytes:
    """Put something in the place of a byte."""
    place = draw(st.integers(0, max(0, len(raw) - 1)))
    piece = draw(st.one_of(PIECES.map(str.encode), st.binary(min_size=1, max_size=2)))
    return raw[:place] + piece + raw[place + draw(st.integers(0, 2)) :]


def of_an_indentation(draw: st.DrawFn, raw: bytes) -> bytes:
    """Move some lines to the left or to the right."""
    lines = raw.splitlines(keepends=True) or [b"\n"]
    first = draw(st.integers(0, len(lines) - 1))
    shift = draw(st.sampled_from([-4, -2, -1, 1, 2, 4]))
    for number in range(first, min(len(lines), first + draw(st.integers(1, 5)))):
        lines[number] = b" " * shift + lines[number] if shift > 0 else lines[number].removeprefix(b" " * -shift)
    return b"".join(lines)


def of_a_value(draw: st.DrawFn, raw: bytes) -> bytes:
    """Give a field the value of another field, or one that is no value."""
    values = list(re.finditer(rb"(?<=: )[^\n{}\[\]]+", raw))
    if not values:
        return raw
    one, other = (values[draw(st.integers(0, len(values) - 1))] for _ in range(2))
    piece = draw(st.one_of(st.just(other[0]), PIECES.map(str.encode)))
    return raw[: one.start()] + piece + raw[one.end() :]


def mistakes_of(files: list[Path]) -> list[Mistake]:
    """Return the mistakes of files that need not have any."""
    try:
        return check_seeds(read_seeds(files), NothingKnown()).findings.mistakes
    except SeedMistakesError as error:
        return error.mistakes or [Mistake("", 0, 0, "", "refused without a mistake")]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_a_damaged_file_is_right_or_each_mistake_has_a_place_in_it(found: tuple[Path, bytes]) -> None:
    path, raw = found
    beside = next((files for name, files in NEEDED.items() if path.name.startswith(name)), [])
    with tempfile.TemporaryDirectory() as folder:
        file, states = Path(folder) / "damaged.yaml", Path(folder) / "states.yaml"
        file.write_bytes(raw)
        states.write_text(STATES, "utf-8")
        beside = [*beside, states] if beside else []

        begun = time.process_time()
        mistakes = mistakes_of([file, *beside])

        assert time.process_time() - begun < 3
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for mistake in mistakes:
        assert mistake.code in CODES
        assert mistake.message
        if mistake.path == str(file):
            assert 1 <= mistake.line <= max(1, len(lines))
            assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        else:
            assert Path(mistake.path).name in {other.name for other in beside}
