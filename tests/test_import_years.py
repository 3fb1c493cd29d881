"""Tables with a column for each year: every column has a date of its own, and every cell becomes a figure of it."""

from __future__ import annotations

import csv
import io

import pytest

from tests.tables import MAP, Importer, ask, counts_of

#: The usual map, with years for columns and no date of its own.
YEARS = MAP.partition("as_of:")[0] + (
    "figure: {actor: freedonia, host: {column: host, scheme: [cow, key]}, measure: present, category: military}\n"
    "columns:\n"
    "  1989: {as_of: 1989}\n"
    "  '1990': {as_of: '1990'}\n"
    "  2001: {as_of: 2001}\n"
)
TABLE = "host,1989,1990,2001\nsylvania,10,NA,-\ngraustark,1700,0,1650\n"


def by(column: str, words: str) -> str:
    """Return the map of years with a category that a column says."""
    return YEARS.replace("category: military", f"category: {{column: {column}, words: {words}}}")


def test_every_cell_is_a_figure_of_the_date_of_its_column(importer: Importer) -> None:
    ended = importer(TABLE, written=YEARS)

    assert (ended.code, ended.numbers()) == (0, (2, 2, 0, 0, 0)), ended.err
    assert counts_of(importer.target, "ref, as_of, best, value_kind, wording") == [
        ("census/graustark-1989", "1989", 1700, "value", "1700"),
        ("census/graustark-1990", "1990", 0, "value", "0"),
        ("census/graustark-2001", "2001", 1650, "value", "1650"),
        ("census/sylvania-1989", "1989", 10, "value", "10"),
        ("census/sylvania-1990", "1990", None, "unknown", "NA"),
    ]
    first = next(iter(counts_of(importer.target, "as_of_earliest, as_of_latest")))
    assert [str(day) for day in first] == ["1989-01-01", "1989-12-31"]


def test_quarters_and_days_are_dates_of_columns_too(importer: Importer) -> None:
    written = YEARS.partition("columns:")[0] + (
        "columns:\n"
        "  2001 Q1: {as_of: 2001-01/2001-03}\n"
        "  2001 Q2: {as_of: {constant: 2001-04/2001-06}}\n"
        "  30 June: {as_of: 2001-06-30}\n"
        "  some day: {as_of: 2001~}\n"
    )

    ended = importer("host,2001 Q1,2001 Q2,30 June,some day\ngraustark,1,2,3,4\n", written=written)

    assert ended.code == 0, ended.err
    dates = ["2001-01/2001-03", "2001-04/2001-06", "2001-06-30", "2001~"]
    assert sorted(counts_of(importer.target, "best, as_of")) == list(enumerate(dates, start=1))


def test_rows_of_a_host_are_told_apart_by_their_category(importer: Importer) -> None:
    table = "host,kind,1989,1990,2001\nsylvania,mil,10,11,12\nsylvania,civ,3,2,1\n"

    ended = importer(table, written=by("kind", "{mil: military, civ: civilian}"))

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "ref, category, as_of, best") == [
        ("census/sylvania-1989-civilian", "civilian", "1989", 3),
        ("census/sylvania-1989-military", "military", "1989", 10),
        ("census/sylvania-1990-civilian", "civilian", "1990", 2),
        ("census/sylvania-1990-military", "military", "1990", 11),
        ("census/sylvania-2001-civilian", "civilian", "2001", 1),
        ("census/sylvania-2001-military", "military", "2001", 12),
    ]


def test_rows_may_be_parts_of_another_row(importer: Importer) -> None:
    """Female and Male of Total, in each year: a sum counts nobody twice."""
    part_of = "part_of: {column: sex, words: {F: T, M: T}}, category: military"
    written = YEARS.replace("category: military", part_of) + "key: [sex]\n"
    rows = "host,sex,1989,1990,2001\nsylvania,F,1,2,-\nsylvania,T,10,20,30\nsylvania,M,9,18,30\n"

    ended = importer(rows, written=written)

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "ref, best, part_of")[:3] == [
        ("census/sylvania-1989-f", 1, "census/sylvania-1989-t"),
        ("census/sylvania-1989-m", 9, "census/sylvania-1989-t"),
        ("census/sylvania-1989-t", 10, None),
    ]
    total = importer.run("figures", "--actor", "freedonia", "--total", "--as-of", "1989-12-31", "--csv")
    assert ",10,10,10," in total.out


def test_a_part_goes_with_its_refused_whole(file_importer: Importer) -> None:
    part_of = "part_of: {column: sex, words: {F: T, M: T}}, category: military"
    written = YEARS.replace("category: military", part_of) + "key: [sex]\n"
    rows = "host,sex,1989,1990,2001\nsylvania,F,1,2,3\nsylvania,T,10,about,30\ngraustark,T,1,2,3\n"

    ended = file_importer(rows, "--reject", str(file_importer.folder / "refused.csv"), written=written)

    assert (ended.code, ended.numbers()) == (0, (3, 1, 0, 2, 0)), ended.err
    assert {ref for (ref,) in counts_of(file_importer.target, "ref")} == {
        f"census/graustark-{year}-t" for year in (1989, 1990, 2001)
    }


def test_columns_of_one_date_have_keys_and_wholes(importer: Importer) -> None:
    written = YEARS.partition("columns:")[0] + (
        "columns:\n"
        "  all 2001: {as_of: 2001, key: all}\n"
        "  women 2001: {as_of: 2001, key: women, part_of: all 2001}\n"
        "  all 2002: {as_of: 2002, key: all}\n"
        "  women 2002: {as_of: 2002, key: women, part_of: all 2002}\n"
    )

    ended = importer("host,all 2001,women 2001,all 2002,women 2002\ngraustark,9,4,8,3\n", written=written)

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "ref, best, part_of") == [
        ("census/graustark-2001-all", 9, None),
        ("census/graustark-2001-women", 4, "census/graustark-2001-all"),
        ("census/graustark-2002-all", 8, None),
        ("census/graustark-2002-women", 3, "census/graustark-2002-all"),
    ]


def test_columns_with_keys_and_rows_by_category_are_told_apart_by_both(file_importer: Importer) -> None:
    written = by("kind", "{mil: military, civ: civilian}").partition("columns:")[0] + (
        "columns:\n  men: {as_of: 2001, key: men}\n  women: {as_of: 2001, key: women}\n"
    )

    ended = file_importer("host,kind,men,women\ngraustark,mil,9,4\ngraustark,civ,8,3\n", written=written)

    assert ended.code == 0, ended.err
    assert counts_of(file_importer.target, "ref, best") == [
        ("census/graustark-2001-men-civilian", 8),
        ("census/graustark-2001-men-military", 9),
        ("census/graustark-2001-women-civilian", 3),
        ("census/graustark-2001-women-military", 4),
    ]


def test_parts_over_their_whole_are_refused_in_their_year(file_importer: Importer) -> None:
    written = YEARS.partition("columns:")[0] + (
        "columns:\n  all: {as_of: 2001, key: all}\n  women: {as_of: 2001, key: women, part_of: all}\n"
    )

    ended = file_importer("host,all,women\ngraustark,3,4\n", written=written)

    assert ended.code == 4
    assert "the parts of graustark-2001-all are at least 4, the whole is at most 3" in ended.err


def test_a_code_is_asked_only_in_the_years_with_a_figure(importer: Importer) -> None:
    """901 is Sylvania until 1990-10-02: its row goes on after that day, with nothing in it."""
    ended = importer("host,1989,1990,2001\n901,10,11,-\n902,1,2,3\n", written=YEARS)

    assert (ended.code, ended.numbers()) == (0, (2, 2, 0, 0, 0)), ended.err
    assert [ref for (ref,) in counts_of(importer.target, "ref")] == [
        "census/graustark-1989",
        "census/graustark-1990",
        "census/graustark-2001",
        "census/sylvania-1989",
        "census/sylvania-1990",
    ]


def test_a_code_with_a_figure_in_a_year_without_the_state_is_refused(file_importer: Importer) -> None:
    ended = file_importer("host,1989,1990,2001\n901,10,11,12\n", written=YEARS)

    assert ended.numbers() == (1, 0, 0, 1, 0)
    assert "the cow code '901' is not valid on that day: it means sylvania (until 1990-10-02)" in ended.err


def test_importing_again_changes_nothing_and_a_correction_only_its_cell(importer: Importer) -> None:
    importer(TABLE, written=YEARS)
    numbers = ask(importer.target, "SELECT id, key FROM personnel_counts ORDER BY id")

    again = importer(TABLE, written=YEARS)
    corrected = importer(TABLE.replace("1650", "1660"), written=YEARS)

    assert (again.code, again.numbers()) == (0, (2, 0, 2, 0, 0)), again.err
    assert "figures: 0 added, 0 changed, 0 removed" in again.err
    assert corrected.numbers() == (2, 1, 1, 0, 0)
    assert "changed personnel_counts census/graustark-2001" in corrected.out
    assert "best: 1650 -> 1660" in corrected.out
    assert "1989" not in corrected.out
    assert ask(importer.target, "SELECT id, key FROM personnel_counts ORDER BY id") == numbers


def test_a_year_that_is_taken_out_of_the_map_is_gone_only_when_pruned(file_importer: Importer) -> None:
    file_importer(TABLE, written=YEARS)
    fewer = YEARS.replace("  2001: {as_of: 2001}\n", "")

    kept = file_importer(TABLE, written=fewer)
    pruned = file_importer(TABLE, "--prune", written=fewer)

    assert "figures of the source that are not in the file: 1 (census/graustark-2001)" in kept.err
    assert "figures: 0 added, 0 changed, 1 removed" in pruned.err


def test_sums_by_year_are_those_of_the_table(importer: Importer) -> None:
    """Equal to the sums of the columns as Python's own reader of CSV gives them."""
    years = [str(year) for year in range(1950, 2010)]
    cells = {
        host: [str((place * 37 + number * 101) % 5000) for number in range(60)]
        for place, host in enumerate(("sylvania", "graustark", "freedonia", "usa", "irq"))
    }
    table = "\n".join([",".join(["host", *years]), *(",".join([host, *row]) for host, row in cells.items())]) + "\n"
    written = YEARS.partition("columns:")[0].replace("[cow, key]", "key") + "columns:\n"

    ended = importer(table, written=written + "".join(f"  '{year}': {{as_of: '{year}'}}\n" for year in years))

    assert ended.code == 0, ended.err
    rows = list(csv.DictReader(io.StringIO(table)))
    wanted = [(year, len(rows), sum(int(row[year]) for row in rows)) for year in years]
    sums = "SELECT as_of, count(*), sum(best) FROM figures WHERE source = 'census' GROUP BY as_of ORDER BY as_of"
    assert [(year, int(count), int(best)) for year, count, best in ask(importer.target, sums)] == wanted


#: What is replaced by what, the text that the caret stands under, and what is said of it.
WRONG = {
    "no date": ("{as_of: 2001}", "{as_of: 20O1}", "20O1", "error[S013]"),
    "a day that is none": ("{as_of: 2001}", "{as_of: 2001-02-30}", "2001-02-30", "error[S013]"),
    "a column for a date": (
        "{as_of: 2001}",
        "{as_of: {year: host}}",
        "{year: host}",
        "a column has one date for all rows",
    ),
    "one column without": ("{as_of: 2001}", "{category: military}", "{category: military}", "'as_of' is missing"),
    "a date twice": ("{as_of: 2001}", "{as_of: 1989 }", "{as_of: 1989 }", "'2001' has the date of '1989'"),
    "a date of all beside": ("figure:", "as_of: 1990-12\nfigure:", "1989}", "a date for all columns already"),
    "under figure": ("measure: present", "as_of: 1988, measure: present", "1988", "not stand under 'figure'"),
    "none at all": (YEARS.partition("columns:")[2], " {1989: {}}\n", "format", "'as_of' is missing"),
    "a column that is not there": ("  2001:", "  2002:", "2002:", "the table has no column '2002'"),
    "a whole of another date": (
        "{as_of: 2001}",
        "{as_of: 2001, part_of: 1990 }",
        "1990 }",
        "a part and its whole have one date",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_date_in_the_map_is_a_mistake_at_its_line(name: str, file_importer: Importer) -> None:
    old, new, below, says = WRONG[name]
    assert YEARS.count(old) == 1
    written = YEARS.replace(old, new)
    before = written.partition(below)[0]

    ended = file_importer(TABLE, written=written)

    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert (ended.code, ended.out) == (4, ""), ended.err
    assert f"census.map.yaml:{line}:{column}: " in ended.err
    assert says in ended.err
    assert "help: " in ended.err
    assert "nothing was loaded" in ended.err
