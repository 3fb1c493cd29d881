"""Imported figures stand beside those of seed files: they are found, shown with file and line, and exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from sofadb.seed.loading.create import create_database
from tests.load.stored import content
from tests.tables import MAP, ROWS, WIDE, Importer

if TYPE_CHECKING:
    from pathlib import Path


def test_show_names_the_file_and_the_line_of_a_figure(file_importer: Importer) -> None:
    file_importer(ROWS)

    shown = file_importer.run("show", "census/graustark-2001-military")

    assert f"{file_importer.folder / 't.csv'}:4" in " ".join(shown.out.split())


def test_a_row_that_moves_in_its_file_is_no_change_and_shown_where_it_stands(file_importer: Importer) -> None:
    file_importer(ROWS)

    done = file_importer(["graustark,1999,mil,3", *ROWS])

    assert done.numbers() == (5, 1, 4, 0, 0)
    assert "figures: 1 added, 0 changed" in done.err
    shown = file_importer.run("show", "census/graustark-2001-military")
    assert f"{file_importer.folder / 't.csv'}:5" in " ".join(shown.out.split())


def test_figures_of_the_source_are_found(file_importer: Importer) -> None:
    file_importer(ROWS)

    found = file_importer.run("figures", "--source", "census", "--columns", "ref,wording,locator", "--csv")

    assert sorted(found.out.splitlines()[1:]) == [
        "census/graustark-2001-military,1700,table 1",
        "census/graustark-2002-military,0,table 1",
        "census/sylvania-2001-civilian,NA,table 1",
        "census/sylvania-2001-military,10,table 1",
    ]


SEED = """\
format: 1
actors:
  - {key: elbonia, name: Elbonia, kind: state}
"""


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_folder_of_seed_files_may_hold_maps_and_tables(command: str, file_importer: Importer) -> None:
    file_importer(ROWS)
    (file_importer.folder / "seeds").mkdir()
    for name, text in (("a.yaml", SEED), ("b.map.yaml", "no: map"), ("c.map.yml", "no: map"), ("t.csv", "a,b")):
        (file_importer.folder / "seeds" / name).write_text(text)

    done = file_importer.run("seed", command, str(file_importer.folder / "seeds"))

    assert done.code == 0, done.err


def test_a_folder_with_only_maps_has_no_seed_file(file_importer: Importer) -> None:
    file_importer(ROWS)

    done = file_importer.run("seed", "load", str(file_importer.folder))

    assert done.code == 2
    assert "no seed file in the folder" in done.err


@pytest.mark.parametrize(
    ("table", "written"),
    [
        pytest.param("\n".join(["host,day,category,troops", *ROWS]), MAP, id="long"),
        pytest.param("host,day,Total,Female,Male\nsylvania,2001,10,4,6\nsylvania,2002,NA,-,6\n", WIDE, id="wide"),
    ],
)
def test_exported_seed_files_hold_the_imported_figures(
    table: str, written: str, file_importer: Importer, tmp_path: Path
) -> None:
    assert file_importer(table, written=written).code == 0
    again = Target(path=tmp_path / "again.db")
    create_database(again, empty=True)

    done = file_importer.run("seed", "export", str(tmp_path / "out"))

    assert done.code == 0, done.err
    assert Importer(again, tmp_path, file_importer.capture).run("seed", "load", str(tmp_path / "out")).code == 0
    assert content(again) == content(file_importer.target)


def test_a_map_that_moves_is_the_same_map(file_importer: Importer) -> None:
    file_importer(ROWS)
    moved = (file_importer.folder / "census.map.yaml").rename(file_importer.folder / "moved.map.yaml")

    done = file_importer.run("import", str(file_importer.folder / "t.csv"), "--map", str(moved))

    assert done.code == 0, done.err
    assert done.numbers() == (4, 0, 4, 0, 0)


def test_a_source_that_another_file_defines_is_not_taken_over(file_importer: Importer) -> None:
    seed = file_importer.folder / "a.yaml"
    seed.write_text(MAP.partition("table:")[0])
    assert file_importer.run("seed", "load", str(seed)).code == 0

    done = file_importer(ROWS)

    assert done.code == 4
    assert "census.map.yaml:3:8: 'census' is defined already, in " in done.err
    assert f"{seed}" in done.err
