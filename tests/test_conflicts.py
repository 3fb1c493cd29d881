"""What contradicts what, and who agrees: each word in made-up cases, all held against a second reckoning."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, bindparam, text

from sofadb import migrate
from sofadb.audit import find_check
from sofadb.catalog import built_in_question, find_question
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.seed.loading.load import load_files
from sofadb.vocabulary import CORROBORATION, VERDICTS
from tests.conftest import ENGINES, database_words
from tests.rows import insertion
from tests.test_questions import Readers, as_csv, rows, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from sqlalchemy import Connection, Engine

    from tests.conftest import Runner, Server
    from tests.rows import Row

LARGEST = 2**63 - 1
T = TypeVar("T")

# Made-up cases: a ref, and what is claimed there


class Case(NamedTuple):
    """Claims by their refs, what is found, and the words of corroboration of some of them."""

    claims: dict[str, str]
    findings: set[tuple[str, str, str]]
    agreement: dict[str, str]


def pair(one: str, other: str, verdict: str, **agreement: str) -> Case:
    """Make a case of a claim in each of two sources; an empty verdict stands for no finding."""
    found = {("a/x", "b/x", verdict)} if verdict else set()
    return Case({"a/x": one, "b/x": other}, found, {f"{source}/x": word for source, word in agreement.items()})


MANY = {f"{source}/x": "exact: 300" for source in "abc"}
SPLIT = {"a/whole": "exact: 500", "a/x": "exact: 300, function: train, part_of: a/whole"}

CASES = {
    # Ranges
    "the same number": pair("exact: 5", "exact: 5", "", a="confirmed", b="confirmed"),
    "other numbers": pair("exact: 5", "exact: 6", "conflict", a="conflict", b="conflict"),
    "a hedge without a bound stands for itself": pair("about: 170", "exact: 171", "conflict", a="conflict"),
    "a hedge that meets": pair("about: 170", "up_to: 170", "", a="confirmed"),
    "a number within a range": pair("between: [100, 200]", "exact: 200", "", b="confirmed"),
    "a number outside of a range": pair("between: [100, 200]", "exact: 201", "conflict"),
    "more than is over its bound": pair("more_than: 300", "exact: 300", "conflict"),
    "more than meets the next number": pair("more_than: 300", "exact: 301", ""),
    "fewer than is under its bound": pair("fewer_than: 300", "at_least: 300", "conflict"),
    "no whole number lies between": pair("more_than: 300", "fewer_than: 301", "conflict"),
    "one whole number lies between": pair("more_than: 300", "fewer_than: 302", ""),
    "open on the same side": pair("at_least: 3", "more_than: 900", "", a="confirmed"),
    "open towards each other": pair("at_least: 3", "up_to: 900", ""),
    "none and some": pair("none: true", "at_least: 1", "conflict"),
    "the largest numbers": pair(f"more_than: {LARGEST}", f"up_to: {LARGEST}", "conflict"),
    "words without a number say nothing": pair("words: dozens", "exact: 5", "", b="unique"),
    "unknown says nothing": pair("unknown: true", "exact: 5", "", b="unique"),
    # Days
    "another day": pair("exact: 5", "exact: 6, as_of: 1999-05-06", "", a="unique"),
    "a day of that month": pair("exact: 5", "exact: 6, as_of: 1999-05", "conflict"),
    "an open beginning": pair("exact: 5", "exact: 6, as_of: ../1999-05-05", "conflict"),
    "an open beginning that is over": pair("exact: 5", "exact: 6, as_of: ../1999-05-04", ""),
    "an open end": pair("exact: 5, as_of: 1999-05-01/..", "exact: 6", "conflict"),
    "two open ends": pair("exact: 5, as_of: 1999-05-01/..", "exact: 6, as_of: 1950-01-01/..", "conflict"),
    "two open beginnings": pair("exact: 5, as_of: ../1999-05-01", "exact: 6, as_of: ../1950-01-01", "conflict"),
    "without a day": Case({"a/x": "exact: 5", "b/x": "exact: 6, as_of: null"}, set(), {"a/x": "unique"}),
    "moved on one day": pair("exact: 5, measure: sent", "exact: 6, measure: sent", "conflict"),
    "moved in a period": pair(
        *("exact: 5, measure: sent, as_of: 1999-05", "exact: 6, measure: sent, as_of: 1999-05", ""), a="unique"
    ),
    "moved in a period that holds the day": pair(
        "exact: 5, measure: withdrawn", "exact: 6, measure: withdrawn, as_of: 1999-05", ""
    ),
    # The same thing, and what only looks like it
    "another measure": pair("exact: 5", "exact: 6, measure: authorized", "other_measure", a="unique"),
    "another measure that meets": pair("exact: 5", "up_to: 6, measure: authorized", ""),
    "another measure over a period": pair("exact: 5", "exact: 6, measure: sent, as_of: 1999-05", ""),
    "another category": pair("exact: 5", "exact: 6, category: contractor", "other_category", a="unique"),
    "another measure and category": pair("exact: 5", "exact: 6, measure: sent, category: police", "other_measure"),
    "another function": pair("exact: 5", "exact: 6, function: train", ""),
    "another place": pair("exact: 5", "exact: 6, place: the harbour", ""),
    "another actor": pair("exact: 5", "exact: 6, actor: us-armed-forces", ""),
    "no longer relied on": pair("exact: 5", "exact: 6, status: deprecated, status_note: corrected", ""),
    "to be looked at again": pair("exact: 5", "exact: 6, status: work_needed, status_note: check", "conflict"),
    # How many sources
    "a source against itself": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6"}, {("a/x", "a/y", "conflict")}, {"a/x": "unique"}
    ),
    "three sources, all agree": Case(MANY, set(), dict.fromkeys(MANY, "confirmed")),
    "two against one": Case(
        {**MANY, "c/x": "exact: 400"},
        {("a/x", "c/x", "majority"), ("b/x", "c/x", "majority")},
        {"a/x": "majority", "b/x": "majority", "c/x": "conflict"},
    ),
    "two against two": Case(
        {**MANY, "c/x": "exact: 400", "d/x": "exact: 400"},
        {(one, other, "conflict") for one in ("a/x", "b/x") for other in ("c/x", "d/x")},
        {"a/x": "conflict", "d/x": "conflict"},
    ),
    "sources are counted, not claims": Case(
        {"a/x": "exact: 5", "a/y": "exact: 5", "a/z": "exact: 5", "b/x": "exact: 6"},
        {(f"a/{key}", "b/x", "conflict") for key in "xyz"},
        {"a/x": "conflict", "b/x": "conflict"},
    ),
    "a source that contradicts itself stands with no other": Case(
        {"a/x": "exact: 5", "b/x": "exact: 6", "c/x": "exact: 5", "c/y": "exact: 7"},
        {
            ("a/x", "b/x", "conflict"),
            ("a/x", "c/y", "conflict"),
            ("b/x", "c/x", "majority"),
            ("b/x", "c/y", "conflict"),
            ("c/x", "c/y", "majority"),
        },
        {"a/x": "conflict", "b/x": "conflict", "c/x": "majority"},
    ),
    "a source that speaks of another day stands with neither": Case(
        {"a/x": "exact: 5, as_of: 1999", "b/x": "exact: 6", "c/x": "exact: 5, as_of: 1999-02-01"},
        {("a/x", "b/x", "conflict")},
        {"a/x": "majority", "b/x": "conflict", "c/x": "confirmed"},
    ),
    "a majority for the later ref": Case(
        {"a/x": "exact: 9", "b/x": "exact: 6", "c/x": "up_to: 6"},
        {("a/x", "b/x", "majority"), ("a/x", "c/x", "majority")},
        {"a/x": "conflict", "b/x": "majority", "c/x": "majority"},
    ),
    # Parts are not the whole, nor each other
    "a part and its whole": Case({"a/x": "exact: 5", "b/x": "exact: 3, part_of: a/x"}, set(), {"a/x": "unique"}),
    "a part and the whole of its whole": Case(
        {"a/x": "exact: 5", "a/y": "exact: 3, part_of: a/x", "b/x": "exact: 1, part_of: a/y"},
        set(),
        {"b/x": "unique"},
    ),
    "a part of another category and the whole of its whole": Case(
        {
            "a/x": "exact: 5",
            "a/y": "words: several, function: train, part_of: a/x",
            "b/x": "exact: 1, category: contractor, part_of: a/y",
        },
        set(),
        {},
    ),
    "two parts in one source": Case(
        {"a/whole": "up_to: 9", "a/x": "exact: 3, part_of: a/whole", "a/y": "exact: 2, part_of: a/whole"},
        set(),
        {"a/x": "unique"},
    ),
    "a part and a part of another part": Case(
        {
            "a/whole": "up_to: 9, function: train",
            "a/x": "exact: 3, part_of: a/whole",
            "a/y": "up_to: 4, function: train, part_of: a/whole",
            "a/z": "exact: 2, part_of: a/y",
        },
        set(),
        {},
    ),
    "two sources on one part": Case(
        {"a/whole": "up_to: 9", "a/x": "exact: 3, part_of: a/whole", "b/x": "exact: 2, part_of: a/whole"},
        {("a/x", "b/x", "conflict")},
        {"a/x": "conflict"},
    ),
    "a part and what another source says of the whole": Case(
        {"a/x": "exact: 9", "a/y": "exact: 4, part_of: a/x", "b/x": "exact: 9"},
        set(),
        {"a/x": "confirmed", "a/y": "unique", "b/x": "confirmed"},
    ),
    "a part that is told from its whole": Case(
        {
            "a/whole": "up_to: 9",
            "a/x": "exact: 4, function: train, part_of: a/whole",
            "b/x": "exact: 3, function: train",
        },
        {("a/x", "b/x", "conflict")},
        {"b/x": "conflict"},
    ),
    # A part over its whole
    "a part over its whole": Case(
        {"a/x": "up_to: 5", "b/x": "at_least: 6, part_of: a/x"},
        {("b/x", "a/x", "part_over_whole")},
        {"a/x": "unique"},
    ),
    "a part as large as its whole": Case({"a/x": "up_to: 5", "a/y": "exact: 5, part_of: a/x"}, set(), {}),
    "a part that need not be over its whole": Case({"a/x": "exact: 5", "a/y": "up_to: 9, part_of: a/x"}, set(), {}),
    "a part of a part over the whole": Case(
        {"a/x": "exact: 5", "a/y": "words: several, part_of: a/x", "a/z": "exact: 6, category: police, part_of: a/y"},
        {("a/z", "a/x", "part_over_whole")},
        {},
    ),
    "a part over its whole on another day": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6, as_of: 1999-05-06, part_of: a/x"}, set(), {}
    ),
    "a part over its whole in another measure": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6, measure: withdrawn, part_of: a/x"}, set(), {}
    ),
    # Parts that do not add up
    "parts that add up": Case({**SPLIT, "a/y": "exact: 200, function: combat, part_of: a/whole"}, set(), {}),
    "too many parts": Case(
        {**SPLIT, "a/y": "more_than: 200, function: combat, part_of: a/whole"},
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "too few parts": Case(
        {**SPLIT, "a/y": "fewer_than: 200, function: combat, part_of: a/whole"},
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "one part is no division": Case(SPLIT, set(), {}),
    "parts of which one may be anything": Case(
        {**SPLIT, "a/y": "words: several, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts of which one has no day": Case(
        {
            **SPLIT,
            "a/y": "exact: 100, function: combat, part_of: a/whole",
            "a/z": "exact: 100, function: medical, as_of: null, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts of a whole that is not exact": Case(
        {**SPLIT, "a/whole": "about: 500", "a/y": "exact: 300, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts that two sources name": Case(
        {**SPLIT, "b/x": "exact: 300, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts that another source names": Case(
        {
            "a/whole": "exact: 500",
            "b/x": "exact: 300, function: train, part_of: a/whole",
            "b/y": "exact: 300, function: combat, part_of: a/whole",
        },
        {("b/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "a part said twice counts once": Case(
        {
            **SPLIT,
            "a/y": "exact: 300, function: train, part_of: a/whole",
            "a/z": "exact: 200, function: combat, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts on different days": Case(
        {
            "a/whole": "exact: 500, as_of: 1999",
            "a/x": "exact: 300, function: train, as_of: 1999-02, part_of: a/whole",
            "a/y": "exact: 300, function: combat, as_of: 1999-07, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts of which one alone is over": Case(
        {**SPLIT, "a/y": "exact: 501, function: combat, part_of: a/whole"},
        {("a/y", "a/whole", "part_over_whole")},
        {},
    ),
    "parts that add up to more than any number": Case(
        {
            "a/whole": f"exact: {LARGEST}",
            "a/x": f"exact: {LARGEST}, function: train, part_of: a/whole",
            "a/y": f"exact: {LARGEST}, function: combat, part_of: a/whole",
        },
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
}

COMMON = {"actor": "usa", "host": "kwt", "measure": "present", "category": "military", "as_of": "1999-05-05"}


def write_cases(folder: Path) -> list[str]:
    """Write a seed file for each source; the cases are told apart by their place."""
    counts: dict[str, list[str]] = defaultdict(list)
    for number, (name, case) in enumerate(CASES.items()):
        for ref, claim in case.claims.items():
            source, key = ref.split("/")
            said = re.sub(r"part_of: (\w)/", rf"part_of: \1/case-{number}-", claim)
            common = {**COMMON, "place": f'"{name}"', "wording": f"case-{number}-{key}"}
            said += "".join(f", {each}: {word}" for each, word in common.items() if f"{each}: " not in said)
            said = said.replace(", as_of: null", "")
            counts[source].append(f"      - {{key: case-{number}-{key}, {said}}}\n")
    files = [folder / f"{source}.yaml" for source in sorted(counts)]
    for file in files:
        file.write_text(
            f"format: 1\nsource:\n  key: {file.stem}\n  type: report\n"
            f"  publication: {{key: press-{file.stem}, name: Press, kind: other}}\n  title: T\n"
            f"passages:\n  - at: paragraph 1\n    counts:\n{''.join(counts[file.stem])}",
            "utf-8",
        )
    return [str(file) for file in files]


@pytest.fixture(scope="module")
def readers(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[Readers]:
    """Load all cases on both engines, and once in another order."""
    folder = tmp_path_factory.mktemp("conflicts")
    files = write_cases(folder)
    one, other = (Target(path=shutil.copyfile(built_in_file, folder / name)) for name in ("one.db", "other.db"))
    remote = server.create(built_in_template)
    for target, order in ((one, files), (remote, files), (other, files[::-1])):
        load_files(target, order)
    with open_reader(one) as first, open_reader(remote) as second, open_reader(other) as third:
        yield Readers(first, second, third)
    server.drop(remote)


@dataclass
class Found:
    """What an engine answers of all cases, by the number of the case; refs are without it."""

    findings: dict[int, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))
    agreement: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    conflicts: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)


def case_of(ref: object) -> tuple[int, str]:
    """Take the number of the case out of a ref."""
    source, number, key = re.fullmatch(r"(\w)/case-(\d+)-(\w+)", str(ref)).groups()  # type: ignore[union-attr]  # it matches
    return int(number), f"{source}/{key}"


@pytest.fixture(scope="module")
def found(readers: Readers) -> Found:
    """Sort the answers of SQLite by cases; another test compares the engines."""
    result = Found()
    for row in rows(readers.sqlite, "conflicts"):
        number, ref = case_of(row["ref"])
        other_number, other_ref = case_of(row["other_ref"])
        assert number == other_number
        result.findings[number].add((ref, other_ref, str(row["verdict"])))
        result.conflicts[list(CASES)[number], ref] = dict(row)
    for row in rows(readers.sqlite, "corroboration", host="kwt"):
        number, ref = case_of(row["ref"])
        result.agreement[number][ref] = str(row["corroboration"])
    return result


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_the_findings_that_it_should_have(name: str, found: Found) -> None:
    case = CASES[name]
    number = list(CASES).index(name)

    assert found.findings[number] == case.findings
    assert {ref: found.agreement[number].get(ref) for ref in case.agreement} == case.agreement


def test_every_word_is_found(found: Found) -> None:
    verdicts = {verdict for findings in found.findings.values() for _, _, verdict in findings}
    agreements = {word for words in found.agreement.values() for word in words.values()}

    assert verdicts == set(VERDICTS)
    assert agreements == set(CORROBORATION)


#: What the cases have in place of what the other questions are asked.
OWN_VALUES = {"source": ("a", "b"), "ref": ("a/case-1-x", "b/case-1-x")}


@pytest.mark.parametrize("name", ["conflicts", "corroboration"])
def test_both_engines_give_the_same_rows_in_the_same_order(name: str, readers: Readers) -> None:
    question = find_question(name)
    asked: list[dict[str, str | None]] = [{}]
    asked += [
        {parameter.name: value}
        for parameter in question.parameters
        for value in (OWN_VALUES.get(parameter.name) or values(parameter))
        if not value.startswith("freedonia")
    ]

    answers = [as_csv(readers.sqlite, question, given) for given in asked]

    assert [as_csv(readers.postgresql, question, given) for given in asked] == answers
    assert [as_csv(readers.reordered, question, given) for given in asked] == answers
    lines = [answer.count("\n") for answer in answers]
    assert any(1 < count < lines[0] for count in lines)


def test_a_claim_without_a_day_or_a_number_has_no_agreement(found: Found) -> None:
    for name, ref in (
        ("without a day", "b/x"),
        ("words without a number say nothing", "a/x"),
        ("unknown says nothing", "a/x"),
        ("no longer relied on", "b/x"),
    ):
        assert ref not in found.agreement[list(CASES).index(name)]


def test_a_majority_is_named_and_counted(found: Found) -> None:
    row = found.conflicts["two against one", "a/x"]
    later = found.conflicts["a majority for the later ref", "a/x"]
    tie = found.conflicts["two against two", "a/x"]

    assert (case_of(row["majority_ref"])[1], row["sources_for"], row["other_sources_for"]) == ("a/x", 2, 1)
    assert (later["majority_ref"], later["sources_for"], later["other_sources_for"]) == (later["other_ref"], 1, 2)
    assert (tie["majority_ref"], tie["sources_for"], tie["other_sources_for"]) == (None, 2, 2)


def test_parts_that_do_not_add_up_show_their_sum_beside_the_whole(found: Found) -> None:
    many, few = (found.conflicts[name, "a/x"] for name in ("too many parts", "too few parts"))

    assert (many["low"], many["best"], many["high"], many["parts"]) == (501, None, None, 2)
    assert (few["low"], few["best"], few["high"], few["parts"]) == (300, None, 499, 2)
    assert (few["wording"], few["other_low"], few["other_high"]) == (None, 500, 500)
    assert many["majority_ref"] is many["sources_for"] is None


def test_a_sum_over_the_largest_number_is_as_much_of_it_as_can_be_written(found: Found) -> None:
    row = found.conflicts["parts that add up to more than any number", "a/x"]

    assert (row["low"], row["high"]) == (LARGEST, None)


def test_the_parts_that_were_added_up_can_be_listed(readers: Readers, found: Found) -> None:
    whole = str(found.conflicts["too few parts", "a/x"]["other_ref"])

    parts = rows(readers.sqlite, "figures", part_of=whole)

    assert [case_of(row["ref"])[1] for row in parts] == ["a/x", "a/y"]


def test_a_user_asks_for_the_verdicts_of_one_kind(target: Target, run: Runner, tmp_path: Path) -> None:
    files = write_cases(tmp_path)
    assert run(*database_words(target), "seed", "load", *files).returncode == 0

    done = run(*database_words(target), "conflicts", "--verdict", "part_over_whole", "--json")
    wrong = run(*database_words(target), "conflicts", "--verdict", "part_above_whole")

    assert {row["verdict"] for row in json.loads(done.stdout)} == {"part_over_whole"}
    assert wrong.returncode == 2
    assert "part_over_whole" in wrong.stderr


# A second reckoning: the same rules on sets of days, claim by claim

SOURCES = "abcd"
DAYS = range(6)
EVER = frozenset(range(-1, 7))


@dataclass(frozen=True)
class Claim:
    """A claim of some source; days are numbers, and an open side reaches one day beyond all others."""

    source: str
    host: int
    function: str
    place: str | None
    measure: str
    category: str
    quantifier: str
    numbers: tuple[int | None, int | None, int | None]
    days: tuple[int | None, int | None] | None
    status: str
    whole: int | None = None

    def people(self) -> tuple[object, ...]:
        """Return what makes claims speak of the same people."""
        return self.host, self.function, self.place

    def thing(self) -> tuple[object, ...]:
        """Return what makes claims speak of the same thing."""
        return (*self.people(), self.measure, self.category)

    def on(self) -> frozenset[int]:
        """Return the days it may mean."""
        if self.days is None:
            return frozenset()
        first, last = self.days
        return frozenset(day for day in EVER if (first is None or day >= first) and (last is None or day <= last))

    def span(self) -> tuple[float, float]:
        """Return what it at least and at most claims."""
        low, best, high = self.numbers
        least = low if low is not None else best
        most = high if high is not None else best
        return (
            -inf if least is None else least + (self.quantifier == "more_than"),
            inf if most is None else most - (self.quantifier == "fewer_than"),
        )

    def speaks(self) -> bool:
        """Tell whether it takes part in comparisons."""
        return self.numbers != (None, None, None) and self.days is not None and self.status != "deprecated"

    def fits(self, other: Claim) -> bool:
        """Tell whether people who moved may be compared."""
        moved = {self.measure, other.measure} & {"sent", "withdrawn"}
        return not moved or len(self.on()) == len(other.on()) == 1

    def meets(self, other: Claim) -> bool:
        """Tell whether both can be true."""
        return self.span()[0] <= other.span()[1] and other.span()[0] <= self.span()[1]


class Reckoning:
    """Compares all claims with all others."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self.refs = [f"{claim.source}/c{number}" for number, claim in enumerate(claims)]

    def wholes(self, number: int) -> list[int]:
        """Return the wholes of a claim, from the nearest."""
        whole = self.claims[number].whole
        return [] if whole is None else [whole, *self.wholes(whole)]

    def step(self, number: int) -> int:
        """Count the wholes that are the very same thing."""
        return sum(self.claims[whole].thing() == self.claims[number].thing() for whole in self.wholes(number))

    def compared(self, one: int, other: int) -> bool:
        """Tell whether two claims speak of the same people on a common day, and not of parts and wholes."""
        first, second = self.claims[one], self.claims[other]
        tops = {(self.wholes(number) or [number])[-1] for number in (one, other)}
        return (
            one != other
            and first.people() == second.people()
            and first.speaks()
            and second.speaks()
            and bool(first.on() & second.on())
            and first.fits(second)
            and self.step(one) == self.step(other)
            and one not in self.wholes(other)
            and other not in self.wholes(one)
            and (first.source != second.source or len(tops) == 2)
        )

    def same(self, one: int, other: int) -> bool:
        """Tell whether two claims that may be compared are on the very same thing."""
        return self.compared(one, other) and self.claims[one].thing() == self.claims[other].thing()

    def stands_with(self, one: int, other: int) -> int:
        """Count the sources that stand with the one on a day that it has in common with the other."""
        heard: dict[str, list[bool]] = defaultdict(list)
        for third, claim in enumerate(self.claims):
            if self.same(one, third) and self.same(other, third):
                heard[claim.source].append(claim.meets(self.claims[one]))
        own = {self.claims[one].source, self.claims[other].source}
        return 1 + sum(all(meets) for source, meets in heard.items() if source not in own)

    def pairs(self) -> Iterator[tuple[object, ...]]:
        """Find the pairs that do not meet."""
        for one, other in itertools.permutations(range(len(self.claims)), 2):
            first, second = self.claims[one], self.claims[other]
            if self.refs[one] > self.refs[other] or not self.compared(one, other) or first.meets(second):
                continue
            if first.thing() != second.thing():
                verdict = "other_measure" if first.measure != second.measure else "other_category"
                yield self.refs[one], self.refs[other], verdict, None, None, None, *first.numbers
                continue
            counts = self.stands_with(one, other), self.stands_with(other, one)
            majority = None if counts[0] == counts[1] else self.refs[one if counts[0] > counts[1] else other]
            verdict = "majority" if majority else "conflict"
            yield self.refs[one], self.refs[other], verdict, majority, *counts, *first.numbers

    def over(self) -> Iterator[tuple[object, ...]]:
        """Find the parts that are more than a whole of theirs."""
        for number, part in enumerate(self.claims):
            for above in self.wholes(number):
                whole = self.claims[above]
                if (
                    (part.speaks() and whole.speaks() and part.measure == whole.measure)
                    and (part.on() & whole.on() and part.fits(whole))
                    and part.span()[0] > whole.span()[1]
                ):
                    ref = self.refs[above]
                    yield self.refs[number], ref, "part_over_whole", None, None, None, *part.numbers

    def sums(self) -> Iterator[tuple[object, ...]]:
        """Find the wholes to which the parts in a source do not add up."""
        for number, whole in enumerate(self.claims):
            if whole.quantifier != "exact" or not whole.speaks() or not whole.fits(whole):
                continue
            for source in {claim.source for claim in self.claims}:
                parts = [
                    part
                    for part, claim in enumerate(self.claims)
                    if claim.whole == number
                    and claim.source == source
                    and claim.measure == whole.measure
                    and claim.status != "deprecated"
                    and (claim.days is None or claim.on() & whole.on())
                ]
                if (total := self.total(whole, [self.claims[part] for part in parts])) is not None:
                    first = min(self.refs[part] for part in parts)
                    yield first, self.refs[number], "parts_not_whole", None, None, None, *total

    def total(self, whole: Claim, parts: list[Claim]) -> tuple[int, None, int | None] | None:
        """Add up parts, and return the sum where it cannot be the whole."""
        spans = {
            part: (max(part.span()[0], 0.0), part.span()[1]) if part.days and part.fits(whole) else (0.0, inf)
            for part in parts
        }
        things = {part.thing() for part in parts}
        days = EVER.intersection(*(part.on() for part in parts if part.days))
        exact = whole.span()[0]
        least = sum(min(spans[part][0] for part in parts if part.thing() == thing) for thing in things)
        most = sum(spans[part][1] for part in parts)
        if len(things) < 2 or not days or max(low for low, _ in spans.values()) > exact or least <= exact <= most:
            return None
        return int(least), None, None if most == inf else int(most)

    def findings(self) -> list[tuple[object, ...]]:
        """Return all that is found, sorted."""
        return sorted((*self.pairs(), *self.over(), *self.sums()), key=repr)

    def agreement(self) -> list[tuple[object, ...]]:
        """Return ref, word, and how many other sources meet each claim, or do not; sorted."""
        return sorted(self.agreements(), key=repr)

    def agreements(self) -> Iterator[tuple[object, ...]]:
        """Reckon the word of each claim that has one."""
        for number, claim in enumerate(self.claims):
            if not claim.speaks():
                continue
            heard: dict[str, list[bool]] = defaultdict(list)
            for third, other in enumerate(self.claims):
                if self.same(number, third) and other.source != claim.source:
                    heard[other.source].append(other.meets(claim))
            meeting = sum(all(meets) for meets in heard.values())
            against = len(heard) - meeting
            word = "majority" if meeting + 1 > against else "conflict"
            word = ("confirmed" if not against else word) if heard else "unique"
            yield self.refs[number], word, meeting, against


_number = st.integers(0, 4)
_exact = _number.map(lambda number: ("exact", (number, number, number)))
_quantities = st.one_of(
    _exact,
    _exact,
    _number.map(lambda number: ("about", (None, number, None))),
    _number.map(lambda number: ("about", (0, number, None))),
    _number.map(lambda number: ("up_to", (None, None, number))),
    _number.map(lambda number: ("fewer_than", (None, None, number))),
    _number.map(lambda number: ("at_least", (number, None, None))),
    _number.map(lambda number: ("more_than", (number, None, None))),
    st.tuples(_number, _number).map(lambda ends: ("between", (min(ends), None, max(ends)))),
    st.just(("several", (None, None, None))),
)
_day = st.integers(DAYS.start, DAYS.stop - 1)
_days = st.one_of(
    _day.map(lambda day: (day, day)),
    st.tuples(_day, _day).map(lambda ends: (min(ends), max(ends))),
    _day.map(lambda day: (None, day)),
    _day.map(lambda day: (day, None)),
    st.none(),
)


def _mostly(usual: T, *others: T) -> st.SearchStrategy[T]:
    """Draw the usual value, and seldom another, so that claims often speak of the same thing."""
    return st.sampled_from((*[usual] * 9, *others))


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Draw a few claims, some on one thing and some on parts of a whole; a whole stands before its parts."""
    drawn: list[Claim] = []
    of_parts = draw(st.booleans())
    for number in range(draw(st.integers(2, 8))):
        quantifier, numbers = draw(_exact if of_parts and not number else _quantities)
        function = st.sampled_from(("unspecified", "train")) if of_parts else _mostly("unspecified", "train")
        whole = st.sampled_from((None, 0, *range(number))) if of_parts else _mostly(None, *range(number))
        drawn.append(
            Claim(
                source=draw(st.sampled_from("ab" if of_parts else SOURCES)),
                host=draw(_mostly(1, 2)),
                function=draw(function),
                place=draw(_mostly(None, "the port")),
                measure=draw(
                    _mostly("present", "planned", "sent") if draw(_mostly(True, False)) else st.just("sent")
                ),
                category=draw(_mostly("military", "contractor", "police", "all")),
                quantifier=quantifier,
                numbers=numbers,
                days=draw(_days if draw(st.booleans()) else st.just((2, 2))),
                status=draw(_mostly("accepted", "deprecated")),
                whole=draw(whole) if number else None,
            )
        )
    return drawn


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[dict[str, Engine]]:
    """Make a database with the sources and states of the drawn claims, on each engine."""
    path = tmp_path_factory.mktemp("drawn") / "drawn.db"
    remote = server.create()
    opened = {}
    for name, target in zip(ENGINES, (Target(path=path), remote), strict=True):
        migrate.upgrade(target)
        opened[name] = writing_engine(target)
        with opened[name].begin() as connection:
            _store_surroundings(connection)
    yield opened
    for engine in opened.values():
        engine.dispose()
    server.drop(remote)


def _store_surroundings(connection: Connection) -> None:
    press: Row = {"id": 1, "key": "press", "name": "Press", "kind": "other"}
    connection.execute(insertion("publications", press))
    for number, key in enumerate(SOURCES, start=1):
        source: Row = {"id": number, "key": key, "publication_id": 1, "type": "report", "title": "T"}
        connection.execute(insertion("sources", source))
        passage: Row = {"id": number, "source_id": number, "locator_type": "page", "locator": "1"}
        connection.execute(insertion("passages", passage))
    for number, key in enumerate(("freedonia", "sylvania"), start=1):
        connection.execute(insertion("actors", {"id": number, "key": key, "name": key, "kind": "state"}))


def row_of(number: int, claim: Claim, ids: list[int]) -> Row:
    """Return the row of a claim; `ids` are the numbers that the rows have in the table."""
    low, best, high = claim.numbers
    first, last = claim.days or (None, None)
    source = SOURCES.index(claim.source) + 1
    return {
        "id": ids[number],
        "source_id": source,
        "key": f"c{number}",
        "passage_id": source,
        "actor_id": 1,
        "host_id": claim.host,
        "place": claim.place,
        "measure": claim.measure,
        "category": claim.category,
        "function": claim.function,
        "as_of": None if claim.days is None else "as drawn",
        "as_of_earliest": None if first is None else f"1999-05-{first + 1:02}",
        "as_of_latest": None if last is None else f"1999-05-{last + 1:02}",
        "quantifier": claim.quantifier,
        "value_kind": "value",
        "low": low,
        "best": best,
        "high": high,
        "status": claim.status,
        "status_note": None if claim.status == "accepted" else "corrected",
        "part_of_id": None if claim.whole is None else ids[claim.whole],
    }


_FINDINGS = """
SELECT ref, other_ref, verdict, majority_ref, sources_for, other_sources_for, low, best, high FROM conflicts
"""
_AGREEMENT = "SELECT ref, corroboration, sources_meeting, sources_not_meeting FROM corroboration"


@contextmanager
def stored(engine: Engine, drawn: list[Claim], ids: list[int]) -> Iterator[Connection]:
    """Store claims for as long as a question takes; wholes first, for their parts refer to them."""
    with engine.connect() as connection:
        for number, claim in enumerate(drawn):
            connection.execute(insertion("personnel_counts", row_of(number, claim, ids)))
        yield connection
        connection.rollback()


def asked(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(text(sql))), key=repr)


THIRD = Claim("c", 1, "unspecified", None, "present", "military", "exact", (3, 3, 3), (2, 2), "accepted")


@given(drawn=claims(), shuffled=st.randoms(use_true_random=False))
@example(drawn=[THIRD, replace(THIRD, source="a"), replace(THIRD, source="b", numbers=(1, 1, 1))], shuffled=None)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_the_views_say_what_the_second_reckoning_says(
    drawn: list[Claim], shuffled: Random | None, engines: dict[str, Engine]
) -> None:
    """Whatever the numbers of the rows: they are given in another order each time."""
    drawn = [replace(claim) for claim in drawn]
    ids = list(range(1, len(drawn) + 1))
    if shuffled:
        shuffled.shuffle(ids)
    reckoned = Reckoning(drawn)

    for engine in engines.values():
        with stored(engine, drawn, ids) as connection:
            findings, agreement = asked(connection, _FINDINGS), asked(connection, _AGREEMENT)

        assert findings == reckoned.findings()
        assert len({frozenset(row[:2]) for row in findings}) == len(findings)
        assert agreement == reckoned.agreement()


# The question, which reckons only what is asked for, and the view


def of_the_view(connection: Connection, given: dict[str, str | None]) -> list[tuple[object, ...]]:
    """Return all rows of the view of which the conditions are true; all actors stand alone."""
    found = connection.execute(text("SELECT * FROM conflicts")).mappings()
    return sorted(
        (
            tuple(row.values())
            for row in found
            if all(given[name] in (None, row[name]) for name in ("verdict", "actor", "host"))
            and given["source"] in (None, row["source"], row["other_source"])
            and given["ref"] in (None, row["ref"], row["other_ref"])
        ),
        key=repr,
    )


def of_the_question(connection: Connection, given: dict[str, str | None]) -> list[tuple[object, ...]]:
    """Return the rows of the canned question."""
    types = [bindparam(name, type_=String) for name in given]
    sql = text(built_in_question("conflicts").sql).bindparams(*types)
    return sorted((tuple(row) for row in connection.execute(sql, given)), key=repr)


_mostly_nothing = (None, None, None)
_given = st.fixed_dictionaries(
    {
        "verdict": st.sampled_from((*_mostly_nothing, *VERDICTS)),
        "actor": st.sampled_from((*_mostly_nothing, "freedonia", "sylvania")),
        "host": st.sampled_from((*_mostly_nothing, "freedonia", "sylvania")),
        "source": st.sampled_from((*_mostly_nothing, *SOURCES)),
        "ref": st.sampled_from((None, *(f"{source}/c{number}" for source in SOURCES for number in range(4)))),
    }
)
_NOTHING = dict.fromkeys(("verdict", "actor", "host", "source", "ref"))


@given(drawn=claims(), given_each=st.lists(_given, min_size=3, max_size=3))
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_the_question_says_of_what_is_asked_what_the_view_says(
    drawn: list[Claim], given_each: list[dict[str, str | None]], engines: dict[str, Engine]
) -> None:
    for engine in engines.values():
        with stored(engine, drawn, list(range(1, len(drawn) + 1))) as connection:
            for given_here in (_NOTHING, *given_each):
                assert of_the_question(connection, given_here) == of_the_view(connection, given_here)


# The check, which compares claims on the very same thing and no others, and the view

_NOTES = "UPDATE personnel_counts SET note = 'told elsewhere' WHERE id % 5 = :rest"
_BASIS = """
INSERT INTO count_basis (count_id, aspect, included)
SELECT id, 'afloat', 'no' FROM personnel_counts WHERE id = 2
"""
_FROM_THE_VIEW = """
SELECT NULL AS file, c.seed_line AS line, x.ref AS ref,
    'contradicts ' || x.other_ref || ', and neither has a note or a status that says so' AS what
FROM conflicts AS x
JOIN sources AS s ON s.key = x.source
JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = substr(x.ref, length(x.source) + 2)
JOIN sources AS other_source ON other_source.key = x.other_source
JOIN personnel_counts AS other
    ON other.source_id = other_source.id AND other.key = substr(x.other_ref, length(x.other_source) + 2)
WHERE x.verdict = 'conflict'
    AND c.note IS NULL AND other.note IS NULL
    AND c.status = 'accepted' AND other.status = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM count_basis AS b WHERE b.count_id = c.id OR b.count_id = other.id)
ORDER BY line NULLS LAST, ref, x.other_ref
"""


@given(drawn=claims(), rest=st.integers(0, 4))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_the_check_for_conflicts_without_a_note_finds_those_of_the_view(
    drawn: list[Claim], rest: int, engines: dict[str, Engine]
) -> None:
    check = find_check("conflict-without-note").file
    assert check is not None
    for engine in engines.values():
        with stored(engine, drawn, list(range(1, len(drawn) + 1))) as connection:
            connection.execute(text(_NOTES), {"rest": rest})
            connection.execute(text(_BASIS))
            found = [tuple(row) for row in connection.execute(text(check.sql))]

            assert found == [tuple(row) for row in connection.execute(text(_FROM_THE_VIEW))]
