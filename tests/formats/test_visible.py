"""No character that steers a terminal, or hides, is shown."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.formats import Layout
from sofadb.formats.terminal import visible
from sofadb.result import Result
from tests.formats.results import awkward_text, written

# What is safe to show


# Unicode counts these signs of Arabic, Syriac and Kaithi as format characters, but they have a shape.
SHAPED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def is_dangerous(character: str) -> bool:
    """Judge by Unicode's own tables, not by the pattern of the program."""
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"}
    return hidden and ord(character) not in SHAPED


def test_every_character_that_steers_or_hides_is_spelled_out() -> None:
    shown = [chr(code) for code in range(sys.maxunicode + 1) if visible(chr(code)) == chr(code)]

    assert [f"{ord(each):04X}" for each in shown if is_dangerous(each)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, Ünïcödé, 日本, دولة", "plain, Ünïcödé, 日本, دولة"),
        ("\x00\x1b\x7f\x9b", r"\x00\x1b\x7f\x9b"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\u202e\u2028\ufeff\U000e0041", "<U+202E><U+2028><U+FEFF><U+E0041>"),
        ("\ud800", "<U+D800>"),
    ],
)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
@given(columns=st.lists(awkward_text, min_size=1, max_size=3), text=awkward_text)
def test_nothing_that_steers_a_terminal_is_written(name: str, columns: list[str], text: str) -> None:
    result = Result(tuple(columns), [(text,) * len(columns)] * 2)

    shown = written(name, result, Layout(null=text)) + written(name, result, Layout(width=20))

    assert [each for each in shown if each != "\n" and is_dangerous(each)] == []
