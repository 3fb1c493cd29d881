"""What a map can say: each way to name hosts, dates, parts, doubts and words for no number is kept by the import."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sofadb.bulk.maps import form
from sofadb.bulk.maps.meanings import meaning
from sofadb.seed.form.describing import models_below
from sofadb.seed.reading.text import read_seed_text
from sofadb.seed.reading.tree import parse
from sofadb.seed.reading.typed import read_typed
from tests.tables import MAP, ROWS, WIDE, Importer, counts_of, write_table

EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"
WIDE_HEADER = "host,day,Total,Female,Male"
SEED = (Path(__file__).resolve().parents[1] / "data" / "seed" / "actors.yaml").read_text("utf-8")


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


# What a confused user writes

HOST = "{column: host, words: {World: graustark}, scheme: key}"
SOURCE = MAP.partition("source:")[2].partition("actors:")[0]
SKIP = "[{column: host, cells: [World]}]"
#: What is replaced by what in the usual map, the text that the caret stands under, what is said, and the remedy.
CONFUSED = {
    "columns in a list": (
        "value: troops",
        "columns: [troops]",
        "[troops]",
        "each column with what it says",
        "{total:",
    ),
    "columns as a word": ("value: troops", "columns: troops", "troops\n", "each column with what it says", "{total:"),
    "a column without a value": ("value: troops", "columns:\n  troops:", "\n", "what this column says", "{}"),
    "a column as a word": ("value: troops", "columns: {troops: mil}", "mil}\n", "what this column says", "{}"),
    "a host in a list": (HOST, "[host]", "[host]", "a word for all rows, or a column", "{column: code, scheme: cow}"),
    "a host nested too deep": (HOST, "{column: {name: host}}", "{name", "a text is wanted here", "on one line"),
    "a column for a host": (HOST, "host", "host\n  measure", "there is no actor 'host'", "write {column: host}"),
    "a column for a category": (
        "{column: category, words: {mil: military, civ: civilian}}",
        "category",
        "category\nvalue",
        "unknown category 'category'",
        "write {column: category}",
    ),
    "a column for a place": ("measure:", "place: day\n  measure:", "day\n", "has a column 'day'", "{constant: day}"),
    "a column for a passage": ("locator: '1'", "locator: day", "day}", "has a column 'day'", "{column: day}"),
    "a column for a date": ("{column: day}", "day", "day\n", "'day' is no date", "name the column: {column: …}"),
    "dates in a list": ("{column: day}", "[day]", "[day]", "a date for all rows", "{year: year, quarter: quarter}"),
    "a cell behind its word": ("{mil: military,", "{military: mil,", "mil, civ", "'mil'", "{mil: military}"),
    "words in a list": ("{World: graustark}", "[World]", "[World]", "a word for each cell", "{mil: military}"),
    "rows in a group": (SKIP, "{column: host, cells: [World]}", "{column", "a list is wanted", "each with '- '"),
    "rows as words": (SKIP, "[World]", "World]", "a column and its cells", "{column: host, cells: [World]}"),
    "a passage in words": ("{type: table, locator: '1'}", "table 1", "table 1", "a kind of place", "{type: table"),
    "a source by its key": (SOURCE, " census\n", "census\n", "key, type, publication and title", "as in a seed file"),
    "the path of the table": (
        MAP.partition("table:")[2].partition("passage:")[0],
        " t.csv\n",
        "t.csv",
        "how the file is written",
        "named by the command",
    ),
    "what it is in a list": (
        MAP.partition("figure:")[2].partition("value:")[0],
        "\n  - actor: freedonia\n  - host: irq\n",
        "- actor",
        "what a figure is",
        "{actor: usa",
    ),
    "how it is written, at the edge": (
        "table:",
        "encoding: utf-8\ntable:",
        "encoding",
        "wrong place",
        "under 'table'",
    ),
    "who it is, at the edge": ("figure:", "actor: irq\nfigure:", "actor: irq", "wrong place", "under 'figure'"),
    "the numbers among the words": ("  measure", "  value: n\n  measure", "value: n", "wrong place", "the left edge"),
    "the columns under the table": ("table:", "table:\n  columns: {}", "columns", "wrong place", "the left edge"),
    "a scheme beside its column": (
        "  measure",
        "  scheme: cow\n  measure",
        "scheme: cow",
        "wrong place",
        "host: {col",
    ),
    "a year beside the date": ("figure:", "year: day\nfigure:", "year: day", "wrong place", "as_of: {year: year"),
    "two kinds of numbers": (
        "value: troops",
        "value: troops\ncolumns: {day: {}}",
        "troops\ncol",
        "both",
        "keep 'value'",
    ),
    "two hosts": ("{column: host, words", "{constant: irq, column: host, words", "irq", "both say it", "one of them"),
    "a value in tabs": ("value: troops", "value:\ttroops", "\ttroops", "a tab", "use spaces"),
    "nothing": ("value: troops", "value:", "\n", "there is no value", "leave the field out"),
}


@pytest.mark.parametrize("name", CONFUSED)
def test_what_a_confused_user_writes_is_told_with_its_place_and_a_remedy(name: str, file_importer: Importer) -> None:
    old, new, below, says, remedy = CONFUSED[name]
    assert MAP.count(old) == 1, old
    start = MAP.index(old)
    damaged = MAP.replace(old, new)
    before = damaged[: damaged.index(below, start if below != "\n" else start + len(new))]

    ended = file_importer(ROWS, written=damaged)

    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert (ended.code, ended.out) == (4, ""), ended.err
    assert f"census.map.yaml:{line}:{column}: " in ended.err
    said = " ".join(ended.err.split())
    assert says in said
    assert remedy in said[said.index(says) :]
    assert "nothing was loaded" in ended.err
    assert "Traceback" not in ended.err
    assert counts_of(file_importer.target) == []


@pytest.mark.parametrize(("says", "remedy"), [("key: x", "under 'columns'"), ("absent: ['0']", "under 'table'")])
def test_what_is_of_one_column_is_not_said_of_all(says: str, remedy: str, file_importer: Importer) -> None:
    written = WIDE.replace("figure: {", f"figure: {{{says}, ")

    ended = file_importer(f"{WIDE_HEADER}\nsylvania,2001,1,0,1\n", written=written)

    assert ended.code == 4
    assert f"{says.partition(':')[0]!r} is of one column, not of all" in ended.err
    assert remedy in ended.err


def test_the_map_of_another_table_is_told_in_one_sentence(file_importer: Importer) -> None:
    ended = file_importer("state,year,persons\nirq,2001,5\n", written=MAP)

    assert ended.code == 4
    assert "the table has none of the 5 columns that the map names, such as 'host'" in ended.err
    assert "is it the map of another table? t.csv has 'state', 'year', 'persons'" in " ".join(ended.err.split())
    assert "1 error in 1 of 1 file; nothing was loaded" in ended.err


def test_numbers_for_names_of_columns_need_no_quotes(file_importer: Importer) -> None:
    written = WIDE.replace("Total", "1950").replace("Female", "0").replace("Male", "yes")

    ended = file_importer("host,day,1950,0,yes\nsylvania,2001,10,4,6\n", written=written)

    assert (ended.code, ended.numbers()) == (0, (1, 1, 0, 0, 0)), ended.err
    assert [ref for ref, *_ in counts_of(file_importer.target)] == [
        "census/sylvania-2001-0",
        "census/sylvania-2001-1950",
        "census/sylvania-2001-yes",
    ]


@pytest.mark.parametrize(
    ("text", "says", "remedy"),
    [
        (SEED, "this file is no map: it does not say how a table is read", "'sofadb seed load' loads a seed file"),
        ("host,day\nirq,2001\n", "this file is no map", "'sofadb import TABLE --map MAP' takes the table first"),
        ("- figure\n", "this file is no map", "prints a first map"),
        ('{"format": 1}', "this file is no map", "prints a first map"),
        ("", "the file is empty", "write a map"),
        ("# only a remark\n", "the file is empty", "write a map"),
    ],
)
def test_a_file_that_is_no_map_is_told_in_one_sentence(
    text: str, says: str, remedy: str, file_importer: Importer
) -> None:
    ended = file_importer(ROWS, written=text)

    assert (ended.code, ended.out) == (4, "")
    assert says in ended.err
    assert remedy in " ".join(ended.err.split())
    assert "1 error in 1 of 1 file; nothing was loaded" in ended.err


def test_what_is_no_file_of_text_is_no_map(file_importer: Importer, tmp_path: Path) -> None:
    table, sheet, fifo = write_table(tmp_path, ROWS), tmp_path / "map.xlsx", tmp_path / "fifo"
    sheet.write_bytes(b"PK\x03\x04\x14\x00\x06\x00" + bytes(100))
    os.mkfifo(fifo)

    for path, says in (
        (tmp_path, "is a folder, and no map"),
        (sheet, "is no text, and so no map"),
        (fifo, "is not a regular file, and no map"),
        (tmp_path / "absent.yaml", "there is no map"),
    ):
        ended = file_importer.run("import", str(table), "--map", str(path))

        assert (ended.code, ended.out) == (2, "")
        assert says in ended.err
        assert "sofadb import --sniff FILE" in ended.err


def test_a_table_and_its_map_that_were_exchanged_are_told(file_importer: Importer, tmp_path: Path) -> None:
    table, described = write_table(tmp_path, ROWS), tmp_path / "census.map.yaml"
    described.write_text(MAP, "utf-8")

    exchanged = file_importer.run("import", str(described), "--map", str(table))
    twice = file_importer.run("import", str(described), "--map", str(described))

    assert (exchanged.code, twice.code) == (4, 4)
    assert f"{table}:1:1: this file is no map" in exchanged.err
    assert "the table has none of the 5 columns that the map names" in twice.err


@pytest.mark.parametrize("command", ["load", "check", "diff"])
@pytest.mark.parametrize("name", ["census.map.yaml", "census.yaml"])
def test_a_map_is_no_seed_file(command: str, name: str, file_importer: Importer, tmp_path: Path) -> None:
    described = tmp_path / name
    described.write_text(MAP, "utf-8")

    ended = file_importer.run("seed", command, str(described))

    assert (ended.code, ended.out) == (4, "")
    assert "this is the map of a table, and no seed file" in ended.err
    assert "sofadb import TABLE --map MAP" in ended.err
    assert "1 error in 1 of 1 file" in ended.err


def test_marks_and_line_ends_of_other_systems_are_no_mistake(file_importer: Importer, tmp_path: Path) -> None:
    table, described = write_table(tmp_path, ROWS), tmp_path / "windows.map.yaml"
    described.write_bytes(b"\xef\xbb\xbf" + MAP.replace("\n", "\r\n").encode())

    ended = file_importer.run("import", str(table), "--map", str(described))

    assert (ended.code, ended.numbers()) == (0, (4, 4, 0, 0, 0)), ended.err


# The fields


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.map.yaml")), ids=lambda path: path.name)
def test_the_maps_of_the_examples_are_maps(path: Path) -> None:
    text = read_seed_text(path)
    assert not hasattr(text, "mistakes")
    node, found = parse(text.shown, text.text)
    assert node is not None

    written, mistakes = read_typed(text.shown, node, form.MapFile)

    assert (found, mistakes) == ([], [])
    assert written is not None


def test_every_field_of_a_map_has_a_meaning() -> None:
    for model in models_below(form.MapFile):
        for name in model.model_fields:
            assert meaning(model, name)
