"""What one file gives up and another refers to is told at each place, whatever the reference; nothing is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from sofadb.models import Base
from sofadb.seed.loading.load import load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.load.stored import content
from tests.tables import ask

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target

_HEAD: Final = """\
format: 1
source:
  key: {key}
  type: report
  publication: {publication}
  title: T
"""
_COUNT: Final = "measure: present, category: military, exact: 5"
_ASSET: Final = "measure: present, kind: ship, exact: 5"
#: What others refer to: each in one line, under the section that it stands in.
OWN: Final = {
    "publications": ["{key: press, name: Press, kind: newspaper}"],
    "actors": ["{key: zenda, name: Zenda, kind: state}"],
    "negotiations": ["{key: talks, title: Talks, status: failed, at: paragraph 1, parties: {mediator: usa}}"],
    "agreements": ["{key: accord, title: Accord, kind: sofa, at: paragraph 1}"],
    "deployments": ["{key: guards, title: G, sender: usa, host: irq, mission: train, at: paragraph 1}"],
    "counts": [f"{{key: troops, actor: usa, host: irq, {_COUNT}}}"],
    "assets": [f"{{key: ships, actor: usa, host: irq, {_ASSET}}}"],
    "positions": [
        "{key: demand, negotiation: pact, holder: usa, act: demand, issue: claims, stated: 2001, summary: Yes}"
    ],
}
#: Who refers to them: each line refers to one thing by one field.
OTHERS: Final = {
    "actors": ["{key: zenda-army, name: Army of Zenda, kind: armed_force, part_of: zenda}"],
    "negotiations": [
        "{key: pact, title: U, status: failed, at: paragraph 1, parties: {mediator: usa}}",
        "{key: new-talks, title: V, status: failed, at: paragraph 1, follows: talks, parties: {mediator: irq}}",
        "{key: n1, title: W, status: failed, at: paragraph 1, attributed_to: zenda, parties: {mediator: irn}}",
    ],
    "offices": [
        "{key: o1, at: paragraph 1, person: zenda, organisation: usa, title: A}",
        "{key: o2, at: paragraph 1, person: usa, organisation: zenda, title: B}",
        "{key: o3, at: paragraph 1, person: usa, organisation: irq, title: C, attributed_to: zenda}",
    ],
    "agreements": [
        "{key: g1, title: X, kind: sofa, at: paragraph 1, negotiation: talks}",
        "{key: g2, title: Y, kind: sofa, at: paragraph 1, attributed_to: zenda}",
    ],
    "deployments": [
        "{key: d1, title: G, sender: zenda, host: irq, mission: train, at: paragraph 1}",
        "{key: d2, title: H, sender: usa, host: zenda, mission: train, at: paragraph 1}",
        "{key: d3, title: I, sender: usa, host: irq, mission: train, at: paragraph 1, negotiation: talks}",
        "{key: d4, title: J, sender: usa, host: irq, mission: train, at: paragraph 1, attributed_to: zenda}",
    ],
    "counts": [
        f"{{key: c1, actor: zenda, host: irq, {_COUNT}}}",
        f"{{key: c2, actor: usa, host: zenda, {_COUNT}}}",
        f"{{key: c3, actor: usa, host: irq, {_COUNT}, attributed_to: zenda}}",
        f"{{key: c4, actor: usa, host: irq, {_COUNT}, deployment: guards}}",
        f"{{key: c5, actor: usa, host: irq, {_COUNT}, part_of: own/troops}}",
    ],
    "assets": [
        f"{{key: a1, actor: zenda, host: irq, {_ASSET}}}",
        f"{{key: a2, actor: usa, host: zenda, {_ASSET}}}",
        f"{{key: a3, actor: usa, host: irq, {_ASSET}, attributed_to: zenda}}",
        f"{{key: a4, actor: usa, host: irq, {_ASSET}, deployment: guards}}",
        f"{{key: a5, actor: usa, host: irq, {_ASSET}, part_of: own/ships}}",
    ],
    "positions": [
        "{key: p1, negotiation: talks, holder: usa, act: state, issue: other, summary: A}",
        "{key: p2, negotiation: pact, holder: zenda, act: state, issue: other, summary: B}",
        "{key: p3, negotiation: pact, holder: usa, addressee: zenda, act: state, issue: other, summary: C}",
        "{key: p4, negotiation: pact, holder: usa, act: state, issue: other, summary: D, attributed_to: zenda}",
        "{key: p5, negotiation: pact, holder: usa, act: state, issue: other, summary: E, responds_to: own/demand}",
    ],
    "events": [
        "{key: e1, negotiation: talks, kind: visit, occurred: 2001, summary: A}",
        "{key: e2, negotiation: pact, kind: visit, occurred: 2001, summary: B, actor: zenda}",
        "{key: e3, negotiation: pact, kind: visit, occurred: 2001, summary: C, attributed_to: zenda}",
    ],
    "provisions": [
        "{key: v1, agreement: accord, issue: claims, summary: A}",
        "{key: v2, agreement: g1, issue: claims, summary: B, attributed_to: zenda}",
    ],
}
#: What each kind of thing is called in a reference.
NAMES: Final = {
    "publications": "press",
    "actors": "zenda",
    "negotiations": "talks",
    "agreements": "accord",
    "deployments": "guards",
    "counts": "own/troops",
    "assets": "own/ships",
    "positions": "own/demand",
}
_IN_PASSAGES: Final = ("counts", "assets", "positions", "events", "provisions")
#: References inside of one file: what they lead to cannot go without them. Imported figures are elsewhere.
WITHIN: Final = {
    ("actor_names", "actor_id"),
    ("actor_codes", "actor_id"),
    ("negotiation_parties", "negotiation_id"),
    ("position_conditions", "position_id"),
    ("count_basis", "count_id"),
    ("passages", "source_id"),
}


def written(key: str, publication: str, sections: dict[str, list[str]]) -> str:
    """Write a seed file of a source, each entry in a line."""
    text = _HEAD.format(key=key, publication=publication)
    for name in (name for name in sections if name not in _IN_PASSAGES):
        text += f"{name}:\n" + "".join(f"  - {entry}\n" for entry in sections[name])
    text += "passages:\n  - at: paragraph 1\n"
    for name in (name for name in sections if name in _IN_PASSAGES):
        text += f"    {name}:\n" + "".join(f"      - {entry}\n" for entry in sections[name])
    return text


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write the file that others refer to."""
    path = tmp_path / "own.yaml"
    path.write_text(written("own", "press", OWN), "utf-8")
    return path


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """Write the file that refers to it by every field that there is."""
    path = tmp_path / "others.yaml"
    more = "  - {key: t, title: T, status: failed, at: paragraph 1, parties: {mediator: zenda}}\n"
    text = written("others", "press", OTHERS).replace("negotiations:\n", f"negotiations:\n{more}", 1)
    path.write_text(text, "utf-8")
    return path


def test_every_reference_that_there_is_stands_in_these_files(file_target: Target, own: Path, others: Path) -> None:
    load_files(file_target, [str(own), str(others)])
    crossing = """
        SELECT count(*) FROM {table} AS r JOIN {other} AS t ON t.id = r.{column}
        JOIN seed_files AS f ON f.id = r.seed_file_id JOIN seed_files AS g ON g.id = t.seed_file_id
        WHERE f.path LIKE '%others.yaml' AND g.path LIKE '%own.yaml'"""
    keys = {
        (table.name, key.parent.name, key.column.table.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.name == "id" and key.column.table.name not in ("seed_files", "load_log", "passages")
    }

    here = {
        (table, column)
        for table, column, other in keys
        if ask(file_target, crossing.format(table=table, column=column, other=other)) != [(0,)]
    }

    assert here == {key[:2] for key in keys} - WITHIN


@pytest.mark.parametrize("what", NAMES)
def test_what_goes_is_told_at_every_place_that_refers_to_it(
    what: str, target: Target, own: Path, others: Path
) -> None:
    load_files(target, [str(own), str(others)])
    before = content(target)
    press = "press" if what != "publications" else "{key: new, name: New, kind: blog}"
    own.write_text(written("own", press, {name: OWN[name] for name in OWN if name != what}), "utf-8")

    with pytest.raises(SeedMistakesError) as refused:
        load_files(target, [str(own)])

    name = NAMES[what]
    lines = enumerate(others.read_text("utf-8").splitlines(), start=1)
    places = {number for number, line in lines if f": {name}" in line}
    if what == "publications":
        places = {3}  # where the source is
    assert {(each.path, each.line) for each in refused.value.mistakes} == {(str(others), line) for line in places}
    assert {each.message for each in refused.value.mistakes} == {
        f"this refers to {name!r}, which {own} no longer holds"
    }
    assert content(target) == before
