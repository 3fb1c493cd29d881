"""A table for the eye fits where it is shown, and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb.formats import Layout
from sofadb.formats.table import ROWS_THAT_DECIDE, Table
from sofadb.result import Result
from tests.formats.results import ascii_text, numbers, tables, written

if TYPE_CHECKING:
    from sofadb.result import Row


def test_numbers_are_grouped_and_stand_right() -> None:
    result = Result(("who", "best", "year", "actor_id"), [("usa", 16000, 2014, 1001), ("gbr", None, 2011, 2)])

    assert written("table", result) == (
        "who    best  year  actor_id\n"
        "---  ------  ----  --------\n"
        "usa  16,000  2014      1001\n"
        "gbr          2011         2\n"
    )  # fmt: skip


@pytest.mark.parametrize("text", ["007", "1e5", "False", "True", "16000", "nan", "  lead", "1_0", "a  b"])
def test_a_text_stays_as_it_is_in_a_table(text: str) -> None:
    assert written("table", Result(("a",), [(text,)]), Layout(header=False)) == f"{text}\n"
    assert written("table", Result(("a",), [(text,)]), Layout(header=False, width=20)) == f"{text}\n"


def test_a_column_of_numbers_and_words_is_left_alone() -> None:
    assert written("table", Result(("a",), [(16000,), ("x",)])) == "a\n-----\n16000\nx\n"


def test_a_table_is_limited_to_the_columns_to_be_shown() -> None:
    result = Result(("a", "b", "c"), [(1, 2, 3)], shown=("c", "a", "gone"))

    assert written("table", result) == "c  a\n-  -\n3  1\n"
    assert written("csv", result) == "a,b,c\n1,2,3\n"


def test_the_widest_texts_are_wrapped_first() -> None:
    result = Result(("ref", "wording"), [("irq-1", "up to 300 soldiers and about 170 contractors")])

    assert written("table", result, Layout(width=30)) == (
        "ref    wording\n"
        "-----  ----------------------\n"
        "irq-1  up to 300 soldiers and\n"
        "       about 170 contractors\n"
    )  # fmt: skip


def test_records_stand_one_value_a_line_when_columns_do_not_fit() -> None:
    result = Result(("country", "best", "wording"), [("Afghanistan", 9800, "up to 9,800 troops"), ("Iraq", None, "")])

    assert written("table", result, Layout(width=24)) == (
        "country  Afghanistan\n"
        "best     9,800\n"
        "wording  up to 9,800\n"
        "         troops\n"
        "\n"
        "country  Iraq\n"
        "best\n"
        "wording\n"
    )  # fmt: skip


def test_a_wide_character_takes_two_places() -> None:
    result = Result(("name", "n"), [("日本", 1), ("Iraq", 2)])

    assert written("table", result) == "name  n\n----  -\n日本  1\nIraq  2\n"


@given(tables(ascii_text | st.none() | numbers), st.integers(20, 120), st.booleans())
def test_a_fitted_table_is_never_wider_than_asked(result: Result, width: int, header: bool) -> None:
    text = written("table", result, Layout(width=width, header=header))

    assert max(map(len, text.splitlines()), default=0) <= width


@given(tables(st.text("ab 日本-_/", max_size=80)), st.integers(20, 60))
def test_a_fitted_table_with_wide_characters_is_never_wider_than_asked(result: Result, width: int) -> None:
    text = written("table", result, Layout(width=width))

    assert max(len(line) + sum(each in "日本" for each in line) for line in text.splitlines()) <= width


def long_table(late: Row, count: int = 2 * ROWS_THAT_DECIDE) -> Result:
    """Make an answer whose later rows are unlike its first ones."""
    early: list[Row] = [("abc", 1000)] * ROWS_THAT_DECIDE
    return Result(("name", "best"), [*early, *[late] * (count - ROWS_THAT_DECIDE)])


def test_a_table_may_grow_wider_in_a_pipe() -> None:
    lines = written("table", long_table(("much longer", 1_000_000))).splitlines()

    assert lines[:3] == ["name   best", "----  -----", "abc   1,000"]
    assert lines[-1] == "much longer  1,000,000"
    assert len(lines) == 2 * ROWS_THAT_DECIDE + 2


def test_a_later_text_is_wrapped_on_a_terminal_but_never_a_number() -> None:
    lines = written("table", long_table(("much longer", 1_000_000)), Layout(width=80)).splitlines()

    assert lines[-3:] == ["much  1,000,000", "long", "er"]


def test_a_later_number_takes_its_room_from_a_text() -> None:
    early: list[Row] = [("text " * 4, 1)] * ROWS_THAT_DECIDE

    lines = written("table", Result(("a", "b"), [*early, ("text " * 4, 10**9)]), Layout(width=25)).splitlines()

    assert lines[-2:] == ["text text   1,000,000,000", "text text"]


def test_the_first_rows_say_what_is_a_number() -> None:
    lines = written("table", long_table(("x", "unknown"))).splitlines()

    assert lines[-1] == "x     unknown"
    assert written("table", Result(("a",), [("x",)] * ROWS_THAT_DECIDE + [(16000,)])).splitlines()[-1] == "16000"


@given(text=st.text("ab 日本-_/", max_size=80), width=st.integers(20, 60))
@settings(max_examples=10)
def test_later_rows_are_never_wider_than_asked(text: str, width: int) -> None:
    lines = written("table", long_table((text, 10**12), ROWS_THAT_DECIDE + 2), Layout(width=width)).splitlines()

    assert max(len(line) + sum(each in "日本" for each in line) for line in lines) <= width


def test_the_first_block_of_a_table_needs_only_its_first_rows() -> None:
    rows = iter([("x", number) for number in range(10 * ROWS_THAT_DECIDE)])

    blocks = Table(Result(("a", "b"), rows), Layout(width=80)).blocks()

    assert next(blocks).text == "a    b\n-  ---\n"
    assert next(blocks).rows < ROWS_THAT_DECIDE
    assert next(rows)[1] == ROWS_THAT_DECIDE


def test_columns_for_the_eye_are_left_out_where_there_is_no_room() -> None:
    result = Result(("a", "b", "c"), [("x" * 10, "y" * 10, "z" * 10)], shown=("b", "a", "c"))

    table = Table(result, Layout(width=24))

    assert table.left_out == ("c",)
    assert "".join(block.text for block in table.blocks()).split() == [
        "b",
        "a",
        "-" * 10,
        "-" * 10,
        "y" * 10,
        "x" * 10,
    ]
