"""What is loaded beside the built-in dataset leaves it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.seed.loading.load import load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.conftest import database_words
from tests.load.stored import (
    HERALD,
    content,
    edit,
    execute,
    loads,
    rows_of,
    seed_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


def test_own_rows_stay_when_the_built_in_dataset_is_loaded_again(run: Runner, loaded_beside: Target) -> None:
    before = content(loaded_beside)

    done = run("seed", "load", *database_words(loaded_beside))

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 changes" in done.stderr
    assert content(loaded_beside) == before
    assert ("sources", (HERALD,)) in before


def test_a_key_of_the_database_cannot_be_claimed_by_another_file(loaded_beside: Target, seeds: Path) -> None:
    before, copy = content(loaded_beside), seeds / "copy.yaml"
    copy.write_text("format: 1\nactors:\n  - {key: freedonia, name: Another, kind: state}\n", "utf-8")

    with pytest.raises(SeedMistakesError) as caught:
        load_files(loaded_beside, [str(copy)])

    (mistake,) = caught.value.mistakes
    assert (mistake.path, mistake.line, mistake.code) == (str(copy), 3, "S031")
    assert str(seeds / "freedonia.yaml") in mistake.message
    assert content(loaded_beside) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        pytest.param("{key: usa, name: Another, kind: state}", "S031", id="key"),
        pytest.param("{key: other, name: Pentagon, kind: agency}", "S032", id="name"),
        pytest.param("{key: other, name: Another, kind: state, codes: {iso3: USA}}", "S034", id="code"),
    ],
)
def test_what_the_built_in_dataset_claims_is_taken(entry: str, code: str, target: Target, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"format: 1\nactors:\n  - {entry}\n", "utf-8")

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, [str(own)])

    (mistake,) = caught.value.mistakes
    assert (mistake.code, mistake.line) == (code, 3)
    if code != "S034":
        assert "data/seed/" in mistake.message


def test_the_readers_own_copy_of_a_passage_survives_a_reload(loaded_beside: Target, seeds: Path) -> None:
    execute(loaded_beside, "UPDATE passages SET text = :copy WHERE locator IN ('1', '4')", copy="his own copy")
    edit(seeds / "herald.yaml", ("  - at: paragraph 4\n", f"  - at: paragraph 4\n    fingerprint: {'ab' * 32}\n"))

    load_files(loaded_beside, [str(seeds)])

    rows = content(loaded_beside)
    assert rows["passages", ((HERALD,), "paragraph", "1")]["text"] == "his own copy"
    assert rows["passages", ((HERALD,), "paragraph", "4")]["text"] == "his own copy"
    assert rows["passages", ((HERALD,), "paragraph", "4")]["fingerprint"] == "ab" * 32


def test_each_load_that_changes_something_is_logged(target: Target, seeds: Path) -> None:
    before = loads(target)

    added = len(load_files(target, [str(seeds)]).changes)
    load_files(target, [str(seeds)])
    edit(seeds / "herald.yaml", ("exact: 6", "exact: 7"), ("key: firefly-president", "key: president"))
    load_files(target, [str(seeds)])

    assert loads(target) == [*before, (3, added, 0, 0), (3, 1, 1, 1)]


def test_a_seed_file_that_moved_keeps_its_rows(file_target: Target, run: Runner, tmp_path: Path) -> None:
    """Moved, renamed, moved and changed; but a second file of the same source is refused."""
    words = ("--db", str(file_target.path), "seed", "load")
    old, new = tmp_path / "old" / "mine.yaml", tmp_path / "new" / "mine.yaml"
    old.parent.mkdir()
    new.parent.mkdir()
    old.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    assert run(*words, str(old)).returncode == 0

    copied = new.with_name("copy.yaml")
    copied.write_text(seed_of("zenda-times", "Zenda Town"), "utf-8")
    refused = run(*words, str(copied))
    old.rename(new)
    moved = run(*words, str(new))
    renamed = run(*words, str(new.rename(new.with_name("renamed.yaml"))))
    new.with_name("renamed.yaml").unlink()
    edited = run(*words, str(copied))

    assert refused.returncode == 4
    assert str(old) in refused.stderr
    assert moved.stderr == renamed.stderr == "1 seed file: 0 changes\n"
    assert edited.returncode == 0, edited.stderr
    shown = run("--db", str(file_target.path), "actors", "--kind", "area", "--csv").stdout
    assert "zenda,Zenda Town" in shown


def test_a_file_of_the_same_name_is_not_taken_for_one_that_is_gone(
    file_target: Target, run: Runner, tmp_path: Path
) -> None:
    words = ("--db", str(file_target.path))
    path = tmp_path / "source.yaml"
    path.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    run(*words, "seed", "load", str(path))
    path.unlink()
    (tmp_path / "mine").mkdir()
    other = tmp_path / "mine" / "source.yaml"
    other.write_text(seed_of("strelsau-post", "Strelsau"), "utf-8")

    done = run(*words, "seed", "load", str(other))

    assert done.returncode == 0, done.stderr
    assert "0 changed, 0 removed" in done.stderr
    assert "zenda-times" in run(*words, "sources", "--csv").stdout


def test_a_file_with_a_warning_is_loaded_and_the_warning_printed(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        seed_of("zenda-times", "Zenda").replace("title: T", "title: T\n  archived_at: 2001-02-03"), "utf-8"
    )

    loaded, again = (run("seed", "load", *database_words(file_target), str(own)) for _ in range(2))

    assert loaded.returncode == 0
    assert f"warning[S040] {own}:6:16" in loaded.stderr
    assert loaded.stderr.endswith("1 seed file: 4 added, 0 changed, 0 removed\n")
    assert again.stderr == "1 seed file: 0 changes\n"
    assert ("actors", ("zenda",)) in content(file_target)


def test_a_file_given_twice_is_loaded_once(run: Runner, file_target: Target, tmp_path: Path) -> None:
    own, link = tmp_path / "own.yaml", tmp_path / "link.yaml"
    own.write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    link.symlink_to(own)

    done = run("seed", "load", *database_words(file_target), str(own), "../own.yaml", str(link), str(tmp_path))

    assert done.stderr.endswith("1 seed file: 4 added, 0 changed, 0 removed\n")


def test_a_folder_may_be_a_link_and_hold_links(run: Runner, file_target: Target, tmp_path: Path) -> None:
    real, folder, link = tmp_path / "real", tmp_path / "folder", tmp_path / "link"
    real.mkdir()
    folder.mkdir()
    (real / "zenda.yaml").write_text(seed_of("zenda-times", "Zenda"), "utf-8")
    (folder / "linked.yaml").symlink_to(real / "zenda.yaml")
    (folder / "strelsau.yaml").write_text(seed_of("strelsau-post", "Strelsau"), "utf-8")
    link.symlink_to(folder)

    done = run("seed", "load", *database_words(file_target), str(link))
    again = [run("seed", "load", "--prune", *database_words(file_target), each) for each in (str(folder), "../real")]

    assert done.stderr == "2 seed files: 8 added, 0 changed, 0 removed\n"
    assert [each.stderr for each in again] == ["2 seed files: 0 changes\n", "1 seed file: 0 changes\n"]


def test_a_changed_file_leaves_the_built_in_rows_as_they_are(loaded_beside: Target, seeds: Path) -> None:
    before = rows_of(loaded_beside)
    edit(seeds / "herald.yaml", ("key: medics", "key: doctors"), ("exact: 6", "exact: 7"))
    edit(seeds / "freedonia.yaml", ("name: Sylvania\n", "name: Silvanien\n"))

    report = load_files(loaded_beside, [str(seeds)])

    after = rows_of(loaded_beside)
    changed = {(change.action, change.table, change.key[-1]) for change in report.changes}
    assert changed == {
        ("removed", "personnel_counts", "medics"),
        ("added", "personnel_counts", "doctors"),
        ("changed", "personnel_counts", "surgeons"),
        ("changed", "personnel_counts", "cooks"),
        ("changed", "actors", "sylvania"),
        ("removed", "actor_names", "sylvania"),
        ("added", "actor_names", "silvanien"),
    }
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 2
    assert sum(after[place] != before[place] for place in after.keys() & before.keys()) == 3
