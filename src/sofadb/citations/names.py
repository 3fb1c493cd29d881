"""The names of authors: taken apart only where it is certain what the parts are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Container

# Capitals with points or spaces: no body has such a name behind a comma.
_INITIALS: Final = re.compile(r"[^\W\d_]\.(?:[ -]?[^\W\d_]\.)*")


class Name(NamedTuple):
    """An author as printed; family and given names only where they are known apart."""

    printed: str
    family: str = ""
    given: str | None = None


def read_name(printed: str, persons: Container[str] = ()) -> Name:
    """Read a name as printed; `persons` are the names of persons that are known, folded.

    A comma alone proves nothing: "United Nations, Security Council" has one. So a name is taken apart where
    initials follow the comma, or where turned round it is the name of a known person.
    """
    family, _, given = (part.strip() for part in printed.partition(","))
    if family and given and (_INITIALS.fullmatch(given) or fold(given + family) in persons):
        return Name(printed, family, given)
    return Name(printed)
