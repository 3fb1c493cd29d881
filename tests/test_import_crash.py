"""Whatever ends an import, the database holds the old figures or the new ones; and a long one takes little memory."""

from __future__ import annotations

import os
import pty
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sofadb.bulk.table import TableError
from sofadb.database.target import Target
from tests.conftest import copy_database, database_words
from tests.load.stored import digest
from tests.load.test_crash import assert_sound, small_disk  # noqa: F401  a fixture
from tests.tables import HEADER, MAP, ROWS, ask, counts_of, load_table, write_table

if TYPE_CHECKING:
    from tests.conftest import Runner

#: So many that 200 bytes kept of each row are seen in the memory that is taken; from here on it grows no more.
LONG = 100_000
KEYED = MAP.replace("value: troops", "value: troops\nkey: [row]")


def command(target: Target, path: Path, *words: str) -> list[str]:
    described = str(path.with_name("census.map.yaml"))
    return [sys.executable, "-m", "sofadb", "import", *database_words(target), str(path), "--map", described, *words]


def long_table(folder: Path, rows: int, name: str = "long.csv", troops: int = 0) -> Path:
    """Write a table with a column in which every cell is different, and its map."""
    (folder / "census.map.yaml").write_text(KEYED, "utf-8")
    path = folder / name
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"{HEADER},row\n")
        for row in range(rows):
            stream.write(f"sylvania,{1900 + row % 100},mil,{troops + row % 997},r{row}\n")
    return path


def peak(run: Runner, words: list[str], **environment: str) -> tuple[int, str]:
    """Run a command that must succeed; return the most memory that it took, in megabytes, and what it said."""
    # The kernel's own mark: what `resource` tells begins with the memory of the process that started this one.
    measured = (
        "import sys\nfrom pathlib import Path\nfrom sofadb.cli import main\ncode = main(sys.argv[1:])\n"
        "lines = Path('/proc/self/status').read_text().splitlines()\n"
        "print('PEAK', next(line.split()[1] for line in lines if line.startswith('VmHWM')), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *words[3:]],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**run.environment(), **environment},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    said, _, number = done.stderr.rpartition("PEAK ")
    return int(number) // 1024, said


def test_a_long_table_takes_little_memory_and_so_does_what_is_imported_beside_it(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    path = long_table(tmp_path, LONG)

    first, said = peak(run, command(file_target, path))
    beside, little = peak(run, command(file_target, long_table(tmp_path, 1_000, "short.csv")))

    assert f"{LONG:,} rows read = {LONG:,} loaded + 0 unchanged + 0 refused + 0 left out" in said
    assert "1,000 rows read = 0 loaded + 1,000 unchanged + 0 refused + 0 left out" in little
    assert f"not in the file: {LONG - 1000:,} " in little
    assert first < 105
    assert beside < 90


def test_many_refused_rows_take_little_memory(run: Runner, file_target: Target, tmp_path: Path) -> None:
    path = long_table(tmp_path, 20_000)
    path.write_text(path.read_text().replace(",mil,", ",mil,0").replace(",r7", ",r7,"))

    most, said = peak(run, command(file_target, path, "--reject", str(tmp_path / "refused.csv")))

    assert "20,000 rows read = 0 loaded + 0 unchanged + 20,000 refused + 0 left out" in said
    assert len((tmp_path / "refused.csv").read_text().splitlines()) == 20_001
    assert most < 92


def test_what_was_told_on_a_terminal_makes_room_for_the_numbers(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    path = long_table(tmp_path, 3_000)
    # Else it depends on the machine how far it is told: a quick import says nothing.
    at_once = (
        "import sys\nfrom sofadb.cli import main, progress\nprogress._ON_TERMINAL = (0.0, 0.0)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    ours, theirs = pty.openpty()

    running = subprocess.Popen(
        [sys.executable, "-c", at_once, *command(file_target, path)[3:]],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env=run.environment(),
    )
    os.close(theirs)
    said = b""
    try:
        while chunk := os.read(ours, 100_000):
            said += chunk
    except OSError:
        pass  # the other end is closed
    os.close(ours)

    assert running.wait(timeout=60) == 0
    told, _, last = said.replace(b"\r\n", b"\n").rpartition(b"\x1b[K")
    assert b"reading 3,000 rows, " in told
    assert b"3,000 rows read = 3,000 loaded" in last
    assert b"a second" not in last
    assert b"writing" not in last


def test_imports_at_the_same_time_both_finish(run: Runner, target: Target, tmp_path: Path) -> None:
    (tmp_path / "census.map.yaml").write_text(MAP, "utf-8")
    paths = [write_table(tmp_path, ROWS[:2], "one.csv"), write_table(tmp_path, ROWS[2:], "two.csv")]

    ended = run.together(*(command(target, path)[3:] for path in paths))

    assert [each.returncode for each in ended] == [0, 0], [each.stderr for each in ended]
    assert len(counts_of(target)) == 4
    assert ask(target, "SELECT count(*) FROM sources WHERE key = 'census'") == [(1,)]


def test_a_disk_without_room_is_told_and_the_database_is_left_as_it_was(
    run: Runner, file_target: Target, tmp_path: Path
) -> None:
    path, before = long_table(tmp_path, 3_000), digest(file_target)
    answer = run("figures", "--csv", *database_words(file_target)).stdout
    limit = Path(str(file_target.path)).stat().st_size + 100_000

    done = subprocess.run(
        command(file_target, path, "--reject", str(tmp_path / "refused.csv")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert done.stderr.splitlines()[-2:] == [
        "Error: the database refused the load: disk I/O error",
        "help: nothing was loaded",
    ]
    assert run("figures", "--csv", *database_words(file_target)).stdout == answer
    assert_sound(file_target)
    assert digest(file_target) == before
    assert not (tmp_path / "refused.csv").exists()
    load_table(file_target, path, KEYED)
    assert len(counts_of(file_target)) == 3_000


def test_an_import_for_which_the_disk_is_too_small_is_told_and_leaves_the_database_as_it_was(
    run: Runner,
    small_disk: Path,  # noqa: F811
    built_in_file: Path,
    tmp_path: Path,
) -> None:
    target = Target(path=copy_database(built_in_file, small_disk / "test.db"))
    before, path = digest(target), long_table(tmp_path, 20_000)

    done = run(*command(target, path)[3:], SQLITE_TMPDIR=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-2:] == [
        "Error: the database refused the load: database or disk is full",
        "help: nothing was loaded; make room on the disk of the database",
    ]
    assert_sound(target)
    assert digest(target) == before
    assert [each.name for each in small_disk.iterdir()] == ["test.db"]


def test_a_file_that_grows_while_it_is_read_is_not_loaded(file_target: Target, tmp_path: Path) -> None:
    path, before = write_table(tmp_path, ROWS), digest(file_target)

    def grow(*_: object) -> None:
        with path.open("a") as stream:
            stream.write("sylvania,2009,mil,9\n")

    with pytest.raises(TableError, match="was changed while it was read"):
        load_table(file_target, path, watch=grow)

    assert digest(file_target) == before
