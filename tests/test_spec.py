"""`sofadb --spec` and `sofadb schema`: what programs and people can learn of the tool from itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sofadb import __version__, paths
from sofadb.cli.commands import MODULES, QUESTIONS
from sofadb.codebook import read_codebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner

BOOK = read_codebook()


@pytest.fixture
def spec(run: Runner) -> dict[str, Any]:  # Any: JSON
    """Return what the tool says of itself."""
    done = run("--spec")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(run.home.iterdir()) == []
    told: dict[str, Any] = json.loads(done.stdout)  # Any: JSON
    return told


def every(command: dict[str, Any]) -> Iterator[dict[str, Any]]:  # Any: JSON
    """Return a command and all below it."""
    yield command
    for inner in command.get("commands", ()):
        yield from every(inner)


def test_the_specification_names_every_command_once(spec: dict[str, Any]) -> None:
    paths_of = [command["path"] for command in every(spec["command"])]

    assert spec["version"] == __version__
    assert [command["name"] for command in spec["command"]["commands"]] == [*QUESTIONS, *MODULES]
    assert len(set(paths_of)) == len(paths_of)
    assert {f"sofadb query {path.stem}" for path in paths.queries().glob("*.sql")} <= set(paths_of)
    assert {"sofadb db init", "sofadb seed check"} <= set(paths_of)


def test_the_specification_gives_the_exit_codes(spec: dict[str, Any]) -> None:
    assert list(spec["exit_codes"]) == ["0", "1", "2", "3", "4", "5", "130"]


def test_every_command_and_option_has_a_help(spec: dict[str, Any]) -> None:
    assert [command["path"] for command in every(spec["command"]) if not command["help"]] == []
    assert [
        (command["path"], option["flags"])
        for command in every(spec["command"])
        for option in command["options"]
        if not option["help"]
    ] == []


def test_the_specification_tells_how_an_option_is_given(spec: dict[str, Any]) -> None:
    commands = {command["path"]: command for command in every(spec["command"])}
    sql = {option["flags"][-1]: option for option in commands["sofadb sql"]["options"]}
    root = {option["flags"][-1]: option for option in spec["command"]["options"]}

    assert (sql["--param"]["value"], sql["--param"]["many"]) == ("NAME=VALUE", True)
    assert sql["--timeout"]["default"] == 10
    assert sql["--csv"]["value"] is None
    assert sql["--format"]["flags"] == ["-f", "--format"]
    assert root["--db"]["environment"] == "SOFADB_DB"
    assert [argument["metavar"] for argument in commands["sofadb timeline"]["arguments"]] == ["[NEGOTIATION]"]
    assert commands["sofadb seed check"]["arguments"][0]["many"]


def test_what_the_specification_says_is_what_the_tool_takes(spec: dict[str, Any], run: Runner) -> None:
    commands = {command["path"]: command for command in every(spec["command"])}

    for path in ("sofadb figures", "sofadb query hedges", "sofadb export"):
        helped = run(*path.split()[1:], "--help").stdout
        flags = [flag for option in commands[path]["options"] for flag in option["flags"]]
        assert [flag for flag in flags if flag not in helped] == []


def test_own_questions_are_in_the_specification_and_broken_ones_do_not_break_it(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "my-question.sql").write_text("-- title: Mine\n-- param: a text; b\nSELECT :a", "utf-8")
    (tmp_path / "my-broken.sql").write_text("SELECT :a", "utf-8")

    done = run("--spec", SOFADB_QUERIES=str(tmp_path))

    commands = {command["path"]: command for command in every(json.loads(done.stdout)["command"])}
    assert (done.returncode, done.stderr) == (0, "")
    assert commands["sofadb query my-question"]["options"][0]["flags"] == ["--a"]
    assert "sofadb query my-broken" not in commands


# Schema


def test_the_schema_lists_every_table_and_view_with_its_meaning(run: Runner) -> None:
    done = run("schema", "--json")

    listed = {row["name"]: row for row in json.loads(done.stdout)}
    assert (done.returncode, done.stderr) == (0, "")
    assert {name: (row["kind"], row["columns"], row["meaning"]) for name, row in listed.items()} == {
        name: (table.kind, len(table.columns), table.meaning) for name, table in BOOK.items()
    }
    assert [row["kind"] for row in listed.values()] == sorted((row["kind"] for row in listed.values()), reverse=True)
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("name", ["figures", "personnel_counts"])
def test_the_schema_of_a_table_explains_its_columns(name: str, run: Runner) -> None:
    done = run("schema", name, "--json")

    rows = json.loads(done.stdout)
    assert [(row["column"], row["type"], row["meaning"]) for row in rows] == [
        (column.name, column.type, column.meaning) for column in BOOK[name].columns
    ]
    assert {row["needed"] for row in rows} <= {"yes", "no"}
    assert {row["type"] for row in rows} <= {"integer", "text", "date"}


def test_the_schema_names_references_and_words(run: Runner) -> None:
    rows = {row["column"]: row for row in json.loads(run("schema", "personnel_counts", "--json").stdout)}

    assert rows["host_id"]["refers_to"] == "actors"
    assert rows["measure"]["words"].split(", ")[0] == "proposed"
    assert rows["host_id"]["needed"] == "yes"


def test_the_schema_of_nothing_is_wrong_use_with_the_near_names(run: Runner) -> None:
    done = run("schema", "figurs")

    assert (done.returncode, done.stdout) == (2, "")
    assert "'figures'" in done.stderr
