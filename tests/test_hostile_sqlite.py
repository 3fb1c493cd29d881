"""No statement on an SQLite file writes, makes a file or runs on beyond its limit, and no bytes in it surprise us."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import QuestionFailedError, SofadbError
from tests.hostile_questions import POSTGRESQL, SQLITE, ask, folder_state, limit, named, path_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_catalogues_are_as_long_as_promised() -> None:
    assert len(SQLITE) >= 250
    assert len(POSTGRESQL) >= 120
    assert {name.partition(":")[0] for name in SQLITE} == {"file", "write", "hang", "prepare", "memory", "odd"}


@pytest.mark.parametrize("name", named(SQLITE, "file", "write", "hang", "odd"))
def test_a_statement_can_neither_change_nor_hold_up_an_sqlite_file(
    name: str, file_target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sql = SQLITE[name].replace("{file}", str(file_target.path)).replace("{folder}", str(tmp_path))
    before = folder_state(tmp_path)

    ask(file_target, sql, limit(name))

    assert folder_state(tmp_path) == before


def test_many_statements_on_one_connection_leave_it_guarded(file_target: Target, tmp_path: Path) -> None:
    before = folder_state(tmp_path)
    quick = [sql for name, sql in SQLITE.items() if name.startswith(("write:", "file: attach", "file: vacuum"))]

    with open_reader(file_target, 20) as reader:
        for sql in quick:
            with suppress(SofadbError):
                list(reader.ask(sql, {}, {}).rows)
        counted = list(reader.ask("SELECT count(*) > 0 FROM actor_names", {}, {}).rows)
        with pytest.raises(QuestionFailedError):
            list(reader.ask("DELETE FROM actor_names", {}, {}).rows)

    assert counted == [(1,)]
    assert folder_state(tmp_path) == before


@pytest.mark.parametrize("seconds", [None, 5.0])
def test_the_pragmas_that_only_look_are_answered(file_target: Target, seconds: float | None) -> None:
    with open_reader(file_target, seconds) as reader:
        columns = list(reader.ask("SELECT name FROM pragma_table_info('actors') ORDER BY cid", {}, {}).rows)
        tables = list(reader.ask("PRAGMA table_list", {}, {}).rows)
        words = list(reader.ask("SELECT value FROM json_each('[1, 2]')", {}, {}).rows)

    assert columns[0] == ("id",)
    assert tables
    assert words == [(1,), (2,)]


def test_bad_bytes_in_a_text_do_not_make_the_answer_vanish(file_target: Target) -> None:
    with closing(sqlite3.connect(path_of(file_target), isolation_level=None)) as connection:
        connection.execute("UPDATE actors SET name = CAST(x'61ff62' AS TEXT) WHERE id = 1")
        connection.execute("UPDATE actors SET name = CAST(x'610062' AS TEXT) WHERE id = 2")

    with open_reader(file_target) as reader:
        names = list(reader.ask("SELECT name FROM actors WHERE id <= 2 ORDER BY id", {}, {}).rows)
        everyone = list(reader.ask("SELECT id, name FROM actors ORDER BY id", {}, {}).rows)

    assert names == [("a\ufffdb",), ("a\0b",)]
    assert len(everyone) > 200


def test_bad_bytes_in_the_schema_end_in_words_for_the_user(file_target: Target) -> None:
    path = path_of(file_target)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE twisted (qqqq INTEGER, CHECK (qqqq > 0))")
        connection.execute("INSERT INTO twisted VALUES (1)")
    path.write_bytes(path.read_bytes().replace(b"qqqq", b"q\xff\xfeq"))

    for sql in ("SELECT * FROM twisted", "SELECT * FROM twisted JOIN twisted AS t USING (nowhere)"):
        ask(file_target, sql)


def test_another_who_writes_does_not_hold_us_up(file_target: Target) -> None:
    with closing(sqlite3.connect(path_of(file_target), isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")

        ask(file_target, "SELECT count(*) FROM actors")


def test_reading_a_file_in_wal_mode_leaves_nothing_behind(file_target: Target, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path_of(file_target), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal").fetchall()
    before = folder_state(tmp_path)

    ask(file_target, "SELECT count(*) FROM actors")

    assert folder_state(tmp_path) == before


def test_a_file_left_in_the_middle_of_writing_answers_as_before(file_target: Target, tmp_path: Path) -> None:
    path, abandoned = path_of(file_target), tmp_path / "abandoned.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE actor_names SET name = name || ' forged'")
        shutil.copyfile(path, abandoned)
        shutil.copyfile(f"{path}-journal", f"{abandoned}-journal")
        connection.execute("ROLLBACK")
    with open_reader(Target(path=abandoned)) as reader:
        names = "SELECT id, name FROM actor_names ORDER BY id"
        found = list(reader.ask(names, {}, {}).rows)

    with open_reader(file_target) as reader:
        assert found == list(reader.ask(names, {}, {}).rows)


def test_a_damaged_file_never_raises_anything_but_words_for_the_user(
    built_in_file: Path, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    image = built_in_file.read_bytes()
    path = tmp_path / "damaged.db"
    for seed in range(40):
        chance = random.Random(seed)
        damaged = bytearray(image)
        for _ in range(chance.choice([1, 20, 400])):
            damaged[chance.randrange(16, len(image))] = chance.randrange(256)
        path.write_bytes(damaged)

        with subtests.test(seed=seed):
            for sql in ("SELECT * FROM figures", "SELECT * FROM actor_names"):
                ask(Target(path=path), sql)

            assert folder_state(tmp_path) == {str(path): hashlib.sha256(damaged).hexdigest()}
