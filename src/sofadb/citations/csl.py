"""References as CSL-JSON, which Zotero, pandoc and most reference managers read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sofadb.citations.dates import in_words, moments
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.citations.names import Name
    from sofadb.citations.works import Work


def as_csl_json(works: Iterable[Work]) -> str:
    """Return works as an array of CSL items."""
    text = json.dumps([item(work) for work in works], ensure_ascii=False, indent=2)
    return re.sub(r"[^\n -~]", _spelled, text) + "\n"


def item(work: Work) -> dict[str, Any]:  # Any: JSON
    """Return a work as a CSL item, without what is not known; its type is a word of CSL already.

    An archived copy shows the page as it was on its day, which is the day of access that CSL asks for.
    """
    entry: dict[str, Any] = {  # Any: JSON
        "id": work.key,
        "type": work.type,
        "title": work.title,
        "author": [_author(name) for name in work.authors],
        "container-title": work.publication,
        "issued": _date(work.published) if work.published else None,
        "URL": work.url or work.archive_url,
        "accessed": _date(work.archived_at) if work.archived_at else None,
        "archive_location": work.archive_url,
        "DOI": work.doi,
        "language": work.lang,
        "locator": work.locator(),
    }
    return {name: value for name, value in entry.items() if value}


def _author(name: Name) -> dict[str, str]:
    return {"literal": name.printed} if name.given is None else {"family": name.family, "given": name.given}


def _date(edtf: str) -> dict[str, Any]:  # Any: JSON
    """Return a date in parts; one with an open side has no place there and is put into words."""
    sides = moments(edtf)
    known = [side for side in sides if side is not None]
    if len(known) < len(sides):
        return {"literal": in_words(edtf)}
    parts = [side.parts() for side in known]
    if (until := known[-1].until) is not None:
        parts = [parts[0], [until]]
    uncertain = any(side.mark or side.until is not None for side in known)
    return {"date-parts": parts, "circa": True} if uncertain else {"date-parts": parts}


def _spelled(match: re.Match[str]) -> str:
    r"""Write what steers a terminal or cannot be seen as \uXXXX, which reads back as the same text."""
    return match[0] if visible(match[0]) == match[0] else json.dumps(match[0])[1:-1]
