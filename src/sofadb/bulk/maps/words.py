"""The words that a map says itself, held against the lists they are taken from and the actors there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.bulk.maps.values import ACTORS, LISTS
from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.tree import GroupNode, TextNode
from sofadb.spelling import near, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sofadb.seed.reading.tree import Node

#: What may be any word: one that is the name of a column was hardly meant for all rows.
_ANY_WORD: Final = ("place", "status_note", "locator")


def find_unknown_words(
    shown: str, node: Node, actors: Collection[str], header: Collection[str] = ()
) -> Iterator[Mistake]:
    """Find what a map calls an actor, a measure and so on, and is none, whichever cells the table has."""
    for figure in _figures(node):
        for name, said in figure.fields.items():
            known: Collection[str] = actors if name in ACTORS else LISTS.get(name, ())
            for cell, word in _words_of(said) if name in (*LISTS, *ACTORS) else ():
                if word.text not in known:
                    remedy = _other_meaning(cell, word.text, known, header if said is word else ())
                    yield _unknown(shown, name, word, known, remedy)
            if name in _ANY_WORD and isinstance(said, TextNode) and said.text in header:
                message = f"the table has a column {said.text!r}, and this word would be meant for all rows"
                remedy = f"write {{column: {said.text}}} to read it, or {{constant: {said.text}}} for this word"
                yield Mistake(shown, said.line, said.column, "S036", message, remedy)


def _other_meaning(cell: str | None, word: str, known: Collection[str], header: Collection[str]) -> str:
    """Return what was meant by a word that is the name of a column, or a cell that stands behind its word."""
    if word in header:
        return f"to read the column of this name, write {{column: {word}}}"
    return f"the cell stands first, and then its word: {{{word}: {cell}}}" if cell in known else ""


def _unknown(shown: str, name: str, word: TextNode, known: Collection[str], remedy: str) -> Mistake:
    if name in ACTORS:
        message, remedy = f"there is no actor {word.text!r}", remedy or _likely(word.text, known)
        return Mistake(shown, word.line, word.column, "S030", message, remedy)
    remedy = remedy or suggest(word.text, known)
    return Mistake(shown, word.line, word.column, "S014", f"unknown {name} {word.text!r}", remedy)


def _figures(node: Node) -> Iterator[GroupNode]:
    """Return the entries of a map that say what a figure is, and where it stands."""
    names = ("figure", "passage", "columns")
    figure, passage, columns = (node.fields.get(name) if isinstance(node, GroupNode) else None for name in names)
    yield from (each for each in (figure, passage) if isinstance(each, GroupNode))
    if isinstance(columns, GroupNode):
        yield from (each for each in columns.fields.values() if isinstance(each, GroupNode))


def _words_of(said: Node) -> Iterator[tuple[str | None, TextNode]]:
    """Return the words of a part of a figure: the one for all rows, or those of its look-up, each with its cell."""
    if isinstance(said, TextNode):
        yield None, said
    elif isinstance(said, GroupNode):
        words = said.fields.get("words")
        inner = list(words.fields.items()) if isinstance(words, GroupNode) else []
        for cell, word in ((None, said.fields.get("constant")), (None, said.fields.get("others")), *inner):
            if isinstance(word, TextNode):
                yield cell, word


def _likely(key: str, actors: Collection[str]) -> str:
    likely = near(key, actors)[:3]
    if likely:
        return f"did you mean {' or '.join(map(repr, likely))}?"
    return "define it under 'actors'; 'sofadb actors' lists those there are"
