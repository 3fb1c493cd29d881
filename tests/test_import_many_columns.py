"""Tables of hundreds of columns of numbers: as many as a row can hold, and not one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.database.engine import writing_engine
from tests.tables import MAP, Importer, ask, counts_of

if TYPE_CHECKING:
    from sofadb.database.target import Target

#: One of the columns that are read is that of the host.
MOST = 999


def table_of(years: int) -> tuple[str, str]:
    """Return a table of one row with a column for each of so many years, and its map."""
    dates = [str(year) for year in range(1000, 1000 + years)]
    figure = "figure: {actor: freedonia, host: {column: host, scheme: [cow, key]}, measure: present}\n"
    columns = "".join(f"  '{date}': {{as_of: '{date}'}}\n" for date in dates)
    table = f"host,{','.join(dates)}\nsylvania,{','.join('7' * years)}\n"
    return table, MAP.partition("as_of:")[0] + figure + "columns:\n" + columns


def test_as_many_columns_as_a_row_can_hold_become_figures(file_importer: Importer) -> None:
    table, written = table_of(MOST)

    ended = file_importer(table, written=written)

    assert (ended.code, ended.numbers()) == (0, (1, 1, 0, 0, 0)), ended.err
    assert ask(
        file_importer.target,
        "SELECT count(*), min(as_of), max(as_of), sum(best) FROM figures WHERE source = 'census'",
    ) == [(MOST, "1000", str(999 + MOST), 7 * MOST)]


def test_a_row_of_a_server_holds_as_many(target: Target) -> None:
    names = [f"m{place}" for place in range(MOST + 1)]
    made = f"CREATE TEMPORARY TABLE staged (line bigint, {', '.join(f'{name} bigint' for name in names)})"
    numbers = ", ".join(["1"] * (len(names) + 1))
    engine = writing_engine(target)

    with engine.begin() as connection:
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(f"INSERT INTO staged VALUES ({numbers})")
        kept = connection.exec_driver_sql("SELECT m0 FROM staged").scalar()
    engine.dispose()

    assert kept == 1


def test_more_columns_are_refused_with_the_remedy(file_importer: Importer) -> None:
    table, written = table_of(MOST + 1)

    ended = file_importer(table, written=written)

    assert ended.code == 4
    assert "the map reads 1,001 columns; at most 1,000 can be imported at once" in ended.err
    assert "help: write the table with a row for each of its years" in ended.err
    assert counts_of(file_importer.target) == []


def test_an_unknown_host_is_told_once_for_all_columns(file_importer: Importer) -> None:
    table, written = table_of(101)

    ended = file_importer(f"{table}nowhere{',-' * 101}\n", written=written)
    again = file_importer(f"{table}nowhere{',8' * 101}\n", written=written)

    assert (ended.code, ended.numbers()) == (0, (2, 1, 0, 0, 1)), ended.err
    assert again.code == 4
    assert "1 of 2 rows are refused" in again.err
    assert again.err.count("nowhere") == 1
