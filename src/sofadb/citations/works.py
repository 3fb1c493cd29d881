"""What a reference says of a source, read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.citations.names import Name, read_name
from sofadb.errors import WrongUseError
from sofadb.kinds import CLAIMS
from sofadb.resolve import resolve_claim
from sofadb.spelling import fold, near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sofadb.database.reader import Reader

_WORKS: Final = """
SELECT s.key AS key, s.type AS type, s.title AS title, s.authors AS authors, p.name AS publication,
    s.published AS published, s.url AS url, s.archive_url AS archive_url, s.archived_at AS archived_at,
    s.doi AS doi, s.lang AS lang
FROM sources AS s JOIN publications AS p ON p.id = s.publication_id ORDER BY s.key
"""
_PERSONS: Final = """
SELECT n.folded FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id
WHERE a.kind IN ('person', 'head_of_state') AND n.type <> 'weak' ORDER BY n.folded
"""
_LOCATOR: Final = """
SELECT p.locator_type || ' ' || p.locator AS locator FROM sources AS s
JOIN {table} AS c ON c.source_id = s.id JOIN passages AS p ON p.id = c.passage_id
WHERE s.key = :source AND c.key = :key
"""


class Work(NamedTuple):
    """A source as references cite it; `locators` are the places in it that are meant."""

    key: str
    type: str
    title: str
    authors: tuple[Name, ...] = ()
    publication: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    archived_at: str | None = None
    doi: str | None = None
    lang: str | None = None
    locators: tuple[str, ...] = ()

    def locator(self) -> str | None:
        """Return the places that are meant, in one line."""
        return ", ".join(self.locators) or None


def read_works(reader: Reader, keys: Iterable[str] | None = None) -> list[Work]:
    """Return the sources of these keys, or all, in the order of their keys."""
    wanted = None if keys is None else set(keys)
    return [work for work in _all(reader) if wanted is None or work.key in wanted]


def find_works(reader: Reader, named: Iterable[str]) -> list[Work]:
    """Return what refs of claims, and keys and titles of sources, name: each source once, in their order.

    Raises WrongUseError for what names nothing, with the near matches.
    """
    known = {work.key: work for work in _all(reader)}
    locators: dict[str, list[str]] = {}
    for name in named:
        if "/" in name:
            source, _, key = resolve_claim(reader, name).partition("/")
            locators.setdefault(source, []).extend(_locators(reader, source, key))
        else:
            locators.setdefault(_source(name, known), [])
    return [known[key]._replace(locators=tuple(dict.fromkeys(places))) for key, places in locators.items()]


def _all(reader: Reader) -> Iterator[Work]:
    persons = {str(name) for (name,) in reader.ask(_PERSONS, {}, {}).rows}
    found = reader.ask(_WORKS, {}, {})
    for row in found.rows:
        fields = {name: str(value) for name, value in zip(found.columns, row, strict=True) if value is not None}
        printed = (name.strip() for name in fields.pop("authors", "").split("; "))
        yield Work(**fields, authors=tuple(read_name(name, persons) for name in printed if name))  # type: ignore[arg-type]  # all others are text


def _locators(reader: Reader, source: str, key: str) -> Iterator[str]:
    values = {"source": source, "key": key}
    for table in CLAIMS.values():
        found = reader.ask(_LOCATOR.format(table=table), values, dict.fromkeys(values, "text"))
        yield from (str(locator) for (locator,) in found.rows)


def _source(name: str, known: dict[str, Work]) -> str:
    if name.lower() in known:
        return name.lower()
    titled = [key for key, work in known.items() if fold(work.title) == fold(name)]
    if len(titled) == 1:
        return titled[0]
    if titled:
        raise WrongUseError(f"more than one source has the title {name!r}", f"give a key: {', '.join(titled)}")
    likely = near(name, known)[:3]
    remedy = f"did you mean {' or '.join(likely)}?" if likely else "sofadb sources lists them all"
    raise WrongUseError(f"there is no source {name!r}", remedy)
