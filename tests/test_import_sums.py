"""Parts that are together more than a database holds as a number are refused rows, and no failure."""

from __future__ import annotations

import csv
from typing import Final

from tests.tables import WIDE, Importer, counts_of

LARGEST: Final = 2**63 - 1
HALF: Final = 2**62


#: The whole, its two parts, and what is wrong with them.
SUMS: Final = [
    (LARGEST, LARGEST, 0, ""),
    (LARGEST, HALF, HALF - 1, ""),
    (2**32, 2**31, 2**31, ""),
    (2**40, 2**40 - 1, 1, ""),
    (LARGEST, LARGEST, 1, f"more than {LARGEST}"),
    (LARGEST, LARGEST, LARGEST, f"more than {LARGEST}"),
    (LARGEST - 1, HALF, HALF - 1, f"at least {LARGEST}"),
    (2**32, 2**31 + 1, 2**31, f"at least {2**32 + 1}"),
    (2**32 - 1, 2**31, 2**31, f"at least {2**32}"),
    (0, 2**32 - 1, 2**32 - 1, f"at least {2**33 - 2}"),
]


def test_sums_of_parts_are_exact_however_large_they_are(importer: Importer) -> None:
    rows = [f"sylvania,{2001 + number},{whole},{one},{other}" for number, (whole, one, other, _) in enumerate(SUMS)]
    reject = importer.folder / "refused.csv"

    done = importer("\n".join(["host,day,Total,Female,Male", *rows, ""]), "--reject", str(reject), written=WIDE)

    assert done.numbers() == (10, 4, 0, 6, 0)
    with reject.open(newline="") as stream:
        why = {row["day"]: row["refused_because"] for row in csv.DictReader(stream)}
    assert why == {
        str(2001 + number): (
            f"column 'Total': the parts of sylvania-{2001 + number}-total are {wrong}, the whole is at most {whole}"
        )
        for number, (whole, _, _, wrong) in enumerate(SUMS)
        if wrong
    }


def test_many_parts_of_the_largest_number_are_refused_and_kept_where_the_map_keeps_them(importer: Importer) -> None:
    parts = [f"P{number}" for number in range(40)]
    written = WIDE.partition("  Female")[0] + "".join(f"  {part}: {{part_of: Total}}\n" for part in parts)
    table = f"host,day,Total,{','.join(parts)}\nsylvania,2001,{LARGEST},{','.join([str(LARGEST)] * 40)}\n"

    refused = importer(table, written=written)
    kept = importer(table, written=written.replace("columns:", "parts_over_whole: keep\ncolumns:"))

    assert refused.code == 4
    assert f"the parts of sylvania-2001-total are more than {LARGEST}, the whole is at most {LARGEST}" in refused.err
    assert kept.numbers() == (1, 1, 0, 0, 0)
    assert set(counts_of(importer.target, "best")) == {(LARGEST,)}
    assert len(counts_of(importer.target)) == 41


def test_largest_numbers_can_be_asked_for(importer: Importer) -> None:
    importer(
        f"host,day,Total,Female,Male\nsylvania,2001,{LARGEST},{LARGEST},0\ngraustark,2001,{LARGEST},-,-\n",
        written=WIDE,
    )

    total = importer.run("figures", "--source", "census", "--total", "--csv", "--columns", "low,high,host")
    years = importer.run("query", "figures-by-year", "--host", "sylvania", "--csv", "--columns", "year,highest,parts")
    doubled = importer.run("query", "doubled-sums", "--csv")

    assert (doubled.code, doubled.err) == (0, "")
    assert total.out.splitlines()[1:] == [f"{LARGEST},{LARGEST},graustark", f"{LARGEST},{LARGEST},sylvania"]
    assert years.out.splitlines()[1:] == [f"2001,{LARGEST},2"]
