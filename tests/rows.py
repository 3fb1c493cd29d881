"""Good rows for every table: what is stored before a test, and one more that the test may spoil.

Values are given as a user's SQL would give them, without the types of the models: days are text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import column, insert, table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Insert

Value: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Value]

NEW_ID = 900
MISSING_ID = 999

_CLAIM: Row = {"source_id": 1, "passage_id": 1, "wording": "up to 240", "status": "accepted"}
_COUNT: Row = {
    **_CLAIM,
    "deployment_id": 1,
    "actor_id": 1,
    "host_id": 2,
    "place": "the port",
    "measure": "planned",
    "function": "train",
    "as_of": "1999-03",
    "as_of_earliest": "1999-03-01",
    "as_of_latest": "1999-03-31",
    "as_of_text": "this month",
    "quantifier": "up_to",
    "value_kind": "value",
    "high": 240,
}

#: What is stored before each test, in an order that satisfies every reference.
STORED: dict[str, list[Row]] = {
    "load_log": [
        {
            "id": 1,
            "loaded_at": "2024-01-01T00:00:00Z",
            "tool_version": "1.0",
            "files": 1,
            "added": 20,
            "changed": 0,
            "removed": 0,
        }
    ],
    "seed_files": [{"id": 1, "path": "data/seed/herald.yaml", "digest": "0" * 64, "load_id": 1}],
    "publications": [
        {
            "id": 1,
            "key": "daily-herald",
            "name": "Daily Herald",
            "kind": "newspaper",
            "seed_file_id": 1,
            "seed_line": 4,
        }
    ],
    "actors": [
        {
            "id": 1,
            "key": "freedonia",
            "name": "Freedonia",
            "kind": "state",
            "valid_from": "1900-01-01",
            "valid_to": "2099-12-31",
        },
        {"id": 2, "key": "sylvania", "name": "Sylvania", "kind": "state"},
        {"id": 3, "key": "sylvania-cabinet", "name": "Cabinet", "kind": "government", "part_of_id": 2},
        {"id": 4, "key": "rufus-firefly", "name": "Rufus Firefly", "kind": "person"},
    ],
    "actor_names": [
        {"id": 1, "actor_id": 1, "name": "Freedonia", "folded": "freedonia", "type": "primary", "lang": "en"},
        {"id": 2, "actor_id": 2, "name": "Sylvania", "folded": "sylvania", "type": "primary"},
        {"id": 3, "actor_id": 2, "name": "the capital", "folded": "thecapital", "type": "weak"},
    ],
    "actor_codes": [
        {"id": 1, "actor_id": 1, "scheme": "iso3", "code": "FRE"},
        {
            "id": 2,
            "actor_id": 1,
            "scheme": "cow",
            "code": "901",
            "valid_from": "1950-01-01",
            "valid_to": "1960-12-31",
        },
    ],
    "sources": [
        {
            "id": 1,
            "key": "herald-1999-03-02",
            "publication_id": 1,
            "type": "article-newspaper",
            "title": "Sylvania weighs a stay",
            "published": "1999-03-02",
            "published_earliest": "1999-03-02",
            "published_latest": "1999-03-02",
            "archived_at": "2024-02-29",
        },
        {"id": 2, "key": "herald-1999-04-01", "publication_id": 1, "type": "report", "title": "No stay"},
    ],
    "passages": [
        {"id": 1, "source_id": 1, "locator_type": "paragraph", "locator": "1", "fingerprint": "0f" * 32},
        {"id": 2, "source_id": 2, "locator_type": "paragraph", "locator": "1"},
    ],
    "negotiations": [
        {
            "id": 1,
            "key": "freedonia-sylvania-1999",
            "title": "Stay of trainers",
            "status": "under_negotiation",
            "opened": "1999-01",
            "opened_earliest": "1999-01-01",
            "opened_latest": "1999-01-31",
            "passage_id": 1,
            "claim_status": "accepted",
        }
    ],
    "negotiation_parties": [{"id": 1, "negotiation_id": 1, "actor_id": 1, "role": "sending_state"}],
    "offices": [
        {
            **_CLAIM,
            "id": 1,
            "key": "president",
            "person_id": 4,
            "organisation_id": 1,
            "title": "President",
            "started": "1998/..",
            "started_earliest": "1998-01-01",
        }
    ],
    "positions": [
        {
            **_CLAIM,
            "id": 1,
            "key": "no-immunity",
            "negotiation_id": 1,
            "holder_id": 3,
            "addressee_id": 1,
            "act": "refuse",
            "issue": "criminal_jurisdiction",
            "jurisdiction": "exclusive_sending",
            "summary": "Trainers would answer to local courts.",
        }
    ],
    "position_conditions": [{"id": 1, "position_id": 1, "kind": "unless", "text": "Parliament agrees"}],
    "events": [
        {
            **_CLAIM,
            "id": 1,
            "key": "talks-begin",
            "negotiation_id": 1,
            "kind": "talks_opened",
            "actor_id": 2,
            "summary": "Talks began.",
        }
    ],
    "agreements": [
        {
            "id": 1,
            "key": "freedonia-sylvania-sofa",
            "negotiation_id": 1,
            "title": "Agreement on status",
            "kind": "sofa",
            "passage_id": 1,
            "status": "accepted",
        }
    ],
    "provisions": [
        {
            **_CLAIM,
            "id": 1,
            "key": "courts",
            "agreement_id": 1,
            "issue": "criminal_jurisdiction",
            "jurisdiction": "concurrent",
            "category": "military",
            "summary": "Both may prosecute.",
        }
    ],
    "deployments": [
        {
            "id": 1,
            "key": "trainers-1999",
            "title": "Trainers at the port",
            "sender_id": 1,
            "host_id": 2,
            "mission": "train",
            "legal_status": "unspecified",
            "negotiation_id": 1,
            "passage_id": 1,
            "status": "accepted",
        }
    ],
    "personnel_counts": [
        {**_COUNT, "id": 1, "key": "trainers", "category": "military"},
        {**_COUNT, "id": 2, "key": "medics", "category": "military", "high": 30, "part_of_id": 1},
    ],
    "count_basis": [{"id": 1, "count_id": 1, "aspect": "reserve", "included": "no"}],
    "asset_counts": [{**_COUNT, "id": 1, "key": "ships", "kind": "ship"}],
}

#: What makes one more row differ from the first one stored, so that it is as good.
_APART: dict[str, Row] = {
    "load_log": {},
    "seed_files": {"path": "mine.yaml"},
    "actor_names": {"name": "Land of the Free", "folded": "landofthefree", "type": "alias"},
    "actor_codes": {"code": "FRX"},
    "passages": {"locator": "2"},
    "negotiation_parties": {"role": "observer"},
    "position_conditions": {"text": "The courts agree"},
    "count_basis": {"count_id": 2},
}


def new_row(name: str, changes: Row | None = None) -> Row:
    """Return a row that the table accepts beside those stored, then changed."""
    return {**STORED[name][0], "id": NEW_ID, **_APART.get(name, {"key": "new"}), **(changes or {})}


def insertion(name: str, row: Row) -> Insert:
    """Return the statement that stores a row, whatever its values."""
    return insert(table(name, *(column(each) for each in row))).values(row)


def store(connection: Connection) -> None:
    """Store the good rows of every table that is there."""
    for name, rows in STORED.items():
        for row in rows:
            connection.execute(insertion(name, row))
