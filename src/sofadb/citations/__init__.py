"""References to sources, as a person writes them and as reference managers read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.citations.bibtex import as_bibtex
from sofadb.citations.csl import as_csl_json
from sofadb.citations.plain import as_text
from sofadb.citations.works import Work, find_works, read_works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["ENDINGS", "STYLES", "Work", "as_bibtex", "as_csl_json", "as_text", "find_works", "read_works"]

#: How references can be written, by the names of the styles.
STYLES: Final[dict[str, Callable[[Iterable[Work]], str]]] = {
    "text": as_text,
    "bibtex": as_bibtex,
    "csl-json": as_csl_json,
}
#: The style that the ending of a file stands for.
ENDINGS: Final = {".txt": "text", ".bib": "bibtex", ".json": "csl-json"}
