"""YAML as a tree in which every scalar stays text and keeps its line and column.

Built from PyYAML's events, not with its loaders: those turn NO into false and 017 into fifteen, let
the last of two equal keys win, hang on merge keys and crash on deep nesting. Nothing of that exists here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from sofadb.seed.mistakes import Mistake, Place
from sofadb.seed.reading.text import first_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

DEEPEST = 20

_WITH_CONTENT = (yaml.ScalarEvent, yaml.CollectionStartEvent)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class TextNode:
    """A scalar, as it is written."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class ListNode:
    """A sequence."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class GroupNode:
    """A mapping; `names` holds where each field's name stands."""

    line: int
    column: int
    fields: dict[str, Node] = field(default_factory=dict)
    names: dict[str, TextNode] = field(default_factory=dict)


Node: TypeAlias = TextNode | ListNode | GroupNode
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class _RefusedError(Exception):
    """A form of YAML that seed files do not use."""

    def __init__(self, event: yaml.Event, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.event, self.code, self.message, self.remedy = event, code, message, remedy


def parse(shown: str, text: str) -> tuple[Node | None, list[Mistake]]:
    """Build the tree of a text; without one where the YAML itself is broken, with all mistakes found."""
    mistakes: list[Mistake] = []
    try:
        # `yaml.parse` would ask for each event twice: whether there is one, and for it.
        return _Builder(shown, mistakes).build(iter(_LOADER(text).get_event, None)), mistakes
    except _RefusedError as refused:
        place = _place(refused.event.start_mark)
        mistakes.append(Mistake(shown, *place, refused.code, refused.message, refused.remedy))
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark or error.context_mark)
        message = f"not valid YAML: {error.problem or error.context}"
        mistakes.append(
            Mistake(
                shown,
                *place,
                "S003",
                message,
                "put a text that holds ': ' or '#' in quotes; look at indentation and brackets above",
            )
        )
    return None, mistakes


def plain(node: Node) -> Plain:
    """Return a tree as texts, lists and dictionaries."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {name: plain(child) for name, child in node.fields.items()}


def locate(node: Node, path: Iterable[str | int]) -> Node:
    """Follow a path of names and places as deep as it leads."""
    for step in path:
        if isinstance(node, GroupNode) and step in node.fields:
            node = node.fields[str(step)]
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def _place(mark: Mark | CMark | None) -> tuple[int, int]:
    """Return line and column from 1."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _refuse_form(event: yaml.Event) -> _RefusedError:
    if isinstance(event, yaml.AliasEvent):
        return _RefusedError(event, "S004", "an alias is not used here", "write the value out")
    if getattr(event, "anchor", None):
        return _RefusedError(event, "S004", "an anchor is not used here", "write the value out")
    if getattr(event, "tag", None):
        return _RefusedError(event, "S004", "a tag is not used here", "write the value without '!'")
    return _RefusedError(event, "S004", f"nested deeper than {DEEPEST}", "close the brackets above")


class _Builder:
    """Turns the stream of events into a tree."""

    def __init__(self, shown: str, mistakes: list[Mistake]) -> None:
        self.shown = shown
        self.mistakes = mistakes

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(event, "S004", "a second document begins here", "one document a file")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        is_plain = isinstance(event, _WITH_CONTENT) and not (event.anchor or event.tag)
        if not is_plain or depth > DEEPEST:
            raise _refuse_form(event)
        line, column = _place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if not event.value.isprintable():
                self._look_for_unseen(event.value, line, column)
            return TextNode(line, column, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items = ListNode(line, column)
            while not isinstance(step := next(events), yaml.SequenceEndEvent):
                items.items.append(self._node(step, events, depth + 1))
            return items
        group = GroupNode(line, column)
        while not isinstance(step := next(events), yaml.MappingEndEvent):
            self._field(group, step, events, depth + 1)
        return group

    def _look_for_unseen(self, text: str, line: int, column: int) -> None:
        if (unseen := first_unseen(text)) is not None:
            message = f"the invisible character U+{ord(unseen):04X} is written here"
            self.mistakes.append(Mistake(self.shown, line, column, "S002", message, "delete it"))

    def _field(self, group: GroupNode, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> None:
        name = self._node(event, events, depth)
        if not isinstance(name, TextNode):
            raise _RefusedError(event, "S004", "a field's name is a word", "write 'name: value'")
        value = self._node(next(events), events, depth)
        if name.text in group.fields:
            first = group.names[name.text]
            message = f"the field {name.text!r} stands here for the second time, first in line {first.line}"
            other = Place(self.shown, first.line, first.column)
            mistake = Mistake(self.shown, name.line, name.column, "S005", message, "keep one of the two", other)
            self.mistakes.append(mistake)
            return
        group.fields[name.text] = value
        group.names[name.text] = name
