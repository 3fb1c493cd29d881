"""Small words of an import: cells that are counted, years that a program wrote as decimals, other encodings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.bulk.look import look_at_beginning
from sofadb.bulk.table import Form, TableError
from tests.tables import MAP, Importer, counts_of

if TYPE_CHECKING:
    from pathlib import Path


PARTED = MAP.replace("as_of: {column: day}", "as_of: {year: day, month: month, day: of_month}")
QUARTERS = MAP.replace("as_of: {column: day}", "as_of: {year: day, quarter: month}")


def test_years_months_and_days_that_were_made_decimals_are_read(file_importer: Importer) -> None:
    table = "host,day,month,of_month,category,troops\nsylvania,2001.0,6.0,5.0,mil,10\ngraustark,2001,6,15,mil,11\n"

    ended = file_importer(table, written=PARTED)

    assert ended.code == 0, ended.err
    assert counts_of(file_importer.target, "ref, as_of") == [
        ("census/graustark-2001-06-15-military", "2001-06-15"),
        ("census/sylvania-2001-06-05-military", "2001-06-05"),
    ]


def test_the_year_of_a_quarter_that_was_made_a_decimal_is_read(file_importer: Importer) -> None:
    ended = file_importer("host,day,month,category,troops\nsylvania,2001.0,2.0,mil,10\n", written=QUARTERS)

    assert ended.code == 0, ended.err
    assert counts_of(file_importer.target, "ref, as_of") == [("census/sylvania-2001-q2-military", "2001-04/2001-06")]


@pytest.mark.parametrize("year", ["2001.5", "2001.", "2001.01", "1.0", "20010"])
def test_other_decimals_are_no_years(year: str, file_importer: Importer) -> None:
    ended = file_importer(f"host,day,month,category,troops\nsylvania,{year},2.0,mil,10\n", written=QUARTERS)

    assert f"column 'day': {year!r} is not a year" in ended.err


def test_one_cell_is_one_cell(file_importer: Importer) -> None:
    ended = file_importer("host,day,category,troops\nsylvania\n")

    assert "t.csv:2: has 1 cell where the header has 4" in ended.err


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-32-le", b"\xff\xfe\0\0"), ("utf-32-be", b"\0\0\xfe\xff"), ("utf-16-le", b"\xff\xfe")]
)
def test_an_encoding_is_told_by_its_mark(encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(mark + "a,b\n1,2\n".encode(encoding))

    with pytest.raises(TableError, match=f"it is written in {encoding[:6].upper()}"):
        look_at_beginning(path, Form())


def test_a_sum_stands_in_groups_of_three_in_the_table_of_doubled_sums(file_importer: Importer) -> None:
    assert file_importer(["sylvania,2000,mil,2080", "sylvania,2001,mil,4161", "sylvania,2002,mil,2080"]).code == 0

    shown = file_importer.run("query", "doubled-sums", "--columns", "number,half")

    assert shown.out.splitlines()[-1].split() == ["4,161", "2,080"], shown
