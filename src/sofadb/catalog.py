"""The canned questions: one `.sql` file each, whose header declares title, parameters and columns.

A header is made of SQL comments, one thing a line:

    -- title: Counts of people, with their hedges and sources
    -- why: The main question: who is, or is to be, where, and how many.
    -- param: host actor; the state where they are
    -- param: measure word measure; what is counted
    -- show: actor, wording, low, best, high

A parameter has a name, a type (text, integer, date, actor, negotiation, deployment, source, claim, or
`word LIST` for a closed list of words), optionally ` = DEFAULT`, and a help text after the semicolon.
`argument` declares a parameter that is given by its place instead of by `--name`. `show` names the
columns of the table for the eye; all other formats give every column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb import paths
from sofadb.errors import SofadbError
from sofadb.vocabulary import LISTS

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"--\s*(title|why|param|argument|show):\s*(.*)")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*) (?P<type>[a-z]+)(?: (?P<list>[a-z_]+))?"
    r"(?: = (?P<default>[^;]+?))?\s*; (?P<help>.+)"
)

#: What each type of parameter is to the database.
TYPES: Final = {
    "text": "text",
    "integer": "integer",
    "date": "date",
    "word": "text",
    "actor": "text",
    "negotiation": "text",
    "deployment": "text",
    "source": "text",
    "claim": "text",
}


class BrokenQuestionError(SofadbError):
    """A query file whose header cannot be read."""


class Parameter(NamedTuple):
    """A parameter of a question; `words` are the choices of a `word`."""

    name: str
    type: str
    help: str
    default: str | None = None
    words: tuple[str, ...] = ()
    positional: bool = False


class Question(NamedTuple):
    """A canned question: its SQL and what its header declares."""

    name: str
    title: str
    why: str
    parameters: tuple[Parameter, ...]
    shown: tuple[str, ...]
    sql: str

    def types(self) -> dict[str, str]:
        """Return the database type of every parameter."""
        return {parameter.name: TYPES[parameter.type] for parameter in self.parameters}


def find_question(name: str) -> Question:
    """Read a built-in question by its name."""
    return read_question(paths.queries() / f"{name}.sql")


def read_question(path: Path) -> Question:
    """Read a query file; raises BrokenQuestionError with file and line."""
    found: dict[str, str] = {}
    parameters: list[Parameter] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if not (match := _HEADER.match(line)):
            continue
        if match[1] in ("param", "argument"):
            parameters.append(_parameter(match[2], f"{path}:{number}", positional=match[1] == "argument"))
        else:
            found[match[1]] = f"{found[match[1]]} {match[2]}" if match[1] in found else match[2]
    if "title" not in found:
        raise BrokenQuestionError(f"{path}:1: the question has no title", "begin with '-- title: …'")
    shown = tuple(name.strip() for name in found.get("show", "").split(",") if name.strip())
    sql = "\n".join(line for line in lines if not line.startswith("--")).strip()
    return Question(path.stem, found["title"], found.get("why", ""), tuple(parameters), shown, sql)


def _parameter(text: str, place: str, *, positional: bool) -> Parameter:
    match = _PARAMETER.fullmatch(text.strip())
    if match is None or match["type"] not in TYPES or (match["type"] == "word") != (match["list"] in LISTS):
        remedy = "write '-- param: NAME TYPE; HELP', with TYPE one of " + ", ".join(TYPES)
        raise BrokenQuestionError(f"{place}: this parameter cannot be read: {text}", remedy)
    words = tuple(LISTS[match["list"]]) if match["list"] else ()
    return Parameter(match["name"], match["type"], match["help"], match["default"], words, positional)
