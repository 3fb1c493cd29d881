"""The whole catalogue of hostile statements through `sofadb sql`: its exit code, its words, its time, its memory."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.hostile_questions import (
    LATEST,
    PAUSE,
    POSTGRESQL,
    SECONDS_OF_THE_ENDLESS,
    SQLITE,
    TRIES,
    folder_state,
    named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.target import Target
    from tests.conftest import Runner, Server

ROOT = Path(__file__).resolve().parents[1]
#: Long enough for all that ends by itself, beside the tests of another worker too.
SECONDS = 2.0
#: What has no end is stopped soon.
SECONDS_OF = {"hang": SECONDS_OF_THE_ENDLESS, "prepare": SECONDS_OF_THE_ENDLESS, "memory": 0.4}
#: A server needs a while to make what does not fit into ours: these may end it, one of each kind.
PATIENT = ("memory: an array of many numbers", "memory: a text of a hundred and fifty megabytes")
SECONDS_OF_THE_PATIENT = 20.0
#: Beside the tests of another worker a process needs a while to end; `hostile_questions` holds what is promised.
LATEST_BESIDE_OTHERS = LATEST + 0.7
LATEST_FOR_MEMORY = 5.0  # a server cannot stop at once; that questions end in time is seen in the other groups
MEGABYTES = 400
RUNAWAY_BYTES = 4 * 1024**3
CODES = (0, 1, 2, 5)
#: What every question needs, and is imported once for all of them; the dialect does not import psycopg itself.
IMPORTED = (
    "encodings.ascii",
    "sofadb.cli.root",
    "sofadb.cli.sql",
    "sofadb.database.file",
    "sofadb.database.reader",
    "sofadb.database.target",
    "sofadb.execute",
    "sofadb.formats.excerpt",
    "sofadb.formats.table",
    "tabulate",
)
IMPORTED_FOR_A_SERVER = ("sofadb.database.server", "sqlalchemy.dialects.postgresql.psycopg", "psycopg")

needs_fork = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures as Linux does")


class Trouble(NamedTuple):
    """What is wrong with how a question ended, and whether it ended late."""

    wrong: list[str]
    late: list[str]


def trouble(database: str, sql: str, seconds: float, latest: float) -> Trouble:
    """Ask by `sofadb sql` in a copy of this process."""
    with tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _be_sofadb(errors.fileno(), "--db", database, "sql", "--timeout", str(seconds), "--", sql)
        _, status, used = os.wait4(child, 0)
        took = time.monotonic() - started
        errors.seek(0)
        said = errors.read().decode()
    code, megabytes = os.waitstatus_to_exitcode(status), used.ru_maxrss // 1024
    wrong = [f"exit code {code}: {said[:300]}"] * (code not in CODES)
    wrong += [f"said {said[:2000]}"] * any(word in said for word in ("Traceback", "unexpected:", "please report"))
    wrong += [f"{megabytes} MB"] * (megabytes > MEGABYTES)
    return Trouble(wrong, [f"took {took:.2f} s"] * (took > seconds + latest))


def _be_sofadb(errors: int, *words: str) -> None:
    from sofadb.cli import main

    resource.setrlimit(resource.RLIMIT_AS, (RUNAWAY_BYTES, RUNAWAY_BYTES))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(errors, 2)
    code = main(words)
    sys.stderr.flush()
    os._exit(code)


def limit(group: str, name: str, *, of_a_server: bool) -> tuple[float, float]:
    """Return how long a statement may take, and how late it may end."""
    if of_a_server and group == "memory":
        return SECONDS_OF_THE_PATIENT if name in PATIENT else SECONDS_OF[group], LATEST_FOR_MEMORY
    return SECONDS_OF.get(group, SECONDS), LATEST_BESIDE_OTHERS


def report(database: str, group: str) -> None:
    """Print the trouble with each statement; one that is only late may try again, for the machine may be busy."""
    of_a_server = not Path(database).exists()
    statements = POSTGRESQL if of_a_server else SQLITE
    for module in (*IMPORTED, *(IMPORTED_FOR_A_SERVER if of_a_server else ())):
        import_module(module)  # that the machine is slow at importing is not the statement's fault
    # No copy has to look through all that is imported for garbage.
    gc.freeze()
    for name in named(statements, group):
        sql = statements[name].replace("{file}", database).replace("{folder}", os.getcwd())  # noqa: PTH109
        for tried in range(TRIES):
            time.sleep(tried * PAUSE)
            found = trouble(database, sql, *limit(group, name, of_a_server=of_a_server))
            if found.wrong or not found.late:
                break
        print(json.dumps([name, [*found.wrong, *found.late]]), flush=True)  # noqa: T201


def troubles(database: str, statements: dict[str, str], group: str, folder: Path) -> dict[str, list[str]]:
    """Ask statements in a process of their own, with nothing loaded that a test has loaded."""
    code = f"from tests.test_hostile_sql_command import report; report({database!r}, {group!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = dict(map(json.loads, done.stdout.splitlines()))
    assert list(found) == named(statements, group)
    return {name: wrong for name, wrong in found.items() if wrong}


@needs_fork
@pytest.mark.parametrize("group", ["file", "write", "hang", "prepare", "memory", "odd"])
def test_no_statement_on_a_file_does_harm(group: str, file_target: Target, tmp_path: Path) -> None:
    before = folder_state(tmp_path)

    found = troubles(str(file_target.path), SQLITE, group, tmp_path)

    assert found == {}
    assert folder_state(tmp_path) == before


@needs_fork
@pytest.mark.parametrize("group", ["write", "superuser", "hang", "memory", "odd"])
def test_no_statement_on_a_server_does_harm(group: str, server_target: Target, tmp_path: Path) -> None:
    found = troubles(server_target.url, POSTGRESQL, group, tmp_path)

    assert found == {}
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def server_target(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database on the server, which the role of these tests could change if it were let."""
    target = server.create(built_in_template)
    yield target
    server.drop(target)


SAMPLE = [name for name, sql in SQLITE.items() if sql.isprintable() or "\n" in sql][::12]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_statement_in_a_process_of_its_own_does_no_harm(name: str, file_target: Target, run: Runner) -> None:
    sql = SQLITE[name].replace("{file}", str(file_target.path)).replace("{folder}", str(run.home))
    before = folder_state(run.home.parent)

    done = run("--db", str(file_target.path), "sql", "--timeout", "0.3", "-", stdin=sql)

    assert done.returncode in CODES
    assert "Traceback" not in done.stderr
    assert (done.stderr == "") == (done.returncode == 0) or "shown" in done.stderr
    assert folder_state(run.home.parent) == before
