"""What is fed to the shell is cut into statements where they end."""

from __future__ import annotations

import pytest

from sofadb.cli.console.statements import LONGEST, Statements

CUT = {
    "SELECT 1; SELECT 2;": ["SELECT 1;", " SELECT 2;"],
    "SELECT ';'; x": ["SELECT ';';"],
    "SELECT 'it''s;';": ["SELECT 'it''s;';"],
    'SELECT ";"";";': ['SELECT ";"";";'],
    "SELECT `;`;": ["SELECT `;`;"],
    "-- ;\nSELECT 1;": ["-- ;\nSELECT 1;"],
    "/* ; -- */ SELECT 1;": ["/* ; -- */ SELECT 1;"],
    "/* ' */ SELECT 1;": ["/* ' */ SELECT 1;"],
    "SELECT '/*'; SELECT '*/';": ["SELECT '/*';", " SELECT '*/';"],
    "SELECT 1 -- ' ;\n;": ["SELECT 1 -- ' ;\n;"],
    "SELECT '\n;\n';": ["SELECT '\n;\n';"],
    ";;": [";", ";"],
    "SELECT 1": [],
    "SELECT 'x;": [],
}


@pytest.mark.parametrize("text", CUT)
def test_a_statement_ends_at_the_end_that_stands_in_no_string_name_and_comment(text: str) -> None:
    at_once, by_lines = Statements(), Statements()

    assert list(at_once.feed(text)) == CUT[text]
    assert [found for line in text.splitlines(keepends=True) for found in by_lines.feed(line)] == CUT[text]
    assert "".join(CUT[text]) + at_once.waiting() == text


def test_of_a_statement_without_end_no_more_is_kept_than_shows_that_it_is_too_long() -> None:
    statements = Statements()

    for _ in range(300):
        assert list(statements.feed("x" * 10_000)) == []

    assert len(statements.waiting()) == LONGEST + 1
