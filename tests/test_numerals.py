"""The numbers of a text are found where they stand, in digits and in words; what counts nothing is left out."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.numerals import numerals
from sofadb.spelled import spelled

SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
UNITS, TENS = SMALL.split()[:20], SMALL.split()[20:]


def words_of(number: int, *, british: bool) -> str:
    """Write a number in English words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            whole, rest = divmod(number, scale)
            joint = " and " if british and 0 < rest < 100 else " "
            return f"{words_of(whole, british=british)} {name}" + (
                f"{joint}{words_of(rest, british=british)}" if rest else ""
            )
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,700 and 1 700 and 1.700 and 1'700", [1700] * 4),
        ("1\u202f700 or 1\u00a0700", [1700, 1700]),
        ("1,234,567", [1234567]),
        ("1.5 million, 2.25 thousand", [1500000, 2250]),
        ("3.5 a head", []),
        ("30k men, 2 dozen, 17 hundred", [30000, 24, 1700]),
        ("a 46-plane air service and a 5,000-man force", [46, 5000]),
        ("300-500 or 300–500", [300, 500, 300, 500]),
        ("the first 300 of the 575", [300, 575]),
        ("about 170 on June 15, 2014, at 10:30", [170]),
        ("in 2011, since 2003, by 2009-2010, the 1990s", []),
        ("in 2000 soldiers", [2000]),
        ("82nd Airborne, F-16, MH-60s, G8", []),
        ("$25 million, 40% of 300, 12 percent", [300]),
        ("١٧٠٠", [1700]),
        ("9" * 30, []),
    ],
)
def test_digits_that_count_are_found(text: str, values: list[int]) -> None:
    found = numerals(text)

    assert [number.value for number in found] == values
    assert all(number.in_digits and text[number.start : number.end].strip() for number in found)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and fifty", [("two hundred and fifty", 250)]),
        ("a thousand and one nights", [("a thousand and one", 1001)]),
        ("fifteen hundred", [("fifteen hundred", 1500)]),
        ("three million two hundred thousand and six", [("three million two hundred thousand and six", 3200006)]),
        ("two dozen, half a dozen, a dozen", [("two dozen", 24), ("half a dozen", 6), ("a dozen", 12)]),
        ("between two and three hundred", [("two", 2), ("three hundred", 300)]),
        ("between ten and twenty", [("ten", 10), ("twenty", 20)]),
        ("two a two", [("two", 2), ("two", 2)]),
        ("between two hundred and three hundred", [("two hundred", 200), ("three hundred", 300)]),
        ("two hundred and ten thousand", [("two hundred and ten thousand", 210000)]),
        ("between about two hundred and ten thousand", [("two hundred", 200), ("ten thousand", 10000)]),
        ("a hundred and a thousand", [("a hundred", 100), ("a thousand", 1000)]),
        ("nineteen eighty", [("nineteen", 19), ("eighty", 80)]),
        ("one two three", [("one", 1), ("two", 2), ("three", 3)]),
        ("several dozen, hundreds, many thousand, a few hundred", []),
        ("several hundred and fifty tents", []),
        ("no one, no-one, one another", []),
        ("TWENTY-FIVE", [("TWENTY-FIVE", 25)]),
        ("none, often, weight, at once, stone", []),
    ],
)
def test_numbers_in_words_are_found_and_cut_where_they_end(text: str, values: list[tuple[str, int]]) -> None:
    assert [(text[number.start : number.end], number.value) for number in spelled(text)] == values


@given(st.integers(0, 999_999_999), st.booleans())
def test_a_number_in_words_is_that_number(number: int, british: bool) -> None:
    text = f"some {words_of(number, british=british)} people"

    assert [found.value for found in numerals(text)] == [number]


@given(st.integers(0, 10**15), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", "\u2019"]))
def test_a_number_in_groups_of_digits_is_that_number(number: int, sign: str) -> None:
    assert [found.value for found in numerals(f"up to {number:,} people".replace(",", sign))] == [number]


@given(st.text(max_size=200))
def test_any_text_has_its_numbers_in_order_and_apart(text: str) -> None:
    found = numerals(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["1,000", "two hundred and ", "hundred ", "1.5 million ", "1 ", "a ", "12/", "no one "]
)
def test_the_time_grows_in_a_line(piece: str) -> None:
    begun = time.process_time()

    numerals(piece * 3_000)

    assert time.process_time() - begun < 1


def test_a_text_of_numbers_alone_is_read_in_a_time_that_grows_in_a_line() -> None:
    begun = time.process_time()

    found = numerals("one and " * 80_000)

    assert (len(found), time.process_time() - begun < 4) == (80_000, True)
