"""What can be told of a statement of SQL without a database: its parameters, and where its words stand.

Only as much of the language is known as is needed to tell a word from a string, a quoted name and a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOKEN: Final = re.compile(
    r"""
      (?P<string>'(?:[^']+|'')*+'?)
    | (?P<quoted>"(?:[^"]+|"")*+"?|`[^`]*`?)
    | (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<cast>::)
    | (?P<parameter>:[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<word>[^\W\d]\w*)
    | (?P<end>;)
    | (?P<sign>[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTES: Final = '"`'


class Token(NamedTuple):
    """A piece of a statement: its kind (the name of its branch above), its text, where it begins."""

    kind: str
    text: str
    start: int

    def is_closed(self) -> bool:
        """Tell whether a string, a quoted name or a comment has its end."""
        if self.text.startswith("/*"):
            return len(self.text) > len("/*/") and self.text.endswith("*/")
        return self.kind not in ("string", "quoted") or self.text.count(self.text[0]) % 2 == 0


def tokens(sql: str) -> Iterator[Token]:
    """Cut a statement into its pieces; only the space between them is left out."""
    for match in _TOKEN.finditer(sql):
        yield Token(match.lastgroup or "", match[0], match.start())


def parameters(sql: str) -> tuple[str, ...]:
    """Return the names of the `:name` parameters, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(token.text[1:] for token in tokens(sql) if token.kind == "parameter"))


def is_empty(sql: str) -> bool:
    """Tell whether there is nothing but space, comments and ';'."""
    return all(token.kind in ("comment", "end") for token in tokens(sql))


def second_statement(sql: str) -> int | None:
    """Return where a second statement begins, if there is one."""
    ended = False
    for token in tokens(sql):
        if ended and token.kind not in ("comment", "end"):
            return token.start
        ended = ended or token.kind == "end"
    return None


def first_word(sql: str) -> Token | None:
    """Return the word with which a statement begins, if it begins with one."""
    first = next((token for token in tokens(sql) if token.kind != "comment"), None)
    return first if first and first.kind == "word" else None


def places(sql: str, name: str) -> list[int]:
    """Return where a name is used, as a word or in quotes, whatever its case.

    `b` is not used in `a.b`, whose name is another, nor after AS, which makes it.
    """
    found = [token for token in tokens(sql) if token.kind != "comment"]
    spelled = ["", *(_name(token) or token.text for token in found)]
    wanted = re.split(r"(\.)", name.lower())
    return [
        token.start
        for place, token in enumerate(found, start=1)
        if spelled[place : place + len(wanted)] == wanted and spelled[place - 1] not in ("as", ".")
    ]


def names(sql: str) -> set[str]:
    """Return all words and quoted names, in lower case."""
    return {name for token in tokens(sql) if (name := _name(token))}


def _name(token: Token) -> str:
    return token.text.strip(_QUOTES).lower() if token.kind in ("word", "quoted") else ""


def with_parameters(sql: str, write: Callable[[str], str], *, escape: Callable[[str], str] = str) -> str:
    """Write each `:name` parameter as a library wants it, and escape the text between them."""
    pieces, last = [], 0
    for token in tokens(sql):
        if token.kind == "parameter":
            pieces += [escape(sql[last : token.start]), write(token.text[1:])]
            last = token.start + len(token.text)
    return "".join(pieces) + escape(sql[last:])
