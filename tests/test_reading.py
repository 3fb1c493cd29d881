"""Reading never writes, never hangs and never eats the memory, and says in one sentence what it cannot read.

The catalogues of hostile statements lie in `hostile/`; a new trick is a new block there. The word before
the first colon of its name says what it is after: `file`, `write`, `hang`, `memory`, `superuser` or `odd`.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from sofadb import paths
from sofadb.database.reader import open_reader
from sofadb.database.target import Target, parse_target
from sofadb.errors import DatabaseUnusableError, QuestionFailedError, SofadbError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Server

HERE = Path(__file__).parent
SECONDS = 0.5
SECONDS_FOR_MEMORY = 2.0
GRACE = 1.5  # the machine may be busy; what hangs takes far longer
ROWS = 1000
MEGABYTES = 400
RUNAWAY_BYTES = 4 * 1024**3


# The catalogues


def catalogue(name: str) -> dict[str, str]:
    """Return the statements of a file, by what they try."""
    parts = re.split(r"^-- name: (.*)\n", (HERE / "hostile" / name).read_text("utf-8"), flags=re.MULTILINE)
    assert parts[0] == ""

    names, bodies = parts[1::2], (body.removesuffix("\n") for body in parts[2::2])
    return dict(zip(names, bodies, strict=True))


def made_statements() -> dict[str, str]:
    """Return statements that are too long, or too strange, to be written down in a file."""
    pairs = " OR ".join(f"(id = {number} AND name = key)" for number in range(5000))
    return {
        "odd: NUL in the statement": "SELECT 1\0; DELETE FROM actor_names",
        "odd: NUL at the end": "SELECT 1\0",
        "odd: a lone surrogate": "SELECT '\ud800'",
        "odd: a byte that was no UTF-8": "SELECT '\udcff'",
        "odd: a lone surrogate outside of a string": "SELECT \udfff",
        "odd: a byte order mark": "\ufeffSELECT 1",
        "odd: brackets without end": f"SELECT {'(' * 5000}1{')' * 5000}",
        "odd: additions without end": f"SELECT {'+'.join('1' * 20000)}",
        "odd: NOT without end": f"SELECT {'NOT ' * 5000} 1 = 1",
        "odd: conditions without end": f"SELECT id FROM actors WHERE {pairs}",
        "odd: questions in questions": f"SELECT 1 FROM {'(SELECT 1 AS a FROM ' * 1000}actors{') AS x' * 1000}",
        "odd: cases in cases": f"SELECT {'CASE WHEN 1 = 1 THEN ' * 3000}1{' END' * 3000}",
        "odd: a union of thousands": " UNION ALL ".join(["SELECT 1"] * 5000),
        "odd: thousands of columns": f"SELECT {', '.join('1' * 3000)}",
        "odd: a list of a hundred thousand numbers": f"SELECT 1 WHERE 1 IN ({','.join(map(str, range(100_000)))})",
        "odd: a name of a megabyte": f'SELECT 1 AS "{"x" * 900_000}"',
        "odd: a comment of two megabytes": f"SELECT 1 -- {'x' * 2_000_000}",
        "odd: a string of two megabytes": f"SELECT '{'x' * 2_000_000}'",
    }


SQLITE = catalogue("sqlite.sql") | made_statements()
POSTGRESQL = catalogue("postgresql.sql") | made_statements()


def named(statements: dict[str, str], *groups: str) -> list[str]:
    """Return the names of the statements in these groups."""
    return [name for name in statements if name.partition(":")[0] in groups]


def ask(target: Target, sql: str, seconds: float | None = SECONDS) -> float:
    """Ask, read some rows, and return how long it took; only an error for the user is an answer too."""
    started = time.monotonic()
    with suppress(SofadbError), open_reader(target, seconds) as reader:
        for _ in islice(reader.ask(sql, {}, {}).rows, ROWS):
            pass
    return time.monotonic() - started


def folder_state(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def path_of(target: Target) -> Path:
    assert target.path is not None
    return target.path


# SQLite


def test_the_catalogues_are_as_long_as_promised() -> None:
    assert len(catalogue("sqlite.sql")) >= 150
    assert len(catalogue("postgresql.sql")) >= 60
    assert {name.partition(":")[0] for name in SQLITE} == {"file", "write", "hang", "memory", "odd"}


@pytest.mark.parametrize("name", named(SQLITE, "file", "write", "hang", "odd"))
def test_a_statement_can_neither_change_nor_hold_up_an_sqlite_file(
    name: str, file_target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sql = SQLITE[name].replace("{file}", str(file_target.path)).replace("{folder}", str(tmp_path))
    before = folder_state(tmp_path)

    took = ask(file_target, sql)

    assert folder_state(tmp_path) == before
    assert took < SECONDS + GRACE


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

        took = ask(file_target, "SELECT count(*) FROM actors")

    assert took < SECONDS + GRACE


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
            took = sum(ask(Target(path=path), sql) for sql in ("SELECT * FROM figures", "SELECT * FROM actor_names"))

            assert took < 2 * (SECONDS + GRACE)
            assert folder_state(tmp_path) == {str(path): hashlib.sha256(damaged).hexdigest()}


# PostgreSQL

STATE = """
SELECT 'relations', coalesce(string_agg(concat_ws(' ', n.nspname, c.relname, c.relkind, c.relowner, c.relacl),
    '; ' ORDER BY c.oid), '') FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_toast%'
UNION ALL SELECT 'columns', md5(string_agg(concat_ws(' ', attrelid, attname, atttypid), ';'
    ORDER BY attrelid, attnum)) FROM pg_attribute WHERE attrelid >= 16384
UNION ALL SELECT 'views', md5(string_agg(definition, ';' ORDER BY viewname)) FROM pg_views
    WHERE schemaname = 'public'
UNION ALL SELECT 'functions', string_agg(proname, ' ' ORDER BY oid) FROM pg_proc WHERE oid >= 16384
UNION ALL SELECT 'rules', count(*)::text FROM pg_rewrite
UNION ALL SELECT 'triggers', count(*)::text FROM pg_trigger
UNION ALL SELECT 'comments', count(*)::text FROM pg_description
UNION ALL SELECT 'sequences', string_agg(concat_ws(' ', sequencename, last_value), ';' ORDER BY sequencename)
    FROM pg_sequences
UNION ALL SELECT 'large objects', count(*)::text FROM pg_largeobject_metadata
UNION ALL SELECT 'settings', string_agg(setconfig::text, ';') FROM pg_db_role_setting
UNION ALL SELECT 'extensions', string_agg(extname, ' ' ORDER BY extname) FROM pg_extension
UNION ALL SELECT 'forged', concat_ws(' ', (SELECT count(*) FROM pg_roles WHERE rolname = 'forged'),
    (SELECT count(*) FROM pg_database WHERE datname = 'forged'),
    (SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'forged'),
    (SELECT count(*) FROM pg_replication_origin WHERE roname = 'forged'),
    (SELECT count(*) FROM pg_prepared_xacts WHERE gid = 'forged'))
"""


def server_state(target: Target) -> dict[str, str]:
    """Return the definitions and the rows of a database, as a fresh connection sees them."""
    engine = create_engine(target.url, poolclass=NullPool)
    with engine.connect() as connection:
        found = {str(name): str(value) for name, value in connection.execute(text(STATE))}
        tables = connection.scalars(
            text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        )
        for table in tables.all():
            digest = text(f"SELECT count(*), md5(string_agg(t::text, ';' ORDER BY t::text)) FROM {table} AS t")
            found[table] = str(connection.execute(digest).one())
    return found


@pytest.fixture(scope="module")
def server_target(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database on the server that the statements of the catalogue must leave as it is."""
    target = server.create(built_in_template)
    yield target
    server.drop(target)


@pytest.fixture(scope="module")
def untouched(server_target: Target, writer_target: Target) -> dict[str, str]:  # noqa: ARG001  # it grants
    """Return what the database holds before anybody asks."""
    return server_state(server_target)


@pytest.fixture(scope="module")
def writer_target(server: Server, server_target: Target) -> Iterator[Target]:
    """Name the same database as a role that may write to each table, but is no superuser."""
    role = f"w{os.getpid()}{time.monotonic_ns()}"
    admin = create_engine(server_target.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'x'"))
        connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"))
        url = make_url(server_target.url).set(username=role, password="x")
        yield Target(url=url.render_as_string(hide_password=False))
        connection.execute(text(f"DROP OWNED BY {role}"))
    server.execute(f"DROP ROLE {role}")


@pytest.mark.parametrize("name", named(POSTGRESQL, "write", "hang", "odd"))
def test_a_statement_can_neither_change_nor_hold_up_a_server(
    name: str, server_target: Target, untouched: dict[str, str], tmp_path: Path
) -> None:
    took = ask(server_target, POSTGRESQL[name].replace("{folder}", str(tmp_path)))

    assert server_state(server_target) == untouched
    assert list(tmp_path.iterdir()) == []
    assert took < SECONDS + GRACE


@pytest.mark.parametrize("name", named(POSTGRESQL, "write", "superuser"))
def test_a_statement_of_one_who_may_write_does_not_change_a_server(
    name: str, writer_target: Target, server_target: Target, untouched: dict[str, str], tmp_path: Path
) -> None:
    took = ask(writer_target, POSTGRESQL[name].replace("{folder}", str(tmp_path)))

    assert server_state(server_target) == untouched
    assert list(tmp_path.iterdir()) == []
    assert took < SECONDS + GRACE


@pytest.mark.parametrize("name", named(POSTGRESQL, "superuser"))
def test_what_only_a_superuser_may_do_is_refused_to_others(name: str, writer_target: Target) -> None:
    if name == "superuser: end other sessions" or name == "superuser: stop the questions of others":
        pytest.skip("an answer without rows where there is no other session")
    sql = POSTGRESQL[name].replace("{folder}", "/tmp")

    with open_reader(writer_target, SECONDS) as reader, pytest.raises(QuestionFailedError):
        list(reader.ask(sql, {}, {}).rows)


def test_no_lock_outlives_the_reader(server_target: Target) -> None:
    with open_reader(server_target, SECONDS) as reader:
        list(reader.ask("SELECT pg_advisory_lock(4711)", {}, {}).rows)

    engine = create_engine(server_target.url, poolclass=NullPool)
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711")
    with engine.connect() as connection:
        deadline = time.monotonic() + 2
        while connection.scalar(held) and time.monotonic() < deadline:
            time.sleep(0.05)

        assert connection.scalar(held) == 0


def test_a_setting_of_one_question_does_not_reach_the_next(server_target: Target) -> None:
    with open_reader(server_target, SECONDS) as reader:
        list(reader.ask("SELECT set_config('search_path', 'pg_catalog', false)", {}, {}).rows)
        list(reader.ask("SELECT set_config('role', 'pg_monitor', false)", {}, {}).rows)

        found = list(reader.ask("SELECT count(*) > 0, current_user <> 'pg_monitor' FROM actors", {}, {}).rows)

    assert found == [(True, True)]


# Memory


def measure(url: str, group: str, seconds: float) -> None:
    """Ask every memory bomb of a catalogue and print what each cost; runs in a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (RUNAWAY_BYTES, RUNAWAY_BYTES))
    target = parse_target(url)
    statements = SQLITE if target.path is not None else POSTGRESQL
    for name in named(statements, group):
        Path("/proc/self/clear_refs").write_text("5")
        problem, started = "", time.monotonic()
        try:
            ask(target, statements[name], seconds)
        except Exception as error:  # noqa: BLE001  # the test reports whatever it was
            problem = f"{type(error).__name__} "
        took = time.monotonic() - started
        if took > seconds + GRACE:
            problem += f"{took:.1f} seconds "
        if (peak := peak_megabytes()) > MEGABYTES:
            problem += f"{peak} megabytes"
        print(json.dumps([name, problem.strip()]), flush=True)  # noqa: T201


def peak_megabytes() -> int:
    found = re.search(r"^VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) // 1024


def measured(target: Target, seconds: float) -> dict[str, str]:
    """Return the problem, or none, of every memory bomb on this database."""
    url = str(target.path) if target.path is not None else target.url
    child = run_python(f"import test_reading as t; t.measure({url!r}, 'memory', {seconds})", timeout=60)
    assert child.returncode == 0, child.stderr
    return dict(map(json.loads, child.stdout.splitlines()))


def run_python(code: str, timeout: float = 20) -> subprocess.CompletedProcess[str]:
    """Run a few lines in a fresh interpreter that finds the tests."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(HERE)},
        timeout=timeout,
    )


needs_proc = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux")


@needs_proc
def test_no_statement_on_a_file_takes_much_memory(file_target: Target, tmp_path: Path) -> None:
    before = folder_state(tmp_path)

    problems = measured(file_target, SECONDS)

    assert problems == dict.fromkeys(named(SQLITE, "memory"), "")
    assert folder_state(tmp_path) == before


@needs_proc
def test_no_statement_on_a_server_takes_much_memory_here(server_target: Target) -> None:
    problems = measured(server_target, SECONDS_FOR_MEMORY)

    assert problems == dict.fromkeys(named(POSTGRESQL, "memory"), "")


# What is refused before any question


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


# Names


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


# Behaviour of the process

HEAVY = ("sqlalchemy", "alembic", "psycopg", "pydantic", "yaml")

READ_FIGURES = """
import sys
from pathlib import Path
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
with open_reader(Target(path=Path(sys.argv[1] if len(sys.argv) > 1 else {path!r}))) as reader:
    list(reader.ask("SELECT ref, low, best, high FROM figures ORDER BY ref", {{}}, {{}}).rows)
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def test_reading_figures_from_a_file_loads_nothing_heavy(built_in_file: Path) -> None:
    child = run_python(READ_FIGURES.format(path=str(built_in_file)))

    assert child.returncode == 0, child.stderr
    assert set(child.stdout.split()).isdisjoint(HEAVY)


ASK_FOR_EVER = """
import signal
from sofadb.database.reader import open_reader
from sofadb.database.target import parse_target
signal.signal(signal.SIGINT, signal.default_int_handler)
with open_reader(parse_target({url!r}), {seconds}) as reader:
    print("asking", flush=True)
    try:
        print(*reader.ask({sql!r}, {{}}, {{}}).rows)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        raise
"""

FOR_EVER = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0",
    "postgresql": "SELECT pg_sleep(20)",
}


@pytest.mark.parametrize("seconds", [None, 30.0])
def test_ctrl_c_ends_a_long_question(target: Target, seconds: float | None) -> None:
    url = str(target.path) if target.path is not None else target.url
    sql = FOR_EVER["postgresql" if target.path is None else "sqlite"]
    code = ASK_FOR_EVER.format(url=url, sql=sql, seconds=seconds)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "asking\n"
        time.sleep(0.3)

        pressed = time.monotonic()
        child.send_signal(signal.SIGINT)
        try:
            output, errors = child.communicate(timeout=5)
        finally:
            child.kill()

    assert time.monotonic() - pressed < 1
    assert output == "interrupted\n", errors
