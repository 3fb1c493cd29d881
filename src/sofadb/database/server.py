"""The reading door to PostgreSQL: one read-only transaction and one server-side cursor a question.

A READ ONLY transaction alone is no sandbox: `commit; delete …` in one string lifts it. A named cursor
takes a single SELECT and nothing else.
"""

from __future__ import annotations

import datetime
import threading
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Date, Integer, Text, bindparam, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sofadb.database.engine import CONNECT_SECONDS, server_engine
from sofadb.database.version import VERSION_SQL
from sofadb.errors import DatabaseUnusableError, QuestionFailedError, TimeLimitError
from sofadb.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, CursorResult, Engine, TextClause

    from sofadb.database.target import Target
    from sofadb.result import Row, Value

_ROWS_AT_ONCE = 100
_LONGEST_NUMBER = 300
_QUERY_CANCELED = "57014"
_UNDEFINED_TABLE = "42P01"
_FAILURES = (SQLAlchemyError, ValueError, OverflowError, RecursionError)


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
        options = {"postgresql_readonly": True, "max_row_buffer": _ROWS_AT_ONCE}
        self._engine = engine.execution_options(**options)
        self._target, self._seconds, self._stack = target, seconds, stack
        self.version: str | None = None

    def reach(self) -> None:
        """Connect once, so that a wrong address is told from a wrong question."""
        try:
            self._engine.connect().close()
        except (SQLAlchemyError, ValueError) as error:
            reason = _reason(error)
            raise DatabaseUnusableError(f"cannot reach {self._target}: {reason}", "check the URL") from error

    def ask(self, sql: str, values: Mapping[str, Value], types: Mapping[str, str]) -> Result:
        """Answer one statement in a transaction of its own; rows are fetched as they are read."""
        closing = self._stack.enter_context(ExitStack())
        try:
            connection = closing.enter_context(self._engine.connect())
            self._limit(connection, closing)
            bound = {name: _bound(values[name], types[name]) for name in types}
            cursor = connection.execution_options(stream_results=True).execute(_typed(sql, types), bound)
            closing.callback(cursor.close)
        except _FAILURES as error:
            closing.close()
            raise _translated(error) from error
        return Result(tuple(cursor.keys()), self._rows(cursor, closing))

    def _limit(self, connection: Connection, closing: ExitStack) -> None:
        """Stop the question at the deadline, on the server and, for a question could lift that, from here."""
        if self._seconds is None:
            return
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(self._seconds * 1000)}")
        driver = connection.connection.driver_connection
        timer = threading.Timer(self._seconds, driver.cancel)  # type: ignore[union-attr]  # psycopg's
        timer.daemon = True
        timer.start()
        closing.callback(timer.cancel)

    def read_version(self) -> str | None:
        """Return the schema version, or None for a database that is not ours."""
        try:
            rows = list(self.ask(VERSION_SQL, {}, {}).rows)
        except QuestionFailedError as error:
            cause = error.__cause__
            if isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", "") == _UNDEFINED_TABLE:
                return None
            raise
        return str(rows[0][0]) if rows else None

    def _rows(self, cursor: CursorResult[tuple[object, ...]], closing: ExitStack) -> Iterator[Row]:
        try:
            for row in cursor:
                yield tuple(_plain(value) for value in row)
        except _FAILURES as error:
            raise _translated(error) from error
        finally:
            closing.close()


def _types() -> dict[str, Text | Integer | Date]:
    return {"text": Text(), "integer": Integer(), "date": Date()}


def _typed(sql: str, types: Mapping[str, str]) -> TextClause:
    """Give every parameter a type: PostgreSQL refuses an optional one without."""
    known = _types()
    return text(sql).bindparams(*(bindparam(name, type_=known[kind]) for name, kind in types.items()))


def _bound(value: Value, kind: str) -> object:
    return datetime.date.fromisoformat(str(value)) if kind == "date" and value is not None else value


def _plain(value: object) -> Value:
    """Give a value the form that it has in an SQLite answer."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    return str(value)


def _number(value: Decimal) -> Value:
    """Return a whole number as one, a fraction as a float, and what neither can hold as it is written."""
    if not value.is_finite() or value.adjusted() > _LONGEST_NUMBER:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _translated(error: Exception) -> QuestionFailedError | TimeLimitError:
    """Turn what the server, its driver and Python say into words for the user."""
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") == _QUERY_CANCELED:
        return TimeLimitError("the question took too long and was stopped")
    return QuestionFailedError(f"the database could not answer: {_reason(error)}")


def _reason(error: Exception) -> str:
    """Return the first line of what was said; the lines below are hints for administrators."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return said.splitlines()[0] if said else type(error).__name__
