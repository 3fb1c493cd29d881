"""The quantities that a curator is offered are those that the words claim, in the words as printed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.hedges import find_hedges
from sofadb.seed.form.counts import Count
from sofadb.vocabulary import MOST_WORDS_OF_WORDING


def found(text: str) -> list[tuple[str, str, str]]:
    return [(hedge.field, ", ".join(hedge.values), hedge.wording) for hedge in find_hedges(text)]


@pytest.mark.parametrize(
    ("text", "field", "value", "wording"),
    [
        ("to send up to 575 new troops into", "up_to", "575", "up to 575 new troops"),
        ("As many as 40 of them", "up_to", "40", "As many as 40"),
        ("no more than 50 men", "up_to", "50", "no more than 50 men"),
        ("50 at most", "up_to", "50", "50 at most"),
        ("up to about 300", "up_to", "300", "up to about 300"),
        ("at least two battalions", "at_least", "2", "at least two battalions"),
        ("no fewer than 12", "at_least", "12", "no fewer than 12"),
        ("30 or more", "at_least", "30", "30 or more"),
        ("500+ trainers", "at_least", "500", "500+ trainers"),
        ("more than 1,700", "more_than", "1700", "more than 1,700"),
        ("over a thousand", "more_than", "1000", "over a thousand"),
        ("fewer than 12", "fewer_than", "12", "fewer than 12"),
        ("less than half a dozen", "fewer_than", "6", "less than half a dozen"),
        ("nearly 2,000", "nearly", "2000", "nearly 2,000"),
        ("almost 1.5 million people", "nearly", "1500000", "almost 1.5 million people"),
        ("About 170 troops were", "about", "170", "About 170 troops"),
        ("some 200", "about", "200", "some 200"),
        ("roughly 5,000 people who", "about", "5000", "roughly 5,000 people"),
        ("an estimated 900", "about", "900", "an estimated 900"),
        ("twenty or so", "about", "20", "twenty or so"),
        ("between 300 and 500 men", "between", "300, 500", "between 300 and 500 men"),
        ("300 to 400 troops", "between", "300, 400", "300 to 400 troops"),
        ("from 10 to 20", "between", "10, 20", "from 10 to 20"),
        ("300–500", "between", "300, 500", "300–500"),
        ("two to three thousand", "between", "2000, 3000", "two to three thousand"),
        ("between two and three thousand men", "between", "2000, 3000", "between two and three thousand men"),
        ("16,000 civilian personnel", "exact", "16000", "16,000 civilian personnel"),
        ("a dozen trainers", "exact", "12", "a dozen trainers"),
        ("Several dozen of those", "words", "dozens", "Several dozen"),
        ("dozens of men", "words", "dozens", "dozens"),
        ("a few hundred", "words", "hundreds", "a few hundred"),
        ("tens of thousands", "words", "thousands", "tens of thousands"),
        ("several cooks", "words", "several", "several cooks"),
        ("a small number of trainers", "words", "unquantified", "a small number of trainers"),
        ("an unknown number of advisers", "unknown", "yes", "an unknown number"),
        ("none of them", "none", "yes", "none"),
        ("zero", "none", "yes", "zero"),
    ],
)
def test_a_hedge_is_what_its_words_say(text: str, field: str, value: str, wording: str) -> None:
    assert found(text) == [(field, value, wording)]


@pytest.mark.parametrize(
    "text",
    [
        "one of the trainers",
        "in 2014",
        "2014 was the year",
        "on 20 June 2014 at 3:10 p.m.",
        "the F-16 cost $5 million, 12 percent more",
        "",
    ],
)
def test_what_counts_nothing_is_not_offered(text: str) -> None:
    assert found(text) == []


def test_several_quantities_of_a_text_come_in_their_order() -> None:
    text = "Up to 240 trainers would stay, about 30 of them medics; several dozen left, none returned."

    assert [(field, value) for field, value, _ in found(text)] == [
        ("up_to", "240"),
        ("about", "30"),
        ("words", "dozens"),
        ("none", "yes"),
    ]


TEXTS = st.lists(
    st.sampled_from(
        [
            *(
                "up",
                "to",
                "about",
                "575",
                "at",
                "least",
                "more",
                "than",
                "two",
                "dozen",
                "between",
                "300",
                "and",
                "500",
            ),
            *(
                "some",
                ",",
                ".",
                "–",
                "1,700",
                "several",
                "none",
                "the",
                "troops",
                "no",
                "an",
                "unknown",
                "number",
                "of",
            ),
            *("\u202e", "12.5", "%", "hundreds", "\xa0", "\x85", "half", "a", "man's", "of-fice"),
        ]
    ),
    max_size=20,
).map(" ".join)


@given(TEXTS)
def test_whatever_is_offered_can_stand_in_a_seed_file(text: str) -> None:
    for hedge in find_hedges(text):
        value = hedge.values[0] if len(hedge.values) == 1 else list(hedge.values)
        given_fields = {"key": "k", "actor": "a", "host": "h", "measure": "sent", hedge.field: value}
        count = Count.model_validate({**given_fields, "wording": hedge.wording})

        assert 1 <= len(hedge.wording.split()) <= MOST_WORDS_OF_WORDING
        assert hedge.wording == " ".join(text[hedge.start : hedge.end].split())
        assert count.key == "k"


def test_a_long_text_takes_time_in_proportion() -> None:
    sentence = "Up to 240 trainers stay, about 30 of them medics, and several dozen drivers leave for the coast. "
    text = sentence * 2_000
    begun = time.process_time()

    found = find_hedges(text)

    assert len(found) == 6_000
    assert all(text[hedge.start : hedge.end] == hedge.wording for hedge in found)
    assert time.process_time() - begun < 5
