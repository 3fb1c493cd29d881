"""The house rules that a machine can keep: fresh pages, documented columns, small modules, few doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel
from sqlalchemy import inspect

from sofadb import paths
from sofadb.codebook import read_codebook
from sofadb.database.engine import writing_engine
from sofadb.models import Base
from sofadb.models.views import VIEWS
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.reading.flatten import flatten
from sofadb.seed.reading.text import SeedText, read_seed_text
from sofadb.seed.reading.tree import parse
from sofadb.seed.reading.typed import read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from sofadb.seed.form import fields
    from sofadb.seed.reading.rows import SeedRow

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "sofadb"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50

BOOK = read_codebook()

#: Columns that no seed file fills: numbers for the machine, and where a row was written.
MADE_BY_LOADING = {"id", "seed_file_id", "seed_line"}
#: Tables that the loader keeps about itself.
OF_THE_LOADER = {"load_log", "seed_files"}
#: Columns that stay empty until a reader fills them: the text of an article belongs to its author.
OF_THE_READER = {("passages", "text")}
#: Columns that are worked out from a field of another name.
WORKED_OUT = {
    **dict.fromkeys(("quantifier", "value_kind", "low", "best", "high"), "the quantities of a count"),
    "folded": "name",
    "locator": "at",
    "locator_type": "at",
    "passage_id": "at",
    "source_id": "the source of the file",
    "scheme": "the name of a list of codes",
    "role": "the name of a list of parties",
    "aspect": "the name of an answer in basis",
    "included": "the answer in basis",
}

#: A seed file in which every entry says everything that it can say.
EVERYTHING = """\
format: 1
source:
  key: herald
  type: report
  publication: {key: daily-herald, name: Daily Herald, kind: newspaper}
  title: A report
  authors: [A. Writer, B. Writer]
  published: 2010-05
  published_text: in May
  url: https://example.org/report
  archive_url: https://example.org/archive
  archived_at: 2010-06-01
  lang: en
  doi: 10.1000/1
  licence: CC0-1.0
  note: A note.
negotiation: talks
publications:
  - {key: weekly, name: Weekly, kind: other}
actors:
  - key: freedonia
    name: Freedonia
    kind: state
    valid_from: 1900-01-01
    valid_to: 2099-12-31
    names: [{name: Land of the Free, type: alias, lang: en}]
    codes: {cow: [{code: "990", valid_from: 1900-01-01, valid_to: 2099-12-31}]}
  - {key: army, name: Army, kind: armed_force, part_of: freedonia}
offices:
  - {key: chief, at: paragraph 1, person: army, organisation: freedonia, title: Chief, status: conflict,
     started: 2009, started_text: last year, ended: 2010, ended_text: this year, CITED}
negotiations:
  - {key: talks, at: paragraph 1, title: Talks, status: suspended, opened: 2009, opened_text: last year,
     closed: 2010, closed_text: now, follows: earlier, summary: On troops., claim_status: conflict,
     parties: {sending_state: [freedonia], receiving_state: [army]}, CITED}
  - {key: earlier, at: paragraph 1, title: Earlier talks, status: failed}
agreements:
  - {key: accord, at: paragraph 1, negotiation: talks, title: Accord, kind: memorandum, signed: 2010,
     status: conflict, signed_text: a, in_force: 2010, in_force_text: b, ends: 2012, ends_text: c, CITED}
deployments:
  - {key: guards, at: paragraph 1, title: Guards, sender: army, host: freedonia, place: the port, mission: train,
     legal_status: diplomatic, started: 2009, started_text: a, ended: 2010, ended_text: b, negotiation: talks,
     status: conflict, CITED}
passages:
  - at: paragraph 1
    fingerprint: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
    positions:
      - {key: wish, negotiation: talks, holder: army, addressee: freedonia, act: demand, issue: custody,
         jurisdiction: diplomatic, summary: Wants it., stated: 2010, stated_text: now, target_date: 2011,
         target_date_text: soon, responds_to: other-wish, conditions: [{kind: unless, text: it rains}],
         status: conflict, CITED}
      - {key: other-wish, holder: army, act: demand, issue: custody, summary: Wants it.}
    events:
      - {key: start, negotiation: talks, kind: incident, actor: army, occurred: 2010, occurred_text: now,
         summary: It began., status: conflict, CITED}
    provisions:
      - {key: rule, agreement: accord, issue: custody, jurisdiction: diplomatic, category: military,
         summary: A rule., status: conflict, CITED}
    counts:
      - {key: troops, COUNT, category: military, exact: 1, basis: {contractors: no}, parts: [
          {key: trainers, COUNT, category: military, about: 1, part_of: troops},
          {key: cooks, nearly: 1, basis: {contractors: no}, parts: [{key: bakers, up_to: 1}]}]}
      - {key: count-1, COUNT, part_of: troops, at_least: 1}
      - {key: count-2, COUNT, more_than: 1}
      - {key: count-3, COUNT, fewer_than: 1}
      - {key: count-4, COUNT, between: [1, 2]}
      - {key: count-5, COUNT, words: dozens}
      - {key: count-6, COUNT, unknown: true}
      - {key: count-7, COUNT, none: true}
    assets:
      - {key: planes, COUNT, kind: aircraft, exact: 1, part_of: asset-1, parts: [
          {key: jets, COUNT, kind: aircraft, about: 1, part_of: planes},
          {key: gliders, nearly: 1, parts: [{key: kites, up_to: 1}]}]}
      - {key: asset-1, COUNT, kind: aircraft, at_least: 1}
      - {key: asset-2, COUNT, kind: aircraft, more_than: 1}
      - {key: asset-3, COUNT, kind: aircraft, fewer_than: 1}
      - {key: asset-4, COUNT, kind: aircraft, between: [1, 2]}
      - {key: asset-5, COUNT, kind: aircraft, words: dozens}
      - {key: asset-6, COUNT, kind: aircraft, unknown: true}
      - {key: asset-7, COUNT, kind: aircraft, none: true}
"""
CITED = "wording: as printed, attributed_to: army, status_note: Why., note: A note."
COUNT = (
    "actor: army, host: freedonia, measure: present, function: train, place: the port, deployment: guards, "
    f"as_of: 2010, as_of_text: now, status: conflict, {CITED}"
)


# Pages and the codebook


def test_the_pages_that_are_made_from_the_code_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        timeout=60,
    )

    assert done.stderr == ""
    assert done.returncode == 0


def test_the_codebook_covers_exactly_what_the_database_holds(target: Target) -> None:
    engine = writing_engine(target)
    inspector = inspect(engine)
    tables = {name: inspector.get_columns(name) for name in inspector.get_table_names() if name != "alembic_version"}
    views = {name: inspector.get_columns(name) for name in inspector.get_view_names()}
    engine.dispose()

    described = {name: table for name, table in BOOK.items() if table.kind == "table"}
    assert set(described) == set(tables)
    assert set(BOOK) - set(described) == set(views) == set(VIEWS)
    for name, columns in {**tables, **views}.items():
        assert sorted(column["name"] for column in columns) == sorted(BOOK[name].column_names())
    for name, columns in tables.items():
        required = {column["name"] for column in columns if not column["nullable"]}
        assert required == {column.name for column in BOOK[name].columns if column.required}


@pytest.mark.parametrize("name", BOOK)
def test_every_column_is_explained(name: str) -> None:
    assert BOOK[name].meaning.endswith(".")
    assert [column.name for column in BOOK[name].columns if len(column.meaning) < 3] == []
    assert {column.refers_to for column in BOOK[name].columns} <= {*BOOK, ""}


# Docstrings and sizes


def public(tree: ast.AST, owner: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Return the classes, functions and methods of a module that others may use, by their names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield f"{owner}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def is_a_sentence(docstring: str | None) -> bool:
    """Tell whether a docstring begins as a sentence, with a capital or a piece of code, and ends its line so."""
    first = (docstring or "").split("\n", maxsplit=1)[0]
    return bool(first) and (first[0].isupper() or first[0] == "`") and first.endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_everything_public_says_in_a_sentence_what_it_is(path: Path) -> None:
    tree = parsed(path)
    documented = [(path.name, tree), *public(tree)]

    wrong = [
        name
        for name, node in documented
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not is_a_sentence(ast.get_docstring(node))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_and_functions_are_small(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    long = [
        node.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]

    assert lines <= MOST_LINES
    assert long == []


# Doors


def imports(path: Path) -> set[str]:
    """Return the packages that a module imports anywhere."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("package", "doors"),
    {
        "click": {"cli"},
        "alembic": {"migrate.py"},
        "tabulate": {"formats"},
        "yaml": {"seed"},
        "pydantic": {"bulk", "seed"},
        "psycopg": {"database"},
        "prompt_toolkit": {"cli"},
    }.items(),
)
def test_a_library_is_known_behind_its_door_alone(package: str, doors: set[str]) -> None:
    users = {path.relative_to(SOURCE).parts[0] for path in MODULES if package in imports(path)}

    assert users <= doors


def test_nothing_but_the_command_line_prints() -> None:
    printing = {
        named(path)
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name) and node.id == "print"
    }

    assert printing == set()


def test_the_migrations_are_no_package() -> None:
    assert not (paths.migrations() / "__init__.py").exists()


def test_the_product_does_not_know_that_it_is_tested() -> None:
    words = ("pytest", "unittest", "PYTEST_CURRENT_TEST")

    assert [named(path) for path in MODULES if any(word in path.read_text("utf-8") for word in words)] == []


# Seed models, database models and the migrated schema


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[fields.SeedFile, list[SeedRow]]:
    """Read the seed file that says everything, and turn it into rows."""
    path = tmp_path_factory.mktemp("house") / "everything.yaml"
    path.write_text(EVERYTHING.replace("COUNT", COUNT).replace("CITED", CITED), "utf-8")
    text = read_seed_text(path)
    assert isinstance(text, SeedText)
    node, mistakes = parse(text.shown, text.text)
    assert node is not None, mistakes
    seed, wrong = read_typed(text.shown, node, SeedFile)
    assert seed is not None
    assert [*mistakes, *wrong] == []
    rows, more = flatten(text, node, seed)
    assert more == []
    return seed, rows


def entries(value: object) -> Iterator[BaseModel]:
    """Return every entry within an entry."""
    if isinstance(value, BaseModel):
        yield value
        yield from entries(dict(value))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from entries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from entries(inner)


def columns_of(rows: list[SeedRow]) -> dict[str, set[str]]:
    """Return the columns that rows fill, by table."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.table, set()).update(row.cells)
    return found


def test_the_seed_file_of_this_test_says_everything(everything: tuple[fields.SeedFile, list[SeedRow]]) -> None:
    said: dict[type[BaseModel], set[str]] = {}
    for entry in entries(everything[0]):
        # A count says the one half of the quantities and its parts say the other.
        model = next((each for each in type(entry).__mro__ if each.__name__.endswith("Part")), type(entry))
        said.setdefault(model, set()).update(entry.model_fields_set)

    unsaid = {model.__name__: set(model.model_fields) - names for model, names in said.items()}
    assert {model: names for model, names in unsaid.items() if names} == {}
    assert {"Office", "Agreement", "Provision", "Condition", "CountPart", "AssetPart"} <= set(unsaid)


def test_seed_rows_fill_exactly_the_columns_of_the_models(
    everything: tuple[fields.SeedFile, list[SeedRow]],
) -> None:
    filled = columns_of(everything[1])

    assert filled == {
        name: {
            column.name
            for column in table.columns
            if column.name not in MADE_BY_LOADING and (name, column.name) not in OF_THE_READER
        }
        for name, table in Base.metadata.tables.items()
        if name not in OF_THE_LOADER
    }


def test_what_a_seed_file_says_reaches_every_column(everything: tuple[fields.SeedFile, list[SeedRow]]) -> None:
    rows = everything[1]

    said = {(row.table, column) for row in rows for column, cell in row.cells.items() if cell is not None}

    assert {(name, column) for name, columns in columns_of(rows).items() for column in columns} - said == set()


def test_every_column_has_a_field_of_its_name(everything: tuple[fields.SeedFile, list[SeedRow]]) -> None:
    names = {name for entry in entries(everything[0]) for name in type(entry).model_fields}
    columns = {column for filled in columns_of(everything[1]).values() for column in filled}

    strange = {
        column
        for column in columns - set(WORKED_OUT)
        if not {column, column.removesuffix("_id"), column.removesuffix("_earliest"), column.removesuffix("_latest")}
        & names
    }
    assert strange <= {"actor_id", "position_id", "count_id", "negotiation_id"}


def test_models_and_the_migrated_schema_have_the_same_columns(target: Target) -> None:
    engine = writing_engine(target)
    inspector = inspect(engine)
    migrated = {
        name: [column["name"] for column in inspector.get_columns(name)]
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }
    engine.dispose()

    assert {name: sorted(columns) for name, columns in migrated.items()} == {
        name: sorted(column.name for column in table.columns) for name, table in Base.metadata.tables.items()
    }
