"""The JSON Schema of a seed file, made from the typed models, for editors that complete and explain.

To us every value is text; an editor's YAML parser makes a number of 240 and an answer of true before the schema
sees them. So a field takes both what is written and what such a parser makes of it.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sofadb.seed.form import counts, entries, fields, values
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.form.meanings import meaning, summary
from sofadb.seed.form.shapes import SHAPES, Schema, refer_to, shape_of
from sofadb.vocabulary import CLAIM_STATUSES

#: The name under which a new seed file looks for the schema beside it.
FILE_NAME: Final = "sofadb-seed.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


#: The answers that a YAML parser may have made of a word.
_ANSWERS: Final = {"yes": True, "no": False}


def seed_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a whole seed file."""
    models = models_below(SeedFile)
    return {
        "$schema": _DIALECT,
        "title": "sofadb seed file",
        **_entry(SeedFile),
        "$defs": {
            **{shape.name: shape.schema for shape in SHAPES},
            **{model.__name__: _entry(model) for model in models[1:]},
        },
    }


def schema_text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(seed_schema(), ensure_ascii=False, indent=1) + "\n"


def _entry(model: type[BaseModel]) -> Schema:
    """Describe an entry: its fields, those that it needs, and the rules between them."""
    hints = get_type_hints(model, include_extras=True)
    properties = {name: {"description": meaning(model, name), **_value(hints[name])} for name in model.model_fields}
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    return {
        "description": summary(model),
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
        **_rules(model),
    }


def _value(hint: object) -> Schema:
    """Describe what a field takes."""
    if (shape := shape_of(hint)) is not None:
        return refer_to(shape.name)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return refer_to(hint.__name__)
    inner = [part for part in get_args(hint) if part is not type(None)]
    origin = get_origin(hint)
    if origin is list:
        return {"type": "array", "items": _value(inner[0])}
    if origin is dict:
        return _named(_listed(inner[0]), _value(inner[1]))
    if origin is Literal:
        return {"enum": [*inner, *(int(word) for word in inner if word.isdigit())]}
    if origin is Annotated:
        return _annotated(hint, inner)
    return _value(inner[0])


def _annotated(hint: object, inner: list[Any]) -> Schema:  # Any: what an annotation may hold
    if (listed := _listed(hint)) is not None:
        return _words(listed)
    alone = next((part for part in inner if isinstance(part, values.Alone)), None)
    schema = _value(inner[0])
    for part in inner:
        for limit in getattr(part, "metadata", ()):
            schema = {**schema, **_length(limit)}
    if alone is None:
        return schema
    short = _value(alone.value)
    if "items" in schema:
        one = [short, schema["items"]]
        return {"anyOf": [*one, {**schema, "items": {"anyOf": one}}]}
    return {"anyOf": [short, schema]}


def _length(limit: object) -> Schema:
    names = {"min_length": "minItems", "max_length": "maxItems"}
    return {words: getattr(limit, name) for name, words in names.items() if hasattr(limit, name)}


def _listed(hint: object) -> values.Word | None:
    """Return the closed list that a value is taken from."""
    return next((part for part in get_args(hint) if isinstance(part, values.Word)), None)


def _words(listed: values.Word) -> Schema:
    words = list(listed.words)
    schema: Schema = {"enum": words}
    if isinstance(listed.words, dict):
        schema["enumDescriptions"] = list(listed.words.values())  # which editors show beside each word
    # Listed last, so that an editor offers the words first.
    answers = [_ANSWERS[word] for word in words if word in _ANSWERS]
    if answers:
        schema["enum"] = [*words, *answers]
        schema.pop("enumDescriptions", None)
    return schema


def _named(listed: values.Word | None, value: Schema) -> Schema:
    """Describe a group whose fields are named by the words of a list."""
    if listed is None or not isinstance(listed.words, dict):
        raise TypeError("the names of such fields are words of a list, each with its meaning")
    fields_ = {word: {"description": text, **value} for word, text in listed.words.items()}
    return {"type": "object", "properties": fields_, "additionalProperties": False}


def _rules(model: type[BaseModel]) -> Schema:
    """Return what an entry is held to beyond its single fields, as far as a schema can say it."""
    rules: Schema = {}
    if issubclass(model, counts.Quantified):
        rules["oneOf"] = [{"required": [name]} for name in counts.QUANTITIES]
    if issubclass(model, entries.ClaimEntry):
        rules |= _needs_a_reason("status")
    if issubclass(model, fields.Negotiation):
        rules |= _needs_a_reason("claim_status")
    if issubclass(model, fields.PublicationReference):
        rules["dependentRequired"] = {"name": ["kind"], "kind": ["name"]}
    if issubclass(model, SeedFile):
        rules |= _of_the_whole_file()
    return rules


def _needs_a_reason(status: str) -> Schema:
    others = [word for word in CLAIM_STATUSES if word != "accepted"]
    return {
        "if": {"properties": {status: {"enum": others}}, "required": [status]},
        "then": {"required": ["status_note"]},
    }


def _of_the_whole_file() -> Schema:
    """Ask for a source where something cites, and for a negotiation where there is a position."""
    hints = get_type_hints(SeedFile, include_extras=True)
    citing = [
        name for name in SeedFile.model_fields for model in models_in(hints[name]) if "at" in model.model_fields
    ]
    filled = {
        name: {"if": {"properties": {name: {"minItems": 1}}}, "then": {"required": ["source"]}} for name in citing
    }
    positions: Schema = {"properties": {"positions": {"items": {"required": ["negotiation"]}}}}
    return {
        "dependentSchemas": filled,
        "if": {"not": {"required": ["negotiation"]}},
        "then": {"properties": {"passages": {"items": positions}}},
    }


def models_below(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return a model and all that its fields hold, each once, in the order of the file."""
    found = [model]
    for current in found:
        for hint in get_type_hints(current, include_extras=True).values():
            found += [inner for inner in models_in(hint) if inner not in found]
    return found


def models_in(hint: object) -> list[type[BaseModel]]:
    """Return the models inside an annotation such as `list[Count]`."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [hint]
    return [model for inner in get_args(hint) for model in models_in(inner)]
