"""A changed file changes exactly its own rows, and every row keeps its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sofadb.errors import SofadbError
from sofadb.seed.loading.load import check_files, load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.load.stored import (
    HERALD,
    content,
    copied,
    done,
    edit,
    rows_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target

EDITS = {
    "a figure": (
        "herald.yaml",
        [("exact: 6", "exact: 7")],
        {("changed", "personnel_counts", "cooks")},
    ),
    "a figure by another hedge": (
        "herald.yaml",
        [("exact: 6", "unknown: true")],
        {("changed", "personnel_counts", "cooks")},
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
    name: str, loaded: Target, seeds: Path, tmp_path: Path, empty_file: Path
) -> None:
    file, changes, expected = EDITS[name]
    before = rows_of(loaded)
    edit(seeds / file, *changes)

    said = load_files(loaded, [str(seeds / file)], dry_run=True)
    report = load_files(loaded, [str(seeds / file)])

    after, fresh = rows_of(loaded), copied(empty_file, tmp_path)
    assert done(report) == expected
    assert len(report.changes) == len(expected)
    assert said.changes == report.changes
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
    for refused in (check_files, load_files):
        with pytest.raises(SeedMistakesError) as caught:
            refused(loaded, [str(seeds / "herald.yaml")])
        assert any(re.search(named, str(mistake)) for mistake in caught.value.mistakes)


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
