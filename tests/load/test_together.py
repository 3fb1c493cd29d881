"""Whoever else is at work: the rows are those of one load after the other, and readers see the state before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest
from sqlalchemy import text

from sofadb.database import engine
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.errors import SofadbError
from sofadb.seed.loading import transaction
from sofadb.seed.loading.changes import DatabaseChangedError
from sofadb.seed.loading.load import load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.conftest import database_words
from tests.load.stored import answers, content, digest, made_up_seeds, seed_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


class Between(Protocol):
    """Has something done after the check of a load and before its writing."""

    def __call__(self, action: Callable[[], object], times: int = 1) -> None: ...


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Between:
    """Do something after the check and before the writing, so many times."""
    opened = transaction.writing

    def do(action: Callable[[], object], times: int = 1) -> None:
        left = times

        def writing(*words: Any, **options: Any) -> Any:  # Any: as the transaction has them
            nonlocal left
            if left:
                left -= 1
                with monkeypatch.context() as theirs:
                    theirs.setattr(transaction, "writing", opened)
                    action()
            return opened(*words, **options)

        monkeypatch.setattr(transaction, "writing", writing)

    return do


def actor(folder: Path, name: str, entry: str) -> str:
    path = folder / f"{name}.yaml"
    path.write_text(f"format: 1\nactors:\n  - {entry}\n", "utf-8")
    return str(path)


def test_a_load_that_came_in_between_is_seen(target: Target, tmp_path: Path, between: Between) -> None:
    ours = actor(tmp_path, "ours", "{key: zenda, name: Zenda, kind: area}")
    theirs = actor(tmp_path, "theirs", "{key: zenda, name: Town of Zenda, kind: area}")

    between(lambda: load_files(target, [theirs]))

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, [ours])

    (mistake,) = caught.value.mistakes
    assert mistake.code == "S031"
    assert theirs in mistake.message
    assert content(target)["actors", ("zenda",)]["name"] == "Town of Zenda"


def test_a_load_that_came_in_between_and_does_not_matter_is_no_obstacle(
    target: Target, tmp_path: Path, between: Between
) -> None:
    ours = actor(tmp_path, "ours", "{key: zenda, name: Zenda, kind: area}")
    theirs = actor(tmp_path, "theirs", "{key: strelsau, name: Strelsau, kind: area}")

    between(lambda: load_files(target, [theirs]))

    report = load_files(target, [ours])

    assert report.count() == {"added": 2}
    assert {("actors", ("zenda",)), ("actors", ("strelsau",))} <= content(target).keys()


def test_two_loads_cannot_make_a_ring_together(target: Target, tmp_path: Path, between: Between) -> None:
    files = [actor(tmp_path, name, f"{{key: {name}, name: {name}, kind: area}}") for name in ("zenda", "strelsau")]
    load_files(target, files)
    actor(tmp_path, "zenda", "{key: zenda, name: zenda, kind: area, part_of: strelsau}")
    actor(tmp_path, "strelsau", "{key: strelsau, name: strelsau, kind: area, part_of: zenda}")

    between(lambda: load_files(target, files[1:]))

    with pytest.raises(SeedMistakesError) as caught:
        load_files(target, files[:1])

    assert [mistake.code for mistake in caught.value.mistakes] == ["S033"]


def test_who_never_gets_a_turn_says_so(file_target: Target, tmp_path: Path, between: Between) -> None:
    ours = actor(tmp_path, "ours", "{key: zenda, name: Zenda, kind: area}")
    number = 0

    def load_another() -> None:
        nonlocal number
        number += 1
        load_files(
            file_target, [actor(tmp_path, "theirs", f"{{key: strelsau, name: Strelsau {number}, kind: area}}")]
        )

    between(load_another, times=100)

    with pytest.raises(DatabaseChangedError, match="changed by another"):
        load_files(file_target, [ours])

    assert number == 5
    assert ("actors", ("zenda",)) not in content(file_target)


@pytest.mark.parametrize("same", [True, False], ids=["the same key", "different keys"])
def test_loaders_at_once_end_as_one_after_the_other(same: bool, run: Runner, target: Target, tmp_path: Path) -> None:
    files = []
    for number in range(3):
        files.append(tmp_path / f"own{number}.yaml")
        files[-1].write_text(
            seed_of("post" if same else f"post-{number}", f"Zenda {number}" if same else f"Zenda{number}")
        )

    done = run.together(*(["seed", "load", *database_words(target), str(file)] for file in files))

    codes = sorted(each.returncode for each in done)
    assert codes == ([0, 4, 4] if same else [0, 0, 0]), done
    assert sum(table == "sources" and "post" in str(key) for table, key in content(target)) == (1 if same else 3)


def test_a_reader_sees_the_old_state_while_rows_are_written(file_target: Target, tmp_path: Path) -> None:
    """More is written than the cache holds, and still not one page reaches the file before the end."""
    folder = made_up_seeds(tmp_path, 4000)
    before, bytes_before = answers(file_target), digest(file_target)
    seen: list[bool] = []

    def look(what: str, _done: int, _total: int) -> None:
        if what == "writing":
            seen.append(digest(file_target) == bytes_before)
            with open_reader(file_target, 2) as reader:
                number = next(iter(reader.ask("SELECT count(*) FROM figures", {}, {}).rows))[0]
                seen.append(number == len(before[0]))

    load_files(file_target, [str(folder)], watch=look)

    assert len(seen) > 20
    assert all(seen)
    assert len(answers(file_target)[0]) > len(before[0]) + 1000


def test_a_reader_of_a_server_sees_the_old_state_while_rows_are_written(target: Target, seeds: Path) -> None:
    before = answers(target)
    seen: list[bool] = []

    def look(what: str, done: int, total: int) -> None:
        if what == "writing" and done == total:
            seen.append(answers(target) == before)

    load_files(target, [str(seeds)], watch=look)

    assert seen
    assert all(seen)
    assert answers(target) != before


def test_a_database_that_another_holds_is_told_in_words(
    target: Target, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (engine, transaction):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    before = content(target)
    holder = writing_engine(target)

    with holder.begin() as connection:
        if target.path is None:
            connection.execute(text("LOCK TABLE load_log IN SHARE ROW EXCLUSIVE MODE"))
        connection.execute(text("UPDATE load_log SET files = files"))
        with pytest.raises(SofadbError, match="another process was at work") as caught:
            load_files(target, [str(seeds)])
    holder.dispose()

    assert "nothing was loaded" in caught.value.remedy
    assert content(target) == before
