"""A load is everything or nothing: a changed file changes exactly its own rows, and every row keeps its id."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import BadDataError, SofadbError
from sofadb.models import Base
from sofadb.seed.create import create_database
from sofadb.seed.load import LoadReport, check_files, load_files
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.natural import NATURAL
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Runner

SEEDS = Path(__file__).parent / "seeds"
FILES = ("freedonia.yaml", "herald.yaml", "gazette.yaml")
HERALD = "daily-herald-1999-03-02"

Natural: TypeAlias = tuple[object, ...]
Rows: TypeAlias = dict[tuple[str, Natural], dict[str, Any]]  # Any: what a column holds


# What a database holds


def rows_of(target: Target) -> Rows:
    """Return every row by its table and natural key, each reference replaced by the key of its row."""
    engine = writing_engine(target)
    stored: dict[tuple[str, int], dict[str, Any]] = {}  # Any: what a column holds
    with engine.connect() as connection:
        for name in NATURAL:
            for row in connection.execute(select(Base.metadata.tables[name])).mappings():
                stored[name, row["id"]] = dict(row)
    engine.dispose()

    def cell(table: str, column: str, value: Any) -> Any:  # Any: what a column holds
        keys = Base.metadata.tables[table].c[column].foreign_keys
        others = ["sources"] if column == "source_id" else [key.column.table.name for key in keys]
        if value is None or not others or others[0] not in NATURAL:
            return value
        return natural(others[0], stored[others[0], value])

    def natural(table: str, row: dict[str, Any]) -> Natural:  # Any: what a column holds
        return tuple(cell(table, name, row[name]) for name in NATURAL[table])

    return {
        (table, natural(table, row)): {name: cell(table, name, value) for name, value in row.items()}
        for (table, _), row in stored.items()
    }


def content(target: Target) -> Rows:
    """Return every row as `rows_of`, without its number and the place of the file it came from."""
    left_out = {"id", "seed_file_id", "seed_line"}
    return {
        place: {name: value for name, value in row.items() if name not in left_out}
        for place, row in rows_of(target).items()
    }


def answers(target: Target) -> list[list[tuple[object, ...]]]:
    """Return what the views say."""
    views = ("figures", "stances", "timeline", "conflicts")
    with open_reader(target) as reader:
        asked = [f"SELECT * FROM {view}" for view in views]
        return [sorted(reader.ask(sql, {}, {}).rows, key=repr) for sql in asked]


def loads(target: Target) -> list[tuple[int, ...]]:
    """Return files, added, changed and removed of every load so far."""
    with open_reader(target) as reader:
        rows = reader.ask("SELECT files, added, changed, removed FROM load_log ORDER BY id", {}, {}).rows
        return [tuple(int(str(value)) for value in row) for row in rows]


def digest(target: Target) -> str:
    assert target.path is not None
    return hashlib.sha256(target.path.read_bytes()).hexdigest()


def done(report: LoadReport) -> set[tuple[str, str, str]]:
    """Return what a load did: action, table, and the last part of the key."""
    return {(change.action, change.table, change.key[-1]) for change in report.changes}


def copied(built_in_file: Path, folder: Path) -> Target:
    """Give a test another SQLite file with the built-in dataset."""
    return Target(path=Path(shutil.copyfile(built_in_file, folder / "other.db")))


def execute(target: Target, statement: str, **values: str) -> None:
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


# Seed files


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Copy the made-up seed files, for the test to change."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in FILES:
        shutil.copyfile(SEEDS / name, folder / name)
    return folder


@pytest.fixture
def loaded(target: Target, seeds: Path) -> Target:
    """Load the made-up seed files beside the built-in ones, on each engine."""
    load_files(target, [str(seeds)])
    return target


@pytest.fixture
def loaded_file(file_target: Target, seeds: Path) -> Target:
    """Load the made-up seed files beside the built-in ones, in an SQLite file."""
    load_files(file_target, [str(seeds)])
    return file_target


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts of a seed file, each of which stands there once."""
    written = path.read_text("utf-8")
    for old, new in changes:
        assert written.count(old) == 1, f"{old!r} stands there {written.count(old)} times"
        written = written.replace(old, new)
    path.write_text(written, "utf-8")


def sections(path: Path) -> list[str]:
    """Cut a seed file into its sections."""
    parts: list[str] = []
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line[0].isalpha():
            parts.append(line)
        elif parts:
            parts[-1] += line
    return parts


# Nothing new


def test_loading_the_built_in_dataset_again_changes_nothing(run: Runner, target: Target) -> None:
    before = content(target), loads(target)

    again = [run("seed", "load", *database_words(target)) for _ in range(2)]

    assert [(each.returncode, each.stdout) for each in again] == [(0, ""), (0, "")]
    assert all("0 changes" in each.stderr for each in again)
    assert (content(target), loads(target)) == before


def test_loading_again_leaves_the_bytes_of_the_file(loaded_file: Target, seeds: Path) -> None:
    before = digest(loaded_file)

    reports = [load_files(loaded_file, given) for given in ([], [str(seeds)], [str(seeds / "herald.yaml")])]

    assert [report.changes for report in reports] == [[], [], []]
    assert digest(loaded_file) == before


def test_a_file_is_the_same_file_from_wherever_it_is_named(
    loaded: Target, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeds)
    edit(seeds / "herald.yaml", ("up_to: 240", "up_to: 250"))

    near, far = (load_files(loaded, [name]) for name in ("herald.yaml", f"../{seeds.name}/herald.yaml"))

    assert done(near) == {("changed", "personnel_counts", "trainers")}
    assert done(far) == set()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"# a comment\n\n{text}", id="comment"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("up_to: 240", "up_to: '240'"), id="quotes"),
    ],
)
def test_a_change_of_nothing_but_form_is_no_change(change: Any, loaded: Target, seeds: Path) -> None:  # Any: a lambda
    before, herald = content(loaded), seeds / "herald.yaml"
    herald.write_bytes(change(herald.read_text("utf-8")).encode())

    report = load_files(loaded, [str(herald)])

    assert report.changes == []
    assert content(loaded) == before


def test_the_line_of_a_row_follows_a_comment(loaded: Target, seeds: Path) -> None:
    herald, place = seeds / "herald.yaml", ("sources", (HERALD,))
    before = rows_of(loaded)[place]["seed_line"]
    herald.write_text("# one\n# two\n" + herald.read_text("utf-8"), "utf-8")

    load_files(loaded, [str(herald)])

    assert rows_of(loaded)[place]["seed_line"] == before + 2


# Order


def test_the_order_of_files_and_sections_does_not_matter(
    loaded: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    other = copied(built_in_file, tmp_path)
    turned = tmp_path / "turned"
    turned.mkdir()
    for number, name in enumerate(FILES):
        (turned / f"{number}.yml").write_text("".join(reversed(sections(seeds / name))), "utf-8")

    load_files(other, [str(turned / "2.yml"), str(turned / "0.yml"), str(turned / "1.yml")])

    assert content(other) == content(loaded)
    assert answers(other) == answers(loaded)


def test_sections_may_stand_in_files_of_their_own(
    loaded: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    other = copied(built_in_file, tmp_path)
    split = tmp_path / "split"
    split.mkdir()
    actors = (seeds / "freedonia.yaml").read_text("utf-8").partition("actors:\n")[2]
    entries = re.split(r"^  - ", actors, flags=re.MULTILINE)[1:]
    for number, entry in enumerate(entries):
        (split / f"{number}.yaml").write_text(f"format: 1\nactors:\n  - {entry}", "utf-8")

    load_files(other, [str(split), str(seeds / "herald.yaml"), str(seeds / "gazette.yaml")])

    assert content(other) == content(loaded)


def test_files_may_be_loaded_one_after_the_other(
    loaded: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    other = copied(built_in_file, tmp_path)

    for name in FILES:
        load_files(other, [str(seeds / name)])

    assert content(other) == content(loaded)


def test_what_is_missing_in_the_database_is_a_mistake(target: Target, seeds: Path) -> None:
    before = content(target)

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, [str(seeds / "gazette.yaml")])

    assert {mistake.code for mistake in caught.value.mistakes} == {"S030"}
    assert content(target) == before


def test_references_lead_to_rows_of_other_files(loaded: Target) -> None:
    rows = content(loaded)

    reply = rows["positions", (("gazette-1999-03-09",), "reply")]
    drivers = rows["personnel_counts", (("gazette-1999-03-09",), "drivers")]
    assert reply["responds_to_id"] == ((HERALD,), "immunity")
    assert drivers["part_of_id"] == ((HERALD,), "trainers")


def test_a_part_takes_what_it_leaves_unsaid_from_its_whole(loaded: Target) -> None:
    surgeons = content(loaded)["personnel_counts", ((HERALD,), "surgeons")]

    assert surgeons["part_of_id"] == ((HERALD,), "medics")
    assert surgeons["actor_id"] == ("freedonia-army",)
    assert (surgeons["measure"], surgeons["category"], surgeons["as_of"]) == ("planned", "military", "1999-03-02")
    assert (surgeons["function"], surgeons["wording"]) == ("unspecified", None)


# Exactly the rows of the file


EDITS = {
    "a figure": (
        "herald.yaml",
        [("up_to: 240", "up_to: 250")],
        {("changed", "personnel_counts", "trainers")},
    ),
    "a figure by another hedge": (
        "herald.yaml",
        [("up_to: 240", "unknown: true")],
        {("changed", "personnel_counts", "trainers")},
    ),
    "a name goes to another actor": (
        "freedonia.yaml",
        [
            ("      - {name: the Blue Coats, type: alias}\n", ""),
            ("{name: Silvânia, type: alias, lang: pt}", "{name: the Blue Coats, type: alias}"),
        ],
        {
            ("removed", "actor_names", "thebluecoats"),
            ("added", "actor_names", "thebluecoats"),
            ("removed", "actor_names", "silvania"),
        },
    ),
    "a name turns weak": (
        "freedonia.yaml",
        [("{name: the Blue Coats, type: alias}", "{name: the Blue Coats, type: weak}")],
        {("changed", "actor_names", "thebluecoats")},
    ),
    "a name turns weak and is taken by another": (
        "freedonia.yaml",
        [
            ("{name: the Blue Coats, type: alias}", "{name: the Blue Coats, type: weak}"),
            ("{name: Silvânia, type: alias, lang: pt}", "{name: the Blue Coats, type: alias}"),
        ],
        {
            ("changed", "actor_names", "thebluecoats"),
            ("added", "actor_names", "thebluecoats"),
            ("removed", "actor_names", "silvania"),
        },
    ),
    "an alias becomes the name": (
        "freedonia.yaml",
        [
            ("name: Sylvania\n", "name: Silvânia\n"),
            ("{name: Silvânia, type: alias, lang: pt}", "{name: Sylvania, type: alias}"),
        ],
        {
            ("changed", "actors", "sylvania"),
            ("changed", "actor_names", "sylvania"),
            ("changed", "actor_names", "silvania"),
        },
    ),
    "an actor gets a new name": (
        "freedonia.yaml",
        [("name: Sylvania\n", "name: Silvanien\n")],
        {
            ("changed", "actors", "sylvania"),
            ("removed", "actor_names", "sylvania"),
            ("added", "actor_names", "silvanien"),
        },
    ),
    "a code passes to a successor": (
        "freedonia.yaml",
        [
            ("valid_from: 1900-01-01}", "valid_from: 1900-01-01, valid_to: 1950-12-31}"),
            ('{cow: ["9902"]}', '{cow: {code: "9901", valid_from: 1951-01-01}}'),
        ],
        {
            ("changed", "actor_codes", "1900-01-01"),
            ("added", "actor_codes", "1951-01-01"),
            ("removed", "actor_codes", ""),
        },
    ),
    "an actor becomes a part of another": (
        "freedonia.yaml",
        [("kind: person, part_of: freedonia}", "kind: person, part_of: freedonia-trainers}")],
        {("changed", "actors", "rufus-firefly")},
    ),
    "a new actor between others": (
        "freedonia.yaml",
        [
            ("    part_of: freedonia-army\n", "    part_of: freedonia-staff\n"),
            (
                "actors:\n",
                "actors:\n  - {key: freedonia-staff, name: Staff, kind: armed_force, part_of: freedonia-army}\n",
            ),
        ],
        {
            ("added", "actors", "freedonia-staff"),
            ("added", "actor_names", "staff"),
            ("changed", "actors", "freedonia-trainers"),
        },
    ),
    "a claim gets another key": (
        "herald.yaml",
        [("key: firefly-president", "key: president")],
        {("removed", "offices", "firefly-president"), ("added", "offices", "president")},
    ),
    "a claim with parts gets another key": (
        "herald.yaml",
        [("key: medics", "key: doctors")],
        {
            ("removed", "personnel_counts", "medics"),
            ("added", "personnel_counts", "doctors"),
            ("changed", "personnel_counts", "surgeons"),
        },
    ),
    "a position that is answered gets another key": (
        "herald.yaml",
        [("key: no-immunity", "key: no"), ("responds_to: no-immunity", "responds_to: no")],
        {
            ("removed", "positions", "no-immunity"),
            ("added", "positions", "no"),
            ("changed", "positions", "last-word"),
            ("removed", "position_conditions", "the Assembly agrees"),
            ("added", "position_conditions", "the Assembly agrees"),
        },
    ),
    "a claim moves to another passage": (
        "herald.yaml",
        [("    events:\n      - {key: talks-open", "  - at: paragraph 2\n    events:\n      - {key: talks-open")],
        {("changed", "events", "talks-open")},
    ),
    "a passage gets a fingerprint": (
        "herald.yaml",
        [("  - at: paragraph 4\n", f"  - at: paragraph 4\n    fingerprint: {'ab' * 32}\n")],
        {("changed", "passages", "4")},
    ),
    "a party leaves": (
        "herald.yaml",
        [("observer: [sylvania-assembly, rufus-firefly]", "observer: sylvania-assembly")],
        {("removed", "negotiation_parties", "observer")},
    ),
    "an aspect is counted differently": (
        "herald.yaml",
        [("basis: {rotational: yes}", "basis: {rotational: no, afloat: no}")],
        {("changed", "count_basis", "rotational"), ("added", "count_basis", "afloat")},
    ),
    "a count becomes one of assets": (
        "herald.yaml",
        [
            ("      - key: cooks\n", "      - key: bakers\n"),
            ("key: bicycles, kind: vehicle", "key: cooks, kind: vehicle"),
        ],
        {
            ("removed", "personnel_counts", "cooks"),
            ("added", "personnel_counts", "bakers"),
            ("removed", "asset_counts", "bicycles"),
            ("added", "asset_counts", "cooks"),
        },
    ),
    "a negotiation follows another no more": (
        "herald.yaml",
        [("    follows: freedonia-sylvania-1998\n", "")],
        {("changed", "negotiations", "freedonia-sylvania-1999")},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_changed_file_changes_exactly_its_own_rows(
    name: str, loaded: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    file, changes, expected = EDITS[name]
    before = rows_of(loaded)
    edit(seeds / file, *changes)

    report = load_files(loaded, [str(seeds / file)])

    after, fresh = rows_of(loaded), copied(built_in_file, tmp_path)
    assert done(report) == expected
    assert len(report.changes) == len(expected)
    assert {place: after[place]["id"] for place in after.keys() & before.keys()} == {
        place: before[place]["id"] for place in after.keys() & before.keys()
    }
    load_files(fresh, [str(seeds)])
    assert content(loaded) == content(fresh)
    assert load_files(loaded, [str(seeds)]).changes == []


def test_a_count_may_go_while_its_part_stays(loaded: Target, seeds: Path) -> None:
    part = ("personnel_counts", ((HERALD,), "cooks"))
    before = rows_of(loaded)[part]
    written = (seeds / "herald.yaml").read_text("utf-8").replace("        part_of: trainers\n", "")
    begin, end = written.index("      - key: trainers\n"), written.index("    assets:\n")
    (seeds / "herald.yaml").write_text(written[:begin] + written[end:], "utf-8")
    edit(seeds / "gazette.yaml", (f"        part_of: {HERALD}/trainers\n", ""))

    report = load_files(loaded, [str(seeds)])

    after = rows_of(loaded)[part]
    assert done(report) == {
        ("changed", "personnel_counts", "cooks"),
        ("changed", "personnel_counts", "drivers"),
        ("removed", "personnel_counts", "trainers"),
        ("removed", "personnel_counts", "medics"),
        ("removed", "personnel_counts", "surgeons"),
        ("removed", "count_basis", "rotational"),
    }
    assert (after["id"], before["part_of_id"], after["part_of_id"]) == (before["id"], ((HERALD,), "trainers"), None)


def test_an_entry_may_move_to_another_file(loaded: Target, seeds: Path) -> None:
    before = rows_of(loaded)
    actor = "  - {key: rufus-firefly, name: Rufus Firefly, kind: person, part_of: freedonia}\n"
    edit(seeds / "freedonia.yaml", (actor, ""))
    (seeds / "a-person.yaml").write_text(f"format: 1\nactors:\n{actor}", "utf-8")

    report = load_files(loaded, [str(seeds)])

    place = ("actors", ("rufus-firefly",))
    assert report.changes == []
    assert rows_of(loaded)[place]["id"] == before[place]["id"]
    assert rows_of(loaded)[place]["seed_file_id"] != before[place]["seed_file_id"]


def test_what_another_loaded_file_refers_to_cannot_go(loaded: Target, seeds: Path) -> None:
    before = content(loaded)
    edit(
        seeds / "herald.yaml", ("key: immunity\n", "key: demand\n"), ("responds_to: immunity", "responds_to: demand")
    )

    with pytest.raises(SofadbError):
        load_files(loaded, [str(seeds / "herald.yaml")])

    assert content(loaded) == before


def test_the_message_names_the_file_that_refers_to_what_would_go(loaded: Target, seeds: Path) -> None:
    edit(
        seeds / "herald.yaml", ("key: immunity\n", "key: demand\n"), ("responds_to: immunity", "responds_to: demand")
    )

    named = rf"{HERALD}/immunity.*gazette\.yaml|gazette\.yaml.*{HERALD}/immunity"
    with pytest.raises(BadDataError, match=named):
        check_files(loaded, [str(seeds / "herald.yaml")])
    with pytest.raises(BadDataError, match=named):
        load_files(loaded, [str(seeds / "herald.yaml")])


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        pytest.param(
            "position", "holder: freedonia, act: state, issue: other, summary: S, responds_to", id="positions"
        ),
        pytest.param("count", "actor: freedonia, host: sylvania, measure: sent, exact: 1, part_of", id="counts"),
    ],
)
def test_a_ring_over_two_loads_is_a_mistake(name: str, fields: str, loaded_file: Target, tmp_path: Path) -> None:
    def write(source: str, other: str) -> str:
        path = tmp_path / f"{source}.yaml"
        path.write_text(
            f"format: 1\nsource: {{key: {source}, type: report, publication: gazette, title: T}}\n"
            f"negotiation: freedonia-sylvania-1999\npassages:\n  - at: page 1\n    {name}s:\n"
            f"      - {{key: it, {fields}: {other}}}\n".replace(f", {fields.split(', ')[-1]}: none", ""),
            "utf-8",
        )
        return str(path)

    load_files(loaded_file, [write("one", "none")])
    load_files(loaded_file, [write("two", "one/it")])

    with pytest.raises(SeedMistakesError) as caught:
        load_files(loaded_file, [write("one", "two/it")])

    assert [mistake.code for mistake in caught.value.mistakes] == ["S033"]


def test_a_ring_of_negotiations_over_two_loads_is_a_mistake(loaded_file: Target, tmp_path: Path) -> None:
    def write(source: str, follows: str) -> str:
        path = tmp_path / f"{source}.yaml"
        path.write_text(
            f"format: 1\nsource: {{key: {source}, type: report, publication: gazette, title: T}}\n"
            f"negotiations:\n  - {{key: {source}-talks, title: T, status: failed, at: page 1{follows}}}\n",
            "utf-8",
        )
        return str(path)

    load_files(loaded_file, [write("one", "")])
    load_files(loaded_file, [write("two", ", follows: one-talks")])

    with pytest.raises(SeedMistakesError) as caught:
        load_files(loaded_file, [write("one", ", follows: two-talks")])

    assert [mistake.code for mistake in caught.value.mistakes] == ["S033"]


# Beside the built-in dataset


def test_own_rows_stay_when_the_built_in_dataset_is_loaded_again(run: Runner, loaded: Target) -> None:
    before = content(loaded)

    done = run("seed", "load", *database_words(loaded))

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 changes" in done.stderr
    assert content(loaded) == before
    assert ("sources", (HERALD,)) in before


def test_a_key_of_the_database_cannot_be_claimed_by_another_file(loaded: Target, seeds: Path) -> None:
    before, copy = content(loaded), seeds / "copy.yaml"
    copy.write_text("format: 1\nactors:\n  - {key: freedonia, name: Another, kind: state}\n", "utf-8")

    with pytest.raises(SeedMistakesError) as caught:
        load_files(loaded, [str(copy)])

    (mistake,) = caught.value.mistakes
    assert (mistake.path, mistake.line, mistake.code) == (str(copy), 3, "S031")
    assert str(seeds / "freedonia.yaml") in mistake.message
    assert content(loaded) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        pytest.param("{key: usa, name: Another, kind: state}", "S031", id="key"),
        pytest.param("{key: other, name: Pentagon, kind: agency}", "S032", id="name"),
        pytest.param("{key: other, name: Another, kind: state, codes: {iso3: USA}}", "S034", id="code"),
    ],
)
def test_what_the_built_in_dataset_claims_is_taken(entry: str, code: str, target: Target, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"format: 1\nactors:\n  - {entry}\n", "utf-8")

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, [str(own)])

    (mistake,) = caught.value.mistakes
    assert (mistake.code, mistake.line) == (code, 3)
    if code != "S034":
        assert "data/seed/" in mistake.message


def test_the_readers_own_copy_of_a_passage_survives_a_reload(loaded: Target, seeds: Path) -> None:
    execute(loaded, "UPDATE passages SET text = :copy WHERE locator IN ('1', '4')", copy="his own copy")
    edit(seeds / "herald.yaml", ("  - at: paragraph 4\n", f"  - at: paragraph 4\n    fingerprint: {'ab' * 32}\n"))

    load_files(loaded, [str(seeds)])

    rows = content(loaded)
    assert rows["passages", ((HERALD,), "paragraph", "1")]["text"] == "his own copy"
    assert rows["passages", ((HERALD,), "paragraph", "4")]["text"] == "his own copy"
    assert rows["passages", ((HERALD,), "paragraph", "4")]["fingerprint"] == "ab" * 32


def test_each_load_that_changes_something_is_logged(target: Target, seeds: Path) -> None:
    before = loads(target)

    added = len(load_files(target, [str(seeds)]).changes)
    load_files(target, [str(seeds)])
    edit(seeds / "herald.yaml", ("up_to: 240", "up_to: 250"), ("key: firefly-president", "key: president"))
    load_files(target, [str(seeds)])

    assert loads(target) == [*before, (3, added, 0, 0), (3, 1, 1, 1)]


# Looking first


def test_a_dry_run_prints_the_difference_and_changes_nothing(run: Runner, loaded: Target, seeds: Path) -> None:
    before = content(loaded), loads(loaded), digest(loaded) if loaded.path else ""
    changes = ("up_to: 240", "up_to: 250"), ("key: firefly-president", "key: president")
    edit(seeds / "herald.yaml", *changes)

    done = run("seed", "load", "--dry-run", *database_words(loaded), str(seeds))

    assert done.returncode == 0
    assert sorted(line.split(" (")[0] for line in done.stdout.splitlines()) == [
        f"added offices {HERALD}/president",
        f"changed personnel_counts {HERALD}/trainers",
        f"removed offices {HERALD}/firefly-president",
    ]
    assert "high: 240 -> 250" in done.stdout
    assert done.stderr == "3 seed files: 1 added, 1 changed, 1 removed; nothing was loaded\n"
    assert (content(loaded), loads(loaded), digest(loaded) if loaded.path else "") == before


def test_a_dry_run_is_in_words_for_the_user(run: Runner, loaded_file: Target, seeds: Path) -> None:
    edit(
        seeds / "herald.yaml",
        ("up_to: 240", "about: 240"),
        ("        as_of: 1999-03\n", "        as_of: 1999-04\n"),
        ("        holder: sylvania-cabinet\n", "        holder: sylvania-assembly\n"),
    )

    done = run("seed", "load", "--dry-run", *database_words(loaded_file), str(seeds))

    assert "1999-04-30" in done.stdout
    assert "sylvania-assembly" in done.stdout
    for word in ("datetime", "None"):
        assert word not in done.stdout


def test_a_dry_run_of_nothing_new_prints_nothing(run: Runner, loaded_file: Target, seeds: Path) -> None:
    before = digest(loaded_file)

    done = run("seed", "load", "--dry-run", *database_words(loaded_file), str(seeds))

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 changes" in done.stderr
    assert digest(loaded_file) == before


# Standard input


def test_a_file_can_come_on_standard_input(run: Runner, target: Target, seeds: Path) -> None:
    written = (seeds / "freedonia.yaml").read_text("utf-8")
    words = ("seed", "load", *database_words(target), "-")

    first, again = (run(*words, stdin=written) for _ in range(2))

    assert (first.returncode, first.stdout, again.returncode, again.stdout) == (0, "", 0, "")
    assert " added, 0 changed, 0 removed" in first.stderr
    assert "0 changes" in again.stderr
    assert ("actors", ("rufus-firefly",)) in content(target)


def test_a_mistake_on_standard_input_has_its_place(run: Runner, file_target: Target) -> None:
    done = run("seed", "load", *database_words(file_target), "-", stdin="format: 2\n")

    assert done.returncode == 4
    assert done.stderr.startswith("error[S010] standard input:1:9: ")


# What goes wrong


def test_a_statement_that_fails_half_way_takes_everything_back(run: Runner, file_target: Target, seeds: Path) -> None:
    execute(
        file_target,
        "CREATE TRIGGER refuse BEFORE INSERT ON asset_counts BEGIN SELECT RAISE(ABORT, 'the disk is tired'); END",
    )
    before = digest(file_target)

    done = run("seed", "load", *database_words(file_target), str(seeds))

    assert (done.returncode, done.stdout) == (1, "")
    assert "the disk is tired" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(file_target) == before


def test_a_server_takes_everything_back_too(
    server: Any, built_in_template: str, seeds: Path
) -> None:  # Any: a fixture
    target = server.create(built_in_template)
    execute(target, "ALTER TABLE asset_counts ADD CONSTRAINT refuse CHECK (key = 'never') NOT VALID")
    before = content(target), loads(target)

    with pytest.raises(SofadbError, match="refused the load"):
        load_files(target, [str(seeds)])

    assert (content(target), loads(target)) == before
    server.drop(target)


def test_a_file_that_cannot_be_written_is_one_sentence(run: Runner, file_target: Target, seeds: Path) -> None:
    assert file_target.path is not None
    image = bytearray(file_target.path.read_bytes())
    image[18] = 3  # The version that writers must know: this makes SQLite open the file read-only, for root too.
    file_target.path.write_bytes(image)
    file_target.path.chmod(0o444)

    done = run("seed", "load", *database_words(file_target), str(seeds))

    assert (done.returncode, done.stdout) == (1, "")
    assert "readonly database" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr
    assert file_target.path.read_bytes() == image


@pytest.mark.parametrize(("version", "word"), [("0001", "older"), ("9999", "newer")])
def test_a_database_of_another_version_is_not_loaded_into(
    version: str, word: str, run: Runner, target: Target, seeds: Path
) -> None:
    execute(target, "UPDATE alembic_version SET version_num = :version", version=version)

    done = run("seed", "load", *database_words(target), str(seeds))

    assert (done.returncode, done.stdout) == (3, "")
    assert word in done.stderr


def test_loaders_at_the_same_time_all_finish_and_load_once(
    run: Runner, file_target: Target, seeds: Path, tmp_path: Path, built_in_file: Path
) -> None:
    other = copied(built_in_file, tmp_path)
    words = [sys.executable, "-m", "sofadb", "seed", "load", *database_words(file_target), str(seeds)]
    running = [
        subprocess.Popen(words, env=run.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    ended = [(each.communicate(timeout=60)[1], each.returncode) for each in running]

    load_files(other, [str(seeds)])
    assert [code for _, code in ended] == [0] * 3, ended
    assert content(file_target) == content(other)


def test_loaders_of_different_files_all_finish(run: Runner, file_target: Target, tmp_path: Path) -> None:
    running = []
    for number in range(3):
        own = tmp_path / f"own{number}.yaml"
        own.write_text(f"format: 1\nactors: [{{key: actor-{number}, name: Actor {number}, kind: state}}]\n", "utf-8")
        words = [sys.executable, "-m", "sofadb", "seed", "load", *database_words(file_target), str(own)]
        running.append(subprocess.Popen(words, env=run.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE))

    ended = [(each.communicate(timeout=60)[1], each.returncode) for each in running]

    assert [code for _, code in ended] == [0] * 3, ended
    assert {("actors", (f"actor-{number}",)) for number in range(3)} <= content(file_target).keys()


# Killed

# Copies a database, forks, and lets the child end itself at its n-th statement; for one n after the other.
KILLED = """
import os, shutil, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
import sofadb.seed.create
from sofadb.cli import main

template, folder, step, *words = sys.argv[1:]
left = 0

@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

number, status = 1, None
while status != 0:
    copy = os.path.join(folder, f"{number}.db")
    if template:
        shutil.copyfile(template, copy)
    child = os.fork()
    if child == 0:
        left = number
        os._exit(main(["--db", copy, *words]))
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    number += int(step)
"""


def killed(run: Runner, folder: Path, template: str, step: int, *words: str) -> list[Path]:
    """Run a command that is killed at every `step`-th statement; returns the databases, the last one whole."""
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", KILLED, template, str(folder), str(step), *words],
        check=True,
        capture_output=True,
        env=run.environment(),
        timeout=120,
    )
    return sorted(folder.glob("*.db"), key=lambda path: int(path.stem))


def test_a_load_that_is_killed_leaves_nothing(run: Runner, file_target: Target, seeds: Path, tmp_path: Path) -> None:
    before = digest(file_target), answers(file_target)

    *copies, whole = killed(run, tmp_path / "killed", str(file_target.path), 3, "seed", "load", str(seeds))

    assert len(copies) >= 10
    for path in copies:
        target = Target(path=path)
        assert answers(target) == before[1]
        assert digest(target) == before[0]
    load_files(Target(path=copies[-1]), [str(seeds)])
    assert content(Target(path=copies[-1])) == content(Target(path=whole))


# Writes more than the cache holds, so that changed pages are in the file before the transaction ends.
KILLED_LATE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE actor_names SET lang = hex(randomblob(2000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["figures"], id="figures"),
        pytest.param(["seed", "check"], id="check"),
        pytest.param(["seed", "load"], id="load"),
        pytest.param(["db", "upgrade"], id="upgrade"),
        pytest.param(["db", "backup"], id="backup"),
    ],
)
def test_a_database_answers_after_a_writer_was_killed_late(
    words: list[str], run: Runner, file_target: Target
) -> None:
    path = str(file_target.path)
    expected = run(*words, "--db", str(shutil.copyfile(path, f"{path}.whole")))
    subprocess.run([sys.executable, "-c", KILLED_LATE, path], check=False)
    assert Path(f"{path}-journal").exists()

    done = run(*words, "--db", path)

    assert (done.returncode, done.stdout) == (0, expected.stdout), done.stderr


# Made new


def test_a_database_is_never_made_over_an_existing_file(tmp_path: Path) -> None:
    for content_before in (b"", b"a letter", b"SQLite format 3\x00"):
        path = tmp_path / "mine.db"
        path.write_bytes(content_before)

        with pytest.raises(SofadbError, match="exists already"):
            create_database(Target(path=path))

        assert path.read_bytes() == content_before
    assert [each.name for each in tmp_path.iterdir()] == ["mine.db"]


def test_a_database_is_never_made_over_another_on_a_server(
    server: Any, built_in_template: str
) -> None:  # Any: a fixture
    target = server.create(built_in_template)
    before = content(target)

    with pytest.raises(SofadbError, match="already"):
        create_database(target)

    assert content(target) == before
    server.drop(target)


def test_of_several_that_make_one_database_one_wins(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "new" / "mine.db"
    words = [sys.executable, "-m", "sofadb", "db", "init", "--db", str(path)]
    running = [
        subprocess.Popen(words, env=run.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    ended = [(each.communicate(timeout=60)[1], each.returncode) for each in running]

    assert sorted(code for _, code in ended) == [0, 1, 1], ended
    assert [each.name for each in path.parent.iterdir()] == ["mine.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_init_that_is_killed_leaves_no_database(run: Runner, tmp_path: Path) -> None:
    made = killed(run, tmp_path / "killed", "", 170, "db", "init")

    assert len(made) == 1
    assert load_files(Target(path=made[0]), []).changes == []


@pytest.mark.parametrize("moment", ["os.link", "os.rename"])
def test_an_init_that_is_killed_while_it_puts_the_file_in_place_leaves_none_or_all(
    moment: str, run: Runner, tmp_path: Path
) -> None:
    program = (
        "import os, signal, sys\n"
        "from sofadb.cli import main\n"
        "moment = sys.argv.pop(1)\n"
        "sys.addaudithook(lambda event, _: os.kill(os.getpid(), signal.SIGKILL) if event == moment else None)\n"
        "main(sys.argv[1:])\n"
    )
    path = tmp_path / "new" / "mine.db"
    words = [sys.executable, "-c", program, moment, "--db", str(path), "db", "init"]

    subprocess.run(words, env=run.environment(), check=False, capture_output=True)

    assert not path.exists() or load_files(Target(path=path), []).changes == []
    assert moment != "os.link" or not path.exists()
    if not path.exists():
        create_database(Target(path=path))
        assert load_files(Target(path=path), []).changes == []


# Any dataset


QUANTITIES = st.one_of(
    st.tuples(
        st.sampled_from(["exact", "about", "nearly", "up_to", "at_least", "more_than", "fewer_than"]),
        st.integers(0, 2**63 - 1),
    ),
    st.tuples(st.just("between"), st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted)),
    st.tuples(st.just("words"), st.sampled_from(["several", "dozens", "hundreds", "thousands", "unquantified"])),
    st.tuples(st.sampled_from(["unknown", "none"]), st.just("true")),
)
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


def bounds_of(name: str, value: Any) -> tuple[str, str, int | None, int | None, int | None]:  # Any: drawn
    """Return quantifier, value_kind, low, best and high as the design has them."""
    if name == "unknown":
        return "unquantified", "unknown", None, None, None
    if name == "none":
        return "exact", "none", 0, 0, 0
    if name == "words":
        return value, "value", None, None, None
    if name == "between":
        return name, "value", value[0], None, value[1]
    low = value if name in ("exact", "at_least", "more_than") else None
    best = value if name in ("exact", "about", "nearly") else None
    high = value if name in ("exact", "up_to", "fewer_than") else None
    return name, "value", low, best, high


@st.composite
def forests(draw: st.DrawFn, prefix: str, most: int) -> list[tuple[str, str | None]]:
    """Draw keys, some with a parent that is no descendant, in any order."""
    number = draw(st.integers(1, most))
    parents = [draw(st.none() | st.integers(0, each - 1)) if each else None for each in range(number)]
    pairs = [
        (f"{prefix}-{each}", None if parent is None else f"{prefix}-{parent}") for each, parent in enumerate(parents)
    ]
    return draw(st.permutations(pairs))


def with_parent(entry: dict[str, Any], field: str, parent: str | None) -> dict[str, Any]:  # Any: of a seed file
    return entry if parent is None else {**entry, field: parent}


@st.composite
def datasets(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, tuple[Any, ...]]]:  # Any: as drawn
    """Draw a seed file, and for each ref of a count its bounds and the ref of its whole."""
    actors = [
        with_parent({"key": key, "name": f"Actor {key}", "kind": "agency"}, "part_of", parent)
        for key, parent in draw(forests("actor", 5))
    ]
    keys = st.sampled_from([actor["key"] for actor in actors])
    passages: list[dict[str, Any]] = [
        {"at": f"page {number}", "counts": [], "positions": []} for number in range(draw(st.integers(1, 3)))
    ]  # Any: of a seed file
    expected: dict[str, tuple[Any, ...]] = {}
    for key, parent in draw(forests("count", 8)):
        name, value = draw(QUANTITIES)
        entry = {"key": key, "actor": draw(keys), "host": draw(keys), "measure": "sent", name: value}
        draw(st.sampled_from(passages))["counts"].append(with_parent(entry, "part_of", parent))
        expected[f"drawn/{key}"] = (*bounds_of(name, value), parent and f"drawn/{parent}")
    for key, parent in draw(forests("position", 5)):
        entry = {"key": key, "holder": draw(keys), "act": "state", "issue": "other", "summary": draw(WORDS)}
        draw(st.sampled_from(passages))["positions"].append(with_parent(entry, "responds_to", parent))
    publication = {"key": "drawn", "name": draw(WORDS), "kind": "other"}
    source = {"key": "drawn", "type": "report", "publication": publication, "title": draw(WORDS)}
    talks = {"key": "talks", "title": "Talks", "status": "failed", "at": "page 0"}
    return {
        "format": 1,
        "source": source,
        "negotiation": "talks",
        "actors": actors,
        "negotiations": [talks],
        "passages": passages,
    }, expected


@pytest.fixture(scope="module")
def schema_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database without any row; never written to, only copied."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    create_database(Target(path=path), empty=True)
    return path


@pytest.fixture
def example_folder() -> Iterator[Path]:
    """Make a folder that all examples share."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=datasets())
def test_any_dataset_is_loaded_as_it_means(
    dataset: tuple[dict[str, Any], dict[str, tuple[Any, ...]]],  # Any: as drawn
    schema_only: Path,
    example_folder: Path,
) -> None:
    written, expected = dataset
    target = Target(path=Path(shutil.copyfile(schema_only, example_folder / "drawn.db")))
    file = example_folder / "drawn.yaml"
    file.write_text(json.dumps(written, ensure_ascii=False), "utf-8")

    load_files(target, [str(file)])
    again = load_files(target, [str(file)])
    file.write_text(json.dumps(written, ensure_ascii=False, indent=1), "utf-8")
    reformatted = load_files(target, [str(file)])

    with open_reader(target) as reader:
        sql = "SELECT ref, quantifier, value_kind, low, best, high, part_of FROM figures"
        figures = {str(ref): tuple(row) for ref, *row in reader.ask(sql, {}, {}).rows}
    assert figures == expected
    assert (again.changes, reformatted.changes) == ([], [])


# A file that moved


def test_a_seed_file_that_moved_keeps_its_rows(file_target: Target, run: Runner, tmp_path: Path) -> None:
    """Moved, renamed, moved and changed; but a second file of the same source is refused."""
    words = ("--db", str(file_target.path), "seed", "load")
    old, new = tmp_path / "old" / "mine.yaml", tmp_path / "new" / "mine.yaml"
    old.parent.mkdir()
    new.parent.mkdir()
    old.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    assert run(*words, str(old)).returncode == 0

    copied = new.with_name("copy.yaml")
    copied.write_text(seed_of("zenda-times", "Zenda Town"), "utf-8")
    refused = run(*words, str(copied))
    old.rename(new)
    moved = run(*words, str(new))
    renamed = run(*words, str(new.rename(new.with_name("renamed.yaml"))))
    new.with_name("renamed.yaml").unlink()
    edited = run(*words, str(copied))

    assert refused.returncode == 4
    assert str(old) in refused.stderr
    assert moved.stderr == renamed.stderr == "1 seed file: 0 changes\n"
    assert edited.returncode == 0, edited.stderr
    shown = run("--db", str(file_target.path), "actors", "--kind", "area", "--csv").stdout
    assert "zenda,Zenda Town" in shown


def test_a_file_of_the_same_name_is_not_taken_for_one_that_is_gone(
    file_target: Target, run: Runner, tmp_path: Path
) -> None:
    words = ("--db", str(file_target.path))
    path = tmp_path / "source.yaml"
    path.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    run(*words, "seed", "load", str(path))
    path.unlink()
    (tmp_path / "mine").mkdir()
    other = tmp_path / "mine" / "source.yaml"
    other.write_text(seed_of("strelsau-post", "Strelsau"), "utf-8")

    done = run(*words, "seed", "load", str(other))

    assert done.returncode == 0, done.stderr
    assert "0 changed, 0 removed" in done.stderr
    assert "zenda-times" in run(*words, "sources", "--csv").stdout


def seed_of(source: str, place: str) -> str:
    """Write a file with a source and an actor."""
    return (
        f"format: 1\nsource:\n  key: {source}\n  type: report\n  title: T\n"
        f"  publication: {{key: {source}-press, name: {source}, kind: other}}\n"
        f"actors:\n  - {{key: {place.split()[0].lower()}, name: {place}, kind: area}}\n"
    )


# A process that dies while it commits


def test_a_database_answers_after_a_writer_was_killed_in_the_middle_of_its_commit(
    run: Runner, file_target: Target
) -> None:
    """The first page, with the new size, is written before the file grows; the journal holds what was."""
    path = Path(str(file_target.path))
    expected = run("--db", str(path), "figures", "--csv").stdout
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA cache_spill = 0")
        connection.execute("UPDATE load_log SET tool_version = hex(zeroblob(200000))")
        connection.execute("PRAGMA cache_spill = 1")
        journal = journal_of(path, connection)
        connection.execute("COMMIT")
    grown = path.stat().st_size
    with path.open("r+b") as stream:
        stream.truncate(grown - 100_000)
    path.with_name(f"{path.name}-journal").write_bytes(journal)

    done = run("--db", str(path), "figures", "--csv")

    assert (done.returncode, done.stdout) == (0, expected), done.stderr


def journal_of(path: Path, connection: sqlite3.Connection) -> bytes:
    """Return the journal as it is when a transaction has begun to write to the file."""
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("UPDATE load_log SET tool_version = tool_version || 'x'")
    connection.execute("UPDATE actor_names SET lang = lang")
    return path.with_name(f"{path.name}-journal").read_bytes()


def test_a_living_writer_is_not_taken_for_a_dead_one(run: Runner, file_target: Target) -> None:
    path = Path(str(file_target.path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("UPDATE actor_names SET lang = hex(zeroblob(500))")

        done = run("--db", str(path), "figures")

        connection.execute("ROLLBACK")
    assert done.returncode == 3
    assert "another process is writing" in done.stderr
    assert "died" not in done.stderr


def test_several_processes_may_make_the_first_database_at_once(run: Runner) -> None:
    words = [sys.executable, "-m", "sofadb", "sources", "--csv"]
    started = [
        subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=run.environment()
        )
        for _ in range(4)
    ]

    answers = [process.communicate(timeout=60) for process in started]

    assert [process.returncode for process in started] == [0, 0, 0, 0], answers
    assert len({answer for answer, _ in answers}) == 1


# What contradicts what

COUNT = "actor: usa, host: irq, measure: {measure}, category: military, as_of: {as_of}"


@pytest.mark.parametrize(
    ("one", "other", "verdicts"),
    [
        ("exact: 100", "exact: 200", ["conflict"]),
        ("up_to: 100", "at_least: 101", ["conflict"]),
        ("up_to: 100", "at_least: 100", []),
        ("more_than: 300", "fewer_than: 300", ["conflict"]),
        ("more_than: 300", "up_to: 301", []),
        ("exact: 100", "exact: 200, status: deprecated, status_note: corrected", []),
        ("exact: 100", "exact: 200, part_of: whole", ["conflict"]),
        ("exact: 100, part_of: whole", "exact: 200, part_of: whole", []),
    ],
)
def test_only_what_cannot_both_be_true_is_a_conflict(
    one: str, other: str, verdicts: list[str], file_target: Target, run: Runner, tmp_path: Path
) -> None:
    assert conflicts(one, other, "2001-02-03", "present", file_target, run, tmp_path) == verdicts


@pytest.mark.parametrize(("as_of", "verdicts"), [("2001-02", []), ("2001-02-03", ["conflict"])])
def test_movements_are_held_against_each_other_on_one_day_only(
    as_of: str, verdicts: list[str], file_target: Target, run: Runner, tmp_path: Path
) -> None:
    assert conflicts("exact: 100", "exact: 200", as_of, "sent", file_target, run, tmp_path) == verdicts


def conflicts(one: str, other: str, as_of: str, measure: str, target: Target, run: Runner, folder: Path) -> list[str]:
    """Load two counts of the same people beside a whole that holds neither back, and return the verdicts."""
    same = COUNT.format(measure=measure, as_of=as_of)
    whole = COUNT.format(measure="authorized", as_of="1999")
    text = (
        "format: 1\nsource:\n  key: gazette\n  type: report\n"
        "  publication: {key: press, name: Press, kind: other}\n  title: T\n"
        "passages:\n  - at: paragraph 1\n    counts:\n"
        f"      - {{key: whole, {whole}, words: several}}\n"
        f"      - {{key: one, {same}, {one}}}\n      - {{key: other, {same}, {other}}}\n"
    )
    path = folder / "gazette.yaml"
    path.write_text(text, "utf-8")
    done = run("--db", str(target.path), "seed", "load", str(path))
    assert done.returncode == 0, done.stderr
    return run("--db", str(target.path), "conflicts", "--columns", "verdict", "--csv").stdout.split()[1:]
