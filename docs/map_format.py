"""The page on the fields of a map, made from its models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

import seed_format

from sofadb.bulk.maps import form, values
from sofadb.bulk.maps.meanings import meaning
from sofadb.bulk.table import DELIMITERS
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.form.meanings import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

_SECTIONS = (form.MapFile, form.Table, form.Skip, form.PassageOf, form.Days, form.Figure, form.Value)
#: What fields take that say it in no other way.
_OWN: dict[tuple[type[BaseModel], str], str] = {
    (form.Value, "words"): "cell: word",
    (form.MapFile, "columns"): "column: [Figure](#figure)",
    (form.Figure, "as_of"): "[date](seed-format.md#date)",
}
_BEGIN = """\
# The fields of a map

Made by `make docs` from the models; do not edit. [Import](import.md) shows how a map is written.

A map is a [seed file](seed-format.md) that also says how a table of its source is read. Actors and publications that
the database does not have may be defined in it, as in every seed file. A field that is not known is a mistake.

`sofadb seed schema --map -o sofadb-map.schema.json` writes the JSON Schema of maps. With this line at the top, which
`sofadb import --sniff` writes, an editor with YAML support completes the fields of a map and explains them:

```yaml
# yaml-language-server: $schema=sofadb-map.schema.json
```

Keep `.map.yaml` at the end of its name: in a folder of seed files, `sofadb seed` leaves maps out.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_BEGIN, *_sections(), *_ways(), *_lists()]) + "\n"


def _sections() -> Iterator[str]:
    for model in _SECTIONS:
        yield f"## {'The map' if model is form.MapFile else model.__name__}\n\n{summary(model)}\n"
        yield "| field | | value | meaning |"
        yield "|---|---|---|---|"
        hints = get_type_hints(model, include_extras=True)
        for name in _fields(model):
            needed = "needed" if model.model_fields[name].is_required() else ""
            kind = _OWN.get((model, name)) or _kind(hints[name])
            yield f"| `{name}` | {needed} | {kind} | {meaning(model, name)} |"
        yield ""


def _fields(model: type[BaseModel]) -> list[str]:
    """Return the fields of a model; of the map those that a seed file has stand last."""
    shared = [
        name for name in SeedFile.model_fields if name in model.model_fields and name not in ("format", "source")
    ]
    first = ["format", "source"] if model is form.MapFile else []
    return [*first, *(name for name in model.model_fields if name not in (*first, *shared)), *shared]


def _kind(hint: Any) -> str:  # Any: a type annotation of any form
    """Say what a field takes."""
    own = (
        (form.Says, "a word for all rows, or [Value](#value)"),
        (values.Cells, "a cell, or a list of them"),
        (values.Cell, "a word, or `''`"),
        (
            values.Delimiter,
            f"one of {', '.join('tab' if sign == chr(9) else f'`{sign}`' for sign in DELIMITERS)}".replace(
                "`|`", "`\\|`"
            ),
        ),
        (values.Schemes, "one or several of the [ways](#ways-to-find-an-actor)"),
        (list[form.Skip], "list of [Skip](#skip)"),
    )
    for known, words in own:
        if hint in (known, known | None):
            return words
    told = seed_format._kind(hint)
    told = told.replace("(#", "(seed-format.md#")
    for model in _SECTIONS:
        told = told.replace(f"(seed-format.md#{model.__name__.lower()})", f"(#{model.__name__.lower()})")
    return told


def _ways() -> Iterator[str]:
    yield "## Ways to find an actor\n"
    yield "| way | what a cell is |"
    yield "|---|---|"
    yield from (f"| `{way}` | {text} |" for way, text in values.WAYS.items())
    yield "\nA code means the actor who has it on any day of the date of the row: `1990` takes one that ended in October of"
    yield "that year. Of several such actors it is the one who has it last. A code that nobody has on these days is refused"
    yield "([codes on a day](decisions/0010-codes-on-a-day.md)).\n"


def _lists() -> Iterator[str]:
    yield "## Words\n"
    yield "These parts of a figure take one of the words of a list, by a constant or a look-up:\n"
    yield from (f"- {name}: {', '.join(f'`{word}`' for word in words)}" for name, words in values.LISTS.items())
