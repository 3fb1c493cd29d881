"""Totals keep their laws whatever the claims, and the command says of every claim what became of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb.catalog import find_question
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import BadDataError
from sofadb.execute import answer
from sofadb.seed.loading.load import load_files
from sofadb.totals import FLOWS, RULES, Terms, read_claims, read_period, read_wholes, sum_up
from sofadb.totals.amounts import Amount
from sofadb.totals.claims import Claim, Group, Thing
from sofadb.totals.terms import why_left_out
from sofadb.vocabulary import MEASURES, WORD_QUANTIFIERS
from tests.conftest import database_words
from tests.test_readme import played

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hypothesis.strategies import DataObject, SearchStrategy

    from sofadb.totals.summing import Total
    from tests.conftest import Runner, Server

PAGE = Path(__file__).resolve().parents[1] / "docs" / "totals.md"
TIMES = "military-times-2014-06-20"

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


# The command

SEED = """\
format: 1
source:
  key: gazette
  type: report
  publication: {key: the-gazette, name: Zenda Gazette, kind: newspaper}
  title: A report
actors:
  - {key: ruritania, name: Ruritania, kind: area}
  - {key: guards, name: Guards, kind: armed_force, part_of: ruritania}
passages:
  - at: paragraph 1
    counts:
      - {key: stay-2010, STAY, exact: 100, as_of: 2010}
      - {key: stay-2012, STAY, between: [80, 120], as_of: 2012-03}
      - {key: stay-also, STAY, at_least: 90, as_of: ../2012-03-31, status: conflict, status_note: Denied.}
      - {key: stay-someday, STAY, exact: 1}
      - {key: stay-later, STAY, exact: 2, as_of: 2013}
      - {key: stay-wrong, STAY, exact: 3, as_of: 2012-04, status: deprecated, status_note: A misprint.}
      - {key: plan, actor: guards, host: irq, measure: planned, category: military, up_to: 500, as_of: 2012-02}
      - {key: medics, actor: guards, host: irq, measure: planned, category: military, function: medical, exact: 30,
         as_of: 2012-02, part_of: plan}
      - {key: nurses, actor: guards, host: irq, measure: planned, category: civilian, function: medical, exact: 9,
         as_of: 2012-02, part_of: medics}
      - {key: matrons, actor: guards, host: irq, measure: planned, category: military, function: medical, exact: 2,
         as_of: 2012-02, part_of: nurses}
      - {key: reserve, actor: guards, host: irq, measure: standby, category: military, words: dozens, as_of: 2012-02,
         wording: a few dozen}
      - {key: moved-may, MOVED, exact: 10, as_of: 2012-05-02}
      - {key: moved-june, MOVED, exact: 20, as_of: 2012-06-01}
      - {key: moved-june-too, MOVED, about: 25, as_of: 2012-06-01}
      - {key: moved-in-june, MOVED, exact: 40, as_of: 2012-06}
      - {key: moved-at-last, MOVED, exact: 50, as_of: 2012-06/2012-07}
"""
STAY = "actor: guards, host: irq, measure: present, category: military, function: train, place: the port"
MOVED = "actor: guards, host: irq, measure: sent, category: military"


@pytest.fixture(scope="module")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the seed file of these tests."""
    path = tmp_path_factory.mktemp("totals") / "gazette.yaml"
    path.write_text(SEED.replace("STAY", STAY).replace("MOVED", MOVED), "utf-8")
    return path


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory,
    built_in_file: Path,
    server: Server,
    built_in_template: str,
    gazette: Path,
) -> Iterator[tuple[Target, Target]]:
    """Load the seed file beside the built-in dataset, on each engine."""
    path = tmp_path_factory.mktemp("totals") / "test.db"
    path.write_bytes(built_in_file.read_bytes())
    both = (Target(path=path), server.create(built_in_template))
    for target in both:
        load_files(target, [str(gazette)])
    yield both
    server.drop(both[1])


@pytest.fixture
def db(databases: tuple[Target, Target]) -> str:
    """Name the file of both databases, for tests that only read."""
    return str(databases[0].path)


def total(run: Runner, db: str, *words: str) -> dict[str, dict[str, str]]:
    """Return the rows of a total by measure and category."""
    done = run("--db", db, "figures", "--total", "--csv", *words)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return {f"{row['measure']} {row['category']}": row for row in rows}


def bounds(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["low"], row["best"], row["high"]


def explained(run: Runner, db: str, *words: str) -> list[dict[str, str]]:
    done = run("--db", db, "figures", "--total", "--explain", "--csv", *words)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


EVERYWHERE = ["", "--host irq", "--actor guards", "--function medical --as-of 2012-06-01", "--during 2012-06"]


@pytest.mark.parametrize("words", EVERYWHERE)
@pytest.mark.parametrize("explain", [False, True])
def test_both_engines_print_the_same_bytes(
    words: str, explain: bool, run: Runner, databases: tuple[Target, Target]
) -> None:
    asked = ["figures", "--total", "--as-of", "2014-06-20", *words.split(), *(["--explain"] if explain else [])]

    one, other = (run(*database_words(target), *asked) for target in databases)

    assert one.stdout == other.stdout
    assert one.returncode == other.returncode == 0


def test_the_advisers_and_the_embassys_guards_are_not_added_to_the_575(run: Runner, db: str) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("--db", db, "figures", "--total", "--host", "irq", "--as-of", "2014-06-20", "--csv").stdout
            )
        )
    )

    army = {row["measure"]: row for row in rows if row["actor"] == "us-armed-forces"}
    assert bounds(army["planned"]) == ("0", "", "575")
    assert army["planned"]["counted"] == f"{TIMES}/new-troops"
    assert army["planned"]["left_out"] == (
        f"{TIMES}/advisers (part of {TIMES}/new-troops); {TIMES}/advisers-soon (part of {TIMES}/advisers); "
        f"{TIMES}/embassy-security (part of {TIMES}/new-troops); "
        f"{TIMES}/very-small-number (part of {TIMES}/new-troops)"
    )
    assert bounds(army["present"]) == ("200", "200", "")


@pytest.mark.parametrize("words", [*EVERYWHERE, "--part-of gazette/plan", "--measure planned --source gazette"])
def test_an_explanation_names_every_figure_once(words: str, run: Runner, db: str) -> None:
    filters = words.partition("--during")[0].split()
    listed = csv.DictReader(io.StringIO(run("--db", db, "figures", "--csv", *_without_day(filters)).stdout))

    told = [row["ref"] for row in explained(run, db, *words.split()) if row["ref"]]

    assert sorted(told) == sorted(row["ref"] for row in listed)
    assert told


def _without_day(words: list[str]) -> list[str]:
    return words[: words.index("--as-of")] if "--as-of" in words else words


def test_what_is_known_by_a_day_is_counted(run: Runner, db: str) -> None:
    row = total(run, db, "--actor", "guards", "--as-of", "2012-06-01")["present military"]

    assert bounds(row) == ("80", "", "")
    assert (row["claims"], row["oldest"], row["newest"]) == ("2", "2012-03-31", "2012-03-31")
    assert row["counted"] == "gazette/stay-2012; gazette/stay-also"
    assert row["left_out"] == (
        "gazette/stay-2010 (older than gazette/stay-2012); gazette/stay-later (after 2012-06-01); "
        "gazette/stay-someday (has no date); gazette/stay-wrong (deprecated)"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2010-06-01", ("90", "", "")), ("2013-06-01", ("2", "2", "2")), ("1990-01-01", ("90", "", ""))],
)
def test_another_day_gives_another_total(day: str, expected: tuple[str, str, str], run: Runner, db: str) -> None:
    assert bounds(total(run, db, "--actor", "guards", "--as-of", day)["present military"]) == expected


def test_without_a_day_it_is_today_and_says_so(run: Runner, db: str) -> None:
    done = run("--db", db, "figures", "--total", "--actor", "guards", "--measure", "present", "--csv")

    assert re.fullmatch(r"totals of what is known today, \d{4}-\d\d-\d\d; --as-of DAY for another day\n", done.stderr)
    assert ",2,2,2,1,2013-12-31,2013-12-31,gazette/stay-later," in done.stdout


def test_a_group_of_which_nothing_counts_is_not_hidden_and_not_zero(run: Runner, db: str) -> None:
    row = total(run, db, "--actor", "guards", "--as-of", "2012-01-01")["planned military"]

    assert bounds(row) == ("", "", "")
    assert row["claims"] == "0"
    assert row["left_out"].startswith("gazette/matrons (after 2012-01-01); ")


def test_a_whole_of_another_category_leads_on_to_the_whole_of_its_own(run: Runner, db: str) -> None:
    rows = total(run, db, "--actor", "guards", "--as-of", "2012-06-01")

    assert bounds(rows["planned military"]) == ("0", "", "500")
    assert "gazette/matrons (part of gazette/medics)" in rows["planned military"]["left_out"]
    assert bounds(rows["planned civilian"]) == ("9", "9", "9")


def test_a_whole_that_is_not_asked_for_does_not_hold_its_parts(run: Runner, db: str) -> None:
    rows = total(run, db, "--function", "medical", "--category", "military", "--as-of", "2012-06-01")

    assert rows["planned military"]["counted"] == "gazette/medics"
    assert rows["planned military"]["left_out"] == "gazette/matrons (part of gazette/medics)"


def test_an_explanation_says_where_else_people_are_counted(run: Runner, db: str) -> None:
    rows = explained(run, db, "--actor", "guards", "--as-of", "2012-06-01")

    why = {row["ref"]: (row["role"], row["why"]) for row in rows if row["ref"]}
    assert why["gazette/nurses"] == (
        "counted",
        "counted; also within gazette/plan, counted as guards in irq, planned military",
    )
    assert why["gazette/stay-also"] == ("counted", "counted, though its status is conflict")
    assert why["gazette/matrons"] == ("left out", "part of gazette/medics")
    assert why["gazette/moved-may"] == ("left out", "a movement: summed only over a period, --during")


def test_an_explanation_is_a_tree(run: Runner, db: str) -> None:
    rows = explained(run, db, "--actor", "guards", "--measure", "planned", "--as-of", "2012-06-01")

    assert [row["tree"].replace("\u00a0", " ") for row in rows] == [
        "guards in irq, planned civilian",
        "└─ no deployment, medical",
        "   └─ gazette/nurses",
        "guards in irq, planned military",
        "└─ no deployment, unspecified",
        "   └─ gazette/plan",
        "      └─ gazette/medics",
        "         └─ gazette/matrons",
    ]
    assert [row["role"] for row in rows[:3]] == ["total", "thing", "counted"]
    assert {row["source"] for row in rows if row["ref"]} == {"gazette"}


def test_movements_are_summed_only_over_a_period(run: Runner, db: str) -> None:
    asked = ("--actor", "guards", "--measure", "sent", "--as-of", "2014-01-01")

    without = run("--db", db, "figures", "--total", *asked, "--csv")
    june = total(run, db, *asked, "--during", "2012-06")["sent military"]
    told = run("--db", db, "figures", "--total", *asked, "--during", "2012-06").stderr

    assert "sent,military,,,,0,,," in without.stdout
    assert without.stderr == "movements (sent, withdrawn) are summed only over a period: --during PERIOD\n"
    assert told == ""
    assert bounds(june) == ("60", "", "")
    assert june["counted"] == "gazette/moved-in-june; gazette/moved-june; gazette/moved-june-too"
    assert june["left_out"] == (
        "gazette/moved-at-last (not wholly within 2012-06); gazette/moved-may (outside 2012-06)"
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2012-05", ("10", "10", "10")),
        ("2012-05-01/2012-06-01", ("30", "", "")),
        ("../2012-05", ("10", "10", "10")),
        ("2012-06-15/..", ("", "", "")),
        ("2012", ("120", "", "")),
    ],
)
def test_a_period_holds_what_lies_wholly_within(
    period: str, expected: tuple[str, str, str], run: Runner, db: str
) -> None:
    assert bounds(total(run, db, "--actor", "guards", "--during", period)["sent military"]) == expected


def test_movements_whose_days_overlap_are_pointed_out(run: Runner, db: str) -> None:
    rows = explained(run, db, "--measure", "sent", "--actor", "guards", "--during", "2012")

    why = {row["ref"]: row["why"] for row in rows}
    doubt = "counted; may be the same people as gazette/{}: the days overlap"
    assert why["gazette/moved-may"] == why["gazette/moved-june"] == "counted"
    assert why["gazette/moved-in-june"] == doubt.format("moved-june")
    assert why["gazette/moved-at-last"] == doubt.format("moved-in-june")


@pytest.mark.parametrize("rule", ["at-least", "at_least", "AT-LEAST"])
def test_a_word_becomes_a_number_only_by_a_rule_that_is_named(rule: str, run: Runner, db: str) -> None:
    asked = ("--actor", "guards", "--measure", "standby", "--as-of", "2012-06-01")

    done = run("--db", db, "figures", "--total", *asked, "--reading", rule, "--jsonl")
    lines = explained(run, db, *asked, "--reading", rule)

    assert bounds(total(run, db, *asked)["standby military"]) == ("0", "", "")
    assert (json.loads(done.stdout)["low"], json.loads(done.stdout)["high"]) == (24, None)
    assert "read by the rule at_least: several as 3 or more, dozens as 24 or more" in done.stderr
    assert lines[-1]["why"] == "counted; dozens read as at least 24"
    assert (lines[-1]["wording"], lines[-1]["low"]) == ("a few dozen", "")


WRONG = {
    "--explain": "--explain is about a total",
    "--during 2012": "--during is about a total",
    "--reading at-least": "--reading is about a total",
    "--total --reading best": "unknown rule 'best'",
    "--total --during soon": "The date 'soon' cannot be read",
    "--total --during 2012-06/": "The date '2012-06/' cannot be read",
    "--total --as-of 2012": "'2012' is not a day",
    "--total --as-of": "requires an argument",
    "--total --host Nowhereland": "there is no actor 'Nowhereland'",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_refused_with_a_remedy(words: str, run: Runner, db: str) -> None:
    done = run("--db", db, "figures", *words.split())

    assert done.returncode == 2
    assert done.stdout == ""
    assert WRONG[words] in done.stderr
    assert re.search(r"^(help:|See ')", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("option", ["--during", "--reading"])
def test_an_empty_word_is_not_taken_for_no_word(option: str, run: Runner, db: str) -> None:
    assert run("--db", db, "figures", "--total", option, "").returncode == 2
    assert run("--db", db, "figures", option, "").returncode == 2


def test_a_total_is_sorted_cut_and_written_like_any_answer(run: Runner, db: str) -> None:
    asked = ("--db", db, "figures", "--total", "--actor", "guards", "--as-of", "2012-06-01")
    chosen = ("--sort", "-high,measure", "--columns", "measure,high", "--limit", "2", "-f", "tsv")

    assert run(*asked, *chosen).stdout == "measure\thigh\nplanned\t500\nplanned\t9\n"
    assert run(*asked, *chosen, "-o", "totals.tsv").stdout == ""
    assert (run.home / "totals.tsv").read_text("utf-8") == "measure\thigh\nplanned\t500\nplanned\t9\n"


def test_no_figures_are_an_answer_with_a_header(run: Runner, db: str) -> None:
    for words in ([], ["--explain"]):
        done = run("--db", db, "figures", "--total", "--actor", "Zimbabwe", "--as-of", "2014-01-01", "--csv", *words)

        assert (done.returncode, done.stdout.count("\n")) == (0, 1)


def test_a_total_of_a_file_loads_no_sqlalchemy(run: Runner, db: str) -> None:
    program = (
        "import sys\nfrom sofadb.cli import main\nmain(sys.argv[1:])\n"
        "assert 'sqlite3' in sys.modules\n"
        "sys.exit(', '.join({'sqlalchemy', 'alembic', 'pydantic', 'yaml', 'psycopg'} & set(sys.modules)) or 0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "--db", db, "figures", "--total", "--during", "2014", "--explain"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert "└─" in done.stdout


# From the database to the claims


def test_claims_are_the_rows_of_figures(databases: tuple[Target, Target]) -> None:
    figures = find_question("figures")
    for target in databases:
        with open_reader(target) as reader:
            listed = answer(reader, figures, {})
            rows = {row[0]: dict(zip(listed.columns, row, strict=True)) for row in listed.rows}
            claims = list(read_claims(reader, figures, {}))

        assert {each.ref for each in claims} == set(rows)
        for each in claims:
            row = rows[each.ref]
            mine = {**each.group._asdict(), **each.thing._asdict(), **each._asdict(), "source": each.source}
            mine |= {"as_of_earliest": each.earliest, "as_of_latest": each.latest}
            assert {name: value for name, value in mine.items() if name in row} == {
                name: value for name, value in row.items() if name in mine
            }


LINKS = 450


def test_wholes_that_are_not_asked_for_are_followed_at_any_depth(target: Target, tmp_path: Path) -> None:
    """More than are looked up at once, each a part of the one before it."""
    seed = [SEED.partition("passages:")[0], "passages:\n  - at: paragraph 1\n    counts:\n"]
    plain = "actor: guards, host: irq, measure: planned, as_of: 2012, exact: 1"
    for number in range(LINKS):
        for kind, whole in (("whole", "root"), ("part", f"whole-{number}")):
            category = "military" if kind == "part" else "police"
            said = f"{plain}, category: {category}, part_of: {whole}, wording: {kind}-{number}"
            seed.append(f"      - {{key: {kind}-{number}, {said}}}\n")
    seed.append(f"      - {{key: root, {plain}, category: military, function: train}}\n")
    path = tmp_path / "chain.yaml"
    path.write_text("".join(seed), "utf-8")
    load_files(target, [str(path)])

    with open_reader(target) as reader:
        claims = list(read_claims(reader, find_question("figures"), {"actor": "guards", "category": "military"}))
        wholes = read_wholes(reader, claims)

    assert wholes == {f"gazette/whole-{number}": "gazette/root" for number in range(LINKS)}
    (planned,) = sum_up(claims, wholes, Terms("2014-01-01"))
    assert (planned.amount, counted(planned)) == ((1, 1, 1), ["gazette/root"])


def test_a_ring_in_the_database_is_told_and_not_summed(run: Runner, file_target: Target) -> None:
    with closing(sqlite3.connect(str(file_target.path))) as connection:
        connection.execute(
            "UPDATE personnel_counts SET part_of_id = (SELECT id FROM personnel_counts WHERE key = 'advisers-soon') "
            "WHERE key = 'advisers'"
        )
        connection.commit()

    done = run(*database_words(file_target), "figures", "--total", "--host", "irq")

    assert done.returncode == 4
    assert "is a part of itself, by way of" in done.stderr
    assert "help: correct part_of" in done.stderr


# The page


def test_the_page_on_totals_shows_what_the_tool_prints(run: Runner) -> None:
    run("db", "init")
    text = PAGE.read_text("utf-8")
    shown = re.findall(r"```console\n(.*?)```", text, re.DOTALL)

    printed = [played(block, run) for block in shown]

    if os.environ.get("SOFADB_SNAPSHOTS"):
        for old, new in zip(shown, printed, strict=True):
            text = text.replace(old, new)
        PAGE.write_text(text, "utf-8")
    assert shown
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == shown


def test_the_page_on_totals_lists_every_rule() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| ([\w ]+) \| ([\d,]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE))

    assert rows == {(rule, word, f"{least:,}") for rule, words in RULES.items() for word, least in words.items()}
