"""Whatever a table holds, its figures are those that plain Python reckons from the file, and every row is counted."""

from __future__ import annotations

import csv
import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofadb.bulk.importing import RowsRefusedError
from sofadb.database.target import Target
from tests.conftest import copy_database
from tests.tables import HEADER, counts_of, load_table

if TYPE_CHECKING:
    from sofadb.bulk.importing import ImportReport

HOSTS = ("sylvania", "graustark", "World", "elbonia", " Sylvania")
DAYS = ("1999", "2001", "2001-06", "2001-06-15", "2001/2002", "2003", "2004-02", "5/2001")
CATEGORIES = ("mil", "civ", "other")
CELLS = ("0", "7", "1700", '"1,700"', "NA", "-", "", "007", "1e5", "-3", "9223372036854775807", "9223372036854775808")
#: Those that are no mistake come more often, else hardly a table had a figure that is given once.
ROWS = st.tuples(
    st.sampled_from(HOSTS[:2] * 4 + HOSTS),
    st.sampled_from(DAYS[:-1] * 2 + DAYS),
    st.sampled_from(CATEGORIES[:2] * 4 + CATEGORIES),
    st.sampled_from(CELLS[:3] * 2 + CELLS),
).map(",".join)
#: A table of many rows takes no longer than one of few: an example costs what an import costs.
MOST_ROWS = 24
RAGGED = st.sampled_from(["sylvania,2001,mil", HEADER, "sylvania,2001,mil,1,2"])
ROW = st.one_of(*[ROWS] * 12, RAGGED)
#: Left to itself, a list has five rows: hardly any would be wrong, or give what another one gives.
TABLES = st.one_of(st.lists(ROW, max_size=5), *[st.lists(ROW, min_size=10, max_size=MOST_ROWS)] * 4)


class Reckoned(NamedTuple):
    """What plain Python makes of a table: the figures by ref, and how many rows are refused and left out."""

    figures: list[tuple[str, int | None]]
    refused: int
    left_out: int


def reckon(path: Path) -> Reckoned:
    """Reckon the figures of a table with nothing but the csv module."""
    figures: dict[int, tuple[str, int | None]] = {}
    refused = left_out = 0
    with path.open(newline="") as stream:
        _, *rows = csv.reader(stream)
    for place, cells in enumerate(rows):
        if len(cells) != 4:
            refused += 1
            continue
        host, day, category, cell = cells
        known = host.strip().lower() in ("sylvania", "graustark") and category in ("mil", "civ") and day[1] != "/"
        if host == "World":
            left_out += 1
        elif not known or not (cell in ("NA", "-") or (re.fullmatch("0|[1-9][0-9]*", cell) and int(cell) < 2**63)):
            refused += 1
        elif cell == "-":
            left_out += 1
        else:
            words = {"mil": "military", "civ": "civilian"}
            when = day.replace("/", "-to-")
            ref = f"census/{host.strip().lower()}-{when}-{words[category]}"
            figures[place] = (ref, None if cell == "NA" else int(cell))
    times = Counter(ref for ref, _ in figures.values())
    once = [figure for figure in figures.values() if times[figure[0]] == 1]
    return Reckoned(sorted(once), refused + len(figures) - len(once), left_out)


class Place:
    """A folder of its own with a database, for one example."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.target = Target(path=copy_database(template, folder / "test.db"))

    def load(self, rows: list[str], name: str = "t.csv") -> ImportReport:
        """Import rows, the refused ones taken away."""
        path = self.folder / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
        with (self.folder / "refused.csv").open("wb") as reject:
            return load_table(self.target, path, reject=reject)

    def figures(self) -> list[tuple[str, int | None]]:
        """Return the figures of the database as `reckon` does."""
        return [(ref, best) for ref, best in counts_of(self.target, "ref, best")]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Path:
    """Make a database that knows the source and its actors, so that examples are quick."""
    folder = tmp_path_factory.mktemp("template")
    place = Place(folder, built_in_file)
    place.load([])
    return folder / "test.db"


EXAMPLES = settings(
    deadline=None,
    database=None,
    max_examples=7,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@EXAMPLES
@given(rows=TABLES, seed=st.integers())
def test_the_figures_are_those_of_the_file_in_any_order_of_rows(rows: list[str], seed: int, template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), template)

        report = place.load(rows)

        reckoned = reckon(Path(folder) / "t.csv")
        assert place.figures() == reckoned.figures
        assert report.rows == (len(rows), len(reckoned.figures), 0, reckoned.refused, reckoned.left_out)
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)
        again = place.load(shuffled)
        assert place.figures() == reckoned.figures
        assert again.rows == (len(rows), 0, len(reckoned.figures), reckoned.refused, reckoned.left_out)
        assert (again.added, again.changed, again.removed, again.gone) == (0, 0, 0, {})


@EXAMPLES
@given(rows=TABLES)
def test_nothing_is_loaded_where_a_row_is_refused_and_nobody_takes_it(rows: list[str], template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, path = Place(Path(folder), template), Path(folder) / "t.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
        reckoned, before = reckon(path), (Path(folder) / "test.db").read_bytes()
        if not reckoned.refused:
            assert load_table(place.target, path).rows.refused == 0
            assert place.figures() == reckoned.figures
            return

        with pytest.raises(RowsRefusedError) as refused:
            load_table(place.target, path)

        assert refused.value.report.rows.refused == reckoned.refused
        assert sum(refused.value.report.rows[1:]) == len(rows)
        assert (Path(folder) / "test.db").read_bytes() == before


@EXAMPLES
@given(rows=TABLES, cut=st.integers(0, MOST_ROWS))
def test_a_file_in_two_parts_gives_the_same_figures(rows: list[str], cut: int, template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), template)
        (Path(folder) / "whole.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
        reckoned = reckon(Path(folder) / "whole.csv")
        # Given once in the whole table; what two rows give is told only where both stand in one file.
        refs = {ref for ref, _ in reckoned.figures}

        first = place.load(rows[:cut], "one.csv")
        second = place.load(rows[cut:], "two.csv")

        assert [figure for figure in place.figures() if figure[0] in refs] == reckoned.figures
        assert first.rows.read + second.rows.read == len(rows)
        assert sum(second.gone.values()) == len(place.figures()) - len(reckon(Path(folder) / "two.csv").figures)
        assert second.removed == 0


def test_the_second_reckoning_can_fail(template: Path, tmp_path: Path) -> None:
    place = Place(tmp_path, template)
    place.load(["sylvania,2001,mil,10"])
    (tmp_path / "t.csv").write_text(f"{HEADER}\nsylvania,2001,mil,11\n")

    assert place.figures() != reckon(tmp_path / "t.csv").figures
