"""`import --sniff` prints a first map: what it recognised, what a person must say, and the traps it saw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from tests.conftest import copy_database
from tests.tables import Importer, counts_of, write_table

if TYPE_CHECKING:
    from pathlib import Path

LONG = (
    "code,country,year,month,sex,troops,report\n"
    '2.0,United States,2001,June,Total,"1,200",Report 1\n'
    "20.0,Canada,2001,June,Total,n.k.,Report 1\n"
    "200.0,United Kingdom,2001,June,Total,0,Report 1\n"
    "220.0,France,2001,June,Female,30,\n"
    "220.0,France,2001,June,Total,70,\n"
    "9999.0,Atlantis,2001,June,Total,5,\n"
)
WIDE = "iso,as_of,total,men,women\n" + "".join(
    f"{code},{year}-06-30,{year - 1900 + 1},{year - 1900},1\n"
    for code in ("DEU", "FRA", "ITA")
    for year in (2001, 2002)
)


@pytest.fixture
def importer(file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import into an SQLite file with the built-in states."""
    return Importer(file_target, tmp_path, capsys)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Target:
    """Make one database for the tests that only look."""
    return Target(path=copy_database(built_in_file, tmp_path_factory.mktemp("states") / "test.db"))


@pytest.fixture
def looker(states: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Look at tables; nothing is loaded."""
    return Importer(states, tmp_path, capsys)


def sniff(looker: Importer, table: str | bytes) -> str:
    """Return the first map of a table."""
    ended = looker.run("import", str(write_table(looker.folder, table)), "--sniff")
    assert (ended.code, ended.err) == (0, "")
    return ended.out


@pytest.mark.parametrize(
    "line",
    [
        "thousands: ','  # seen in 'troops'",
        "# TODO: 'n.k.' (1) stand where numbers are wanted",
        "as_of: {year: year, month: month}",
        "value: troops",
        "locator: {column: report}  # TODO",
        "key: [sex]  # TODO",
        "part_of: {column: sex, words: {Female: Total}}",
        "codes in 'code' are written as decimals (2.0)",
        "number: yes",
        "1 row of 'code' with cow codes that no actor has (1 different): '9999.0' (1)",
        "1 row of 'country' with names that no actor has (1 different): 'Atlantis' (1)",
        "a word and 0 stand side by side in 'troops'",
        "All 6 rows were looked at, 7 columns",
    ],
)
def test_a_long_table_is_recognised(line: str, looker: Importer) -> None:
    printed = sniff(looker, LONG)

    assert line in printed


@pytest.mark.parametrize(
    "line",
    [
        "scheme: iso3  # 3 of 3 cells mean an actor",
        "as_of: {column: as_of}",
        "  total: {}",
        "  men: {part_of: total}  # TODO: they add up in 6 of 6 rows",
        "  women: {part_of: total}  # TODO",
        "unknown: []",
    ],
)
def test_a_wide_table_is_recognised(line: str, looker: Importer) -> None:
    printed = sniff(looker, WIDE)

    assert line in printed


def test_columns_that_do_not_add_up_are_counted(looker: Importer) -> None:
    printed = sniff(looker, WIDE.replace("DEU,2001-06-30,102", "DEU,2001-06-30,90"))

    assert "men, women are more than total in 1 rows and less in 0 (equal in 5)" in printed


def test_one_state_under_two_codes_and_doubled_rows_are_named(looker: Importer) -> None:
    printed = sniff(
        looker,
        "code,name,year,troops\n260,Germany,2001,1\n255,Germany,2001,2\n"
        "220,France,2001,3\n325,Italy,2001,4\n200,United Kingdom,2001,5\n",
    )

    assert "1 actor by 'name' with several cells in 'code': deu ('255', '260')" in printed
    assert "1 times a host by 'name' has several rows for one date" in printed


def test_semicolons_tabs_and_windows_letters_are_found(looker: Importer) -> None:
    rows = "Land;year;n\nItaly;2001;5\nCôte d’Ivoire;2001;6\nFrance;2001;7\n"

    printed = sniff(looker, rows.encode("cp1252"))
    tabs = sniff(looker, rows.replace(";", "\t"))

    assert "encoding: windows-1252\n  delimiter: ';'" in printed
    assert "encoding: utf-8\n  delimiter: tab" in tabs


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x7fELF\x00\x01\x00\x02", "invisible character"),
        (b"PK\x03\x04rest", "Excel"),
        (b"only\n1\n2\n", "there is one column only, 'only'"),
        (b"a,b\n", "the file ends after its header"),
        (b"a,a\n1,2\n", "are both named 'a'"),
        (b"a,b\n1,2,3\n", "has 3 cells where the header has 2"),
        (b'a,b\n1,"2\n', "is never closed"),
    ],
)
def test_what_is_no_table_is_told_plainly(table: bytes, says: str, looker: Importer) -> None:
    ended = looker.run("import", str(write_table(looker.folder, table)), "--sniff")

    assert ended.code in (2, 4)
    assert ended.out == ""
    assert says in ended.err
    assert "help: " in ended.err


def test_columns_named_by_years_are_told(looker: Importer) -> None:
    printed = sniff(looker, "name,2001,2002\nFrance,1,2\nItaly,3,4\nGermany,5,6\n")

    assert "2 columns are named by years (2001 to 2002)" in printed


def test_what_a_cell_holds_cannot_steer_a_terminal(looker: Importer) -> None:
    printed = sniff(looker, "na\u202eme,year,n\nFra\u202ence,2001,1\nItaly,2001,2\n")

    assert "\u202e" not in printed


def test_a_map_with_todos_does_not_load(importer: Importer) -> None:
    printed = sniff(importer, LONG)

    ended = importer(LONG, written=printed)

    assert ended.code == 4
    assert "'TODO' is not a key" in ended.err
    assert not [ref for ref, *_ in counts_of(importer.target) if "TODO" in ref]


def test_the_map_imports_when_its_todos_are_filled_in(importer: Importer) -> None:
    filled = sniff(importer, LONG)
    for todo, word in (
        ("  key: TODO", "  key: census"),
        ("  type: TODO", "  type: dataset"),
        ("{key: TODO, name: TODO, kind: TODO}", "{key: office, name: Office, kind: dataset}"),
        ("title: TODO", "title: A census"),
        ("unknown: []", "unknown: [n.k.]"),
        ("{column: report}", "{column: report, words: {'': not stated}}"),
        ("actor: TODO", "actor: usa"),
        ("measure: TODO", "measure: present"),
        ("    # words:\n    #   '9999.0': TODO", "    words:\n      '9999.0': gbr"),
        ("  # part_of:", "  part_of:"),
    ):
        assert todo in filled
        filled = filled.replace(todo, word, 1)

    ended = importer(re.sub("9999.0,Atlantis,2001", "9999.0,Atlantis,2002", LONG), written=filled)

    assert (ended.code, ended.numbers()) == (0, (6, 6, 0, 0, 0)), ended.err
    assert ("census/fra-2001-06-female", 30, 30, 30, "value") in counts_of(importer.target)
    assert ("census/can-2001-06-total", None, None, None, "unknown") in counts_of(importer.target)
