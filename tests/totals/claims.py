"""Any claims, for Hypothesis, and a second, slower reckoning of their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sofadb.totals import RULES, Terms, read_period, sum_up
from sofadb.totals.claims import Claim, Group, Thing
from sofadb.totals.terms import why_left_out
from sofadb.vocabulary import WORD_QUANTIFIERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from sofadb.totals.summing import Total


# The laws

DAY = "2012-06-01"
DAYS = ("2010-01-01", "2011-01-01", "2012-01-01", "2012-06-01", "2013-01-01")
MARCH = read_period("2011/2012")
TERMS = (Terms(DAY), Terms(DAY, MARCH), Terms(DAY, read_period("2010/.."), "at_least"))
ARMY, TALKERS, MOVERS, CLERKS = (
    Group("army", "Army", "irq", "Iraq", "present", "military"),
    Group("army", "Army", "irq", "Iraq", "planned", "military"),
    Group("army", "Army", "irq", "Iraq", "sent", "military"),
    Group("army", "Army", "irq", "Iraq", "present", "contractor"),
)
BARE, PORT = Thing(None, None, "unspecified"), Thing("guards", "the port", "train")
REFS = tuple(f"s/{letter}" for letter in "abcdefghij")
#: Claims that are not among those summed, by way of which one is a part of another.
BEYOND = {"x/near": "x/far", "x/far": REFS[0]}

NUMBERS = st.one_of(st.integers(0, 9), st.integers(0, 10**30))


def claim(ref: str, group: Group = ARMY, thing: Thing = BARE, **changes: object) -> Claim:
    """Return a claim of exactly one person on a day, changed."""
    plain = Claim(
        ref, group, thing, "exact", 1, 1, 1, DAYS[2], DAYS[2], DAYS[2], None, "accepted", "paragraph 1", "one"
    )
    return plain._replace(**changes)  # type: ignore[arg-type]  # the test knows the fields


@st.composite
def amounts(draw: st.DrawFn) -> dict[str, object]:
    """Return a quantity as the database allows it."""
    low, best, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    kind = draw(st.sampled_from(["exact", "about", "up_to", "at_least", "between", "none", "full", "word"]))
    word = draw(st.sampled_from(WORD_QUANTIFIERS))
    numbers = {
        "exact": (best, best, best),
        "about": (None, best, None),
        "up_to": (None, None, high),
        "at_least": (low, None, None),
        "between": (low, None, high),
        "none": (0, 0, 0),
        "full": (low, best, high),
        "word": (None, None, None),
    }[kind]
    quantifier = {"none": "exact", "full": "about", "word": word}.get(kind, kind)
    return dict(zip(("quantifier", "low", "best", "high"), (quantifier, *numbers), strict=True))


@st.composite
def one_claim(draw: st.DrawFn, ref: str = "s/new", wholes: Sequence[str] = ()) -> Claim:
    """Return a claim that may be a part of one of the wholes."""
    first, last = sorted(draw(st.tuples(*2 * [st.sampled_from(DAYS)])))
    dates = draw(
        st.sampled_from([(first, first, first), (first, first, last), (last, None, last), (first, first, None)])
        | st.just((None, None, None))
    )
    return claim(
        ref,
        draw(st.sampled_from([ARMY, TALKERS, MOVERS, CLERKS])),
        draw(st.sampled_from([BARE, PORT])),
        **draw(amounts()),
        **dict(zip(("as_of", "earliest", "latest"), dates, strict=True)),
        part_of=draw(st.sampled_from([None, None, *wholes])),
        status=draw(st.sampled_from(["accepted", "accepted", "conflict", "deprecated"])),
    )


@st.composite
def many_claims(draw: st.DrawFn) -> list[Claim]:
    """Return claims of which later ones may be parts of earlier ones, also by way of claims beyond."""
    number = draw(st.integers(0, len(REFS)))
    return [draw(one_claim(REFS[place], (*REFS[:place], *(BEYOND if place else ())))) for place in range(number)]


TERMS_ASKED: SearchStrategy[Terms] = st.sampled_from(TERMS)


def by_group(claims: Sequence[Claim], terms: Terms) -> dict[Group, Total]:
    return {total.group: total for total in sum_up(claims, BEYOND, terms)}


def counted(total: Total) -> list[str]:
    return [each.ref for each in total.counted()]


def left_out(total: Total) -> dict[str, str]:
    return {left.claim.ref: left.why for left in total.all_left_out()}


def reference(
    claims: Sequence[Claim], terms: Terms
) -> dict[Group, tuple[tuple[int | None, int | None, int | None], set[str]]]:
    """Sum up again, each claim against each other, in the words of the definition."""
    within = {**BEYOND, **{each.ref: each.part_of for each in claims if each.part_of}}

    def wholes(ref: str | None) -> set[str]:
        return set() if ref is None or ref not in within else {within[ref], *wholes(within[ref])}

    def same(one: Claim, other: Claim) -> bool:
        days = one.group.measure != "sent" or (one.earliest, one.latest) == (other.earliest, other.latest)
        return one.group == other.group and one.thing == other.thing and days

    def last(one: Claim) -> str:
        return min(one.latest or DAY, DAY)

    def low(one: Claim) -> int:
        words = RULES.get(terms.rule or "", {}) if (one.low, one.best, one.high) == (None, None, None) else {}
        return one.low if one.low is not None else one.best if one.best is not None else words.get(one.quantifier, 0)

    known = [each for each in claims if why_left_out(each, terms) is None]
    heads = [
        each for each in known if not wholes(each.ref) & {other.ref for other in known if other.group == each.group}
    ]
    kept = [each for each in heads if all(last(other) <= last(each) for other in heads if same(each, other))]
    found: dict[Group, tuple[tuple[int | None, int | None, int | None], set[str]]] = {}
    for group in {each.group for each in claims}:
        mine = [each for each in kept if each.group == group]
        bodies = [[other for other in mine if same(each, other)] for each in mine]
        distinct = {tuple(sorted(each.ref for each in body)): body for body in bodies}.values()
        lows = [min(map(low, body)) for body in distinct]
        bests = [body[0].best if len({each.best for each in body}) == 1 else None for body in distinct]
        highs = [
            None if any(each.high is None for each in body) else max(each.high or 0 for each in body)
            for body in distinct
        ]
        sums = [
            None if None in numbers or not mine else sum(filter(None, numbers)) for numbers in (lows, bests, highs)
        ]
        found[group] = ((sums[0], sums[1], sums[2]), {each.ref for each in mine})
    return found
