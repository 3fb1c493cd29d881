"""What is exported reads back in other people's tools as the database has it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd
import pyarrow.parquet as pq
import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from sofadb.codebook import read_codebook
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import SofadbError
from sofadb.exports import find_table, read_table
from sofadb.formats import FORMATS, Layout, write
from sofadb.formats.parquet import ROWS_OF_A_GROUP
from sofadb.result import Result

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.result import Row, Value
    from tests.conftest import Runner

Cells: TypeAlias = list[list[object]]

COLUMNS = read_codebook()["figures"].column_names()
NUMBERS = {"low", "best", "high"}

#: Places of figures: what CSV readers and spreadsheets like to change.
AWKWARD = (
    "007",
    "1e5",
    "True",
    "NA",
    "null",
    "2014-06-20",
    "=1+1",
    "-5",
    "@here",
    'the "old" base',
    "'quoted'",
    "a, b; c\td",
    "two\nlines",
    "two\r\nlines",
    "a lone\rreturn",
    "  blanks  ",
    "Niğde 日本 دولة 🏳️‍🌈",
    "\u2028\u202e\ufeff",
    "<r>no markup</r>",
    "http://example.org",
    "_x000D_",
    "\x01\x1b[31m",
    "",
    None,
)

PLAIN = Layout()


@pytest.fixture(scope="module")
def awkward_file(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Path:
    """Make a database whose figures stand at awkward places."""
    path = tmp_path_factory.mktemp("awkward") / "awkward.db"
    shutil.copyfile(built_in_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        numbers = [number for (number,) in connection.execute("SELECT id FROM personnel_counts ORDER BY id")]
        while len(numbers) < len(AWKWARD):
            numbers.append(add_a_copy(connection, numbers[-1]))
        pairs = zip(AWKWARD, numbers, strict=False)
        connection.executemany("UPDATE personnel_counts SET place = ? WHERE id = ?", pairs)
    return path


def add_a_copy(connection: sqlite3.Connection, number: int) -> int:
    """Copy a count under another key, and return its number."""
    names = [column[1] for column in connection.execute("PRAGMA table_info (personnel_counts)")]
    row = dict(
        zip(names, connection.execute(f"SELECT * FROM personnel_counts WHERE id = {number}").fetchone(), strict=True)
    )
    row |= {"id": number + 1000, "key": f"{row['key']}-copy", "part_of_id": None}
    places = ", ".join(f":{name}" for name in names)
    connection.execute(f"INSERT INTO personnel_counts VALUES ({places})", row)
    return number + 1000


@pytest.fixture(scope="module")
def stored(awkward_file: Path) -> Cells:
    """Return the values of the database, in the order of the export."""
    with open_reader(Target(path=awkward_file)) as reader:
        rows: Cells = [list(row) for row in read_table(reader, find_table("figures")).rows]
    with closing(sqlite3.connect(awkward_file)) as connection:
        listed = ", ".join(f'"{name}"' for name in COLUMNS)
        assert sorted(map(repr, connection.execute(f"SELECT {listed} FROM figures"))) == sorted(
            repr(tuple(row)) for row in rows
        )
    places = [row[COLUMNS.index("place")] for row in rows]
    assert {*AWKWARD} <= {*places}
    return rows


def export(run: Runner, file: Path, name: str, *more: str) -> Path:
    """Run the tool as a user does."""
    done = run("--db", str(file), "export", "figures", "-o", name, *more)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return run.home / name


def as_text(rows: Cells) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


# CSV


@pytest.mark.parametrize(("ending", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_pythons_csv_reads_what_the_database_has(
    ending: str, delimiter: str, run: Runner, awkward_file: Path, stored: Cells
) -> None:
    path = export(run, awkward_file, f"figures.{ending}")

    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter=delimiter, strict=True)
    assert header == COLUMNS
    assert rows == as_text(stored)


def test_missing_values_can_be_told_from_empty_texts(run: Runner, awkward_file: Path, stored: Cells) -> None:
    path = export(run, awkward_file, "figures.csv", "--null", "(missing)")

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, strict=True))[1:]
    assert rows == [["(missing)" if value is None else str(value) for value in row] for row in stored]
    assert [cell for row in rows for cell in row].count("") == 1


def test_pandas_reads_what_the_database_has(run: Runner, awkward_file: Path, stored: Cells) -> None:
    path = export(run, awkward_file, "figures.csv")

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, lineterminator="\n")

    assert list(frame.columns) == COLUMNS
    assert frame.to_numpy().tolist() == as_text(stored)


def test_pandas_finds_numbers_and_dates_by_itself(run: Runner, built_in_file: Path) -> None:
    path = export(run, built_in_file, "figures.csv")

    frame = pd.read_csv(path, parse_dates=["as_of_earliest"])

    assert {str(frame[name].dtype) for name in NUMBERS} <= {"int64", "float64"}
    assert str(frame["as_of_earliest"].dtype).startswith("datetime64")
    assert frame["high"].max() == 16000


def test_sqlite_utils_inserts_what_the_database_has(run: Runner, awkward_file: Path, stored: Cells) -> None:
    path = export(run, awkward_file, "figures.csv")

    command = ["insert", "copy.db", "figures", str(path), "--csv", "--no-detect-types"]
    subprocess.run(
        [sys.executable, "-m", "sqlite_utils", *command], check=True, cwd=run.home, capture_output=True, timeout=60
    )

    rows = [list(row.values()) for row in sqlite_utils.Database(run.home / "copy.db")["figures"].rows]
    # sqlite-utils itself reads every line ending as a plain newline, inside of texts too.
    assert rows == [[re.sub("\r\n?", "\n", text) for text in row] for row in as_text(stored)]


def test_a_spreadsheet_is_guarded_only_when_asked(run: Runner, awkward_file: Path, stored: Cells) -> None:
    path = export(run, awkward_file, "figures.csv", "--excel-safe")

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, strict=True))[1:]
    changed = {
        cell
        for row, kept in zip(rows, as_text(stored), strict=True)
        for cell, before in zip(row, kept, strict=True)
        if cell != before
    }
    assert changed == {"'=1+1", "'@here"}


# JSON


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_json_reads_what_the_database_has(ending: str, run: Runner, awkward_file: Path, stored: Cells) -> None:
    text = export(run, awkward_file, f"figures.{ending}").read_text("utf-8")

    objects = json.loads(text) if ending == "json" else [json.loads(line) for line in text.splitlines()]
    assert [list(each) for each in objects] == [COLUMNS] * len(stored)
    assert [list(each.values()) for each in objects] == stored


# Workbooks


def read_sheet(content: bytes) -> Cells:
    """Return the values of the one sheet of a workbook; Excel reads `_x000D_` as the character it names."""
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    return [
        [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
        for row in sheet.iter_rows()
    ]


def test_openpyxl_reads_what_the_database_has(run: Runner, awkward_file: Path, stored: Cells) -> None:
    header, *rows = read_sheet(export(run, awkward_file, "figures.xlsx").read_bytes())

    assert header == COLUMNS
    assert rows == stored


def test_every_text_of_a_workbook_is_a_text(run: Runner, awkward_file: Path) -> None:
    (sheet,) = load_workbook(export(run, awkward_file, "figures.xlsx")).worksheets

    kinds = {
        (name in NUMBERS, cell.data_type)
        for row in sheet.iter_rows(min_row=2)
        for name, cell in zip(COLUMNS, row, strict=True)
        if cell.value is not None
    }
    assert kinds == {(True, "n"), (False, "s")}
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.b for cell in sheet[1])
    assert not any(cell.font.b for cell in sheet[2])


def workbook(result: Result, layout: Layout = PLAIN) -> bytes:
    stream = io.BytesIO()
    write(FORMATS["xlsx"], result, stream, layout)
    return stream.getvalue()


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]))
            | st.sampled_from(["<r>x</r>", "{=1}", "internal:a!b", "_x0041_", "=HYPERLINK(1)", "&amp;"]),
            st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=30, deadline=None)
def test_a_workbook_holds_any_text_and_number(rows: list[Row]) -> None:
    header, *read = read_sheet(workbook(Result(("text", "number"), rows)))

    assert header == ["text", "number"]
    assert read == [list(row) for row in rows]


@pytest.mark.parametrize("value", [10**15, -(2**60), float("inf"), 10**400])
def test_a_number_that_a_sheet_would_round_is_written_as_text(value: Value) -> None:
    assert read_sheet(workbook(Result(("a",), [(value,)]))) == [["a"], [str(value)]]


def test_a_workbook_can_do_without_a_header() -> None:
    assert read_sheet(workbook(Result(("a",), [(1,)]), Layout(header=False))) == [[1]]


@pytest.mark.parametrize("text", ["x" * 32_768, "🏳" * 16_384], ids=["long", "counted in UTF-16"])
def test_a_text_that_is_too_long_for_a_cell_is_an_error(text: str) -> None:
    assert read_sheet(workbook(Result(("a",), [(text[:16_383],)])))[1] == [text[:16_383]]
    with pytest.raises(SofadbError) as caught:
        workbook(Result(("a",), [("fine",), (text,)]))

    assert caught.value.message == "row 3, column 'a': 32,768 characters; a cell holds 32,767"
    assert "-f csv" in caught.value.remedy


def test_rows_that_a_sheet_cannot_hold_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sofadb.formats.xlsx.MOST_ROWS", 10)
    rows: list[Row] = [(number,) for number in range(10)]

    assert len(read_sheet(workbook(Result(("a",), rows[:9])))) == 10
    with pytest.raises(SofadbError) as caught:
        workbook(Result(("a",), rows))
    assert caught.value.remedy == "-f csv keeps it whole; --limit 9 fits"


def test_columns_that_a_sheet_cannot_hold_are_an_error() -> None:
    with pytest.raises(SofadbError, match="16,385 columns"):
        workbook(Result(tuple(map(str, range(16_385))), []))


# Parquet


def parquet(result: Result) -> bytes:
    stream = io.BytesIO()
    write(FORMATS["parquet"], result, stream)
    return stream.getvalue()


def test_pyarrow_reads_what_the_database_has(run: Runner, awkward_file: Path, stored: Cells) -> None:
    table = pq.read_table(export(run, awkward_file, "figures.parquet"))

    assert table.column_names == COLUMNS
    assert {name: str(table.schema.field(name).type) for name in COLUMNS} == {
        name: "int64" if name in NUMBERS else "string" for name in COLUMNS
    }
    assert [list(row.values()) for row in table.to_pylist()] == stored


@pytest.mark.parametrize(
    ("early", "late", "kind"),
    [
        (1, 2, "int64"),
        (None, 2, "int64"),
        (None, None, "string"),
        (1, 0.5, "double"),
        (0.5, 1, "double"),
        (1, "x", "string"),
        ("x", 0.5, "string"),
        (None, "x", "string"),
        (2**53 + 1, 0.5, "string"),
        (0.5, 2**53 + 1, "string"),
        (1, 2**63, "string"),
        (2**63 - 1, -(2**63), "int64"),
        (1, 10**400, "string"),
    ],
)
def test_a_column_has_the_narrowest_type_that_loses_nothing(early: Value, late: Value, kind: str) -> None:
    """The late value comes in another group of rows than the early ones."""
    values = [early] * ROWS_OF_A_GROUP + [late]

    table = pq.read_table(io.BytesIO(parquet(Result(("a",), [(value,) for value in values]))))

    expected = [None if value is None else str(value) for value in values] if kind == "string" else values
    assert str(table.schema.field("a").type) == kind
    assert table.column("a").to_pylist() == expected


@given(
    st.lists(st.none() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=["Cs"])), max_size=6)
)
@settings(max_examples=50, deadline=None)
def test_a_column_of_anything_loses_nothing(values: list[Value]) -> None:
    read = pq.read_table(io.BytesIO(parquet(Result(("a",), [(value,) for value in values])))).column("a").to_pylist()

    assert [value is None for value in read] == [value is None for value in values]
    same = [
        new == str(old) if isinstance(new, str) else new == old or new != new
        for new, old in zip(read, values, strict=True)
        if old is not None
    ]
    assert all(same)


# Whatever the format


def test_an_empty_answer_has_its_header(run: Runner, built_in_file: Path) -> None:
    words = ("--db", str(built_in_file), "figures", "--host", "Andorra", "-o")
    for ending in ("csv", "xlsx", "parquet"):
        assert run(*words, f"empty.{ending}").returncode == 0

    assert pd.read_csv(run.home / "empty.csv").columns.tolist() == COLUMNS
    assert read_sheet((run.home / "empty.xlsx").read_bytes()) == [COLUMNS]
    assert pq.read_table(run.home / "empty.parquet").column_names == COLUMNS


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_file_of_bytes_holds_the_bytes_of_a_pipe(ending: str, run: Runner, awkward_file: Path) -> None:
    path = export(run, awkward_file, f"figures.{ending}")

    words = [sys.executable, "-m", "sofadb", "--db", str(awkward_file), "export", "figures", "-f", ending]
    piped = subprocess.run(words, check=True, capture_output=True, env=run.environment(), timeout=60)

    assert piped.stdout == path.read_bytes()
    assert list(run.home.iterdir()) == [path]


@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx", "parquet"])
def test_a_full_disk_is_an_error_with_a_message(fmt: str, run: Runner, built_in_file: Path) -> None:
    words = [sys.executable, "-m", "sofadb", "--db", str(built_in_file), "export", "actors", "-f", fmt]

    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device is no path
        done = subprocess.run(
            words,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            env=run.environment(),
            timeout=60,
        )

    said = "Error: No space left on device\nhelp: make room on its disk, or name a file elsewhere\n"
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.parametrize("fmt", ["xlsx", "parquet"])
def test_a_reader_of_bytes_may_leave(fmt: str, run: Runner, built_in_file: Path) -> None:
    words = (
        f'"{sys.executable}" -m sofadb --db "{built_in_file}" export actor_names -f {fmt} | head -c 10 > /dev/null'
    )

    done = subprocess.run(["sh", "-c", words], check=True, capture_output=True, env=run.environment(), timeout=60)

    assert done.stderr == b""


def test_a_text_that_is_no_utf8_costs_no_row(tmp_path: Path, built_in_file: Path) -> None:
    """Broken bytes are shown as such, and the rows around them are neither lost nor doubled."""
    path = tmp_path / "broken.db"
    shutil.copyfile(built_in_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE actors SET name = cast(x'61ff62' AS text) WHERE key IN ('fra', 'irq')")
        keys = [key for (key,) in connection.execute("SELECT key FROM actors ORDER BY key")]

    with open_reader(Target(path=path)) as reader:
        rows = list(reader.ask("SELECT key, name FROM actors ORDER BY key", {}, {}).rows)

    assert [key for key, _ in rows] == keys
    assert {key for key, name in rows if "\ufffd" in str(name)} == {"fra", "irq"}
