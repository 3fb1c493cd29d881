"""A mistake is shown with its line and a mark, however long, wide or strange they are."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from sofadb.seed.codes import CODES
from sofadb.seed.reporting.excerpt import excerpt
from sofadb.seed.reporting.report import MOST_SHOWN, Style, printed
from tests.mistakes.test_all_at_once import marked
from tests.mistakes.wrong_files import ACTORS, actor, mistakes_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner


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
