"""References as a person writes them into a footnote: author, date, title, publication, place, address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.citations.dates import in_words
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.citations.works import Work


def as_text(works: Iterable[Work]) -> str:
    """Return one line for each work."""
    return "".join(f"{reference(work)}\n" for work in works)


def reference(work: Work) -> str:
    """Return the reference to a work; one without authors begins with the publication."""
    names = [" ".join(name.printed.split()) for name in work.authors]
    date = in_words(work.published) if work.published else "n.d."
    place = None if not names else work.publication
    said = [f"“{' '.join(work.title.split())}”", place, work.locator()]
    addresses = [f"https://doi.org/{work.doi}" if work.doi else work.url, _archived(work)]
    lead = f"{_joined(names) or work.publication} ({date}): {', '.join(part for part in said if part)}."
    return visible(" ".join([lead, *(f"{address}." for address in addresses if address)]))


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _archived(work: Work) -> str | None:
    if work.archive_url is None:
        return None
    day = f" {in_words(work.archived_at)}" if work.archived_at else ""
    return f"Archived{day}: {work.archive_url}"
