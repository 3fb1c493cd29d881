"""Ctrl-C is heard while a database file is written, and what was begun is taken back."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import database_words
from tests.load.stored import digest
from tests.test_import_crash_moments import daily, importing

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

WRITE_FOR_EVER = """
import signal, sys
from pathlib import Path
from sqlalchemy import text
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.seed.loading.loaded import newest_load
from sofadb.seed.loading.transaction import writing

signal.signal(signal.SIGINT, signal.default_int_handler)
FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
target = Target(path=Path(sys.argv[1]))

def write(connection):
    connection.execute(text("UPDATE sources SET title = 'half written'"))
    print("writing", flush=True)
    connection.execute(text(f"INSERT INTO load_log (files) {FOR_EVER} SELECT i FROM n WHERE i < 0"))

def load():
    with open_reader(target) as reader:
        newest = newest_load(reader)
    with writing(target, newest, dry_run=False) as connection:
        write(connection)

def stage():
    with open_reader(target) as reader:
        newest = newest_load(reader)
    with writing(target, newest, dry_run=False) as connection:
        print("writing", flush=True)
        sql = f"{FOR_EVER} INSERT INTO load_log (files) SELECT ? + i FROM n WHERE i < 0"
        connection.connection.driver_connection.executemany(sql, [(1,)])

def migrate():
    with writing_engine(target, foreign_keys=False).begin() as connection:
        write(connection)

try:
    {"load": load, "stage": stage, "migrate": migrate}[sys.argv[2]]()
except KeyboardInterrupt:
    print("interrupted", flush=True)
    raise
"""


@pytest.mark.parametrize("what", ["load", "stage", "migrate"])
def test_ctrl_c_ends_what_is_written_to_a_file(what: str, file_target: Target) -> None:
    before = digest(file_target)
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_FOR_EVER, str(file_target.path), what],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "writing\n"
        time.sleep(0.3)

        pressed = time.monotonic()
        child.send_signal(signal.SIGINT)
        try:
            output, errors = child.communicate(timeout=5)
        finally:
            child.kill()

    assert time.monotonic() - pressed < 2
    assert output == "interrupted\n", errors
    assert digest(file_target) == before


# Runs a command and sends itself Ctrl-C a moment after a statement begins that starts with the given words; and once
# more, where it is wanted twice, while what was done is taken back.
PRESSED = """
import os, signal, sys, threading
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from sofadb.cli import main

begins, again, *words = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)
presses = [threading.Timer(0.005, os.kill, (os.getpid(), signal.SIGINT))]

@event.listens_for(Engine, "before_cursor_execute")
def press(_connection, _cursor, statement, *_):
    if statement.startswith(begins) and presses:
        presses.pop().start()

@event.listens_for(Pool, "reset")
def press_again(*_):
    if again == "twice" and not presses:
        os.kill(os.getpid(), signal.SIGINT)

sys.exit(main(words))
"""


@pytest.mark.parametrize("times", ["once", "twice"])
def test_an_import_that_is_interrupted_while_it_writes_leaves_nothing_and_says_one_word(
    times: str, run: Runner, file_target: Target, tmp_path: Path
) -> None:
    path, before = daily(tmp_path), digest(file_target)
    words = ["INSERT INTO personnel_counts", times, *importing(path), *database_words(file_target)]

    done = subprocess.run(
        [sys.executable, "-c", PRESSED, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Error: interrupted")
    assert digest(file_target) == before
