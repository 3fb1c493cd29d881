"""The JSON Schema and the checker agree, as far as a schema can see; the page on the format is whole and true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sofadb import paths
from sofadb.cli import main
from sofadb.seed.beginning.sample import sample
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.form import values
from sofadb.seed.form.describing import models_below
from sofadb.seed.form.entries import Entry
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.form.meanings import meaning, summary
from sofadb.seed.form.schema import schema_text, seed_schema
from sofadb.seed.form.shapes import SHAPES, Shape
from sofadb.seed.mistakes import SeedMistakesError
from sofadb.seed.reading.files import read_seeds
from sofadb.seed.reporting.lesson import read_example
from tests.test_house import CITED, COUNT, EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "seed-format.md"
EXAMPLES = sorted(paths.seed_examples().glob("S*/*.yaml"))

SCHEMA = seed_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class Core(yaml.CSafeLoader):
    """The core schema of YAML 1.2, which yaml-language-server reads: no dates, and yes and no are words."""


Core.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_form})$"), list(_first))
# "017" is 17 to YAML 1.2, and 15 to the constructor of YAML 1.1.
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(str(node.value)))


class Old(yaml.CSafeLoader):
    """YAML 1.1, where yes and no are answers; a day is handed to a schema as text, for JSON has no days."""


Old.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))

LOADERS = [pytest.param(Core, id="1.2"), pytest.param(Old, id="1.1")]

#: What only the checker can see, by code or by the one file of a code, and why.
ONLY_THE_CHECKER = {
    "S002": "a schema sees what a parser makes of a text, not its comments and line breaks",
    "S004": "what anchors, aliases and tags ask for, the parser has done",
    "S005": "of two fields of one name the parser keeps the last",
    "S012/leading-zero": "the parser makes the number 17 of 017",
    "S013/no-such-day": "a pattern has no calendar",
    "S019": "a schema cannot compare two values",
    "S023": "a schema cannot compare a date with words",
    "S024": "a schema cannot compare two values",
    "S025": "a schema cannot compare a number with words",
    "S030": "a schema sees one file, and no references in it",
    "S031": "a schema does not compare entries",
    "S032": "a schema does not compare entries",
    "S033": "a schema does not follow references",
    "S034": "a schema does not compare entries",
    "S037": "a schema does not compare entries",
}


def refused_by_schema(text: str | bytes, loader: type[yaml.CSafeLoader] = Core) -> str:
    """Return what an editor would say first of a file, or nothing."""
    try:
        loaded = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        return str(error)
    first = next(VALIDATOR.iter_errors(loaded), None)
    return f"{list(first.path)}: {first.message}" if first else ""


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


# The same files


@pytest.mark.parametrize("path", EXAMPLES, ids=named)
def test_the_schema_refuses_what_the_checker_refuses_but_for_what_it_cannot_see(path: Path) -> None:
    found = read_example(path.parent.name, path.stem).findings
    refused = any(mistake.code == path.parent.name for mistake in found.of("error"))

    excused = refused and bool({path.parent.name, named(path)} & ONLY_THE_CHECKER.keys())
    by_schema = refused_by_schema(path.read_bytes())

    assert bool(by_schema) == refused or (excused and not by_schema), by_schema


@pytest.mark.parametrize("name", ONLY_THE_CHECKER)
def test_what_only_the_checker_sees_is_there_and_is_not_seen(name: str) -> None:
    files = [path for path in EXAMPLES if name in (named(path), path.parent.name) and path.stem != "right"]

    assert [path for path in files if not refused_by_schema(path.read_bytes())]


def good_files() -> Iterator[Any]:  # Any: pytest's own
    yield pytest.param(sample(), id="sample")
    yield pytest.param(EVERYTHING.replace("COUNT", COUNT).replace("CITED", CITED), id="everything")
    for path in (*paths.built_in_seeds().glob("*.yaml"), *(HERE / "seeds").glob("*.yaml")):
        if path.name != "many.yaml":
            yield pytest.param(path.read_text("utf-8"), id=path.name)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", list(good_files()))
def test_the_schema_takes_every_good_file(text: str, loader: type[yaml.CSafeLoader]) -> None:
    if loader is Old:
        # What YAML 1.1 makes of Norway is no text any more; quotes help there, and we need none.
        text = re.sub(r"iso2: NO\b", 'iso2: "NO"', text)

    assert refused_by_schema(text, loader) == ""


def test_the_file_of_many_mistakes_is_refused_for_most_of_them() -> None:
    loaded = yaml.load((HERE / "seeds" / "many.yaml").read_bytes(), Loader=Core)

    errors = {".".join(map(str, error.path)) for error in VALIDATOR.iter_errors(loaded)}

    assert {
        "format",
        "source.published",
        "actors.0.key",
        "passages.1.counts.0.up_to",
        "passages.1.counts.3",
    } <= errors


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("written", ["240", '"240"', "0"])
def test_a_number_may_be_written_with_and_without_quotes(written: str, loader: type[yaml.CSafeLoader]) -> None:
    assert refused_by_schema(sample().replace("up_to: 240", f"up_to: {written}"), loader) == ""


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("written", ["unknown: yes", "unknown: true", "none: 'yes'"])
def test_an_answer_may_be_written_in_each_way(written: str, loader: type[yaml.CSafeLoader]) -> None:
    assert refused_by_schema(sample().replace("up_to: 240", written), loader) == ""


@pytest.mark.parametrize("written", ["unknown: no", "up_to: -1", "up_to: 1.5", "up_to: null", "up_to: 1,200"])
def test_another_number_or_answer_is_refused(written: str) -> None:
    assert refused_by_schema(sample().replace("up_to: 240", written))


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "written", ["1999-03-02", "'1999-03-02'", "1999-03", "1999", "1999~", "1998/1999-03-02", "199X"]
)
def test_a_date_needs_no_quotes(written: str, loader: type[yaml.CSafeLoader]) -> None:
    assert refused_by_schema(sample().replace("as_of: 1999-03-02", f"as_of: {written}"), loader) == ""


# The values


def takes(hint: Any, text: str) -> bool:  # Any: a type annotation
    """Tell whether the checker takes a text as a value of an annotated type."""
    try:
        TypeAdapter(hint).validate_python(text)
    except ValidationError:
        return False
    return True


def holds(shape: Shape, text: str) -> bool:
    return bool(VALIDATOR.evolve(schema={**shape.schema, "$defs": SCHEMA["$defs"]}).is_valid(text))


#: Values that only a calendar, or the size of an integer, can refuse.
UNSEEN = (values.Date, values.DayText, values.Number)
SIGNS = st.text(st.sampled_from("0123456789-/~?%.Xabz _ ,TO"), max_size=24)
SPOKEN = st.lists(st.sampled_from(["paragraph", "page", "7", "0", "07", "x", "12", "\n"]), max_size=10).map(" ".join)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@given(text=SIGNS | SPOKEN)
def test_schema_and_checker_take_the_same_texts(shape: Shape, text: str) -> None:
    taken, held = takes(shape.hint, text), holds(shape, text)

    assert held or not taken
    assert taken or not held or shape.hint in UNSEEN


# What an editor shows


def test_every_field_is_explained_and_every_word_of_a_list() -> None:
    for name, entry in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        for field, described in entry.get("properties", {}).items():
            assert len(described["description"]) > 4, (name, field)
            texts = described.get("enumDescriptions")
            assert texts is None or len(texts) == len(described["enum"]), (name, field)


def test_the_schema_has_exactly_the_fields_of_the_models() -> None:
    described = {model.__name__: model for model in models_below(SeedFile)}

    assert set(SCHEMA["properties"]) == set(SeedFile.model_fields)
    for name, model in described.items():
        if model is not SeedFile:
            assert set(SCHEMA["$defs"][name]["properties"]) == set(model.model_fields)
    assert described.keys() - {"SeedFile"} <= SCHEMA["$defs"].keys()


def test_the_command_prints_and_writes_the_same_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "schema.json"

    printed = main(["seed", "schema"])
    text = capsys.readouterr().out
    written, again = main(["seed", "schema", "-o", str(path)]), main(["seed", "schema", "-o", str(path)])

    assert (printed, written, again) == (0, 0, 1)
    assert "add --force" in capsys.readouterr().err
    assert json.loads(text)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert path.read_text("utf-8") == text == schema_text()


# The page


def test_every_field_has_a_meaning() -> None:
    for model in models_below(SeedFile):
        assert summary(model).endswith(".")
        for name in model.model_fields:
            assert len(meaning(model, name)) > 4


def test_no_model_of_the_format_is_forgotten() -> None:
    def below(model: type[Entry]) -> Iterator[type[Entry]]:
        for inner in model.__subclasses__():
            yield inner
            yield from below(inner)

    bases = {"CitedEntry", "ClaimEntry", "Quantified"}
    here = {each.__name__ for each in below(Entry) if each.__module__.startswith("sofadb.seed.")}
    assert here - bases == {model.__name__ for model in models_below(SeedFile)}


@pytest.mark.parametrize("model", models_below(SeedFile), ids=lambda model: model.__name__)
def test_the_page_has_every_field_with_its_meaning(model: type[Entry]) -> None:
    page = PAGE.read_text("utf-8")
    title = "The file" if model is SeedFile else model.__name__
    section = page.split(f"\n## {title}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    if "The fields are those of [" in section:
        section = page.split(f"\n## {model.__name__.removesuffix('Part')}\n", maxsplit=1)[1].split("\n## ")[0]

    for name in model.model_fields:
        (row,) = [line for line in section.splitlines() if line.startswith(f"| `{name}` |")]
        assert row.endswith(f" | {meaning(model, name)} |")


def test_the_examples_of_the_page_are_one_file_without_a_mistake(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    # Each block of a passage says where it stands, so that it can be read alone.
    outside = [block for block in blocks if not block.startswith("passages:")]
    within = [block.removeprefix("passages:\n") for block in blocks if block.startswith("passages:")]
    path = tmp_path / "page.yaml"
    path.write_text("".join([*outside, "negotiation: freedonia-sylvania-1999\npassages:\n", *within]), "utf-8")

    try:
        found = check_seeds(read_seeds([path]), NothingKnown()).findings
    except SeedMistakesError as error:
        pytest.fail(str(error))

    assert found.mistakes == []
    assert refused_by_schema(path.read_bytes()) == ""
    assert len(blocks) > 10
