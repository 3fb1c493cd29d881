"""A file of any name and a server by any URL are told apart, and no other file is made."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sofadb.database.reader import open_reader
from sofadb.database.target import Target, parse_target
from sofadb.errors import SofadbError, WrongUseError
from tests.hostile_questions import folder_state

SECONDS = 5


@pytest.mark.parametrize(
    "name",
    [
        "what?.db",
        "a?mode=rwc",
        "a#b.db",
        "a%2fb.db",
        "%41.db",
        "100%.db",
        " spaces around .db ",
        "file:x.db",
        "file:x.db?mode=memory",
        ":memory:",
        "-",
        "--help",
        'it\'s "quoted";.db',
        "línea\nnueva.db",
        "数据.db",
        os.fsdecode(b"\xff.db"),
    ],
)
@pytest.mark.parametrize("absolute", [True, False])
def test_a_file_of_any_name_is_read_and_no_other_is_made(
    name: str,
    absolute: bool,
    built_in_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(built_in_file, tmp_path / name)
    before = folder_state(tmp_path)
    target = parse_target(str(tmp_path / name) if absolute else name)

    with open_reader(target, SECONDS) as reader:
        found = list(reader.ask("SELECT count(*) > 0 FROM actors", {}, {}).rows)

    assert found == [(1,)]
    assert folder_state(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("x.db", "x.db"),
        ("./x y.db", "x y.db"),
        ("/a/x.db", "/a/x.db"),
        ("file:x.db", "file:x.db"),
        ("-", "-"),
        ("sqlite:///x.db", "x.db"),
        ("sqlite:////a/x.db", "/a/x.db"),
        ("SQLite+pysqlite:///x.db", "x.db"),
        (r"C:\x.db", r"C:\x.db"),
        ("postgresql", "postgresql"),
    ],
)
def test_a_file_is_told_by_its_path_or_its_url(words: str, path: str) -> None:
    assert parse_target(words) == Target(path=Path(path))


def test_the_home_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")

    assert parse_target("~/x.db") == Target(path=Path("/home/somebody/x.db"))


def test_the_home_folder_of_nobody_is_an_error_for_the_user() -> None:
    with pytest.raises(SofadbError), open_reader(parse_target("~nobody-of-this-name/x.db")):
        pass


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "PostgreSQL", "postgresql+psycopg"])
def test_a_server_is_told_by_its_url(scheme: str) -> None:
    target = parse_target(f"{scheme}://me:pw@host:5433/name")

    assert target == Target(url="postgresql+psycopg://me:pw@host:5433/name")
    assert str(target) == "postgresql+psycopg://me:***@host:5433/name"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me@h/x",
        "http://h/x",
        "file:///x.db",
        "sqlite://",
        "sqlite:///",
        "sqlite://x.db",
        "postgresql+psycopg2://h/x",
    ],
)
def test_a_url_of_another_kind_is_wrong_use(url: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        parse_target(url)

    assert caught.value.exit_code == 2
    assert "postgresql+psycopg://" in caught.value.remedy
