"""What cannot be read is refused before any question, in one sentence."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import NullPool, create_engine, text

from sofadb import paths
from sofadb.database.reader import open_reader
from sofadb.database.target import Target, parse_target
from sofadb.errors import DatabaseUnusableError, SofadbError, WrongUseError
from tests.hostile_questions import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Server

SECONDS = 0.5


def refusal(target: Target) -> DatabaseUnusableError:
    """Open what cannot be opened, and check that it is refused in one sentence."""
    with pytest.raises(DatabaseUnusableError) as caught, open_reader(target, SECONDS):
        pass
    error = caught.value
    assert error.exit_code == 3
    assert error.message
    assert "\n" not in error.message + error.remedy
    assert not re.search(r"\bNone\b|Traceback|Error\b|sqlite3|psycopg\.|sqlalchemy", error.message)
    return error


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Break off a test that blocks."""

    def ring(*_: object) -> None:
        raise AssertionError(f"blocked for {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.db"

    error = refusal(Target(path=path))

    assert str(path) in error.message
    assert "db init" in error.remedy
    assert list(tmp_path.iterdir()) == []


def _linked_fifo(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


def _socket(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(path))


NO_DATABASES: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a FIFO": os.mkfifo,
    "a socket": _socket,
    "an endless device": lambda path: path.symlink_to("/dev/zero"),
    "an empty device": lambda path: path.symlink_to("/dev/null"),
    "a link to a FIFO": _linked_fifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "an empty file": lambda path: path.write_bytes(b""),
    "a text file": lambda path: path.write_text("key,name\nTUR,Türkiye\n", "utf-8"),
    "the first letters of a database": lambda path: path.write_bytes(b"SQLite format 3"),
    "nothing but a header": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "a header and zeros": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    "a header and rubbish": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000),
}


@pytest.mark.parametrize("kind", NO_DATABASES)
def test_what_is_no_database_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    NO_DATABASES[kind](path)

    with alarm(5):
        error = refusal(Target(path=path))

    assert str(path) in error.message


def test_a_file_below_a_file_is_refused(built_in_file: Path) -> None:
    refusal(Target(path=built_in_file / "x.db"))


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "\ud800.db"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    refusal(Target(path=tmp_path / name))


@pytest.mark.parametrize("length", [17, 50, 99, 100, 101, 512, 4095, 4096, 4097, 0.25, 0.5, 0.9, -4096, -1])
def test_a_file_that_is_cut_off_is_refused(length: float, file_target: Target) -> None:
    path = path_of(file_target)
    image = path.read_bytes()
    path.write_bytes(image[: int(length * len(image)) if isinstance(length, float) else int(length)])

    error = refusal(file_target)

    assert str(path) in error.message


HAS_VERSION = "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES "
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
IS_VERSION = "CREATE VIEW alembic_version AS"

FOREIGN = {
    "another's tables": "CREATE TABLE customers (id INTEGER)",
    "no table": "CREATE TABLE t (a); DROP TABLE t",
    "no version": "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
    "a version table of another shape": "CREATE TABLE alembic_version (a); INSERT INTO alembic_version VALUES (1)",
    "a version that is empty": f"{HAS_VERSION} ('')",
    "a version that is null": f"{HAS_VERSION} (NULL)",
    "a version that is a number": f"{HAS_VERSION} (4)",
    "a version that is a blob": f"{HAS_VERSION} (x'ff')",
    "a version of another project": f"{HAS_VERSION} ('ae1027a6acf')",
    "a version without end": f"{IS_VERSION} {NUMBERS} SELECT i AS version_num FROM n WHERE i < 0",
    "a version that is too large": f"{IS_VERSION} SELECT zeroblob(900000000) AS version_num",
    "a version that eats memory": f"{IS_VERSION} {NUMBERS} "
    "SELECT json_group_array(hex(zeroblob(4000000))) AS version_num FROM n",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_an_sqlite_file_that_is_not_ours_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FOREIGN[kind])

    with alarm(5):
        error = refusal(Target(path=path))

    assert str(path) in error.message


def set_version(target: Target, version: str | None) -> None:
    """Give a database another version, or no row for one."""
    url = f"sqlite:///{target.path}" if target.path is not None else target.url
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if version is not None:
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})


@pytest.mark.parametrize(
    ("version", "words", "remedy"),
    [("9999", "newer", "upgrade"), ("0001", "older", "db upgrade"), (None, "no sofadb database", "db init")],
)
def test_another_version_is_refused(version: str | None, words: str, remedy: str, target: Target) -> None:
    set_version(target, version)

    error = refusal(target)

    assert words in error.message
    assert remedy in error.remedy


def test_our_version_is_read(target: Target) -> None:
    with open_reader(target, 5) as reader:
        result = reader.ask("SELECT version_num FROM alembic_version", {}, {})

        assert result.columns == ("version_num",)
        assert list(result.rows) == [(paths.head_revision(),)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(file_target: Target) -> None:
    path_of(file_target).chmod(0)

    error = refusal(file_target)

    assert "ermission" in error.message


def test_a_file_in_a_folder_that_is_read_only_can_be_read(file_target: Target, tmp_path: Path) -> None:
    path_of(file_target).chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with open_reader(file_target) as reader:
            assert list(reader.ask("SELECT count(*) > 0 FROM actors", {}, {}).rows) == [(1,)]
    finally:
        tmp_path.chmod(0o755)


# Servers


def test_a_database_of_another_name_is_refused(server: Server) -> None:
    error = refusal(parse_target(server.url.set(database="nowhere").render_as_string(hide_password=False)))

    assert "nowhere" in error.message


def test_a_role_that_is_not_there_is_refused(server: Server) -> None:
    url = server.url.set(username="nobody_here", password="s3cret")

    error = refusal(parse_target(url.render_as_string(hide_password=False)))

    assert "s3cret" not in error.message + error.remedy


def test_a_server_database_without_tables_is_refused(server: Server) -> None:
    target = server.create()
    try:
        error = refusal(target)
    finally:
        server.drop(target)

    assert "no sofadb database" in error.message


PASSWORDS = [
    "s3cret",
    "s3%cret",
    "s3@cret",
    "s3:cret",
    "s3/cret",
    "s3?cret",
    "s3#cret",
    "s3 cret",
    "s3ütcret",
    "%s3%40cret",
]


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_is_in_no_message_about_a_server(password: str, escaped: bool) -> None:
    written = quote(password, safe="") if escaped else password
    target = parse_target(f"postgresql://reader:{written}@127.0.0.1:1/sofadb")

    with pytest.raises(SofadbError) as caught, open_reader(target, SECONDS):
        pass

    shown = str(target) + caught.value.message + caught.value.remedy
    assert not re.search("s3|cret", shown)


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_is_in_no_message_about_a_wrong_url(password: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        parse_target(f"mysql://reader:{password}@127.0.0.1/sofadb")

    assert caught.value.exit_code == 2
    assert not re.search("s3|cret", caught.value.message + caught.value.remedy)


@pytest.mark.parametrize(
    "rest", ["/sofadb?user=reader&password=s3cret", "127.0.0.1:1/sofadb?password=s3cret", "h/x?sslpassword=s3cret"]
)
def test_a_password_among_the_options_is_not_shown(rest: str) -> None:
    assert "s3cret" not in str(parse_target(f"postgresql://{rest}"))


@pytest.mark.parametrize(
    "rest",
    [
        "reader@127.0.0.1:1/sofadb",
        "reader@127.0.0.1:99999/sofadb",
        "reader@127.0.0.1:port/sofadb",
        "reader@nowhere.invalid/sofadb",
        "reader@[::1/sofadb",
        "reader@[::1]:1/sofadb",
        "reader@127.0.0.1:1/sofadb?nonsense=1",
        "reader@127.0.0.1:1/sofadb?connect_timeout=never",
        "reader@127.0.0.1:1/sofadb?sslmode=nonsense",
        "/sofadb?host=/nowhere",
        "/sofadb?host=a&host=b&port=1",
        "reader@127.0.0.1:1/so\0fadb",
        "reader@127.0.0.1:1/so\udcfffadb",
        "reader\n@127.0.0.1:1/sofadb",
    ],
)
def test_a_server_that_cannot_be_reached_is_refused(rest: str) -> None:
    with (
        alarm(10),
        pytest.raises((DatabaseUnusableError, WrongUseError)) as caught,
        open_reader(parse_target(f"postgresql://{rest}"), SECONDS),
    ):
        pass

    assert "\n" not in caught.value.message
    assert "psycopg" not in caught.value.message.replace("postgresql+psycopg://", "")


def test_a_server_that_never_answers_does_not_hold_us_up() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        with alarm(5):
            refusal(parse_target(f"postgresql://reader@127.0.0.1:{port}/sofadb"))
