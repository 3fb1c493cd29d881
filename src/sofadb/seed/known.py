"""What a database holds already, so that a new file can refer to it and must not claim it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sofadb.codebook import read_codebook
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sofadb.database.reader import Reader
    from sofadb.seed.rows import NaturalKey

_KEYED = ("publications", "sources", "actors", "negotiations", "agreements", "deployments")

_KEYED_SQL = """
SELECT t.key, f.path FROM {table} AS t LEFT JOIN seed_files AS f ON f.id = t.seed_file_id ORDER BY t.key
"""
_CLAIMS_SQL = """
SELECT s.key, t.key, f.path
FROM {table} AS t JOIN sources AS s ON s.id = t.source_id LEFT JOIN seed_files AS f ON f.id = t.seed_file_id
WHERE s.key = :source ORDER BY t.key
"""
_NAMES_SQL = """
SELECT n.folded, a.key, f.path
FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id LEFT JOIN seed_files AS f ON f.id = n.seed_file_id
WHERE n.type <> 'weak' ORDER BY n.folded
"""
_CODES_SQL = """
SELECT c.scheme, c.code, a.key, c.valid_from, c.valid_to, f.path
FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id LEFT JOIN seed_files AS f ON f.id = c.seed_file_id
ORDER BY c.scheme, c.code, c.valid_from, a.key
"""
_NEEDING_SQL = """
SELECT f.path, r.seed_line FROM {table} AS t JOIN {other} AS r ON r.{column} = t.id
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id WHERE t.key = :key ORDER BY f.path, r.seed_line
"""
_NEEDING_CLAIM_SQL = """
SELECT f.path, r.seed_line FROM sources AS s JOIN {table} AS t ON t.source_id = s.id
JOIN {other} AS r ON r.{column} = t.id LEFT JOIN seed_files AS f ON f.id = r.seed_file_id
WHERE s.key = :source AND t.key = :key ORDER BY f.path, r.seed_line
"""
_SOURCES_SQL = """
SELECT f.path, s.key FROM sources AS s JOIN seed_files AS f ON f.id = s.seed_file_id ORDER BY f.path
"""
_FILES_SQL = "SELECT path, digest FROM seed_files ORDER BY path"
#: How a row finds what it is part of, answers or follows, in the same table.
_PARENT_SQL = {
    "actors": "SELECT up.key FROM actors AS t JOIN actors AS up ON up.id = t.part_of_id WHERE t.key = :key",
    "negotiations": (
        "SELECT up.key FROM negotiations AS t JOIN negotiations AS up ON up.id = t.follows_id WHERE t.key = :key"
    ),
    **{
        table: f"""
SELECT us.key, up.key FROM {table} AS t JOIN sources AS s ON s.id = t.source_id
JOIN {table} AS up ON up.id = t.{column} JOIN sources AS us ON us.id = up.source_id
WHERE s.key = :source AND t.key = :key"""  # noqa: S608  our own names
        for table, column in (
            ("positions", "responds_to_id"),
            ("personnel_counts", "part_of_id"),
            ("asset_counts", "part_of_id"),
        )
    },
}


class Known(Protocol):
    """What is in the database, as far as a check must know it; rows of the files given are not counted."""

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""

    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return the folded strong names, each with its actor and its file."""

    def codes(self) -> list[tuple[str, str, str, str, str, str]]:
        """Return scheme, code, actor, first day, last day ("" without limit) and file."""

    def parent(self, table: str, key: NaturalKey) -> NaturalKey | None:
        """Return what a row is part of, answers or follows."""

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[tuple[NaturalKey, str, int]]:
        """Return the rows that the files held and no longer hold while another file refers to them.

        Each comes with the path and the line of who refers to it; `kept` are the rows that they hold now.
        """


class NothingKnown:
    """An empty database."""

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:  # noqa: ARG002
        """Return no keys."""
        return {}

    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return no names."""
        return {}

    def codes(self) -> list[tuple[str, str, str, str, str, str]]:
        """Return no codes."""
        return []

    def parent(self, table: str, key: NaturalKey) -> NaturalKey | None:  # noqa: ARG002
        """Return no parent."""
        return None

    def needed_elsewhere(
        self,
        kept: Collection[tuple[str, NaturalKey]],  # noqa: ARG002
    ) -> Iterator[tuple[NaturalKey, str, int]]:
        """Return nothing."""
        return iter(())


class KnownRows:
    """The rows of a database, less those of the files that are being checked."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        self._reader, self._files = reader, files
        self._read: dict[tuple[str, str], dict[NaturalKey, str]] = {}

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""
        return {key: path for key, path in self._all(table, source).items() if path not in self._files}

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[tuple[NaturalKey, str, int]]:
        """Return the rows that the files held and no longer hold while another file refers to them."""
        for table in (*_KEYED, *CLAIM_TABLES):
            for source in self._own("sources", "") if table in CLAIM_TABLES else [("",)]:
                for key in self._own(table, source[0]):
                    if (table, key) not in kept:
                        yield from self._needing(table, key)

    def _own(self, table: str, source: str) -> list[NaturalKey]:
        """Return the natural keys of a table that the files being checked hold now."""
        return [key for key, path in self._all(table, source).items() if path in self._files]

    def _needing(self, table: str, key: NaturalKey) -> Iterator[tuple[NaturalKey, str, int]]:
        values = dict(zip(("key", "source"), reversed(key), strict=False))
        sql = _NEEDING_CLAIM_SQL if table in CLAIM_TABLES else _NEEDING_SQL
        for other in read_codebook().values():
            for column in other.columns:
                if column.refers_to == table and other.kind == "table" and "seed_line" in other.column_names():
                    found = self._ask(sql.format(table=table, other=other.name, column=column.name), **values)
                    yield from ((key, path, int(line or 1)) for path, line in found if path not in self._files)

    def _all(self, table: str, source: str) -> dict[NaturalKey, str]:
        asked = (table, source if table in CLAIM_TABLES else "")
        if asked not in self._read:
            self._read[asked] = self._read_keys(*asked)
        return self._read[asked]

    def _read_keys(self, table: str, source: str) -> dict[NaturalKey, str]:
        if table in CLAIM_TABLES:
            rows = self._ask(_CLAIMS_SQL.format(table=table), source=source)
        elif table in _KEYED:
            rows = self._ask(_KEYED_SQL.format(table=table))
        else:
            return {}
        return {tuple(row[:-1]): row[-1] for row in rows}

    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return the folded strong names, each with its actor and its file."""
        return {row[0]: (row[1], row[2]) for row in self._ask(_NAMES_SQL) if row[2] not in self._files}

    def codes(self) -> list[tuple[str, str, str, str, str, str]]:
        """Return scheme, code, actor, first day, last day ("" without limit) and file."""
        rows = self._ask(_CODES_SQL)
        return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows if r[5] not in self._files]

    def parent(self, table: str, key: NaturalKey) -> NaturalKey | None:
        """Return what a row is part of, answers or follows."""
        values = dict(zip(("key", "source"), reversed(key), strict=False))
        found = self._ask(_PARENT_SQL[table], **values) if table in _PARENT_SQL else []
        return found[0] if found else None

    def _ask(self, sql: str, **values: str) -> list[tuple[str, ...]]:
        answer = self._reader.ask(sql, values, dict.fromkeys(values, "text"))
        return [tuple("" if value is None else str(value) for value in row) for row in answer.rows]


def known_files(reader: Reader) -> dict[str, str]:
    """Return the path and digest of every seed file that was loaded."""
    return {str(path): str(digest) for path, digest in reader.ask(_FILES_SQL, {}, {}).rows}


def known_sources(reader: Reader) -> dict[str, str]:
    """Return the path of every seed file that defines a source, with the key of the source."""
    return {str(path): str(key) for path, key in reader.ask(_SOURCES_SQL, {}, {}).rows}
