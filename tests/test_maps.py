"""What a map can say: each way to name hosts, dates, parts, doubts and words for no number is kept by the import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.bulk import maps
from sofadb.bulk.meanings import meaning
from sofadb.seed.form.schema import models_below
from sofadb.seed.reading.text import read_seed_text
from sofadb.seed.reading.tree import parse
from sofadb.seed.reading.typed import read_typed
from tests.tables import MAP, ROWS, WIDE, Importer, counts_of

if TYPE_CHECKING:
    from sofadb.database.target import Target

EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"
WIDE_HEADER = "host,day,Total,Female,Male"


@pytest.fixture
def importer(target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import on each engine."""
    return Importer(target, tmp_path, capsys)


@pytest.fixture
def file_importer(file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import into an SQLite file."""
    return Importer(file_target, tmp_path, capsys)


def with_host(says: str) -> str:
    """Return the usual map with another way to find the host."""
    return MAP.replace("{column: host, words: {World: graustark}, scheme: key}", says)


def test_the_first_scheme_that_knows_a_cell_decides(importer: Importer) -> None:
    written = with_host("{column: host, scheme: [cow, name, key]}")

    ended = importer(["902,2001,mil,1", "Sylvania,2001,mil,2", "freedonia,2001,mil,3"], written=written)

    assert ended.code == 0, ended.err
    assert [row[0] for row in counts_of(importer.target)] == [
        "census/freedonia-2001-military",
        "census/graustark-2001-military",
        "census/sylvania-2001-military",
    ]


def test_a_code_with_days_gives_way_to_words_on_other_days(importer: Importer) -> None:
    """901 is Sylvania until 1990-10-02, and by the map's own word Graustark after it."""
    written = with_host("{column: host, scheme: [cow, words], words: {'901': graustark}, number: yes}")

    ended = importer(["901.0,1980,mil,1", "901,2001,mil,2", "902.0,2001,civ,3"], written=written)

    assert ended.code == 0, ended.err
    assert [(row[0], row[2]) for row in counts_of(importer.target)] == [
        ("census/graustark-2001-civilian", 3),
        ("census/graustark-2001-military", 2),
        ("census/sylvania-1980-military", 1),
    ]


def test_a_code_that_no_scheme_knows_is_refused_in_the_words_of_all(file_importer: Importer) -> None:
    written = with_host("{column: host, scheme: [cow, gw]}")

    ended = file_importer(["777777,2001,mil,1", "901,2001,mil,1"], written=written)

    assert ended.code == 4
    assert "no actor has the cow code '777777'" in ended.err
    assert "no actor has the gw code '777777'" in ended.err
    assert "the cow code '901' is not valid on that day: it means sylvania (until 1990-10-02)" in ended.err


def test_one_host_under_two_codes_is_refused(file_importer: Importer) -> None:
    written = with_host("{column: host, scheme: [cow, key]}")

    ended = file_importer(["902,2001,mil,1", "graustark,2001,mil,2"], written=written)

    assert ended.numbers() == (2, 0, 0, 2, 0)
    assert "several rows give the figure" in ended.err


def test_words_mean_unknown_absent_or_none_in_a_table_and_in_a_column(importer: Importer) -> None:
    written = WIDE.replace("  absent: ['-']", "  absent: ['-']\n  none: [nil]").replace(
        "Female: {part_of: Total,", "Female: {part_of: Total, absent: ['0'], unknown: ['-'],"
    )
    rows = f"{WIDE_HEADER}\nsylvania,2001,0,0,nil\nsylvania,2002,NA,-,-\n"

    ended = importer(rows, written=written)

    assert ended.code == 0, ended.err
    assert counts_of(importer.target) == [
        ("census/sylvania-2001-male", 0, 0, 0, "none"),
        ("census/sylvania-2001-total", 0, 0, 0, "value"),
        ("census/sylvania-2002-female", None, None, None, "unknown"),
        ("census/sylvania-2002-total", None, None, None, "unknown"),
    ]


def test_a_status_and_its_reason_come_from_a_row(importer: Importer) -> None:
    written = MAP.replace(
        "  measure: present",
        "  measure: present\n  status: {column: category, words: {civ: work_needed}, others: accepted}\n"
        "  status_note: {column: category, words: {civ: a guess}, others: ''}",
    )

    ended = importer(["sylvania,2001,mil,1", "sylvania,2001,civ,2"], written=written)

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "ref, status") == [
        ("census/sylvania-2001-civilian", "work_needed"),
        ("census/sylvania-2001-military", "accepted"),
    ]


def test_a_status_without_a_reason_is_refused(file_importer: Importer) -> None:
    status = "  measure: present\n  status: {column: category, words: {civ: work_needed}, others: accepted}"
    bare = MAP.replace("  measure: present", status)
    empty = MAP.replace(
        "  measure: present", f"{status}\n  status_note: {{column: host, words: {{x: y}}, others: ''}}"
    )

    of_map = file_importer(ROWS, written=bare)
    of_row = file_importer(["sylvania,2001,civ,2"], written=empty)

    assert "a status that is not accepted needs a reason" in of_map.err
    assert "the status 'work_needed' needs a reason" in of_row.err


@pytest.mark.parametrize(
    ("as_of", "header", "cells", "expected"),
    [
        ("{year: y}", "y,z", "2001,-", "2001"),
        ("{year: y, quarter: z}", "y,z", "2001,Q2", "2001-04/2001-06"),
        ("{year: y, month: z}", "y,z", "2001,Sept", "2001-09"),
        ("{column: y}", "y,z", "2001-06/2002,-", "2001-06/2002"),
        ("2011-10-XX", "y,z", "-,-", "2011-10-XX"),
    ],
)
def test_every_pattern_of_a_date_is_read(
    as_of: str, header: str, cells: str, expected: str, file_importer: Importer
) -> None:
    written = MAP.replace("{column: day}", as_of)

    ended = file_importer(f"host,{header},category,troops\nsylvania,{cells},mil,5\n", written=written)

    assert ended.code == 0, ended.err
    assert counts_of(file_importer.target, "ref, as_of")[0][1] == expected


def test_parts_in_the_long_form_are_not_added_to_their_whole(importer: Importer) -> None:
    written = MAP.replace("  measure: present", "  measure: present\n  part_of: {column: sex, words: {F: T, M: T}}")
    rows = "host,day,category,sex,troops\nsylvania,2001,mil,F,4\nsylvania,2001,mil,M,6\nsylvania,2001,mil,T,10\n"

    ended = importer(rows, written=written.replace("value: troops", "value: troops\nkey: [sex]"))

    assert ended.code == 0, ended.err
    assert counts_of(importer.target, "ref, part_of") == [
        ("census/sylvania-2001-f", "census/sylvania-2001-t"),
        ("census/sylvania-2001-m", "census/sylvania-2001-t"),
        ("census/sylvania-2001-t", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  measure: present\n", "", "'measure' is missing"),
        ("actor: freedonia", "actor: fredonia", "there is no actor 'fredonia'"),
        ("{World: graustark}", "{World: graustrak}", "there is no actor 'graustrak'"),
        ("mil: military", "mil: militery", "unknown category 'militery'"),
        ("{column: day}", "{column: day, quarter: host}", "a quarter or a month belongs to a 'year'"),
        ("scheme: key", "scheme: keys", "unknown way to find an actor 'keys'"),
        ("scheme: key", "scheme: key, others: graustark", "'others' and 'scheme' both speak of other cells"),
        ("  measure: present", "  measure: present\n  part_of: {column: host, words: {a: b}}", "a column of the key"),
    ],
)
def test_a_map_that_cannot_be_kept_does_not_pass(old: str, new: str, says: str, file_importer: Importer) -> None:
    assert old in MAP

    ended = file_importer(ROWS, written=MAP.replace(old, new))

    assert ended.code == 4
    assert says in ended.err
    assert "nothing was loaded" in ended.err


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.map.yaml")), ids=lambda path: path.name)
def test_the_maps_of_the_examples_are_maps(path: Path) -> None:
    text = read_seed_text(path)
    assert not hasattr(text, "mistakes")
    node, found = parse(text.shown, text.text)
    assert node is not None

    written, mistakes = read_typed(text.shown, node, maps.MapFile)

    assert (found, mistakes) == ([], [])
    assert written is not None


def test_every_field_of_a_map_has_a_meaning() -> None:
    for model in models_below(maps.MapFile):
        for name in model.model_fields:
            assert meaning(model, name)
