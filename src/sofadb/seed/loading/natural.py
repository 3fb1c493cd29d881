"""Natural keys: how rows of the database are named without their numbers, and what refers to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import select

from sofadb.models import Base
from sofadb.seed.loading.natural_keys import NATURAL as NATURAL

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from sofadb.seed.reading.rows import NaturalKey

Cells: TypeAlias = dict[str, Any]  # Any: what a column holds

#: What a row holds that no seed file says.
OUTSIDE_THE_FILE: Final = frozenset({"id", "text", "seed_file_id", "seed_line"})


class Names:
    """The natural keys of rows of a database, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.keys: dict[tuple[str, int], NaturalKey] = {}

    def key(self, table: Table, number: int) -> NaturalKey:
        """Return the natural key of a row, looked up with those it refers to."""
        if (table.name, number) not in self.keys:
            names = NATURAL[table.name]
            columns = [table.c[name] for name in names]
            row = self.connection.execute(select(*columns).where(table.c.id == number)).one()
            parts: list[str] = []
            for column, value in zip(columns, row, strict=True):
                parts += self.key(referred(column), value) if column.foreign_keys else [_shown(value)]
            self.keys[table.name, number] = tuple(parts)
        return self.keys[table.name, number]

    def difference(self, table: Table, old: Cells, new: Cells) -> dict[str, tuple[str, str]]:
        """Return old and new of each column that differs, as people write them: keys for numbers of rows."""
        names = (old.keys() | new.keys()) - OUTSIDE_THE_FILE
        differing = [name for name in sorted(names) if old.get(name) != new.get(name)]
        return {
            name.removesuffix("_id"): (
                self._written(table, name, old.get(name)),
                self._written(table, name, new.get(name)),
            )
            for name in differing
        }

    def _written(self, table: Table, name: str, value: Any) -> str:  # Any: what a column holds
        if value is None or not table.c[name].foreign_keys:
            return _shown(value)
        return "/".join(self.key(referred(table.c[name]), value))


def is_leaf(table: Table) -> bool:
    """Tell whether no other table refers to this one."""
    return not any(key.column.table is table for other in Base.metadata.tables.values() for key in other.foreign_keys)


def referred(column: ColumnElement[Any]) -> Table:
    """Return the table whose numbers a column holds, followed through a key of several columns."""
    targets = [key.column for key in column.foreign_keys]
    direct = [target.table for target in targets if target.name == "id"]
    return direct[0] if direct else referred(targets[0])


def _shown(value: Any) -> str:  # Any: what a column holds
    return "" if value is None else str(value)
