"""What a database holds already, so that a new file can refer to it and must not claim it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sofadb.seed.checking.held import KEYED, HeldKeys, texts
from sofadb.seed.checking.needed import find_needed
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sofadb.database.reader import Reader
    from sofadb.seed.checking.needed import Needed
    from sofadb.seed.reading.rows import NaturalKey

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

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[Needed]:
        """Return the rows that the files held and no longer hold while another file refers to them.

        `kept` are the rows that they hold now.
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

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[Needed]:  # noqa: ARG002
        """Return nothing."""
        return iter(())


class KnownRows:
    """The rows of a database, less those of the files that are being checked."""

    def __init__(self, reader: Reader, files: Collection[str]) -> None:
        self._reader, self._files = reader, files
        self._held = HeldKeys(reader, files)

    def keys(self, table: str, source: str) -> Mapping[NaturalKey, str]:
        """Return the natural keys of a table and the file of each; of claims, those of one source."""
        return self._held.others(table, source)

    def needed_elsewhere(self, kept: Collection[tuple[str, NaturalKey]]) -> Iterator[Needed]:
        """Return the rows that the files held and no longer hold while another file refers to them."""
        gone: set[NaturalKey] = set()
        for table in (*KEYED, *CLAIM_TABLES, "passages"):
            lost = {key for key in self._held.own(table) if (table, key) not in kept}
            if table == "sources":
                gone = lost
            elif table == "passages":
                # Whoever cites a passage of a source that goes refers to the source as well.
                lost = {key for key in lost if key[:1] not in gone}
            if lost:
                yield from find_needed(self._reader, table, lost, self._files)

    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return the folded strong names, each with its actor and its file."""
        return {row[0]: (row[1], row[2]) for row in texts(self._reader, _NAMES_SQL) if row[2] not in self._files}

    def codes(self) -> list[tuple[str, str, str, str, str, str]]:
        """Return scheme, code, actor, first day, last day ("" without limit) and file."""
        rows = texts(self._reader, _CODES_SQL)
        return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows if r[5] not in self._files]

    def parent(self, table: str, key: NaturalKey) -> NaturalKey | None:
        """Return what a row is part of, answers or follows."""
        if table not in _PARENT_SQL:
            return None
        values = dict(zip(("key", "source"), reversed(key), strict=False))
        found = list(texts(self._reader, _PARENT_SQL[table], **values))
        return found[0] if found else None
