"""The reading door to PostgreSQL: one read-only transaction and one server-side cursor a question.

A READ ONLY transaction alone is no sandbox: `commit; delete …` in one string lifts it. A named cursor
takes a single SELECT and nothing else.
"""

from __future__ import annotations

import datetime
import json
import re
import threading
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sofadb import sqltext
from sofadb.database.engine import CONNECT_SECONDS, server_engine
from sofadb.database.version import VERSION_SQL
from sofadb.errors import DatabaseUnusableError, QuestionFailedError, SofadbError, TimeLimitError
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from psycopg import Connection, ServerCursor
    from sqlalchemy import Engine

    from sofadb.database.reader import BrokenReference
    from sofadb.database.target import Target
    from sofadb.result import Row, Value

# Rows are fetched in batches that grow as long as their texts are short: what is fetched cannot be interrupted.
_FEWEST_ROWS, _MOST_ROWS = 5, 2000
_MOST_CHARACTERS = 1_000_000
_LONGEST_NUMBER = 300
# Types whose text says more than what Python makes of it: a month is not thirty days.
_AS_WRITTEN = ("bytea", "interval", "json", "jsonb")
_QUERY_CANCELED = "57014"
_UNDEFINED_TABLE = "42P01"
_OUT_OF_MEMORY = re.compile("out of memory|cannot allocate|received 2 results from command")
_TYPES = {"text": "text", "integer": "bigint", "date": "date"}
# What the driver puts before a statement; the server counts places from there.
_CURSOR = "question"
_BEFORE = f'DECLARE "{_CURSOR}" CURSOR FOR '
_POWERS_SQL = """
SELECT current_user, r.rolsuper, EXISTS (
    SELECT 1 FROM pg_class AS c
    WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'alembic_version'::regclass)
      AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
) FROM pg_roles AS r WHERE r.rolname = current_user
"""
# Rows past a foreign key: it was added NOT VALID, or its triggers were switched off for a while.
_REFERENCES_SQL = """
SELECT c.conrelid::regclass::text AS name, 'nothing keeps it to ' || c.conname || ': '
    || CASE WHEN NOT c.convalidated THEN 'it was never checked' ELSE 'its trigger is switched off' END AS what
FROM pg_constraint AS c
JOIN pg_class AS t ON t.oid = c.conrelid
WHERE c.contype = 'f'
  AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'alembic_version'::regclass)
  AND (NOT c.convalidated
    OR EXISTS (SELECT 1 FROM pg_trigger AS g WHERE g.tgconstraint = c.oid AND g.tgenabled = 'D'))
ORDER BY 1, 2
"""
_DAMAGE_SQL = """
SELECT 'the rule ' || c.conname || ' of ' || c.conrelid::regclass || ' was never checked' AS what
FROM pg_constraint AS c
JOIN pg_class AS t ON t.oid = c.conrelid
WHERE c.contype <> 'f' AND NOT c.convalidated
  AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'alembic_version'::regclass)
UNION ALL
SELECT 'the index ' || i.indexrelid::regclass || ' is not valid'
FROM pg_index AS i
JOIN pg_class AS t ON t.oid = i.indrelid
WHERE NOT i.indisvalid
  AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'alembic_version'::regclass)
ORDER BY 1
"""


@contextmanager
def open_server_reader(target: Target, seconds: float | None) -> Iterator[ServerReader]:
    """Open a server for reading; raises DatabaseUnusableError where it cannot be reached."""
    engine = server_engine(target) if seconds is None else server_engine(target, min(seconds, CONNECT_SECONDS))
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        reader = ServerReader(engine, target, seconds, stack)
        reader.reach()
        reader.version = reader.read_version()
        yield reader


class ServerReader:
    """Asks a PostgreSQL database; connections stay open until `stack` is closed."""

    def __init__(self, engine: Engine, target: Target, seconds: float | None, stack: ExitStack) -> None:
        self._engine, self._target, self._seconds, self._stack = engine, target, seconds, stack
        self._spare: list[Connection] = []
        driver = engine.dialect.loaded_dbapi
        self._failures = (SQLAlchemyError, driver.Error, ValueError, OverflowError, RecursionError, MemoryError)
        self.version: str | None = None

    def reach(self) -> None:
        """Connect once, so that a wrong address is told from a wrong question."""
        try:
            self._spare.append(self._connect(self._stack))
        except self._failures as error:
            reason = _reason(error)
            raise DatabaseUnusableError(f"cannot reach {self._target}: {reason}", "check the URL") from error

    def ask(self, sql: str, values: Mapping[str, Value], types: Mapping[str, str]) -> Result:
        """Answer one statement in a transaction of its own; rows are fetched as they are read."""
        closing = self._stack.enter_context(ExitStack())
        try:
            connection = self._spare.pop() if self._spare else self._connect(closing)
            cursor = closing.enter_context(connection.cursor(_CURSOR))
            # Closed before the cursor, which would ask the server to close it and could be stopped at that.
            closing.callback(connection.close)
            self._limit(connection, closing)
            bound = {name: _bound(values[name], types[name]) for name in types}
            cursor.execute(_for_driver(sql, types), bound)
            columns = tuple(column.name for column in cursor.description or ())
        except self._failures as error:
            closing.close()
            raise _translated(error, sql, types) from error
        return Result(columns, self._rows(cursor, closing))

    def _connect(self, closing: ExitStack) -> Connection:
        """Open a connection for one read-only transaction, which ends when the connection is closed."""
        pooled = self._engine.raw_connection()
        connection: Connection = pooled.driver_connection  # type: ignore[assignment]  # psycopg's
        closing.callback(connection.close)
        # A connection of our own: a pool would first ask one that is lost to roll back, and tell of its failure.
        pooled.detach()
        connection.read_only = True
        as_written = self._engine.dialect.loaded_dbapi.types.string.TextLoader
        for kind in _AS_WRITTEN:
            connection.adapters.register_loader(kind, as_written)
        return connection

    def _limit(self, connection: Connection, closing: ExitStack) -> None:
        """Stop the question at the deadline, on the server and, for a question could lift that, from here."""
        if self._seconds is None:
            return
        connection.execute(f"SET LOCAL statement_timeout = {int(self._seconds * 1000)}")
        timer = threading.Timer(self._seconds, connection.cancel)
        timer.daemon = True
        timer.start()
        closing.callback(timer.cancel)

    def read_version(self) -> str | None:
        """Return the schema version, or None for a database that is not ours."""
        try:
            rows = list(self.ask(VERSION_SQL, {}, {}).rows)
        except QuestionFailedError as error:
            if getattr(error.__cause__, "sqlstate", "") == _UNDEFINED_TABLE:
                return None
            raise
        return str(rows[0][0]) if rows else None

    def caution(self) -> str:
        """Say what the role could do to the database beside reading it; empty if it can only read."""
        name, is_superuser, may_write = next(iter(self.ask(_POWERS_SQL, {}, {}).rows))
        if not is_superuser and not may_write:
            return ""
        return f"the role {name} {'is a superuser' if is_superuser else 'may write to this database'}"

    def broken_references(self) -> list[BrokenReference]:
        """Name the foreign keys that the server does not keep at this time; all others hold for every row."""
        from sofadb.database.reader import BrokenReference

        rows = self.ask(_REFERENCES_SQL, {}, {}).rows
        return [BrokenReference(str(table), None, str(what)) for table, what in rows]

    def damage(self) -> list[str]:
        """Name the rules that the server does not keep, and indexes that it does not trust."""
        return [str(what) for (what,) in self.ask(_DAMAGE_SQL, {}, {}).rows]

    def _rows(self, cursor: ServerCursor[tuple[object, ...]], closing: ExitStack) -> Iterator[Row]:
        number = _FEWEST_ROWS
        try:
            while batch := [tuple(_plain(value) for value in row) for row in cursor.fetchmany(number)]:
                yield from batch
                number = min(number * 2, _MOST_ROWS) if _characters(batch) < _MOST_CHARACTERS else _FEWEST_ROWS
        except self._failures as error:
            raise _translated(error) from error
        finally:
            closing.close()


def _for_driver(sql: str, types: Mapping[str, str]) -> str:
    """Write parameters as the driver wants them, each with a type: PostgreSQL refuses an optional one without."""
    return sqltext.with_parameters(
        sql,
        lambda name: f"%({name})s::{_TYPES[types.get(name, 'text')]}",
        escape=lambda text: text.replace("%", "%%"),
    )


def _characters(batch: list[Row]) -> int:
    return sum(len(value) for row in batch for value in row if isinstance(value, str))


def _place(position: str | None, sql: str, types: Mapping[str, str]) -> int | None:
    """Return the place in our statement that the server means, which saw `$1::text` for `:name`."""
    if position is None:
        return None
    rest = int(position) - 1 - len(_BEFORE)
    numbers = {name: number for number, name in enumerate(sqltext.parameters(sql), start=1)}
    for token in sqltext.tokens(sql):
        if token.kind == "parameter" and token.start < rest:
            name = token.text[1:]
            rest -= len(f"${numbers[name]}::{_TYPES[types.get(name, 'text')]}") - len(token.text)
    return rest


def _bound(value: Value, kind: str) -> object:
    return datetime.date.fromisoformat(str(value)) if kind == "date" and value is not None else value


def _plain(value: object) -> Value:
    """Give a value the form that it has in an SQLite answer."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _number(value: Decimal) -> Value:
    """Return a whole number as one, a fraction as a float, and what neither can hold as it is written."""
    if not value.is_finite() or value.adjusted() > _LONGEST_NUMBER:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _translated(error: Exception, sql: str = "", types: Mapping[str, str] | None = None) -> SofadbError:
    """Turn what the server, its driver and Python say into words for the user."""
    if getattr(error, "sqlstate", "") == _QUERY_CANCELED:
        return TimeLimitError("the question took too long and was stopped")
    position = getattr(getattr(error, "diag", None), "statement_position", None)
    reason = _reason(error)
    if isinstance(error, MemoryError) or _OUT_OF_MEMORY.search(reason):
        return QuestionFailedError(
            "the question needs more memory than it may have", "ask for fewer or shorter values"
        )
    place = _place(position, sql, types or {})
    return QuestionFailedError(f"the database could not answer: {reason}", reason=reason, place=place)


def _reason(error: Exception) -> str:
    """Return the first line of what was said; the lines below are hints for administrators."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return said.splitlines()[0] if said else type(error).__name__
