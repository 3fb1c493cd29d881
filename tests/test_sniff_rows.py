"""A first map of tables with years under any name, with rows of sums, and with few states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from tests.conftest import copy_database
from tests.tables import Importer, counts_of, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STATES = ("Germany", "Italy", "Japan", "Iraq")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Target:
    """Make one database for the tests that only look."""
    return Target(path=copy_database(built_in_file, tmp_path_factory.mktemp("states") / "test.db"))


@pytest.fixture
def looker(states: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """Look at tables; nothing is loaded."""
    return Importer(states, tmp_path, capsys)


def sniff(looker: Importer, header: str, rows: Sequence[str]) -> str:
    """Return the first map of a table."""
    path = write_table(looker.folder, "\n".join([header, *rows]) + "\n")
    ended = looker.run("import", str(path), "--sniff")
    assert ended.code == 0, ended.err
    return ended.out


@pytest.mark.parametrize("name", ["Jahr", "ANNÉE", "Year of report", "FY"])
def test_a_column_that_is_called_a_year_is_one(name: str, looker: Importer) -> None:
    printed = sniff(looker, f"host,{name},troops", ["Germany,2001,5", "Italy,2003,7", "Japan,2001,2001"])

    assert "as_of: {year: " in printed
    assert "look like years" not in printed
    assert "value: troops" in printed


def test_a_column_of_years_in_a_row_is_taken_for_them_and_asked_about(looker: Importer) -> None:
    rows = [f"{state},{year},{year % 7}" for state in STATES for year in range(2001, 2015)]

    printed = sniff(looker, "host,When,troops", rows)

    assert "as_of: {year: When}  # TODO: its cells look like years; are they?" in printed
    assert "value: troops" in printed


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        pytest.param("host,year,troops", [f"{year},{year + 3}" for year in range(1990, 1999)], id="a year beside"),
        pytest.param("host,size,troops", [f"{1900 + step * step},{step}" for step in range(9)], id="with gaps"),
        pytest.param("host,size,troops", ["2001,5", "2002,6", "2001,7"], id="too few"),
    ],
)
def test_numbers_of_the_size_of_years_are_numbers(header: str, cells: list[str], looker: Importer) -> None:
    printed = sniff(looker, header, [f"{STATES[place % 4]},{cell}" for place, cell in enumerate(cells)])

    assert "look like years" not in printed
    assert "  troops: {}" in printed or "value: troops" in printed


def test_rows_that_stand_for_all_the_others_are_proposed_to_be_left_out(looker: Importer) -> None:
    rows = [f"{host},2001,5" for host in (*STATES, "World", "All countries", "Total Europe", "Atlantis")]

    printed = sniff(looker, "host,year,troops", rows)

    assert (
        "  # TODO: are these rows sums of others? Then leave them out:\n"
        "  # skip: [{column: host, cells: [World, 'All countries', 'Total Europe']}]\n"
    ) in printed
    assert "    #   Atlantis: TODO\n" in printed
    assert "World: TODO" not in printed


def test_a_proposal_to_leave_rows_out_works_as_it_stands(
    file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    importer = Importer(file_target, tmp_path, capsys)
    rows = ["DEU,2001,5", "IRQ,2001,7", "World,2001,12"]
    printed = sniff(importer, "host,year,troops", rows)
    filled = (
        "key: census",
        "type: dataset",
        "publication: {key: office, name: Office, kind: dataset}",
        "title: Troops",
    )

    for entry in (*filled, "locator: '1'", "actor: usa", "measure: present"):
        name = entry.partition(":")[0]
        line = next(line for line in printed.splitlines() if line.strip().startswith(f"{name}:") and "TODO" in line)
        printed = printed.replace(line, line[: len(line) - len(line.lstrip())] + entry, 1)
    ended = importer("\n".join(["host,year,troops", *rows]) + "\n", written=printed.replace("  # skip: ", "  skip: "))

    assert ended.numbers() == (3, 2, 0, 0, 1), ended.err
    assert [row[:2] for row in counts_of(importer.target)] == [("census/deu-2001", 5), ("census/irq-2001", 7)]


@pytest.mark.parametrize("cells", [("DEU", "IRQ"), ("Germany", "Iraq"), ("DEU", "IRQ", "Total")])
def test_two_states_are_enough_to_know_a_host(cells: tuple[str, ...], looker: Importer) -> None:
    printed = sniff(looker, "where,year,troops", [f"{cell},2001,{place}" for place, cell in enumerate(cells)])

    assert "    column: where\n" in printed


@pytest.mark.parametrize("cells", [("2", "20"), ("no", "is"), ("DEU", "tents"), ("PER", "PER")])
def test_a_few_cells_that_may_mean_something_else_are_no_host(cells: tuple[str, ...], looker: Importer) -> None:
    printed = sniff(looker, "what,year,troops", [f"{cell},2001,{place + 300}" for place, cell in enumerate(cells)])

    assert "host: TODO  # no column" in printed
