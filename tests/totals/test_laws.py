"""Totals keep their laws whatever the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb.errors import BadDataError
from sofadb.totals import FLOWS, RULES, Terms, sum_up
from sofadb.totals.amounts import Amount
from sofadb.totals.claims import Claim, Thing
from sofadb.totals.terms import why_left_out
from sofadb.vocabulary import MEASURES, WORD_QUANTIFIERS
from tests.totals.claims import (
    ARMY,
    BARE,
    BEYOND,
    DAY,
    NUMBERS,
    PORT,
    REFS,
    TERMS,
    TERMS_ASKED,
    by_group,
    claim,
    counted,
    left_out,
    many_claims,
    one_claim,
    reference,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject


@settings(deadline=None)
@given(many_claims(), TERMS_ASKED)
def test_totals_are_those_of_the_definition(claims: list[Claim], terms: Terms) -> None:
    totals = by_group(claims, terms)

    nothing = (None, None, None)
    assert {group: (tuple(total.amount or nothing), set(counted(total))) for group, total in totals.items()} == (
        reference(claims, terms)
    )


@settings(deadline=None)
@given(many_claims(), TERMS_ASKED, st.randoms(use_true_random=False))
def test_the_order_of_claims_cannot_matter(claims: list[Claim], terms: Terms, chance: object) -> None:
    shuffled = [*claims]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis's own random.Random

    assert sum_up(shuffled, BEYOND, terms) == sum_up(claims, BEYOND, terms)


@settings(deadline=None)
@given(many_claims(), TERMS_ASKED)
def test_every_claim_is_either_counted_or_left_out_and_bounds_stay_in_order(
    claims: list[Claim], terms: Terms
) -> None:
    totals = sum_up(claims, BEYOND, terms)

    told = [ref for total in totals for ref in (*counted(total), *left_out(total))]
    assert sorted(told) == [each.ref for each in claims]
    for low, best, high in (total.amount for total in totals if total.amount is not None):
        assert low <= (low if best is None else best)
        assert high is None or (low if best is None else best) <= high


@settings(deadline=None)
@given(many_claims(), TERMS_ASKED)
def test_groups_never_mix(claims: list[Claim], terms: Terms) -> None:
    within = BEYOND | {each.ref: each.part_of for each in claims if each.part_of is not None}

    alone = [
        sum_up([each for each in claims if each.group == group], within, terms)
        for group in sorted({each.group for each in claims})
    ]

    assert [total for totals in alone for total in totals] == sum_up(claims, BEYOND, terms)


@settings(deadline=None)
@given(st.data(), many_claims(), TERMS_ASKED)
def test_a_part_never_changes_a_total_that_holds_its_whole(
    data: DataObject, claims: list[Claim], terms: Terms
) -> None:
    before = by_group(claims, terms)
    wholes = [each for each in claims if why_left_out(each, terms) is None] or [claim(REFS[0])]
    whole = data.draw(st.sampled_from(wholes))
    part = data.draw(one_claim())._replace(part_of=whole.ref)
    before = by_group([whole], terms) if whole not in claims else before

    after = by_group([*([whole] if whole not in claims else claims), part], terms)

    assert after[whole.group].amount == before[whole.group].amount
    assert counted(after[whole.group]) == counted(before[whole.group])


@settings(deadline=None)
@given(st.data(), many_claims())
def test_an_older_claim_on_the_same_thing_changes_nothing(data: DataObject, claims: list[Claim]) -> None:
    newest = claim("s/newest", ARMY, PORT, as_of=DAY, earliest=DAY, latest=DAY)
    older = data.draw(one_claim())._replace(
        group=ARMY, thing=PORT, as_of="2009", earliest="2009-01-01", latest="2009-12-31", part_of=None
    )

    before, after = (by_group([newest, *claims, *more], TERMS[0])[ARMY] for more in ([], [older]))

    assert (after.amount, counted(after)) == (before.amount, counted(before))
    assert older.ref in left_out(after)


@settings(deadline=None)
@given(st.data(), many_claims(), TERMS_ASKED)
def test_a_wider_claim_never_narrows_a_total(data: DataObject, claims: list[Claim], terms: Terms) -> None:
    claims = claims or [claim(REFS[0])]
    place = data.draw(st.integers(0, len(claims) - 1))
    narrow = claims[place]
    wide = narrow._replace(
        low=data.draw(st.none() | st.integers(0, narrow.low)) if narrow.low is not None else None,
        best=None,
        high=data.draw(st.none() | st.just(narrow.high + 1)) if narrow.high is not None else None,
    )

    before = by_group(claims, terms)[narrow.group].amount
    after = by_group([*claims[:place], wide, *claims[place + 1 :]], terms)[narrow.group].amount

    # A word that a rule reads is narrower than the same claim with a number that says less.
    if before is not None and terms.rule is None:
        assert after is not None
        assert after.low <= before.low
        assert after.high is None or (before.high is not None and after.high >= before.high)


@settings(deadline=None)
@given(many_claims())
def test_none_adds_nothing_and_a_word_opens_the_upper_bound(claims: list[Claim]) -> None:
    claims = [*claims, claim("s/one", thing=BARE, as_of=DAY, earliest=DAY, latest=DAY)]
    elsewhere = Thing("elsewhere", None, "train")
    nobody = claim("s/none", ARMY, elsewhere, low=0, best=0, high=0)
    some = claim("s/some", ARMY, elsewhere, quantifier="unquantified", low=None, best=None, high=None)

    plain, with_nobody, with_some = (by_group([*claims, *more], Terms(DAY))[ARMY] for more in ([], [nobody], [some]))

    assert plain.amount is not None
    assert with_nobody.amount == plain.amount
    assert with_some.amount == Amount(plain.amount.low, None, None)
    assert "s/none" in counted(with_nobody)


@given(NUMBERS)
def test_the_total_of_one_exact_claim_is_that_claim(number: int) -> None:
    (total,) = sum_up([claim("s/a", low=number, best=number, high=number)], {}, Terms(DAY))

    assert total.amount == (number, number, number)


def test_several_sources_of_one_day_give_the_span_of_all() -> None:
    same = [
        claim("s/a", low=80, best=None, high=120, quantifier="between"),
        claim("s/b", low=None, best=90, high=None, quantifier="about"),
        claim("s/c", low=100, best=100, high=100),
    ]

    assert by_group(same, TERMS[0])[ARMY].amount == (80, None, None)
    assert by_group(same[::2], TERMS[0])[ARMY].amount == (80, None, 120)
    assert by_group([same[2], same[2]._replace(ref="s/d", low=90, high=110)], TERMS[0])[ARMY].amount == (90, 100, 110)


def test_a_whole_that_gave_way_to_a_newer_claim_still_holds_its_parts() -> None:
    old = claim("s/old", as_of="2010", earliest="2010-01-01", latest="2010-12-31")
    part = claim("s/part", thing=PORT, part_of="s/old")
    new = claim("s/new", low=7, best=7, high=7)

    total = by_group([old, part, new], TERMS[0])[ARMY]

    assert total.amount == (7, 7, 7)
    assert left_out(total) == {"s/old": "older than s/new", "s/part": "part of s/old"}


def test_a_claim_that_is_a_part_of_itself_is_refused() -> None:
    ring = [claim("s/a", part_of="s/b"), claim("s/b", part_of="x/c")]

    with pytest.raises(BadDataError, match="is a part of itself, by way of"):
        sum_up(ring, {"x/c": "s/a"}, TERMS[0])


def test_movements_are_the_measures_that_the_vocabulary_calls_flows() -> None:
    assert set(FLOWS) == {word for word, meaning in MEASURES.items() if meaning.startswith("Flow")}
    assert {word for rule in RULES.values() for word in rule} <= set(WORD_QUANTIFIERS)
