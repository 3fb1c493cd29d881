"""The JSON Schema of a map, made from the typed models, for editors that complete and explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.bulk.maps import form, values
from sofadb.bulk.maps.meanings import meaning
from sofadb.bulk.table import DELIMITERS
from sofadb.seed.form.describing import Describer
from sofadb.seed.form.schema import as_text, seed_rules
from sofadb.seed.form.shapes import SHAPES, Shape, refer_to

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import BaseModel

    from sofadb.seed.form.shapes import Schema

#: The name under which a first map looks for the schema beside it.
FILE_NAME: Final = "sofadb-map.schema.json"

#: A cell is whatever stands in it, and an editor's parser makes numbers, answers or nothing of some.
_CELL: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
_SHAPES: Final = (
    Shape(values.Cell, "cell", "what stands in a cell", _CELL),
    Shape(
        values.Cells,
        "cells",
        "a cell, or a list of them",
        {"anyOf": [refer_to("cell"), {"type": "array", "items": refer_to("cell")}]},
    ),
    Shape(
        values.Delimiter,
        "delimiter",
        "the sign between cells",
        {"enum": [*(sign for sign in DELIMITERS if sign.isprintable()), *values.TABS]},
    ),
    *SHAPES,
)


def map_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a whole map."""
    return Describer(meaning, _rules, _SHAPES).whole(form.MapFile, "sofadb map of a table")


def map_schema_text() -> str:
    """Return the schema as the text of a file."""
    return as_text(map_schema())


def _rules(model: type[BaseModel]) -> Schema:
    """Return what an entry is held to beyond its single fields, as far as a schema can say it."""
    own = {
        form.Value: _of_a_value,
        form.Days: _of_a_date,
        form.Figure: _of_a_figure,
        form.MapFile: _of_the_whole_map,
    }
    return {**seed_rules(model), **(own[model]() if model in own else {})}


def _of_a_value() -> Schema:
    other_ways = {"required": ["others", "scheme"], "properties": {"scheme": _filled("array")}}
    return {"oneOf": [{"required": ["constant"]}, {"required": ["column"]}], "not": other_ways}


def _of_a_date() -> Schema:
    return {
        "oneOf": [{"required": [name]} for name in ("constant", "column", "year")],
        "dependentRequired": {"quarter": ["year"], "month": ["year"], "day": ["month"]},
        "not": {"required": ["quarter", "month"]},
    }


def _of_a_figure() -> Schema:
    """Hold parts of a figure to their lists, and its date to one that is the same in all rows."""
    listed = {name: _one_of(words) for name, words in values.LISTS.items()}
    constant = {"if": {"type": "object"}, "then": {"required": ["constant"]}}
    return {"allOf": [{"properties": {**listed, "as_of": constant}}]}


def _one_of(words: Collection[str]) -> Schema:
    word: Schema = {"enum": list(words)}
    said = {"constant": word, "others": word, "words": {"additionalProperties": word}}
    return {"anyOf": [word, {"type": "object", "properties": said}]}


def _of_the_whole_map() -> Schema:
    of_columns = {"required": ["columns"], "properties": {"columns": _filled("object")}}
    return {
        "allOf": [
            {"oneOf": [{"required": ["value"]}, of_columns]},
            *({"anyOf": [_figure(_has(name)), {**of_columns, **_columns(_has(name))}]} for name in _NEEDED),
            *_date_rules(),
            *_whole_rules(of_columns),
            *_reason_rules(of_columns),
            {"if": of_columns, "then": _figure({"properties": _OF_A_COLUMN})},
        ]
    }


_NEEDED: Final = ("actor", "host", "measure")
#: What stands for nothing in a figure of all columns.
_OF_A_COLUMN: Final[Schema] = {
    "key": False,
    **{name: {"type": "array", "maxItems": 0} for name in ("unknown", "absent", "none")},
}


def _date_rules() -> list[Schema]:
    """Ask for the date of the map, or for that of every column."""
    no_column_has = _columns({"not": _has("as_of")})
    return [
        _figure({"properties": {"as_of": False}}),
        {
            "if": _has("as_of"),
            "then": _columns({"properties": {"as_of": False}}),
            "else": {"if": no_column_has, "then": _has("as_of"), "else": _columns(_has("as_of"))},
        },
    ]


def _whole_rules(of_columns: Schema) -> list[Schema]:
    by_key = {"type": "object", "required": ["column", "words"], "properties": {"words": _filled("object")}}
    by_name = {"if": {"type": "object"}, "then": {"required": ["constant"]}}
    one_date = {**of_columns, "required": ["columns", "as_of"]}
    return [
        _figure({"properties": {"part_of": by_key}}),
        {"if": one_date, "then": _figure({"properties": {"part_of": False}})},
        _columns({"properties": {"part_of": by_name}}),
    ]


def _reason_rules(of_columns: Schema) -> list[Schema]:
    """Ask for the reason of a status that is not accepted, where the map does not say it for all columns."""
    word: Schema = {"const": "accepted"}
    accepted = {"anyOf": [word, {"type": "object", "required": ["constant"], "properties": {"constant": word}}]}
    doubted = {"required": ["status"], "properties": {"status": {"not": accepted}}}
    said = _has("status_note")
    asked = {"if": doubted, "then": said}
    own = {"anyOf": [said, _has("status")]}
    return [
        {"if": of_columns, "else": _figure(asked)},
        {
            "if": {"not": _figure(said)},
            "then": {"allOf": [_columns(asked), {"if": _figure(doubted), "then": _columns(own)}]},
        },
    ]


def _has(name: str) -> Schema:
    return {"required": [name]}


def _figure(rule: Schema) -> Schema:
    return {"properties": {"figure": rule}}


def _columns(rule: Schema) -> Schema:
    """Hold every column of numbers to a rule."""
    return {"properties": {"columns": {"additionalProperties": rule}}}


def _filled(kind: str) -> Schema:
    """Describe a list or a group that is not empty; what is neither is told of elsewhere."""
    return {"minItems": 1} if kind == "array" else {"minProperties": 1}
