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

#: Fields that a program needs and an eye does not: there, the wording is marked in the text.
_FOR_PROGRAMS: Final = frozenset(("wording_start", "wording_end"))
#: What stands around the wording in a text, in a pipe as on a screen without color.
MARKS: Final = (">>", "<<")


class Account(NamedTuple):
    """Fields in the order in which they are read; a field that can be there more than once is a list."""

    fields: dict[str, Value | list[Item]]

    def as_lines(self, marks: tuple[str, str] = MARKS) -> Result:
        """Return a row of field and value for each thing known; what is not known is left out.

        In the text of a passage, the wording stands between two marks.
        """
        return Result(("field", "value"), list(self._lines(marks)))

    def as_object(self) -> Result:
        """Return one row with a column for each field, known or not, whose cells may be lists."""
        # Only JSON, which has lists, is given this row.
        row = cast("Row", tuple(self.fields.values()))
        return Result(tuple(self.fields), [row])

    def _lines(self, marks: tuple[str, str]) -> Iterator[Row]:
        for name, content in self.fields.items():
            if name in _FOR_PROGRAMS:
                continue
            if name == "passage_text" and content is not None:
                yield name.replace("_", " "), self._marked(str(content), marks)
            elif isinstance(content, list):
                yield from ((name.replace("_", " "), _line(item)) for item in content)
            elif content is not None:
                yield name.replace("_", " "), content

    def _marked(self, text: str, marks: tuple[str, str]) -> str:
        start, end = self.fields.get("wording_start"), self.fields.get("wording_end")
        if not isinstance(start, int) or not isinstance(end, int):
            return text
        return f"{text[:start]}{marks[0]}{text[start:end]}{marks[1]}{text[end:]}"


def _line(item: Item) -> Value:
    """Put an item into one line: the first that is said of it, and the rest in brackets."""
    if isinstance(item, str):
        return item
    (_, first), *rest = item.items()
    if item.get("best") is not None:
        rest = [(name, value) for name, value in rest if name == "best" or value != item["best"]]
    said = [str(value) if name in _PLAIN else f"{name} {value}" for name, value in rest if value is not None]
    return f"{first} ({', '.join(said)})" if said else first
