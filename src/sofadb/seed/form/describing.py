"""Typed models as JSON Schema (draft 2020-12), for editors that complete and explain.

To us every value is text; an editor's YAML parser makes a number of 240 and an answer of true before the schema
sees them. So a field takes both what is written and what such a parser makes of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sofadb.seed.form import values
from sofadb.seed.form.meanings import summary
from sofadb.seed.form.shapes import SHAPES, Schema, Shape, refer_to

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

#: The answers that a YAML parser may have made of a word.
_ANSWERS: Final = {"yes": True, "no": False}


class Describer(NamedTuple):
    """Describes files: what their fields mean, the rules between these, and the shapes of their plain values."""

    meaning: Callable[[type[BaseModel], str], str]
    rules: Callable[[type[BaseModel]], Schema]
    shapes: tuple[Shape, ...] = SHAPES

    def whole(self, model: type[BaseModel], title: str) -> Schema:
        """Return the schema of a whole file."""
        models = models_below(model)
        return {
            "$schema": _DIALECT,
            "title": title,
            **self._entry(model),
            "$defs": {
                **{shape.name: shape.schema for shape in self.shapes},
                **{inner.__name__: self._entry(inner) for inner in models[1:]},
            },
        }

    def _entry(self, model: type[BaseModel]) -> Schema:
        """Describe an entry: its fields, those that it needs, and the rules between them."""
        hints = get_type_hints(model, include_extras=True)
        properties = {
            name: {"description": self.meaning(model, name), **self._value(hints[name])}
            for name in model.model_fields
        }
        needed = [name for name, field in model.model_fields.items() if field.is_required()]
        return {
            "description": summary(model),
            "type": "object",
            "properties": properties,
            **({"required": needed} if needed else {}),
            "additionalProperties": False,
            **self.rules(model),
        }

    def _value(self, hint: object) -> Schema:
        """Describe what a field takes."""
        if (shape := next((shape for shape in self.shapes if shape.hint == hint), None)) is not None:
            return refer_to(shape.name)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return refer_to(hint.__name__)
        inner = [part for part in get_args(hint) if part is not type(None)]
        origin = get_origin(hint)
        if origin is list:
            return {"type": "array", "items": self._value(inner[0])}
        if origin is dict:
            return _named(inner[0], self._value(inner[1]))
        if origin is Literal:
            return {"enum": [*inner, *(int(word) for word in inner if word.isdigit())]}
        if origin is Annotated:
            return self._annotated(hint, inner)
        return self._value(inner[0])

    def _annotated(self, hint: object, inner: list[Any]) -> Schema:  # Any: what an annotation may hold
        if (listed := _listed(hint)) is not None:
            return _words(listed)
        alone = next((part for part in inner if isinstance(part, values.Alone)), None)
        schema = self._value(inner[0])
        for part in inner:
            for limit in getattr(part, "metadata", ()):
                schema = {**schema, **_length(limit)}
        if alone is None:
            return schema
        short = self._value(alone.value)
        if "items" in schema:
            one = [short, schema["items"]] if schema["items"] != short else [short]
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


def _named(names: object, value: Schema) -> Schema:
    """Describe a group whose fields are named by the words of a list, or by whatever the writer likes."""
    if names is str:
        return {"type": "object", "additionalProperties": value}
    listed = _listed(names)
    if listed is None or not isinstance(listed.words, dict):
        raise TypeError("the names of such fields are words of a list, each with its meaning")
    fields = {word: {"description": text, **value} for word, text in listed.words.items()}
    return {"type": "object", "properties": fields, "additionalProperties": False}


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
