"""A mistyped word finds what was meant, and a short word is not found in a longer one by chance."""

from __future__ import annotations

import pytest

from sofadb import vocabulary
from sofadb.spelling import near

CHOICES = [
    "igo",
    "ngo",
    "wire",
    "state",
    "agency",
    "government",
    "dataset",
    "usa",
    "irq",
    "Iraq",
    "Afghanistan",
    "king",
]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("kingdom", "king"),
        ("igos", "igo"),
        ("nog", "ngo"),
        ("Irak", "Iraq"),
        ("us", "usa"),
        ("afghan", "Afghanistan"),
        ("goverment", "government"),
        ("agenci", "agency"),
        ("DATASETS", "dataset"),
    ],
)
def test_what_was_mistyped_is_near(word: str, nearest: str) -> None:
    assert near(word, CHOICES)[0] == nearest


@pytest.mark.parametrize("word", ["kingdom", "militias", "organisation", "estate agent"])
def test_a_short_word_is_not_near_because_a_long_one_has_its_letters(word: str) -> None:
    assert not {"igo", "ngo", "irq", "wire"} & set(near(word, CHOICES))


@pytest.mark.parametrize(
    "word", [word for words in (vocabulary.CATEGORIES, vocabulary.ACTOR_KINDS) for word in words]
)
def test_every_word_is_near_to_itself_with_a_letter_missing(word: str) -> None:
    choices = [*vocabulary.CATEGORIES, *vocabulary.ACTOR_KINDS]

    assert word in near(word[:-1], choices)
    assert word in near(word[1:], choices)
