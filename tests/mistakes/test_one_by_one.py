"""Each rule has its message, in words for who wrote the file, and one mistake makes no other."""

from __future__ import annotations

import os
import re

import pytest

from sofadb.seed.codes import CODES
from sofadb.seed.reporting.lesson import RIGHT, WRONG, read_example
from tests.mistakes.wrong_files import (
    ACTORS,
    EXAMPLES,
    GOLDEN,
    HERE,
    SOURCE,
    WRONG_EXAMPLES,
    actor,
    count,
    mistakes_of,
    seen,
    written,
)


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
