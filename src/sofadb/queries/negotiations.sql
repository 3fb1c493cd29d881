-- title: Negotiations on the legal status of forces, and how they stand
-- why: To find the key of a negotiation, what it follows, and where its status is said.
-- param: actor actor; only those to which this actor, or a part of it, is a party
-- param: status word negotiation_status; only those that stand so
-- show: key, title, status, sending_state, receiving_state, follows, source, locator, opened, closed
WITH RECURSIVE
party (negotiation_id, role, place, key) AS (
    SELECT p.negotiation_id, p.role, row_number() OVER (PARTITION BY p.negotiation_id, p.role ORDER BY a.key), a.key
    FROM negotiation_parties AS p JOIN actors AS a ON a.id = p.actor_id
),
listed (negotiation_id, role, place, keys) AS (
    SELECT negotiation_id, role, place, key FROM party WHERE place = 1
    UNION ALL
    SELECT l.negotiation_id, l.role, p.place, l.keys || ', ' || p.key
    FROM listed AS l
    JOIN party AS p ON p.negotiation_id = l.negotiation_id AND p.role = l.role AND p.place = l.place + 1
),
parties (negotiation_id, role, keys) AS (
    SELECT negotiation_id, role, max(keys) FROM listed AS l
    WHERE place = (SELECT max(place) FROM party AS p WHERE p.negotiation_id = l.negotiation_id AND p.role = l.role)
    GROUP BY negotiation_id, role
),
taking_part (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN taking_part AS t ON a.part_of_id = t.id
)
SELECT n.key AS key, n.title AS title, n.status AS status, n.opened AS opened, n.closed AS closed,
    earlier.key AS follows,
    (SELECT keys FROM parties AS p WHERE p.negotiation_id = n.id AND p.role = 'sending_state') AS sending_state,
    (SELECT keys FROM parties AS p WHERE p.negotiation_id = n.id AND p.role = 'receiving_state') AS receiving_state,
    n.summary AS summary, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, n.claim_status AS claim_status
FROM negotiations AS n
JOIN passages AS passage ON passage.id = n.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN negotiations AS earlier ON earlier.id = n.follows_id
WHERE (:status IS NULL OR n.status = :status)
    AND (:actor IS NULL OR n.id IN (
        SELECT p.negotiation_id FROM negotiation_parties AS p JOIN taking_part AS t ON t.id = p.actor_id))
ORDER BY coalesce(n.opened_earliest, n.opened_latest, n.closed_earliest, n.closed_latest) NULLS LAST, n.key
