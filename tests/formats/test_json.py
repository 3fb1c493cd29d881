"""JSON reads back as it was, whatever the values."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.formats.json import object_lines
from sofadb.result import Result
from tests.formats.results import any_text, awkward_text, numbers, tables, written

if TYPE_CHECKING:
    from sofadb.result import Row, Value


@given(tables(any_text | st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)))
def test_json_reads_back_as_it_was(result: Result) -> None:
    objects = [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    assert json.loads(written("json", result)) == objects
    assert [json.loads(line) for line in written("jsonl", result).splitlines()] == objects


@given(tables(st.floats()))
def test_json_never_says_nan(result: Result) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    json.loads(written("json", result), parse_constant=refuse)


@given(tables(awkward_text | st.none() | numbers | st.booleans()))
def test_values_written_together_are_written_like_each_alone(result: Result) -> None:
    lines = [line for some in object_lines(result) for line in some]

    assert lines == [one_object(result.columns, row) for row in result.rows]


def one_object(columns: tuple[str, ...], row: Row) -> str:
    """Write one row as JSON the plain way."""
    finite = [None if isinstance(value, float) and not isfinite(value) else value for value in row]
    text = json.dumps(dict(zip(columns, finite, strict=True)), ensure_ascii=False, allow_nan=False)
    return re.sub("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", spelled, text)


def spelled(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else r"\u007f"


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_column_may_change_its_type_in_the_middle(name: str) -> None:
    values: list[Value] = [None] * 100 + [1] * 100 + [None, 2, "x", 0.5, "%s", 10**30] * 50 + ["text"] * 100
    text = written(name, Result(("100% {0}", "b"), [(value, 1) for value in values]))

    objects = json.loads(text) if name == "json" else [json.loads(line) for line in text.splitlines()]
    assert objects == [{"100% {0}": value, "b": 1} for value in values]


def test_half_a_character_is_escaped_in_json() -> None:
    text = written("jsonl", Result(("\udc80",), [("x\ud800",)]))

    assert text == '{"\\udc80": "x\\ud800"}\n'
    assert json.loads(text) == {"\udc80": "x\ud800"}
