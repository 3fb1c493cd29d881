"""Indexes that are taken down for a large import and built again after it, in the same transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from sofadb.models import PersonnelCount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

COUNTS: Final[Table] = PersonnelCount.__table__  # type: ignore[assignment]  # a table, and no join


@contextmanager
def without_indexes(connection: Connection, figures: Table) -> Iterator[None]:
    """Add counts while their indexes are down, where more figures come than there are counts.

    To sort all numbers once costs less than to find the place of each. Only on SQLite: on a server this would keep
    others from reading until the import has ended, and is not worth that. What keeps keys unique stays.
    """
    if connection.dialect.name != "sqlite" or not _are_more(connection, figures):
        yield
        return
    # The index of parts stays: for each whole that comes after its parts, SQLite looks for them.
    others = (index for index in COUNTS.indexes if "part_of_id" not in index.columns)
    indexes = sorted(others, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _are_more(connection: Connection, figures: Table) -> bool:
    coming, there = (connection.scalar(select(func.count()).select_from(table)) or 0 for table in (figures, COUNTS))
    return coming > there
