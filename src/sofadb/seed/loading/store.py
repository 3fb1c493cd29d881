"""Applies rows to a database so that it holds exactly what the files say, and every row keeps its id."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from sofadb.models import Base
from sofadb.models.base import Day
from sofadb.seed.loading.changes import Change, DatabaseChangedError
from sofadb.seed.loading.natural import Cells, Names, is_leaf
from sofadb.seed.loading.natural_keys import NATURAL
from sofadb.seed.loading.portions import chunks, layers
from sofadb.seed.reading.rows import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    from sofadb.seed.reading.rows import NaturalKey, SeedRow
    from sofadb.seed.watch import Watch


class LoadedFile(NamedTuple):
    """A seed file whose rows are looked at: the path it is remembered by, its number, and the path to show."""

    path: str
    number: int
    shown: str


def apply_rows(
    connection: Connection, rows: Sequence[SeedRow], files: Sequence[LoadedFile], watch: Watch
) -> list[Change]:
    """Make the database hold exactly these rows for these seed files, and say what changed.

    Runs inside the caller's transaction, so a caller may look at the changes and roll back.
    """
    return _Store(connection, rows, files, watch).apply()


class _Store:
    """The state of one load: which row has which number."""

    def __init__(
        self, connection: Connection, rows: Sequence[SeedRow], files: Sequence[LoadedFile], watch: Watch
    ) -> None:
        self.connection, self.watch = connection, watch
        self.files = {file.path: file.number for file in files}
        self.shown = {file.number: file.shown for file in files}
        self.total = len(rows)
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
        written = 0
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
            written += len(self.rows[table.name])
            self.watch("writing", written, self.total)
        for table, unmatched in reversed(gone):
            self._remove(table, unmatched)
        return self.changes

    def _stored(self, table: Table) -> dict[tuple[Any, ...], Cells]:  # Any: what a column holds
        """Return the rows that the files hold now, by their natural columns."""
        names = NATURAL[table.name]
        stored: dict[tuple[Any, ...], Cells] = {}
        for file_ids in chunks(sorted(self.files.values())):
            for row in self.connection.execute(select(table).where(table.c.seed_file_id.in_(file_ids))):
                cells = dict(row._mapping)
                stored[tuple(cells[name] for name in names)] = cells
        return stored

    def _find_outside(self, table: Table) -> None:
        """Find the numbers of rows that the files refer to and do not hold."""
        outside = self.wanted[table.name] - {row.key for row in self.rows[table.name]}
        sources = Base.metadata.tables["sources"]
        for keys in chunks(sorted(outside)):
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
        return self._take_over(table, fresh) if table.name == "passages" else fresh

    def _take_over(self, table: Table, fresh: list[SeedRow]) -> list[SeedRow]:
        """Let a file have the passages that an import made for its rows; return those that nobody made yet."""
        names = NATURAL[table.name]
        by_natural = {tuple(self._resolve(table, name, row.cells[name]) for name in names): row for row in fresh}
        for part in chunks(by_natural):
            alike = [table.c[name].in_({natural[place] for natural in part}) for place, name in enumerate(names)]
            for found in self.connection.execute(select(table).where(*alike)):
                cells = dict(found._mapping)
                row = by_natural.pop(tuple(cells[name] for name in names), None)
                if row is not None:
                    self.ids[table.name, row.key], self.before[row.key] = cells["id"], cells
        return list(by_natural.values())

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
        return {**cells, **self._place(row)}

    def _place(self, row: SeedRow) -> Cells:
        return {"seed_file_id": self.files[row.stored], "seed_line": row.line}

    def _report(
        self,
        action: Literal["added", "changed", "removed"],
        table: Table,
        key: NaturalKey,
        columns: Mapping[str, tuple[str, str]],
        place: Cells,
    ) -> None:
        file = self.shown[place["seed_file_id"]]
        self.changes.append(Change(action, table.name, key, columns, file, place["seed_line"]))

    def _add(self, table: Table, fresh: list[SeedRow]) -> None:
        """Insert rows, those that refer to others of the same table after them."""
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        for layer in layers(table.name, fresh):
            cells = [self._cells(table, row) for row in layer]
            numbers = self.connection.scalars(statement, cells).all()
            for row, number in zip(layer, numbers, strict=True):
                self.ids[table.name, row.key] = number
                self._report("added", table, row.key, {}, self._place(row))

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
                self._report("changed", table, row.key, difference, self._place(row))
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
            for part in chunks([new["_id"] for new in updates]):
                self.connection.execute(update(table).where(table.c.id.in_(part)).values(type="weak"))

    def _remove(self, table: Table, unmatched: list[Cells]) -> None:
        """Delete rows that the files no longer hold; references inside the table are let go first."""
        for row in unmatched:
            difference = self.names.difference(table, row, {})
            place = {name: row[name] for name in ("seed_file_id", "seed_line")}
            self._report("removed", table, self.names.key(table, row["id"]), difference, place)
        own = [key.parent for key in table.foreign_keys if key.column.table is table]
        for numbers in chunks([row["id"] for row in unmatched]):
            for column in own:
                self.connection.execute(update(table).where(table.c.id.in_(numbers)).values({column.name: None}))
        for numbers in chunks([row["id"] for row in unmatched]):
            self.connection.execute(delete(table).where(table.c.id.in_(numbers)))
