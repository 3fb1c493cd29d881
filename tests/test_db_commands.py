"""Databases are made, upgraded, copied and put back without a loss; both engines print the same bytes."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb import migrate, paths
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from tests.conftest import Runner, Server, database_words

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

HEAD = paths.head_revision()
OLDER = sorted(script.name[:4] for script in (paths.migrations() / "versions").glob("[0-9]*_*.py"))[:-1]
SECRET = "Hu5h-H0pe"

#: Every daily question, as it is asked.
ASKED = (
    "figures --host irq --json",
    "figures --actor usa --as-of 2014-06-20 --csv",
    "positions --negotiation usa-irq-2011 --issue criminal_jurisdiction -f markdown",
    "timeline usa-irq-2014 -f html",
    "conflicts",
    "actors --jsonl",
    "negotiations --tsv",
    "deployments",
    "assets",
    "sources --null -",
    "show military-times-2014-06-20/advisers",
    "show dayen-2011/immunity-demanded",
    "show military-times-2014-06-20/obama-president",
    "show military-times-2014-06-20/withdrawal-2011",
    "show no-such-claim",
    "figures --host Nigr",
    "export actors",
)


@pytest.fixture(scope="module")
def server_words(server: Server, built_in_template: str) -> Iterator[tuple[str, str]]:
    """Name the built-in dataset on the server, for tests that only read."""
    target = server.create(built_in_template)
    yield database_words(target)
    server.drop(target)


def fields(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Read an answer of fields and values."""
    return dict(csv.reader(io.StringIO(done.stdout)))


def path_of(target: Target) -> Path:
    assert target.path is not None
    return target.path


def backups(path: Path) -> list[Path]:
    """Return the copies beside a database, oldest first."""
    return sorted(path.parent.glob(f"{path.name}.backup-*"))


def claim_version(target: Target, version: str) -> None:
    """Let a database say that it has another schema version."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def same_rows(one: Path, other: Path) -> bool:
    """Compare all that two SQLite files hold."""
    with closing(sqlite3.connect(one)) as first, closing(sqlite3.connect(other)) as second:
        return list(first.iterdump()) == list(second.iterdump())


# Both engines


@pytest.mark.parametrize("words", ASKED, ids=str)
def test_a_server_prints_the_bytes_of_a_file(
    words: str, run: Runner, built_in_file: Path, server_words: tuple[str, str]
) -> None:
    of_file = run("--db", str(built_in_file), *words.split())

    of_server = run(*server_words, *words.split())

    assert of_server.stdout == of_file.stdout
    assert of_server.stderr == of_file.stderr
    assert of_server.returncode == of_file.returncode
    assert of_file.stdout or of_file.returncode == 2


def test_a_folder_of_seed_files_is_checked_against_either_engine(target: Target, run: Runner) -> None:
    done = run(*database_words(target), "seed", "check", str(paths.built_in_seeds()))

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


# init


def test_init_makes_a_database_once(empty_target: Target, run: Runner) -> None:
    first = run(*database_words(empty_target), "db", "init")

    second = run(*database_words(empty_target), "db", "init")

    assert (first.returncode, first.stdout) == (0, "")
    assert "rows" in first.stderr
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("Error: ")
    assert "16,000" in run(*database_words(empty_target), "figures").stdout


def test_init_can_leave_the_dataset_out(empty_target: Target, run: Runner) -> None:
    done = run(*database_words(empty_target), "db", "init", "--empty")

    status = fields(run(*database_words(empty_target), "db", "status", "--csv"))
    assert done.returncode == 0
    assert status["schema version"] == HEAD
    assert {status["actors"], status["sources"], status["seed files"]} == {"0"}
    assert run(*database_words(empty_target), "actors", "--csv").stdout.count("\n") == 1


def test_a_refused_init_leaves_the_file_as_it_is(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine", "utf-8")

    done = run("--db", str(path), "db", "init")

    assert done.returncode == 1
    assert path.read_text("utf-8") == "mine"


# status


def test_status_counts_what_the_database_holds(target: Target, run: Runner) -> None:
    done = run(*database_words(target), "db", "status", "--csv")

    status = fields(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert status["database"] == str(target)
    assert status["engine"] == ("SQLite" if target.path else "PostgreSQL")
    assert status["schema version"] == status["schema version of this sofadb"] == HEAD
    assert (status["sources"], status["negotiations"]) == ("2", "2")
    assert int(status["personnel counts"]) == run(*database_words(target), "figures", "--csv").stdout.count("\n") - 1


@pytest.mark.parametrize(("version", "remedy"), [("0001", "sofadb --db {} db upgrade"), ("9999", "upgrade sofadb")])
def test_status_describes_another_schema_version(version: str, remedy: str, target: Target, run: Runner) -> None:
    claim_version(target, version)

    done = run(*database_words(target), "db", "status", "--csv")

    status = fields(done)
    assert done.returncode == 0
    assert status["schema version"] == version
    assert status["what to do"] == remedy.format(target)
    assert "actors" not in status


# upgrade and downgrade


@pytest.mark.parametrize("version", OLDER)
def test_an_older_database_is_upgraded_after_a_backup(version: str, run: Runner, tmp_path: Path) -> None:
    target = Target(path=tmp_path / "old.db")
    migrate.upgrade(target, version)
    old = tmp_path / "old.copy"
    shutil.copyfile(path_of(target), old)
    refused = run(*database_words(target), "figures")

    done = run(*database_words(target), "db", "upgrade")

    assert (refused.returncode, refused.stdout) == (3, "")
    assert f"help: sofadb --db {target} db upgrade\n" in refused.stderr
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{version} -> {HEAD}" in done.stderr
    (backup,) = backups(path_of(target))
    assert str(backup) in done.stderr
    assert same_rows(backup, old)
    assert run(*database_words(target), "figures").returncode == 0


def test_a_database_at_base_is_upgraded(empty_target: Target, run: Runner) -> None:
    migrate.upgrade(empty_target, OLDER[0])
    migrate.downgrade(empty_target, "base")

    migrate.upgrade(empty_target)

    assert run(*database_words(empty_target), "figures").returncode == 0


def test_an_upgrade_of_the_newest_does_nothing(target: Target, run: Runner) -> None:
    done = run(*database_words(target), "db", "upgrade")

    assert (done.returncode, done.stdout) == (0, "")
    assert "already" in done.stderr
    assert target.path is None or backups(target.path) == []


def test_a_newer_database_is_not_upgraded(target: Target, run: Runner) -> None:
    claim_version(target, "9999")

    done = run(*database_words(target), "db", "upgrade")

    assert (done.returncode, done.stdout) == (3, "")
    assert "upgrade sofadb" in done.stderr
    assert target.path is None or backups(target.path) == []


def test_a_step_down_and_up_keeps_every_answer(target: Target, run: Runner) -> None:
    words = database_words(target)
    before = run(*words, "timeline", "--csv").stdout

    down = run(*words, "db", "downgrade", OLDER[-1])
    refused = run(*words, "figures")
    up = run(*words, "db", "upgrade")

    assert (down.returncode, down.stdout, up.returncode, up.stdout) == (0, "", 0, "")
    assert refused.returncode == 3
    assert run(*words, "timeline", "--csv").stdout == before
    assert target.path is None or len(backups(target.path)) == 2


def test_what_a_downgrade_drops_can_be_loaded_again(file_target: Target, run: Runner) -> None:
    words = database_words(file_target)
    before = run(*words, "figures", "--csv").stdout
    run(*words, "db", "downgrade", "0002")
    run(*words, "db", "upgrade")

    done = run(*words, "seed", "load")

    assert done.returncode == 0
    assert run(*words, "figures", "--csv").stdout == before


@pytest.mark.parametrize("revision", [HEAD, "0000", "base", "9999", "-1", ""])
def test_a_downgrade_to_no_older_version_is_refused(revision: str, file_target: Target, run: Runner) -> None:
    done = run(*database_words(file_target), "db", "downgrade", "--", revision)

    assert (done.returncode, done.stdout) == (2, "")
    assert OLDER[0] in done.stderr
    assert backups(path_of(file_target)) == []


# backup and restore


def test_a_backup_can_be_named(file_target: Target, run: Runner, tmp_path: Path) -> None:
    done = run(*database_words(file_target), "db", "backup", str(tmp_path / "copy.db"))

    assert (done.returncode, done.stdout) == (0, "")
    assert str(tmp_path / "copy.db") in done.stderr
    assert same_rows(tmp_path / "copy.db", path_of(file_target))


def test_a_backup_without_a_name_lies_beside(file_target: Target, run: Runner) -> None:
    done = run(*database_words(file_target), "db", "backup")

    (backup,) = backups(path_of(file_target))
    assert str(backup) in done.stderr
    assert same_rows(backup, path_of(file_target))


def test_a_backup_replaces_nothing(file_target: Target, run: Runner, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine", "utf-8")

    done = run(*database_words(file_target), "db", "backup", str(tmp_path / "copy.db"))

    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "copy.db").read_text("utf-8") == "mine"


def test_a_backup_into_no_folder_is_an_error(file_target: Target, run: Runner, tmp_path: Path) -> None:
    done = run(*database_words(file_target), "db", "backup", str(tmp_path / "nowhere" / "copy.db"))

    assert done.returncode == 1
    assert done.stderr.startswith("Error: there is no folder ")


def test_a_backup_of_nothing_is_an_error(run: Runner, tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "none.db"), "db", "backup")

    assert done.returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_restore_keeps_what_was_there(file_target: Target, run: Runner, tmp_path: Path) -> None:
    words, path = database_words(file_target), path_of(file_target)
    run("--db", str(tmp_path / "copy.db"), "db", "init", "--empty")

    done = run(*words, "db", "restore", str(tmp_path / "copy.db"))

    (kept,) = backups(path)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(kept) in done.stderr
    assert same_rows(path, tmp_path / "copy.db")
    assert "16,000" in run("--db", str(kept), "figures").stdout
    assert run(*words, "figures", "--csv").stdout.count("\n") == 1


@pytest.mark.parametrize("damage", [b"", b"a letter", b"SQLite format 3\x00"], ids=["empty", "text", "cut"])
def test_a_restore_mends_a_damaged_database(damage: bytes, file_target: Target, run: Runner, tmp_path: Path) -> None:
    words, path = database_words(file_target), path_of(file_target)
    run(*words, "db", "backup", str(tmp_path / "copy.db"))
    path.write_bytes(damage)
    path.with_name(f"{path.name}-journal").write_bytes(b"of the damaged one")

    done = run(*words, "db", "restore", str(tmp_path / "copy.db"))

    (kept,) = (each for each in backups(path) if not each.name.endswith("-journal"))
    assert done.returncode == 0, done.stderr
    assert kept.read_bytes() == damage
    assert same_rows(path, tmp_path / "copy.db")


def test_a_restore_on_a_new_machine_makes_the_folder(file_target: Target, run: Runner, tmp_path: Path) -> None:
    run(*database_words(file_target), "db", "backup", str(tmp_path / "copy.db"))

    done = run("--db", str(tmp_path / "new" / "home.db"), "db", "restore", str(tmp_path / "copy.db"))

    assert done.returncode == 0, done.stderr
    assert same_rows(tmp_path / "new" / "home.db", tmp_path / "copy.db")


def test_a_restore_can_bring_a_lost_database_back(file_target: Target, run: Runner, tmp_path: Path) -> None:
    words, copy = database_words(file_target), tmp_path / "copy.db"
    path_of(file_target).rename(copy)

    done = run(*words, "db", "restore", str(copy))

    assert done.returncode == 0
    assert same_rows(path_of(file_target), copy)


@pytest.mark.parametrize("what", ["a text", "nothing", "a folder", "another's database", "half a database"])
def test_a_restore_of_no_backup_loses_nothing(what: str, file_target: Target, run: Runner, tmp_path: Path) -> None:
    path, bad = path_of(file_target), tmp_path / "bad.db"
    if what == "a text":
        bad.write_text("no database\n" * 100, "utf-8")
    elif what == "a folder":
        bad.mkdir()
    elif what == "half a database":
        bad.write_bytes(path.read_bytes()[:50000])
    elif what == "another's database":
        with closing(sqlite3.connect(bad)) as connection:
            connection.execute("CREATE TABLE customers (id INTEGER)")
    before = path.read_bytes()

    done = run(*database_words(file_target), "db", "restore", str(bad))

    assert (done.returncode, done.stdout) == (3, "")
    assert str(bad) in done.stderr
    assert path.read_bytes() == before
    assert backups(path) == []


def test_a_restore_from_itself_loses_nothing(file_target: Target, run: Runner) -> None:
    path = path_of(file_target)
    before = path.read_bytes()

    run(*database_words(file_target), "db", "restore", str(path))

    assert path.exists()
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", ["backup", "backup copy.db", "restore copy.db"])
def test_a_server_is_copied_by_its_own_tools(words: str, run: Runner) -> None:
    done = run("--db", f"postgresql://me:{SECRET}@localhost:1/sofadb", "db", *words.split())

    assert (done.returncode, done.stdout) == (2, "")
    assert ("pg_dump" if "backup" in words else "pg_restore") in done.stderr
    assert SECRET not in done.stderr


# Passwords


URLS = (
    "postgresql://me:{}@localhost:1/sofadb",
    "postgres://me:{}@localhost:1/sofadb",
    "postgresql+psycopg://me:{}@localhost:1/sofadb",
    "postgresql://me:a/{}@localhost:1/sofadb",
    "postgresql://me:a@{}@localhost:1/sofadb",
    "postgresql://:{}@localhost:1/sofadb",
    "postgresql://me@localhost:1/sofadb?password={}",
    "postgresql://me:{}@localhost:port/sofadb",
    "postgresql://me:{}@localhost:1/sofadb?nonsense=1",
    "mysql://me:{}@localhost:1/sofadb",
    "postgresql+asyncpg://me:{}@localhost:1/sofadb",
)


@pytest.mark.parametrize(("url", "command"), [*((url, "figures") for url in URLS), (URLS[0], "db init")])
def test_a_password_is_never_printed(url: str, command: str, run: Runner) -> None:
    done = run("--db", url.format(SECRET), *command.split())

    assert done.returncode in (2, 3), done.stderr
    assert done.stdout == ""
    assert SECRET not in done.stderr
    assert "unexpected" not in done.stderr


def test_status_does_not_print_the_password(server: Server, built_in_template: str, run: Runner) -> None:
    url = server.url.set(database=built_in_template, password=SECRET).render_as_string(hide_password=False)

    done = run("--db", url, "db", "status")

    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stdout + done.stderr
