"""The passages that the rows of a table stand in: each is made when a row first names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, and_, func, insert, literal, select, update

from sofadb.models import Passage, Source

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from sofadb.bulk.maps.form import MapFile

_PASSAGES: Final[Table] = Passage.__table__  # type: ignore[assignment]  # a table, and no join


class Passages:
    """The passages of one source by their locators."""

    def __init__(self, connection: Connection, written: MapFile, file_id: int) -> None:
        self.connection, self.file_id, self.kind = connection, file_id, written.passage.type
        self.source_id = connection.scalars(select(Source.id).where(Source.key == written.source.key)).one()

    def number(self, locator: str) -> int:
        """Return the number of a passage, and make it where there is none."""
        held = self._numbered(literal(locator))
        number: int | None = self.connection.scalar(held)
        if number is not None:
            return number
        values = {
            "source_id": self.source_id,
            "locator_type": self.kind,
            "locator": locator,
            "seed_file_id": self.file_id,
            "seed_line": 1,
        }
        made = insert(_PASSAGES).values(values).returning(_PASSAGES.c.id)
        return int(self.connection.scalars(made).one())

    def number_all(self, meanings: Table) -> None:
        """Write the number of its passage beside every `locator` of some meanings, and make what is missing."""
        locator = meanings.c.locator
        values: dict[str, ColumnElement[Any]] = {  # Any: columns of every type
            "source_id": literal(self.source_id, Integer()),
            "locator_type": literal(self.kind),
            "locator": locator,
            "seed_file_id": literal(self.file_id, Integer()),
            "seed_line": literal(1, Integer()),
        }
        missing = select(*(value.label(name) for name, value in values.items()))
        missing = missing.where(locator.is_not(None), ~self._numbered(locator).exists())
        missing = missing.group_by(locator).order_by(func.min(meanings.c.number))
        self.connection.execute(insert(_PASSAGES).from_select(list(values), missing))
        self.connection.execute(update(meanings).values(word=self._numbered(locator).scalar_subquery()))

    def _numbered(self, locator: ColumnElement[str]) -> Any:  # Any: a selection of one number
        of_source = and_(_PASSAGES.c.source_id == self.source_id, _PASSAGES.c.locator_type == self.kind)
        return select(_PASSAGES.c.id).where(of_source, _PASSAGES.c.locator == locator)
