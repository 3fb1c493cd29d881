"""What every field of a seed file means: as in the codebook where it is a column, or said here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.codebook import read_codebook
from sofadb.seed.form import counts, fields
from sofadb.vocabulary import QUANTIFIERS

if TYPE_CHECKING:
    from pydantic import BaseModel

#: The table that the entries of each model become rows of.
_TABLES: Final[dict[type[BaseModel], str]] = {
    fields.Publication: "publications",
    fields.PublicationReference: "publications",
    fields.Source: "sources",
    fields.Actor: "actors",
    fields.Name: "actor_names",
    fields.Code: "actor_codes",
    fields.Office: "offices",
    fields.Negotiation: "negotiations",
    fields.Agreement: "agreements",
    fields.Deployment: "deployments",
    fields.Passage: "passages",
    fields.Position: "positions",
    fields.Condition: "position_conditions",
    fields.Event: "events",
    fields.Provision: "provisions",
    counts.Count: "personnel_counts",
    counts.CountPart: "personnel_counts",
    counts.Asset: "asset_counts",
    counts.AssetPart: "asset_counts",
}

_NEGOTIATION: Final = "The negotiation it belongs to; without it, the one named at the top of the file"
_PART_OF: Final = "The count that this one is a part of, where it does not stand under its parts"

#: Fields that are no column, or of which a writer must know more than the codebook says.
_OWN: Final[dict[tuple[type[BaseModel], str], str]] = {
    (fields.SeedFile, "format"): "The version of the format the file is written in: 1",
    (fields.SeedFile, "source"): "The source that all passages of the file stand in",
    (
        fields.SeedFile,
        "negotiation",
    ): "The negotiation that positions and events belong to which name none themselves",
    (fields.SeedFile, "publications"): "Publications, where they are not defined with their source",
    (fields.SeedFile, "actors"): "Actors that no other file defines: states, cabinets, forces, people",
    (fields.SeedFile, "offices"): "Who holds which office, and says so in this source",
    (fields.SeedFile, "negotiations"): "The talks that this source tells of, and no other file defines",
    (fields.SeedFile, "agreements"): "Agreements that this source tells of",
    (fields.SeedFile, "deployments"): "Who has people in whose country, and for what",
    (fields.SeedFile, "passages"): "The passages of the source that claim something, in the order of the source",
    (fields.Source, "key"): "Name that people type, such as the publication and the day; it begins every ref",
    (
        fields.Source,
        "publication",
    ): "Where it appeared: key, name and kind, or the key alone where it is known already",
    (fields.Source, "authors"): "Author as printed, or a list of them",
    (fields.PublicationReference, "name"): "Name as it calls itself; only where the publication is defined here",
    (fields.PublicationReference, "kind"): "What it is; only where the publication is defined here",
    (fields.Actor, "names"): "Other names that sources use for it",
    (fields.Actor, "codes"): "Its codes by scheme: a code, a list of codes, or each with the time it was valid",
    (fields.Negotiation, "parties"): "Who takes part, by role",
    (fields.Position, "negotiation"): _NEGOTIATION,
    (fields.Position, "conditions"): "On what it depends",
    (
        fields.Position,
        "responds_to",
    ): "The position that it answers: its key, or source/key where another file has it",
    (fields.Event, "negotiation"): _NEGOTIATION,
    (fields.Passage, "positions"): "What somebody asks, offers, demands or refuses here",
    (fields.Passage, "events"): "What happened, or is due, by this passage",
    (fields.Passage, "counts"): "How many people, by this passage",
    (fields.Passage, "assets"): "How many aircraft, buildings, vehicles or ships, by this passage",
    (fields.Passage, "provisions"): "What an agreement provides, by this passage",
    (fields.Passage, "at"): "Where it stands in the source: a kind of place and which one, such as paragraph 7",
    (counts.CountPart, "basis"): "Who is counted in and who is left out, where the source says so",
    (counts.CountPart, "part_of"): f"{_PART_OF}: its key, or source/key",
    (counts.AssetPart, "part_of"): f"{_PART_OF}: its key, or source/key",
    (counts.CountPart, "parts"): "Counts that are parts of this one; each takes from it what it does not say itself",
    (counts.AssetPart, "parts"): "Counts that are parts of this one; each takes from it what it does not say itself",
}

_AT: Final = "The place in the source that says it, such as paragraph 7"
_QUANTITIES: Final = {
    **{name: QUANTIFIERS[name] for name in counts.QUANTITIES if name in QUANTIFIERS},
    "words": "A word without a number: low, best and high stay empty",
    "unknown": "yes: the source says that the number is not known; low, best and high stay empty",
    "none": "yes: the source says that there are none; low = best = high = 0",
}


def meaning(model: type[BaseModel], name: str) -> str:
    """Return what a field of a model means; raises KeyError where nobody has said it."""
    for each in model.__mro__:
        if (each, name) in _OWN:
            return _OWN[each, name]
    if name in _QUANTITIES and issubclass(model, counts.Quantified):
        return _QUANTITIES[name]
    if name == "at":
        return _AT
    columns = {column.name: column.meaning for column in read_codebook()[_TABLES[model]].columns}
    return columns[name] if name in columns else columns[f"{name}_id"]


def summary(model: type[BaseModel]) -> str:
    """Return the sentence that says what an entry is."""
    return " ".join((model.__doc__ or "").split())
