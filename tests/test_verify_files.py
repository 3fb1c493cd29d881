"""`verify` refuses what is no copy of an article in words, and answers long files soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from tests.conftest import database_words
from tests.herald import ARTICLE, HERALD, loaded_file, pasted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Runner


@pytest.fixture(scope="module")
def herald(built_in_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Target:
    """Load the article into an SQLite file, for tests that only read."""
    return Target(path=loaded_file(built_in_file, tmp_path_factory.mktemp("herald")))


def test_a_source_that_is_not_there_is_refused_with_what_is_near(herald: Target, run: Runner) -> None:
    (run.home / "copy.txt").write_text("Text.", "utf-8")

    done = run(*database_words(herald), "verify", "herald-1999-03-03", "copy.txt")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"did you mean '{HERALD}'?" in done.stderr


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n -- \n", "is empty"),
        (b"words\0words", "binary file: byte 6 is NUL"),
        (b"one\ntwo \xff three", "copy.txt:2: byte 9 of the file, \\xff, is not UTF-8"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "packed"),
        ("words".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html><body>words</body></html>", "save it as plain text"),
        (b"<div><p>One.</p><p>Two.</p><p>Three.</p></div>", "HTML"),
        (b"words " * 2_000_000, "larger than 10 MB"),
        (b"w\n" * 200_002, "more than 200,000 lines"),
    ],
)
def test_what_is_no_plain_text_is_refused_in_words(raw: bytes, said: str, herald: Target, run: Runner) -> None:
    (run.home / "copy.txt").write_bytes(raw)

    done = run(*database_words(herald), "verify", HERALD, "copy.txt")

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "help: " in done.stderr


@pytest.mark.parametrize("name", ["nowhere.txt", ".", "a\nb"])
def test_what_is_no_file_is_wrong_use(name: str, herald: Target, run: Runner) -> None:
    done = run(*database_words(herald), "verify", HERALD, name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")


#: What a long file may take: seconds of computing, for other work on the machine is not to count.
SECONDS, MEGABYTES = 20, 700
LONG: dict[str, Callable[[], tuple[str, int]]] = {
    "a file of 50 MB": lambda: (pasted(ARTICLE) + "word " * 10_000_000, 1),
    "the longest that is read": lambda: (pasted(ARTICLE) + "Some words of another text. " * 350_000, 0),
    "sentences without end": lambda: (pasted(ARTICLE) + "a. " * 3_200_000, 0),
    "nothing of the article": lambda: ("Some words of another text. " * 350_000, 4),
    "a line without end": lambda: (pasted(ARTICLE) + "w" * 9_000_000, 0),
    "as many lines as are read": lambda: (pasted(ARTICLE) + "word\n" * 199_000, 0),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_file_is_answered_in_seconds_and_little_memory(name: str, herald: Target, run: Runner) -> None:
    text, code = LONG[name]()
    (run.home / "copy.txt").write_text(text, "utf-8")
    words = [sys.executable, "-m", "sofadb", *database_words(herald), "verify", HERALD, "copy.txt", "-o", "out.csv"]
    # A process that asks for more memory ends with an error, and one that computes for longer is killed.
    limits = f'ulimit -v {MEGABYTES * 1024}; ulimit -t {SECONDS}; exec "$@"'

    done = subprocess.run(
        ["sh", "-c", limits, "sh", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        timeout=300,
    )

    assert done.returncode == code, done.stderr
