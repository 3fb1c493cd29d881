"""The passages that the rows of a table stand in: each is made when a row first names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from sofadb.models import Passage, Source

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sofadb.bulk.maps import MapFile


class Passages:
    """The passages of one source by their locators."""

    def __init__(self, connection: Connection, written: MapFile, file_id: int) -> None:
        self.connection, self.file_id, self.kind = connection, file_id, written.passage.type
        self.source_id = connection.scalars(select(Source.id).where(Source.key == written.source.key)).one()
        held = select(Passage.locator, Passage.id).where(
            Passage.source_id == self.source_id, Passage.locator_type == self.kind
        )
        self.numbers: dict[str, int] = {row.locator: row.id for row in connection.execute(held)}

    def number(self, locator: str) -> int:
        """Return the number of a passage, and make it where there is none."""
        if locator not in self.numbers:
            values = {
                "source_id": self.source_id,
                "locator_type": self.kind,
                "locator": locator,
                "seed_file_id": self.file_id,
                "seed_line": 1,
            }
            made = self.connection.scalars(insert(Passage).values(values).returning(Passage.id)).one()
            self.numbers[locator] = made
        return self.numbers[locator]
