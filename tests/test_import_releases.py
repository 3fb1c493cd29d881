"""Another release of a table: all that differs is told in order, in flat memory, and only when it was loaded."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from sofadb.bulk.spool import SpooledChanges
from sofadb.seed.loading.changes import Change
from tests.load.stored import digest, execute
from tests.load.test_crash import small_disk  # noqa: F401  a fixture
from tests.tables import MAP, ROWS, WIDE, Importer, counts_of, load_table
from tests.test_import_crash import KEYED, command, long_table, peak

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sofadb.database.target import Target
    from tests.conftest import Runner

#: So many rows that a list of all changes, which would take 30 MB more, is told from a stream.
LONG = 20_000


def rows_told(out: str, folder: Path) -> list[str]:
    """Return what is told of each row in one line, without the folder and the spaces that line it up."""
    return [
        " ".join(line.split()).replace(f"{folder}/", "") if not line.startswith(" ") else line
        for line in out.splitlines()
    ]


def test_what_is_added_changed_and_removed_is_told_in_one_order(importer: Importer) -> None:
    importer(["sylvania,1990,mil,1", "sylvania,1991,mil,2"], name="other.csv")
    importer(ROWS)
    release = [
        "sylvania,2003,mil,7",
        "graustark,2001,mil,1800",
        ROWS[0],
        "graustark,2003,mil,7",
        "sylvania,1991,mil,3",
    ]

    said = importer(release, "--dry-run", "--prune")
    done = importer(release, "--prune")

    assert done.out == said.out
    assert rows_told(done.out, importer.folder) == [
        "removed personnel_counts census/sylvania-1990-military other.csv:2",
        "added personnel_counts census/sylvania-2003-military t.csv:2",
        "changed personnel_counts census/graustark-2001-military t.csv:3",
        "    low: 1700 -> 1800",
        "    best: 1700 -> 1800",
        "    high: 1700 -> 1800",
        "    wording: 1700 -> 1800",
        "removed personnel_counts census/sylvania-2001-civilian t.csv:3",
        "added personnel_counts census/graustark-2003-military t.csv:5",
        "removed personnel_counts census/graustark-2002-military t.csv:5",
        "changed personnel_counts census/sylvania-1991-military t.csv:6",
        "    low: 2 -> 3",
        "    best: 2 -> 3",
        "    high: 2 -> 3",
        "    wording: 2 -> 3",
    ]
    assert done.out.splitlines()[0].endswith(f"military   {importer.folder}/other.csv:2")


def test_what_the_map_changes_is_told_among_the_figures(importer: Importer) -> None:
    importer(ROWS)

    done = importer([*ROWS[:3], "graustark,2002,mil,1"], written=MAP.replace("Troops abroad", "Troops elsewhere"))

    told = [line for line in rows_told(done.out, importer.folder) if not line.startswith(" ")]
    assert told == [
        "changed sources census census.map.yaml:3",
        "changed personnel_counts census/graustark-2002-military t.csv:5",
    ]


def test_a_passage_that_differs_is_told_by_its_place(importer: Importer) -> None:
    importer(ROWS[:1])

    done = importer(
        ROWS[:1], "--csv", "--columns", "field,old,new", written=MAP.replace("locator: '1'", "locator: '2'")
    )

    assert done.out == "field,old,new\npassage,table 1,table 2\n"


TOTAL_LEFT_OUT = "host,day,Total,Female,Male\nsylvania,2001,10,4,6\ngraustark,2001,-,3,4\n"
OTHER_LEFT_OUT = "host,day,Total,Female,Male\nsylvania,2001,-,4,6\ngraustark,2001,7,3,4\n"


def test_figures_become_parts_when_their_whole_comes_and_none_when_it_goes(importer: Importer) -> None:
    importer(TOTAL_LEFT_OUT, written=WIDE)

    done = importer(OTHER_LEFT_OUT, "--prune", "--csv", written=WIDE, name="next.csv")
    again = importer(OTHER_LEFT_OUT, "--prune", written=WIDE, name="next.csv")

    path = importer.folder / "next.csv"
    assert done.out.splitlines() == [
        "change,table,key,field,old,new,file,line",
        f"changed,personnel_counts,census/sylvania-2001-female,part_of,census/sylvania-2001-total,,{path},2",
        f"changed,personnel_counts,census/sylvania-2001-male,part_of,census/sylvania-2001-total,,{path},2",
        f"added,personnel_counts,census/graustark-2001-total,,,,{path},3",
        f"changed,personnel_counts,census/graustark-2001-female,part_of,,census/graustark-2001-total,{path},3",
        f"changed,personnel_counts,census/graustark-2001-male,part_of,,census/graustark-2001-total,{path},3",
        f"removed,personnel_counts,census/sylvania-2001-total,,,,{importer.folder}/t.csv,2",
    ]
    assert "figures: 1 added, 4 changed, 1 removed" in done.err
    assert done.numbers() == (2, 2, 0, 0, 0)
    assert (again.out, again.numbers()) == ("", (2, 0, 2, 0, 0))
    assert counts_of(importer.target, "ref, best, part_of") == [
        ("census/graustark-2001-female", 3, "census/graustark-2001-total"),
        ("census/graustark-2001-male", 4, "census/graustark-2001-total"),
        ("census/graustark-2001-total", 7, None),
        ("census/sylvania-2001-female", 4, None),
        ("census/sylvania-2001-male", 6, None),
    ]


def test_a_release_in_which_all_differs_takes_little_memory_and_leaves_no_file(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    load_table(file_target, long_table(tmp_path, LONG), KEYED)
    path, told = long_table(tmp_path, LONG, troops=1), tmp_path / "told.csv"
    beside = {each.name for each in tmp_path.iterdir()} | {told.name}

    most, said = peak(run, command(file_target, path, "-o", str(told)), TMPDIR=str(tmp_path))

    assert f"figures: 0 added, {LONG:,} changed, 0 removed" in said
    lines = told.read_text("utf-8").splitlines()
    assert len(lines) == 4 * LONG + 1
    assert lines[1:3] == [
        f"changed,personnel_counts,census/sylvania-1900-r0,{name},0,1,{path},2" for name in ("low", "best")
    ]
    assert {each.name for each in tmp_path.iterdir()} == beside
    assert most < 96


def test_a_release_in_which_most_is_new_takes_little_memory(run: Runner, file_target: Target, tmp_path: Path) -> None:
    load_table(file_target, long_table(tmp_path, 100), KEYED)
    path = long_table(tmp_path, LONG)

    most, said = peak(run, command(file_target, path))

    assert f"figures: {LONG - 100:,} added, 0 changed, 0 removed" in said
    assert most < 92


def test_of_a_release_for_which_there_is_no_room_nothing_is_told(
    run: Runner,
    small_disk: Path,  # noqa: F811
    file_target: Target,
    tmp_path: Path,
) -> None:
    load_table(file_target, long_table(tmp_path, 6_000), KEYED)
    path, before = long_table(tmp_path, 6_000, troops=1), digest(file_target)
    (small_disk / "others").write_bytes(bytes(1_000_000))
    # Only what is to be told has too little room: SQLite has another folder for its own.
    room = {"TMPDIR": str(small_disk), "SQLITE_TMPDIR": str(tmp_path)}

    done = subprocess.run(
        command(file_target, path, "--reject", str(tmp_path / "refused.csv")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**run.environment(), **room},
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-2:] == [
        "Error: cannot write what differs to a temporary file: No space left on device",
        "help: nothing was loaded; make room there, or name another folder by TMPDIR",
    ]
    assert digest(file_target) == before
    assert not (tmp_path / "refused.csv").exists()
    assert [each.name for each in small_disk.iterdir()] == ["others"]


def test_of_a_release_that_the_database_refuses_nothing_is_told(
    file_target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Importer(file_target, tmp_path, capsys)
    here(ROWS)
    ask_to_refuse = (
        "CREATE TRIGGER no_more BEFORE UPDATE ON personnel_counts BEGIN SELECT RAISE(ABORT, 'closed'); END"
    )
    execute(file_target, ask_to_refuse)

    done = here([*ROWS[:3], "graustark,2002,mil,5"])

    assert (done.code, done.out) == (1, "")
    assert "the database refused the load: closed" in done.err


def test_changes_are_told_as_often_as_they_are_asked_for_many_or_few(tmp_path: Path) -> None:
    many = [
        Change(
            "changed", "personnel_counts", ("census", f"k{line}"), {"wording": ("a\u2028", "ü" * 20)}, "t.csv", line
        )
        for line in range(6_000)
    ]
    few = [Change("changed", "sources", ("census",), {"title": ("", "T")}, path, 3) for path in ("z", "a")]
    changes = SpooledChanges()

    changes.add(few)
    changes.keep(iter(many))

    first = iter(changes)
    assert next(first) == few[1]
    assert list(changes) == [few[1], *many, few[0]]
    assert list(first) == [*many, few[0]]
    assert list(SpooledChanges()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_claim_that_the_map_holds_itself_is_no_figure_that_the_file_lost(importer: Importer) -> None:
    own = MAP + (
        "passages:\n"
        "  - at: page 3\n"
        "    counts:\n"
        "      - {key: remark, actor: freedonia, host: sylvania, measure: present, category: military, about: 2000,"
        " as_of: 1990, wording: about 2000}\n"
    )
    first = importer(ROWS, written=own)

    again = importer(ROWS, "--prune", written=own)

    assert (first.code, again.code) == (0, 0), first.err + again.err
    assert "figures: 0 added, 0 changed, 0 removed" in again.err
    assert ("census/remark", None, 2000, None, "value") in counts_of(importer.target)
