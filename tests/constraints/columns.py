"""Which columns have which rule, written down a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb import vocabulary as words
from tests.rows import STORED

if TYPE_CHECKING:
    from collections.abc import Mapping


NOT_A_DAY = "not a day"

KEYED = (
    "publications",
    "sources",
    "actors",
    "negotiations",
    "offices",
    "positions",
    "events",
    "agreements",
    "provisions",
    "deployments",
    "personnel_counts",
    "asset_counts",
)
CLAIMS = ("offices", "positions", "events", "provisions", "personnel_counts", "asset_counts")
CITED = (*CLAIMS, "negotiations", "agreements", "deployments")
COUNTS = ("personnel_counts", "asset_counts")
SEEDED = tuple(name for name in STORED if name not in ("load_log", "seed_files"))

ENUMERATED: dict[tuple[str, str], Mapping[str, str]] = {
    ("publications", "kind"): words.PUBLICATION_KINDS,
    ("sources", "type"): words.SOURCE_TYPES,
    ("passages", "locator_type"): words.LOCATOR_TYPES,
    ("actors", "kind"): words.ACTOR_KINDS,
    ("actor_names", "type"): words.NAME_TYPES,
    ("actor_codes", "scheme"): words.CODE_SCHEMES,
    ("negotiations", "status"): words.NEGOTIATION_STATUSES,
    ("negotiations", "claim_status"): words.CLAIM_STATUSES,
    ("negotiation_parties", "role"): words.PARTY_ROLES,
    ("positions", "act"): words.ACTS,
    ("positions", "issue"): words.ISSUES,
    ("positions", "jurisdiction"): words.JURISDICTIONS,
    ("position_conditions", "kind"): words.CONDITION_KINDS,
    ("events", "kind"): words.EVENT_KINDS,
    ("agreements", "kind"): words.AGREEMENT_KINDS,
    ("provisions", "issue"): words.ISSUES,
    ("provisions", "jurisdiction"): words.JURISDICTIONS,
    ("provisions", "category"): words.CATEGORIES,
    ("deployments", "mission"): words.MISSIONS,
    ("deployments", "legal_status"): words.JURISDICTIONS,
    ("personnel_counts", "measure"): words.MEASURES,
    ("personnel_counts", "category"): words.CATEGORIES,
    ("personnel_counts", "function"): words.FUNCTIONS,
    ("count_basis", "aspect"): words.BASIS_ASPECTS,
    ("count_basis", "included"): words.YES_NO,
    ("asset_counts", "kind"): words.ASSET_KINDS,
    ("asset_counts", "measure"): words.MEASURES,
    ("asset_counts", "function"): words.FUNCTIONS,
    **{(name, "status"): words.CLAIM_STATUSES for name in CITED if name != "negotiations"},
}

NEVER_BLANK = {
    "seed_files": "path",
    "publications": "name",
    "sources": "title",
    "passages": "locator",
    "actors": "name",
    "actor_names": "name",
    "actor_codes": "code",
    "offices": "title",
    "negotiations": "title",
    "positions": "summary",
    "position_conditions": "text",
    "events": "summary",
    "agreements": "title",
    "provisions": "summary",
    "deployments": "title",
}

DATED = {
    "sources": ("published",),
    "offices": ("started", "ended"),
    "negotiations": ("opened", "closed"),
    "positions": ("stated", "target_date"),
    "events": ("occurred",),
    "agreements": ("signed", "in_force", "ends"),
    "deployments": ("started", "ended"),
    "personnel_counts": ("as_of",),
    "asset_counts": ("as_of",),
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "load_log": ("loaded_at", "tool_version", "files", "added", "changed", "removed"),
    "seed_files": ("path", "digest", "load_id"),
    "publications": ("key", "name", "kind"),
    "sources": ("key", "publication_id", "type", "title"),
    "passages": ("source_id", "locator_type", "locator"),
    "actors": ("key", "name", "kind"),
    "actor_names": ("actor_id", "name", "folded", "type"),
    "actor_codes": ("actor_id", "scheme", "code"),
    "offices": ("person_id", "organisation_id", "title"),
    "negotiations": ("key", "title", "status", "passage_id", "claim_status"),
    "negotiation_parties": ("negotiation_id", "actor_id", "role"),
    "positions": ("negotiation_id", "holder_id", "act", "issue", "summary"),
    "position_conditions": ("position_id", "kind", "text"),
    "events": ("kind", "summary"),
    "agreements": ("key", "title", "kind", "passage_id", "status"),
    "provisions": ("agreement_id", "issue", "summary"),
    "deployments": ("key", "title", "sender_id", "host_id", "mission", "passage_id", "status"),
    "personnel_counts": ("actor_id", "host_id", "measure", "category", "function", "quantifier", "value_kind"),
    "count_basis": ("count_id", "aspect", "included"),
    "asset_counts": ("actor_id", "host_id", "kind", "measure", "function", "quantifier", "value_kind"),
}
REQUIRED_OF_CLAIMS = ("source_id", "key", "passage_id", "status")

REFERENCES: dict[str, dict[str, str]] = {
    "seed_files": {"load_id": "load_log"},
    "sources": {"publication_id": "publications"},
    "passages": {"source_id": "sources"},
    "actors": {"part_of_id": "actors"},
    "actor_names": {"actor_id": "actors"},
    "actor_codes": {"actor_id": "actors"},
    "offices": {"person_id": "actors", "organisation_id": "actors"},
    "negotiations": {"follows_id": "negotiations"},
    "negotiation_parties": {"negotiation_id": "negotiations", "actor_id": "actors"},
    "positions": {
        "negotiation_id": "negotiations",
        "holder_id": "actors",
        "addressee_id": "actors",
        "responds_to_id": "positions",
    },
    "position_conditions": {"position_id": "positions"},
    "events": {"negotiation_id": "negotiations", "actor_id": "actors"},
    "agreements": {"negotiation_id": "negotiations"},
    "provisions": {"agreement_id": "agreements"},
    "deployments": {"sender_id": "actors", "host_id": "actors", "negotiation_id": "negotiations"},
    "personnel_counts": {
        "deployment_id": "deployments",
        "actor_id": "actors",
        "host_id": "actors",
        "part_of_id": "personnel_counts",
    },
    "count_basis": {"count_id": "personnel_counts"},
    "asset_counts": {
        "deployment_id": "deployments",
        "actor_id": "actors",
        "host_id": "actors",
        "part_of_id": "asset_counts",
    },
}

BAD_KEYS = {
    "capital": "Newkey",
    "space": "new key",
    "underscore": "new_key",
    "accent": "néw",
    "line break": "new\n",
    "double hyphen": "new--key",
    "leading hyphen": "-new",
    "trailing hyphen": "new-",
    "empty": "",
}

NINE_WORDS = "one two three four five six seven eight nine"
EIGHT_WORDS = NINE_WORDS.removesuffix(" nine")
