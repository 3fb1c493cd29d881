"""What a database holds already, so that a new file can refer to it and must not claim it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from sofadb.codebook import read_codebook
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sofadb.database.reader import Reader
    from sofadb.seed.reading.rows import NaturalKey

#: A table with more claims, or a source, is not read whole: an official table has millions.
MOST_READ: Final = 20_000
_ALL: Final = 2**62  # rows
_FEW_LOST: Final = 20  # rows; those who refer to them are looked up one by one

_KEYED = ("publications", "sources", "actors", "negotiations", "agreements", "deployments")

_KEYED_SQL = """
SELECT t.key, f.path FROM {table} AS t LEFT JOIN seed_files AS f ON f.id = t.seed_file_id ORDER BY t.key
"""
_CLAIMS_SQL = """
SELECT s.key, t.key, f.path
FROM {table} AS t JOIN sources AS s ON s.id = t.source_id LEFT JOIN seed_files AS f ON f.id = t.seed_file_id
{where} LIMIT {most}
"""
_OF_SOURCE = "WHERE s.key = :source"
_OF_FILE = "WHERE f.path = :path"
_OF_KEY = "WHERE s.key = :source AND t.key = :key"
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
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id {where} ORDER BY f.path, r.seed_line, r.id, t.id
"""
_NEEDING_CLAIM_SQL = """
SELECT s.key, t.key, f.path, r.seed_line FROM {table} AS t JOIN sources AS s ON s.id = t.source_id
JOIN {other} AS r ON r.{column} = t.id AND coalesce(r.seed_file_id, 0) <> coalesce(t.seed_file_id, 0)
LEFT JOIN seed_files AS f ON f.id = r.seed_file_id {where} ORDER BY f.path, r.seed_line, r.id, t.id
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
    """The natural keys of a table: those of the files being checked, and by source those of others, with the file.

    Of claims that are too many to be held, `others` is None.
    """

    own: list[NaturalKey] = field(default_factory=list)
    others: dict[str, dict[NaturalKey, str]] | None = field(default_factory=dict)


class ClaimsOfSource(Mapping["NaturalKey", str]):
    """The claims of a source that has too many to be held: each is looked up, and only the first are listed."""

    def __init__(self, look_up: Callable[[NaturalKey], str | None], first: Mapping[NaturalKey, str]) -> None:
        """Take what tells the file of a claim, and the claims among which one may look for a near key."""
        self._look_up, self._first = cache(look_up), first

    def __getitem__(self, key: NaturalKey) -> str:
        """Return the file of a claim."""
        path = self._look_up(key)
        if path is None:
            raise KeyError(key)
        return path

    def __iter__(self) -> Iterator[NaturalKey]:
        """List the first claims."""
        return iter(self._first)

    def __len__(self) -> int:
        """Count the claims that are listed."""
        return len(self._first)


class KnownRows:
    """The rows of a database, less those of the files that are being checked."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        self._reader, self._files = reader, files
        self._read: dict[str, Keys] = {}
        self._large: dict[tuple[str, str], Mapping[NaturalKey, str]] = {}

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""
        held = self._keys(table)
        if held.others is None:
            if (table, source) not in self._large:
                self._large[table, source] = self._read_source(table, source)
            return self._large[table, source]
        return held.others.get(source if table in CLAIM_TABLES else "", {})

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[tuple[NaturalKey, str, int]]:
        """Return the rows that the files held and no longer hold while another file refers to them."""
        for table in (*_KEYED, *CLAIM_TABLES):
            if lost := {key for key in self._keys(table).own if (table, key) not in kept}:
                yield from self._needing(table, lost)

    def _needing(self, table: str, lost: set[NaturalKey]) -> Iterator[tuple[NaturalKey, str, int]]:
        sql = _NEEDING_CLAIM_SQL if table in CLAIM_TABLES else _NEEDING_SQL
        of_key = _OF_KEY if table in CLAIM_TABLES else "WHERE t.key = :key"
        for other in read_codebook().values():
            for column in other.columns:
                if column.refers_to == table and other.kind == "table" and "seed_line" in other.column_names():
                    names = {"table": table, "other": other.name, "column": column.name}
                    if len(lost) > _FEW_LOST:
                        yield from self._needing_among(lost, self._rows(sql.format(**names, where="")))
                        continue
                    for key in sorted(lost):
                        values = dict(zip(("key", "source"), reversed(key), strict=False))
                        yield from self._needing_among(lost, self._rows(sql.format(**names, where=of_key), **values))

    def _needing_among(
        self, lost: set[NaturalKey], rows: Iterable[NaturalKey]
    ) -> Iterator[tuple[NaturalKey, str, int]]:
        for *key, path, line in rows:
            if tuple(key) in lost and path not in self._files:
                yield tuple(key), path, int(line or 1)

    def _keys(self, table: str) -> Keys:
        if table not in self._read:
            self._read[table] = self._read_keys(table)
        return self._read[table]

    def _read_keys(self, table: str) -> Keys:
        is_claim = table in CLAIM_TABLES
        if not is_claim and table not in _KEYED:
            return Keys()
        rows = self._claims(table, "", MOST_READ + 1) if is_claim else self._ask(_KEYED_SQL.format(table=table))
        if is_claim and len(rows) > MOST_READ:
            return Keys([row[:-1] for path in self._files for row in self._claims(table, _OF_FILE, path=path)], None)
        own: list[NaturalKey] = []
        others: dict[str, dict[NaturalKey, str]] = {}
        for *key, path in rows:
            if path in self._files:
                own.append(tuple(key))
            else:
                others.setdefault(key[0] if is_claim else "", {})[tuple(key)] = path
        return Keys(own, others)

    def _read_source(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        rows = self._claims(table, _OF_SOURCE, MOST_READ + 1, source=source)
        read = {row[:-1]: row[-1] for row in rows if row[-1] not in self._files}
        if len(rows) <= MOST_READ:
            return read

        def look_up(key: NaturalKey) -> str | None:
            found = self._claims(table, _OF_KEY, source=source, key=key[-1]) if key[0] == source else []
            return next((path for *_, path in found if path not in self._files), None)

        return ClaimsOfSource(look_up, read)

    def _claims(self, table: str, where: str, most: int = _ALL, **values: str) -> list[NaturalKey]:
        return sorted(self._ask(_CLAIMS_SQL.format(table=table, where=where, most=most), **values))

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
        return list(self._rows(sql, **values))

    def _rows(self, sql: str, **values: str) -> Iterator[tuple[str, ...]]:
        """Return rows as they are read; there may be as many as figures."""
        answer = self._reader.ask(sql, values, dict.fromkeys(values, "text"))
        for row in answer.rows:
            yield tuple("" if value is None else str(value) for value in row)
