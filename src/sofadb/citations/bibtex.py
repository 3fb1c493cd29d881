"""References as BibTeX, for LaTeX and for reference managers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.citations.dates import moments
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sofadb.citations.names import Name
    from sofadb.citations.works import Work


class _Kind(NamedTuple):
    """An entry type of BibTeX or biblatex, and its field for the publication."""

    name: str
    publication: str


_KINDS: Final = {
    "article-newspaper": _Kind("article", "journal"),
    "post-weblog": _Kind("online", "organization"),
    "report": _Kind("report", "institution"),
    "dataset": _Kind("dataset", "publisher"),
    "webpage": _Kind("online", "organization"),
}
_OTHER: Final = _Kind("misc", "howpublished")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# BibTeX counts every brace, with a backslash before it or not, so that braces need a name.
_ESCAPES: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
#: What an address may hold as it is: BibTeX takes it letter by letter, and nothing can be escaped in it.
_NOT_IN_AN_ADDRESS: Final = re.compile(r"[^!#-\[\]_`a-z|~%]")


def as_bibtex(works: Iterable[Work]) -> str:
    """Return works as entries, whose keys are those of the sources."""
    return "\n".join(map(_entry, works))


def escape(text: str) -> str:
    """Write a text so that LaTeX prints it as it is; white space becomes single spaces, as BibTeX makes it.

    What steers a terminal or cannot be seen is named by its number.
    """
    return "".join(map(_escaped, " ".join(text.split())))


def _entry(work: Work) -> str:
    kind = _KINDS.get(work.type, _OTHER)
    lines = [f"  {name} = {value},\n" for name, value in _fields(work, kind)]
    return f"@{kind.name}{{{work.key},\n{''.join(lines)}}}\n"


def _fields(work: Work, kind: _Kind) -> Iterator[tuple[str, str]]:
    if work.authors:
        yield "author", f"{{{' and '.join(map(_author, work.authors))}}}"
    # The inner braces keep the capitals: the title stays as printed.
    yield "title", f"{{{{{escape(work.title)}}}}}"
    if work.publication:
        yield kind.publication, f"{{{{{escape(work.publication)}}}}}"
    if work.published:
        yield from _date(work.published)
    if address := work.url or work.archive_url:
        yield "url", f"{{{_address(address)}}}"
    if work.archived_at and address:
        yield "urldate", f"{{{work.archived_at}}}"
    if work.doi:
        yield "doi", f"{{{_address(work.doi)}}}"
    if work.lang:
        yield "language", f"{{{escape(work.lang)}}}"
    if note := _note(work):
        yield "note", f"{{{escape(note)}}}"


def _author(name: Name) -> str:
    """Write a name in braces of its own, so that no program takes it apart or finds an 'and' in it."""
    if name.given is None:
        return f"{{{escape(name.printed)}}}"
    return f"{{{escape(name.family)}}}, {{{escape(name.given)}}}"


def _date(edtf: str) -> Iterator[tuple[str, str]]:
    """Give year, month and day where they say all; else the date as biblatex reads it, with the year if it is one."""
    first, *more = moments(edtf)
    if first is not None and not more and first.until is None:
        yield "year", f"{{{first.year:04}}}"
        if not first.mark and first.month is not None:
            yield "month", _MONTHS[first.month - 1]
            if first.day is not None:
                yield "day", f"{{{first.day}}}"
    if first is None or more or first.mark or first.until is not None:
        yield "date", f"{{{edtf}}}"


def _note(work: Work) -> str:
    archived = "Archived" if work.archived_at is None else f"Archived {work.archived_at}"
    copy = f"{archived}: {work.archive_url}" if work.archive_url else None
    return ". ".join(part for part in (work.locator(), copy) if part)


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return letter if visible(letter) == letter else f'{{\\symbol{{"{ord(letter):04X}}}}}'


def _address(text: str) -> str:
    """Write what no address may hold, such as a space or a brace, by its bytes; it leads to the same page."""
    return _NOT_IN_AN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in _bytes(match[0])), text)


def _bytes(letter: str) -> bytes:
    return letter.encode("utf-8", "surrogatepass")
