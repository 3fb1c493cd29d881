"""What the shell offers at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from sofadb.cli.console.completion import ShellCompleter
from sofadb.cli.root import cli
from sofadb.cli.session import Session
from sofadb.cli.shell import command
from sofadb.codebook import read_codebook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)


OFFERED = {
    "SELECT ref FROM fig": "figures",
    "SELECT whol": None,
    "SELECT attrib": "attributed_to",
    "SELECT ref FROM figures WHERE host = 'ira": "irq",
    "SELECT ref FROM figures WHERE host = 'Ira": "irq",
    "SELECT title FROM negotiations WHERE key = 'usa": "usa-irq-2014",
    "SELECT key FROM sources WHERE key = 'dayen": "dayen-2011",
    "SELECT low FROM figures WHERE ref = 'dayen-2011/emb": "dayen-2011/embassy-personnel",
    ".sch": ".schema",
    ".schema figur": "figures",
    ".format js": "json",
    ".query figur": "figures",
    ".query figures --hos": "--host",
    ".query figures --host Ira": "irq",
    ".query figures --measure pla": "planned",
    "-- SELECT fig": None,
}


@pytest.mark.parametrize("typed", OFFERED)
def test_what_may_stand_at_the_cursor_is_offered(typed: str, db: str) -> None:
    offered = completions(typed, db)

    assert (OFFERED[typed] in offered) if OFFERED[typed] else offered == []


def test_columns_of_the_tables_that_a_statement_names_are_offered_first(db: str) -> None:
    text = "SELECT l FROM conflicts"

    found = [each.text for each in completer(db).get_completions(Document(text, 8), CompleteEvent())]

    columns = [name for name in read_codebook()["conflicts"].column_names() if name.startswith("l")]
    assert columns
    assert found[: len(columns)] == columns
    assert "load_log" in found


def completions(typed: str, db: str) -> list[str]:
    return [each.text for each in completer(db).get_completions(Document(typed), CompleteEvent())]


def completer(db: str) -> ShellCompleter:
    root = click.Context(cli, info_name="sofadb")
    root.params["db"] = db
    return ShellCompleter(click.Context(command, parent=root, info_name="shell"), Session(db))
