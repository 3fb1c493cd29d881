"""Loading again what did not change changes nothing, from wherever it is named and in whatever order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from sofadb.seed.loading.load import load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.conftest import database_words
from tests.load.stored import (
    FILES,
    HERALD,
    answers,
    content,
    copied,
    digest,
    done,
    edit,
    loads,
    rows_of,
    sections,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


def test_loading_the_built_in_dataset_again_changes_nothing(run: Runner, target: Target) -> None:
    before = content(target), loads(target)

    again = [run("seed", "load", *database_words(target)) for _ in range(2)]

    assert [(each.returncode, each.stdout) for each in again] == [(0, ""), (0, "")]
    assert all("0 changes" in each.stderr for each in again)
    assert (content(target), loads(target)) == before


def test_loading_again_leaves_the_bytes_of_the_file(loaded_file: Target, seeds: Path) -> None:
    before = digest(loaded_file)

    reports = [load_files(loaded_file, given) for given in ([], [str(seeds)], [str(seeds / "herald.yaml")])]

    assert [report.changes for report in reports] == [[], [], []]
    assert digest(loaded_file) == before


def test_a_file_is_the_same_file_from_wherever_it_is_named(
    loaded: Target, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeds)
    edit(seeds / "herald.yaml", ("exact: 6", "exact: 7"))

    near, far = (load_files(loaded, [name]) for name in ("herald.yaml", f"../{seeds.name}/herald.yaml"))

    assert done(near) == {("changed", "personnel_counts", "cooks")}
    assert done(far) == set()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"# a comment\n\n{text}", id="comment"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("up_to: 240", "up_to: '240'"), id="quotes"),
    ],
)
def test_a_change_of_nothing_but_form_is_no_change(change: Any, loaded: Target, seeds: Path) -> None:  # Any: a lambda
    before, herald = content(loaded), seeds / "herald.yaml"
    herald.write_bytes(change(herald.read_text("utf-8")).encode())

    report = load_files(loaded, [str(herald)])

    assert report.changes == []
    assert content(loaded) == before


def test_the_line_of_a_row_follows_a_comment(loaded: Target, seeds: Path) -> None:
    herald, place = seeds / "herald.yaml", ("sources", (HERALD,))
    before = rows_of(loaded)[place]["seed_line"]
    herald.write_text("# one\n# two\n" + herald.read_text("utf-8"), "utf-8")

    load_files(loaded, [str(herald)])

    assert rows_of(loaded)[place]["seed_line"] == before + 2


def test_the_order_of_files_and_sections_does_not_matter(
    loaded: Target, seeds: Path, tmp_path: Path, empty_file: Path
) -> None:
    other = copied(empty_file, tmp_path)
    turned = tmp_path / "turned"
    turned.mkdir()
    for number, name in enumerate(FILES):
        (turned / f"{number}.yml").write_text("".join(reversed(sections(seeds / name))), "utf-8")

    load_files(other, [str(turned / "2.yml"), str(turned / "0.yml"), str(turned / "1.yml")])

    assert content(other) == content(loaded)
    assert answers(other) == answers(loaded)


def test_sections_may_stand_in_files_of_their_own(
    loaded: Target, seeds: Path, tmp_path: Path, empty_file: Path
) -> None:
    other = copied(empty_file, tmp_path)
    split = tmp_path / "split"
    split.mkdir()
    actors = (seeds / "freedonia.yaml").read_text("utf-8").partition("actors:\n")[2]
    entries = re.split(r"^  - ", actors, flags=re.MULTILINE)[1:]
    for number, entry in enumerate(entries):
        (split / f"{number}.yaml").write_text(f"format: 1\nactors:\n  - {entry}", "utf-8")

    load_files(other, [str(split), str(seeds / "herald.yaml"), str(seeds / "gazette.yaml")])

    assert content(other) == content(loaded)


def test_files_may_be_loaded_one_after_the_other(
    loaded: Target, seeds: Path, tmp_path: Path, empty_file: Path
) -> None:
    other = copied(empty_file, tmp_path)

    for name in FILES:
        load_files(other, [str(seeds / name)])

    assert content(other) == content(loaded)


def test_what_is_missing_in_the_database_is_a_mistake(target: Target, seeds: Path) -> None:
    before = content(target)

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, [str(seeds / "gazette.yaml")])

    assert {mistake.code for mistake in caught.value.mistakes} == {"S030"}
    assert content(target) == before


def test_references_lead_to_rows_of_other_files(loaded: Target) -> None:
    rows = content(loaded)

    reply = rows["positions", (("gazette-1999-03-09",), "reply")]
    drivers = rows["personnel_counts", (("gazette-1999-03-09",), "drivers")]
    assert reply["responds_to_id"] == ((HERALD,), "immunity")
    assert drivers["part_of_id"] == ((HERALD,), "trainers")


def test_a_part_takes_what_it_leaves_unsaid_from_its_whole(loaded: Target) -> None:
    surgeons = content(loaded)["personnel_counts", ((HERALD,), "surgeons")]

    assert surgeons["part_of_id"] == ((HERALD,), "medics")
    assert surgeons["actor_id"] == ("freedonia-army",)
    assert (surgeons["measure"], surgeons["category"], surgeons["as_of"]) == ("planned", "military", "1999-03-02")
    assert (surgeons["function"], surgeons["wording"]) == ("unspecified", None)


def test_a_file_can_come_on_standard_input(run: Runner, target: Target, seeds: Path) -> None:
    written = (seeds / "freedonia.yaml").read_text("utf-8")
    words = ("seed", "load", *database_words(target), "-")

    first, again = (run(*words, stdin=written) for _ in range(2))

    assert (first.returncode, first.stdout, again.returncode, again.stdout) == (0, "", 0, "")
    assert " added, 0 changed, 0 removed" in first.stderr
    assert "0 changes" in again.stderr
    assert ("actors", ("rufus-firefly",)) in content(target)


def test_a_mistake_on_standard_input_has_its_place(run: Runner, file_target: Target) -> None:
    done = run("seed", "load", *database_words(file_target), "-", stdin="format: 2\n")

    assert done.returncode == 4
    assert done.stderr.startswith("error[S010] standard input:1:9: ")
