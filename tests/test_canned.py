"""The canned questions that are no daily command: the same on both engines, and right on two made-up newspapers.

The newspapers `strelsau-post` and `edelweiss-gazette` speak of the Guard of Ruritania in Graustark: of a demand
answered over a leap day, an agreement and what followed it, and of numbers in which they differ.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb import paths
from sofadb.catalog import find_question
from sofadb.cli.commands import QUESTIONS
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.seed.loading.load import load_files
from tests.test_questions import Readers, as_csv, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.catalog import Parameter
    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Server

SEEDS = Path(__file__).parent / "seeds"
PAPERS = (str(SEEDS / "strelsau-post.yaml"), str(SEEDS / "edelweiss-gazette.yaml"))
POST, GAZETTE = "strelsau-post", "edelweiss-gazette"
TIMES, DAYEN = "military-times-2014-06-20", "dayen-2011"

NAMES = (
    "agreements",
    "anonymous-claims",
    "basis",
    "conditions",
    "coverage",
    "deadlines",
    "demands-and-answers",
    "figures-by-year",
    "hedges",
    "immunity",
    "latest-figures",
    "negotiation-timeline",
    "offices",
    "planned-against-present",
    "provisions-against-demands",
    "single-source-figures",
    "spread-between-sources",
    "unanswered-demands",
    "undated-figures",
    "who-speaks-for-whom",
)
#: A question whose parameter moves the day it is asked on, and so changes rows instead of leaving some out.
MOVING = {("latest-figures", "as_of")}
PARAMETERS = [(name, parameter.name) for name in NAMES for parameter in find_question(name).parameters]

_BY_TYPE = {
    "actor": ("usa", "irq", "ruritania", "Graustark", "rudolf", "palace-official", "obama"),
    "negotiation": ("guard-1990", "usa-irq-2011", "grooms-1990"),
    "deployment": ("guard-in-graustark", "usa-irq-embassy-security-2014", "guard-at-the-border"),
    "source": (POST, GAZETTE, DAYEN),
    "date": ("1988-12-30", "1990-03-01", "2014-06-20"),
    "integer": ("0", "1990", "2011", "3000"),
}


@pytest.fixture(scope="module")
def readers(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[Readers]:
    """Open three databases with the built-in dataset and both newspapers, one of them loaded in another order."""
    folder = tmp_path_factory.mktemp("canned")
    one, other = (Target(path=shutil.copyfile(built_in_file, folder / name)) for name in ("one.db", "other.db"))
    remote = server.create(built_in_template)
    for target, order in ((one, PAPERS), (remote, PAPERS), (other, PAPERS[::-1])):
        for file in (str(SEEDS / "graustark.yaml"), *order):
            load_files(target, [file])
    with ExitStack() as stack:
        yield Readers(*(stack.enter_context(open_reader(target)) for target in (one, remote, other)))
    server.drop(remote)


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    """Take the SQLite file with everything in it."""
    return readers.sqlite


def values(parameter: Parameter) -> tuple[str, ...]:
    """Return what a parameter is tried with: every word of a list, or sensible values."""
    return parameter.words or _BY_TYPE[parameter.type]


def columns(found: list[dict[str, Value]], *names: str) -> list[tuple[Value, ...]]:
    """Return some columns of an answer."""
    return [tuple(row[name] for name in names) for row in found]


def pairs(found: list[dict[str, Value]], one: str, other: str) -> dict[Value, Value]:
    """Return one column of an answer by another, which has no value twice."""
    return {row[one]: row[other] for row in found}


# All of them


def test_every_question_is_tested_here_or_as_a_command() -> None:
    files = {path.stem for path in paths.queries().glob("*.sql")}

    assert set(NAMES) <= files
    assert set(NAMES).isdisjoint(QUESTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_the_same_on_both_engines_and_in_any_order_of_loading(name: str, readers: Readers) -> None:
    question = find_question(name)

    found = as_csv(readers.sqlite, question, {})

    assert found.count("\n") > 1
    assert as_csv(readers.postgresql, question, {}) == found
    assert as_csv(readers.reordered, question, {}) == found


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_leaves_out_rows_and_changes_none(name: str, parameter: str, readers: Readers) -> None:
    question = find_question(name)
    (declared,) = (each for each in question.parameters if each.name == parameter)
    everything = as_csv(readers.sqlite, question, {}).splitlines()

    answers = {value: as_csv(readers.sqlite, question, {parameter: value}) for value in values(declared)}

    lines = {value: found.splitlines() for value, found in answers.items()}
    assert any(1 < len(found) < len(everything) for found in lines.values())
    assert {value: as_csv(readers.postgresql, question, {parameter: value}) for value in answers} == answers
    assert {value: as_csv(readers.reordered, question, {parameter: value}) for value in answers} == answers
    if (name, parameter) not in MOVING:
        kept = {value: [line for line in everything if line in set(found)] for value, found in lines.items()}
        assert kept == lines


# Figures


def test_a_year_has_the_span_of_its_figures_and_no_sum(reader: Reader) -> None:
    found = rows(reader, "figures-by-year", host="graustark", actor="strelsau-guard", measure="present")

    assert columns(found, "year", "category", "figures", "sources", "lowest", "highest", "bounds", "no_number") == [
        (1988, "military", 1, 1, 420, None, "open above", 0),
        (1990, "military", 4, 2, 80, 450, "open below and above", 0),
        (1993, "military", 1, 1, 70, 70, "closed", 0),
        (None, "contractor", 1, 1, None, None, None, 1),
    ]


def test_years_are_bounded_on_both_sides(reader: Reader) -> None:
    found = rows(reader, "figures-by-year", host="irq", from_year="2014", to_year="2014", measure="planned")

    assert columns(found, "actor", "figures", "lowest", "highest", "bounds", "no_number") == [
        ("us-armed-forces", 5, None, 575, "open below", 0)
    ]


def test_a_ceiling_stands_beside_who_came_before_and_after(reader: Reader) -> None:
    found = rows(reader, "planned-against-present", deployment="guard-in-graustark")

    assert columns(found, "promise_ref", "beside", "found_ref", "compared", "others_that_day") == [
        (f"{POST}/ceiling", "before", f"{POST}/arrived", "not comparable", 0),
        (f"{POST}/ceiling", "after", f"{POST}/winter", "more than promised", 0),
    ]


def test_a_plan_of_the_article_stands_beside_those_sent(reader: Reader) -> None:
    (found,) = rows(reader, "planned-against-present", deployment="usa-irq-embassy-security-2014")
    nothing = rows(reader, "planned-against-present", actor="us-department-of-state")

    assert (found["promised_best"], found["found_best"], found["presence"]) == (275, 170, "sent")
    assert (found["promised_on"], found["found_on"], found["beside"]) == ("2014-06-20", "2014-06-15", "before")
    assert {row["beside"] for row in nothing} == {"nothing recorded"}
    assert {row["found_ref"] for row in nothing} == {None}


def test_figures_without_a_date_are_listed_wherever_they_are(reader: Reader) -> None:
    found = rows(reader, "undated-figures")

    assert columns(found, "ref", "value_kind", "published") == [
        (f"{POST}/cooks", "value", "1994-01-05"),
        (f"{POST}/grooms", "unknown", "1994-01-05"),
        (f"{GAZETTE}/pages", "value", "1994-01-06"),
    ]


def test_what_two_papers_say_of_common_days_is_not_of_a_single_source(reader: Reader) -> None:
    found = rows(reader, "single-source-figures", host="graustark")

    assert pairs(found, "ref", "other_days") == {
        f"{POST}/arrived": "no other source",
        f"{POST}/ceiling": "no other source",
        f"{POST}/winter": "no other source",
        f"{POST}/spring": "no other source",
        f"{POST}/band": "no other source",
        f"{GAZETTE}/autumn": "other sources on other days",
    }


def test_no_figure_of_the_two_articles_has_a_second_source(reader: Reader) -> None:
    assert len(rows(reader, "single-source-figures", host="irq")) == len(rows(reader, "figures", host="irq"))


def test_a_spread_lies_between_sources_and_has_no_width_where_it_is_open(reader: Reader) -> None:
    found = rows(reader, "spread-between-sources")

    names = ("measure", "sources", "lowest", "highest", "bounds", "spread", "percent", "lowest_ref", "highest_ref")
    assert columns(found, *names) == [
        ("remaining", 2, 50, 60, "open above", None, None, f"{GAZETTE}/summer", f"{POST}/summer"),
        ("present", 2, 80, 100, "closed", 20, 20, f"{GAZETTE}/border", f"{POST}/border"),
        ("present", 2, 12, 12, "closed", 0, 0, f"{GAZETTE}/officers", f"{GAZETTE}/officers"),
    ]


def test_hedges_add_up_to_the_figures_of_a_source(reader: Reader) -> None:
    found = rows(reader, "hedges")

    assert columns(
        [row for row in found if row["source"] == DAYEN], "quantifier", "figures", "of_all", "percent"
    ) == [
        ("exact", 2, 3, 66),
        ("unquantified", 1, 3, 33),
    ]
    for source in (POST, GAZETTE, TIMES):
        own = [row for row in found if row["source"] == source]
        assert sum(int(row["figures"] or 0) for row in own) == own[0]["of_all"]


@pytest.mark.parametrize(
    ("day", "ref", "age"),
    [
        ("1988-12-31", "strelsau-post/winter", 0),
        ("1990-02-28", "strelsau-post/winter", 424),
        ("1990-03-02", "strelsau-post/border", 1),
        ("2000-03-01", "edelweiss-gazette/autumn", 2373),
    ],
)
def test_the_latest_figure_is_as_old_as_the_calendar_says(day: str, ref: str, age: int, reader: Reader) -> None:
    found = rows(reader, "latest-figures", actor="strelsau-guard", measure="present", as_of=day)

    assert pairs(found, "ref", "age_days")[ref] == age
    assert len({row["last_day"] for row in found}) == 1


def test_without_a_day_a_latest_figure_has_no_age(reader: Reader) -> None:
    found = rows(reader, "latest-figures", actor="strelsau-guard", measure="present")

    assert columns(found, "ref", "last_day", "age_days") == [(f"{GAZETTE}/autumn", "1993-09-01", None)]


def test_a_year_of_which_nothing_is_known_is_a_gap(reader: Reader) -> None:
    found = rows(reader, "coverage", host="graustark")

    assert columns(found, "year", "coverage", "sources", "figures", "positions", "events") == [
        (1988, "covered", 1, 3, 3, 1),
        (1989, "gap", 0, 0, 0, 0),
        (1990, "covered", 2, 7, 1, 0),
        (1991, "gap", 0, 0, 0, 0),
        (1992, "gap", 0, 0, 0, 0),
        (1993, "covered", 1, 1, 0, 0),
    ]


def test_a_figure_for_a_period_covers_each_of_its_years(reader: Reader) -> None:
    found = rows(reader, "coverage", negotiation="usa-irq-2014")

    assert columns(found, "host", "year", "figures") == [
        ("irq", 2011, 5),
        ("irq", 2012, 1),
        ("irq", 2013, 1),
        ("irq", 2014, 11),
    ]


def test_a_basis_says_what_is_left_out(reader: Reader) -> None:
    found = rows(reader, "basis", included="no")

    assert columns(found, "ref", "aspect") == [
        (f"{GAZETTE}/grooms", "contractors"),
        (f"{GAZETTE}/officers", "contractors"),
    ]


# What was negotiated


def test_a_demand_stands_beside_its_answer_and_the_days_between(reader: Reader) -> None:
    found = rows(reader, "demands-and-answers", negotiation="guard-1988")

    assert columns(found, "ref", "answer", "answer_ref", "days") == [
        (f"{POST}/immunity", "refuse", f"{POST}/no-immunity", 10),
        (f"{POST}/own-cells", "no answer recorded", None, None),
    ]


def test_days_between_inexact_dates_are_not_counted(reader: Reader) -> None:
    (found,) = rows(reader, "demands-and-answers", holder="leon-panetta")

    assert (found["answer_ref"], found["answered_by"], found["days"]) == (
        f"{DAYEN}/immunity-refused",
        "iraqi-government",
        None,
    )


def test_what_has_an_answer_is_not_unanswered(reader: Reader) -> None:
    open_refs = {row["ref"] for row in rows(reader, "unanswered-demands")}
    answered = {row["ref"] for row in rows(reader, "demands-and-answers") if row["answer_ref"] is not None}
    asked = {row["ref"] for row in rows(reader, "demands-and-answers")}

    assert answered
    assert open_refs.isdisjoint(answered)
    assert asked - answered <= open_refs
    assert f"{DAYEN}/trainers-wanted" in open_refs


def test_others_on_an_issue_are_counted_without_the_holder(reader: Reader) -> None:
    found = rows(reader, "unanswered-demands", negotiation="grooms-1990")

    assert columns(found, "ref", "others_on_issue") == [
        (f"{GAZETTE}/grooms-offered", 1),
        (f"{GAZETTE}/grooms-wanted", 1),
    ]


def test_a_chain_of_negotiations_is_told_from_any_of_them(reader: Reader) -> None:
    from_last = rows(reader, "negotiation-timeline", negotiation="guard-1990")

    assert from_last == rows(reader, "negotiation-timeline", negotiation="guard-1988")
    assert columns(from_last, "step", "occurred", "kind", "what") == [
        (1, "1988-02-20", "position", "demand criminal_jurisdiction"),
        (1, "1988-03-01", "position", "refuse criminal_jurisdiction"),
        (1, "1988-04", "position", "request custody"),
        (1, "1988-05-01", "agreement", "signed exchange_of_notes"),
        (1, "1988-05-01", "provision", "criminal_jurisdiction"),
        (1, "1988-05-01", "provision", "claims"),
        (1, "1988-05-01", "event", "signed"),
        (1, "1988-05-20", "figure", "sent military"),
        (1, "1988-06-01", "agreement", "in force exchange_of_notes"),
        (1, "1988-06-01", "deployment", "started"),
        (1, "1988-06-01", "figure", "authorized military"),
        (1, "1988-12-31", "figure", "present military"),
        (1, "1989-06-30", "negotiation", "expired"),
        (1, "1989-06-30", "agreement", "ends exchange_of_notes"),
        (2, "1990-02-01", "negotiation", "under_negotiation"),
        (2, "1990-02-28", "position", "demand withdrawal_date"),
        (1, "1990-03-01", "figure", "present military"),
        (1, "1990-03-01", "figure", "present military"),
        (1, "1990-03-01", "figure", "present military"),
        (2, "1990-12-31", "asked_for", "withdrawal_date"),
    ]


def test_the_talks_of_2014_follow_those_of_2011(reader: Reader) -> None:
    found = rows(reader, "negotiation-timeline", negotiation="usa-irq-2014")

    assert set(columns(found, "step", "negotiation")) == {(1, "usa-irq-2011"), (2, "usa-irq-2014")}
    assert (1, "negotiation", "failed") in columns(found, "step", "kind", "what")


def test_an_agreement_is_held_against_what_was_demanded(reader: Reader) -> None:
    found = rows(reader, "provisions-against-demands", negotiation="guard-1988")

    assert columns(found, "issue", "position_ref", "provision_ref", "outcome") == [
        ("claims", None, f"{POST}/damage", "nothing demanded"),
        ("criminal_jurisdiction", f"{POST}/immunity", f"{POST}/courts", "other jurisdiction"),
        ("custody", f"{POST}/own-cells", None, "not in the agreement"),
    ]


def test_agreements_have_their_days(reader: Reader) -> None:
    found = rows(reader, "agreements")

    assert columns(found, "key", "signed", "in_force", "ends", "provisions") == [
        ("guard-notes", "1988-05-01", "1988-06-01", "1989-06-30", 2),
        ("grooms-memo", None, None, "1995", 0),
    ]


def test_immunity_is_told_from_demand_to_fact(reader: Reader) -> None:
    found = rows(reader, "immunity", actor="ruritania")

    assert columns(found, "kind", "side", "jurisdiction", "conditions") == [
        (
            *("position", "ruritania", "exclusive_sending"),
            "if a guard is accused; until the Guard is home",
        ),
        ("position", "ruritania", None, None),
        ("provision", None, "concurrent", None),
        ("deployment", "ruritania", "concurrent", None),
    ]


def test_both_sides_of_the_quarrel_over_immunity_are_told_apart(reader: Reader) -> None:
    sides = pairs(rows(reader, "immunity", negotiation="usa-irq-2011"), "ref", "side")

    assert sides[f"{DAYEN}/immunity-demanded"] == "usa"
    assert sides[f"{DAYEN}/immunity-refused"] == "irq"
    assert sides[f"{DAYEN}/contractors-instead"] == "usa"


def test_each_condition_has_a_row(reader: Reader) -> None:
    found = rows(reader, "conditions", negotiation="guard-1988")

    assert columns(found, "ref", "kind", "condition") == [
        (f"{POST}/immunity", "if", "a guard is accused"),
        (f"{POST}/immunity", "until", "the Guard is home"),
    ]


def test_deadlines_are_in_the_order_of_the_days_they_are_due(reader: Reader) -> None:
    assert columns(rows(reader, "deadlines"), "due", "ref") == [
        ("1989-06-30", "guard-notes"),
        ("1990-12-31", f"{POST}/home"),
        ("1992", f"{GAZETTE}/grooms-due"),
        ("1995", "grooms-memo"),
        ("2011-12", f"{DAYEN}/sadrists-reject-foreign-troops"),
        ("2011-12-31", f"{DAYEN}/withdrawal-deadline"),
        ("2012", f"{DAYEN}/training-requested"),
    ]


# Who says it


def test_a_speaker_is_named_with_office_and_those_he_speaks_for(reader: Reader) -> None:
    (kirby,) = rows(reader, "who-speaks-for-whom", speaker="Kirby")
    (rudolf,) = rows(reader, "who-speaks-for-whom", speaker="rudolf")
    (official,) = rows(reader, "who-speaks-for-whom", speaker="palace-official")

    assert kirby["offices"] == "Pentagon spokesman"
    assert "us-department-of-defense" in str(kirby["speaks_for"])
    assert (rudolf["offices"], rudolf["speaks_for"], rudolf["positions"]) == ("King", None, 1)
    assert (official["speaks_for"], official["claims"], official["positions"]) == ("ruritania", 2, 1)


def test_claims_of_the_unnamed_are_all_found(reader: Reader) -> None:
    found = rows(reader, "anonymous-claims")

    assert columns([row for row in found if row["speaker"] == "palace-official"], "ref", "kind", "role") == [
        (f"{POST}/own-cells", "position", "quoted"),
        ("guard-1988", "negotiation", "quoted"),
    ]
    assert (f"{DAYEN}/contractors-instead", "holder") in columns(found, "ref", "role")
    assert (f"{TIMES}/new-troops", "quoted") in columns(found, "ref", "role")
    assert "john-kirby" not in {row["speaker"] for row in found}


def test_offices_are_found_by_person_and_by_organisation(reader: Reader) -> None:
    by_person = rows(reader, "offices", person="Panetta")
    by_organisation = rows(reader, "offices", organisation="usa")

    assert columns(by_person, "title", "organisation") == [("Defense Secretary", "us-department-of-defense")]
    assert {row["person"] for row in by_organisation} == {"leon-panetta", "john-kirby", "obama"}
