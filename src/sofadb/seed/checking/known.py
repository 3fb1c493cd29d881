"""What a database holds already, so that a new file can refer to it and must not claim it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sofadb.codebook import read_codebook
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sofadb.database.reader import Reader
    from sofadb.seed.reading.rows import NaturalKey

_KEYED = ("publications", "sources", "actors", "negotiations", "agreements", "deployments")

_KEYED_SQL = """
SELECT t.key, f.path FROM {table} AS t LEFT JOIN seed_files AS f ON f.id = t.seed_file_id ORDER BY t.key
"""
_CLAIMS_SQL = """
SELECT s.key, t.key, f.path
FROM {table} AS t JOIN sources AS s ON s.id = t.source_id LEFT JOIN seed_files AS f ON f.id = t.seed_file_id
ORDER BY s.key, t.key
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
#: Who refers to a row of another file; asked only where a file gives up rows.
_NEEDING_SQL = """
SELECT t.key, f.path, r.seed_line FROM {table} AS t
JOIN {other} AS r ON r.{column} = t.id AND coalesce(r.seed_file_id, 0) <> coalesce(t.seed_file_id, 0)
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id ORDER BY f.path, r.seed_line, r.id, t.id
"""
_NEEDING_CLAIM_SQL = """
SELECT s.key, t.key, f.path, r.seed_line FROM {table} AS t JOIN sources AS s ON s.id = t.source_id
JOIN {other} AS r ON r.{column} = t.id AND coalesce(r.seed_file_id, 0) <> coalesce(t.seed_file_id, 0)
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id ORDER BY f.path, r.seed_line, r.id, t.id
"""
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


@dataclass(frozen=True, slots=True)
class Keys:
    """The natural keys of a table: those of the files being checked, and by source those of others, with the file."""

    own: list[NaturalKey] = field(default_factory=list)
    others: dict[str, dict[NaturalKey, str]] = field(default_factory=dict)


class KnownRows:
    """The rows of a database, less those of the files that are being checked."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        self._reader, self._files = reader, files
        self._read: dict[str, Keys] = {}

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""
        return self._keys(table).others.get(source if table in CLAIM_TABLES else "", {})

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[tuple[NaturalKey, str, int]]:
        """Return the rows that the files held and no longer hold while another file refers to them."""
        for table in (*_KEYED, *CLAIM_TABLES):
            if lost := {key for key in self._keys(table).own if (table, key) not in kept}:
                yield from self._needing(table, lost)

    def _needing(self, table: str, lost: set[NaturalKey]) -> Iterator[tuple[NaturalKey, str, int]]:
        sql = _NEEDING_CLAIM_SQL if table in CLAIM_TABLES else _NEEDING_SQL
        for other in read_codebook().values():
            for column in other.columns:
                if column.refers_to == table and other.kind == "table" and "seed_line" in other.column_names():
                    for *key, path, line in self._ask(sql.format(table=table, other=other.name, column=column.name)):
                        if tuple(key) in lost and path not in self._files:
                            yield tuple(key), path, int(line or 1)

    def _keys(self, table: str) -> Keys:
        if table not in self._read:
            self._read[table] = self._read_keys(table)
        return self._read[table]

    def _read_keys(self, table: str) -> Keys:
        keys = Keys()
        is_claim = table in CLAIM_TABLES
        if not is_claim and table not in _KEYED:
            return keys
        for *key, path in self._ask((_CLAIMS_SQL if is_claim else _KEYED_SQL).format(table=table)):
            if path in self._files:
                keys.own.append(tuple(key))
            else:
                keys.others.setdefault(key[0] if is_claim else "", {})[tuple(key)] = path
        return keys

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
