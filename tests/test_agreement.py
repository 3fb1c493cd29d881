"""Another tool counts and sums an imported table as the database does; what differs is found."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb.database.engine import writing_engine
from tests.conftest import database_words
from tests.tables import HEADER, MAP, WIDE, load_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.database.target import Target
    from tests.conftest import Runner, Server

pytestmark = pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "agreement.py"

LONG = MAP.replace("  unknown: [NA]", "  thousands: ','\n  unknown: [NA]").replace("'-'", "'-', ''")
LONG_ROWS = f"""\
{HEADER}
sylvania,1989,mil,"1,010"
sylvania,1988-04,civ,NA
sylvania,1989-05-06,civ,7
sylvania,1990,civ,-
sylvania,1990,mil,
graustark,2001,mil,5
graustark,2001,mil,6
World,2001,mil,1021
graustark,2002,mil,0
"graustark",2003,"mil",3
graustark,2004,mil,seven
"""
#: By a code that is valid until 1990, and with a word for one that nobody has.
CODES = WIDE.replace("scheme: key", "scheme: cow, number: yes, words: {'77': freedonia}")
WIDE_ROWS = """\
host,day,Total,Female,Male
901.0,1990,30,10,20
901.0,1991,3,1,2
902.0,1990-06,-,NA,8
77,1990,1,5,6
77,1992,11,5,6
"""


#: Done to the figures by hand: another number, nobody in place of nobody knows, a figure lost, another host.
PLANTED = (
    "UPDATE personnel_counts SET low = 8, best = 8, high = 8 WHERE low = 7",
    """UPDATE personnel_counts SET value_kind = 'none', quantifier = 'exact', low = 0, best = 0, high = 0
    WHERE key = 'sylvania-1988-04-civilian'""",
    "DELETE FROM personnel_counts WHERE key = 'graustark-2002-military'",
    "UPDATE personnel_counts SET host_id = actor_id WHERE key = 'graustark-2003-military'",
)
DIFFERENCES = """\
differs: freedonia 2003 military: 3 (1 figures, 1 known) in the database, 0 (0 figures, 0 known) in the table
differs: graustark 2002 military: 0 (0 figures, 0 known) in the database, 0 (1 figures, 1 known) in the table
differs: graustark 2003 military: 0 (0 figures, 0 known) in the database, 3 (1 figures, 1 known) in the table
differs: sylvania 1988 civilian: 0 (1 figures, 1 known) in the database, 0 (1 figures, 0 known) in the table
differs: sylvania 1989 civilian: 8 (1 figures, 1 known) in the database, 7 (1 figures, 1 known) in the table
5 sums of 5 figures compared, 1,020 in all; 5 differences
"""


def plant(target: Target) -> None:
    """Make every difference."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        for statement in PLANTED:
            assert connection.execute(text(statement)).rowcount == 1
    engine.dispose()


def agreement(run: Runner, table: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Hold a table, beside which its map lies, against another tool; the script runs as a user runs it."""
    return subprocess.run(
        [sys.executable, str(SCRIPT), *compared(table), *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        env=run.environment(),
        timeout=300,
    )


def compared(table: Path) -> list[str]:
    """Return the words that name a table, its map and the other tool."""
    return [str(table), "--map", str(table.with_name("census.map.yaml")), "--tool", "sqlite3"]


@pytest.fixture
def agreement_here(
    run: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Do the same without a process for the script, and with copies of one for the tool; returns code and streams."""
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    script = importlib.import_module(SCRIPT.stem)

    def sofadb(db: str, *words: str) -> tuple[str, str]:
        done = run("--db", db, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    def called(table: Path, *words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", [SCRIPT.name, *compared(table), *words])
        code: int = script.main()
        return code, *capsys.readouterr()

    monkeypatch.setattr(script, "sofadb", sofadb)
    return called


def test_a_table_is_imported_and_held_against_another_tool_on_both_engines(
    tmp_path: Path,
    server: Server,
    agreement_here: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = write_table(tmp_path, LONG_ROWS)
    table.with_name("census.map.yaml").write_text(LONG, "utf-8")
    monkeypatch.setenv("SOFADB_TEST_URL", server.url.render_as_string(hide_password=False))

    ended = agreement_here(table)

    agreed = """\
11 rows read = 5 loaded + 0 unchanged + 3 refused + 3 left out; sqlite3 counts 11
5 sums of 5 figures compared, 1,020 in all; 0 differences
"""
    assert ended == (0, f"t.csv on SQLite:\n{agreed}t.csv on PostgreSQL:\n{agreed}", "")


def test_codes_on_a_day_and_wide_columns_are_looked_up_once_more(
    file_target: Target, tmp_path: Path, agreement_here: Callable[..., tuple[int, str, str]]
) -> None:
    table = write_table(tmp_path, WIDE_ROWS)
    with (tmp_path / "refused.csv").open("wb") as reject:
        load_table(file_target, table, CODES, reject=reject)

    code, out, _ = agreement_here(table, *database_words(file_target))

    assert "8 sums of 8 figures compared" in out
    assert "; 0 differences" in out
    assert code == 0


def with_planted(target: Target, folder: Path) -> Path:
    """Load a table, make every difference and return the table."""
    table = write_table(folder, LONG_ROWS)
    with (folder / "refused.csv").open("wb") as reject:
        load_table(target, table, LONG, reject=reject)
    plant(target)
    return table


def test_every_planted_difference_is_found(
    target: Target, tmp_path: Path, agreement_here: Callable[..., tuple[int, str, str]]
) -> None:
    table = with_planted(target, tmp_path)

    code, out, _ = agreement_here(table, *database_words(target))

    assert out.endswith(f"sqlite3 counts 11\n{DIFFERENCES}")
    assert code == 1


def test_the_script_says_so_to_its_user(file_target: Target, tmp_path: Path, run: Runner) -> None:
    table = with_planted(file_target, tmp_path)

    ended = agreement(run, table, *database_words(file_target))

    assert ended.stdout.endswith(f"sqlite3 counts 11\n{DIFFERENCES}")
    assert (ended.returncode, ended.stderr) == (1, "")
