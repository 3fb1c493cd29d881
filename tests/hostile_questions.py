"""The catalogues of hostile statements, and how a test asks them.

They lie in `hostile/`; a new trick is a new block there. The word before the first colon of its name says
what it is after: `file`, `write`, `hang`, `prepare`, `memory`, `superuser` or `odd`.
"""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine, text

from sofadb.database.reader import open_reader
from sofadb.errors import SofadbError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.database.target import Target

HERE = Path(__file__).parent
SECONDS = 0.3
#: What has no end is stopped sooner: nothing is missed, for it would never end.
SECONDS_OF_THE_ENDLESS = 0.2
#: What is promised: a question ends so many seconds after its limit, at the latest.
LATEST = 0.3
TRIES = 8
#: So many seconds more lie before each next try: whatever else makes the machine busy may have ended by then.
PAUSE = 0.2
ROWS = 1000


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


def limit(name: str) -> float:
    """Return the seconds that a statement of a catalogue may take."""
    return SECONDS_OF_THE_ENDLESS if name.startswith("hang:") else SECONDS


def ask(target: Target, sql: str, seconds: float = SECONDS) -> None:
    """Ask and read some rows, within the time that is promised; only an error for the user is an answer too."""

    def measure() -> float:
        started = time.monotonic()
        with suppress(SofadbError), open_reader(target, seconds) as reader:
            for _ in islice(reader.ask(sql, {}, {}).rows, ROWS):
                pass
        return time.monotonic() - started

    assert_in_time(measure, seconds)


def assert_in_time(measure: Callable[[], float], seconds: float) -> None:
    """Fail where something that takes a measured time is never in time.

    A busy machine may hold it up once and again; what hangs is late every time.
    """
    took: list[float] = []
    while not took or took[-1] > seconds + LATEST:
        assert len(took) < TRIES, f"took {took}, and may take {seconds} and {LATEST}"
        time.sleep(len(took) * PAUSE)
        took.append(measure())


def folder_state(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def path_of(target: Target) -> Path:
    assert target.path is not None
    return target.path


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
        digest = "SELECT '{0}', concat_ws(' ', count(*), sum(hashtextextended(t::text, 0))) FROM {0} AS t"
        rows = " UNION ALL ".join(map(digest.format, tables))
        found |= {str(table): str(value) for table, value in connection.execute(text(rows))}
    return found
