"""Files are replaced only when asked, and whole; pipes, full disks and signals end the tool in words."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.starting import stream

if TYPE_CHECKING:
    from tests.conftest import Runner


F_SETPIPE_SZ = 1031

# Files


def test_a_file_is_replaced_only_when_asked(run: Runner, db: str) -> None:
    path = run.home / "sources.csv"
    path.write_text("mine", "utf-8")

    refused = run("sources", "-o", "sources.csv", SOFADB_DB=db)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--force" in refused.stderr
    assert path.read_text("utf-8") == "mine"
    assert run("sources", "-o", "sources.csv", "--force", SOFADB_DB=db).returncode == 0
    assert path.read_text("utf-8").startswith("key,")
    assert list(run.home.iterdir()) == [path]


@pytest.mark.parametrize("place", ["nowhere/x.csv", "."], ids=["no folder", "a folder"])
def test_a_file_that_cannot_be_written_is_an_error(place: str, run: Runner, db: str) -> None:
    done = run("sources", "--csv", "--force", "-o", place, SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (1, "")
    assert "Error: cannot write" in done.stderr
    assert list(run.home.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(run: Runner, db: str) -> None:
    path = run.home / "names.csv"
    path.write_text("mine", "utf-8")
    words = stream(run, "--db", db, "export", "actor_names", "-o", "names.csv", "--force")

    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        # Python would cut off what it compiles, too, and leave it so.
        env={**run.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: cannot write names.csv")
    assert "Traceback" not in done.stderr
    assert path.read_text("utf-8") == "mine"
    assert list(run.home.iterdir()) == [path]


def test_a_device_or_pipe_is_never_replaced_by_a_file(run: Runner, db: str) -> None:
    pipe = run.home / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    run("sources", "--csv", "--force", "-o", "pipe", SOFADB_DB=db)

    os.close(reading)
    assert pipe.is_fifo()


@pytest.mark.parametrize("words", ["figures", "actors --csv", "export actor_names --jsonl", "--help"])
def test_a_full_standard_output_is_an_error_with_a_message(words: str, run: Runner, db: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device is no path
        done = subprocess.run(
            stream(run, *words.split()),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            env={**run.environment(), "SOFADB_DB": db},
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr == "Error: No space left on device\nhelp: make room on its disk, or name a file elsewhere\n"


def test_a_closed_standard_output_is_told_in_words(run: Runner, db: str) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *stream(run, "--db", db, "figures")],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "NoneType" not in done.stderr


@pytest.mark.parametrize("words", ["actors", "actors --csv", "export actor_names --jsonl", "figures --help"])
def test_a_pipe_that_is_closed_ends_the_tool_quietly(words: str, run: Runner, db: str) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        stream(run, *words.split()),
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**run.environment(), "SOFADB_DB": db},
    )
    os.close(writing)
    os.read(reading, 1)

    os.close(reading)

    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


def test_an_interrupt_ends_the_tool_with_130(run: Runner, db: str) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        stream(run, "export", "actor_names", "--jsonl"),
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**run.environment(), "SOFADB_DB": db},
    )
    os.close(writing)
    os.read(reading, 1)

    process.send_signal(signal.SIGINT)

    with os.fdopen(reading, "rb") as rest:
        rest.read()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == "Error: interrupted"
