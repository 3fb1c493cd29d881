"""Records, color and excerpts: an answer for the eye, whatever its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.formats import Layout
from sofadb.formats.excerpt import MOST_BYTES, Excerpt
from sofadb.formats.table import ROWS_THAT_DECIDE
from sofadb.result import Result
from tests.formats.results import RICH, awkward_text, written
from tests.formats.test_table import long_table
from tests.formats.test_visible import is_dangerous

if TYPE_CHECKING:
    from sofadb.result import Row


def test_records_are_as_wide_as_they_need_in_a_pipe() -> None:
    result = Result(("ref", "wording"), [("a", "up to 300 " * 20), ("b", None)])

    assert written("table", result, Layout(vertical=True)) == (
        f"ref      a\nwording  {('up to 300 ' * 20).rstrip()}\n\nref      b\nwording\n"
    )


def test_records_of_many_rows_are_parted_by_one_empty_line() -> None:
    text = written("table", long_table(("x", None)), Layout(vertical=True))

    assert text.count("\n\n") == 2 * ROWS_THAT_DECIDE - 1
    assert text.split("\n\n")[-1] == "name  x\nbest\n"


@pytest.mark.parametrize("layout", [Layout(width=60), Layout(), Layout(width=100), Layout(vertical=True, width=40)])
def test_color_changes_nothing_but_the_color(layout: Layout) -> None:
    colored = written("table", RICH, layout._replace(color=True))

    assert re.sub("\x1b\\[[0-9]*m", "", colored) == written("table", RICH, layout)
    assert colored.startswith("\x1b[1m")


@given(columns=st.lists(awkward_text, min_size=1, max_size=3), text=awkward_text, vertical=st.booleans())
def test_no_value_brings_color_of_its_own(columns: list[str], text: str, vertical: bool) -> None:
    result = Result(tuple(columns), [(f"\x1b[7m{text}",) * len(columns)])

    shown = written("table", result, Layout(width=40, color=True, vertical=vertical))

    assert [each for each in re.sub("\x1b\\[[012]m", "", shown) if each != "\n" and is_dangerous(each)] == []


# Excerpts


def cut_short(result: Result, *, wrapped: bool = True) -> tuple[str, str]:
    """Write the beginning of an answer; returns what is written and what is said about the rest."""
    excerpt = Excerpt(result, wrapped=wrapped)
    return written("table", excerpt.result, Layout(width=80 if wrapped else None)), excerpt.cut


def test_a_short_answer_is_no_excerpt() -> None:
    result = Result(("a",), [(number,) for number in range(1000)])

    assert cut_short(result) == (written("table", result), "")


def test_an_excerpt_ends_after_a_thousand_rows() -> None:
    text, cut = cut_short(Result(("a",), ((number,) for number in range(100_000))))

    assert text.count("\n") == 1002
    assert cut == "the first 1,000 rows are shown; --limit 5000 shows more, -f csv or -o FILE gives all"


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("giant", ["x" * 4_000_000, "\x1b" * 500_000, "日" * 700_000], ids=["long", "hidden", "wide"])
@pytest.mark.parametrize("before", [0, 1, 500])
def test_an_excerpt_holds_no_giant_cell(giant: str, before: int, wrapped: bool) -> None:
    rows: list[Row] = [*[("a", "b")] * before, *[("a", giant)] * 3]

    text, cut = cut_short(Result(("a", "b"), rows), wrapped=wrapped)

    assert len(text.encode()) < 1.5 * MOST_BYTES
    assert "-o FILE gives all" in cut
    assert ("first row" in cut) == (before < 2)


def test_an_excerpt_in_a_pipe_counts_the_room_of_its_widest_cells() -> None:
    text, cut = cut_short(Result(("a", "b"), [("x" * 5000, "y")] * 1000), wrapped=False)

    assert len(text.encode()) < 1.5 * MOST_BYTES
    assert cut == "the first 199 rows are shown, about a megabyte of text; -f csv or -o FILE gives all"


@given(st.text("ab,-_/ 日", max_size=300), st.integers(20, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    shown = written("table", Result(("a",), [(text,)]), Layout(width=width, header=False))

    assert "".join(shown.split()) == "".join(text.split())
