"""A seed file that is gone is reported; its rows go only with --prune, and never those of the built-in dataset."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sofadb import paths
from sofadb.errors import WrongUseError
from sofadb.seed.loading.load import load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.conftest import database_words
from tests.load.stored import answers, content, edit, loads, rows_of, seed_of

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


@pytest.fixture
def zenda(seeds: Path) -> Path:
    """Add a file to the seeds to which no other refers."""
    path = seeds / "zenda.yaml"
    path.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    return path


def test_a_file_that_is_gone_is_reported_and_its_rows_stay(
    run: Runner, zenda: Path, loaded: Target, seeds: Path
) -> None:
    load_files(loaded, [str(zenda)])
    before = content(loaded), loads(loaded)
    zenda.unlink()

    done = [run("seed", command, *database_words(loaded), str(seeds)) for command in ("load", "diff")]

    for each in done:
        assert (each.returncode, each.stdout) == (0, "")
        assert f"{zenda} is gone: its 4 rows stay; --prune removes them\n3 seed files: 0 changes" in each.stderr
    assert (content(loaded), loads(loaded)) == before


def test_prune_removes_what_the_difference_said(run: Runner, zenda: Path, loaded: Target, seeds: Path) -> None:
    load_files(loaded, [str(zenda)])
    before = rows_of(loaded)
    zenda.unlink()
    words = ("--prune", *database_words(loaded), str(seeds))

    said = run("seed", "diff", *words, "--csv", "--columns", "change,table,key,file", "--no-header")
    unchanged = rows_of(loaded)
    done = run("seed", "load", *words)
    again = run("seed", "load", *words)

    after = rows_of(loaded)
    gone = {"sources zenda-times", "publications zenda-times-press", "actors zenda", "actor_names zenda/zenda"}
    assert {tuple(line.split(",")) for line in said.stdout.splitlines()} == {
        ("removed", *what.split(), str(zenda)) for what in gone
    }
    assert f"{zenda} is gone: its 4 rows would be removed" in said.stderr
    assert unchanged == before
    assert f"{zenda} is gone: its 4 rows were removed" in done.stderr
    assert done.stderr.endswith("3 seed files: 0 added, 0 changed, 4 removed\n")
    assert {table for table, _ in before.keys() - after.keys()} == {what.split()[0] for what in gone}
    assert len(before) - len(after) == 4
    assert loads(loaded)[-1] == (3, 0, 0, 4)
    assert again.stderr == "3 seed files: 0 changes\n"


def test_what_others_refer_to_is_not_pruned(loaded: Target, seeds: Path) -> None:
    before = content(loaded)
    (seeds / "herald.yaml").unlink()

    with pytest.raises(SeedMistakesError) as among_given:
        load_files(loaded, [str(seeds)], prune=True)
    (seeds / "gazette.yaml").rename(seeds.parent / "gazette.yaml")
    load_files(loaded, [str(seeds.parent / "gazette.yaml")])
    with pytest.raises(SeedMistakesError) as elsewhere:
        load_files(loaded, [str(seeds)], prune=True)

    assert {mistake.path for mistake in among_given.value.mistakes} == {str(seeds / "gazette.yaml")}
    assert {mistake.path for mistake in elsewhere.value.mistakes} == {str(seeds.parent / "gazette.yaml")}
    assert {mistake.code for mistake in elsewhere.value.mistakes} == {"S030"}
    assert content(loaded) == before


def test_entries_may_move_out_of_a_file_that_is_gone(zenda: Path, loaded: Target, seeds: Path) -> None:
    load_files(loaded, [str(zenda)])
    before = rows_of(loaded)
    actor = "format: 1\nactors:\n  - {key: zenda, name: Zenda, kind: area}\n"
    zenda.unlink()
    (seeds / "places.yaml").write_text(actor, "utf-8")

    with pytest.raises(SeedMistakesError) as refused:
        load_files(loaded, [str(seeds)])
    report = load_files(loaded, [str(seeds)], prune=True)

    place = ("actors", ("zenda",))
    assert "--prune" in refused.value.remedy
    assert {(change.action, change.table) for change in report.changes} == {
        ("removed", "sources"),
        ("removed", "publications"),
    }
    assert rows_of(loaded)[place]["id"] == before[place]["id"]


def test_only_the_folders_given_are_looked_at(zenda: Path, loaded_file: Target, seeds: Path, tmp_path: Path) -> None:
    load_files(loaded_file, [str(zenda)])
    zenda.unlink()
    other = tmp_path / "seeds-of-others"
    other.mkdir()
    (other / "strelsau.yaml").write_text(seed_of("strelsau-post", "Strelsau"), "utf-8")

    reports = [
        load_files(loaded_file, given, prune=True) for given in ([], [str(other)], [str(seeds / "herald.yaml")])
    ]

    assert [report.gone for report in reports] == [[], [], []]
    assert ("actors", ("zenda",)) in content(loaded_file)


@pytest.mark.parametrize("what", ["the file", "its folder", "an empty folder"])
def test_all_that_was_loaded_from_a_place_can_be_pruned(what: str, file_target: Target, tmp_path: Path) -> None:
    before = content(file_target)
    folder = tmp_path / "mine"
    folder.mkdir()
    file = folder / "zenda.yaml"
    file.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    load_files(file_target, [str(folder)])
    file.unlink()
    if what == "its folder":
        folder.rmdir()
    given = [str(file if what == "the file" else folder)]

    with pytest.raises(WrongUseError):
        load_files(file_target, given)
    report = load_files(file_target, given, prune=True)

    assert report.count() == {"removed": 4}
    assert content(file_target) == before


def test_a_place_that_nothing_was_loaded_from_is_wrong_use(file_target: Target, tmp_path: Path) -> None:
    with pytest.raises(WrongUseError):
        load_files(file_target, [str(tmp_path / "nowhere")], prune=True)


def test_a_built_in_file_that_is_gone_is_pruned_only_by_loading_the_built_in_dataset(
    file_target: Target, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(paths.built_in_seeds(), shipped)
    (shipped / "extra.yaml").write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    monkeypatch.setattr(paths, "built_in_seeds", lambda: shipped)
    load_files(file_target, [])
    (shipped / "extra.yaml").unlink()

    own = load_files(file_target, [str(seeds)], prune=True)
    reported = load_files(file_target, [])
    pruned = load_files(file_target, [], prune=True)

    assert own.gone == []
    assert [(file.path, file.rows) for file in reported.gone] == [("data/seed/extra.yaml", 4)]
    assert pruned.count() == {"removed": 4}


def test_the_built_in_rows_stay_whatever_is_loaded_or_pruned_elsewhere(loaded: Target, seeds: Path) -> None:
    load_files(loaded, [])
    before = {place: row for place, row in rows_of(loaded).items() if "usa" in str(place)}
    asked = answers(loaded)
    edit(seeds / "herald.yaml", ("exact: 6\n", "exact: 7\n"))
    (seeds / "gazette.yaml").unlink()

    load_files(loaded, [str(seeds)], prune=True)

    after = rows_of(loaded)
    assert before
    assert {place: after[place] for place in before} == before
    assert answers(loaded) != asked


def test_many_files_that_are_gone_are_counted(run: Runner, file_target: Target, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        text = f"format: 1\nactors:\n  - {{key: place-{number}, name: Place {number}, kind: area}}\n"
        (folder / f"{number:02}.yaml").write_text(text, "utf-8")
    load_files(file_target, [str(folder)])
    for number in range(1, 30):
        (folder / f"{number:02}.yaml").unlink()

    done = run("seed", "load", *database_words(file_target), str(folder))

    assert len(done.stderr.splitlines()) == 22
    assert "and 9 more files with 18 rows\n" in done.stderr
