"""Which columns name a row without its number; the same for reading seed files and for writing them."""

from __future__ import annotations

from typing import Final

#: The columns that make the natural key of a table; a reference stands for the key of what it refers to.
NATURAL: Final[dict[str, tuple[str, ...]]] = {
    "publications": ("key",),
    "sources": ("key",),
    "passages": ("source_id", "locator_type", "locator"),
    "actors": ("key",),
    "actor_names": ("actor_id", "folded"),
    "actor_codes": ("actor_id", "scheme", "code", "valid_from"),
    "offices": ("source_id", "key"),
    "negotiations": ("key",),
    "negotiation_parties": ("negotiation_id", "actor_id", "role"),
    "positions": ("source_id", "key"),
    "position_conditions": ("position_id", "kind", "text"),
    "events": ("source_id", "key"),
    "agreements": ("key",),
    "provisions": ("source_id", "key"),
    "deployments": ("key",),
    "personnel_counts": ("source_id", "key"),
    "count_basis": ("count_id", "aspect"),
    "asset_counts": ("source_id", "key"),
}
