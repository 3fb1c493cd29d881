"""Whatever a dataset says is what the database then says."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.seed.loading.create import create_database
from sofadb.seed.loading.load import load_files
from tests.load.stored import content, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    """Draw a seed file that makes no claim twice, and for each ref of a count its bounds and the ref of its whole."""
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
        entry = {"key": key, "actor": draw(keys), "host": draw(keys), "measure": "sent", "place": key, name: value}
        draw(st.sampled_from(passages))["counts"].append(with_parent(entry, "part_of", parent))
        expected[f"drawn/{key}"] = (*bounds_of(name, value), parent and f"drawn/{parent}")
    for key, parent in draw(forests("position", 5)):
        entry = {
            "key": key,
            "holder": draw(keys),
            "act": "state",
            "issue": "other",
            "summary": f"{key} {draw(WORDS)}",
        }
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


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=datasets(), second=datasets())
def test_a_difference_is_what_a_load_then_does(
    first: tuple[dict[str, Any], object],  # Any: of a seed file
    second: tuple[dict[str, Any], object],  # Any: of a seed file
    schema_only: Path,
    example_folder: Path,
) -> None:
    target, fresh = (
        Target(path=Path(shutil.copyfile(schema_only, example_folder / f"{name}.db"))) for name in ("drawn", "fresh")
    )
    file = example_folder / "drawn.yaml"
    file.write_text(json.dumps(first[0], ensure_ascii=False), "utf-8")
    load_files(target, [str(file)])
    before = rows_of(target)
    file.write_text(json.dumps(second[0], ensure_ascii=False), "utf-8")

    said = load_files(target, [str(file)], dry_run=True)
    untouched = rows_of(target)
    did = load_files(target, [str(file)])

    after = rows_of(target)
    load_files(fresh, [str(file)])
    assert untouched == before
    assert said.changes == did.changes
    assert content(target) == content(fresh)
    assert load_files(target, [str(file)], dry_run=True).changes == []
    assert did.count()["added"] == len(after.keys() - before.keys())
    assert did.count()["removed"] == len(before.keys() - after.keys())
    assert all(after[place]["id"] == before[place]["id"] for place in after.keys() & before.keys())
