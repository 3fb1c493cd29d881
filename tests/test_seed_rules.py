"""The rules that claims keep: dates, the day of publication, digits, repetition, references."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb import paths
from sofadb.database.reader import open_reader
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.digits import numbers_written
from sofadb.seed.checking.known import KnownRows, NothingKnown
from sofadb.seed.checking.rules import check_claims
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.reading.files import read_seeds

if TYPE_CHECKING:
    from sofadb.database.target import Target
    from sofadb.seed.checking.known import Known
    from tests.conftest import Runner

HEAD = """\
format: 1
source: {key: herald, type: report, publication: {key: p, name: P, kind: other}, title: T, published: 2014-06-20}
actors: [{key: usa, name: Freedonia, kind: state}, {key: irq, name: Sylvania, kind: state}]
negotiations: [{key: talks, at: page 1, title: Talks, status: signed}]
deployments: [{key: guards, at: page 1, title: Guards, sender: usa, host: irq, mission: train}]
negotiation: talks
passages:
  - at: page 1
"""
COUNT = "actor: usa, host: irq, measure: present, category: military"
EVENT = "    events: [{key: due, kind: deadline, occurred: 2016, summary: Is due.}]\n"
AGREEMENT = "agreements: [{key: a, at: page 1, title: A, kind: memorandum, signed: 2014-07-01, in_force: 2015}]\n"
POSITION = "holder: usa, addressee: irq, act: demand, issue: custody, summary: Wants it."


def counts(*entries: str) -> str:
    """Write a file with counts of which all but these words is right; each has a key of its own."""
    lines = [f"      - {{key: k{number}, {COUNT}, {entry}}}" for number, entry in enumerate(entries)]
    return "\n".join([f"{HEAD}    counts:", *lines, ""])


def positions(*entries: str) -> str:
    """Write a file with positions, as above."""
    lines = [f"      - {{key: k{number}, {POSITION}{entry}}}" for number, entry in enumerate(entries)]
    return "\n".join([f"{HEAD}    positions:", *lines, ""])


def found_in(*texts: str, known: Known | None = None) -> list[Mistake]:
    """Return the mistakes of files that are checked together."""
    files = [Path(f"{number}.yaml") for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    try:
        return check_seeds(read_seeds(files), known or NothingKnown()).findings.mistakes
    except SeedMistakesError as error:
        return error.mistakes


def codes(text: str) -> list[str]:
    return [mistake.code for mistake in found_in(text)]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages name files by short paths."""
    monkeypatch.chdir(tmp_path)


# S023: dates and their words


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("in 2011", "2011-06"),
        ("2011", "2011-06-15"),
        ("late 2011", "2011-11-20"),
        ("the year 2011", "2011-10-XX"),
        ("in 2011", "2011-06~"),
        ("in 2011", "2011-03/2011-05"),
        ("in 2011", "2011-03-02/2011-05-04"),
        ("June 2014", "2014-06-15"),
        ("In June, 2014", "2014-06-02/2014-06-05"),
        ("mid-June 2014", "2014-06-15"),
        ("Sept. of 2013", "2013-09-09"),
        ("in June", "2014-06-15"),
        ("last May", "2014-05-02"),
        ("summer 2013", "2013-07"),
        ("in the spring of 2013", "2013-04-05"),
        ("the 1990s", "1995"),
        ("early 1990s", "1991-02"),
        ("last year", "2013-05"),
        ("this month", "2014-06-03"),
        ("Since 2011", "2011-06/2014-06-20"),
        ("since 2011", "2011-06-01"),
        ("from June 2013", "2013-06-10/.."),
        ("until 2011", "../2011-06"),
        ("after 2011", "2011-02/.."),
    ],
)
def test_a_date_that_says_more_than_its_words_is_found(words: str, date: str) -> None:
    (mistake,) = found_in(counts(f"exact: 5, as_of: {date}, as_of_text: '{words}'"))

    line = Path("0.yaml").read_text("utf-8").splitlines()[mistake.line - 1]
    assert (mistake.code, line[mistake.column - 1 :].startswith(date)) == ("S023", True)
    assert words in mistake.message


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("in 2011", "2011"),
        ("in 2011", "2011-XX-XX"),
        ("in 2011", "201X"),
        ("in 2014", "2014/2014-06-20"),
        ("in 2014", "2014-01-01/2014-06-20"),
        ("in 2013", "2013-01-01/2013-12-31"),
        ("in 2013", "2013-10/2013"),
        ("late 2011", "2011-10/2011-12"),
        ("early 2011", "2011~"),
        ("mid-June 2014", "2014-06-15~"),
        ("June 2014", "2014-06"),
        ("June 2014", "2014-06-XX"),
        ("June", "2014-06"),
        ("spring 2013", "2013-03/2013-05"),
        ("spring 2013", "2013-03-21/2013-06-20"),
        ("winter 2013", "2013"),
        ("the 1990s", "199X"),
        ("the 1990s", "1990/1999"),
        ("Since 2011", "2011/2014-06-20"),
        ("since 2011", "2011-01-01/.."),
        ("since 2011", "2014-06-20"),
        ("after 2011", "2012-01-01/.."),
        ("after 2011", "2011-12-31/.."),
        ("post-2011", "2014-06-20"),
        ("by 2011", "../2011-01-01"),
        ("until 2011", "../2011-12"),
        ("before June 2013", "../2013-05-31"),
        # Not understood, so left alone
        ("last Sunday", "2014-06-15"),
        ("Monday", "2014-06-16"),
        ("today", "2014-06-20"),
        ("June 15", "2014-06-15"),
        ("15 June 2014", "2014-06-15"),
        ("Dec. 31", "2013-12-31"),
        ("on the first day of 2011", "2011-01-01"),
        ("by the end of 2011", "2011-12-31"),
        ("the close of 2011", "2011-12"),
        ("fiscal 2011", "2010-10-01/2011-09-30"),
        ("2012 military training plan", "2012-05"),
        ("June 2013 to May 2014", "2013-06-01/2014-05-31"),
        ("over the last month", "2014-05-20/2014-06-20"),
        ("in the last year", "2013-06-20/2014-06-20"),
        ("at Christmas 2013", "2013-12-25"),
        ("Ramadan 2013", "2013-07-09"),
    ],
)
def test_a_date_that_says_no_more_than_its_words_passes(words: str, date: str) -> None:
    assert codes(counts(f"exact: 5, as_of: {date}, as_of_text: '{words}'")) == []


@pytest.mark.parametrize(
    ("words", "date"), [("in June", "2014-05"), ("June 2014", "2013-06"), ("in 2012", "2013"), ("2012", "2010/2011")]
)
def test_a_date_that_contradicts_its_words_is_found(words: str, date: str) -> None:
    (mistake,) = found_in(counts(f"exact: 5, as_of: {date}, as_of_text: '{words}'"))

    assert (mistake.code, "is not what its words say" in mistake.message) == ("S023", True)


def test_every_date_of_every_entry_is_held_against_its_words() -> None:
    text = positions(", stated: 2013-05-02, stated_text: last year, target_date: 2015-06, target_date_text: in 2015")
    text = text.replace("title: Guards,", "title: Guards, started: 2013-02, started_text: in 2013,")
    text = text.replace("status: signed", "status: signed, opened: 2013-02-01, opened_text: February 2013")
    text = text.replace("published: 2014-06-20", "published: 2014-06-20, published_text: June 2014")

    assert codes(text) == ["S023"] * 5


def test_a_part_does_not_repeat_the_mistake_of_its_whole() -> None:
    whole = "exact: 5, as_of: 2011-06-15, as_of_text: in 2011, parts: [{key: part, exact: 3}, {key: other, exact: 2}]"

    assert codes(counts(whole)) == ["S023"]


def test_a_date_that_cannot_be_read_is_one_mistake() -> None:
    assert codes(counts("exact: 5, as_of: May 2013, as_of_text: in 2013")) == ["S013"]


# S024: the day of publication


@pytest.mark.parametrize("date", ["2014-06-21", "2014-07", "2015", "2014-06-21/..", "2014-06-21~", "2015/2016"])
def test_what_was_there_after_publication_is_found(date: str) -> None:
    (mistake,) = found_in(counts(f"exact: 5, as_of: {date}"))

    assert mistake.code == "S024"
    assert date in mistake.message
    assert "2014-06-20" in mistake.message
    assert "planned" in mistake.help


@pytest.mark.parametrize("date", ["2014-06-20", "2014-06", "2014", "../2015", "2014-06-20/2016"])
def test_what_may_have_been_there_on_the_day_of_publication_passes(date: str) -> None:
    assert codes(counts(f"exact: 5, as_of: {date}")) == []


@pytest.mark.parametrize("measure", ["proposed", "requested", "planned", "authorized", "announced", "standby"])
def test_what_is_planned_may_lie_after_publication(measure: str) -> None:
    assert codes(counts("exact: 5, as_of: 2016").replace("measure: present", f"measure: {measure}")) == []


def test_a_position_or_a_signature_after_publication_is_found_and_an_event_is_not() -> None:
    text = positions(", stated: 2014-06-21, target_date: 2015").replace("    positions:", EVENT + "    positions:")
    text = text.replace("negotiation: talks\n", f"negotiation: talks\n{AGREEMENT}")

    assert codes(text) == ["S024", "S024"]


def test_a_date_that_parts_inherit_is_reported_once_where_it_stands() -> None:
    parts = "parts: [{key: part, exact: 3, parts: [{key: inner, exact: 1}]}, {key: other, exact: 2}]"
    planned = f"exact: 5, as_of: 2015, {parts}".replace("key: inner", "key: inner, measure: sent")

    (both,) = found_in(counts(f"exact: 5, as_of: 2015, {parts}"))
    (inner,) = found_in(counts(planned).replace("measure: present", "measure: planned"))

    assert (both.line, both.column) == (10, 97)
    assert (inner.line, inner.column, "'inner'" in inner.message) == (10, 97, True)


@pytest.mark.parametrize("published", ["", ", published: 2014/..", ", published: in June"])
def test_without_a_day_of_publication_nothing_is_after_it(published: str) -> None:
    text = counts("exact: 5, as_of: 2030").replace(", published: 2014-06-20", published)

    assert "S024" not in codes(text)


# S025: digits


@pytest.mark.parametrize(
    ("wording", "quantity"),
    [
        ("1,700 troops", "exact: 17000"),
        ("up to 300", "up_to: 3000"),
        ("between 3,000 and 4,000", "between: [3000, 40000]"),
        ("1.5 million people", "about: 150000"),
        ("about 170 troops", "about: 107"),
        ("two companies, 240 men", "exact: 24"),
        ("300 of the 575", "exact: 275"),
        ("11 000 soldiers", "exact: 110000"),
    ],
)
def test_digits_of_a_wording_that_are_not_the_bounds_are_found(wording: str, quantity: str) -> None:
    (mistake,) = found_in(counts(f"{quantity}, wording: '{wording}'"))

    name = quantity.partition(":")[0]
    assert (mistake.code, wording in mistake.message, name in mistake.message) == ("S025", True, True)


@pytest.mark.parametrize(
    ("wording", "quantity"),
    [
        ("1,700 troops", "exact: 1700"),
        ("1.700 Mann", "exact: 1700"),
        ("300 to 500", "between: [300, 500]"),
        ("300-500", "between: [300, 500]"),
        ("1.5 to 2 million", "between: [1500000, 2000000]"),
        ("5-6,000 men", "between: [5000, 6000]"),
        ("30 to 40 thousand", "between: [30000, 40000]"),
        ("first 300 of the 575", "exact: 300"),
        ("first 300 of the 575", "up_to: 575"),
        ("two hundred of the 575", "exact: 200"),
        ("11 000 soldiers", "exact: 11000"),
        ("17 hundred", "exact: 1700"),
        ("30k", "about: 30000"),
        ("a 5,000-man force", "exact: 5000"),
        ("in 2011 about 200", "about: 200"),
        # Not sure what the digits mean
        ("three hundred", "exact: 30"),
        ("the low 300s", "between: [310, 330]"),
        ("1.5m people", "exact: 1500000"),
        ("2 lakh", "exact: 200000"),
        ("half of the 300", "exact: 150"),
        ("a third of 900", "exact: 300"),
        ("10% of 5,000", "exact: 500"),
        ("5 planes with 100 each", "exact: 500"),
        ("2 x 300", "exact: 600"),
        ("1½ million", "exact: 1500000"),
        ("2 1/2 thousand", "exact: 2500"),
        ("the 82nd Airborne", "about: 900"),
        ("on 5 June 2014", "exact: 12"),
        ("some 20 F-16s", "words: dozens"),
        ("none of the 300", "none: true"),
        ("how many of 300", "unknown: true"),
    ],
)
def test_digits_that_agree_or_need_not_pass(wording: str, quantity: str) -> None:
    assert codes(counts(f"{quantity}, wording: '{wording}'")) == []


def test_a_number_that_cannot_be_read_is_one_mistake() -> None:
    assert codes(counts("exact: '1,700', wording: 1700 men")) == ["S012"]
    assert codes(counts("exact: 17, about: 1700, wording: 1700 men")) == ["S018"]


@given(st.integers(1, 10**9), st.sampled_from(["{} men", "up to {:,}", "some {:,}-odd", "{:,} of the 5"]))
def test_the_number_itself_is_always_among_those_written(number: int, wording: str) -> None:
    written = numbers_written(wording.format(number))

    assert written is None or number in written.possible


# S037: twice


SAME = [
    (counts("exact: 5, as_of: 2014", "exact: 5, as_of: 2014"), "count"),
    (counts("exact: 5, wording: 5 men", "exact: 5, note: N."), "count"),
    (counts("words: dozens, wording: Dozens of men", "words: dozens, wording: dozens of men"), "count"),
    (counts("between: [1, 5], basis: {reserve: no}", "between: [1, 5], basis: {reserve: no}"), "count"),
    (positions("", ", wording: wants it"), "position"),
    (positions(", conditions: [{kind: if, text: T}]", ", conditions: [{kind: if, text: T}]"), "position"),
]


@pytest.mark.parametrize(("text", "what"), SAME)
def test_one_claim_under_two_keys_is_found_and_both_places_named(text: str, what: str) -> None:
    (mistake,) = found_in(text)

    assert (mistake.code, mistake.line) == ("S037", 11)
    assert f"the {what} 'k0' in 0.yaml:10" in mistake.message
    assert mistake.other is not None
    assert mistake.other[:2] == ("0.yaml", 10)


@pytest.mark.parametrize(
    "text",
    [
        counts("exact: 5", "exact: 6"),
        counts("exact: 5", "about: 5"),
        counts("exact: 5, place: here", "exact: 5, place: there"),
        counts("exact: 5, deployment: guards", "exact: 5"),
        counts("exact: 5, attributed_to: usa", "exact: 5, attributed_to: irq"),
        counts("exact: 5, as_of: 2014, as_of_text: Monday", "exact: 5, as_of: 2014, as_of_text: Tuesday"),
        counts("exact: 5, basis: {reserve: no}", "exact: 5, basis: {reserve: yes}"),
        counts("exact: 5, wording: 5 men to the north", "exact: 5, wording: 5 men to the south"),
        counts("exact: 5, parts: [{key: p, exact: 1}]", "exact: 6, parts: [{key: q, exact: 1}]"),
        counts("words: several, wording: several men", "words: several, wording: a few"),
        positions(", conditions: [{kind: if, text: T}]", ", conditions: [{kind: unless, text: T}]"),
        positions("", ", jurisdiction: concurrent"),
        counts("exact: 5") + "  - at: page 2\n    counts:\n      - {key: other, " + COUNT + ", exact: 5}\n",
    ],
)
def test_claims_that_differ_in_what_they_say_pass(text: str) -> None:
    assert codes(text) == []


def test_an_entry_that_is_there_twice_with_its_key_is_one_mistake() -> None:
    assert codes(counts("exact: 5", "exact: 5").replace("k1", "k0")) == ["S031"]


def test_entries_that_cannot_be_read_are_not_called_the_same() -> None:
    assert codes(counts("exact: many", "exact: few")) == ["S012", "S012"]
    assert codes(counts("note: N.", "note: N.")) == ["S018", "S018"]
    assert codes(counts("exact: 5, as_of: now", "exact: 5, as_of: then")) == ["S013", "S013"]


# References


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (counts("exact: 5, part_of: due") + EVENT, "'herald/due' is an event, not a count"),
        (counts("exact: 5, deployment: talks"), "'talks' is a negotiation, not a deployment"),
        (counts("exact: 5, attributed_to: guards"), "'guards' is a deployment, not an actor"),
        (counts("exact: 5, part_of: gazette/k9"), "there is no source 'gazette' either"),
        (counts("exact: 5, deployment: gards"), "did you mean 'guards'?"),
    ],
)
def test_a_reference_to_another_kind_of_thing_says_what_it_is(text: str, words: str) -> None:
    (mistake,) = found_in(text)

    assert mistake.code == "S030"
    assert words in mistake.help


def test_a_ring_names_what_it_leads_through() -> None:
    ring = "".join(f"  - {{key: a{n}, name: N{n}, kind: agency, part_of: a{(n + 1) % 3}}}\n" for n in range(3))

    found = found_in(f"format: 1\nactors:\n{ring}  - {{key: b, name: B, kind: agency, part_of: a0}}\n")

    assert [(each.code, each.line) for each in found] == [("S033", 3), ("S033", 4), ("S033", 5)]
    assert "'a0' is part of itself, by way of 'a1', 'a2'" in found[0].message
    assert found[0].column == 48


def test_names_and_keys_of_the_database_name_both_places(file_target: Target) -> None:
    text = (
        "format: 1\nactors:\n"
        "  - {key: other-irq, name: Iraq, kind: government}\n"
        "  - {key: usa, name: Other, kind: government}\n"
    )
    with open_reader(file_target) as reader:
        name, key = found_in(text, known=KnownRows(reader, []))

    assert (name.code, name.line, "data/seed/states.yaml" in name.message) == ("S032", 3, True)
    assert (key.code, key.line, "data/seed/states.yaml" in key.message) == ("S031", 4, True)


# Warnings


@pytest.mark.parametrize("name", ["the government", "The Foreign Minister", "the army", "the armed forces"])
def test_a_general_name_that_is_strong_is_a_warning(name: str) -> None:
    text = f"format: 1\nactors:\n  - {{key: a, name: A, kind: agency, names: [{{name: {name}}}]}}\n"

    (mistake,) = found_in(text)

    assert (mistake.code, mistake.severity, mistake.line) == ("S041", "warning", 3)
    assert found_in(text.replace(f"name: {name}", f"name: {name}, type: weak")) == []


@pytest.mark.parametrize("name", ["the Pentagon", "The Gambia", "Government of Iraq", "the government of Iraq"])
def test_a_name_that_says_whose_passes(name: str) -> None:
    assert found_in(f"format: 1\nactors:\n  - {{key: a, name: {name}, kind: agency}}\n") == []


@pytest.mark.parametrize("half", ["archive_url: https://example.org/a", "archived_at: 2015-01-01"])
def test_half_an_archive_is_a_warning(half: str) -> None:
    (mistake,) = found_in(HEAD.replace("title: T,", f"title: T, {half},"))

    assert (mistake.code, mistake.severity) == ("S040", "warning")


def test_the_built_in_dataset_has_no_mistake_and_no_warning() -> None:
    files = sorted(paths.built_in_seeds().glob("*.yaml"))

    assert check_seeds(read_seeds(files), NothingKnown()).findings.mistakes == []


# All of them


def test_ten_mistakes_in_one_file_are_ten_messages(run: Runner, built_in_file: Path) -> None:
    text = counts(
        "exact: 17000, wording: '1,700'",
        "exact: 5, as_of: 2011-05, as_of_text: in 2011",
        "exact: 7, as_of: 2015",
        "exact: 8",
        "exact: 8",
        "exact: 9, deployment: talks",
        "exact: 10, part_of: k6",
        "exact: 11, part_of: nowhere/k",
    )
    text = text.replace("usa", "frd").replace("irq", "syl")
    text += f"    positions:\n      - {{key: k0, {POSITION}}}\n".replace("usa", "frd").replace("irq", "syl")
    text = text.replace("published: 2014-06-20", "published: 2014-06-20, archived_at: 2014-01-01, langs: en")
    (run.home / "ten.yaml").write_text(text, "utf-8")

    done = run("--db", str(built_in_file), "seed", "check", "--json", "ten.yaml")

    assert done.returncode == 4
    for code in ("S007", "S023", "S024", "S025", "S030", "S031", "S033", "S037", "S040"):
        assert f'"{code}"' in done.stdout


def test_the_rules_take_little_time() -> None:
    entries = [
        f"exact: {n}, wording: {n} men, as_of: 2011-05-01, as_of_text: last Sunday, place: P{n}"
        for n in range(1, 4001)
    ]
    Path("many.yaml").write_text(counts(*entries), "utf-8")
    rows = check_seeds(read_seeds([Path("many.yaml")]), NothingKnown()).rows

    begun = time.process_time()
    found = list(check_claims(rows))

    assert (found, time.process_time() - begun < 1) == ([], True)


def test_a_long_way_up_takes_little_time() -> None:
    actors = (f"  - {{key: a{n}, name: N{n}, kind: agency, part_of: a{n + 1}}}\n" for n in range(5_000))
    Path("way.yaml").write_text(f"format: 1\nactors:\n{''.join(actors)}", "utf-8")

    begun = time.process_time()
    with pytest.raises(SeedMistakesError) as caught:
        check_seeds(read_seeds([Path("way.yaml")]), NothingKnown())

    assert [mistake.code for mistake in caught.value.mistakes] == ["S030"]
    assert time.process_time() - begun < 10
