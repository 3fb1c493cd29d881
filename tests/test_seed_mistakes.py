"""Every mistake of every seed file is found at once, with its exact place, and nothing is loaded."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb import paths
from sofadb.cli import main
from sofadb.seed.check import check_seeds, read_seeds
from sofadb.seed.known import NothingKnown
from sofadb.seed.mistakes import CODES, Mistake, SeedMistakesError

if TYPE_CHECKING:
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


def count(words: str) -> str:
    """Write a file with one count of which all but these words is right."""
    return f"{COUNTS}      - {{key: trainers, actor: freedonia, host: sylvania, measure: sent, {words}}}\n"


def actor(words: str) -> str:
    """Write a file with one more actor of which all but these words is right."""
    return f"{ACTORS}  - {{key: sylvania, name: Sylvania, kind: state, {words}}}\n"


def position(words: str) -> str:
    """Write a file with one position of which all but these words is right."""
    given = f"key: demand, holder: freedonia, act: demand, issue: custody, summary: S, {words}"
    return f"{SOURCE}passages:\n  - at: page 1\n    positions:\n      - {{{given}}}\n"


#: The least that makes each mistake: its code, what is special about it, the file.
CASES: dict[str, str | bytes] = {
    "S001 latin-1": ACTORS.encode() + b"  - {key: silvania, name: Silv\xe2nia, kind: state}\n",
    "S002 tab": "format:\t1\n",
    "S002 NUL": "format: 1\0\n",
    "S002 line separator": "format: 1 # one\u2028\n",
    "S003 open bracket": "format: 1\nactors: [\n",
    "S003 wrong indent": "format: 1\n actors: []\n",
    "S004 anchor": "format: &one 1\n",
    "S004 alias": "format: *one\n",
    "S004 tag": "format: !!int 1\n",
    "S004 second document": "format: 1\n---\nformat: 1\n",
    "S004 too deep": "format: 1\nactors: " + "[" * 30 + "]" * 30 + "\n",
    "S004 name is a list": "format: 1\n[a]: b\n",
    "S005 field twice": "format: 1\nactors: []\nactors: []\n",
    "S006 list wanted": "format: 1\nactors: freedonia\n",
    "S006 text wanted": actor("part_of: [freedonia]"),
    "S006 group wanted": "- format: 1\n",
    "S007 unknown field": actor("capitol: Sylvan City"),
    "S007 near field": count("exact: 1, as_off: 1999"),
    "S007 merge key": actor("<<: {part_of: freedonia}"),
    "S008 missing": f"{ACTORS}  - {{key: sylvania, name: Sylvania}}\n",
    "S008 half a publication": "format: 1\nsource: {key: s, type: report, publication: {key: p, name: P}, title: T}",
    "S009 no value": actor("part_of: "),
    "S009 white space": actor("part_of: '  '"),
    "S010 no version": "actors: []\n",
    "S010 another version": "format: 2\n",
    "S010 empty": "# nothing yet\n",
    "S011 capital": actor("part_of: Freedonia"),
    "S011 underscore": f"{ACTORS}  - {{key: syl_vania, name: Sylvania, kind: state}}\n",
    "S012 comma": count("exact: '1,200'"),
    "S012 leading zero": count("exact: 017"),
    "S012 sign": count("exact: -5"),
    "S012 word": count("exact: many"),
    "S012 too large": count("exact: 9223372036854775808"),
    "S013 month by name": count("exact: 1, as_of: March 1999"),
    "S013 no such day": count("exact: 1, as_of: 1999-02-30"),
    "S013 not a day": actor("valid_from: 1999-03"),
    "S014 near word": f"{ACTORS}  - {{key: sylvania, name: Sylvania, kind: stat}}\n",
    "S014 name of a field": actor("codes: {isoo3: XSY}"),
    "S014 far word": count("exact: 1, category: zebras"),
    "S015 no kind": SOURCE + "passages:\n  - at: 7\n",
    "S015 no number": SOURCE + "passages:\n  - at: paragraph\n",
    "S016 short": SOURCE + "passages:\n  - {at: page 1, fingerprint: 0f0f}\n",
    "S016 capitals": SOURCE + f"passages:\n  - {{at: page 1, fingerprint: {'0F' * 32}}}\n",
    "S017 nine words": count("exact: 9, wording: one two three four five six seven eight nine"),
    "S018 none": count("wording: some"),
    "S018 two": count("up_to: 2, exact: 1"),
    "S019 bounds": count("between: [20, 10]"),
    "S019 validity": actor("valid_from: 1999-01-02, valid_to: 1999-01-01"),
    "S020 no reason": count("exact: 1, status: conflict"),
    "S020 negotiation": SOURCE.replace("at: page 1", "at: page 1, claim_status: deprecated"),
    "S022 long text": count("exact: 1, note: " + "x" * 10_001),
    "S021 two slashes": count("exact: 1, part_of: a/b/c"),
    "S021 no key": count("exact: 1, part_of: herald/"),
    "S030 actor": actor("part_of: fredonia"),
    "S030 claim": count("exact: 1, part_of: gazette/trainers"),
    "S030 negotiation": position("negotiation: walks"),
    "S031 actor": f"{ACTORS}  - {{key: freedonia, name: Sylvania, kind: state}}\n",
    "S031 claim of another kind": count("exact: 1")
    + "    events:\n      - {key: trainers, kind: visit, summary: They came.}\n",
    "S031 passage": SOURCE + "passages:\n  - at: page 2\n  - at: page  2\n",
    "S032 name": actor("names: [{name: FREEDONIA}]"),
    "S033 part of itself": f"{ACTORS}  - {{key: sylvania, name: Sylvania, kind: state, part_of: sylvania}}\n",
    "S033 by a detour": "format: 1\nactors:\n"
    "  - {key: a, name: A, kind: agency, part_of: b}\n"
    "  - {key: b, name: B, kind: agency, part_of: c}\n"
    "  - {key: c, name: C, kind: agency, part_of: a}\n",
    "S033 answers itself": position("negotiation: talks, responds_to: demand"),
    "S034 one day": "format: 1\nactors:\n"
    "  - {key: a, name: A, kind: state, codes: {cow: {code: '9', valid_to: 1999-12-31}}}\n"
    "  - {key: b, name: B, kind: state, codes: {cow: {code: '9', valid_from: 1999-12-31}}}\n",
    "S035 passage": "format: 1\npassages:\n  - at: page 1\n",
    "S036 position": position("stated: 1999"),
}


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


def test_every_code_has_a_case() -> None:
    assert {name.split()[0] for name in CASES} == CODES.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_case_makes_its_mistake_and_no_other(name: str) -> None:
    found = {mistake.code for mistake in mistakes_of(written("bad.yaml", CASES[name])).mistakes}

    assert found == {name.split()[0]}


def test_every_message_is_the_one_that_was_read_and_approved() -> None:
    texts = [f"# {name}\n{mistakes_of(written('bad.yaml', bad))}\n" for name, bad in CASES.items()]

    printed = "\n".join(texts)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        GOLDEN.write_text(printed, "utf-8")
    assert printed == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_a_message_is_in_words_for_the_user(name: str) -> None:
    for mistake in mistakes_of(written("bad.yaml", CASES[name])).mistakes:
        assert mistake.help.split() == [] or len(mistake.help.split()) > 1
        for word in ("None", "Error", "dict", "NoneType", "stand-in", "standin"):
            assert word not in str(mistake)


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
            "      - {key: b, holder: freedonia, act: state, issue: other, summary: S}\n",
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
    (33, 9, "S020"),
    (37, 18, "S009"),
    (39, 18, "S021"),
    (41, 9, "S019"),
    (46, 9, "S018"),
    (46, 14, "S031"),
]


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
    assert error.message.splitlines()[-1] == "2 errors in 2 of 3 files; nothing was loaded"


def test_json_says_what_the_text_says(capsys: pytest.CaptureFixture[str], built_in_file: Path) -> None:
    bad = written("many.yaml", (SEEDS / "many.yaml").read_bytes())

    code = main(["--db", str(built_in_file), "seed", "check", "--json", "many.yaml"])

    printed = capsys.readouterr()
    objects: list[dict[str, Any]] = json.loads(printed.out)  # Any: JSON
    assert code == 4
    assert [Mistake(**each) for each in objects] == mistakes_of(bad).mistakes
    assert printed.err.rstrip("\n") == mistakes_of(bad).message
    assert [(each["line"], each["column"], each["code"]) for each in objects] == MANY


def test_json_of_a_file_without_mistakes_is_an_empty_list(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    written("good.yaml", ACTORS)

    code = main(["--db", str(built_in_file), "seed", "check", "--json", "good.yaml"])

    assert (code, json.loads(capsys.readouterr().out)) == (0, [])


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


@settings(max_examples=60, deadline=None)
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
