"""Every mistake of a map is told at once: its form, its words, and the columns that the table does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tables import Importer

HEADER = "state,year,troops"
#: A map with a mistake of each kind; what is wrong ends in an x.
WRONG = """\
format: 1
source: {key: census, type: dataset, publication: {key: office, name: Office, kind: dataset}, title: T}
actors:
  - {key: freedonia, name: Freedonia, kind: statex}
table: {unknownx: [x], thousands: ';'}
passage: {type: tablex, locator: {column: placex}}
as_of: {year: yearx, quarter: quarterx}
figure:
  actor: freedoniax
  host: {column: state, scheme: iso3x}
  measure: presentx
  category: militaryx
  hedge: aboutx
value: troopsx
key: [sexx]
"""
RIGHT = """\
format: 1
source: {key: census, type: dataset, publication: {key: office, name: Office, kind: dataset}, title: T}
actors:
  - {key: freedonia, name: Freedonia, kind: state}
passage: {type: table, locator: '1'}
as_of: {year: year}
figure: {actor: freedonia, host: {column: state, scheme: iso3}, measure: present}
value: troops
"""


def told(file_importer: Importer, written: str, table: str = f"{HEADER}\nUSA,2001,5\n") -> list[str]:
    """Return the mistakes of a map, each as its line and message."""
    ended = file_importer(table, written=written)
    assert ended.code == 4, ended.err
    lines = (line.partition("census.map.yaml:")[2] for line in ended.err.splitlines() if line.startswith("error["))
    return [f"{line.partition(':')[0]}: {line.partition(': ')[2]}" for line in lines]


def test_all_kinds_of_mistakes_are_told_in_one_pass(file_importer: Importer) -> None:
    assert told(file_importer, WRONG) == [
        "4: unknown kind of actor 'statex'",
        "5: unknown field 'unknownx'",
        "5: unknown sign between thousands ';'",
        "6: unknown kind of place 'tablex'",
        "6: the table has no column 'placex'",
        "7: the table has no column 'yearx'",
        "7: the table has no column 'quarterx'",
        "9: there is no actor 'freedoniax'",
        "10: unknown way to find an actor 'iso3x'",
        "11: unknown measure 'presentx'",
        "12: unknown category 'militaryx'",
        "13: unknown hedge 'aboutx'",
        "14: the table has no column 'troopsx'",
        "15: the table has no column 'sexx'",
    ]


def test_the_signs_between_thousands_can_be_read_in_the_help(file_importer: Importer) -> None:
    ended = file_importer(f"{HEADER}\n", written=f"{RIGHT}table: {{thousands: ';'}}\n")

    assert "help: one of: ',', '.', space, \"'\"\n" in ended.err


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        pytest.param("format: 1", "format: 1\ntable: {delimiter: '/'}", "2: unknown delimiter '/'", id="delimiter"),
        pytest.param(
            "format: 1", "format: 1\ntable: {encoding: ebcdic}", "2: unknown encoding 'ebcdic'", id="encoding"
        ),
        pytest.param("format: 1", "format: 1\ntable: ';'", "2: how the file is written is wanted here", id="form"),
    ],
)
def test_a_table_that_is_not_read_as_it_is_written_has_no_wrong_columns(
    right: str, wrong: str, message: str, file_importer: Importer
) -> None:
    written, table = RIGHT.replace(right, wrong), f"{HEADER}\nUSA,2001,5\n".replace(",", ";")

    assert told(file_importer, written, table) == [message]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        pytest.param("key: freedonia,", "key: freedonia, keey: x,", "4: unknown field 'keey'", id="field"),
        pytest.param(
            "actors:\n  - {key: freedonia,", "actors: {key: freedonia,", "3: a list is wanted here", id="list"
        ),
        pytest.param("actors:", "actor:", "3: the field 'actor' stands in the wrong place", id="section"),
    ],
)
def test_an_actor_whose_entry_is_wrong_is_not_missed_as_well(
    right: str, wrong: str, message: str, file_importer: Importer
) -> None:
    assert right in RIGHT

    assert told(file_importer, RIGHT.replace(right, wrong)) == [message]


def test_a_part_of_a_column_that_is_wrong_itself_is_told_once(file_importer: Importer) -> None:
    columns = "columns:\n  troops: {part_off: x}\n  men: {part_of: troops}\n  women: present\n"

    mistakes = told(file_importer, RIGHT.replace("value: troops\n", columns), "state,year,troops,men,women\n")

    assert [line.partition(":")[0] for line in mistakes] == ["9", "11"]


def test_of_a_file_that_is_no_table_the_mistakes_of_the_map_are_told_first(file_importer: Importer) -> None:
    wrong = RIGHT.replace("present", "presentt")

    assert told(file_importer, wrong, "a,a\n1,2\n") == ["7: unknown measure 'presentt'"]
    assert "both named 'a'" in file_importer("a,a\n1,2\n", written=RIGHT).err
