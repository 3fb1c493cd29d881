-- title: Who asked, offered, refused and got which protection from prosecution
-- why: The quarrel over criminal jurisdiction, side by side and in the order of its days, with what agreements say and
-- why: what protected those who were there. `side` is the state, or else the outermost whole, of the actor.
-- param: negotiation negotiation; only of this negotiation
-- param: actor actor; whose position, agreement or deployment, with all that is part of it
-- param: issue word criminal_jurisdiction|custody|waiver|contractors_immunity; only on this issue
-- param: kind word position|provision|deployment; what was wanted, agreed, or in fact the case
-- show: said_on, side, actor, what, issue, jurisdiction, summary, conditions, responds_to, ref, locator
WITH RECURSIVE
parts (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN parts AS p ON a.part_of_id = p.id
),
sides (id, side_id) AS (
    SELECT id, id FROM actors WHERE part_of_id IS NULL
    UNION ALL
    SELECT a.id, s.side_id FROM actors AS a JOIN sides AS s ON s.id = a.part_of_id
),
placed (position_id, place, condition) AS (
    SELECT position_id, row_number() OVER (PARTITION BY position_id ORDER BY kind, text), kind || ' ' || text
    FROM position_conditions
),
listed (position_id, place, conditions) AS (
    SELECT position_id, place, condition FROM placed WHERE place = 1
    UNION ALL
    SELECT l.position_id, p.place, l.conditions || '; ' || p.condition
    FROM listed AS l JOIN placed AS p ON p.position_id = l.position_id AND p.place = l.place + 1
),
entry (negotiation_id, kind, what, issue, jurisdiction, said_on, earliest, latest, actor_id, addressee_id, summary,
    position_id, responds_to_id, key, is_claim, passage_id, status) AS (
    SELECT negotiation_id, 'position', act, issue, jurisdiction, stated, stated_earliest, stated_latest, holder_id,
        addressee_id, summary, id, responds_to_id, key, 1, passage_id, status
    FROM positions
    WHERE issue IN ('criminal_jurisdiction', 'custody', 'waiver', 'contractors_immunity')
    UNION ALL
    SELECT a.negotiation_id, 'provision', 'agreed for ' || coalesce(p.category, 'all'), p.issue, p.jurisdiction,
        a.signed, a.signed_earliest, a.signed_latest, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), p.summary,
        CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), p.key, 1, p.passage_id, p.status
    FROM provisions AS p JOIN agreements AS a ON a.id = p.agreement_id
    WHERE p.issue IN ('criminal_jurisdiction', 'custody', 'waiver', 'contractors_immunity')
    UNION ALL
    SELECT negotiation_id, 'deployment', 'protected', 'criminal_jurisdiction', legal_status, started, started_earliest,
        started_latest, sender_id, host_id, title, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), key, 0, passage_id,
        status
    FROM deployments
    WHERE legal_status IS NOT NULL
)
SELECT n.key AS negotiation, e.said_on AS said_on, e.kind AS kind, side.key AS side, actor.key AS actor,
    actor.name AS actor_name, addressee.key AS addressee, e.what AS what, e.issue AS issue,
    e.jurisdiction AS jurisdiction, e.summary AS summary,
    (SELECT l.conditions FROM listed AS l WHERE l.position_id = e.position_id ORDER BY l.place DESC LIMIT 1)
        AS conditions,
    asked_source.key || '/' || asked.key AS responds_to,
    CASE e.is_claim WHEN 1 THEN s.key || '/' || e.key ELSE e.key END AS ref, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, e.status AS status
FROM entry AS e
JOIN passages AS passage ON passage.id = e.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN negotiations AS n ON n.id = e.negotiation_id
LEFT JOIN actors AS actor ON actor.id = e.actor_id
LEFT JOIN sides ON sides.id = e.actor_id
LEFT JOIN actors AS side ON side.id = sides.side_id
LEFT JOIN actors AS addressee ON addressee.id = e.addressee_id
LEFT JOIN positions AS asked ON asked.id = e.responds_to_id
LEFT JOIN sources AS asked_source ON asked_source.id = asked.source_id
WHERE (:negotiation IS NULL OR n.key = :negotiation)
    AND (:actor IS NULL OR e.actor_id IN (SELECT id FROM parts) OR (e.kind = 'provision' AND EXISTS (
        SELECT 1 FROM negotiation_parties AS t JOIN parts AS p ON p.id = t.actor_id
        WHERE t.negotiation_id = e.negotiation_id)))
    AND (:issue IS NULL OR e.issue = :issue)
    AND (:kind IS NULL OR e.kind = :kind)
ORDER BY coalesce(e.earliest, e.latest) NULLS LAST, e.latest NULLS LAST, s.key, length(passage.locator),
    passage.locator, e.kind, e.key
