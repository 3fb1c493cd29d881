-- title: Deployments: whose people go where, for what, under which legal status
-- why: To see what the figures are about, and which of them were negotiated.
-- param: sender actor; whose people, with all that is part of it
-- param: host actor; the state where they are
-- param: mission word mission; what they are there to do
-- param: negotiation negotiation; only those about which was negotiated here
-- show: key, title, sender, host, mission, figures, source, locator, legal_status, started, ended
WITH RECURSIVE
senders (id) AS (
    SELECT id FROM actors WHERE key = :sender
    UNION
    SELECT a.id FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
hosts (id) AS (
    SELECT id FROM actors WHERE key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
)
SELECT d.key AS key, d.title AS title, sender.key AS sender, host.key AS host, d.place AS place,
    d.mission AS mission, d.legal_status AS legal_status, d.started AS started, d.ended AS ended,
    n.key AS negotiation,
    (SELECT count(*) FROM personnel_counts AS c WHERE c.deployment_id = d.id) AS figures,
    s.key AS source, passage.locator_type || ' ' || passage.locator AS locator, d.status AS status
FROM deployments AS d
JOIN actors AS sender ON sender.id = d.sender_id
JOIN actors AS host ON host.id = d.host_id
JOIN passages AS passage ON passage.id = d.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN negotiations AS n ON n.id = d.negotiation_id
WHERE (:sender IS NULL OR d.sender_id IN (SELECT id FROM senders))
    AND (:host IS NULL OR d.host_id IN (SELECT id FROM hosts))
    AND (:mission IS NULL OR d.mission = :mission)
    AND (:negotiation IS NULL OR n.key = :negotiation)
ORDER BY coalesce(d.started_earliest, d.started_latest) NULLS LAST, d.key
