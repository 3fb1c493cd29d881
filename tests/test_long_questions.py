"""Questions over long tables: each finds the trap of a made-up yearbook, and none of the near misses beside it.

Every series of the yearbook is of a place of its own in Graustark, and called by it.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.catalog import find_question
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.execute import answer
from sofadb.seed.loading.load import load_files
from tests.test_questions import LONG, Readers, as_csv, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Server

GRAUSTARK = Path(__file__).parent / "seeds" / "graustark.yaml"
YEARBOOK, SECOND, SUN = "zenda-yearbook", "zenda-second", "strelsau-sun"

HEAD = """\
format: 1
source:
  key: {key}
  type: {type}
  publication: {{key: {key}-paper, name: Paper of {key}, kind: other}}
  title: Guards abroad
  published: 2021-03-01
{actors}
passages:
"""
RIFLES = """\
actors:
  - {key: zenda-rifles, name: Zenda Rifles, kind: armed_force, part_of: ruritania}
"""

#: Place -> its figures by year, from 2001 on: 0 is none, `None` unknown, `...` not there.
SERIES = {
    "hole": (5000, 0, 0, 5200),
    "left": (5000, 0, 0),
    "arrived": (0, 0, 5000),
    "beside-few": (5000, 0, 60, 5000),
    "long-away": (5000, 0, 0, 0, 0, 5001),
    "unsaid": (5000, None, 5003),
    "stopped": (501, ..., ..., 503),
    "every-other": (501, ..., 503),
    "doubled-once": (1001, 2010, 1001),
    "grown": (1001, 2010, 2005),
    "all-even": tuple(1002 + 104 * year + 2 * (year % 5 == 2) for year in range(20)),
    "nearly-even": tuple(1002 + 104 * year + (year % 9 == 8) for year in range(20)),
    "rounded": tuple(1000 + 110 * year for year in range(20)),
    "unchanging": (1002,) * 20,
}


def count(key: str, place: str, year: int | str, number: int | None, more: str = "", actor: str = "ruritania") -> str:
    """Return a count of a seed file on one line."""
    quantity = {None: "unknown: true", 0: "none: true"}.get(number, f"exact: {number}")
    return (
        f"      - {{key: {key}, actor: {actor}, host: graustark, measure: present, category: military,"
        f" place: {place}, {quantity}, as_of: {year}{more}}}\n"
    )


def passage(locator: str, counts: str) -> str:
    """Return a passage of a table with its counts."""
    return f"  - at: table {locator}\n    counts:\n{counts}"


def with_parts(place: str, whole: int, *parts: int) -> str:
    """Return a whole and the parts that name it."""
    written = count(f"{place}-whole", place, 2001, whole)
    for number, part in enumerate(parts):
        written += count(f"{place}-{number}", f"{place}-ward-{number}", 2001, part, f", part_of: {place}-whole")
    return written


def yearbook() -> str:
    """Write the yearbook: its series, and figures with parts."""
    counts = "".join(
        count(f"{place}-{2001 + step}", place, 2001 + step, number)
        for place, numbers in SERIES.items()
        for step, number in enumerate(numbers)
        if number is not ...
    )
    counts += count("both-2001", "both", 2001, 5000) + count("both-2003", "both", 2003, 5000)
    counts += count("both-none", "both", 2002, 0) + count("both-some", "both", 2002, 5100)
    counts += with_parts("twice-parts", 2000, 601, 399) + with_parts("once-parts", 1000, 601, 399)
    counts += with_parts("one-part", 2000, 1000) + with_parts("two-halves", 3000, 1500, 1500)
    counts += with_parts("holds-sum", 3001, 900, 600, 1501) + with_parts("sum-is-part", 3000, 900, 600, 1500)
    counts += count("span-whole", "span", 1999, 300) + count("span-other", "span-street", 1999, 280)
    counts += count("span-part", "span-ward", 1999, 40, ", part_of: span-whole")
    for place, whole in (("people-twice", 4000), ("people-once", 2000)):
        counts += count(f"{place}-all", place, 2001, whole)
        counts += count(f"{place}-guard", place, 2001, 1201, actor="strelsau-guard")
        counts += count(f"{place}-rifles", place, 2001, 799, actor="zenda-rifles")
    return HEAD.format(key=YEARBOOK, type="dataset", actors=RIFLES) + passage("1", counts)


def second_release() -> str:
    """Write a second release of the yearbook's first passage, with a few figures of it."""
    same = count("left-2001", "left", 2001, 5000) + count("hole-2001", "hole", 2001, 5017)
    moved = count("hole-2004", "hole", 2004, 5200) + count("hole-2005", "hole", 2005, 5300)
    lost = count("unsaid-2001", "unsaid", "2001-06", 5000)
    return (
        HEAD.format(key=SECOND, type="dataset", actors="")
        + passage("1", same)
        + passage("2", moved)
        + passage("not stated", lost)
    )


def press() -> str:
    """Write an article that speaks of the Guard and of all people of Ruritania in some of those places."""
    counts = (
        count("before", "people-once", "2001-05-04", 1500, actor="strelsau-guard")
        + count("after", "people-once", "2002-01-03", 1201, actor="strelsau-guard")
        + count("all", "hole", "2004-06-01", 5100)
        + count("nowhere", "moonlight", "2004-06-01", 100)
    )
    return HEAD.format(key=SUN, type="article-newspaper", actors="") + passage("1", counts).replace(
        "at: table", "at: paragraph"
    )


@pytest.fixture(scope="module")
def readers(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[Readers]:
    """Open three databases with the yearbook, its second release and the article, one loaded in another order."""
    folder = tmp_path_factory.mktemp("long")
    files = []
    for name, written in ((YEARBOOK, yearbook()), (SECOND, second_release()), (SUN, press())):
        (folder / f"{name}.yaml").write_text(written, "utf-8")
        files.append(str(folder / f"{name}.yaml"))
    one, other = (Target(path=shutil.copyfile(built_in_file, folder / name)) for name in ("one.db", "other.db"))
    remote = server.create(built_in_template)
    for target, order in ((one, files), (remote, files), (other, files[::-1])):
        for file in (str(GRAUSTARK), *order):
            load_files(target, [file])
    with ExitStack() as stack:
        yield Readers(*(stack.enter_context(open_reader(target)) for target in (one, remote, other)))
    server.drop(remote)


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    """Take the SQLite file with everything in it."""
    return readers.sqlite


def keys(found: list[dict[str, Value]], column: str = "ref") -> list[str]:
    """Return the claims of the yearbook that an answer names, without their source."""
    return [str(row[column]).removeprefix(f"{YEARBOOK}/") for row in found]


RELEASES = {"older": YEARBOOK, "newer": SECOND}
ASKED: list[tuple[str, dict[str, str | None]]] = [
    ("false-zeros", {"source": YEARBOOK}),
    ("false-zeros", {"large": "1", "days": "9999"}),
    ("false-zeros", {"host": "graustark", "actor": "ruritania", "measure": "present", "category": "military"}),
    ("gaps", {"source": YEARBOOK}),
    ("gaps", {"days": "1"}),
    ("gaps", {"host": "graustark", "actor": "ruritania", "measure": "present", "category": "military"}),
    ("doubled-sums", {}),
    ("doubled-sums", {"clue": "even", "run": "2", "large": "1"}),
    ("doubled-sums", {"clue": "neighbours", "percent": "60"}),
    ("doubled-sums", {"host": "graustark", "actor": "ruritania", "source": YEARBOOK, "measure": "present"}),
    ("doubled-sums", {"category": "military"}),
    ("releases-diff", {**RELEASES}),
    ("releases-diff", {**RELEASES, "passage": "lost", "figure": "changed"}),
    ("releases-diff", {**RELEASES, "not_stated": "2"}),
    ("press-beside-census", {}),
    ("press-beside-census", {"press": SUN, "census": YEARBOOK, "host": "graustark", "days": "5"}),
    ("press-beside-census", {"actor": "strelsau-guard", "measure": "present", "category": "military"}),
    ("latest-figures", {}),
    ("figures-by-year", {}),
]


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_an_answer_is_the_same_on_both_engines_and_in_any_order_of_loading(
    name: str, given: dict[str, str | None], readers: Readers
) -> None:
    question = find_question(name)

    found = as_csv(readers.sqlite, question, given)

    assert found.count("\n") > 1
    assert as_csv(readers.postgresql, question, given) == found
    assert as_csv(readers.reordered, question, given) == found


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_a_table_shows_columns_that_the_answer_has(name: str, given: dict[str, str | None], reader: Reader) -> None:
    result = answer(reader, find_question(name), given)

    assert result.shown
    assert set(result.shown) <= set(result.columns)
    assert len(set(result.columns)) == len(result.columns)


def test_every_long_question_is_asked_here_with_each_of_its_parameters() -> None:
    given = {name: {parameter for asked, values in ASKED if asked == name for parameter in values} for name in LONG}

    assert given == {name: {parameter.name for parameter in find_question(name).parameters} for name in LONG}


def test_the_question_of_all_figures_gives_what_the_view_shows(readers: Readers) -> None:
    """It reads the tables, as it needs their indexes; what it says of a figure is what the view says."""
    for reader in (readers.sqlite, readers.postgresql):
        found = answer(reader, find_question("figures"), {})
        view = reader.ask("SELECT * FROM figures", {}, {})

        assert found.columns == view.columns
        assert sorted(found.rows, key=str) == sorted(view.rows, key=str)


# Years


def test_a_part_is_no_end_of_the_span_of_its_year(reader: Reader) -> None:
    (year,) = rows(reader, "figures-by-year", host="graustark", actor="ruritania", to_year="1999")

    assert (year["figures"], year["parts"], year["lowest"], year["highest"]) == (3, 1, 280, 300)
    assert (year["bounds"], year["no_number"]) == ("closed", 0)


# False zeros


def test_a_zero_between_two_large_figures_is_found_and_no_other(reader: Reader) -> None:
    found = rows(reader, "false-zeros", source=YEARBOOK)

    assert keys(found) == ["hole-2002", "hole-2003"]
    assert {(row["zeros"], row["before"], row["after"], row["days"]) for row in found} == {(2, 5000, 5200, 731)}


def test_how_large_and_how_far_apart_is_for_the_user_to_say(reader: Reader) -> None:
    farther = keys(rows(reader, "false-zeros", source=YEARBOOK, days="1462"))
    smaller = keys(rows(reader, "false-zeros", source=YEARBOOK, large="60"))

    assert [key for key in farther if key.startswith("long-away")] == [
        f"long-away-{year}" for year in range(2002, 2006)
    ]
    assert smaller == ["beside-few-2002", "hole-2002", "hole-2003"]
    assert rows(reader, "false-zeros", source=YEARBOOK, days="730") == []
    assert rows(reader, "false-zeros", source=YEARBOOK, large="5001") == []


# Gaps


def test_a_gap_is_long_or_said_to_be_unknown(reader: Reader) -> None:
    found = rows(reader, "gaps", source=YEARBOOK)

    assert [(row["gap"], row["days"], row["unknown"], row["before_ref"], row["after_ref"]) for row in found] == [
        ("no figure", 730, 0, f"{YEARBOOK}/stopped-2001", f"{YEARBOOK}/stopped-2004"),
        ("stated as unknown", 365, 1, f"{YEARBOOK}/unsaid-2001", f"{YEARBOOK}/unsaid-2003"),
    ]


def test_a_shorter_gap_is_found_when_asked_for(reader: Reader) -> None:
    found = rows(reader, "gaps", source=YEARBOOK, days="365")

    assert keys(found, "before_ref") == ["every-other-2001", "stopped-2001", "unsaid-2001"]


# Doubled sums


@pytest.mark.parametrize(
    ("clue", "expected"),
    [
        ("parts", ["people-twice-all", "twice-parts-whole"]),
        ("part_is_sum", ["sum-is-part-whole"]),
        ("neighbours", ["doubled-once-2002"]),
        ("even", [f"all-even-{2001 + step}" for step in range(20)]),
    ],
)
def test_each_clue_finds_its_doubled_figures_and_no_near_miss(clue: str, expected: list[str], reader: Reader) -> None:
    assert sorted(keys(rows(reader, "doubled-sums", source=YEARBOOK, clue=clue))) == expected


def test_a_doubled_figure_stands_beside_what_it_may_have_been(reader: Reader) -> None:
    found = rows(reader, "doubled-sums", source=YEARBOOK, clue="parts")

    assert [(row["number"], row["half"], row["beside"], row["figures"]) for row in found] == [
        (4000, 2000, 2000, 2),
        (2000, 1000, 1000, 2),
    ]


def test_the_sum_of_an_actors_parts_is_found_when_only_the_whole_is_asked_for(reader: Reader) -> None:
    asked = rows(reader, "doubled-sums", source=YEARBOOK, clue="parts", actor="ruritania")

    assert asked == rows(reader, "doubled-sums", source=YEARBOOK, clue="parts")
    assert rows(reader, "doubled-sums", source=YEARBOOK, clue="parts", actor="strelsau-guard") == []


# Two releases


def test_two_releases_differ_in_exactly_these_figures(reader: Reader) -> None:
    found = rows(reader, "releases-diff", **RELEASES)
    kept = [row for row in found if row["figure"] != "gone"]

    assert [(row["key"], row["figure"], row["differs"], row["passage"]) for row in kept] == [
        ("hole-2001", "changed", "number", "same"),
        ("hole-2004", "same", None, "changed"),
        ("hole-2005", "added", None, None),
        ("unsaid-2001", "changed", "as_of", "lost"),
    ]
    assert (kept[0]["old_number"], kept[0]["new_number"]) == (5000, 5017)
    assert "left-2001" not in {row["key"] for row in found}


def test_a_release_read_backwards_gives_what_the_other_takes(reader: Reader) -> None:
    forward = rows(reader, "releases-diff", **RELEASES)
    backward = rows(reader, "releases-diff", older=SECOND, newer=YEARBOOK)

    mirrored = {"gone": "added", "added": "gone", "changed": "changed", "same": "same"}
    assert [(row["key"], mirrored[str(row["figure"])]) for row in forward] == [
        (row["key"], row["figure"]) for row in backward
    ]
    assert [row["key"] for row in backward if row["passage"] == "given"] == ["unsaid-2001"]


def test_a_release_differs_in_nothing_from_itself(reader: Reader) -> None:
    assert rows(reader, "releases-diff", older=YEARBOOK, newer=YEARBOOK) == []


# Press and census


def test_a_figure_of_an_article_stands_beside_the_nearest_of_a_table(reader: Reader) -> None:
    found = rows(reader, "press-beside-census", press=SUN, census=YEARBOOK, actor="strelsau-guard")

    names = ("press_as_of", "census_is", "census_ref", "days", "compared", "difference_low", "difference_high")
    assert [tuple(row[name] for name in names) for row in found] == [
        ("2001-05-04", "same actor", f"{YEARBOOK}/people-once-guard", 0, "press higher", 299, 299),
        ("2002-01-03", "same actor", f"{YEARBOOK}/people-once-guard", 3, "ranges meet", 0, 0),
    ]
    assert len(rows(reader, "press-beside-census", press=SUN, actor="strelsau-guard", days="2")) == 1


def test_one_place_is_not_compared_with_another(reader: Reader) -> None:
    found = {row["press_place"]: row for row in rows(reader, "press-beside-census", press=SUN, census=YEARBOOK)}

    assert found["hole"]["census_ref"] == f"{YEARBOOK}/hole-2004"
    assert (found["hole"]["compared"], found["hole"]["difference_low"]) == ("press lower", -100)
    assert (found["moonlight"]["compared"], found["moonlight"]["difference_low"]) == ("not comparable", None)
