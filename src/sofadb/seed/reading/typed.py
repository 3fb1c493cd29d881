"""A tree as a typed seed file, with every mistake of its fields.

An entry's rules are looked at only when all its fields can be read, and references only when all entries
can. So that one mistake does not hide the next, what is wrong is replaced by a stand-in and looked at again.
A file that is wrong throughout, such as a table of another program, is given up after as many mistakes as anyone
would read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from sofadb.seed.codes import CODES
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.mistakes import Mistake
from sofadb.seed.mistakes import Place as PlaceInFile
from sofadb.seed.reading.long_files import beginning
from sofadb.seed.reading.mending import FORMAT, mend
from sofadb.seed.reading.tree import GroupNode, Node, TextNode, locate, plain
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

MOST_ROUNDS = 100  # each finds what the one before it hid; nesting is limited, so there are few
MOST_MISTAKES = 10_000

Place: TypeAlias = tuple[str | int, ...]
File = TypeVar("File", bound=SeedFile)

_VERSION_REMEDY = f"write 'format: {FORMAT}'"
_WANTED: Final = {
    "list_type": ("a list is wanted here", "write the items below it, each with '- '"),
    "too_short": ("two numbers are wanted here", "such as 'between: [100, 200]'"),
    "too_long": ("two numbers are wanted here", "such as 'between: [100, 200]'"),
}


def read_typed(shown: str, node: Node, model: type[File]) -> tuple[File | None, list[Mistake]]:
    """Return the file, with stand-ins where it is wrong, and its mistakes.

    `model` is the seed file, or what is a seed file and more. The file is None where it is too broken to be looked
    into further.
    """
    content = beginning(plain(node), model, MOST_MISTAKES)
    mistakes: list[Mistake] = []
    seen: set[tuple[Place, str]] = set()
    made_up: set[Place] = set()
    for _ in range(MOST_ROUNDS):
        try:
            return model.model_validate(content), mistakes
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
        for number, details in enumerate(found):
            place, kind = details["loc"], str(details["type"])
            if (place, kind) not in seen and not any(place[:length] in made_up for length in range(len(place) + 1)):
                mistakes.append(_mistake(shown, node, details, model))
                if len(mistakes) > MOST_MISTAKES:
                    return None, [*mistakes[:-1], _and_more(mistakes[-1], len(found) - number)]
            seen.add((place, kind))
            if not details.get("ctx", {}).get("mend"):
                made_up.add(place)
            mend(content, details)
    return None, mistakes


def _and_more(mistake: Mistake, number: int) -> Mistake:
    """Say in the place of a mistake that it and so many more are not listed."""
    message = f"the file has more than {MOST_MISTAKES:,} mistakes; from here on, at least {number:,} are not listed"
    return replace(mistake, message=message, help="mend those above and check again", other=None)


def _mistake(shown: str, node: Node, details: ErrorDetails, model: type[SeedFile]) -> Mistake:
    """Give a mistake its place, its code and its words."""
    *path, last = details["loc"] or ("",)
    found = locate(node, details["loc"])
    if last == "[key]":
        *path, last = path
    if details["loc"][-1:] == ("[key]",) or details["type"] == "extra_forbidden":
        group = locate(node, path)
        found = group.names.get(str(last), found) if isinstance(group, GroupNode) else found
    first, found = _contradicting(found, details.get("ctx", {}).get("mend") or {})
    code, message, remedy = _words(details, path, str(last), model)
    other = PlaceInFile(shown, first.line, first.column) if first else None
    return Mistake(shown, found.line, found.column, code, message, remedy, other)


def _contradicting(found: Node, mend: Mapping[str, str | None]) -> tuple[TextNode | None, Node]:
    """Point at the fields of an entry that would have to go: at the value of one, or at the names of two."""
    if not isinstance(found, GroupNode):
        return None, found
    names = [name for name in found.fields if name in mend and mend[name] is None]
    if len(names) < 2:
        return None, found.fields[names[0]] if names else found
    return found.names[names[0]], found.names[names[1]]


def _words(
    details: ErrorDetails, path: Sequence[str | int], name: str, model: type[SeedFile]
) -> tuple[str, str, str]:
    """Return code, message and remedy in the words of the seed format."""
    kind = str(details["type"])
    if kind in CODES:
        context = details.get("ctx", {})
        return kind, str(context["text"]), str(context["help"])
    if name == "format":
        return "S010", "the version of the format is not 1", _VERSION_REMEDY
    if kind == "missing":
        return "S008", f"{name!r} is missing", f"add '{name}: …'"
    if kind == "extra_forbidden":
        return "S007", f"unknown field {name!r}", suggest(name, _fields_at(model, path))
    return ("S006", *_WANTED.get(kind, ("a group of fields is wanted here", "write 'name: value' below it")))


def _fields_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the names of the fields of the entry that a path of names and numbers leads to from a model."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_models_in(model.model_fields[step].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # Any: a type annotation of any form
    """Find the models inside an annotation such as `list[Count]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
