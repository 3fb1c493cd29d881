"""What a word given to `show` means: a claim by its ref, or a thing by its key, name or title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.codebook import read_codebook
from sofadb.errors import WrongUseError
from sofadb.kinds import CLAIMS, THINGS
from sofadb.resolve import resolve_actor, resolve_claim, resolve_word
from sofadb.spelling import fold, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader
    from sofadb.result import Value

#: All that can be shown, by the words of `--kind`.
KINDS: Final = (*CLAIMS, *THINGS, "table")

_CLAIM: Final = """
SELECT c.key FROM {table} AS c JOIN sources AS s ON s.id = c.source_id WHERE s.key = :source AND c.key = :key
"""
_CLAIMS_OF_KEY: Final = """
SELECT s.key || '/' || c.key AS ref FROM {table} AS c JOIN sources AS s ON s.id = c.source_id
WHERE c.key = :key ORDER BY ref LIMIT 3
"""
_TITLES: Final = {kind: f"SELECT key, title FROM {THINGS[kind]} ORDER BY key" for kind in THINGS if kind != "actor"}  # noqa: S608
_ACTORS: Final = """
SELECT a.key, n.name FROM actors AS a LEFT JOIN actor_names AS n ON n.actor_id = a.id ORDER BY a.key, n.name
"""
_NAMED_ACTORS: Final = """
SELECT actor_id FROM actor_names WHERE folded = :folded
UNION SELECT actor_id FROM actor_codes WHERE upper(code) = :code
"""


class Subject(NamedTuple):
    """One thing to be shown: its kind, and its ref or key."""

    kind: str
    ref: str


def find_subject(reader: Reader, text: str, kind: str | None = None) -> Subject:
    """Return what a ref, a key, a name or a title means, whatever its case.

    Raises WrongUseError where it means nothing, with the near matches, or more than one thing.
    """
    kinds = KINDS if kind is None else (resolve_word("kind", text=kind, words=KINDS),)
    found = list(_of_ref(reader, text, kinds) if "/" in text else _of_key(reader, text.lower(), kinds))
    found = found or list(_of_name(reader, text, kinds))
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUseError(f"{text!r} means more than one thing", _choices(found))
    if "/" in text and kind is None:
        resolve_claim(reader, text)
    what = "nothing that is called" if kind is None else f"no {kinds[0]}"
    raise WrongUseError(f"there is {what} {text!r}", _near(reader, text, kinds))


def _choices(found: list[Subject]) -> str:
    kinds = list(dict.fromkeys(subject.kind for subject in found))
    if len(kinds) > 1:
        return "say which: " + ", ".join(f"--kind {kind}" for kind in kinds)
    return "give a key: " + ", ".join(subject.ref for subject in found)


def _of_ref(reader: Reader, text: str, kinds: tuple[str, ...]) -> Iterator[Subject]:
    source, _, key = text.lower().rpartition("/")
    values: dict[str, Value] = {"source": source, "key": key}
    for kind, table in CLAIMS.items():
        if kind in kinds and _ask(reader, _CLAIM.format(table=table), values):
            yield Subject(kind, text.lower())


def _of_key(reader: Reader, key: str, kinds: tuple[str, ...]) -> Iterator[Subject]:
    for kind, table in THINGS.items():
        if kind in kinds and _ask(reader, f"SELECT key FROM {table} WHERE key = :key", {"key": key}):  # noqa: S608
            yield Subject(kind, key)
    if "table" in kinds and key in read_codebook():
        yield Subject("table", key)


def _of_name(reader: Reader, text: str, kinds: tuple[str, ...]) -> Iterator[Subject]:
    """Find things by their whole title, and an actor by a code or name; a weak name never means one."""
    folded = fold(text)
    for kind, sql in _TITLES.items():
        if kind in kinds and folded:
            yield from (Subject(kind, str(key)) for key, title in _ask(reader, sql) if fold(str(title)) == folded)
    if "actor" in kinds and _ask(reader, _NAMED_ACTORS, {"folded": folded, "code": text.upper()}):
        yield Subject("actor", resolve_actor(reader, text))


def _near(reader: Reader, text: str, kinds: tuple[str, ...]) -> str:
    """Say which refs have this key, or else which keys, names and titles are spelled alike."""
    choices = [
        str(ref)
        for kind, table in CLAIMS.items()
        if kind in kinds
        for (ref,) in _ask(reader, _CLAIMS_OF_KEY.format(table=table), {"key": text.lower().rpartition("/")[2]})
    ]
    if not choices:
        keys = dict(_spellings(reader, kinds))
        choices = list(dict.fromkeys(keys[match] for match in near(text, keys)))
    return f"did you mean {' or '.join(choices[:3])}?" if choices else "look for it: sofadb search WORDS"


def _spellings(reader: Reader, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Return every key, name and title, each with the key to type."""
    for kind in THINGS:
        if kind in kinds:
            for key, name in _ask(reader, _TITLES.get(kind, _ACTORS)):
                yield str(name), str(key)
                yield str(key), str(key)
    if "table" in kinds:
        yield from ((name, name) for name in read_codebook())


def _ask(reader: Reader, sql: str, values: dict[str, Value] | None = None) -> list[tuple[Value, ...]]:
    given = values or {}
    return list(reader.ask(sql, given, dict.fromkeys(given, "text")).rows)
