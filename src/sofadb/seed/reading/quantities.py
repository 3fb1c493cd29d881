"""A hedge as bounds: what each quantity of a seed file means in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sofadb.seed.form.counts import Quantified
    from sofadb.seed.reading.rows import Cell

#: Which bounds a quantity with one number sets; the others stay empty, for nobody claims them.
_BOUNDS = {
    "exact": ("low", "best", "high"),
    "about": ("best",),
    "nearly": ("best",),
    "up_to": ("high",),
    "at_least": ("low",),
    "more_than": ("low",),
    "fewer_than": ("high",),
}


def bounds(count: Quantified) -> dict[str, Cell]:
    """Return quantifier, value_kind, low, best and high (persons or pieces) of a count."""
    if count.unknown is not None:
        return _columns("unquantified", "unknown")
    if count.none is not None:
        return _columns("exact", "none", low=0, best=0, high=0)
    if count.words is not None:
        return _columns(count.words, "value")
    if count.between is not None:
        return _columns("between", "value", low=count.between[0], high=count.between[1])
    name = next(name for name in _BOUNDS if getattr(count, name) is not None)
    number = getattr(count, name)
    return _columns(name, "value", **dict.fromkeys(_BOUNDS[name], number))


def _columns(quantifier: str, value_kind: str, **numbers: int) -> dict[str, Cell]:
    empty = dict.fromkeys(("low", "best", "high"))
    return {"quantifier": quantifier, "value_kind": value_kind, **empty, **numbers}
