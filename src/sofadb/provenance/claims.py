"""The questions whose answers tell all about a claim; `:source` and `:key` are the halves of its ref."""

from __future__ import annotations

from typing import Final

#: What each kind of claim says of itself, in the order in which it is read.
OWN: Final = {
    "figure": """
        SELECT c.wording AS wording, c.quantifier AS quantifier, c.value_kind AS value_kind, c.low AS low,
            c.best AS best, c.high AS high, c.measure AS measure, c.category AS category, c.function AS function,
            c.place AS place, c.as_of AS as_of, a.key AS actor, a.name AS actor_name, h.key AS host,
            h.name AS host_name, d.key AS deployment, ws.key || '/' || w.key AS part_of
        FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id
        JOIN actors AS a ON a.id = c.actor_id JOIN actors AS h ON h.id = c.host_id
        LEFT JOIN deployments AS d ON d.id = c.deployment_id
        LEFT JOIN personnel_counts AS w ON w.id = c.part_of_id LEFT JOIN sources AS ws ON ws.id = w.source_id
        WHERE s.key = :source AND c.key = :key""",
    "asset": """
        SELECT c.wording AS wording, c.quantifier AS quantifier, c.value_kind AS value_kind, c.low AS low,
            c.best AS best, c.high AS high, c.kind AS asset_kind, c.measure AS measure, c.function AS function,
            c.place AS place, c.as_of AS as_of, a.key AS actor, a.name AS actor_name, h.key AS host,
            h.name AS host_name, d.key AS deployment, ws.key || '/' || w.key AS part_of
        FROM asset_counts AS c JOIN sources AS s ON s.id = c.source_id
        JOIN actors AS a ON a.id = c.actor_id JOIN actors AS h ON h.id = c.host_id
        LEFT JOIN deployments AS d ON d.id = c.deployment_id
        LEFT JOIN asset_counts AS w ON w.id = c.part_of_id LEFT JOIN sources AS ws ON ws.id = w.source_id
        WHERE s.key = :source AND c.key = :key""",
    "position": """
        SELECT summary, act, issue, jurisdiction, holder, holder_name, addressee, addressee_name, stated,
            target_date, negotiation, responds_to
        FROM stances WHERE source = :source AND ref = :ref""",
    "event": """
        SELECT e.summary AS summary, e.kind AS event_kind, e.occurred AS occurred, a.key AS actor,
            a.name AS actor_name, n.key AS negotiation
        FROM events AS e JOIN sources AS s ON s.id = e.source_id
        LEFT JOIN actors AS a ON a.id = e.actor_id LEFT JOIN negotiations AS n ON n.id = e.negotiation_id
        WHERE s.key = :source AND e.key = :key""",
    "provision": """
        SELECT p.summary AS summary, p.issue AS issue, p.jurisdiction AS jurisdiction, p.category AS category,
            g.key AS agreement, g.title AS agreement_title
        FROM provisions AS p JOIN sources AS s ON s.id = p.source_id JOIN agreements AS g ON g.id = p.agreement_id
        WHERE s.key = :source AND p.key = :key""",
    "office": """
        SELECT o.title AS office_title, p.key AS person, p.name AS person_name, g.key AS organisation,
            g.name AS organisation_name, o.started AS started, o.started_text AS started_words,
            o.ended AS ended, o.ended_text AS ended_words
        FROM offices AS o JOIN sources AS s ON s.id = o.source_id JOIN actors AS p ON p.id = o.person_id
        JOIN actors AS g ON g.id = o.organisation_id
        WHERE s.key = :source AND o.key = :key""",
}

#: The date of each kind of claim as printed; an office has two, which it tells itself.
DATE_WORDS: Final = {
    "figure": "c.as_of_text AS date_words, ",
    "asset": "c.as_of_text AS date_words, ",
    "position": "c.stated_text AS date_words, c.target_date_text AS target_date_words, ",
    "event": "c.occurred_text AS date_words, ",
}

#: Whose offices tell who the speaker is: of a position, the holder speaks where nobody else is named.
_SPEAKERS: Final = {"position": "c.attributed_to_id, c.holder_id"}

_OFFICES: Final = """
SELECT os.key || '/' || o.key AS ref, p.name AS person, o.title AS title, g.name AS organisation,
    o.started AS started, o.ended AS ended
FROM sources AS s JOIN {table} AS c ON c.source_id = s.id
JOIN offices AS o ON o.person_id IN ({speakers})
JOIN sources AS os ON os.id = o.source_id
JOIN actors AS p ON p.id = o.person_id JOIN actors AS g ON g.id = o.organisation_id
WHERE s.key = :source AND c.key = :key ORDER BY ref
"""
# A whole of a whole of a whole, and so on; twenty steps up would be a ring.
_WHOLES: Final = """
WITH RECURSIVE up (id, part_of_id, step) AS (
    SELECT c.id, c.part_of_id, 0 FROM sources AS s JOIN {table} AS c ON c.source_id = s.id
    WHERE s.key = :source AND c.key = :key
    UNION
    SELECT w.id, w.part_of_id, u.step + 1 FROM up AS u JOIN {table} AS w ON w.id = u.part_of_id WHERE u.step < 20
)
SELECT s.key || '/' || c.key AS ref, c.wording AS wording, c.low AS low, c.best AS best, c.high AS high
FROM up AS u JOIN {table} AS c ON c.id = u.id JOIN sources AS s ON s.id = c.source_id
WHERE u.step > 0 ORDER BY u.step
"""
_PARTS: Final = """
WITH RECURSIVE whole (id) AS (
    SELECT c.id FROM sources AS s JOIN {table} AS c ON c.source_id = s.id WHERE s.key = :source AND c.key = :key
),
down (id) AS (
    SELECT c.id FROM whole AS w JOIN {table} AS c ON c.part_of_id = w.id
    UNION
    SELECT c.id FROM down AS d JOIN {table} AS c ON c.part_of_id = d.id
)
SELECT s.key || '/' || c.key AS ref, c.wording AS wording, c.low AS low, c.best AS best, c.high AS high,
    CASE WHEN c.part_of_id IN (SELECT id FROM whole) THEN NULL ELSE ws.key || '/' || w.key END AS within
FROM down AS d JOIN {table} AS c ON c.id = d.id JOIN sources AS s ON s.id = c.source_id
JOIN {table} AS w ON w.id = c.part_of_id JOIN sources AS ws ON ws.id = w.source_id
ORDER BY ref
"""
_OTHER_PARTS: Final = """
SELECT s.key || '/' || c.key AS ref, c.wording AS wording, c.low AS low, c.best AS best, c.high AS high
FROM sources AS os JOIN {table} AS o ON o.source_id = os.id
JOIN {table} AS c ON c.part_of_id = o.part_of_id AND c.id <> o.id
JOIN sources AS s ON s.id = c.source_id
WHERE os.key = :source AND o.key = :key ORDER BY ref
"""
#: Counts of the same people on a common day, with those that do not meet, and the parts of this one.
SAID_ELSEWHERE: Final = """
SELECT s.key || '/' || c.key AS ref, c.wording AS wording, c.low AS low, c.best AS best, c.high AS high,
    c.as_of AS as_of
FROM sources AS os JOIN personnel_counts AS o ON o.source_id = os.id
JOIN personnel_counts AS c ON c.host_id = o.host_id AND c.actor_id = o.actor_id AND c.measure = o.measure
    AND c.category = o.category AND c.function = o.function AND c.id <> o.id
    AND coalesce(c.place, '') = coalesce(o.place, '')
    AND coalesce(c.deployment_id, 0) = coalesce(o.deployment_id, 0)
    AND coalesce(c.part_of_id, 0) <> o.id AND coalesce(o.part_of_id, 0) <> c.id
    AND (c.as_of_earliest IS NULL OR o.as_of_latest IS NULL OR c.as_of_earliest <= o.as_of_latest)
    AND (o.as_of_earliest IS NULL OR c.as_of_latest IS NULL OR o.as_of_earliest <= c.as_of_latest)
JOIN sources AS s ON s.id = c.source_id
WHERE os.key = :source AND o.key = :key AND c.as_of IS NOT NULL AND o.as_of IS NOT NULL
ORDER BY ref
"""
_BASIS: Final = """
SELECT b.aspect || ': ' || b.included AS text FROM sources AS s
JOIN personnel_counts AS c ON c.source_id = s.id JOIN count_basis AS b ON b.count_id = c.id
WHERE s.key = :source AND c.key = :key ORDER BY text
"""
_CONDITIONS: Final = """
SELECT d.kind || ' ' || d.text AS text FROM sources AS s
JOIN positions AS c ON c.source_id = s.id JOIN position_conditions AS d ON d.position_id = c.id
WHERE s.key = :source AND c.key = :key ORDER BY text
"""
_ANSWERED: Final = """
SELECT s.key || '/' || p.key AS ref, h.name AS name, p.act AS act, p.issue AS issue, p.summary AS summary
FROM sources AS qs JOIN positions AS q ON q.source_id = qs.id JOIN positions AS p ON {link}
JOIN sources AS s ON s.id = p.source_id JOIN actors AS h ON h.id = p.holder_id
WHERE qs.key = :source AND q.key = :key ORDER BY ref
"""


def _of_counts(table: str) -> dict[str, str]:
    return {
        "whole": _WHOLES.format(table=table),
        "part": _PARTS.format(table=table),
        "other_part": _OTHER_PARTS.format(table=table),
    }


#: What belongs to each kind of claim: the field, and the question that lists it.
LISTS: Final = {
    "figure": {"includes": _BASIS, **_of_counts("personnel_counts")},
    "asset": _of_counts("asset_counts"),
    "position": {
        "condition": _CONDITIONS,
        "answers": _ANSWERED.format(link="p.id = q.responds_to_id"),
        "answered_by": _ANSWERED.format(link="p.responds_to_id = q.id"),
    },
}


def offices_of_the_speaker(kind: str, table: str) -> str:
    """Return the question for the offices of who says it."""
    return _OFFICES.format(table=table, speakers=_SPEAKERS.get(kind, "c.attributed_to_id"))
