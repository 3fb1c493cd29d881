"""Answers are written in every format as they are: nothing lost, nothing dangerous shown."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from importlib import import_module
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb.errors import WrongUseError
from sofadb.formats import FORMATS, Layout, format_of_ending, format_of_name, write
from sofadb.formats.columns import unique_names
from sofadb.formats.csv import delimited
from sofadb.formats.excerpt import MOST_BYTES, Excerpt
from sofadb.formats.json import object_lines
from sofadb.formats.table import ROWS_THAT_DECIDE, Table
from sofadb.formats.terminal import visible
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.result import Row, Value

GOLDEN = Path(__file__).parent / "golden" / "formats"

RICH = Result(
    columns=("id", "name", "name_2", "year", "best", "share", "code", "wording"),
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
    "table-vertical": Layout(vertical=True),
    "table-vertical-40": Layout(vertical=True, width=40),
    "table-color": Layout(width=100, color=True),
    "csv": Layout(),
    "csv-null-no-header": Layout(header=False, null="NULL"),
    "csv-excel-safe": Layout(excel_safe=True),
    "tsv": Layout(),
    "json": Layout(),
    "jsonl": Layout(),
    "markdown": Layout(),
    "html": Layout(),
}

TEXTS = [name for name, each in FORMATS.items() if not each.binary]

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
    assert caught.value.remedy == f"did you mean 'markdown'? one of: {', '.join(FORMATS)}"


@pytest.mark.parametrize("path", ["figures.xls", "figures", "figures.csv.gz", "csv", ""])
def test_an_unknown_ending_is_answered_with_the_endings_that_are_known(path: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        format_of_ending(path)

    assert repr(path) in caught.value.message
    assert ".txt, .csv, .tsv, .json, .jsonl, .ndjson, .md, .html, .htm, .xlsx, .parquet" in caught.value.remedy


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


def long_table(late: Row, count: int = 2 * ROWS_THAT_DECIDE) -> Result:
    """Make an answer whose later rows are unlike its first ones."""
    early: list[Row] = [("abc", 1000)] * ROWS_THAT_DECIDE
    return Result(("name", "best"), [*early, *[late] * (count - ROWS_THAT_DECIDE)])


def test_a_table_may_grow_wider_in_a_pipe() -> None:
    lines = written("table", long_table(("much longer", 1_000_000))).splitlines()

    assert lines[:3] == ["name   best", "----  -----", "abc   1,000"]
    assert lines[-1] == "much longer  1,000,000"
    assert len(lines) == 2 * ROWS_THAT_DECIDE + 2


def test_a_later_text_is_wrapped_on_a_terminal_but_never_a_number() -> None:
    lines = written("table", long_table(("much longer", 1_000_000)), Layout(width=80)).splitlines()

    assert lines[-3:] == ["much  1,000,000", "long", "er"]


def test_a_later_number_takes_its_room_from_a_text() -> None:
    early: list[Row] = [("text " * 4, 1)] * ROWS_THAT_DECIDE

    lines = written("table", Result(("a", "b"), [*early, ("text " * 4, 10**9)]), Layout(width=25)).splitlines()

    assert lines[-2:] == ["text text   1,000,000,000", "text text"]


def test_the_first_rows_say_what_is_a_number() -> None:
    lines = written("table", long_table(("x", "unknown"))).splitlines()

    assert lines[-1] == "x     unknown"
    assert written("table", Result(("a",), [("x",)] * ROWS_THAT_DECIDE + [(16000,)])).splitlines()[-1] == "16000"


@given(text=st.text("ab 日本-_/", max_size=80), width=st.integers(20, 60))
@settings(max_examples=10)
def test_later_rows_are_never_wider_than_asked(text: str, width: int) -> None:
    lines = written("table", long_table((text, 10**12), ROWS_THAT_DECIDE + 2), Layout(width=width)).splitlines()

    assert max(len(line) + sum(each in "日本" for each in line) for line in lines) <= width


def test_the_first_block_of_a_table_needs_only_its_first_rows() -> None:
    rows = iter([("x", number) for number in range(10 * ROWS_THAT_DECIDE)])

    blocks = Table(Result(("a", "b"), rows), Layout(width=80)).blocks()

    assert next(blocks).text == "a    b\n-  ---\n"
    assert next(blocks).rows < ROWS_THAT_DECIDE
    assert next(rows)[1] == ROWS_THAT_DECIDE


def test_columns_for_the_eye_are_left_out_where_there_is_no_room() -> None:
    result = Result(("a", "b", "c"), [("x" * 10, "y" * 10, "z" * 10)], shown=("b", "a", "c"))

    table = Table(result, Layout(width=24))

    assert table.left_out == ("c",)
    assert "".join(block.text for block in table.blocks()).split() == [
        "b",
        "a",
        "-" * 10,
        "-" * 10,
        "y" * 10,
        "x" * 10,
    ]


# Records and color


def test_records_are_as_wide_as_they_need_in_a_pipe() -> None:
    result = Result(("ref", "wording"), [("a", "up to 300 " * 20), ("b", None)])

    assert written("table", result, Layout(vertical=True)) == (
        f"ref      a\nwording  {('up to 300 ' * 20).rstrip()}\n\nref      b\nwording\n"
    )


def test_records_of_many_rows_are_parted_by_one_empty_line() -> None:
    text = written("table", long_table(("x", None)), Layout(vertical=True))

    assert text.count("\n\n") == 2 * ROWS_THAT_DECIDE - 1
    assert text.split("\n\n")[-1] == "name  x\nbest\n"


@pytest.mark.parametrize("layout", [Layout(width=60), Layout(), Layout(width=100), Layout(vertical=True, width=40)])
def test_color_changes_nothing_but_the_color(layout: Layout) -> None:
    colored = written("table", RICH, layout._replace(color=True))

    assert re.sub("\x1b\\[[0-9]*m", "", colored) == written("table", RICH, layout)
    assert colored.startswith("\x1b[1m")


@given(columns=st.lists(awkward_text, min_size=1, max_size=3), text=awkward_text, vertical=st.booleans())
def test_no_value_brings_color_of_its_own(columns: list[str], text: str, vertical: bool) -> None:
    result = Result(tuple(columns), [(f"\x1b[7m{text}",) * len(columns)])

    shown = written("table", result, Layout(width=40, color=True, vertical=vertical))

    assert [each for each in re.sub("\x1b\\[[012]m", "", shown) if each != "\n" and is_dangerous(each)] == []


# Excerpts


def cut_short(result: Result, *, wrapped: bool = True) -> tuple[str, str]:
    """Write the beginning of an answer; returns what is written and what is said about the rest."""
    excerpt = Excerpt(result, wrapped=wrapped)
    return written("table", excerpt.result, Layout(width=80 if wrapped else None)), excerpt.cut


def test_a_short_answer_is_no_excerpt() -> None:
    result = Result(("a",), [(number,) for number in range(1000)])

    assert cut_short(result) == (written("table", result), "")


def test_an_excerpt_ends_after_a_thousand_rows() -> None:
    text, cut = cut_short(Result(("a",), ((number,) for number in range(100_000))))

    assert text.count("\n") == 1002
    assert cut == "the first 1,000 rows are shown; --limit 5000 shows more, -f csv or -o FILE gives all"


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize(
    "giant", ["x" * 20_000_000, "\x1b" * 2_000_000, "日" * 2_000_000], ids=["long", "hidden", "wide"]
)
@pytest.mark.parametrize("before", [0, 1, 500])
def test_an_excerpt_holds_no_giant_cell(giant: str, before: int, wrapped: bool) -> None:
    rows: list[Row] = [*[("a", "b")] * before, *[("a", giant)] * 3]

    text, cut = cut_short(Result(("a", "b"), rows), wrapped=wrapped)

    assert len(text.encode()) < 1.5 * MOST_BYTES
    assert "-o FILE gives all" in cut
    assert ("first row" in cut) == (before < 2)


def test_an_excerpt_in_a_pipe_counts_the_room_of_its_widest_cells() -> None:
    text, cut = cut_short(Result(("a", "b"), [("x" * 5000, "y")] * 1000), wrapped=False)

    assert len(text.encode()) < 1.5 * MOST_BYTES
    assert cut == "the first 199 rows are shown, about a megabyte of text; -f csv or -o FILE gives all"


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
