"""Named checks: each fails exactly where it should on both engines, and passes where all is well.

`BAD` and `GOOD` are made-up sources, one of each for every check that is a file. All bad ones are loaded into one
database and all good ones into another, so that a check is also held to finding nothing in the others' data.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import column, insert, table, text

from sofadb import paths
from sofadb.audit import check_names, find_check
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import QuestionFailedError
from sofadb.migrate import upgrade
from sofadb.question import SEVERITIES
from sofadb.seed.loading.load import load_files
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.result import Row
    from tests.conftest import Runner, Server

FILES = sorted(path.stem for path in paths.checks().glob("*.sql"))
OF_THE_DATABASE = ["foreign-keys", "integrity", "schema-version"]

PEOPLE = """\
format: 1
actors:
  - {key: freedonia, name: Freedonia, kind: state}
  - {key: guard, name: Guard of Freedonia, kind: armed_force, part_of: freedonia}
  - {key: sylvania, name: Sylvania, kind: state}
  - {key: port, name: Free Port of Sylvania, kind: area, part_of: sylvania}
  - {key: klopstokia, name: Klopstokia, kind: state, valid_from: 1950-01-01, valid_to: 1999-12-31}
"""
#: What stands above the body of every source; `{more}` is for fields of the source.
HEAD = """\
format: 1
source:
  key: {key}
  type: report
  publication: {{key: press-of-{key}, name: Press, kind: newspaper}}
  title: A report
  published: 2001-06-01
"""
COUNT = "actor: guard, host: sylvania, measure: present, category: military, as_of: 2001-05-01"

BAD = {
    "parts-over-whole": f"""\
passages:
  - at: line 1
    counts:
      - {{key: ceiling, {COUNT}, place: A, up_to: 100, parts: [
          {{key: too-many, exact: 120, function: medical}}]}}
      - {{key: together, {COUNT}, place: B, fewer_than: 100, parts: [
          {{key: medics, about: 60, function: medical}},
          {{key: cooks, more_than: 50, function: logistics}}]}}
      - {{key: top, {COUNT}, place: C, exact: 10, parts: [
          {{key: middle, words: dozens, function: medical, parts: [{{key: deep, more_than: 10, function: train}}]}}]}}
    assets:
      - {{key: planes, actor: guard, host: sylvania, measure: present, kind: aircraft, as_of: 2001-05-01, exact: 4,
          parts: [{{key: jets, at_least: 5}}]}}
""",
    "parts-not-whole": f"""\
passages:
  - at: line 1
    counts:
      - {{key: people, {COUNT}, place: D, exact: 100, parts: [
          {{key: doctors, exact: 60, function: medical}}, {{key: pilots, exact: 30, function: aviation}}]}}
    assets:
      - {{key: ships, actor: guard, host: sylvania, measure: present, kind: ship, as_of: 2001-05-01, exact: 4,
          parts: [{{key: tugs, exact: 1, place: X}}, {{key: tankers, exact: 2, place: Y}}]}}
""",
    "parts-elsewhere": f"""\
passages:
  - at: line 1
    counts:
      - {{key: abroad, {COUNT}, place: E, up_to: 100, parts: [{{key: at-home, host: freedonia, up_to: 10}},
          {{key: not-theirs, actor: freedonia, up_to: 10}}]}}
""",
    "present-over-authorized": """\
passages:
  - at: line 1
    counts:
      - {key: limit, actor: guard, host: sylvania, measure: authorized, category: police, as_of: 2000/.., up_to: 50}
      - {key: guards, actor: guard, host: sylvania, measure: present, category: police, as_of: 2001-05-01,
          exact: 51, place: F}
      - {key: more, actor: guard, host: sylvania, measure: present, category: police, as_of: ../2000, place: G,
          more_than: 50}
""",
    "claims-after-end": """\
deployments:
  - {key: visit, title: Visit, at: line 1, sender: guard, host: sylvania, mission: train, started: 1990, ended: 1995}
  - {key: late-visit, title: Visit, at: line 1, sender: klopstokia, host: sylvania, mission: train, started: 2000}
negotiations:
  - {key: old-talks, title: Talks, status: suspended, at: line 1, parties: {receiving_state: sylvania}}
passages:
  - at: line 1
    positions:
      - {key: refusal, negotiation: old-talks, holder: klopstokia, act: refuse, issue: custody, stated: 2001-01,
          summary: Refuses.}
    counts:
      - {key: early, actor: guard, host: klopstokia, measure: present, category: military, as_of: 1949, exact: 5}
      - {key: stayed, deployment: visit, actor: guard, host: sylvania, measure: present, category: contractor,
          as_of: 1996, exact: 5}
      - {key: before, deployment: visit, actor: guard, host: sylvania, measure: remaining, category: contractor,
          as_of: 1989, exact: 5}
""",
    "weak-names": """\
actors:
  - {key: sylvanian-army, name: Army, kind: armed_force, part_of: sylvania}
  - key: sylvanian-court
    name: Court of Sylvania
    kind: court
    names:
      - {name: the court, type: alias}
      - {name: freedonia, type: weak}
offices:
  - {key: clerk, at: line 1, person: sylvanian-court, organisation: sylvania, title: Clerk}
""",
    "answer-before-question": """\
negotiations:
  - {key: talks, title: Talks, status: suspended, at: line 1, parties: {receiving_state: sylvania}}
passages:
  - at: line 1
    positions:
      - {key: question, negotiation: talks, holder: freedonia, act: demand, issue: custody, stated: 2001-03,
          summary: Demands.}
      - {key: answer, negotiation: talks, holder: sylvania, act: refuse, issue: custody, stated: 2001-02-28,
          responds_to: question, summary: Refuses.}
""",
    "positions-after-end": """\
negotiations:
  - {key: ended, title: Talks, status: failed, at: line 1, opened: 1999-02, closed: 2000,
     parties: {receiving_state: sylvania}}
passages:
  - at: line 1
    positions:
      - {key: offer, negotiation: ended, holder: freedonia, act: offer, issue: custody, stated: 2001-01-01,
          summary: Offers.}
    events:
      - {key: again, negotiation: ended, kind: talks_resumed, occurred: 1999-01, summary: They met.}
""",
    "sources-without-claims": "",
    "archive-dates": """\
  archive_url: https://web.archive.org/web/20010602101112/http://example.org/
  archived_at: 2001-05-31
offices:
  - {key: clerk, at: line 1, person: guard, organisation: sylvania, title: Clerk}
""",
    "archive-incomplete": """\
  archive_url: https://example.org/copy
offices:
  - {key: clerk, at: line 1, person: guard, organisation: sylvania, title: Clerk}
""",
    "conflict-without-note": f"""\
passages:
  - at: line 1
    counts:
      - {{key: one, {COUNT}, place: H, exact: 10}}
      - {{key: other, {COUNT}, place: H, exact: 20}}
""",
    "fingerprints-missing": """\
offices:
  - {key: clerk, at: paragraph 2, person: guard, organisation: sylvania, title: Clerk}
passages:
  - at: paragraph 2
""",
    "figures-without-wording": f"""\
passages:
  - at: paragraph 1
    fingerprint: {"0f" * 32}
    counts:
      - {{key: wordless, {COUNT}, place: I, exact: 10}}
    assets:
      - {{key: cars, actor: guard, host: sylvania, measure: sent, kind: vehicle, exact: 10}}
""",
}
#: Check -> what it finds: where the row stands in its source (a text of that line), its ref, what is said of it.
FOUND = {
    "parts-over-whole": [
        ("key: too-many", "too-many", "at least 120, but its whole parts-over-whole/ceiling is at most 100"),
        (
            "key: together",
            "together",
            "at most 99, but the 2 parts that parts-over-whole names are together at least 111",
        ),
        ("key: deep", "deep", "more than 10, but its whole parts-over-whole/top is at most 10"),
        ("key: jets", "jets", "at least 5, but its whole parts-over-whole/planes is at most 4"),
    ],
    "parts-not-whole": [
        ("key: people", "people", "exactly 100, but the 2 parts that parts-not-whole names are together 90"),
        ("key: ships", "ships", "exactly 4, but the 2 parts that parts-not-whole names are together 3"),
    ],
    "parts-elsewhere": [
        (
            "key: at-home",
            "at-home",
            "its host is freedonia, which is no part of sylvania, the host of its whole parts-elsewhere/abroad",
        ),
        (
            "key: not-theirs",
            "not-theirs",
            "its actor is freedonia, which is no part of guard, the actor of its whole parts-elsewhere/abroad",
        ),
    ],
    "present-over-authorized": [
        (
            "key: guards",
            "guards",
            (
                "at least 51 present on 2001-05-01, "
                "but at most 50 authorised for 2000/.. by present-over-authorized/limit"
            ),
        ),
        (
            "key: more",
            "more",
            "more than 50 present on ../2000, but at most 50 authorised for 2000/.. by present-over-authorized/limit",
        ),
    ],
    "claims-after-end": [
        ("key: late-visit", "", "2000, but its sender klopstokia existed until 1999-12-31"),
        ("key: refusal", "refusal", "2001-01, but its holder klopstokia existed until 1999-12-31"),
        ("key: early", "early", "1949, but its host klopstokia exists since 1950-01-01"),
        ("key: stayed", "stayed", "present on 1996, but the deployment visit ended 1995"),
        ("key: before", "before", "remaining on 1989, but the deployment visit began 1990"),
    ],
    "weak-names": [
        ("name: Army", "", '"Army" could be said of many and is not weak'),
        ("name: the court", "", '"the court" could be said of many and is not weak'),
        ("name: freedonia", "", 'the weak name "freedonia" always means freedonia, whose primary name it is'),
    ],
    "answer-before-question": [
        ("key: answer", "answer", "stated 2001-02-28, but answer-before-question/question, which it answers, 2001-03")
    ],
    "positions-after-end": [
        ("key: offer", "offer", "offer on 2001-01-01, but the negotiation ended ended 2000"),
        ("key: again", "again", "talks_resumed on 1999-01, but the negotiation ended began 1999-02"),
    ],
    "sources-without-claims": [("key: sources-without-claims", "", "no claim cites it")],
    "archive-dates": [
        ("key: archive-dates", "", "archived 2001-05-31, but its archive_url is of 2001-06-02"),
        ("key: archive-dates", "", "archived 2001-05-31, but published 2001-06-01"),
    ],
    "archive-incomplete": [("key: archive-incomplete", "", "archive_url, but no archived_at")],
    "conflict-without-note": [
        (
            "key: one",
            "one",
            "contradicts conflict-without-note/other, and neither has a note or a status that says so",
        )
    ],
    "fingerprints-missing": [("  - at: paragraph 2", "", "paragraph 2 has no fingerprint")],
    "figures-without-wording": [
        ("key: wordless", "wordless", "no wording"),
        ("key: cars", "cars", "no wording"),
    ],
}
#: Rows whose ref is no claim of the source.
REFS = {
    "late-visit": "late-visit",
    "Army": "sylvanian-army",
    "court": "sylvanian-court",
    "freedonia": "sylvanian-court",
}

GOOD = {
    "parts-over-whole": f"""\
passages:
  - at: line 1
    counts:
      - {{key: full, {COUNT}, place: A, up_to: 100, parts: [
          {{key: medics, exact: 60, function: medical}}, {{key: cooks, about: 40, function: logistics}}]}}
      - {{key: told, {COUNT}, place: B, up_to: 100, parts: [
          {{key: so-they-say, exact: 120, function: medical, status: conflict, status_note: So it is printed.}}]}}
      - {{key: said-twice, {COUNT}, place: C, up_to: 100, parts: [
          {{key: once, exact: 60, function: medical}}, {{key: twice, about: 60, function: medical}}]}}
      - {{key: later, {COUNT}, place: D, up_to: 100, parts: [
          {{key: planned, measure: planned, exact: 120, function: medical}}]}}
      - {{key: other-days, {COUNT}, place: E, up_to: 100, parts: [
          {{key: in-march, as_of: 2001-03, exact: 120, function: medical}}]}}
""",
    "parts-not-whole": f"""\
passages:
  - at: line 1
    counts:
      - {{key: people, {COUNT}, place: F, exact: 100, parts: [
          {{key: doctors, exact: 60, function: medical}}, {{key: pilots, exact: 40, function: aviation}}]}}
      - {{key: some-named, {COUNT}, place: G, exact: 100, note: The report names two parts only., parts: [
          {{key: smiths, exact: 60, function: medical}}, {{key: sailors, exact: 30, function: aviation}}]}}
      - {{key: hedged, {COUNT}, place: H, exact: 100, parts: [
          {{key: bakers, about: 60, function: medical}}, {{key: drivers, exact: 30, function: aviation}}]}}
      - {{key: one-part, {COUNT}, place: I, exact: 100, parts: [{{key: alone, exact: 60, function: medical}}]}}
""",
    "parts-elsewhere": """\
passages:
  - at: line 1
    counts:
      - {key: all, actor: freedonia, host: sylvania, measure: present, category: contractor, as_of: 2001-05-01,
          up_to: 100, parts: [{key: some, actor: guard, host: port, up_to: 10}]}
""",
    "present-over-authorized": """\
passages:
  - at: line 1
    counts:
      - {key: limit, actor: guard, host: sylvania, measure: authorized, category: police, as_of: 2000, up_to: 50}
      - {key: advisers-limit, actor: guard, host: sylvania, measure: authorized, category: police, as_of: 2001/..,
          up_to: 5, function: advise}
      - {key: within, actor: guard, host: sylvania, measure: present, category: police, as_of: 2000-05-01,
          exact: 50, place: F}
      - {key: after, actor: guard, host: sylvania, measure: present, category: police, as_of: 2001-05-01,
          exact: 60, place: F}
      - {key: others, actor: guard, host: sylvania, measure: present, category: contractor, as_of: 2000-05-01,
          exact: 60, place: F}
""",
    "claims-after-end": """\
deployments:
  - {key: visit, title: Visit, at: line 1, sender: guard, host: sylvania, mission: train, started: 1990, ended: 1995}
passages:
  - at: line 1
    counts:
      - {key: none-left, deployment: visit, actor: guard, host: sylvania, measure: present, category: dependents,
          as_of: 1996, none: true}
      - {key: at-the-end, deployment: visit, actor: guard, host: sylvania, measure: present, category: dependents,
          as_of: 1995, exact: 5}
      - {key: last-day, actor: guard, host: klopstokia, measure: present, category: dependents, as_of: 1999-12-31,
          exact: 5}
""",
    "weak-names": """\
actors:
  - key: sylvanian-army
    name: Army of Sylvania
    kind: armed_force
    names: [{name: the army, type: weak}, {name: Army, type: weak}, {name: Theodora, type: alias}]
offices:
  - {key: clerk, at: line 1, person: sylvanian-army, organisation: sylvania, title: Clerk}
""",
    "answer-before-question": """\
negotiations:
  - {key: talks, title: Talks, status: suspended, at: line 1, parties: {receiving_state: sylvania}}
passages:
  - at: line 1
    positions:
      - {key: question, negotiation: talks, holder: freedonia, act: demand, issue: custody, stated: 2001-03,
          summary: Demands.}
      - {key: answer, negotiation: talks, holder: sylvania, act: refuse, issue: custody, stated: 2001-03-31,
          responds_to: question, summary: Refuses.}
""",
    "positions-after-end": """\
negotiations:
  - {key: ended, title: Talks, status: failed, at: line 1, opened: 1999-02, closed: 2000,
     parties: {receiving_state: sylvania}}
passages:
  - at: line 1
    positions:
      - {key: offer, negotiation: ended, holder: freedonia, act: offer, issue: custody, stated: 2000-12-31,
          summary: Offers.}
      - {key: memory, negotiation: ended, holder: freedonia, act: state, issue: custody, stated: 2001-01-01,
          summary: Remembers.}
    events:
      - {key: approval, negotiation: ended, kind: approved, occurred: 2001-01, summary: It was approved.}
""",
    "sources-without-claims": """\
offices:
  - {key: clerk, at: line 1, person: guard, organisation: sylvania, title: Clerk}
""",
    "archive-dates": """\
  archive_url: https://archive.ph/2001.06.02-101112/http://example.org/
  archived_at: 2001-06-02
offices:
  - {key: clerk, at: line 1, person: guard, organisation: sylvania, title: Clerk}
""",
    "archive-incomplete": """\
  archive_url: https://archive.ph/AbCdE
  archived_at: 2001-06-02
offices:
  - {key: clerk, at: line 1, person: guard, organisation: sylvania, title: Clerk}
""",
    "conflict-without-note": f"""\
passages:
  - at: line 1
    counts:
      - {{key: one, {COUNT}, place: J, exact: 10}}
      - {{key: other, {COUNT}, place: J, exact: 20, note: The other leaves out the cooks.}}
      - {{key: third, {COUNT}, place: K, exact: 10, basis: {{contractors: no}}}}
      - {{key: fourth, {COUNT}, place: K, exact: 20}}
""",
    "fingerprints-missing": f"""\
offices:
  - {{key: clerk, at: paragraph 2, person: guard, organisation: sylvania, title: Clerk}}
passages:
  - at: paragraph 2
    fingerprint: {"0f" * 32}
  - at: paragraph 3
""",
    "figures-without-wording": f"""\
passages:
  - at: paragraph 1
    fingerprint: {"0f" * 32}
    counts:
      - {{key: with-words, {COUNT}, place: L, exact: 10, wording: 10 men}}
  - at: table 1
    counts:
      - {{key: of-a-table, {COUNT}, place: M, exact: 10}}
""",
}


@dataclass(frozen=True)
class Databases:
    """The same made-up data on both engines, and the files that they were loaded from."""

    sqlite: Target
    postgresql: Target
    folder: Path

    def both(self) -> tuple[Target, Target]:
        """Return the two databases."""
        return self.sqlite, self.postgresql


def made(folder: Path, bodies: dict[str, str], server: Server) -> Databases:
    """Load sources into two new databases without the built-in dataset."""
    folder.mkdir()
    (folder / "people.yaml").write_text(PEOPLE, "utf-8")
    for key, body in bodies.items():
        (folder / f"{key}.yaml").write_text(HEAD.format(key=key) + body, "utf-8")
    targets = Target(path=folder.with_suffix(".db")), server.create()
    for target in targets:
        upgrade(target)
        load_files(target, [str(path) for path in sorted(folder.iterdir())])
    return Databases(*targets, folder)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Databases]:
    """Make the databases in which every check finds something."""
    databases = made(tmp_path_factory.mktemp("bad") / "seeds", BAD, server)
    yield databases
    server.drop(databases.postgresql)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Databases]:
    """Make the databases in which no check finds anything."""
    databases = made(tmp_path_factory.mktemp("good") / "seeds", GOOD, server)
    yield databases
    server.drop(databases.postgresql)


def findings(target: Target, name: str) -> list[Row]:
    """Run one check."""
    with open_reader(target) as reader:
        return list(find_check(name).find(reader))


def expected(databases: Databases, name: str) -> list[Row]:
    """Return what a check must find, with the lines of the files as they were written."""
    path = databases.folder / f"{name}.yaml"
    lines = path.read_text("utf-8").splitlines()
    rows: list[Row] = []
    for place, key, what in FOUND[name]:
        line = next(number for number, text in enumerate(lines, start=1) if f"{place}," in f"{text},")
        other = next((ref for word, ref in REFS.items() if place.endswith(word)), name)
        rows.append((str(path), line, f"{name}/{key}" if key else other, what))
    return rows


# Every check


def test_every_check_has_data_that_fails_and_data_that_passes() -> None:
    assert sorted(BAD) == sorted(FOUND) == sorted(GOOD) == FILES
    assert check_names() == sorted([*FILES, *OF_THE_DATABASE])


@pytest.mark.parametrize("name", FILES)
def test_a_check_fails_exactly_where_it_should(name: str, bad: Databases) -> None:
    found = findings(bad.sqlite, name)

    assert found == expected(bad, name)
    assert findings(bad.postgresql, name) == found


@pytest.mark.parametrize("name", [*FILES, *OF_THE_DATABASE])
def test_a_check_passes_where_all_is_well(name: str, good: Databases) -> None:
    assert [findings(target, name) for target in good.both()] == [[], []]


@pytest.mark.parametrize("name", FILES)
def test_a_check_says_what_it_is_for_and_how_to_mend_what_it_finds(name: str) -> None:
    check = find_check(name)

    assert check.severity in SEVERITIES
    assert check.why.endswith(".")
    assert check.mend.endswith(".")
    assert not check.title.endswith(".")
    assert len(check.title) < 90


def test_the_built_in_data_pass_every_check_for_errors(target: Target, run: Runner) -> None:
    done = run(*database_words(target), "check", "--json")

    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert rows == []


def test_parts_over_their_whole_are_those_of_the_view(bad: Databases) -> None:
    with open_reader(bad.sqlite) as reader:
        seen = reader.ask("SELECT ref FROM conflicts WHERE verdict = 'part_over_whole' ORDER BY ref", {}, {}).rows
        viewed = [row[0] for row in seen]

    refs = sorted(str(row[2]) for row in findings(bad.sqlite, "parts-over-whole"))
    assert viewed == ["parts-over-whole/deep", "parts-over-whole/too-many"]
    assert set(viewed) <= set(refs)


#: So many counts, in so many seconds; comparing each with each would take minutes.
CROWD, MOST_SECONDS = 12_000, 8


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Databases]:
    """Make databases with many counts of the same people: a ceiling or a presence a day, a third of them parts."""
    body = f"passages:\n  - at: line 1\n    counts:\n      - {{key: first, {COUNT}, exact: 1000000}}\n"
    databases = made(tmp_path_factory.mktemp("crowd") / "seeds", {"census": body}, server)
    for target in databases.both():
        engine = writing_engine(target)
        with engine.begin() as connection:
            first = dict(connection.execute(text("SELECT * FROM personnel_counts")).mappings().one())
            rows = [like(first, number) for number in range(2, CROWD)]
            connection.execute(insert(table("personnel_counts", *map(column, first))), rows)
            connection.execute(text("ANALYZE"))
        engine.dispose()
    yield databases
    server.drop(databases.postgresql)


def like(first: dict[str, object], number: int) -> dict[str, object]:
    """Make one more count, for a day of its own."""
    day, next_day = (str(datetime.date(1950, 1, 1) + datetime.timedelta(number + more)) for more in (0, 1))
    measure = "present" if number % 2 else "authorized"
    days = {"as_of": f"{day}/{next_day}", "as_of_earliest": day, "as_of_latest": next_day}
    numbers = {"low": number, "best": number, "high": number, "part_of_id": None if number % 3 else first["id"]}
    return {**first, "id": number, "key": f"k{number}", "measure": measure, **days, **numbers}


def test_only_ceilings_of_a_common_day_are_held_against_a_presence(crowd: Databases) -> None:
    """Each presence lasts two days and is over the ceiling of the day before, and under that of the day after."""
    refs = {f"census/k{number}" for number in range(3, CROWD, 2)}

    found = findings(crowd.sqlite, "present-over-authorized")

    assert len(found) == len(refs)
    assert {row[2] for row in found} == refs
    assert findings(crowd.postgresql, "present-over-authorized") == found


#: Reads the view `conflicts` and costs what that costs.
OF_THE_VIEW = {"conflict-without-note"}


@pytest.mark.parametrize("name", sorted({*FILES, *OF_THE_DATABASE} - OF_THE_VIEW))
def test_no_check_grows_with_the_square_of_the_data(name: str, crowd: Databases) -> None:
    for target in crowd.both():
        begun = time.monotonic()

        findings(target, name)

        assert time.monotonic() - begun < MOST_SECONDS


# The command


@pytest.fixture
def db(bad: Databases) -> str:
    """Name the database in which every check finds something, for tests that only read."""
    return str(bad.sqlite.path)


def test_errors_leave_with_4_and_are_told_apart_from_warnings(run: Runner, db: str) -> None:
    done = run("--db", db, "check", "answer-before-question", "weak-names", "fingerprints-missing")

    assert done.returncode == 4
    assert done.stdout.splitlines()[0].split() == ["check", "severity", "file", "line", "ref", "what"]
    assert done.stderr.splitlines() == [
        "error: answer-before-question (1): A position that answers one stated later",
        f"help: {find_check('answer-before-question').mend}",
        "warning: weak-names (3): Names that resolve to the wrong actor, or to one by accident",
        f"help: {find_check('weak-names').mend}",
        "warning: fingerprints-missing (1): Passages of prose that are cited and have no fingerprint",
        f"help: {find_check('fingerprints-missing').mend}",
        "1 error and 4 warnings in 3 checks",
    ]


def test_warnings_leave_with_4_only_if_that_is_asked_for(run: Runner, db: str) -> None:
    assert run("--db", db, "check", "weak-names").returncode == 0
    assert run("--db", db, "check", "weak-names", "--strict").returncode == 4


def test_nothing_found_is_a_header_and_0(run: Runner, good: Databases) -> None:
    for target in good.both():
        done = run(*database_words(target), "check", "--csv", "--strict")

        assert (done.returncode, done.stdout) == (0, "check,severity,file,line,ref,what\n")
        assert done.stderr == f"no errors and no warnings in {len(check_names())} checks\n"


def test_all_checks_run_errors_first_and_the_same_on_both_engines(run: Runner, bad: Databases) -> None:
    answers = [run(*database_words(target), "check", "--json") for target in bad.both()]

    assert [done.returncode for done in answers] == [4, 4]
    assert answers[0].stdout == answers[1].stdout
    assert answers[0].stderr == answers[1].stderr
    rows = json.loads(answers[0].stdout)
    assert [row["severity"] for row in rows] == sorted(row["severity"] for row in rows)
    assert {row["check"] for row in rows} == set(FILES)


def test_what_a_limit_leaves_out_is_counted(run: Runner, db: str) -> None:
    done = run("--db", db, "check", "weak-names", "answer-before-question", "--csv", "--limit", "1")

    assert done.returncode == 4
    assert done.stdout.count("\n") == 2
    assert done.stderr.endswith("1 error and 3 warnings in 2 checks\n")


def test_findings_go_into_a_file(run: Runner, db: str) -> None:
    done = run("--db", db, "check", "weak-names", "-o", "found.csv")

    assert (done.returncode, done.stdout) == (0, "")
    assert (run.home / "found.csv").read_text("utf-8").count("\n") == 4


@pytest.mark.parametrize(("name", "near"), {"weak-name": "weak-names", "integrty": "integrity"}.items())
def test_an_unknown_check_names_the_near_ones(name: str, near: str, run: Runner, db: str) -> None:
    done = run("--db", db, "check", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Error: there is no check {name!r}\nhelp: did you mean {near!r}?\n"


def test_the_list_says_what_each_is_for_and_opens_no_database(run: Runner) -> None:
    done = run("check", "--list", "--json")

    rows = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(row["name"] for row in rows) == check_names()
    assert all(row["title"] and row["why"] and row["mend"] and row["file"] == "built in" for row in rows)
    assert list(run.home.iterdir()) == []


def test_the_sql_is_printed_as_it_stands_in_the_file(run: Runner) -> None:
    done = run("check", "weak-names", "--sql")
    missing = run("check", "integrity", "--sql")
    nameless = run("check", "--sql")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (paths.checks() / "weak-names.sql").read_text("utf-8")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "no SQL" in missing.stderr
    assert (nameless.returncode, nameless.stdout) == (2, "")


def test_names_are_completed_without_a_database(run: Runner) -> None:
    line = "sofadb check pa"
    done = run(_SOFADB_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD="2")

    assert [found.partition(",")[2] for found in done.stdout.splitlines()] == [
        "parts-elsewhere",
        "parts-not-whole",
        "parts-over-whole",
    ]
    assert list(run.home.iterdir()) == []


def test_checking_a_file_loads_no_library_for_servers(run: Runner, db: str) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "sofadb", "--db", db, "check"]
    done = subprocess.run(
        words, capture_output=True, check=False, cwd=run.home, encoding="utf-8", env=run.environment(), timeout=60
    )

    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert done.returncode == 4
    assert "click" in modules
    assert modules & {"sqlalchemy", "alembic", "pydantic", "yaml", "psycopg"} == set()


# Checks of the user's own

OWN = """\
-- title: States without a code
-- severity: warning
SELECT 'a.yaml' AS file, 7 AS line, key AS ref, 'no code' AS what FROM actors
WHERE kind = 'state' AND id NOT IN (SELECT actor_id FROM actor_codes) ORDER BY key
"""
#: What may be wrong with a file, and a piece of what is said.
BROKEN = {
    "no-severity": ("-- title: A\nSELECT 1", "does not say how bad"),
    "unknown-severity": ("-- title: A\n-- severity: awful\nSELECT 1", "does not say how bad"),
    "no-title": ("-- severity: error\nSELECT 1", "the check has no title"),
    "parameter": ("-- title: A\n-- severity: error\n-- param: a text; A.\nSELECT :a", "unknown declaration 'param'"),
    "undeclared": ("-- title: A\n-- severity: error\nSELECT :a", "a check takes no parameters"),
    "columns": ("-- title: A\n-- severity: error\nSELECT 1 AS one", "the columns are one"),
    "mistake": ("-- title: A\n-- severity: error\nSELECT x FROM actors", "no column"),
    "writing": ("-- title: A\n-- severity: error\nDELETE FROM actors", "only reads"),
    "integrity": (OWN, "there are two checks 'integrity'"),
    "weak-names": (OWN, "there are two checks 'weak-names'"),
}


def test_a_check_of_the_users_own_is_one_like_the_others(run: Runner, bad: Databases, tmp_path: Path) -> None:
    (tmp_path / "states-without-a-code.sql").write_text(OWN, "utf-8")
    for target in bad.both():
        words = (*database_words(target), "check", "states-without-a-code")
        done = run(*words, "--csv", "--no-header", SOFADB_CHECKS=str(tmp_path))

        assert done.returncode == 0
        assert done.stdout.splitlines() == [
            f"states-without-a-code,warning,a.yaml,7,{key},no code" for key in ("freedonia", "klopstokia", "sylvania")
        ]
        assert done.stderr.endswith("no errors and 3 warnings in 1 check\n")
    listed = run("check", "--list", "--json", SOFADB_CHECKS=str(tmp_path))
    assert str(tmp_path / "states-without-a-code.sql") in [row["file"] for row in json.loads(listed.stdout)]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_check_is_told_of_and_hides_no_other(
    name: str, run: Runner, good: Databases, tmp_path: Path
) -> None:
    (tmp_path / f"{name}.sql").write_text(BROKEN[name][0], "utf-8")

    alone = run("--db", str(good.sqlite.path), "check", name, SOFADB_CHECKS=str(tmp_path))
    among = run("--db", str(good.sqlite.path), "check", "--csv", SOFADB_CHECKS=str(tmp_path))

    for done in (alone, among):
        assert done.returncode in (1, 4)
        assert BROKEN[name][1] in done.stderr
        assert str(tmp_path) in done.stderr
        assert "Traceback" not in done.stderr
    assert among.stdout == "check,severity,file,line,ref,what\n"
    assert among.stderr.splitlines()[-1].endswith("; 1 check could not be run")


def test_a_folder_that_is_not_there_is_told_of(run: Runner, good: Databases) -> None:
    done = run("--db", str(good.sqlite.path), "check", "--csv", SOFADB_CHECKS="/nowhere")

    assert done.returncode == 4
    assert "mend SOFADB_CHECKS" in done.stderr


# The database itself


def spoil(target: Target, *statements: str) -> None:
    """Change a database past its rules, as another tool could."""
    if target.path is None:
        engine = writing_engine(target)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        return
    with closing(sqlite3.connect(target.path)) as connection:
        for statement in ("PRAGMA ignore_check_constraints = 1", *statements):
            connection.execute(statement)
        connection.commit()


def test_a_row_that_refers_to_nothing_is_found_with_its_place(file_target: Target, run: Runner) -> None:
    spoil(
        file_target,
        "UPDATE personnel_counts SET actor_id = 9999 WHERE key = 'embassy-personnel'",
        "UPDATE actor_names SET actor_id = 9999 WHERE name = 'Baghdad'",
        "UPDATE seed_files SET load_id = 9999 WHERE path = 'data/seed/areas.yaml'",
    )

    done = run(*database_words(file_target), "check", "foreign-keys", "--json")

    assert done.returncode == 4
    rows = json.loads(done.stdout)
    assert [(row["ref"].partition(" ")[0], row["what"]) for row in rows] == [
        ("personnel_counts", "refers to a row of actors that is not there"),
        ("actor_names", "refers to a row of actors that is not there"),
        ("seed_files", "refers to a row of load_log that is not there"),
    ]
    assert rows[0]["file"] == "data/seed/immunity-2011.yaml"
    assert rows[0]["line"] > 1
    assert rows[0]["ref"] == "personnel_counts embassy-personnel"


def test_a_server_that_does_not_keep_its_foreign_keys_is_found(server: Server, built_in_template: str) -> None:
    target = server.create(built_in_template)
    name = "fk_events_actor_id_actors"
    try:
        assert findings(target, "foreign-keys") == []

        spoil(target, "ALTER TABLE offices DISABLE TRIGGER ALL", f"ALTER TABLE events DROP CONSTRAINT {name}")
        spoil(target, f"ALTER TABLE events ADD CONSTRAINT {name} FOREIGN KEY (actor_id) REFERENCES actors NOT VALID")

        found = findings(target, "foreign-keys")
        assert (None, None, "events", f"nothing keeps it to {name}: it was never checked") in found
        assert {row[2] for row in found} == {"events", "offices"}
        spoil(target, "ALTER TABLE events ADD CONSTRAINT c CHECK (id > 5) NOT VALID")
        assert findings(target, "integrity") == [(None, None, None, "the rule c of events was never checked")]
    finally:
        server.drop(target)


def test_what_breaks_a_rule_of_the_tables_is_found(file_target: Target) -> None:
    assert findings(file_target, "integrity") == []

    spoil(file_target, "UPDATE personnel_counts SET measure = 'autorized'")

    found = findings(file_target, "integrity")
    assert set(found) == {(None, None, None, "CHECK constraint failed in personnel_counts")}


def test_a_damaged_page_is_found(file_target: Target, run: Runner) -> None:
    assert file_target.path is not None
    with closing(sqlite3.connect(file_target.path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'count_basis'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with file_target.path.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)

    done = run(*database_words(file_target), "check", "integrity", "--json")

    assert done.returncode == 4
    assert [row["check"] for row in json.loads(done.stdout)] == ["integrity"]


def test_looking_for_damage_opens_no_door_to_questions(file_target: Target) -> None:
    before = file_target.path.read_bytes() if file_target.path else b""
    with open_reader(file_target) as reader:
        reader.damage()
        reader.broken_references()

        for pragma in ("foreign_key_check", "quick_check", "user_version = 7"):
            with pytest.raises(QuestionFailedError):
                list(reader.ask(f"PRAGMA {pragma}", {}, {}).rows)
    assert file_target.path is not None
    assert file_target.path.read_bytes() == before


def test_another_schema_version_is_all_that_is_found_and_leaves_with_3(target: Target, run: Runner) -> None:
    spoil(target, "UPDATE alembic_version SET version_num = '0001'")

    done = run(*database_words(target), "check", "--json")

    assert done.returncode == 3
    assert [(row["check"], row["severity"]) for row in json.loads(done.stdout)] == [("schema-version", "error")]
    assert "db upgrade" in done.stderr


def test_a_view_that_is_missing_is_found(target: Target) -> None:
    spoil(target, "DROP VIEW timeline")

    found = findings(target, "schema-version")

    assert [row[2] for row in found] == ["timeline"]
    assert "timeline" in str(found[0][3])
