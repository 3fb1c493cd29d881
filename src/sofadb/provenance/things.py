"""The questions whose answers tell all about a negotiation, a deployment, an actor, a source, an agreement.

`:key` is the thing's key. Counts of claims come with the commands that list them.
"""

from __future__ import annotations

from typing import Final

# Commands find the parts of an actor too, so they are counted with it.
_ACTOR: Final = """
WITH RECURSIVE tree (id) AS (
    SELECT id FROM actors WHERE key = :key
    UNION
    SELECT a.id FROM actors AS a JOIN tree AS t ON a.part_of_id = t.id
)
SELECT a.name AS name, a.kind AS actor_kind, w.key AS part_of, w.name AS part_of_name,
    a.valid_from AS valid_from, a.valid_to AS valid_to, f.path || ':' || CAST(a.seed_line AS TEXT) AS written_in,
    (SELECT count(*) FROM personnel_counts AS c WHERE c.actor_id IN (SELECT id FROM tree)) AS figures,
    (SELECT count(*) FROM personnel_counts AS c WHERE c.host_id IN (SELECT id FROM tree)) AS figures_as_host,
    (SELECT count(*) FROM asset_counts AS c WHERE c.actor_id IN (SELECT id FROM tree)) AS assets,
    (SELECT count(*) FROM positions AS c WHERE c.holder_id IN (SELECT id FROM tree)) AS positions,
    (SELECT count(*) FROM positions AS c WHERE c.addressee_id IN (SELECT id FROM tree)) AS positions_as_addressee,
    (SELECT count(*) FROM deployments AS c WHERE c.sender_id IN (SELECT id FROM tree)) AS deployments,
    (SELECT count(*) FROM deployments AS c WHERE c.host_id IN (SELECT id FROM tree)) AS deployments_as_host
FROM actors AS a LEFT JOIN actors AS w ON w.id = a.part_of_id LEFT JOIN seed_files AS f ON f.id = a.seed_file_id
WHERE a.key = :key
"""
_SOURCE: Final = """
SELECT s.title AS title, s.type AS source_type, s.authors AS authors, p.name AS publication,
    p.kind AS publication_kind, s.published AS published, s.published_text AS published_words, s.url AS url,
    s.archive_url AS archive_url, s.archived_at AS archived_at, s.doi AS doi, s.lang AS lang,
    s.licence AS licence, s.note AS note, f.path || ':' || CAST(s.seed_line AS TEXT) AS written_in,
    (SELECT count(*) FROM passages AS c WHERE c.source_id = s.id) AS passages,
    (SELECT count(*) FROM personnel_counts AS c WHERE c.source_id = s.id) AS figures,
    (SELECT count(*) FROM asset_counts AS c WHERE c.source_id = s.id) AS assets,
    (SELECT count(*) FROM positions AS c WHERE c.source_id = s.id) AS positions,
    (SELECT count(*) FROM events AS c WHERE c.source_id = s.id) AS events,
    (SELECT count(*) FROM provisions AS c WHERE c.source_id = s.id) AS provisions,
    (SELECT count(*) FROM offices AS c WHERE c.source_id = s.id) AS offices
FROM sources AS s JOIN publications AS p ON p.id = s.publication_id
LEFT JOIN seed_files AS f ON f.id = s.seed_file_id
WHERE s.key = :key
"""
_NEGOTIATION: Final = """
SELECT n.title AS title, n.status AS negotiation_status, n.opened AS opened, n.opened_text AS opened_words,
    n.closed AS closed, n.closed_text AS closed_words, e.key AS follows, n.summary AS summary,
    (SELECT count(*) FROM positions AS c WHERE c.negotiation_id = n.id) AS positions,
    (SELECT count(*) FROM events AS c WHERE c.negotiation_id = n.id) AS events,
    (SELECT count(*) FROM personnel_counts AS c JOIN deployments AS d ON d.id = c.deployment_id
        WHERE d.negotiation_id = n.id) AS figures
FROM negotiations AS n LEFT JOIN negotiations AS e ON e.id = n.follows_id
WHERE n.key = :key
"""
_DEPLOYMENT: Final = """
SELECT d.title AS title, a.key AS sender, a.name AS sender_name, h.key AS host, h.name AS host_name,
    d.place AS place, d.mission AS mission, d.legal_status AS legal_status, d.started AS started,
    d.started_text AS started_words, d.ended AS ended, d.ended_text AS ended_words, n.key AS negotiation,
    (SELECT count(*) FROM personnel_counts AS c WHERE c.deployment_id = d.id) AS figures,
    (SELECT count(*) FROM asset_counts AS c WHERE c.deployment_id = d.id) AS assets
FROM deployments AS d JOIN actors AS a ON a.id = d.sender_id JOIN actors AS h ON h.id = d.host_id
LEFT JOIN negotiations AS n ON n.id = d.negotiation_id
WHERE d.key = :key
"""
_AGREEMENT: Final = """
SELECT g.title AS title, g.kind AS agreement_kind, n.key AS negotiation, g.signed AS signed,
    g.signed_text AS signed_words, g.in_force AS in_force, g.in_force_text AS in_force_words, g.ends AS ends,
    g.ends_text AS ends_words
FROM agreements AS g LEFT JOIN negotiations AS n ON n.id = g.negotiation_id
WHERE g.key = :key
"""

#: What each kind of thing is, in the order in which it is read.
OWN: Final = {
    "actor": _ACTOR,
    "agreement": _AGREEMENT,
    "deployment": _DEPLOYMENT,
    "negotiation": _NEGOTIATION,
    "source": _SOURCE,
}

#: What belongs to each kind of thing: the field, and the question that lists it.
LISTS: Final = {
    "actor": {
        "called": """
            SELECT n.name AS name, n.type AS type, n.lang AS lang FROM actor_names AS n
            JOIN actors AS a ON a.id = n.actor_id WHERE a.key = :key
            ORDER BY CASE WHEN n.type = 'primary' THEN 0 ELSE 1 END, n.name, n.id""",
        "code": """
            SELECT c.code AS code, c.scheme AS scheme, c.valid_from AS valid_from, c.valid_to AS valid_to
            FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id WHERE a.key = :key
            ORDER BY c.scheme, c.code, c.valid_from NULLS FIRST""",
        "part": """
            SELECT p.key AS key, p.name AS name FROM actors AS p JOIN actors AS a ON a.id = p.part_of_id
            WHERE a.key = :key ORDER BY p.key""",
        "negotiation": """
            SELECT n.key AS key, n.title AS title, p.role AS role FROM negotiation_parties AS p
            JOIN negotiations AS n ON n.id = p.negotiation_id JOIN actors AS a ON a.id = p.actor_id
            WHERE a.key = :key ORDER BY n.key, p.role""",
        "office": """
            SELECT s.key || '/' || o.key AS ref, o.title AS title, p.name AS person, g.name AS organisation,
                o.started AS started, o.ended AS ended
            FROM actors AS a JOIN offices AS o ON a.id IN (o.person_id, o.organisation_id)
            JOIN sources AS s ON s.id = o.source_id JOIN actors AS p ON p.id = o.person_id
            JOIN actors AS g ON g.id = o.organisation_id
            WHERE a.key = :key ORDER BY ref""",
    },
    "agreement": {
        "provision": """
            SELECT s.key || '/' || p.key AS ref, p.issue AS issue, p.jurisdiction AS jurisdiction,
                p.category AS category, p.summary AS summary
            FROM agreements AS g JOIN provisions AS p ON p.agreement_id = g.id JOIN sources AS s ON s.id = p.source_id
            WHERE g.key = :key ORDER BY ref""",
    },
    "negotiation": {
        "party": """
            SELECT a.key AS key, a.name AS name, p.role AS role FROM negotiation_parties AS p
            JOIN negotiations AS n ON n.id = p.negotiation_id JOIN actors AS a ON a.id = p.actor_id
            WHERE n.key = :key ORDER BY p.role DESC, a.key""",
        "followed_by": """
            SELECT l.key AS key, l.title AS title FROM negotiations AS l JOIN negotiations AS n ON n.id = l.follows_id
            WHERE n.key = :key ORDER BY l.key""",
        "agreement": """
            SELECT g.key AS key, g.title AS title FROM agreements AS g
            JOIN negotiations AS n ON n.id = g.negotiation_id WHERE n.key = :key ORDER BY g.key""",
        "deployment": """
            SELECT d.key AS key, d.title AS title FROM deployments AS d
            JOIN negotiations AS n ON n.id = d.negotiation_id WHERE n.key = :key ORDER BY d.key""",
    },
}

#: The commands that list what was counted: the field that counts, and the command with fields to fill in.
COMMANDS: Final = {
    "actor": (
        ("figures", "sofadb figures --actor {key}"),
        ("figures_as_host", "sofadb figures --host {key}"),
        ("assets", "sofadb assets --actor {key}"),
        ("positions", "sofadb positions --holder {key}"),
        ("positions_as_addressee", "sofadb positions --addressee {key}"),
        ("deployments", "sofadb deployments --sender {key}"),
        ("deployments_as_host", "sofadb deployments --host {key}"),
    ),
    "agreement": (),
    "deployment": (
        ("figures", "sofadb figures --actor {sender} --host {host}"),
        ("assets", "sofadb assets --actor {sender} --host {host}"),
    ),
    "negotiation": (
        ("events", "sofadb timeline {key}"),
        ("positions", "sofadb positions --negotiation {key}"),
        ("figures", "sofadb figures --negotiation {key}"),
    ),
    "source": (
        ("passages", "sofadb cite {key}"),
        ("figures", "sofadb figures --source {key}"),
        ("positions", "sofadb positions --source {key}"),
    ),
}
