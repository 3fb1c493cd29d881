"""The JSON Schema of maps and the checker agree, as far as a schema can see; the page on maps is whole and true."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sofadb.bulk.maps import form
from sofadb.bulk.maps.meanings import meaning
from sofadb.bulk.maps.schema import map_schema, map_schema_text
from sofadb.bulk.maps.words import find_unknown_words
from sofadb.bulk.sniffing.writing import SCHEMA_NAME
from sofadb.cli import main
from sofadb.seed.form.describing import models_below
from sofadb.seed.form.meanings import summary
from sofadb.seed.reading.tree import parse
from sofadb.seed.reading.typed import read_typed
from tests.tables import MAP, WIDE
from tests.test_import_years import YEARS
from tests.test_seed_schema import LOADERS, Core

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.tree import Plain

DOCS = Path(__file__).resolve().parents[1] / "docs"
SCHEMA = map_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

#: What the checker says that a schema cannot see: it has no calendar, compares nothing, knows no actors.
ONLY_THE_CHECKER = (
    "there is no actor",
    " has the days 01 to ",
    "it begins after it ends",
    "a column of the key, and its words",
    "has the date of",
    "a part and its whole have one date",
)


def as_json(value: Any) -> Any:  # Any: what a YAML parser makes
    """Return what an editor hands to a schema: in JSON every name is a text."""
    if isinstance(value, dict):
        return {str(name): as_json(inner) for name, inner in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def refused_by_schema(text: str, loader: type[yaml.CSafeLoader | yaml.CBaseLoader] = Core) -> str:
    """Return what an editor would say first of a map, or nothing."""
    first = next(VALIDATOR.iter_errors(as_json(yaml.load(text, Loader=loader))), None)
    return f"{list(first.path)}: {first.message}" if first else ""


def refused_by_checker(text: str) -> list[Mistake]:
    """Return what the checker says of a map alone, without its table."""
    node, found = parse("map", text)
    assert node is not None, found
    _, mistakes = read_typed("map", node, form.MapFile)
    return [*found, *mistakes, *(each for each in find_unknown_words("map", node, ()) if each.code == "S014")]


def sees(mistakes: list[Mistake]) -> bool:
    """Tell whether a schema can see any of these mistakes."""
    return any(not any(words in mistake.message for words in ONLY_THE_CHECKER) for mistake in mistakes)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


# The same maps


def good_maps() -> Iterator[Any]:  # Any: pytest's own
    for name, text in {"long": MAP, "wide": WIDE, "years": YEARS}.items():
        yield pytest.param(text, id=name)
    for path in sorted((DOCS / "examples").glob("*.map.yaml")):
        yield pytest.param(path.read_text("utf-8"), id=path.name)
    for number, text in enumerate(re.findall(r"```yaml \S+\.map\.yaml\n(.*?)```", PAGE, re.DOTALL), start=1):
        yield pytest.param(text, id=f"import.md, {number}")


PAGE = (DOCS / "import.md").read_text("utf-8")


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", list(good_maps()))
def test_schema_and_checker_take_every_good_map(text: str, loader: type[yaml.CSafeLoader]) -> None:
    assert refused_by_checker(text) == []
    assert refused_by_schema(text, loader) == ""


#: Good maps that are unlike the others: the map, what is replaced in it, and by what.
UNUSUAL = {
    "cells that look like something else": (MAP, "[NA]", "[NA, '', ~, 0, 1.5, yes, null, 2001-01-01]"),
    "one cell alone": (MAP, "unknown: [NA]", "unknown: 9999"),
    "an empty cell": (MAP, "unknown: [NA]", "unknown: ''"),
    "a tab": (MAP, "table:", "table:\n  delimiter: tab"),
    "a tab as programmers write it": (MAP, "table:", "table:\n  delimiter: \\t"),
    "several schemes": (MAP, "scheme: key", "scheme: [gw, cow, words]"),
    "a code written as a number": (MAP, "scheme: key", "scheme: cow, number: yes"),
    "cells without quotes": (MAP, "{World: graustark}", "{260: graustark, yes: sylvania}"),
    "a key in place of a list": (MAP, "value: troops", "value: troops\nkey: category"),
    "a year for all rows": (MAP, "{column: day}", "2001"),
    "a period for all rows": (MAP, "{column: day}", "{constant: 2001/2002}"),
    "a year and a month and a day": (MAP, "{column: day}", "{year: y, month: m, day: d}"),
    "others for no category": (MAP, "civ: civilian}", "civ: civilian}, others: unspecified"),
    "no columns beside a value": (MAP, "value: troops", "value: troops\ncolumns: {}"),
    "a host by column": (WIDE, "Total: {}", "Total: {host: sylvania}"),
    "a doubt with its reason": (WIDE, "Total: {}", "Total: {status: conflict, status_note: it differs}"),
    "a doubt about all": (MAP, "measure: present", "measure: present\n  status: conflict\n  status_note: it differs"),
    "accepted": (MAP, "measure: present", "measure: present\n  status: {constant: accepted}"),
    "parts by the key": (
        MAP,
        "measure: present",
        "measure: present\n  part_of: {column: category, words: {civ: mil}}",
        "value: troops",
        "value: troops\nkey: [category]",
    ),
    "parts by the key, in years": (
        YEARS,
        "measure: present",
        "measure: present, part_of: {column: sex, words: {F: T}}",
        "columns:",
        "key: sex\ncolumns:",
    ),
    "whatever the parts are": (MAP, "value: troops", "value: troops\nparts_over_whole: keep"),
}


def changed(name: str, listed: Mapping[str, tuple[str, ...]]) -> str:
    """Return a map with pairs of texts replaced."""
    text, *pairs = listed[name]
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", UNUSUAL)
def test_schema_and_checker_take_what_is_unusual(name: str, loader: type[yaml.CSafeLoader]) -> None:
    text = changed(name, UNUSUAL)

    assert refused_by_checker(text) == []
    assert refused_by_schema(text, loader) == ""


#: Maps that both refuse.
DAMAGED = {
    "no source": (MAP, "source:\n  key: census\n", "note:\n  key: census\n"),
    "no type of the source": (MAP, "  type: dataset\n", ""),
    "no passage": (MAP, "passage: {type: table, locator: '1'}\n", ""),
    "no locator": (MAP, ", locator: '1'", ""),
    "another kind of place": (MAP, "type: table", "type: tabel"),
    "no date": (MAP, "as_of: {column: day}\n", ""),
    "no column of the date": (MAP, "{column: day}", "{}"),
    "two columns of the date": (MAP, "{column: day}", "{column: day, year: day}"),
    "a quarter without a year": (MAP, "{column: day}", "{column: day, quarter: q}"),
    "a quarter and a month": (MAP, "{column: day}", "{year: y, quarter: q, month: m}"),
    "a day without a month": (MAP, "{column: day}", "{year: y, day: d}"),
    "no numbers": (MAP, "value: troops\n", ""),
    "two kinds of numbers": (WIDE, "columns:", "value: Total\ncolumns:"),
    "no columns": (MAP, "value: troops", "columns: {}"),
    "a list of columns": (MAP, "value: troops", "columns: [troops]"),
    "a column that is a word": (WIDE, "Total: {}", "Total: military"),
    "a column without anything": (WIDE, "Total: {}", "Total:"),
    "no figure": (MAP, "figure:", "figures:"),
    "no host": (MAP, "  host: {column: host, words: {World: graustark}, scheme: key}\n", ""),
    "no measure in one column": (WIDE, "measure: present, ", "", "Total: {}", "Total: {measure: present}"),
    "a host in a list": (MAP, "{column: host, words: {World: graustark}, scheme: key}", "[host]"),
    "two hosts": (MAP, "{column: host, words", "{constant: irq, column: host, words"),
    "neither host": (MAP, "column: host, words", "words"),
    "two ways for other cells": (MAP, "scheme: key", "scheme: key, others: irq"),
    "an unknown way": (MAP, "scheme: key", "scheme: keys"),
    "words in a list": (MAP, "{mil: military, civ: civilian}", "[military, civilian]"),
    "a word for nothing": (MAP, "civ: civilian", "civ: ''"),
    "an unknown measure": (MAP, "measure: present", "measure: presant"),
    "an unknown category": (MAP, "civ: civilian", "civ: civilians"),
    "an unknown other category": (MAP, "civ: civilian}", "civ: civilian}, others: none"),
    "an unknown constant": (MAP, "measure: present", "measure: {constant: presence}"),
    "an unknown hedge": (MAP, "measure: present", "measure: present\n  hedge: roughly"),
    "an unknown field": (MAP, "value: troops", "value: troops\nprune: yes"),
    "an unknown field of a column": (WIDE, "Total: {}", "Total: {part: Male}"),
    "an unknown encoding": (MAP, "table:", "table:\n  encoding: utf8"),
    "an unknown delimiter": (MAP, "table:", "table:\n  delimiter: ':'"),
    "an unknown sign": (MAP, "table:", "table:\n  thousands: _"),
    "cells in a group": (MAP, "unknown: [NA]", "unknown: {NA: yes}"),
    "cells in lists": (MAP, "unknown: [NA]", "unknown: [[NA]]"),
    "skip without a column": (MAP, "column: host, cells: [World]", "cells: [World]"),
    "skip without a list": (MAP, "[{column: host, cells: [World]}]", "{column: host, cells: [World]}"),
    "a number that is no answer": (MAP, "scheme: key", "scheme: cow, number: 2"),
    "a status without a reason": (MAP, "measure: present", "measure: present\n  status: conflict"),
    "a status by words without a reason": (
        MAP,
        "measure: present",
        "measure: present\n  status: {column: category, words: {mil: accepted}}",
    ),
    "a status of a column without a reason": (WIDE, "Total: {}", "Total: {status: work_needed}"),
    "a status for columns without a reason": (WIDE, "measure: present", "measure: present, status: work_needed"),
    "all columns a part": (WIDE, "measure: present", "measure: present, part_of: Total"),
    "a part of a word": (MAP, "measure: present", "measure: present\n  part_of: Total"),
    "a column a part by words": (WIDE, "{part_of: Total, function: medical}", "{part_of: {column: Total}}"),
    "a key of all columns": (WIDE, "measure: present", "measure: present, key: all"),
    "cells of all columns": (WIDE, "measure: present", "measure: present, absent: ['0']"),
    "a date under the figure": (YEARS, "measure: present", "measure: present, as_of: 2001"),
    "a date beside those of columns": (YEARS, "figure:", "as_of: 2001\nfigure:"),
    "a column without a date": (YEARS, "{as_of: 2001}", "{}"),
    "a column with a column for a date": (YEARS, "{as_of: 2001}", "{as_of: {column: host}}"),
    "a date that is none": (YEARS, "{as_of: 2001}", "{as_of: last year}"),
    "an answer for parts": (MAP, "value: troops", "value: troops\nparts_over_whole: yes"),
    "another format": (MAP, "format: 1", "format: 2"),
    "an actor without a kind": (MAP, "name: Freedonia, kind: state", "name: Freedonia"),
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", DAMAGED)
def test_schema_and_checker_refuse_a_damaged_map(name: str, loader: type[yaml.CSafeLoader]) -> None:
    text = changed(name, DAMAGED)

    assert refused_by_checker(text)
    assert refused_by_schema(text, loader)


#: Maps that only the checker refuses.
UNSEEN = {
    "an actor that is none": (MAP, "actor: freedonia", "actor: fredonia"),
    "a day that is none": (YEARS, "{as_of: 2001}", "{as_of: 2001-02-30}"),
    "a column of no key": (
        MAP,
        "measure: present",
        "measure: present\n  part_of: {column: sex, words: {Female: Total}}",
    ),
    "one date twice": (YEARS, "{as_of: 2001}", "{as_of: 1989}"),
    "a part of another year": (YEARS, "{as_of: 2001}", "{as_of: 2001, part_of: '1990'}"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_only_the_checker_sees_is_told_by_it(name: str) -> None:
    text = changed(name, UNSEEN)
    node, _ = parse("map", text)
    assert node is not None

    said = [*refused_by_checker(text), *find_unknown_words("map", node, {"sylvania", "graustark"})]

    assert said
    assert not sees(said)
    assert refused_by_schema(text) == ""


# Damages that nobody thought of

PIECES: list[Plain] = [
    *("", "2001", "host", "present", "Total", "sylvania", "0", "key", "accepted", "conflict", "cow"),
    {},
    [],
    ["host"],
    {"column": "host"},
    {"constant": "present"},
    {"column": "host", "words": {"a": "present"}},
    {"year": "y"},
    {"as_of": "2001"},
    {"status": "conflict"},
    {"a": {"as_of": "2001"}, "b": {"as_of": "2002", "part_of": "a"}},
]
NAMES = [*form.MapFile.model_fields, *form.Figure.model_fields, *form.Value.model_fields, *form.Days.model_fields]


def places(content: Plain, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the way to everything in a map."""
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for step, value in inner:
        yield (*above, step)
        yield from places(value, (*above, step))


@st.composite
def damaged(draw: st.DrawFn) -> Plain:
    """Make a map in which a few things were taken out, added or replaced."""
    content: Any = copy.deepcopy(draw(st.sampled_from(BASES)))  # Any: lists and groups, down to texts
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from(list(places(content))))
        holder = content
        for step in way[:-1]:
            holder = holder[step]
        what = draw(st.sampled_from(["out", "other", "more"]))
        if what == "out":
            del holder[way[-1]]
        elif what == "other" or not isinstance(holder, dict):
            holder[way[-1]] = copy.deepcopy(draw(st.sampled_from(PIECES)))
        else:
            holder[draw(st.sampled_from(NAMES))] = copy.deepcopy(draw(st.sampled_from(PIECES)))
    return content  # type: ignore[no-any-return]  # as above


def without_actors(text: str) -> Plain:
    loaded = yaml.load(text, Loader=yaml.BaseLoader)
    return {name: value for name, value in loaded.items() if name != "actors"}


BASES = [without_actors(text) for text in (MAP, WIDE, YEARS)]


@given(content=damaged())
def test_schema_and_checker_agree_on_damages(content: Plain) -> None:
    text = json.dumps(content)
    mistakes = refused_by_checker(text)
    by_schema = refused_by_schema(text, yaml.CBaseLoader)

    assert bool(by_schema) <= bool(mistakes), by_schema
    assert by_schema or not sees(mistakes), mistakes


# What an editor shows


def test_every_field_is_explained() -> None:
    for name, entry in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        for field, described in entry.get("properties", {}).items():
            assert len(described["description"]) > 4, (name, field)
            texts = described.get("enumDescriptions")
            assert texts is None or len(texts) == len(described["enum"]), (name, field)


def test_the_schema_has_exactly_the_fields_of_the_models() -> None:
    assert set(SCHEMA["properties"]) == set(form.MapFile.model_fields)
    for model in models_below(form.MapFile)[1:]:
        described = SCHEMA["$defs"][model.__name__]["properties"]
        assert {name: field["description"] for name, field in described.items()} == {
            name: meaning(model, name) for name in model.model_fields
        }


def test_the_command_prints_and_writes_the_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / SCHEMA_NAME

    printed = main(["seed", "schema", "--map"])
    text = capsys.readouterr().out
    written, again = (main(["seed", "schema", "--map", "-o", str(path)]) for _ in range(2))

    assert (printed, written, again) == (0, 0, 1)
    assert "add --force" in capsys.readouterr().err
    assert path.read_text("utf-8") == text == map_schema_text()
    assert json.loads(text)["title"] == "sofadb map of a table"


# The page


@pytest.mark.parametrize(
    "model",
    [form.MapFile, form.Table, form.Skip, form.PassageOf, form.Days, form.Figure, form.Value],
    ids=lambda model: model.__name__,
)
def test_the_page_has_every_field_with_its_meaning(model: type[BaseModel]) -> None:
    page = (DOCS / "map-format.md").read_text("utf-8")
    title = "The map" if model is form.MapFile else model.__name__
    section = page.split(f"\n## {title}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]

    assert " ".join(summary(model).split()) in section
    for name in model.model_fields:
        (row,) = [line for line in section.splitlines() if line.startswith(f"| `{name}` |")]
        assert row.endswith(f" | {meaning(model, name)} |")
