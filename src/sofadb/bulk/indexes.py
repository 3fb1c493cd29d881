"""What slows a large import down is taken away and put back after it, in the same transaction."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import AddConstraint, DropConstraint

from sofadb.models import PersonnelCount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Index, Table

COUNTS: Final[Table] = PersonnelCount.__table__  # type: ignore[assignment]  # a table, and no join

#: Of fewer figures each finds its place as soon as an index is built.
_FEW: Final = 10_000
_TRIES, _PAUSE = 20, 0.05

#: Whether all tables are ordinary ones and belong to whoever asks, so that he may alter them.
_MAY_ALTER_SQL: Final = """
SELECT bool_and(relkind = 'r' AND pg_has_role(relowner, 'USAGE')) FROM pg_class
WHERE oid = ANY (SELECT to_regclass(name) FROM unnest(CAST(:tables AS text[])) AS given (name))
"""


@contextmanager
def without_indexes(connection: Connection, coming: int) -> Iterator[None]:
    """Add counts while their indexes are down, where more are `coming` than there are.

    To sort all numbers once costs less than to find the place of each. What keeps keys unique stays. On a server the
    foreign keys are down too, for it looks each of them up anew for each row; put back, they are checked all at once.
    That needs the tables for itself until the end, so it is done only where nobody reads at this moment.
    """
    there = connection.scalar(select(func.count()).select_from(COUNTS)) or 0
    if coming < _FEW or coming <= there:
        yield
    elif connection.dialect.name == "sqlite":
        # The index of parts stays: for each whole that comes after its parts, SQLite looks for them.
        with _down(connection, [index for index in _indexes() if "part_of_id" not in index.columns]):
            yield
    elif _have_tables_alone(connection):
        keys = sorted(COUNTS.foreign_key_constraints, key=lambda key: str(key.name))
        for key in keys:
            connection.execute(DropConstraint(key))
        with _down(connection, _indexes()):
            yield
        for key in keys:
            connection.execute(AddConstraint(key, isolate_from_table=False))
    else:
        yield


def _indexes() -> list[Index]:
    return sorted(COUNTS.indexes, key=lambda index: str(index.name))


@contextmanager
def _down(connection: Connection, indexes: list[Index]) -> Iterator[None]:
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _have_tables_alone(connection: Connection) -> bool:
    """Lock the counts and what they refer to, all or nothing: whoever waits for one could hold another."""
    referred = {key.referred_table.name for key in COUNTS.foreign_key_constraints}
    tables = sorted({COUNTS.name, *referred})
    if not connection.scalar(text(_MAY_ALTER_SQL), {"tables": tables}):
        return False
    for _ in range(_TRIES):
        try:
            with connection.begin_nested():
                connection.execute(text(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE NOWAIT"))
        except OperationalError:
            time.sleep(_PAUSE)
        else:
            return True
    return False
