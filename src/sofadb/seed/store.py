"""Applies rows to a database so that it holds exactly what the files say, and every row keeps its id."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, delete, insert, select, update

from sofadb.errors import SofadbError
from sofadb.models import Base
from sofadb.models.base import Day
from sofadb.seed.natural import NATURAL, Cells, Names, is_leaf
from sofadb.seed.rows import Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from sofadb.seed.rows import NaturalKey, SeedRow


_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was added, changed or removed; `columns` gives old and new of what differs, keys for references."""

    action: Literal["added", "changed", "removed"]
    table: str
    key: NaturalKey
    columns: Mapping[str, tuple[str, str]]


def apply_rows(connection: Connection, rows: Sequence[SeedRow], files: Mapping[str, int]) -> list[Change]:
    """Make the database hold exactly these rows for these seed files (path to id), and say what changed.

    Runs inside the caller's transaction, so a caller may look at the changes and roll back.
    """
    return _Store(connection, rows, files).apply()


class DatabaseChangedError(SofadbError):
    """What the files refer to was there when they were checked and is no longer."""

    def __init__(self) -> None:
        super().__init__("the database was changed by another while the files were checked", "load again")


class _Store:
    """The state of one load: which row has which number."""

    def __init__(self, connection: Connection, rows: Sequence[SeedRow], files: Mapping[str, int]) -> None:
        self.connection, self.files = connection, files
        self.rows: dict[str, list[SeedRow]] = {name: [] for name in NATURAL}
        self.wanted: dict[str, set[NaturalKey]] = {name: set() for name in NATURAL}
        for row in rows:
            self.rows[row.table].append(row)
            for _, cell in row.references():
                self.wanted[cell.table].add(cell.key)
        self.ids: dict[tuple[str, NaturalKey], int] = {}
        self.names = Names(connection)
        self.changes: list[Change] = []

    def apply(self) -> list[Change]:
        """Take the tables parents first; take rows away children first."""
        tables = [table for table in Base.metadata.sorted_tables if table.name in NATURAL]
        gone: list[tuple[Table, list[Cells]]] = []
        for table in tables:
            stored = self._stored(table)
            self._find_outside(table)
            fresh = self._match(table, stored)
            unmatched = list(stored.values())
            if is_leaf(table):
                # A name or a code that one actor gives up must be free before another may take it.
                self._remove(table, unmatched)
                self._change(table)
                self._add(table, fresh)
            else:
                gone.append((table, unmatched))
                self._add(table, fresh)
                self._change(table)
        for table, unmatched in reversed(gone):
            self._remove(table, unmatched)
        return self.changes

    def _stored(self, table: Table) -> dict[tuple[Any, ...], Cells]:  # Any: what a column holds
        """Return the rows that the files hold now, by their natural columns."""
        names = NATURAL[table.name]
        stored: dict[tuple[Any, ...], Cells] = {}
        for file_ids in _chunks(sorted(self.files.values())):
            for row in self.connection.execute(select(table).where(table.c.seed_file_id.in_(file_ids))):
                cells = dict(row._mapping)
                stored[tuple(cells[name] for name in names)] = cells
        return stored

    def _find_outside(self, table: Table) -> None:
        """Find the numbers of rows that the files refer to and do not hold."""
        outside = self.wanted[table.name] - {row.key for row in self.rows[table.name]}
        sources = Base.metadata.tables["sources"]
        for keys in _chunks(sorted(outside)):
            found = select(table.c.id, table.c.key).where(table.c.key.in_([key[-1] for key in keys]))
            if "source_id" in NATURAL[table.name]:
                found = found.join(sources, sources.c.id == table.c.source_id).add_columns(sources.c.key)
                found = found.where(sources.c.key.in_([key[0] for key in keys]))
            for number, *parts in self.connection.execute(found):
                self.ids[table.name, tuple(reversed(parts))] = number

    def _match(self, table: Table, stored: dict[tuple[Any, ...], Cells]) -> list[SeedRow]:  # Any: as above
        """Give rows that are stored their numbers, leave in `stored` what no row matches; return the new rows."""
        self.before: dict[NaturalKey, Cells] = {}
        fresh = []
        for row in self.rows[table.name]:
            natural = tuple(self._resolve(table, name, row.cells[name]) for name in NATURAL[table.name])
            cells = stored.pop(natural, None)
            if cells is None:
                fresh.append(row)
            else:
                self.ids[table.name, row.key] = cells["id"]
                self.before[row.key] = cells
        return fresh

    def _resolve(self, table: Table, column: str, cell: Any) -> Any:  # Any: what a column holds
        """Return what is stored for a cell: the number of a reference, a day as a date."""
        if isinstance(cell, Reference):
            if (cell.table, cell.key) not in self.ids:
                raise DatabaseChangedError
            return self.ids[cell.table, cell.key]
        if isinstance(cell, str) and isinstance(table.c[column].type, Day):
            return datetime.date.fromisoformat(cell)
        return cell

    def _cells(self, table: Table, row: SeedRow) -> Cells:
        cells = {name: self._resolve(table, name, cell) for name, cell in row.cells.items()}
        return {**cells, "seed_file_id": self.files[row.stored], "seed_line": row.line}

    def _add(self, table: Table, fresh: list[SeedRow]) -> None:
        """Insert rows, those that refer to others of the same table after them."""
        while fresh:
            ready = [row for row in fresh if self._is_ready(table, row)]
            if not ready:
                raise DatabaseChangedError
            cells = [self._cells(table, row) for row in ready]
            statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            numbers = self.connection.scalars(statement, cells).all()
            for row, number in zip(ready, numbers, strict=True):
                self.ids[table.name, row.key] = number
                self.changes.append(Change("added", table.name, row.key, {}))
            fresh = [row for row in fresh if (table.name, row.key) not in self.ids]

    def _is_ready(self, table: Table, row: SeedRow) -> bool:
        return all((cell.table, cell.key) in self.ids for _, cell in row.references() if cell.table == table.name)

    def _change(self, table: Table) -> None:
        """Update the rows that differ; where only the line moved, nothing is said of it."""
        updates = []
        for row in self.rows[table.name]:
            old = self.before.get(row.key)
            if old is None:
                continue
            new = self._cells(table, row)
            if any(old[name] != value for name, value in new.items()):
                updates.append({**new, "_id": old["id"]})
            if difference := self.names.difference(table, old, new):
                self.changes.append(Change("changed", table.name, row.key, difference))
        if updates:
            self._park(table, updates)
            # Periods that are closed first: another actor's may be opened in the same load.
            updates.sort(key=lambda new: new.get("valid_to") is None)
            columns: Cells = {name: bindparam(name) for name in updates[0] if name != "_id"}
            statement = update(table).where(table.c.id == bindparam("_id")).values(columns)
            self.connection.execute(statement, updates)

    def _park(self, table: Table, updates: list[Cells]) -> None:
        """Let go of names that will change, so that two of them may change places."""
        if table.name == "actor_names":
            for part in _chunks([new["_id"] for new in updates]):
                self.connection.execute(update(table).where(table.c.id.in_(part)).values(type="weak"))

    def _remove(self, table: Table, unmatched: list[Cells]) -> None:
        """Delete rows that the files no longer hold; references inside the table are let go first."""
        for row in unmatched:
            difference = self.names.difference(table, row, {})
            self.changes.append(Change("removed", table.name, self.names.key(table, row["id"]), difference))
        own = [key.parent for key in table.foreign_keys if key.column.table is table]
        for numbers in _chunks([row["id"] for row in unmatched]):
            for column in own:
                self.connection.execute(update(table).where(table.c.id.in_(numbers)).values({column.name: None}))
        for numbers in _chunks([row["id"] for row in unmatched]):
            self.connection.execute(delete(table).where(table.c.id.in_(numbers)))


def _chunks(items: Collection[Any]) -> Iterator[list[Any]]:  # Any: numbers, keys or rows
    """Cut a list into pieces that fit into one statement."""
    listed = list(items)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
