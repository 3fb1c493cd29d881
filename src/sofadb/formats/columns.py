"""Names of columns, each different from the others."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def unique_names(columns: Iterable[str]) -> tuple[str, ...]:
    """Give the second and later columns of one name a number: `name`, `name_2`, `name_3`.

    A name that stands in the answer already is never given away, so that (a, a, a_2)
    becomes (a, a_3, a_2).
    """
    names = tuple(columns)
    taken, seen, unique = set(names), set[str](), []
    for name in names:
        unique.append(_free_name(name, taken) if name in seen else name)
        seen.add(name)
        taken.add(unique[-1])
    return tuple(unique)


def _free_name(name: str, taken: set[str]) -> str:
    return next(free for number in count(2) if (free := f"{name}_{number}") not in taken)
