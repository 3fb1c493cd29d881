"""The page on the seed format, made from the models, the codebook and the made-up sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sofadb import edtf
from sofadb.seed.beginning import sample
from sofadb.seed.form import counts, fields, values
from sofadb.seed.form.describing import models_below
from sofadb.seed.form.meanings import meaning, summary
from sofadb.seed.form.shapes import SHAPES, shape_of
from sofadb.seed.reading.count_rows import INHERITED
from sofadb.seed.reading.quantities import bounds
from sofadb.vocabulary import CLAIM_STATUSES, LISTS, LOCATOR_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The entries in the order in which one writes a file, each with the piece of the sample that shows it.
SECTIONS: dict[type[BaseModel], str] = {
    fields.Source: sample.SOURCE,
    fields.PublicationReference: "",
    fields.Publication: "",
    fields.Actor: sample.ACTORS,
    fields.Name: "",
    fields.Code: "",
    fields.Negotiation: sample.NEGOTIATIONS,
    fields.Passage: "",
    counts.Count: sample.COUNTS,
    counts.CountPart: "",
    fields.Position: sample.POSITIONS,
    fields.Condition: "",
    fields.Event: sample.EVENTS,
    counts.Asset: sample.ASSETS,
    counts.AssetPart: "",
    fields.Provision: sample.PROVISIONS,
    fields.Deployment: sample.DEPLOYMENTS,
    fields.Agreement: sample.AGREEMENTS,
    fields.Office: sample.OFFICES,
}
#: A part takes from its whole what it does not say, so its fields are those of the whole.
PARTS: dict[type[BaseModel], type[BaseModel]] = {counts.CountPart: counts.Count, counts.AssetPart: counts.Asset}
#: What every claim may say stands last in each table.
_COMMON = ("attributed_to", "wording", "status", "status_note", "claim_status", "note")

_DATES = {
    "2014-06-20": "a day",
    "2014-06": "some day of the month, or all of it",
    "2011": "the year",
    "201X": "the decade",
    "2011~": "about 2011: how far 'about' reaches is nobody's guess, so the days are those of 2011",
    "2011?": "2011, but doubtful",
    "2011-10-XX": "a day of October that is not known",
    "2011/2014-06-20": "from 2011 to that day",
    "2011/..": "from 2011 on, without an end",
    "../2014-06-20": "up to that day",
}
_QUANTITIES = (
    ("exact: 275", "275 troops"),
    ("about: 170", "about 170, roughly 170, some 170"),
    ("nearly: 2000", "nearly 2,000, almost 2,000"),
    ("up_to: 300", "up to 300, as many as 300, no more than 300"),
    ("at_least: 50", "at least 50, no fewer than 50"),
    ("more_than: 1000", "more than 1,000, over a thousand"),
    ("fewer_than: 12", "fewer than 12, under a dozen"),
    ("between: [300, 500]", "between 300 and 500, 300 to 500"),
    *(
        (f"words: {word}", text)
        for word, text in (
            ("several", "several, a few"),
            ("dozens", "several dozen, dozens of"),
            ("hundreds", "a few hundred, hundreds"),
            ("thousands", "several thousand"),
            ("unquantified", "a sizable force, many"),
        )
    ),
    ("unknown: yes", "how many is not known"),
    ("none: yes", "none, no troops, zero"),
)

_BEGIN = """\
# The seed format

Made by `make docs` from the models and the codebook; do not edit.

A seed file holds what one source says, as YAML. `sofadb seed new KEY --type article-newspaper -o KEY.yaml` begins
one, with every section as an example in comments; `--from article.txt` numbers the paragraphs of your own copy and
lists the numbers that it saw in them. `sofadb seed check KEY.yaml` finds every mistake
([all rules](seed-errors.md)), `sofadb seed load KEY.yaml` loads the file. Beside the file lies
`sofadb-seed.schema.json`, by which an editor with YAML support completes the fields and explains them.

Write in this order: the source, the actors that no other file defines, what is negotiated, and then the passages,
each with what it claims. The order in the file does not matter, nor in which file a section stands: any section may
stand in any file, and files may refer to each other however they are loaded.

- UTF-8, no tabs, no anchors, aliases or tags, one document. A `#` after a blank begins a comment.
- Every value is read as text: NO is a word, 017 is no number, and a day needs no quotes. Quotes are needed where a
  text holds `: ` or ` #`, or begins with a sign such as `"`, `[`, `{`, `*`, `&`, `!`, `%`, `@`.
- A field that is not known, or has no value, is a mistake: leave out what the source does not say.
- No sentence of an article: a `summary` is in our own words, a `wording` is at most eight words as printed.

The examples are parts of one made-up file, and a test checks them.
"""

_AFTER_VALUES = """\
### Places: `at`

A passage says where it stands, and so does everything outside of passages that needs a citation: a negotiation, an
agreement, a deployment, an office. `at: paragraph 7` is the seventh paragraph of the article's own text: headline,
byline, date line, captions, links and advertisements are not counted. Each place stands once under `passages`; what
only cites it from outside needs no entry there.
"""

_REFERENCES = """\
## References and judgements

- A **key** is defined once in all files: a second definition is an error that names both. Actors, negotiations,
  deployments, agreements and publications are referred to by their keys from any file. The key of a claim (a count,
  a position, an event, a provision, an office) is its own within its source only; from elsewhere it is
  `source/key`, which is also the *ref* that every command takes.
- **`parts`** of a count stand below it; a part takes over what it does not say itself: {inherited}.
  It does not take over the number, the key, the function, the wording and the notes.
- **`part_of`** is for a part that another passage or another source names: `part_of: trainers`, or
  `part_of: daily-herald-1999-03-02/trainers`. A part has one whole; totals never add it to its whole.
- **`responds_to`** is the position that a position answers, written like `part_of`. An answer and what it answers
  may stand in different files.
- **`negotiation`** is said by a position or an event, or once at the top of the file for all that say none.
- **`attributed_to`** is the actor who said it, where that is not the author: a spokesman, an official without a
  name (an actor of the kind `unnamed`). Leave it out where the author says so himself.
- **`status`** is the curator's judgement of a claim, and needs a `status_note` unless it is `accepted`: {statuses}.
  Of a negotiation, `status` is how the talks stand, and `claim_status` is the judgement.
- **`X_text`** beside a date holds the words as printed ("last Sunday"); the date is never more precise than they
  are, unless the day of publication fixes it.
- **`fingerprint`** lets `sofadb verify` recognise the passage in another copy; `sofadb seed new --from` makes it.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_BEGIN, *_values(), *_quantities(), _references(), *_file(), *_entries()]) + "\n"


def _values() -> Iterator[str]:
    yield "## Values\n"
    yield "| value | what is written |"
    yield "|---|---|"
    yield from (f'| <a id="{shape.name}"></a>{shape.name} | {shape.rule} |' for shape in SHAPES)
    yield "\n### Dates\n"
    yield "Dates are written in EDTF (ISO 8601-2), never more precise than the source. Both ends are kept:\n"
    yield "| written | meaning | first day | last day |"
    yield "|---|---|---|---|"
    for text, words in _DATES.items():
        span = edtf.parse(text)
        yield f"| `{text}` | {words} | {span.earliest or 'open'} | {span.latest or 'open'} |"
    yield f"\n{_AFTER_VALUES}"
    yield "| kind of place | meaning |"
    yield "|---|---|"
    yield from (f"| `{word}` | {text} |" for word, text in LOCATOR_TYPES.items())


def _quantities() -> Iterator[str]:
    yield "\n## Quantities\n"
    yield "A count has exactly one quantity, as the source hedges it. It sets only the bounds that the source claims;"
    yield "zero, unknown and not stated are three things.\n"
    yield "| written | for words such as | quantifier | kind of value | low | best | high |"
    yield "|---|---|---|---|---|---|---|"
    for text, words in _QUANTITIES:
        name, _, value = text.partition(": ")
        written: object = value.strip("[]").split(", ") if name == "between" else value
        count = counts.Count.model_validate({"key": "k", "actor": "a", "host": "h", "measure": "sent", name: written})
        row = ["" if cell is None else str(cell) for cell in bounds(count).values()]
        yield f"| `{text}` | {words} | {' | '.join(row)} |"
    yield ""


def _references() -> str:
    statuses = ", ".join(f"`{word}` ({text[0].lower()}{text[1:]})" for word, text in CLAIM_STATUSES.items())
    return _REFERENCES.format(inherited=", ".join(f"`{name}`" for name in INHERITED), statuses=statuses)


def _file() -> Iterator[str]:
    yield "## The file\n"
    yield "```yaml\nformat: 1\n```\n"
    yield from _table(fields.SeedFile)


def _entries() -> Iterator[str]:
    missing = set(models_below(fields.SeedFile)) - {fields.SeedFile, *SECTIONS}
    if missing:
        raise ValueError(f"no place on the page for {missing}")
    for model, example in SECTIONS.items():
        yield f"\n## {model.__name__}\n\n{summary(model)}\n"
        if model in PARTS:
            yield from _part(model)
            continue
        if example:
            yield f"```yaml\n{_shown(example)}```\n"
        yield from _table(model)


def _shown(example: str) -> str:
    """Put a piece of a passage into its passage."""
    place = next((number for number, text in sample.OF_A_PASSAGE.values() if text == example), None)
    return example if place is None else f"passages:\n  - at: paragraph {place}\n{example}"


def _part(model: type[BaseModel]) -> Iterator[str]:
    whole = PARTS[model]
    if set(model.model_fields) != set(whole.model_fields):
        raise ValueError(f"{model} has other fields than {whole}")
    needed = ", ".join(f"`{name}`" for name, field in model.model_fields.items() if field.is_required())
    yield f"The fields are those of [{whole.__name__}](#{whole.__name__.lower()}); needed are only {needed} and a quantity."


def _table(model: type[BaseModel]) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    yield "| field | | value | meaning |"
    yield "|---|---|---|---|"
    for name in sorted(model.model_fields, key=_rank):
        yield f"| `{name}` | {_needed(model, name)} | {_kind(hints[name])} | {meaning(model, name)} |"


def _rank(name: str) -> int:
    """Put key and place first and what every claim may say last."""
    return (
        ("key", "at").index(name) - 2 if name in ("key", "at") else _COMMON.index(name) + 1 if name in _COMMON else 0
    )


def _needed(model: type[BaseModel], name: str) -> str:
    if model.model_fields[name].is_required():
        return "needed"
    return "one of these" if name in counts.QUANTITIES and issubclass(model, counts.Quantified) else ""


def _kind(hint: Any) -> str:  # Any: a type annotation of any form
    """Say what a field takes."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if (shape := shape_of(hint)) is not None:
        return f"[{shape.name}](#{shape.name})"
    inner = [part for part in get_args(hint) if part is not type(None)]
    if get_origin(hint) is list:
        return f"list of {_kind(inner[0])}"
    if get_origin(hint) is dict:
        return f"{_kind(inner[0])}: {_kind(inner[1])}"
    if get_origin(hint) is Annotated:
        return _annotated(inner)
    return _kind(inner[0]) if inner and not isinstance(inner[0], str) else f"`{inner[0]}`"


def _annotated(inner: list[Any]) -> str:  # Any: what an annotation may hold
    listed = next((part for part in inner if isinstance(part, values.Word)), None)
    if listed is not None:
        name = next((name for name, words in LISTS.items() if words is listed.words), None)
        words = ", ".join(f"`{word}`" for word in listed.words)
        return f"one of {words}" + (f" ([meanings](codebook.md#{name}))" if name else "")
    alone = next((part for part in inner if isinstance(part, values.Alone)), None)
    return f"{_kind(alone.value)} alone, or {_kind(inner[0])}" if alone else _kind(inner[0])
