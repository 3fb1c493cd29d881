"""What is wrong in a file is replaced by a stand-in, so that what it hid is found as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sofadb.seed.form.values import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic_core import ErrorDetails

    from sofadb.seed.reading.tree import Plain

FORMAT = "1"

#: What stands in for a value of the wrong shape.
_SHAPES: Final[dict[str, Callable[[], Plain]]] = {
    "model_type": dict,
    "model_attributes_type": dict,
    "dict_type": dict,
    "list_type": list,
    "too_short": lambda: ["0", "0"],
    "too_long": lambda: ["0", "0"],
}


def mend(content: Plain, details: ErrorDetails) -> None:
    """Replace what is wrong by something that is not."""
    place, context, kind = details["loc"], details.get("ctx", {}), details["type"]
    if context.get("mend"):
        for name, value in context["mend"].items():
            _put(content, (*place, name), value)
    elif place[-1:] == ("[key]",):
        _put(content, place[:-1], None)
    elif kind == "missing":
        _put(content, place, FORMAT if place == ("format",) else STAND_IN)
    elif place == ("format",):
        _put(content, place, FORMAT)
    elif kind in _SHAPES:
        _put(content, place, _SHAPES[kind]())
    else:
        _put(content, place, context.get("instead"))


def _put(content: Plain, place: Sequence[str | int], value: Plain | None) -> None:
    """Set the value at a place, or delete it where the value is None."""
    holder: Any = None  # Any: lists and dictionaries, down the place
    step: str | int = ""
    inner: Any = content
    for name in place:
        reachable = (isinstance(inner, dict) and isinstance(name, str)) or (
            isinstance(inner, list) and isinstance(name, int) and name < len(inner)
        )
        if not reachable:
            break
        holder, step = inner, name
        inner = inner.get(name) if isinstance(inner, dict) else inner[name]
    if holder is None:
        return
    if value is not None:
        holder[step] = value
    elif isinstance(holder, dict):
        holder.pop(step, None)
    else:
        holder[step] = {}
