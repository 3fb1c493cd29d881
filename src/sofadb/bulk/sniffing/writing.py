"""Pieces of YAML for a first map: texts in quotes where they need them, and comments of a width that can be read."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The name under which a first map looks for the schema beside it.
SCHEMA_NAME: Final = "sofadb-map.schema.json"
EDITOR_LINE: Final = f"# yaml-language-server: $schema={SCHEMA_NAME}"

_WIDTH: Final = 110
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
#: Plain words that other readers of YAML take for something else.
_ANSWERS: Final = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])


def quoted(text: str) -> str:
    """Write a text as YAML on one line."""
    if _PLAIN.fullmatch(text) and text.lower() not in _ANSWERS:
        return text
    if text.isprintable() and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=not text.isprintable())


def listed(texts: Iterable[str]) -> str:
    """Write texts as a list on one line, without its brackets."""
    return ", ".join(map(quoted, texts))


def todo_for(cells: Iterable[str]) -> str:
    """Write a look-up of cells on one line, without its brackets; a person has to say what each stands for."""
    return ", ".join(f"{quoted(cell)}: TODO" for cell in cells)


def commented(text: str, indent: int) -> list[str]:
    """Write a comment, in as many lines as it needs."""
    begin = " " * indent + "# "
    # Longer words stay whole: a cell that is cut is no longer the cell.
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=begin,
        subsequent_indent=f"{begin}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
