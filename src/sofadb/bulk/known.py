"""What a database holds already, as far as a map must know it: of figures in their millions as few as can be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sofadb.seed.checking.known import Keys, KnownRows
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sofadb.database.reader import Reader
    from sofadb.seed.reading.rows import NaturalKey

_OF_SOURCE_SQL = """
SELECT s.key, t.key, f.path FROM sources AS s JOIN {table} AS t ON t.source_id = s.id
LEFT JOIN seed_files AS f ON f.id = t.seed_file_id WHERE s.key = :source ORDER BY t.key
"""
#: The claims that a map holds itself, as a seed file does; few maps do.
_OF_FILE_SQL = """
SELECT s.key, t.key FROM seed_files AS f JOIN {table} AS t ON t.seed_file_id = f.id
JOIN sources AS s ON s.id = t.source_id WHERE f.path = :path ORDER BY s.key, t.key
"""


class KnownToMap(KnownRows):
    """The rows of a database less those of the map being checked; claims only of the sources that are asked for."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        super().__init__(reader, files)
        self._of_source = cache(self._read_claims)

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""
        return self._of_source(table, source) if table in CLAIM_TABLES else super().keys(table, source)

    def _read_keys(self, table: str) -> Keys:
        if table not in CLAIM_TABLES:
            return super()._read_keys(table)
        sql = _OF_FILE_SQL.format(table=table)
        return Keys([(source, key) for path in self._files for source, key in self._ask(sql, path=path)])

    def _read_claims(self, table: str, source: str) -> dict[NaturalKey, str]:
        rows = self._ask(_OF_SOURCE_SQL.format(table=table), source=source)
        return {(source, key): path for source, key, path in rows if path not in self._files}
