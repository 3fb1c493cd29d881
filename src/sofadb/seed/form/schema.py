"""The JSON Schema of a seed file, made from the typed models."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, get_type_hints

from sofadb.seed.form import counts, entries, fields
from sofadb.seed.form.describing import Describer, models_in
from sofadb.seed.form.fields import SeedFile
from sofadb.seed.form.meanings import meaning
from sofadb.vocabulary import CLAIM_STATUSES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sofadb.seed.form.shapes import Schema

#: The name under which a new seed file looks for the schema beside it.
FILE_NAME: Final = "sofadb-seed.schema.json"


def seed_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a whole seed file."""
    return Describer(meaning, seed_rules).whole(SeedFile, "sofadb seed file")


def schema_text() -> str:
    """Return the schema as the text of a file."""
    return as_text(seed_schema())


def as_text(schema: Schema) -> str:
    """Write a schema as people can read it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def seed_rules(model: type[BaseModel]) -> Schema:
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
