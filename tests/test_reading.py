"""What a process that reads loads, and how it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target


HEAVY = ("sqlalchemy", "alembic", "psycopg", "pydantic", "yaml")

READ_FIGURES = """
import sys
from pathlib import Path
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
with open_reader(Target(path=Path(sys.argv[1]))) as reader:
    list(reader.ask("SELECT ref, low, best, high FROM figures ORDER BY ref", {}, {}).rows)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_reading_figures_from_a_file_loads_nothing_heavy(built_in_file: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", READ_FIGURES, str(built_in_file)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=20,
    )

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
