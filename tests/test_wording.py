"""Wordings are found in a text as whole words and numbers, and digits agree with what is stored of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.fingerprint import fingerprint
from sofadb.verification.claims import digits_agree
from sofadb.wording import PlacedLetters, find_with_other_numbers, letters


@given(st.text(max_size=40))
def test_letters_are_those_of_a_fingerprint(text: str) -> None:
    assert fingerprint(letters(text)) == fingerprint(text)


@given(st.lists(st.from_regex(r"[a-z]{1,8}|[1-9]\d{0,3}", fullmatch=True), min_size=3, max_size=12), st.data())
def test_words_of_a_text_are_found_in_it_whole(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    wording = " ".join(words[start : start + 2])
    text = "”, “".join(words)

    span = PlacedLetters(text).find(wording)

    assert span is not None
    assert letters(text[slice(*span)]) == letters(wording)


@pytest.mark.parametrize(
    ("text", "wording", "is_found"),
    [
        ("In all 1,300 men", "300 men", False),
        ("In all 1\u202f300 men", "300 men", False),
        ("In 2011, 300 men", "300 men", True),
        ("The Iraqi army", "raqi army", False),
        ("Iraq’s army", "iraq's army", True),
        ("a 46-plane service", "46-plane", True),
        ("300 men, 1.5 million", "1.5 million", True),
        ("1.5 million", "5 million", False),
        ("Cafe\u0301s", "cafés", True),
        ("", "word", False),
        ("word", "–", False),
    ],
)
def test_a_wording_is_found_as_whole_words_and_numbers(text: str, wording: str, is_found: bool) -> None:
    assert (PlacedLetters(text).find(wording) is not None) == is_found


def test_other_numbers_are_found_only_where_the_words_are_the_same() -> None:
    assert find_with_other_numbers("sent up to 1,350 men", "up to 300 men") is not None
    assert find_with_other_numbers("sent up to 350 women", "up to 300 men") is None
    assert find_with_other_numbers("350", "300") is None


@pytest.mark.parametrize(
    ("printed", "bounds", "agree"),
    [
        ("1,700 soldiers", (1700,), True),
        ("1,700 soldiers", (17000,), False),
        ("between 10 and 20 thousand", (10000, 20000), True),
        ("300 to 400", (300, 4000), False),
        ("two dozen", (24,), True),
        ("several dozen", (60,), True),
        ("none of the 30", (0,), True),
        ("in 2012", (500,), True),
        ("a few", (), True),
    ],
)
def test_digits_agree_where_each_bound_is_printed(printed: str, bounds: tuple[int, ...], agree: bool) -> None:
    assert digits_agree(printed, bounds) == agree
