"""Every row of a table is accounted for, and nothing is loaded unless all pass or the refused ones are taken."""

from __future__ import annotations

import csv

import pytest

from tests.load.stored import digest
from tests.tables import HEADER, MAP, ROWS, WIDE, Importer, ask, counts_of


def test_every_row_is_accounted_for_and_every_figure_is_there(importer: Importer) -> None:
    done = importer([*ROWS, "World,2001,mil,5000", "", "graustark,2003,mil,-"])

    assert done.code == 0, done.err
    assert done.numbers() == (6, 4, 0, 0, 2)
    assert done.out == ""
    assert "from the map: 2 actor codes, 3 actor names, 3 actors, 1 publication, 1 source added" in done.err
    assert "figures: 4 added, 0 changed, 0 removed" in done.err
    assert counts_of(importer.target) == [
        ("census/graustark-2001-military", 1700, 1700, 1700, "value"),
        ("census/graustark-2002-military", 0, 0, 0, "value"),
        ("census/sylvania-2001-civilian", None, None, None, "unknown"),
        ("census/sylvania-2001-military", 10, 10, 10, "value"),
    ]


def test_a_row_over_several_lines_is_one_row_and_an_empty_line_is_none(file_importer: Importer) -> None:
    table = f'note,{HEADER}\r\n"two\r\nlines",sylvania,2001,mil,10\r\n\r\n,graustark,2001,mil,20\r\n'

    done = file_importer(table)

    assert done.numbers() == (2, 2, 0, 0, 0)
    assert ask(file_importer.target, "SELECT seed_line FROM personnel_counts WHERE key LIKE '%2001-mil%'") == [
        (2,),
        (5,),
    ]


def test_a_table_without_rows_is_an_answer(file_importer: Importer) -> None:
    done = file_importer([])

    assert (done.code, done.numbers()) == (0, (0, 0, 0, 0, 0))


def test_rows_of_a_wide_table_are_rows_of_the_file_and_figures_are_counted_besides(importer: Importer) -> None:
    table = "host,day,Total,Female,Male\nsylvania,2001,10,4,6\ngraustark,2001,7,-,-\ngraustark,2002,-,-,-\n"

    done = importer(table, written=WIDE)

    assert done.code == 0, done.err
    assert done.numbers() == (3, 2, 0, 0, 1)
    assert "figures: 4 added" in done.err
    assert counts_of(importer.target, "ref, best, part_of") == [
        ("census/graustark-2001-total", 7, None),
        ("census/sylvania-2001-female", 4, "census/sylvania-2001-total"),
        ("census/sylvania-2001-male", 6, "census/sylvania-2001-total"),
        ("census/sylvania-2001-total", 10, None),
    ]


# Refused rows

BAD = (*ROWS, "sylvania,2003,mil,007", "elbonia,2004,mil,8", 'graustark,2005,"mil",1e5', "sylvania,2006,mil,010")


def test_one_refused_row_keeps_all_out_and_the_database_as_it_was(file_importer: Importer) -> None:
    before = digest(file_importer.target)

    done = file_importer(BAD)

    assert done.code == 4
    assert digest(file_importer.target) == before
    assert done.out == ""
    assert (
        "t.csv:6: column 'troops': '007' begins with a zero: is it a code? (2 rows: lines 6, 9; also '010')\n"
        in done.err
    )
    assert "t.csv:7: column 'host': there is no actor 'elbonia'" in done.err
    assert "t.csv:8: column 'troops': '1e5' is written with an exponent" in done.err
    assert "8 rows read = 4 would be loaded + 0 unchanged + 4 refused + 0 left out" in done.err
    assert "Error: 4 of 8 rows are refused; nothing was loaded\nhelp: correct the file or the map" in done.err


def test_reject_takes_the_refused_rows_and_loads_the_others(importer: Importer) -> None:
    reject = importer.folder / "refused.csv"

    done = importer(BAD, "--reject", str(reject))

    assert done.code == 0
    assert done.numbers() == (8, 4, 0, 4, 0)
    with reject.open(newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == [*HEADER.split(","), "refused_because"]
    assert [row[:4] for row in rows] == [line.replace('"', "").split(",") for line in BAD[4:]]
    assert rows[0][4] == "column 'troops': '007' begins with a zero: is it a code?"
    assert len(counts_of(importer.target)) == 4


def test_a_file_of_refused_rows_can_be_corrected_and_imported_with_the_same_map(file_importer: Importer) -> None:
    reject = file_importer.folder / "refused.csv"
    file_importer(BAD, "--reject", str(reject))
    corrected = reject.read_text().replace(",007,", ",7,").replace("elbonia", "graustark").replace("1e5", "100000")

    again = file_importer(corrected, "--reject", str(file_importer.folder / "again.csv"), name="corrected.csv")

    assert again.numbers() == (4, 3, 0, 1, 0)
    assert (file_importer.folder / "again.csv").read_text() == (
        f"{HEADER},refused_because\nsylvania,2006,mil,010,column 'troops': '010' begins with a zero: is it a code?\n"
    )
    assert ("census/sylvania-2003-military", 7) in counts_of(file_importer.target, "ref, best")
    assert len(counts_of(file_importer.target)) == 7


@pytest.mark.parametrize(
    ("encoding", "name", "cell"), [("latin-1", "iso8859-1", "Ruritânia"), ("windows-1252", "cp1252", "Ruritânia – €")]
)
def test_refused_rows_are_written_in_the_form_of_the_table(
    encoding: str, name: str, cell: str, file_importer: Importer
) -> None:
    written = MAP.replace("table:", f"table:\n  encoding: {encoding}\n  delimiter: ';'")
    table = f'host;day;category;troops\n{cell};2001;mil;"1;\r""2"\nsylvania;2002;mil;2\n'
    reject = file_importer.folder / "refused.csv"

    done = file_importer(table.encode(name), "--reject", str(reject), written=written)
    again = file_importer(reject.read_bytes(), name="again.csv", written=written)

    assert done.numbers() == (2, 1, 0, 1, 0)
    assert (
        reject.read_bytes()
        .decode(name)
        .startswith(f'host;day;category;troops;refused_because\n{cell};2001;mil;"1;\r""2";"column')
    )
    assert again.code == 4
    assert f"there is no actor {cell.lower()!r}" in again.err


def test_a_ragged_row_does_not_pass_for_a_whole_one_in_the_file_of_refused_rows(file_importer: Importer) -> None:
    reject = file_importer.folder / "refused.csv"
    file_importer([*ROWS, "sylvania,2003,mil", "sylvania,2004,mil,4,4"], "--reject", str(reject))

    again = file_importer(reject.read_bytes(), name="again.csv")

    assert again.code == 4
    assert "again.csv:2: has 4 cells where the header has 5" in again.err
    assert "again.csv:3: has 6 cells where the header has 5" in again.err


def test_the_file_of_refused_rows_is_put_in_place_only_by_a_load_and_replaced_only_by_force(
    file_importer: Importer,
) -> None:
    reject = file_importer.folder / "refused.csv"

    broken = file_importer(f'{HEADER}\nsylvania,2001,mil,"1', "--reject", str(reject))
    assert (broken.code, sorted(path.name for path in file_importer.folder.glob("*refused*"))) == (4, [])

    assert file_importer(BAD, "--reject", str(reject)).code == 0
    first = reject.read_bytes()
    again = file_importer(ROWS, "--reject", str(reject))
    assert again.code == 1
    assert "refused.csv exists already\nhelp: add --force" in again.err
    assert reject.read_bytes() == first

    assert file_importer(ROWS, "--reject", str(reject), "--force").code == 0
    assert reject.read_text() == f"{HEADER},refused_because\n"


@pytest.mark.parametrize("name", ["t.csv", "census.map.yaml", "test.db"])
def test_refused_rows_are_never_written_over_what_is_read(name: str, file_importer: Importer) -> None:
    path = file_importer.folder / name
    file_importer(ROWS)
    before = path.read_bytes()

    done = file_importer(ROWS, "--reject", str(path), "--force")

    assert done.code in (1, 2)
    assert "name another file after --reject" in done.err
    assert path.read_bytes() == before


def test_of_many_reasons_the_most_frequent_are_told(file_importer: Importer) -> None:
    done = file_importer([*(f"elbonia-{number},2001,mil,1" for number in range(30)), *["sylvania,2001,mil,-3"] * 2])

    told = [line for line in done.err.splitlines() if "t.csv:" in line]
    assert "is negative (2 rows: lines 32, 33)" in told[0]
    assert len(told) == 20
    assert "and 11 more reasons; --reject FILE writes all" in done.err


def test_parts_are_refused_with_their_whole(importer: Importer) -> None:
    written = MAP.replace(
        "value: troops", "  part_of: {column: category, words: {civ: mil}}\nvalue: troops\nkey: [category]"
    )
    rows = ["sylvania,2001,mil,10", "sylvania,2001,civ,12", "graustark,2001,civ,1", "graustark,2001,mil,007"]
    reject = importer.folder / "refused.csv"

    done = importer([*rows, "graustark,2002,mil,5", "graustark,2002,civ,5"], "--reject", str(reject), written=written)

    assert done.numbers() == (6, 2, 0, 4, 0)
    said = reject.read_text()
    assert "the parts of sylvania-2001-mil are at least 12, the whole is at most 10" in said
    assert "sylvania-2001-mil is the whole of this part, and refused" in said
    assert "graustark-2001-mil is the whole of this part, and not among the rows that fit" in said
    assert counts_of(importer.target, "ref, part_of") == [
        ("census/graustark-2002-civ", "census/graustark-2002-mil"),
        ("census/graustark-2002-mil", None),
    ]


def test_all_rows_of_a_figure_that_is_given_twice_are_refused(importer: Importer) -> None:
    reject = importer.folder / "refused.csv"
    rows = [*ROWS, "sylvania,2001,mil,11", "sylvania,2001,mil,10"]

    done = importer(rows, "--reject", str(reject))

    assert done.numbers() == (6, 3, 0, 3, 0)
    assert (
        "t.csv:2: column 'troops': several rows give the figure sylvania-2001-military (3 rows: lines 2, 6, 7)"
    ) in done.err
    assert len(reject.read_text().splitlines()) == 4


def test_a_code_on_a_day_when_it_was_not_valid_is_refused(file_importer: Importer) -> None:
    written = MAP.replace("scheme: key", "scheme: cow")

    done = file_importer(["901,1990,mil,1", "901,1991,mil,2", "902,1991,mil,3", "903,1991,mil,4"], written=written)

    assert done.code == 4
    assert "t.csv:3: column 'host': the cow code '901' is not valid on that day: it means sylvania" in done.err
    assert "t.csv:5: column 'host': no actor has the cow code '903'" in done.err
    assert "2 refused" in done.err


# Importing again


def test_importing_again_changes_nothing(importer: Importer) -> None:
    importer(ROWS)
    stored = "SELECT * FROM personnel_counts ORDER BY id"
    before = ask(importer.target, stored)

    done = importer(ROWS)

    assert done.numbers() == (4, 0, 4, 0, 0)
    assert (done.code, done.out) == (0, "")
    assert "figures: 0 added, 0 changed, 0 removed" in done.err
    assert ask(importer.target, stored) == before


def test_a_corrected_file_prints_exactly_the_rows_that_differ(importer: Importer) -> None:
    importer(ROWS)

    done = importer(["sylvania,1999,mil,3", ROWS[0], "sylvania,2001,civ,6", "graustark,2001,mil,1800"])

    assert done.numbers() == (4, 3, 1, 0, 0)
    path = importer.folder / "t.csv"
    rows = [line.split() for line in done.out.splitlines() if not line.startswith(" ")]
    assert rows == [
        ["added", "personnel_counts", "census/sylvania-1999-military", f"{path}:2"],
        ["changed", "personnel_counts", "census/sylvania-2001-civilian", f"{path}:4"],
        ["changed", "personnel_counts", "census/graustark-2001-military", f"{path}:5"],
        ["missing", "personnel_counts", "census/graustark-2002-military", f"{path}:5"],
    ]
    assert {line.strip() for line in done.out.splitlines() if line.startswith(" ")} == {
        *(f"{name}: (empty) -> 6" for name in ("low", "best", "high")),
        "quantifier: unquantified -> exact",
        "value_kind: unknown -> value",
        "wording: NA -> 6",
        *(f"{name}: 1700 -> 1800" for name in ("low", "best", "high", "wording")),
    }
    assert "not in the file: 1 (census/graustark-2002-military); --prune removes them" in done.err
    assert len(counts_of(importer.target)) == 5


def test_prune_removes_what_the_file_no_longer_has_but_never_beside_refused_rows(importer: Importer) -> None:
    importer(ROWS)

    refused = importer([*ROWS[:2], "graustark,2001,mil,?"], "--prune", "--reject", str(importer.folder / "r.csv"))
    assert len(counts_of(importer.target)) == 4
    assert "they may be among the refused rows, so none is removed" in refused.err

    done = importer(ROWS[:3], "--prune")
    assert "figures: 0 added, 0 changed, 1 removed" in done.err
    assert done.out.startswith("removed personnel_counts census/graustark-2002-military")
    assert [row[0] for row in counts_of(importer.target)] == [
        "census/graustark-2001-military",
        "census/sylvania-2001-civilian",
        "census/sylvania-2001-military",
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(file_importer: Importer) -> None:
    file_importer(ROWS)
    before = digest(file_importer.target)

    done = file_importer([*ROWS[:3], "graustark,2002,mil,5", "graustark,2003,mil,5"], "--dry-run", "--prune")

    assert done.code == 0
    assert digest(file_importer.target) == before
    assert "5 rows read = 2 would be loaded + 3 unchanged" in done.err
    assert "figures: 1 added, 1 changed, 0 removed; nothing was loaded" in done.err
    assert "changed personnel_counts census/graustark-2002-military" in done.out


def test_changes_are_data_where_a_form_is_asked_for(file_importer: Importer) -> None:
    file_importer(ROWS)

    done = file_importer([*ROWS[:3], "graustark,2002,mil,5"], "--csv", "--columns", "change,key,field,old,new")

    assert done.out.splitlines()[:2] == [
        "change,key,field,old,new",
        "changed,census/graustark-2002-military,low,0,5",
    ]


def test_what_a_map_changes_is_seen_and_what_it_adds_is_counted(file_importer: Importer) -> None:
    file_importer(ROWS)

    done = file_importer(ROWS, written=MAP.replace("Troops abroad", "Troops elsewhere"))

    assert "    title: Troops abroad -> Troops elsewhere\n" in done.out
    assert done.numbers() == (4, 0, 4, 0, 0)


def test_two_files_of_one_source_stand_side_by_side(importer: Importer) -> None:
    importer(ROWS[:2], name="one.csv")

    done = importer(ROWS[2:], name="two.csv")
    again = importer(ROWS, name="all.csv")

    assert done.out == ""
    assert f"not in the file: 2 from {importer.folder / 'one.csv'} (census/sylvania-2001-civilian, " in done.err
    assert f"if {importer.folder / 'two.csv'} is a release of the same table, --prune removes them" in done.err
    assert again.numbers() == (4, 0, 4, 0, 0)
    assert len(counts_of(importer.target)) == 4


def test_a_figure_that_another_file_of_the_source_gave_is_changed_and_not_doubled(importer: Importer) -> None:
    importer(ROWS, name="first.csv")

    done = importer(["sylvania,2001,mil,11"], name="second.csv")

    assert "changed personnel_counts census/sylvania-2001-military" in done.out
    assert ("census/sylvania-2001-military", 11) in counts_of(importer.target, "ref, best")
    assert len(counts_of(importer.target)) == 4
