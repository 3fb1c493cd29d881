"""The words that a map says itself, held against the lists they are taken from and the actors there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.bulk.parts import ACTORS, LISTS
from sofadb.seed.mistakes import Mistake
from sofadb.seed.reading.tree import GroupNode, TextNode
from sofadb.spelling import near, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sofadb.seed.reading.tree import Node


def find_unknown_words(shown: str, node: Node, actors: Collection[str]) -> Iterator[Mistake]:
    """Find what a map calls an actor, a measure and so on, and is none, whichever cells the table has."""
    for figure in _figures(node):
        for name, said in figure.fields.items():
            for word in _words_of(said):
                if name in LISTS and word.text not in LISTS[name]:
                    message, remedy = f"unknown {name} {word.text!r}", suggest(word.text, LISTS[name])
                    yield Mistake(shown, word.line, word.column, "S014", message, remedy)
                if name in ACTORS and word.text not in actors:
                    message = f"there is no actor {word.text!r}"
                    yield Mistake(shown, word.line, word.column, "S030", message, _likely(word.text, actors))


def _figures(node: Node) -> Iterator[GroupNode]:
    """Return the entries of a map that say what a figure is."""
    sections = [node.fields.get(name) for name in ("figure", "columns")] if isinstance(node, GroupNode) else []
    figure, columns = sections or [None, None]
    if isinstance(figure, GroupNode):
        yield figure
    if isinstance(columns, GroupNode):
        yield from (each for each in columns.fields.values() if isinstance(each, GroupNode))


def _words_of(said: Node) -> Iterator[TextNode]:
    """Return the words of a part of a figure: the one for all rows, or those of its look-up."""
    if isinstance(said, TextNode):
        yield said
    elif isinstance(said, GroupNode):
        words = said.fields.get("words")
        inner = list(words.fields.values()) if isinstance(words, GroupNode) else []
        for word in (said.fields.get("constant"), said.fields.get("others"), *inner):
            if isinstance(word, TextNode):
                yield word


def _likely(key: str, actors: Collection[str]) -> str:
    likely = near(key, actors)[:3]
    if likely:
        return f"did you mean {' or '.join(map(repr, likely))}?"
    return "define it under 'actors'; 'sofadb actors' lists those there are"
