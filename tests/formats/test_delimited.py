"""What is written for other programs reads back as it was, and runs in no spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.formats import Layout
from sofadb.formats.columns import unique_names
from sofadb.formats.csv import delimited
from sofadb.result import Result
from tests.formats.results import any_text, awkward_text, numbers, tables, written

if TYPE_CHECKING:
    from sofadb.result import Value


@pytest.mark.parametrize(
    ("columns", "unique"),
    [
        (("a", "b"), ("a", "b")),
        (("a", "a", "a"), ("a", "a_2", "a_3")),
        (("a", "a", "a_2"), ("a", "a_3", "a_2")),
        (("a_2", "a", "a", "a_2"), ("a_2", "a", "a_3", "a_2_2")),
        (("", ""), ("", "_2")),
        ((), ()),
    ],
)
def test_the_second_column_of_a_name_gets_a_number(columns: tuple[str, ...], unique: tuple[str, ...]) -> None:
    assert unique_names(columns) == unique


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "a_2_2", "b"])))
def test_names_of_columns_are_always_unique(columns: list[str]) -> None:
    names = unique_names(columns)

    assert len(set(names)) == len(columns) == len(names)
    assert {*columns} <= {*names}


# CSV and TSV


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(result=tables(any_text | st.none() | numbers))
def test_delimited_values_read_back_as_they_were(name: str, delimiter: str, result: Result) -> None:
    text = written(name, result)

    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    assert tuple(header) == result.columns
    assert rows == [["" if value is None else str(value) for value in row] for row in result.rows]


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_row_of_one_empty_value_is_no_blank_line(name: str) -> None:
    assert written(name, Result(("a",), [(None,), ("",)])) == 'a\n""\n""\n'


def test_a_lone_carriage_return_is_quoted() -> None:
    assert written("csv", Result(("a",), [("x\ry",), ("x\r\ny",)])) == 'a\n"x\ry"\n"x\r\ny"\n'
    assert written("csv", Result(("a\r",), [("plain",)])) == '"a\r"\nplain\n'


@given(result=tables(awkward_text | st.sampled_from(["a,b", '"', "\t", ""]) | st.none() | numbers))
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_values_are_written_as_the_csv_module_writes_them(delimiter: str, result: Result) -> None:
    rows = list(result.rows)
    lines = io.StringIO(newline="")
    for row in rows:
        # Python 3.11 quotes a lone "\r" only where lines end with one.
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(row)
        lines.write(f"{line.getvalue()[:-2]}\n")

    assert delimited(rows, delimiter, "") == lines.getvalue()


# Spreadsheets


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@sum(a1)",
        "\t=1",
        "\rx",
        "\nx",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "－",
        "-",
        "+a",
        "\tx",
    ],
    ids=ascii,
)
@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_what_a_spreadsheet_would_run_is_guarded_when_asked(name: str, delimiter: str, text: str) -> None:
    result = Result((text, "plain"), [(text, "plain")])

    plain, safe = (written(name, result, Layout(excel_safe=safe)) for safe in (False, True))

    assert list(csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter)) == [[text, "plain"]] * 2
    assert list(csv.reader(io.StringIO(safe, newline=""), delimiter=delimiter)) == [[f"'{text}", "plain"]] * 2


@pytest.mark.parametrize(
    "value", [-5, -0.5, "-5", "-12.50", "+3", "-1e9", "007", "a=b", "'=1", "", None, "2014-06-20"]
)
def test_what_a_spreadsheet_would_not_run_stays_as_it_is(value: Value) -> None:
    result = Result(("a", "b"), [(value, 1)])

    assert written("csv", result, Layout(excel_safe=True)) == written("csv", result)
