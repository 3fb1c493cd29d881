"""A plain text is cut into the paragraphs that a curator would count."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.article import Paragraph, paragraphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo\nlines.\n", [(1, 1, "One."), (2, 3, "Two lines.")]),
        ("One.\r\n\r\n\r\nTwo\r\nlines.", [(1, 1, "One."), (2, 4, "Two lines.")]),
        ("One.\rTwo.", [(1, 1, "One."), (2, 2, "Two.")]),
        ("One.\nTwo.\n\n", [(1, 1, "One."), (2, 2, "Two.")]),
        ("\n\n  One.\n \t\nTwo.", [(1, 3, "One."), (2, 5, "Two.")]),
        ("One\nline.\fTwo.\nOn.", [(1, 1, "One line."), (2, 2, "Two. On.")]),
        ("\ufeff\n\nOne.", [(1, 1, "\ufeff"), (2, 3, "One.")]),
        (" \n\t\n", []),
        ("", []),
    ],
)
def test_blank_lines_and_pages_part_paragraphs(text: str, found: list[tuple[int, int, str]]) -> None:
    assert paragraphs(text) == [Paragraph(*each) for each in found]


@given(st.lists(st.text(alphabet="ab \n\r\f.", max_size=30)).map("\n\n".join))
def test_no_word_is_lost_or_made_up(text: str) -> None:
    found = paragraphs(text)

    assert " ".join(each.text for each in found).split() == text.split()
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.line for each in found] == sorted(each.line for each in found)


def test_a_long_text_is_cut_in_a_moment() -> None:
    text = "word\n\n" * 200_000
    begun = time.process_time()

    assert len(paragraphs(text)) == 200_000
    assert time.process_time() - begun < 5
