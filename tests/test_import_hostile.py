"""What comes in: each thing that is wrong with a table has its own message, with its line and column."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from tests.conftest import copy_database
from tests.load.stored import digest
from tests.tables import HEADER, MAP, ROWS, WIDE, Importer, counts_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner


@pytest.fixture(scope="module")
def census(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Target:
    """Make one database for all tests that load nothing."""
    return Target(path=copy_database(built_in_file, tmp_path_factory.mktemp("census") / "test.db"))


@pytest.fixture
def importer(census: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import into a database that nothing may change."""
    return Importer(census, tmp_path, capsys)


CELLS = {
    "": "'' is empty: say under 'table' what an empty cell means",
    "007": "'007' begins with a zero: is it a code?",
    "1e5": "'1e5' is written with an exponent",
    "1.5E+05": "'1.5E+05' is written with an exponent",
    "9223372036854775808": "'9223372036854775808' is larger than any number kept here",
    "-5": "'-5' is negative",
    "+5": "'+5' has a sign",
    "3.5": "'3.5' is a part of a person",
    "3.0": "'3.0' is written as a decimal; write it without",
    '"1,700"': "'1,700' has signs between thousands: say 'thousands' under 'table'",
    "1 700": "'1 700' has signs between thousands",
    "some": "'some' is no number; if it means unknown, say so in the map",
    "na": "'na' is no number",
    "٣٠٠": "'٣٠٠' is not in the digits 0 to 9",
    "３００": "'３００' is not in the digits 0 to 9",
    "3²": "'3²' is not in the digits 0 to 9",
    " 5": "' 5' has white space around it",
    "5\u00a0": r"'5\xa0' has white space around it",
    '"5\n"': r"'5\n' has white space around it",
    "0x1F": "'0x1F' is no number",
    "1_000": "'1_000' is no number",
    "NaN": "'NaN' is no number",
    "=1+1": "'=1+1' is no number",
    "9" * 90_000: "…' is larger than any number kept here",
}


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: ascii(cell)[:20])
def test_a_cell_that_is_no_number_is_told_by_line_and_column(cell: str, importer: Importer) -> None:
    before = digest(importer.target)

    done = importer([ROWS[0], f"sylvania,2005,mil,{cell}"])

    assert done.code == 4
    assert "t.csv:3: column 'troops': " in done.err
    assert CELLS[cell] in done.err
    assert done.numbers() == (2, 1, 0, 1, 0)
    assert "Traceback" not in done.err
    assert digest(importer.target) == before


ROWS_OF_WORDS = {
    "sylvannia,2005,mil,1": "column 'host': there is no actor 'sylvannia'; did you mean 'sylvania'?",
    ",2005,mil,1": "column 'host': ",
    "sylvania,2005,milit,1": "column 'category': 'milit' is not among the words of the map",
    "sylvania,2005, mil,1": "column 'category': ' mil' is not among the words of the map",
    "sylvania,05/2005,mil,1": "column 'day': ",
    "sylvania,2005-13,mil,1": "column 'day': ",
    "sylvania,2005-02-30,mil,1": "column 'day': ",
    "sylvania,2005,mil": "has 3 cells where the header has 4",
    "sylvania,2005,mil,1,700": "has 5 cells where the header has 4",
    HEADER: "is the header again",
    '"sylvania\n2005",mil,1': "has 3 cells where the header has 4, and runs over several lines",
}


@pytest.mark.parametrize("row", ROWS_OF_WORDS, ids=lambda row: ascii(row)[:30])
def test_a_row_that_does_not_fit_is_told_by_its_line(row: str, importer: Importer) -> None:
    done = importer([ROWS[0], row, ROWS[2]])

    assert done.code == 4
    assert f"t.csv:3: {ROWS_OF_WORDS[row]}" in done.err
    assert done.numbers() == (3, 2, 0, 1, 0)


FIRST = f"{HEADER}\n{ROWS[0]}\n".encode()
FILES = {
    "unclosed quote": (FIRST + b'sylvania,"2002,mil,1\n' * 1, "t.csv:3: a quotation mark opens here and is never"),
    "unclosed in a later line of a row": (
        FIRST + b'"sylvania\n",2002,"mil,1\nsylvania,2003,mil,4\n',
        "t.csv:4: a quotation mark opens here and is never closed",
    ),
    "unclosed, then another quote": (
        FIRST + b'sylvania,"2002,mil,1\nsylvania,2003,"mil",1\n',
        "t.csv:3: the quotes that open here are broken",
    ),
    "text behind a quote": (FIRST + b'"sylvania"x,2002,mil,1\n', "t.csv:3: the quotes that open here are broken"),
    "a cell of 1 MB": (FIRST + b"x" * 1_000_000 + b",2002,mil,1\n", "t.csv:3: a cell of this row is longer than"),
    "a cell of 1 MB in quotes": (
        FIRST + b'"' + b"x\n" * 500_000 + b'",2002,mil,1\n',
        "t.csv:3: the cell whose quotation mark opens here is longer than 100,000 characters",
    ),
    "NUL": (FIRST + b"sylvania,20\x0002,mil,1\n", "t.csv:3:12: a NUL stands here"),
    "escape": (FIRST + b"\x1b[2Jsylvania,2002,mil,1\n", "t.csv:3:1: the invisible character U+001B stands here"),
    "C1": (FIRST + "sylvania,2002,mil\u0085,1\n".encode(), "t.csv:3:18: the invisible character U+0085"),
    "BOM inside": (FIRST + "\ufeffsylvania,2002,mil,1\n".encode(), "t.csv:3:1: the invisible character U+FEFF"),
    "latin-1": (FIRST + "Ruritânia,2002,mil,1\n".encode("latin-1"), "t.csv:3:6: the byte 0xE2 is not utf-8"),
    "cut inside a letter": (FIRST + "â".encode()[:1], "t.csv:3:1: the byte 0xC3 is not utf-8"),
    "semicolons": (FIRST.replace(b",", b";"), "t.csv:1: one column only, whose name holds semicolons"),
    "tabs": (FIRST.replace(b",", b"\t"), "t.csv:1: one column only, whose name holds tabs\nhelp: say 'delimiter: "),
    "two equal names": (FIRST.replace(b"category", b"host", 1), "t.csv:1: columns 1 and 3 are both named 'host'"),
    "no name": (FIRST.replace(b"category", b"", 1), "t.csv:1: column 3 has no name"),
    "empty": (b"", "t.csv:1: there is no header"),
    "empty lines": (b"\n\n\n", "t.csv:1: there is no header"),
    "BOM alone": (b"\xef\xbb\xbf", "t.csv:1: there is no header"),
    "broken header": (b'"host,day\n', "t.csv:1: a quotation mark opens here and is never closed"),
    "Excel": (b"PK\x03\x04\x14\x00rest", "t.csv is no CSV file: it is an Excel or OpenDocument file"),
    "old Excel": (b"\xd0\xcf\x11\xe0rest", "is no CSV file: it is an old Excel file\nhelp: save its sheet as CSV"),
    "gzip": (gzip.compress(FIRST), "is no CSV file: it is compressed by gzip\nhelp: unpack it"),
    "UTF-16": (FIRST.decode().encode("utf-16"), "is no CSV file: it is written in UTF-16\nhelp: save it as UTF-8"),
    "an endless line later": (FIRST + b"x" * 13_000_000, "t.csv:3: this line is longer than 10 MB"),
    "one endless line": (b"x" * 2_000_000, "t.csv:1: the first line is longer than 1 MB"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_told_by_its_line(name: str, importer: Importer) -> None:
    data, message = FILES[name]
    before = digest(importer.target)

    done = importer(data)

    assert (done.code, done.out) == (4, ""), done.err
    assert message in done.err
    assert "\nhelp: " in done.err
    assert "Traceback" not in done.err
    assert digest(importer.target) == before


def test_a_file_in_windows_1252_that_is_called_latin_1_is_told(importer: Importer) -> None:
    table = FIRST + "Ruritania – north,2002,mil,1\n".encode("cp1252")

    done = importer(table, written=MAP.replace("table:", "table:\n  encoding: latin-1"))

    assert "t.csv:3:11: the invisible character U+0096" in done.err
    assert "windows-1252" in done.err


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(b"\xef\xbb\xbf" + FIRST, id="a mark of UTF-8"),
        pytest.param(FIRST.replace(b"\n", b"\r\n"), id="lines of Windows"),
        pytest.param(FIRST.replace(b"\n", b"\r"), id="lines of old Macs"),
        pytest.param(FIRST.rstrip(), id="no end of the last line"),
        pytest.param(FIRST + b"\n\n", id="empty lines at the end"),
        pytest.param(FIRST.replace(b"host,day", b' host ,"day"'), id="white space around names"),
        pytest.param(FIRST.replace(b"sylvania", b"Sylvania "), id="white space around a key"),
        pytest.param(b'"a\nnote",' + FIRST.replace(b"syl", b'"a\nnote",syl'), id="a cell with a newline"),
        pytest.param(
            b",".join(b"x%d" % number for number in range(9_996))
            + b","
            + FIRST.replace(b"\nsyl", b"\n" + b"," * 9_996 + b"syl"),
            id="10,000 columns",
        ),
    ],
)
def test_what_is_odd_and_no_mistake_is_read(table: bytes, importer: Importer) -> None:
    done = importer(table, "--dry-run")

    assert done.code == 0, done.err
    assert done.numbers() == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("sign", "cell", "number"),
    [(",", '"1,700"', 1700), (".", "1.700.000", 1700000), ("space", "1\u202f700", 1700), ("'", "1'700", 1700)],
)
def test_signs_between_thousands_are_read_where_the_map_says_so(
    sign: str, cell: str, number: int, file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    importer = Importer(file_target, tmp_path, capsys)
    written = MAP.replace("table:", f'table:\n  thousands: "{sign}"')

    done = importer([f"sylvania,2001,mil,{cell}", "sylvania,2002,mil,700"], written=written)

    assert done.code == 0, done.err
    assert counts_of(file_target, "best") == [(number,), (700,)]


def test_signs_between_thousands_in_the_wrong_places_are_refused(importer: Importer) -> None:
    rows = [f'sylvania,{2001 + place},mil,"{cell}"' for place, cell in enumerate(("1,70", "17,00", "0,700", ",700"))]

    done = importer(rows, written=MAP.replace("table:", "table:\n  thousands: ','"))

    assert done.numbers() == (4, 0, 0, 4, 0)


def test_a_whole_below_the_sum_of_its_parts_is_refused_by_its_line(importer: Importer) -> None:
    table = "host,day,Total,Female,Male\nsylvania,2001,10,4,6\nsylvania,2002,9,4,6\n"

    done = importer(table, written=WIDE)
    kept = importer(table, "--dry-run", written=f"{WIDE}parts_over_whole: keep\n")

    assert done.code == 4
    assert (
        "t.csv:3: column 'Total': the parts of sylvania-2002-total are at least 10, the whole is at most 9\n"
        in done.err
    )
    assert kept.numbers() == (2, 2, 0, 0, 0)


def test_what_is_no_file_is_told_at_once(importer: Importer, run: Runner, tmp_path: Path) -> None:
    importer(ROWS, "--dry-run")
    os.mkfifo(tmp_path / "pipe")
    words = ("--db", str(importer.target.path), "import")

    pipe = run(*words, str(tmp_path / "pipe"), "--map", str(tmp_path / "census.map.yaml"))
    assert (pipe.returncode, pipe.stdout) == (2, "")
    assert "pipe is not a regular file\nhelp: give the path of a CSV file" in pipe.stderr
    for name, message in ((".", "is a folder"), ("absent.csv", "there is no file"), ("a\0b", "cannot be the name")):
        done = importer.run("import", str(tmp_path / name), "--map", str(tmp_path / "census.map.yaml"))
        assert (done.code, done.out) == (2, "")
        assert message in done.err


def test_what_would_steer_a_terminal_is_shown_and_not_sent(importer: Importer) -> None:
    done = importer([ROWS[0], "\u202esylvania,2001,mil,1"])

    assert done.code == 4
    assert "\u202e" not in done.err
    assert "<U+202E>" in done.err or r"\u202e" in done.err
