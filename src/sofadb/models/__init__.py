"""The tables, as typed models; a migration in `alembic/` makes each of them."""

from sofadb.models.actors import Actor, ActorCode, ActorName, Office
from sofadb.models.base import Base
from sofadb.models.deployments import AssetCount, CountBasis, Deployment, PersonnelCount
from sofadb.models.negotiations import (
    Agreement,
    Event,
    Negotiation,
    NegotiationParty,
    Position,
    PositionCondition,
    Provision,
)
from sofadb.models.sources import LoadLog, Passage, Publication, SeedFile, Source

__all__ = [
    "Actor",
    "ActorCode",
    "ActorName",
    "Agreement",
    "AssetCount",
    "Base",
    "CountBasis",
    "Deployment",
    "Event",
    "LoadLog",
    "Negotiation",
    "NegotiationParty",
    "Office",
    "Passage",
    "PersonnelCount",
    "Position",
    "PositionCondition",
    "Provision",
    "Publication",
    "SeedFile",
    "Source",
]
