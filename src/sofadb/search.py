"""Finds words in names, titles, keys, summaries, wordings and notes, whatever their case and accents.

All is read in the order in which it is answered, and compared here: the engines know no common way to
leave out accents. What is found by name comes first, for which the names are read twice more; nothing is
kept but the row at hand.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.errors import WrongUseError
from sofadb.kinds import CLAIMS
from sofadb.resolve import resolve_word
from sofadb.result import Result
from sofadb.spelling import counted, fold, near
from sofadb.wordmatch import matcher, spelled_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sofadb.database.reader import Reader
    from sofadb.result import Row

# CROSS JOIN has SQLite take the sources first, and so read claims in order instead of sorting them in memory.
_CLAIM: Final = """
SELECT s.key AS source, s.key || '/' || c.key AS ref, p.locator_type || ' ' || p.locator AS locator,
    {columns}, c.key AS key, c.wording AS wording, c.status_note AS status_note, c.note AS note
FROM sources AS s CROSS JOIN {table} AS c JOIN passages AS p ON p.id = c.passage_id
{more}WHERE c.source_id = s.id ORDER BY s.key, c.key{order}
"""
_CITED: Final = """
SELECT s.key AS source, c.key AS ref, p.locator_type || ' ' || p.locator AS locator,
    c.title AS title, c.key AS key, {columns}c.wording AS wording, c.status_note AS status_note, c.note AS note
FROM {table} AS c JOIN passages AS p ON p.id = c.passage_id JOIN sources AS s ON s.id = p.source_id
ORDER BY c.key
"""
_COLUMNS: Final = {
    "asset": "c.place AS place",
    "event": "c.summary AS summary",
    "figure": "c.place AS place",
    "office": "c.title AS title",
    "position": "c.summary AS summary, d.text AS condition",
    "provision": "c.summary AS summary",
}
_MORE: Final = {
    "position": {
        "more": "LEFT JOIN position_conditions AS d ON d.position_id = c.id ",
        "order": ", d.kind, d.text",
    }
}

#: How each kind is read: first its source, ref and locator, then the fields that are searched. An entry with
#: several names or conditions has a row for each.
QUESTIONS: Final = {
    "actor": """
        SELECT NULL AS source, a.key AS ref, NULL AS locator, n.name AS name, a.key AS key
        FROM actors AS a LEFT JOIN actor_names AS n ON n.actor_id = a.id
        ORDER BY a.key, CASE WHEN n.type = 'primary' THEN 0 ELSE 1 END, n.name, n.id""",
    "agreement": _CITED.format(table="agreements", columns=""),
    "deployment": _CITED.format(table="deployments", columns="c.place AS place, "),
    "negotiation": _CITED.format(table="negotiations", columns="c.summary AS summary, "),
    "passage": """
        SELECT s.key AS source, s.key AS ref, p.locator_type || ' ' || p.locator AS locator, p.text AS text
        FROM sources AS s JOIN passages AS p ON p.source_id = s.id WHERE p.text IS NOT NULL
        ORDER BY s.key, p.locator_type, length(p.locator), p.locator""",
    "source": """
        SELECT s.key AS source, s.key AS ref, NULL AS locator, s.title AS title, s.key AS key,
            s.authors AS authors, p.name AS publication, s.note AS note
        FROM sources AS s JOIN publications AS p ON p.id = s.publication_id ORDER BY s.key""",
    **{
        kind: _CLAIM.format(table=table, columns=_COLUMNS[kind], **_MORE.get(kind, {"more": "", "order": ""}))
        for kind, table in CLAIMS.items()
    },
}
#: The kinds that can be searched, in the order of the answer.
KINDS: Final = tuple(sorted(QUESTIONS))

_NAMES: Final = ("name", "title")
_NAMED_KINDS: Final = ("actor", "agreement", "deployment", "negotiation", "office", "source")
#: Claims of which there may be millions: each is one row, and none has a name that is compared as a whole.
_LONG_KINDS: Final = ("asset", "event", "figure", "provision")
_ROWS_AT_ONCE: Final = 256
_COLUMN_NAMES: Final = ("kind", "ref", "field", "text", "source", "locator")
_SHOWN: Final = ("kind", "ref", "field", "text", "locator")

#: How well an entry is found: by the whole of a name, by words of its names, by any of its fields.
_RANKS: Final = (0, 1, 2)

# Many claims have a place or a note in common, which is then compared once.
_TEXTS_KEPT: Final = 4096
# More words would take longer to compare with than anybody waits for a hint.
_MOST_SPELLINGS: Final = 50_000


class Entry(NamedTuple):
    """One thing that can be found: what other commands call it, where it stands, its fields."""

    kind: str
    ref: str
    source: str | None
    locator: str | None
    fields: tuple[tuple[str, str], ...]


class Search:
    """A search for entries that hold every word; the rows are found as they are read."""

    def __init__(self, reader: Reader, words: Sequence[str], kind: str | None = None, *, texts: bool = False) -> None:
        self._reader = reader
        self._words = tuple(dict.fromkeys(word for given in words for word in given.split() if fold(word)))
        if not self._words:
            raise WrongUseError("there is no word to search for", "give one with a letter or a digit in it")
        self._kinds = _kinds(kind, texts=texts)
        self._whole = fold("".join(self._words))
        self._matcher = matcher(self._words)
        self._held = lru_cache(_TEXTS_KEPT)(self._matcher)
        self._read, self._found, self._seen, self._ended = 0, 0, 0, False

    def result(self) -> Result:
        """Return the entries found: by a whole name first, then by names, then others; by kind and ref."""
        return Result(_COLUMN_NAMES, self._rows(), _SHOWN)

    def hint(self) -> str | None:
        """Say, once all rows are read and there was none, what was searched and what is spelled alike."""
        if self._found or not self._ended:
            return None
        what = f"nothing found: searched {self._read:,} entries for {counted(len(self._words), 'word')}"
        missing = [word for place, word in enumerate(self._words) if not self._seen >> place & 1]
        if not missing:
            return f"{what}; each word is there, but no entry holds all of them"
        known = self._spellings()
        said = [f"{word!r} is nowhere{_alike(word, known)}" for word in missing]
        return "\n".join([what, *said])

    def _rows(self) -> Iterator[Row]:
        for rank in _RANKS:
            for kind in self._kinds:
                if rank == _RANKS[-1] or kind in _NAMED_KINDS:
                    yield from self._rows_of(kind, rank)
        self._ended = True

    def _rows_of(self, kind: str, rank: int) -> Iterator[Row]:
        for entry in self._entries_to_look_at(kind):
            self._read += rank == _RANKS[-1]
            if self._rank(entry) == rank:
                self._found += 1
                field, text = self._best(entry)
                yield entry.kind, entry.ref, field, text, entry.source, entry.locator

    def _entries_to_look_at(self, kind: str) -> Iterator[Entry]:
        """Leave out, and count, claims that come in handfuls without any of the words in them: nearly all do."""
        found = self._reader.ask(QUESTIONS[kind], {}, {})
        if kind not in _LONG_KINDS:
            yield from _entries(kind, found.columns, found.rows)
            return
        while rows := list(islice(found.rows, _ROWS_AT_ONCE)):
            # No word is found across the end of a line.
            together = "\n".join([text for row in rows for text in row[3:] if isinstance(text, str)])
            if self._matcher(together):
                yield from _entries(kind, found.columns, rows)
            else:
                self._read += len(rows)

    def _rank(self, entry: Entry) -> int | None:
        named, held = 0, 0
        for field, text in entry.fields:
            words = self._held(text)
            held |= words
            if field in _NAMES:
                if fold(text) == self._whole:
                    return 0
                named |= words
        self._seen |= held
        every = (1 << len(self._words)) - 1
        return 1 if named == every else 2 if held == every else None

    def _best(self, entry: Entry) -> tuple[str, str]:
        """Return the name that is the whole of what was searched for, or the field that holds most words."""

        def most(pair: tuple[str, str]) -> int:
            field, text = pair
            whole = field in _NAMES and fold(text) == self._whole
            return len(self._words) + 1 if whole else self._held(text).bit_count()

        return max(entry.fields, key=most)

    def _spellings(self) -> dict[str, str]:
        """Return the words of all that was searched, by how they are compared."""
        known: dict[str, str] = {}
        for kind in self._kinds:
            found = self._reader.ask(QUESTIONS[kind], {}, {})
            places = [place for place, name in enumerate(found.columns) if place > 2 and name != "key"]
            for row in found.rows:
                for text in [row[place] for place in places]:
                    for word in spelled_words(str(text or "")):
                        known.setdefault(fold(word), word)
                if len(known) >= _MOST_SPELLINGS:
                    return known
        return known


def _kinds(kind: str | None, *, texts: bool) -> tuple[str, ...]:
    """Return the kinds to search; copies of articles only where they are asked for."""
    if kind is not None:
        return (resolve_word("kind", kind, KINDS),)
    return tuple(each for each in KINDS if texts or each != "passage")


def _entries(kind: str, columns: Sequence[str], found: Iterable[Row]) -> Iterator[Entry]:
    names = columns[3:]
    for (source, ref, locator), rows in groupby(found, lambda row: row[:3]):
        pairs = (pair for row in rows for pair in zip(names, row[3:], strict=True))
        fields = dict.fromkeys((name, str(text)) for name, text in pairs if text is not None)
        place = None if locator is None else str(locator)
        yield Entry(kind, str(ref), None if source is None else str(source), place, tuple(fields))


def _alike(word: str, known: dict[str, str]) -> str:
    matches = [known[match] for match in near(word, known)]
    return f"; spelled much like it: {', '.join(matches)}" if matches else ""
