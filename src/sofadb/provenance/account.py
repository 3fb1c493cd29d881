"""All that is known about one thing, as lines for the eye and as one object for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

from sofadb.result import Result, Row, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

#: One of several things of a kind: a text, or what is said of it by name, as of a part of a figure.
Item: TypeAlias = str | dict[str, Value]

#: What speaks for itself in a line; of everything else, the line says what it is.
_PLAIN: Final = frozenset(
    (
        "wording",
        "name",
        "person",
        "title",
        "organisation",
        "act",
        "issue",
        "verdict",
        "summary",
        "role",
        "type",
        "text",
    )
)


class Account(NamedTuple):
    """Fields in the order in which they are read; a field that can be there more than once is a list."""

    fields: dict[str, Value | list[Item]]

    def as_lines(self) -> Result:
        """Return a row of field and value for each thing known; what is not known is left out."""
        return Result(("field", "value"), list(self._lines()))

    def as_object(self) -> Result:
        """Return one row with a column for each field, known or not, whose cells may be lists."""
        # Only JSON, which has lists, is given this row.
        row = cast("Row", tuple(self.fields.values()))
        return Result(tuple(self.fields), [row])

    def _lines(self) -> Iterator[Row]:
        for name, content in self.fields.items():
            if isinstance(content, list):
                yield from ((name.replace("_", " "), _line(item)) for item in content)
            elif content is not None:
                yield name.replace("_", " "), content


def _line(item: Item) -> Value:
    """Put an item into one line: the first that is said of it, and the rest in brackets."""
    if isinstance(item, str):
        return item
    (_, first), *rest = item.items()
    if item.get("best") is not None:
        rest = [(name, value) for name, value in rest if name == "best" or value != item["best"]]
    said = [str(value) if name in _PLAIN else f"{name} {value}" for name, value in rest if value is not None]
    return f"{first} ({', '.join(said)})" if said else first
