"""The shapes of the values of a seed file: in words for people, and as a schema for editors."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

from sofadb import edtf
from sofadb.seed.form import values
from sofadb.vocabulary import LOCATOR_TYPES, MOST_WORDS_OF_WORDING

Schema: TypeAlias = dict[str, Any]  # Any: JSON


class Shape(NamedTuple):
    """The shape of a value: its type in the models, its name in the schema, its rule in words, its schema."""

    hint: object
    name: str
    rule: str
    schema: Schema


def refer_to(name: str) -> Schema:
    """Return a reference to what the schema defines under a name."""
    return {"$ref": f"#/$defs/{name}"}


_KEY_RULE: Final = "lower-case words and digits joined by '-'"
_TEXT: Final[Schema] = {"type": ["string", "number"], "pattern": r"\S", "maxLength": values.LONGEST_TEXT}
_WORDS: Final = rf"^\s*\S+(\s+\S+){{0,{MOST_WORDS_OF_WORDING - 1}}}\s*$"
_COUNTED: Final = "|".join(values.COUNTED_PLACES)
_NAMED: Final = "|".join(kind for kind in LOCATOR_TYPES if kind not in values.COUNTED_PLACES)


def _shape(hint: object, name: str, rule: str, schema: Schema) -> Shape:
    """Let an editor say the rule where a value does not have its form."""
    more = {"patternErrorMessage": rule} if "pattern" in schema else {}
    return Shape(hint, name, rule, {**schema, **more})


#: What an editor's parser makes a number of is taken as a number, and as the text that it was.
SHAPES: Final = (
    _shape(
        values.Key, "key", _KEY_RULE, {"type": ["string", "integer"], "pattern": f"^{values.KEY_FORM}$", "minimum": 0}
    ),
    _shape(
        values.Keys,
        "keys",
        "a key, or a list of keys",
        {"anyOf": [refer_to("key"), {"type": "array", "items": refer_to("key")}]},
    ),
    _shape(
        values.ClaimReference,
        "claim",
        "the key of a claim in this file, or source/key",
        {"type": ["string", "integer"], "pattern": f"^({values.KEY_FORM}/)?{values.KEY_FORM}$", "minimum": 0},
    ),
    _shape(
        values.Number,
        "number",
        "a whole number in plain digits, such as 1700",
        {
            "type": ["integer", "string"],
            "pattern": f"^({values.NUMBER_FORM})$",
            "minimum": 0,
            "maximum": values.LARGEST,
        },
    ),
    _shape(
        values.Date,
        "date",
        "a date in EDTF, such as 2014-06-15, 2014-06, 2014 or 2011/2014-06-20",
        {"type": ["string", "integer"], "pattern": f"^({edtf.FORM})$", "minimum": 1, "maximum": 9999},
    ),
    _shape(values.DayText, "day", "a day, such as 2014-06-15", {"type": "string", "pattern": f"^{values.DAY_FORM}$"}),
    _shape(
        values.Fingerprint,
        "fingerprint",
        "64 digits of 0-9 and a-f",
        {"type": "string", "pattern": f"^{values.FINGERPRINT_FORM}$"},
    ),
    _shape(
        values.Place,
        "place",
        "a kind of place and which one, such as paragraph 7 or page 12",
        {"type": "string", "pattern": rf"^({_COUNTED})\s+[1-9][0-9]*\s*$|^({_NAMED})\s+\S"},
    ),
    _shape(
        values.Wording,
        "wording",
        f"at most {MOST_WORDS_OF_WORDING} words as printed",
        {**_TEXT, "pattern": _WORDS},
    ),
    _shape(
        values.Texts,
        "texts",
        "a text, or a list of texts",
        {"anyOf": [refer_to("text"), {"type": "array", "items": refer_to("text")}]},
    ),
    _shape(values.Text, "text", f"a text of at most {values.LONGEST_TEXT} characters, not empty", _TEXT),
)


def shape_of(hint: object) -> Shape | None:
    """Return the shape of a field's type, where it is a plain value."""
    return next((shape for shape in SHAPES if shape.hint == hint), None)
