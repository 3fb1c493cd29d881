"""The mistakes of a map are told as those of a seed file: all at once, each with its line and a caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from tests.conftest import copy_database
from tests.tables import MAP, ROWS, WIDE, Importer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def census(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Target:
    """Make one database for all tests: none of them loads anything."""
    return Target(path=copy_database(built_in_file, tmp_path_factory.mktemp("census") / "test.db"))


@pytest.fixture
def importer(census: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Import into a database that nothing may change."""
    return Importer(census, tmp_path, capsys)


MISTAKES = {
    "unknown column of the numbers": ("value: troops", "value: troop", "the table has no column 'troop'", "'troops'"),
    "unknown column of a part": (
        "{column: host, words",
        "{column: hosts, words",
        "the table has no column 'hosts'",
        "'host'",
    ),
    "unknown column of the date": ("column: day", "column: date", "the table has no column 'date'", ""),
    "unknown column of a filter": ("{column: host, cells", "{column: Host, cells", "no column 'Host'", "'host'"),
    "unknown column of the key": ("value: troops", "value: troops\nkey: [nation]", "no column 'nation'", ""),
    "unknown measure": ("measure: present", "measure: presant", "unknown measure 'presant'", "'present'"),
    "unknown category": ("civ: civilian", "civ: civillian", "civillian", "'civilian'"),
    "unknown actor": ("actor: freedonia", "actor: fredonia", "fredonia", "'freedonia'"),
    "unknown way": ("scheme: key", "scheme: iso4", "iso4", "'iso3'"),
    "unknown field": ("as_of:", "asof:", "unknown field 'asof'", "'as_of'"),
    "no date": ("as_of: {column: day}\n", "", "as_of", ""),
    "unknown encoding": ("table:", "table:\n  encoding: utf8", "unknown encoding 'utf8'", "'utf-8'"),
    "unknown delimiter": ("table:", "table:\n  delimiter: ':'", "unknown delimiter ':'", ""),
    "a list where a text is wanted": ("value: troops", "value: [troops]", "", ""),
    "no numbers": ("value: troops\n", "", "'value' is missing", "columns"),
    "a number for the format": ("format: 1", "format: 7", "", ""),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_of_a_map_has_its_line_a_caret_and_a_remedy(name: str, importer: Importer) -> None:
    old, new, message, remedy = MISTAKES[name]
    assert MAP.count(old) == 1, old

    done = importer(ROWS, written=MAP.replace(old, new))

    assert (done.code, done.out) == (4, ""), done.err
    assert f"{importer.folder / 'census.map.yaml'}:" in done.err
    assert "error[S" in done.err
    assert "^" in done.err
    assert message in done.err
    assert remedy in done.err[done.err.index(message) :]
    assert "nothing was loaded" in done.err
    assert "Traceback" not in done.err


def test_the_line_and_the_caret_are_those_of_the_word(importer: Importer) -> None:
    done = importer(ROWS, written=MAP.replace("{column: host, words", "{column: hots, words"))

    line = next(number for number, text in enumerate(MAP.splitlines(), start=1) if "host: {column: host," in text)
    assert f"census.map.yaml:{line}:18: the table has no column 'hots'" in done.err
    assert "help: did you mean 'host'?" in done.err


def test_all_mistakes_are_told_at_once(importer: Importer) -> None:
    written = MAP.replace("table:", "table:\n  delimiter: ':'").replace("type: dataset", "type: datasets")

    done = importer(ROWS, written=written)

    assert "unknown delimiter ':'" in done.err
    assert "'datasets'" in done.err
    assert "2 errors in 1 of 1 file; nothing was loaded" in done.err


@pytest.mark.parametrize("whole", ["Totals", "Female"])
def test_the_whole_of_a_column_must_be_another_column_of_the_map(whole: str, importer: Importer) -> None:
    table = "host,day,Total,Female,Male\nsylvania,2001,10,4,6\n"

    done = importer(table, written=WIDE.replace("Female: {part_of: Total", f"Female: {{part_of: {whole}"))

    assert done.code == 4
    assert f"there is no other column {whole!r} under 'columns'" in done.err


def test_a_map_that_is_no_text_or_is_not_there_is_told(importer: Importer, tmp_path: Path) -> None:
    importer(ROWS, "--dry-run")
    table, bad = str(tmp_path / "t.csv"), tmp_path / "bad.map.yaml"
    bad.write_bytes(b"format: 1\n\xff\n")

    wrong = importer.run("import", table, "--map", str(bad))
    absent = importer.run("import", table, "--map", str(tmp_path / "absent.yaml"))
    none = importer.run("import", table)

    assert (wrong.code, absent.code, none.code) == (4, 2, 2)
    assert "bad.map.yaml:2:1: this byte is not UTF-8" in wrong.err
    assert "there is no map" in absent.err
    assert "import needs --map MAP" in none.err
