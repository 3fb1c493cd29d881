-- title: Demands, requests, conditions and offers to which no answer is recorded
-- why: What was left open, or where a source is still missing. `others_on_issue` counts what other holders said on
-- why: the same issue in the same negotiation, among which an answer may hide.
-- param: negotiation negotiation; only of this negotiation
-- param: issue word issue; on what
-- param: holder actor; who asks, with all that is part of it
-- param: addressee actor; who was asked, with all that is part of it
-- show: negotiation, holder, addressee, act, issue, summary, stated, others_on_issue, ref, locator
WITH RECURSIVE
holders (id) AS (
    SELECT id FROM actors WHERE key = :holder
    UNION
    SELECT a.id FROM actors AS a JOIN holders AS h ON a.part_of_id = h.id
),
addressees (id) AS (
    SELECT id FROM actors WHERE key = :addressee
    UNION
    SELECT a.id FROM actors AS a JOIN addressees AS d ON a.part_of_id = d.id
),
said (negotiation_id, issue, positions) AS (
    SELECT negotiation_id, issue, count(*) FROM positions GROUP BY negotiation_id, issue
),
said_by (negotiation_id, issue, holder_id, positions) AS (
    SELECT negotiation_id, issue, holder_id, count(*) FROM positions GROUP BY negotiation_id, issue, holder_id
)
SELECT n.key AS negotiation, n.status AS negotiation_status, holder.key AS holder, holder.name AS holder_name,
    addressee.key AS addressee, addressee.name AS addressee_name, p.act AS act, p.issue AS issue,
    p.jurisdiction AS jurisdiction, p.summary AS summary, p.stated AS stated, p.target_date AS target_date,
    said.positions - said_by.positions AS others_on_issue, s.key || '/' || p.key AS ref, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, p.status AS status
FROM positions AS p
JOIN negotiations AS n ON n.id = p.negotiation_id
JOIN passages AS passage ON passage.id = p.passage_id
JOIN sources AS s ON s.id = p.source_id
JOIN actors AS holder ON holder.id = p.holder_id
JOIN said ON said.negotiation_id = p.negotiation_id AND said.issue = p.issue
JOIN said_by ON said_by.negotiation_id = p.negotiation_id AND said_by.issue = p.issue
    AND said_by.holder_id = p.holder_id
LEFT JOIN actors AS addressee ON addressee.id = p.addressee_id
WHERE p.act IN ('demand', 'request', 'set_condition', 'propose', 'offer')
    AND NOT EXISTS (SELECT 1 FROM positions AS answer WHERE answer.responds_to_id = p.id)
    AND (:negotiation IS NULL OR n.key = :negotiation)
    AND (:issue IS NULL OR p.issue = :issue)
    AND (:holder IS NULL OR p.holder_id IN (SELECT id FROM holders))
    AND (:addressee IS NULL OR p.addressee_id IN (SELECT id FROM addressees))
ORDER BY n.key, coalesce(p.stated_earliest, p.stated_latest) NULLS LAST, p.stated_latest NULLS LAST, s.key, p.key
