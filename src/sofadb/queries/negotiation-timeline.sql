-- title: A negotiation with all that it follows and that follows it, from first to last
-- why: Talks are broken off and taken up again under another name. Here the whole chain stands in the order of its
-- why: days: how the talks stand, positions, events, days asked for, agreements and what they provide, deployments
-- why: and figures. `step` says how many negotiations came before.
-- argument: negotiation negotiation; any negotiation of the chain
-- param: kind word negotiation|position|asked_for|event|agreement|provision|deployment|figure|assets; only entries of this kind
-- show: step, occurred, kind, what, actor, summary, ref, locator
WITH RECURSIVE
chain (first_id, id, step) AS (
    SELECT id, id, 1 FROM negotiations WHERE follows_id IS NULL
    UNION ALL
    SELECT c.first_id, n.id, c.step + 1 FROM negotiations AS n JOIN chain AS c ON n.follows_id = c.id
),
wanted (id, step) AS (
    SELECT id, step FROM chain
    WHERE :negotiation IS NULL OR first_id IN (
        SELECT x.first_id FROM chain AS x JOIN negotiations AS n ON n.id = x.id WHERE n.key = :negotiation)
),
entry (negotiation_id, kind, what, occurred, earliest, latest, actor_id, summary, key, is_claim, passage_id, status) AS (
    SELECT negotiation_id, 'position', act || ' ' || issue, stated, stated_earliest, stated_latest, holder_id, summary,
        key, 1, passage_id, status
    FROM positions
    UNION ALL
    SELECT negotiation_id, 'asked_for', issue, target_date, target_date_earliest, target_date_latest, holder_id, summary,
        key, 1, passage_id, status
    FROM positions WHERE target_date IS NOT NULL
    UNION ALL
    SELECT negotiation_id, 'event', kind, occurred, occurred_earliest, occurred_latest, actor_id, summary,
        key, 1, passage_id, status
    FROM events WHERE negotiation_id IS NOT NULL
    UNION ALL
    SELECT d.negotiation_id, 'figure', c.measure || ' ' || c.category, c.as_of, c.as_of_earliest, c.as_of_latest,
        c.actor_id, c.wording, c.key, 1, c.passage_id, c.status
    FROM personnel_counts AS c JOIN deployments AS d ON d.id = c.deployment_id
    UNION ALL
    SELECT d.negotiation_id, 'assets', c.measure || ' ' || c.kind, c.as_of, c.as_of_earliest, c.as_of_latest,
        c.actor_id, c.wording, c.key, 1, c.passage_id, c.status
    FROM asset_counts AS c JOIN deployments AS d ON d.id = c.deployment_id
    UNION ALL
    SELECT negotiation_id, 'deployment', 'started', started, started_earliest, started_latest, sender_id, title,
        key, 0, passage_id, status
    FROM deployments WHERE started IS NOT NULL
    UNION ALL
    SELECT negotiation_id, 'deployment', 'ended', ended, ended_earliest, ended_latest, sender_id, title,
        key, 0, passage_id, status
    FROM deployments WHERE ended IS NOT NULL
    UNION ALL
    SELECT id, 'negotiation', CASE WHEN closed IS NULL THEN status ELSE 'opened' END, opened, opened_earliest,
        opened_latest, CAST(NULL AS INTEGER), title, key, 0, passage_id, claim_status
    FROM negotiations WHERE opened IS NOT NULL OR closed IS NULL
    UNION ALL
    SELECT id, 'negotiation', status, closed, closed_earliest, closed_latest, CAST(NULL AS INTEGER),
        coalesce(summary, title), key, 0, passage_id, claim_status
    FROM negotiations WHERE closed IS NOT NULL
    UNION ALL
    SELECT negotiation_id, 'agreement', CASE WHEN signed IS NULL THEN kind ELSE 'signed ' || kind END, signed,
        signed_earliest, signed_latest, CAST(NULL AS INTEGER), title, key, 0, passage_id, status
    FROM agreements WHERE signed IS NOT NULL OR (in_force IS NULL AND ends IS NULL)
    UNION ALL
    SELECT negotiation_id, 'agreement', 'in force ' || kind, in_force, in_force_earliest, in_force_latest,
        CAST(NULL AS INTEGER), title, key, 0, passage_id, status
    FROM agreements WHERE in_force IS NOT NULL
    UNION ALL
    SELECT negotiation_id, 'agreement', 'ends ' || kind, ends, ends_earliest, ends_latest, CAST(NULL AS INTEGER), title,
        key, 0, passage_id, status
    FROM agreements WHERE ends IS NOT NULL
    UNION ALL
    SELECT a.negotiation_id, 'provision', p.issue, a.signed, a.signed_earliest, a.signed_latest, CAST(NULL AS INTEGER),
        p.summary, p.key, 1, p.passage_id, p.status
    FROM provisions AS p JOIN agreements AS a ON a.id = p.agreement_id
)
SELECT w.step AS step, n.key AS negotiation, e.occurred AS occurred, e.earliest AS occurred_earliest,
    e.latest AS occurred_latest, e.kind AS kind, e.what AS what, actor.key AS actor, actor.name AS actor_name,
    e.summary AS summary, CASE e.is_claim WHEN 1 THEN s.key || '/' || e.key ELSE e.key END AS ref, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, e.status AS status
FROM entry AS e
JOIN wanted AS w ON w.id = e.negotiation_id
JOIN negotiations AS n ON n.id = e.negotiation_id
JOIN passages AS passage ON passage.id = e.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN actors AS actor ON actor.id = e.actor_id
WHERE (:kind IS NULL OR e.kind = :kind)
ORDER BY coalesce(e.earliest, e.latest) NULLS LAST, e.latest NULLS LAST, w.step, n.key, s.key, length(passage.locator),
    passage.locator, e.kind, e.key, e.what
