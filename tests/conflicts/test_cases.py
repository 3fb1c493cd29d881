"""What contradicts what, and who agrees: each word in made-up cases."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sofadb.catalog import find_question
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.seed.loading.load import load_files
from sofadb.vocabulary import CORROBORATION, VERDICTS
from tests.conflicts.cases import CASES, LARGEST, write_cases
from tests.conftest import database_words
from tests.test_questions import Readers, as_csv, rows, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner, Server


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
