"""Figures that a corrected release no longer has: each is told; `--prune` removes all that no refused row gives."""

from __future__ import annotations

import csv
import io

from tests.tables import MAP, Importer, counts_of

ROWS = [f"sylvania,{year},mil,{year - 1900}" for year in range(1980, 1986)]

#: Women and men are parts of all, row by row.
PARTS = MAP.replace("  category: {column: category, words: {mil: military, civ: civilian}}\n", "").replace(
    "value: troops",
    "  category: military\n  part_of: {column: category, words: {w: a, m: a}}\nvalue: troops\nkey: [category]",
)


def keys_of(importer: Importer) -> list[str]:
    """Return the keys of all figures of the table."""
    return [ref.removeprefix("census/") for (ref,) in counts_of(importer.target, "ref")]


def test_a_release_under_another_name_tells_what_is_missing_with_its_old_place(importer: Importer) -> None:
    importer(ROWS, name="old.csv")

    done = importer(ROWS[1:5], "--csv", "--columns", "change,key,file,line", name="new.csv")

    told = list(csv.reader(io.StringIO(done.out)))[1:]
    old = str(importer.folder / "old.csv")
    assert told == [
        ["missing", "census/sylvania-1980-military", old, "2"],
        ["missing", "census/sylvania-1985-military", old, "7"],
    ]
    assert f"if {importer.folder / 'new.csv'} is a release of the same table, --prune removes them" in done.err
    assert len(keys_of(importer)) == len(ROWS)


def test_what_is_missing_is_told_when_the_file_is_new_and_then_only_counted(importer: Importer) -> None:
    importer(ROWS)

    first, again = importer(ROWS[1:]), importer(ROWS[1:])

    assert first.out.startswith("missing personnel_counts census/sylvania-1980-military")
    assert again.out == ""
    assert "not in the file: 1 (census/sylvania-1980-military); --prune removes them" in again.err


def test_a_dry_run_tells_what_is_missing_too(importer: Importer) -> None:
    importer(ROWS)

    done = importer(ROWS[1:], "--dry-run")

    assert done.out.startswith("missing personnel_counts census/sylvania-1980-military")
    assert len(keys_of(importer)) == len(ROWS)


def test_prune_keeps_what_a_refused_row_gives_again_and_removes_the_rest(importer: Importer) -> None:
    importer(ROWS)
    twice = [*ROWS[2:], ROWS[3]]

    done = importer(twice, "--prune", "--reject", str(importer.folder / "refused.csv"))

    assert (done.code, done.numbers()) == (0, (5, 0, 3, 2, 0)), done.err
    assert [line.split()[:3] for line in done.out.splitlines()] == [
        ["removed", "personnel_counts", "census/sylvania-1980-military"],
        ["removed", "personnel_counts", "census/sylvania-1981-military"],
    ]
    assert "figures: 0 added, 0 changed, 2 removed" in done.err
    assert keys_of(importer) == [f"sylvania-{year}-military" for year in range(1982, 1986)]


def test_prune_keeps_the_whole_of_a_part_that_a_refused_row_gives_again(importer: Importer) -> None:
    rows = ["sylvania,1980,a,10", "sylvania,1980,w,4", "sylvania,1980,m,6", "sylvania,1981,a,7", "sylvania,1981,w,7"]
    assert importer(rows, written=PARTS).code == 0
    without_whole = ["sylvania,1980,w,4", "sylvania,1980,w,5"]

    reject = ("--reject", str(importer.folder / "refused.csv"))
    done = importer(without_whole, "--prune", *reject, written=PARTS)

    assert (done.code, done.numbers()) == (0, (2, 0, 0, 2, 0)), done.err
    assert counts_of(importer.target, "ref, best, part_of") == [
        ("census/sylvania-1980-a", 10, None),
        ("census/sylvania-1980-w", 4, "census/sylvania-1980-a"),
    ]


def test_prune_removes_nothing_beside_a_row_of_which_nobody_knows_the_figure(importer: Importer) -> None:
    importer(ROWS)

    done = importer([*ROWS[2:], "sylvania,1980,?,80"], "--prune", "--reject", str(importer.folder / "refused.csv"))

    assert "they may be among the refused rows, so none is removed" in done.err
    assert [line.split()[0] for line in done.out.splitlines()] == ["missing", "missing"]
    assert len(keys_of(importer)) == len(ROWS)
