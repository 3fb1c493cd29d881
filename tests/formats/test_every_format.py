"""Every format writes an answer whole, as its golden file has it, and is found by its name and endings."""

from __future__ import annotations

import io
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.errors import WrongUseError
from sofadb.formats import FORMATS, Layout, format_of_ending, format_of_name, write
from sofadb.result import Result
from tests.formats.results import GOLDEN, LAYOUTS, RICH, TEXTS, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.result import Row


def matches_golden(name: str, text: str) -> bool:
    """Compare a text with its golden file; `make snapshots` writes the file anew first.

    `make snapshots` sets SOFADB_SNAPSHOTS=1 for the tests. The program never reads it.
    """
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("SOFADB_SNAPSHOTS") == "1":
        golden.write_bytes(text.encode())
    return golden.read_bytes().decode() == text


@pytest.mark.parametrize("case", LAYOUTS)
def test_a_rich_answer_looks_like_its_golden_file(case: str) -> None:
    text = written(case.partition("-")[0], RICH, LAYOUTS[case])

    assert matches_golden(case, text)


def test_every_format_has_a_golden_file_and_every_golden_file_a_test() -> None:
    assert set(TEXTS) <= set(LAYOUTS)
    assert {path.stem for path in GOLDEN.iterdir()} == set(LAYOUTS)


def test_every_module_here_that_writes_is_in_the_table_of_formats() -> None:
    folder = Path(import_module("sofadb.formats").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py") if "\ndef write(" in path.read_text("utf-8")}

    assert modules - {"__init__"} == {each.module for each in FORMATS.values()}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("layout", [Layout(), Layout(header=False), Layout(width=20), Layout(vertical=True)])
def test_an_answer_without_rows_is_an_answer(name: str, layout: Layout) -> None:
    stream = io.StringIO()

    count = write(FORMATS[name], Result(("a", "b"), []), stream, layout)

    assert count == 0
    assert stream.getvalue() == "" or stream.getvalue().endswith("\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("table", "a  b\n-  -\n"),
        ("csv", "a,b\n"),
        ("tsv", "a\tb\n"),
        ("json", "[]\n"),
        ("jsonl", ""),
        ("markdown", "| a | b |\n| --- | --- |\n"),
    ],
)
def test_without_rows_only_the_header_is_left(name: str, text: str) -> None:
    assert written(name, Result(("a", "b"), [])) == text


@pytest.mark.parametrize("name", FORMATS)
def test_the_number_of_rows_is_returned(name: str) -> None:
    stream = io.BytesIO() if FORMATS[name].binary else io.StringIO()

    assert write(FORMATS[name], Result(("a",), iter([(number,) for number in range(2345)])), stream) == 2345


@pytest.mark.parametrize("name", TEXTS)
def test_the_header_can_be_left_out(name: str) -> None:
    text = written(name, Result(("heading",), [("value",)]), Layout(header=False))

    assert "value" in text
    assert ("heading" in text) == (name in {"json", "jsonl"})


@pytest.mark.parametrize("name", TEXTS)
def test_rows_are_written_while_more_are_read(name: str) -> None:
    """Only so many rows wait for others: memory does not grow with the answer."""
    stream = io.StringIO()

    def rows() -> Iterator[Row]:
        for number in range(5000):
            assert number < 2000 or f"value {number - 2000:04}" in stream.getvalue()
            yield (f"value {number:04}",)

    assert write(FORMATS[name], Result(("a",), rows()), stream) == 5000


@pytest.mark.parametrize("name", TEXTS)
def test_lines_end_with_a_plain_newline(name: str) -> None:
    text = written(name, Result(("a", "b"), [("x", 1), ("y", None)]))

    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_found_by_its_name_and_its_endings(name: str) -> None:
    assert format_of_name(name.upper()) is FORMATS[name]
    for ending in FORMATS[name].endings:
        assert format_of_ending(f"My figures.v2{ending.upper()}") is FORMATS[name]


def test_no_ending_stands_for_two_formats() -> None:
    endings = [ending for each in FORMATS.values() for ending in each.endings]

    assert len(endings) == len(set(endings))


def test_an_unknown_name_is_answered_with_the_nearest_and_all_names() -> None:
    with pytest.raises(WrongUseError) as caught:
        format_of_name("markdwon\x1b")

    assert caught.value.message == r"there is no format 'markdwon\x1b'"
    assert caught.value.remedy == f"did you mean 'markdown'? one of: {', '.join(FORMATS)}"


@pytest.mark.parametrize("path", ["figures.xls", "figures", "figures.csv.gz", "csv", ""])
def test_an_unknown_ending_is_answered_with_the_endings_that_are_known(path: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        format_of_ending(path)

    assert repr(path) in caught.value.message
    assert ".txt, .csv, .tsv, .json, .jsonl, .ndjson, .md, .html, .htm, .xlsx, .parquet" in caught.value.remedy
