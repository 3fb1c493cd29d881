"""`import --sniff` prints a first map: what it recognised, what a person must say, and the traps it saw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sofadb.bulk.sniffing.dates import dates_of, years_in_two
from sofadb.bulk.sniffing.writing import SCHEMA_NAME
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


#: How the schema is written that the editor line of a first map names.
WRITTEN = f"sofadb seed schema --map -o {SCHEMA_NAME}"


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
    assert ended.code == 0, ended.err
    assert ended.err.splitlines() == [f"editors look for {SCHEMA_NAME} beside the map: {WRITTEN}"]
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


def test_a_first_map_names_its_schema_which_the_command_writes(looker: Importer) -> None:
    printed = sniff(looker, WIDE)
    words = WRITTEN.removeprefix("sofadb ").replace(SCHEMA_NAME, str(looker.folder / SCHEMA_NAME)).split()

    assert printed.startswith(f"# yaml-language-server: $schema={SCHEMA_NAME}\n")
    assert looker.run(*words).code == 0
    assert (looker.folder / SCHEMA_NAME).exists()


def test_a_first_map_is_no_table(looker: Importer) -> None:
    path, out = write_table(looker.folder, WIDE), looker.folder / "out.csv"

    for words in (["--csv"], ["--limit", "3"], ["-o", str(out)]):
        ended = looker.run("import", str(path), "--sniff", *words)

        assert (ended.code, ended.out) == (2, "")
        assert "--sniff prints a map, and no table" in ended.err
    assert not out.exists()


# Columns named by dates


@pytest.mark.parametrize(
    ("names", "dates"),
    [
        (["1950", "1951"], ["1950", "1951"]),
        (["1960 [YR1960]", "1961 [YR1961]"], ["1960", "1961"]),
        (["YR1960", "YR1961"], ["1960", "1961"]),
        (["X1960", "X1961"], ["1960", "1961"]),
        (["troops_2001", "troops_2002"], ["2001", "2002"]),
        (["2001 Q1", "2001 Q2"], ["2001-01/2001-03", "2001-04/2001-06"]),
        (["2001Q3", "2001-Q4"], ["2001-07/2001-09", "2001-10/2001-12"]),
        (["Q1 2001", "q4/2001"], ["2001-01/2001-03", "2001-10/2001-12"]),
        (["2001-01", "2001-03"], ["2001-01", "2001-03"]),
        (["2001M01", "2001M12"], ["2001-01", "2001-12"]),
        (["June 2001", "Sept 2001"], ["2001-06", "2001-09"]),
        (["2001 Jan", "2001_Feb"], ["2001-01", "2001-02"]),
        (["2001-06-30", "2001-12-31"], ["2001-06-30", "2001-12-31"]),
    ],
)
def test_dates_are_read_from_the_names_of_columns(names: list[str], dates: list[str]) -> None:
    found = dates_of(["host", *names, "note"])

    assert {name: date.as_of for name, date in found.items()} == dict(zip(names, dates, strict=True))
    assert len({date.stem for date in found.values()}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ["2001"],
        ["1000", "3000"],
        ["2001-02-30", "2001-02-31"],
        ["2001-13", "2001-14"],
        ["12001", "20012"],
        ["2001-2005", "2006-2010"],
        ["2001/02", "2002/03"],
        ["2001-02", "2002-03"],
        ["f16_2001", "f18_2001"],
        ["all 2001", "women 2001"],
        ["code 2", "code 3"],
    ],
)
def test_what_may_mean_something_else_is_no_date(names: list[str]) -> None:
    assert dates_of(["host", *names]) == {}


def test_years_in_two_are_told_from_months() -> None:
    assert years_in_two(["host", "2001-02", "2002-03"]) == ["2001-02", "2002-03"]
    assert years_in_two(["host", "2001-02", "2001-03"]) == []
    assert [date.as_of for date in dates_of(["2001-02", "2001-03"]).values()] == ["2001-02", "2001-03"]


def test_a_table_with_a_column_for_each_year_is_recognised(looker: Importer) -> None:
    """Numbers as small as the codes of states are no codes, and those of a quarter no quarters."""
    printed = sniff(
        looker,
        "Country,Kind,1999,2001 Q1,2002,Area\nFrance,Total,2,1,20,544\nItaly,Total,20,2,..,301\n"
        "Germany,Total,200,3,255,357\nGermany,Female,2,4,2,357\n",
    )

    assert "as_of: TODO" not in printed
    assert printed.partition("columns:\n")[2] == (
        "  '1999': {as_of: '1999'}\n"
        "  '2001 Q1': {as_of: '2001-01/2001-03'}\n"
        "  '2002': {as_of: '2002'}\n"
        "key: [Kind]  # TODO: which of them tell the figures of one host and date apart?\n"
        "# Not recognised, and not read:\n"
        "# - 'Area' (number): such as '357' (2), '544' (1), '301' (1)\n"
    )
    assert "# TODO: '..' (1) stand where numbers are wanted" in printed
    assert "part_of: {column: Kind, words: {Female: Total}}" in printed
    assert "column: Country" in printed


def test_columns_of_one_date_are_told_apart_by_what_else_their_names_say(looker: Importer) -> None:
    printed = sniff(looker, "name,Men 2001,Women 2001,Men 2002,Women 2002\nFrance,1,2,3,4\nItaly,1,2,3,4\n")

    assert "  'Men 2001': {as_of: '2001', key: men}\n  'Women 2001': {as_of: '2001', key: women}\n" in printed
    assert "TODO: what their names say beside the date" in printed


def test_a_year_that_has_no_number_yet_is_a_column_too(looker: Importer) -> None:
    printed = sniff(looker, "name,2001,2002,2003\nFrance,1,2,\nItaly,3,4,\nGermany,5,6,\n")

    assert "'2003': {as_of: '2003'}" in printed
    assert "# TODO: '' (3) stand where numbers are wanted" in printed


def test_words_below_years_are_no_figures(looker: Importer) -> None:
    printed = sniff(looker, "name,2001,2002\nFrance,yes,no\nItaly,no,no\nGermany,yes,no\n")

    assert "value: TODO  # no column of numbers was recognised" in printed
    assert "as_of: TODO" in printed


def test_numbers_of_years_beside_a_date_are_remarks(looker: Importer) -> None:
    rows = "".join(
        f"{name},{year},{n},9,8\n" for n, name in enumerate(("France", "Italy", "Spain")) for year in (2001, 2002)
    )

    printed = sniff(looker, f"name,year,troops,pop_1990,pop_2000\n{rows}")

    assert "as_of: {year: year}" in printed
    assert "  troops: {}" in printed


def test_a_year_that_ends_in_the_next_is_asked_about(looker: Importer) -> None:
    printed = sniff(looker, "name,2001-02,2002-03\nFrance,1,2\nItaly,3,4\nGermany,5,6\n")

    assert "2 columns are named like 2001-02: a month, or a year that ends in the next?" in printed
    assert "as_of: TODO" in printed


def test_the_map_of_a_table_of_years_imports_when_its_todos_are_filled_in(file_importer: Importer) -> None:
    table = "Country,2001,2002,Source\nFrance,1,2,Yearbook\nItaly,3,..,Yearbook\nGermany,5,6,Yearbook\n"
    filled = sniff(file_importer, table)
    for todo, word in (
        ("  key: TODO", "  key: census"),
        ("  type: TODO", "  type: dataset"),
        ("{key: TODO, name: TODO, kind: TODO}", "{key: office, name: Office, kind: dataset}"),
        ("title: TODO", "title: A census"),
        ("absent: []", "absent: ['..']"),
        ("actor: TODO", "actor: usa"),
        ("measure: TODO", "measure: present"),
    ):
        assert todo in filled
        filled = filled.replace(todo, word, 1)

    ended = file_importer(table, written=filled)

    assert (ended.code, ended.numbers()) == (0, (3, 3, 0, 0, 0)), ended.err
    assert counts_of(file_importer.target, "ref, as_of, best") == [
        ("census/deu-2001", "2001", 5),
        ("census/deu-2002", "2002", 6),
        ("census/fra-2001", "2001", 1),
        ("census/fra-2002", "2002", 2),
        ("census/ita-2001", "2001", 3),
    ]


def test_what_a_cell_holds_cannot_steer_a_terminal(looker: Importer) -> None:
    printed = sniff(looker, "na\u202eme,year,n\nFra\u202ence,2001,1\nItaly,2001,2\n")

    assert "\u202e" not in printed


def test_a_map_with_todos_does_not_load(file_importer: Importer) -> None:
    printed = sniff(file_importer, LONG)

    ended = file_importer(LONG, written=printed)

    assert ended.code == 4
    assert "'TODO' is not a key" in ended.err
    assert not [ref for ref, *_ in counts_of(file_importer.target) if "TODO" in ref]


def test_the_map_imports_when_its_todos_are_filled_in(file_importer: Importer) -> None:
    filled = sniff(file_importer, LONG)
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

    ended = file_importer(re.sub("9999.0,Atlantis,2001", "9999.0,Atlantis,2002", LONG), written=filled)

    assert (ended.code, ended.numbers()) == (0, (6, 6, 0, 0, 0)), ended.err
    assert ("census/fra-2001-06-female", 30, 30, 30, "value") in counts_of(file_importer.target)
    assert ("census/can-2001-06-total", None, None, None, "unknown") in counts_of(file_importer.target)
