"""Makes the table that is imported: figures by host, quarter and unit, as wide as those of real reports."""

from __future__ import annotations

import csv
import random
from array import array
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: How the rows can stand: by host and then by date, by date and then by host, or in no order.
ORDERS = ("host", "date", "shuffled")

HEADER = "host,country,year,month,quarter,unit,service,category,report,column,value,remark"
#: States whose codes were the same all the time, so that no row is refused.
HOSTS = (
    ("AFG", "Afghanistan"), ("AUS", "Australia"), ("BEL", "Belgium"), ("CUB", "Cuba"), ("DEU", "Germany"),
    ("DJI", "Djibouti"), ("EGY", "Egypt"), ("ESP", "Spain"), ("FRA", "France"), ("GBR", "United Kingdom"),
    ("GRC", "Greece"), ("IRQ", "Iraq"), ("ITA", "Italy"), ("JPN", "Japan"), ("KOR", "Republic of Korea"),
    ("KWT", "Kuwait"), ("NLD", "Netherlands"), ("PAN", "Panama"), ("PHL", "Philippines"), ("TUR", "Turkey"),
)  # fmt: skip
_FIRST_YEAR, _YEARS, _QUARTERS = 1950, 76, 4
_MONTHS = ("March", "June", "September", "December")

MAP = """\
format: 1
source:
  key: census
  type: dataset
  publication: {key: census-office, name: Census Office, kind: dataset}
  title: Troops by host, quarter and unit
passage: {type: table, locator: {column: report}}
as_of: {year: year, quarter: quarter}
figure:
  actor: usa
  host: {column: host, scheme: iso3}
  measure: present
  category: {column: category, words: {active: military, reserve: military, civilian: civilian}}
value: value
key: [unit]
"""
#: The same columns on a server: typed, and without a key.
TYPED = """\
create table t (host text, country text, year int, month text, quarter int, unit text, service text, category text,
report text, col text, value bigint, remark text)"""


def write_table(path: Path, number: int, order: str = "host") -> None:
    """Write a table of so many rows, of which no two say the same figure; in each order they are the same rows."""
    units = number // (len(HOSTS) * _YEARS * _QUARTERS) + 1
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        stream.write(f"{HEADER}\n")
        writer.writerows(_row(place, units) for place in _places(number, units, order))


def _places(number: int, units: int, order: str) -> Iterable[int]:
    """Return the places that the rows have by host and date, in the order that is wanted."""
    if order == "shuffled":
        mixed = array("L", range(number))
        random.Random(number).shuffle(mixed)
        return mixed
    return range(number) if order == "host" else _by_date(number, units)


def _by_date(number: int, units: int) -> Iterator[int]:
    every = product(range(_YEARS * _QUARTERS), range(len(HOSTS)), range(units))
    places = ((host * _YEARS * _QUARTERS + day) * units + unit for day, host, unit in every)
    return (place for place in places if place < number)


def _row(place: int, units: int) -> tuple[object, ...]:
    rest, unit = divmod(place, units)
    rest, quarter = divmod(rest, _QUARTERS)
    host, year = divmod(rest, _YEARS)
    month, year = _MONTHS[quarter], _FIRST_YEAR + year
    category, value = ("active", "reserve")[place % 2], place * 7919 % 40_000
    return (*HOSTS[host], year, month, quarter + 1, f"unit {unit + 1}", "army", category,
            f"{month} {year}", "army_ad", value, "as reported")  # fmt: skip
