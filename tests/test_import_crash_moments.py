"""An import that is killed at any moment leaves the database as it was or as it will be, and sound."""

from __future__ import annotations

import datetime
import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from sqlalchemy.engine import make_url

from sofadb.database.target import Target
from tests.conftest import database_words
from tests.load.test_crash import KILLED_IN_TIME, assert_sound
from tests.tables import MAP, ask, counts_of, load_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner, Server

#: So many that the indexes are taken down for them.
ROWS: Final = 10_500
POINTS: Final = 11


class State(NamedTuple):
    """All that an import changes."""

    counts: list[tuple[Any, ...]]  # Any: what a column holds
    files: list[tuple[Any, ...]]
    loads: list[tuple[Any, ...]]
    sources: list[tuple[Any, ...]]


def state(target: Target) -> State:
    """Return all that an import changes, but for the day on which it did."""
    return State(
        counts_of(target),
        ask(target, "SELECT path, digest, load_id FROM seed_files ORDER BY path"),
        ask(target, "SELECT id, files, added, changed, removed FROM load_log ORDER BY id"),
        ask(target, "SELECT key, title FROM sources ORDER BY key"),
    )


def schema(target: Target) -> list[tuple[Any, ...]]:  # Any: as above
    """Return every table, index and constraint."""
    if target.path is not None:
        return ask(target, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    indexes = ask(target, "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname")
    constraints = (
        "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY conname, conrelid"
    )
    return [*indexes, *ask(target, constraints.replace("::", "\\:\\:"))]


def daily(folder: Path, troops: int = 0) -> Path:
    """Write a table of one figure a day, and its map."""
    (folder / "census.map.yaml").write_text(MAP, "utf-8")
    days = (datetime.date(1960, 1, 1) + datetime.timedelta(days) for days in range(ROWS))
    return write_table(folder, [f"sylvania,{day},mil,{troops + day.toordinal() % 997}" for day in days])


def importing(path: Path) -> tuple[str, ...]:
    return "import", str(path), "--map", str(path.with_name("census.map.yaml"))


def assert_usable(run: Runner, target: Target, path: Path, after: State) -> None:
    """Make sure that a database is asked, checked and imported into as if nothing had happened."""
    for words in (("db", "status"), ("check",)):
        done = run(*words, *database_words(target))
        assert done.returncode == 0, done.stderr
    done = run(*importing(path), *database_words(target))
    assert done.returncode == 0, done.stderr
    assert state(target).counts == after.counts
    if target.path is not None:
        assert_sound(target)


@pytest.mark.parametrize("has_figures", [False, True], ids=["first", "release"])
def test_an_import_into_a_file_killed_at_any_moment_leaves_the_old_figures_or_the_new_ones(
    has_figures: bool, run: Runner, file_target: Target, tmp_path: Path
) -> None:
    if has_figures:
        load_table(file_target, daily(tmp_path))
    path, copies, room = daily(tmp_path, troops=1), tmp_path / "copies", tmp_path / "room"
    copies.mkdir()
    room.mkdir()
    old, whole = state(file_target), schema(file_target)
    script = f"import sofadb.bulk.importing\n{KILLED_IN_TIME}"

    done = subprocess.run(
        [sys.executable, "-c", script, str(file_target.path), str(copies), str(POINTS), *importing(path)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**run.environment(), "TMPDIR": str(room)},
        timeout=200,
    )

    assert done.returncode == 0, done.stderr
    new = state(Target(path=copies / "0.db"))
    assert new != old
    unfinished = 0
    for number in range(1, POINTS + 1):
        target = Target(path=copies / f"{number}.db")
        after = state(target)
        assert after in (old, new)
        assert schema(target) == whole
        assert_sound(target)
        unfinished += after == old
    assert unfinished >= POINTS // 2, done.stdout
    assert list(room.iterdir()) == []
    for number in (POINTS // 2, POINTS):
        assert_usable(run, Target(path=copies / f"{number}.db"), path, new)


# Forks, and kills each child when the server is at work on a statement for it that begins as given; prints which
# were killed, and how long the server went on.
KILLED_AT_WORK = """
import json, os, signal, sys, time
import psycopg
import sofadb.bulk.importing
from sofadb.cli import main

words, moments = json.loads(sys.argv[1]), json.loads(sys.argv[2])
ended = []
for url, server, begins in moments:
    asking = psycopg.connect(server, autocommit=True)
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    at_work = f"SELECT 1 {others} AND state <> 'idle' AND ltrim(query, E' \\\\n') LIKE %s"
    child = os.fork()
    if child == 0:
        os._exit(main([*words, "--db", url]))
    while not (status := os.waitpid(child, os.WNOHANG))[0]:
        if asking.execute(at_work, [begins + "%"]).fetchone():
            os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)
            break
        time.sleep(0.0005)
    began = time.monotonic()
    while asking.execute(f"SELECT 1 {others} AND backend_type = 'client backend'").fetchone():
        assert time.monotonic() - began < 30, "the server goes on"
        time.sleep(0.01)
    asking.close()
    ended.append(status[1])
print(json.dumps(ended))
"""

#: What the server does for an import: of figures that are the first, and of a release.
FIRST: Final = (
    "COPY",
    "ALTER TABLE personnel_counts DROP",
    "DROP INDEX",
    "INSERT INTO personnel_counts",
    "CREATE INDEX",
    "ALTER TABLE personnel_counts ADD",
)
RELEASE: Final = ("FETCH FORWARD", "UPDATE personnel_counts")


def test_an_import_into_a_server_killed_at_any_moment_leaves_the_old_figures_or_the_new_ones(
    run: Runner, server: Server, built_in_template: str, tmp_path: Path
) -> None:
    held = server.create(built_in_template)
    load_table(held, daily(tmp_path))
    path = daily(tmp_path, troops=1)
    moments = (*FIRST, *RELEASE)
    templates = [built_in_template] * len(FIRST) + [str(make_url(held.url).database)] * len(RELEASE)
    targets = [server.create(template) for template in templates]
    before = [(state(target), schema(target)) for target in targets]
    begins = [
        (target.url, target.url.replace("+psycopg", ""), begins)
        for target, begins in zip(targets, moments, strict=True)
    ]

    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_WORK, json.dumps(importing(path)), json.dumps(begins)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=200,
    )

    assert done.returncode == 0, done.stderr
    ended = dict(zip(moments, json.loads(done.stdout), strict=True))
    killed = [moment for moment, status in ended.items() if status == signal.SIGKILL]
    for moment, target, (old, whole) in zip(moments, targets, before, strict=True):
        assert schema(target) == whole, moment
        if moment in killed:
            assert state(target) == old, moment
    # What the server does in a moment may be done before anybody sees it.
    assert len(killed) >= 5, ended
    assert {"INSERT INTO personnel_counts", "CREATE INDEX"} & set(killed)
    load_table(held, path)
    for target in (targets[FIRST.index("CREATE INDEX")], targets[-1]):
        assert_usable(run, target, path, state(held))
    for target in (held, *targets):
        server.drop(target)
