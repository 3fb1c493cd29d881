"""The natural keys that a database holds: those of the files being checked, and of all others, with the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sofadb.database.reader import Reader
    from sofadb.seed.reading.rows import NaturalKey

#: A table with more claims, or a source, is not read whole: an official table has millions.
MOST_READ: Final = 20_000
_ALL: Final = 2**62  # rows

_SURROGATE: Final = re.compile("[\ud800-\udfff]")

#: The tables whose rows are named by a key that is unique in the table.
KEYED: Final = ("publications", "sources", "actors", "negotiations", "agreements", "deployments")

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
_PASSAGES_SQL = """
SELECT s.key, t.locator_type, t.locator
FROM passages AS t JOIN sources AS s ON s.id = t.source_id JOIN seed_files AS f ON f.id = t.seed_file_id
WHERE f.path = :path
"""


def texts(reader: Reader, sql: str, **values: str) -> Iterator[tuple[str, ...]]:
    """Return rows as texts, as they are read; there may be as many as figures."""
    for row in reader.ask(sql, values, dict.fromkeys(values, "text")).rows:
        yield tuple("" if value is None else str(value) for value in row)


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


class HeldKeys:
    """Reads the keys of a database, each table once; `files` are those that are being checked."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        self._reader, self._files = reader, files
        # A name whose bytes are no text is in no database, and no question can hold it.
        self._paths = [path for path in files if not _SURROGATE.search(path)]
        self._read: dict[str, Keys] = {}
        self._large: dict[tuple[str, str], Mapping[NaturalKey, str]] = {}

    def own(self, table: str) -> list[NaturalKey]:
        """Return the keys of the rows that the files being checked held until now."""
        if table == "passages":
            return [row for path in self._paths for row in texts(self._reader, _PASSAGES_SQL, path=path)]
        return self._keys(table).own

    def others(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the keys of a table that other files hold, and the file of each; of claims, those of one source."""
        held = self._keys(table)
        if held.others is None:
            if (table, source) not in self._large:
                self._large[table, source] = self._read_source(table, source)
            return self._large[table, source]
        return held.others.get(source if table in CLAIM_TABLES else "", {})

    def _keys(self, table: str) -> Keys:
        if table not in self._read:
            self._read[table] = self._read_keys(table)
        return self._read[table]

    def _read_keys(self, table: str) -> Keys:
        is_claim = table in CLAIM_TABLES
        if not is_claim and table not in KEYED:
            return Keys()
        rows = (
            self._claims(table, "", MOST_READ + 1)
            if is_claim
            else list(texts(self._reader, _KEYED_SQL.format(table=table)))
        )
        if is_claim and len(rows) > MOST_READ:
            return Keys([row[:-1] for path in self._paths for row in self._claims(table, _OF_FILE, path=path)], None)
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
        return sorted(texts(self._reader, _CLAIMS_SQL.format(table=table, where=where, most=most), **values))
