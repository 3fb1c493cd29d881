"""Answers are written in every format as they are: nothing lost, nothing dangerous shown."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.errors import WrongUseError
from sofadb.formats import FORMATS, Layout, format_of_ending, format_of_name, write
from sofadb.formats.columns import unique_names
from sofadb.formats.terminal import visible
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.result import Row, Value

GOLDEN = Path(__file__).parent / "golden" / "formats"

RICH = Result(
    columns=("id", "name", "name", "year", "best", "share", "code", "wording"),
    rows=[
        (1001, "Niğde, Türkiye", "دولة", 2014, 16000, 0.5, "007", "“up to 300”, he said"),
        (2, "日本", None, 2011, -1250, 12.25, "1e5", 'a "quoted" word'),
        (3, "", "_a_ *b* `c` [d](e) &amp; $f$ g_h", None, None, None, None, None),
        (4, "x|y \\| z", "<b>bold</b>", 1999, 0, 1e21, "=1+1", "first line\nsecond line"),
        (5, "red \x1b[31m text", "abc\u202edcb\u200b\x9b", 2000, 7, -0.0, "False", "tab\there"),
    ],
)

PLAIN = Layout()

LAYOUTS = {
    "table": Layout(),
    "table-60": Layout(width=60),
    "table-100": Layout(width=100),
    "table-null-no-header": Layout(header=False, null="NULL"),
    "csv": Layout(),
    "csv-null-no-header": Layout(header=False, null="NULL"),
    "tsv": Layout(),
    "json": Layout(),
    "jsonl": Layout(),
    "markdown": Layout(),
    "html": Layout(),
}

STREAMED = [name for name in FORMATS if name != "table"]

any_text = st.text(st.characters(codec="utf-8"))
hidden_text = st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"])
awkward_text = st.text(st.characters() | hidden_text | st.sampled_from("\x1b\x9b\r\n "))
ascii_text = st.text(st.characters(codec="ascii"), max_size=60)
numbers = st.integers() | st.floats()


def written(name: str, result: Result, layout: Layout = PLAIN) -> str:
    stream = io.StringIO(newline="")
    write(FORMATS[name], result, stream, layout)
    return stream.getvalue()


def columns_of(width: int) -> tuple[str, ...]:
    return tuple(f"column_{place}" for place in range(width))


def tables(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Result]:
    """Make answers of one to five columns and up to five rows."""
    return st.integers(1, 5).flatmap(
        lambda width: st.builds(
            Result,
            st.just(columns_of(width)),
            st.lists(st.tuples(*[values] * width), max_size=5),
        )
    )


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
    assert set(FORMATS) <= set(LAYOUTS)
    assert {path.stem for path in GOLDEN.iterdir()} == set(LAYOUTS)


def test_every_module_here_that_writes_is_in_the_table_of_formats() -> None:
    folder = Path(import_module("sofadb.formats").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py") if "\ndef write(" in path.read_text("utf-8")}

    assert modules - {"__init__"} == {each.module for each in FORMATS.values()}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("layout", [Layout(), Layout(header=False), Layout(width=20)])
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
    assert write(FORMATS[name], Result(("a",), iter([(1,), (2,)])), io.StringIO()) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_the_header_can_be_left_out(name: str) -> None:
    text = written(name, Result(("heading",), [("value",)]), Layout(header=False))

    assert "value" in text
    assert ("heading" in text) == (name in {"json", "jsonl"})


@pytest.mark.parametrize("name", STREAMED)
def test_a_row_is_written_before_the_next_one_is_read(name: str) -> None:
    stream = io.StringIO()

    def rows() -> Iterator[Row]:
        for number in range(3):
            assert f"value {number - 1}" in stream.getvalue() or number == 0
            yield (f"value {number}",)

    assert write(FORMATS[name], Result(("a",), rows()), stream) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_lines_end_with_a_plain_newline(name: str) -> None:
    text = written(name, Result(("a", "b"), [("x", 1), ("y", None)]))

    assert "\r" not in text
    assert text.endswith("\n")


# Names and endings


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
    assert caught.value.remedy == "did you mean 'markdown'? one of: table, csv, tsv, json, jsonl, markdown, html"


@pytest.mark.parametrize("path", ["figures.xls", "figures", "figures.csv.gz", "csv", ""])
def test_an_unknown_ending_is_answered_with_the_endings_that_are_known(path: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        format_of_ending(path)

    assert repr(path) in caught.value.message
    assert ".txt, .csv, .tsv, .json, .jsonl, .ndjson, .md, .html, .htm" in caught.value.remedy


# Columns of one name


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


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_numbers_columns_of_one_name(name: str) -> None:
    assert "ref_2" in written(name, Result(("ref", "ref"), [("x", "y")]))


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


# JSON


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


def test_half_a_character_is_escaped_in_json() -> None:
    text = written("jsonl", Result(("\udc80",), [("x\ud800",)]))

    assert text == '{"\\udc80": "x\\ud800"}\n'
    assert json.loads(text) == {"\udc80": "x\ud800"}


# Markdown and HTML


TAGS = {"html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td", "br"}


class Cells(HTMLParser):
    """Collects the texts of the cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")
        elif tag == "br":
            self.cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data.removesuffix("\n") if data.strip() == "" else data


@given(st.lists(st.text("<>&\"'/abc;#|\\\n"), min_size=1, max_size=4))
def test_html_shows_the_text_and_no_tag_of_it(texts: list[str]) -> None:
    page = Cells()
    page.feed(written("html", Result(columns_of(len(texts)), [tuple(texts)])))

    assert page.cells == [*texts]
    assert page.tags == TAGS - (set() if "\n" in "".join(texts) else {"br"})


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("a\nb\r\nc\rd", "a<br>b<br>c<br>d"),
        ("<b>", r"\<b>"),
        ("as_of", "as_of"),
        ("_as_ *of* ~x~", r"\_as\_ \*of\* \~x\~"),
        ("[a](b) ![c](d) `e`", r"\[a](b) !\[c](d) \`e\`"),
        ("&amp; $x$", r"\&amp; \$x\$"),
        ("\x1b\u202e", r"\\x1b\<U+202E>"),
    ],
)
def test_markdown_escapes_what_would_be_markup(text: str, cell: str) -> None:
    assert written("markdown", Result(("a",), [(text,)]), Layout(header=False)) == f"| {cell} |\n"


@given(st.lists(awkward_text, min_size=1, max_size=4))
def test_a_row_of_markdown_is_one_line(texts: list[str]) -> None:
    text = written("markdown", Result(columns_of(len(texts)), [tuple(texts)]))

    assert len(text.splitlines()) == 3


# What is safe to show


# Unicode counts these signs of Arabic, Syriac and Kaithi as format characters, but they have a shape.
SHAPED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def is_dangerous(character: str) -> bool:
    """Judge by Unicode's own tables, not by the pattern of the program."""
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"}
    return hidden and ord(character) not in SHAPED


def test_every_character_that_steers_or_hides_is_spelled_out() -> None:
    shown = [chr(code) for code in range(sys.maxunicode + 1) if visible(chr(code)) == chr(code)]

    assert [f"{ord(each):04X}" for each in shown if is_dangerous(each)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, Ünïcödé, 日本, دولة", "plain, Ünïcödé, 日本, دولة"),
        ("\x00\x1b\x7f\x9b", r"\x00\x1b\x7f\x9b"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\u202e\u2028\ufeff\U000e0041", "<U+202E><U+2028><U+FEFF><U+E0041>"),
        ("\ud800", "<U+D800>"),
    ],
)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
@given(columns=st.lists(awkward_text, min_size=1, max_size=3), text=awkward_text)
def test_nothing_that_steers_a_terminal_is_written(name: str, columns: list[str], text: str) -> None:
    result = Result(tuple(columns), [(text,) * len(columns)] * 2)

    shown = written(name, result, Layout(null=text)) + written(name, result, Layout(width=20))

    assert [each for each in shown if each != "\n" and is_dangerous(each)] == []


# The table


def test_numbers_are_grouped_and_stand_right() -> None:
    result = Result(("who", "best", "year", "actor_id"), [("usa", 16000, 2014, 1001), ("gbr", None, 2011, 2)])

    assert written("table", result) == (
        "who    best  year  actor_id\n"
        "---  ------  ----  --------\n"
        "usa  16,000  2014      1001\n"
        "gbr          2011         2\n"
    )  # fmt: skip


@pytest.mark.parametrize("text", ["007", "1e5", "False", "True", "16000", "nan", "  lead", "1_0", "a  b"])
def test_a_text_stays_as_it_is_in_a_table(text: str) -> None:
    assert written("table", Result(("a",), [(text,)]), Layout(header=False)) == f"{text}\n"
    assert written("table", Result(("a",), [(text,)]), Layout(header=False, width=20)) == f"{text}\n"


def test_a_column_of_numbers_and_words_is_left_alone() -> None:
    assert written("table", Result(("a",), [(16000,), ("x",)])) == "a\n-----\n16000\nx\n"


def test_a_table_is_limited_to_the_columns_to_be_shown() -> None:
    result = Result(("a", "b", "c"), [(1, 2, 3)], shown=("c", "a", "gone"))

    assert written("table", result) == "c  a\n-  -\n3  1\n"
    assert written("csv", result) == "a,b,c\n1,2,3\n"


def test_the_widest_texts_are_wrapped_first() -> None:
    result = Result(("ref", "wording"), [("irq-1", "up to 300 soldiers and about 170 contractors")])

    assert written("table", result, Layout(width=30)) == (
        "ref    wording\n"
        "-----  ----------------------\n"
        "irq-1  up to 300 soldiers and\n"
        "       about 170 contractors\n"
    )  # fmt: skip


def test_records_stand_one_value_a_line_when_columns_do_not_fit() -> None:
    result = Result(("country", "best", "wording"), [("Afghanistan", 9800, "up to 9,800 troops"), ("Iraq", None, "")])

    assert written("table", result, Layout(width=24)) == (
        "country  Afghanistan\n"
        "best     9,800\n"
        "wording  up to 9,800\n"
        "         troops\n"
        "\n"
        "country  Iraq\n"
        "best\n"
        "wording\n"
    )  # fmt: skip


def test_a_wide_character_takes_two_places() -> None:
    result = Result(("name", "n"), [("日本", 1), ("Iraq", 2)])

    assert written("table", result) == "name  n\n----  -\n日本  1\nIraq  2\n"


@given(tables(ascii_text | st.none() | numbers), st.integers(20, 120), st.booleans())
def test_a_fitted_table_is_never_wider_than_asked(result: Result, width: int, header: bool) -> None:
    text = written("table", result, Layout(width=width, header=header))

    assert max(map(len, text.splitlines()), default=0) <= width


@given(tables(st.text("ab 日本-_/", max_size=80)), st.integers(20, 60))
def test_a_fitted_table_with_wide_characters_is_never_wider_than_asked(result: Result, width: int) -> None:
    text = written("table", result, Layout(width=width))

    assert max(len(line) + sum(each in "日本" for each in line) for line in text.splitlines()) <= width


@given(st.text("ab,-_/ 日", max_size=300), st.integers(20, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    shown = written("table", Result(("a",), [(text,)]), Layout(width=width, header=False))

    assert "".join(shown.split()) == "".join(text.split())


# What is imported


def modules_after(program: str) -> set[str]:
    """Run a program in a fresh interpreter and return the modules that it has loaded."""
    command = [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"]
    return {*subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()}


def test_naming_a_format_imports_none() -> None:
    loaded = modules_after("from sofadb.formats import format_of_name, format_of_ending\nformat_of_name('csv')")

    assert not loaded & {
        "tabulate",
        "json",
        "csv",
        "html",
        "difflib",
        *(f"sofadb.formats.{m}" for m in FORMATS),
    }


def test_tabulate_is_imported_without_the_slow_part() -> None:
    loaded = modules_after(
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "import importlib\n"
        "load_tabulate()\n"
        "assert not hasattr(importlib, 'metadata')"
    )

    assert "tabulate" in loaded
    assert not loaded & {"importlib.metadata", "email", "email.message", "zipfile"}


def test_the_real_module_is_there_after_tabulate_was_imported() -> None:
    loaded = modules_after(
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "load_tabulate()\n"
        "from importlib.metadata import version\n"
        "assert version('tabulate')"
    )

    assert "importlib.metadata" in loaded


def test_a_failing_import_of_tabulate_leaves_no_stand_in() -> None:
    loaded = modules_after(
        "import sys\n"
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "sys.path[:] = []\n"
        "sys.path_importer_cache.clear()\n"
        "try:\n"
        "    load_tabulate()\n"
        "except ImportError:\n"
        "    assert 'importlib.metadata' not in sys.modules\n"
        "else:\n"
        "    raise AssertionError\n"
    )

    assert "importlib.metadata" not in loaded
