"""What is said of cells that are no numbers, and how those are kept that are."""

from __future__ import annotations

import pytest

from tests.tables import MAP, Importer, counts_of


def thousands(sign: str) -> str:
    """Return the map with a sign between thousands."""
    return MAP.replace("table:\n", f'table:\n  thousands: "{sign}"\n')


@pytest.mark.parametrize(
    ("sign", "cell", "said"),
    [
        (",", "12,34", "has ',' where no thousand ends"),
        (",", "1234,567", "has ',' where no thousand ends"),
        (",", "0,123", "begins with a zero"),
        (",", "1.234", "has other signs between thousands than the map says"),
        (",", "1 234 567", "has other signs between thousands than the map says"),
        (".", "12.34", "has '.' where no thousand ends"),
        (".", "1,234", "has other signs between thousands than the map says"),
        ("space", "12 34", "has a space where no thousand ends"),
        ("space", "1\u202f2345", "has a space where no thousand ends"),
        ("'", "1'23", 'has "\'" where no thousand ends'),
        (",", "12.5", "is a part of a person"),
        (",", "1.0", "is written as a decimal; write it without"),
    ],
)
def test_signs_between_digits_are_held_against_the_map(
    sign: str, cell: str, said: str, file_importer: Importer
) -> None:
    ended = file_importer([f'sylvania,2001,mil,"{cell}"'], written=thousands(sign))

    assert ended.code == 4
    assert f"column 'troops': {cell!r} {said}\n" in ended.err


def test_signs_where_no_thousand_ends_are_told_without_a_map_of_them(file_importer: Importer) -> None:
    ended = file_importer(['sylvania,2001,mil,"12,34"', 'sylvania,2002,mil,"1,234"'])

    assert "t.csv:2: column 'troops': '12,34' has signs between its digits where no thousand ends\n" in ended.err
    assert "t.csv:3: column 'troops': '1,234' has signs between thousands: say 'thousands' under" in ended.err


def test_of_one_reason_several_cells_are_shown(importer: Importer) -> None:
    cells = ["0x10", "1_000", "0x10", "12%", "~300"]

    few = importer([f"sylvania,{2000 + place},mil,{cell}" for place, cell in enumerate(cells)])
    many = importer([f"sylvania,{2000 + place},mil,n{place}" for place in range(7)])

    words = "is no number; if it means unknown, say so in the map"
    assert f"'0x10' {words} (5 rows: lines 2, 3, 4, 5, 6; also '1_000', '12%', '~300')\n" in few.err
    assert f"'n0' {words} (7 rows: lines 2, 3, 4, 5, 6, …; also 'n1', 'n2', 'n3', 'n4', …)\n" in many.err


def test_white_space_in_a_wording_is_one_space_so_that_a_seed_file_can_say_it(importer: Importer) -> None:
    written = thousands("space").replace("unknown: [NA]", 'unknown: ["size  unknown"]')

    ended = importer(["sylvania,2001,mil,1\u202f234", "sylvania,2002,mil,size  unknown"], written=written)
    exported = importer.run("seed", "export", str(importer.folder / "seeds"))

    assert (ended.code, exported.code) == (0, 0), ended.err + exported.err
    assert counts_of(importer.target, "best, wording") == [(1234, "1 234"), (None, "size unknown")]


def test_a_word_for_unknown_may_be_longer_than_a_wording(importer: Importer) -> None:
    long = "the size of this contingent is not known to us at all"
    written = MAP.replace("unknown: [NA]", f"unknown: [{long}]")

    ended = importer([f"sylvania,2001,mil,{long}"], written=written)

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "value_kind, wording") == [("unknown", None)]
