"""What the cells of a file mean: each different cell is looked up once, and told wrong once."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, and_, insert, literal, select

from sofadb.bulk.staging import CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from sofadb.bulk.staging import Staging

_AT_ONCE: Final = 10_000


def slug(text: str) -> str:
    """Write a text as part of a key: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


class Lookup:
    """The meanings of the different cells of some columns, as a table that the staged rows are joined with.

    Its columns are the cells, whatever the meaning consists of, and `wrong`: what is wrong with them, in words.
    Where the words do not name the cell, `shown` does.
    """

    def __init__(
        self,
        staging: Staging,
        columns: Sequence[str],
        meaning: Sequence[Column[Any]],  # Any: columns of every type
        only: ColumnElement[bool] | None = None,
    ) -> None:
        self.staging, self.columns, self.only = staging, columns, only
        self._cells = [Column(f"cell{place}", CELL, primary_key=True) for place in range(len(columns))]
        self.table = staging.table(
            "bulk_meanings", *self._cells, *meaning, Column("wrong", CELL), Column("shown", CELL), is_small=True
        )
        self.table.create(staging.connection)

    def fill(self, mean: Callable[..., Mapping[str, object]]) -> None:
        """Look up every different combination of cells; `mean` is given the cells and returns the columns."""
        names = [column.name for column in self._cells]
        rest = [column.name for column in self.table.columns if column.name not in names]
        meanings = (
            {**dict(zip(names, cells, strict=True)), **dict.fromkeys(rest), **mean(*cells)}
            for cells in self._different()
        )
        while chunk := list(islice(meanings, _AT_ONCE)):
            self.staging.connection.execute(insert(self.table), chunk)
        self.staging.refuse(
            select(self.staging.rows.c.line, literal(self.columns[0]), self.table.c.wrong, self.table.c.shown)
            .join_from(self.staging.rows, self.table, self.on())
            .where(self.table.c.wrong.is_not(None))
        )

    def on(self) -> ColumnElement[bool]:
        """Return the condition that joins the staged rows with their meaning."""
        return and_(*(self.staging.cell(name) == cell for name, cell in zip(self.columns, self._cells, strict=True)))

    def _different(self) -> Iterator[tuple[str, ...]]:
        wanted = select(*(self.staging.cell(name) for name in self.columns)).distinct()
        if self.only is not None:
            wanted = wanted.where(self.only)
        # Never all at once: a column can have as many different cells as there are rows.
        streamed = {"stream_results": True, "yield_per": _AT_ONCE}
        for row in self.staging.connection.execute(wanted, execution_options=streamed):
            yield tuple(row)
