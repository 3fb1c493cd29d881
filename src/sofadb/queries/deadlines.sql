-- title: Days that were set or asked for: deadlines, withdrawals, ends of agreements
-- why: What was to have happened by when, and who said so.
-- param: negotiation negotiation; only of this negotiation
-- param: actor actor; who sets or asks for it, with all that is part of it
-- show: due, kind, what, actor_name, summary, said_on, ref, locator
WITH RECURSIVE
parts (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN parts AS p ON a.part_of_id = p.id
),
entry (negotiation_id, kind, what, due, earliest, latest, said_on, actor_id, summary, key, is_claim, passage_id,
    status) AS (
    SELECT negotiation_id, 'position', act || ' ' || issue, target_date, target_date_earliest, target_date_latest,
        stated, holder_id, summary, key, 1, passage_id, status
    FROM positions WHERE target_date IS NOT NULL
    UNION ALL
    SELECT negotiation_id, 'event', kind, occurred, occurred_earliest, occurred_latest, CAST(NULL AS TEXT), actor_id,
        summary, key, 1, passage_id, status
    FROM events WHERE kind IN ('deadline', 'expired')
    UNION ALL
    SELECT negotiation_id, 'agreement', 'ends ' || kind, ends, ends_earliest, ends_latest, signed,
        CAST(NULL AS INTEGER), title, key, 0, passage_id, status
    FROM agreements WHERE ends IS NOT NULL
)
SELECT e.due AS due, e.earliest AS due_earliest, e.latest AS due_latest, e.kind AS kind, e.what AS what,
    actor.key AS actor, actor.name AS actor_name, e.summary AS summary, e.said_on AS said_on, n.key AS negotiation,
    CASE e.is_claim WHEN 1 THEN s.key || '/' || e.key ELSE e.key END AS ref, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, e.status AS status
FROM entry AS e
JOIN passages AS passage ON passage.id = e.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN negotiations AS n ON n.id = e.negotiation_id
LEFT JOIN actors AS actor ON actor.id = e.actor_id
WHERE (:negotiation IS NULL OR n.key = :negotiation)
    AND (:actor IS NULL OR e.actor_id IN (SELECT id FROM parts))
ORDER BY coalesce(e.earliest, e.latest) NULLS LAST, e.latest NULLS LAST, s.key, length(passage.locator),
    passage.locator, e.kind, e.key
