"""Which seed files a database was filled from, and how much of it comes from each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sofadb.codebook import read_codebook

if TYPE_CHECKING:
    from sofadb.database.reader import Reader

_SOURCES_SQL = """
SELECT f.path, s.key FROM sources AS s JOIN seed_files AS f ON f.id = s.seed_file_id ORDER BY f.path
"""
_FILES_SQL = "SELECT path, digest FROM seed_files ORDER BY path"
_NEWEST_SQL = "SELECT coalesce(max(id), 0) FROM load_log"
_ROWS_SQL = """
SELECT f.path, count(*) FROM {table} AS t JOIN seed_files AS f ON f.id = t.seed_file_id
GROUP BY f.path ORDER BY f.path
"""


def known_files(reader: Reader) -> dict[str, str]:
    """Return the path and digest of every seed file that was loaded."""
    return {str(path): str(digest) for path, digest in reader.ask(_FILES_SQL, {}, {}).rows}


def known_sources(reader: Reader) -> dict[str, str]:
    """Return the path of every seed file that defines a source, with the key of the source."""
    return {str(path): str(key) for path, key in reader.ask(_SOURCES_SQL, {}, {}).rows}


def newest_load(reader: Reader) -> int:
    """Return the number of the last load, 0 where there was none."""
    return next(int(str(number)) for (number,) in reader.ask(_NEWEST_SQL, {}, {}).rows)


def count_rows(reader: Reader) -> dict[str, int]:
    """Return how many rows each seed file holds."""
    counted: Counter[str] = Counter()
    for table in read_codebook().values():
        if table.kind == "table" and "seed_line" in table.column_names():
            for path, number in reader.ask(_ROWS_SQL.format(table=table.name), {}, {}).rows:
                counted[str(path)] += int(str(number))
    return counted
