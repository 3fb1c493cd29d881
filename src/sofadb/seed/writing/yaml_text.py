"""Entries as YAML, written as people would: long texts folded, short groups on one line, nothing quoted in vain.

PyYAML's own emitter in Python: the one in C writes emoji as numbers, and its lines break elsewhere, so that one
database would give two texts. It takes its time, and is asked only for what is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDTH: Final = 110
_LONGEST_GROUP: Final = 100
_LONGEST_TEXT: Final = 90
_TEXT_TAG: Final = "tag:yaml.org,2002:str"
_GROUP_TAG: Final = "tag:yaml.org,2002:map"
_LIST_TAG: Final = "tag:yaml.org,2002:seq"
# Words with one blank between: only these are the same whether folded or not.
_PROSE: Final = re.compile(r"[^ \n]+(?: [^ \n]+)+")
_LINES: Final = re.compile(r"[^ \n](?:[^\n]*[^ \n])?(?:\n+[^ \n](?:[^\n]*[^ \n])?)+")

#: A key of several words is never quoted: it cannot be taken for a number, a day or for no.
_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_NUMBER: Final = re.compile(r"[1-9][0-9]*")
#: How much farther in the entries of an entry's own list stand.
_STEP: Final = "    "
_TEXTS_KEPT: Final = 4096

Written: TypeAlias = "str | int | Sequence[Written] | Mapping[str, Written]"
Entry: TypeAlias = dict[str, Written]


class Plain(str):
    """A date or an answer, never quoted: the format says what it is."""

    __slots__ = ()


class Short(dict[str, "Written"]):
    """A group that stands on one line where it fits."""


class _Dumper(yaml.SafeDumper):
    """Writes what the reader of seed files takes: no aliases, lists indented."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Quote what another reader of YAML would take for a number or for no; ours keeps it either way."""
    style = None
    if _LINES.fullmatch(text):
        style = "|"
    elif len(text) > _LONGEST_TEXT and _PROSE.fullmatch(text):
        style = ">"
    return dumper.represent_scalar(_TEXT_TAG, text, style=style)


def _represent_plain(dumper: _Dumper, text: Plain) -> yaml.ScalarNode:
    tag: str = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]  # PyYAML's
    return dumper.represent_scalar(tag, str(text))


def _represent_list(dumper: _Dumper, items: list[Written]) -> yaml.SequenceNode:
    flat = all(isinstance(item, str | int) for item in items)
    return dumper.represent_sequence(_LIST_TAG, items, flow_style=flat and _fits(items))


def _represent_group(dumper: _Dumper, group: dict[str, Written]) -> yaml.MappingNode:
    return dumper.represent_mapping(_GROUP_TAG, group, flow_style=False)


def _represent_short(dumper: _Dumper, group: Short) -> yaml.MappingNode:
    return dumper.represent_mapping(_GROUP_TAG, dict(group), flow_style=_fits(group))


def _fits(value: Written) -> bool:
    """Tell whether a value can stand on one line."""
    return _width(value) <= _LONGEST_GROUP


def _width(value: Written) -> int:
    """Return how many columns a value takes on one line, about; one that holds a line break never fits."""
    if isinstance(value, Mapping):
        return sum(len(name) + 4 + _width(inner) for name, inner in value.items())
    if isinstance(value, str | int):
        text = str(value)
        return len(text) if "\n" not in text else _WIDTH
    return sum(2 + _width(inner) for inner in value)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Plain, _represent_plain)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(dict, _represent_group)
_Dumper.add_representer(Short, _represent_short)


def write_yaml(sections: Mapping[str, Written], apart: Iterable[str] = ()) -> str:
    """Return a seed file: a blank line before each section, and between the entries of those `apart`."""
    pieces = ["format: 1\n"]
    for name, section in sections.items():
        gap = "" if name == "source" else "\n"
        if name in apart and isinstance(section, list):
            written = ["".join(_entry(entry, 0)) for entry in section]
            pieces.append(f"{gap}{name}:\n" + "\n".join(written))
        else:
            pieces.append(gap + _dump({name: section}))
    return "".join(pieces)


def _dump(group: Mapping[str, Written]) -> str:
    text = yaml.dump(
        group, Dumper=_Dumper, allow_unicode=True, width=_WIDTH, sort_keys=False, default_flow_style=False
    )
    return str(text)


def _entry(group: Mapping[str, Written], depth: int) -> Iterator[str]:
    """Return an entry of a list, piece by piece; `depth` tells how many lists its list stands in."""
    pad = _STEP * (depth + 1)
    mark = f"{pad[2:-2]}  - "
    for name, value in group.items():
        if isinstance(value, list) and all(type(item) is dict for item in value):
            yield f"{mark}{name}:\n"
            for item in value:
                yield from _entry(item, depth + 1)
        else:
            text = _on_one_line(value) if isinstance(value, str | int) else None
            fits = text is not None and len(pad) + len(name) + len(text) < _LONGEST_GROUP
            yield f"{mark}{name}: {text}\n" if fits else mark + _nested(name, value, depth)
        mark = pad


def _on_one_line(value: str | int) -> str | None:
    """Return a text or number as the emitter writes it; most are so plain that it need not be asked."""
    if type(value) is int:
        return str(value)
    if type(value) is str and _KEY.fullmatch(value):
        return value
    if type(value) is str and _NUMBER.fullmatch(value):
        return f"'{value}'"
    return _asked(value)


@lru_cache(_TEXTS_KEPT, typed=True)
def _asked(value: str | int) -> str | None:
    """Ask the emitter how it writes a text; None for one that takes more than a line."""
    name, _, text = _dump({"k": value}).removesuffix("\n").partition(": ")
    return text if name == "k" and text.splitlines() == [text] else None


def _nested(name: str, value: Written, depth: int) -> str:
    """Return a field as the emitter writes it so deep in lists of entries: lines break by where they begin."""
    group: Mapping[str, Written] = {name: value}
    for _ in range(depth + 1):
        group = {"k": [group]}
    return _dump(group).split("- ", depth + 1)[-1]
