"""What several questions, checks and views say stands once, and reads the same wherever it stands."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sofadb import paths
from sofadb.catalog import built_in_question, checks
from sofadb.models import Base
from sofadb.question import read_question

if TYPE_CHECKING:
    from pathlib import Path

CLAUSES = {path.stem: path.read_text("utf-8").rstrip() for path in paths.clauses().glob("*.sql")}
#: The views say the rules in the words of the clauses; a migration keeps the words that it had.
IN_VIEWS = [("conflicts", "comparisons"), ("conflicts", "findings"), ("corroboration", "comparisons")]


@pytest.mark.parametrize(("view", "clause"), IN_VIEWS)
def test_a_view_says_the_rules_word_for_word(view: str, clause: str, built_in_file: Path) -> None:
    """Whoever changes a rule writes a migration with the view as it is then."""
    with closing(sqlite3.connect(built_in_file)) as connection:
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [view]).fetchone()

    assert CLAUSES[clause] in made


def test_every_clause_is_taken_in_by_two_at_least() -> None:
    files = [*paths.queries().glob("*.sql"), *paths.checks().glob("*.sql")]
    named = [name for file in files for name in re.findall(r"-- include: (.*?),?\n", file.read_text("utf-8"))]

    assert set(named) == set(CLAUSES)
    assert [name for name in CLAUSES if named.count(name) < 2] == []


def test_a_question_and_a_check_read_whole() -> None:
    question, check = built_in_question("conflicts"), checks().find("conflict-without-note")

    for sql in (question.sql, check.sql):
        assert "include:" not in sql
        assert f"{CLAUSES['comparisons']},\n{CLAUSES['findings']}" in sql


def test_a_question_of_the_users_own_takes_nothing_in(tmp_path: Path) -> None:
    """What `--sql` prints is whole, so that a copy of it needs nothing."""
    (tmp_path / "mine.sql").write_text("-- title: Mine\nWITH\n-- include: cited\nSELECT 1 AS one", "utf-8")
    (tmp_path / "whole.sql").write_text(built_in_question("conflicts").sql, "utf-8")

    assert read_question(tmp_path / "mine.sql").sql.endswith("-- include: cited\nSELECT 1 AS one")
    assert read_question(tmp_path / "whole.sql").sql == built_in_question("conflicts").sql


def test_every_table_that_cites_a_passage_is_among_the_citing_ones() -> None:
    citing = {name for name, table in Base.metadata.tables.items() if "passage_id" in table.columns}

    assert set(re.findall(r"FROM (\w+)", CLAUSES["cited"])) == citing
