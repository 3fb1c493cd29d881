"""Reading a CSV file strictly: rows with the line where each begins, and no row is made up or lost."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofadb.bulk.look import look_through
from sofadb.bulk.table import Form, Line, TableError, TableReader, WrongLine

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, form: Form) -> list[Line | WrongLine]:
    reader = TableReader(path, form)
    try:
        return list(reader.rows())
    finally:
        reader.close()


def test_rows_come_with_the_line_where_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\n"x\ny",1\n\n2,3\r\n4\na,b\n')

    assert read(path, Form()) == [
        Line(2, ["x\ny", "1"]),
        Line(5, ["2", "3"]),
        WrongLine(6, ["4"], "has 1 cell where the header has 2"),
        WrongLine(7, ["a", "b"], "is the header again"),
    ]


CELLS = st.text(st.sampled_from("ab1 ,;\"'\n\r\té–"), max_size=6)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6), delimiter=st.sampled_from(",;\t|"))
def test_what_was_written_as_a_table_is_read_as_it_was(rows: list[list[str]], delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])

    assert [line.cells for line in read(path, Form("utf-8", delimiter))] == rows
    assert len(look_through(path, Form("utf-8", delimiter))) == 64


@pytest.mark.parametrize("place", range(1, 40))
def test_a_quote_that_never_closes_is_told_where_it_opens(place: int, tmp_path: Path) -> None:
    lines = ["a,b,c", *(f'"{number}\n","x",{number}' for number in range(1, 20))]
    text = "\n".join(lines).splitlines()
    cells = text[place - 1].split(",")
    path = tmp_path / "t.csv"
    path.write_text("\n".join([*text[: place - 1], ",".join([*cells[:-1], '"open'])]), "utf-8")

    with pytest.raises(TableError, match=f"t.csv:{place}: "):
        read(path, Form())


def test_a_character_cut_by_the_end_of_a_portion_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"x," * 1 + b"y" * (1024 * 1024 - 7) + "é,\n".encode())

    assert len(look_through(path, Form())) == 64


def test_the_line_of_a_bad_byte_far_inside_is_right(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 600_000 + b"1,\xff\n" + b"1,2\n" * 10)

    with pytest.raises(TableError, match=r"t\.csv:600002:3: the byte 0xFF is not utf-8"):
        look_through(path, Form())
