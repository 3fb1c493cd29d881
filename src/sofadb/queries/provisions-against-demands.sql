-- title: What an agreement gives beside what was demanded for it
-- why: To see who got what. Beside each issue of an agreement stand the demands, requests, conditions, proposals and
-- why: offers made on it, in its own negotiation and in those that this one follows.
-- param: negotiation negotiation; only agreements of this negotiation
-- param: issue word issue; on what
-- param: holder actor; who asked, with all that is part of it
-- show: agreement, issue, holder, act, demanded, demanded_jurisdiction, outcome, provided, provided_jurisdiction, position_ref, provision_ref
WITH RECURSIVE
holders (id) AS (
    SELECT id FROM actors WHERE key = :holder
    UNION
    SELECT a.id FROM actors AS a JOIN holders AS h ON a.part_of_id = h.id
),
talks (agreement_id, negotiation_id) AS (
    SELECT id, negotiation_id FROM agreements WHERE negotiation_id IS NOT NULL
    UNION
    SELECT t.agreement_id, n.follows_id FROM talks AS t JOIN negotiations AS n ON n.id = t.negotiation_id
    WHERE n.follows_id IS NOT NULL
),
demand (agreement_id, issue, id) AS (
    SELECT t.agreement_id, p.issue, p.id
    FROM talks AS t JOIN positions AS p ON p.negotiation_id = t.negotiation_id
    WHERE p.act IN ('demand', 'request', 'set_condition', 'propose', 'offer')
),
topic (agreement_id, issue) AS (
    SELECT agreement_id, issue FROM demand
    UNION
    SELECT agreement_id, issue FROM provisions
)
SELECT a.key AS agreement, a.title AS agreement_title, a.signed AS signed, n.key AS negotiation, t.issue AS issue,
    holder.key AS holder, holder.name AS holder_name, p.act AS act, p.summary AS demanded,
    p.jurisdiction AS demanded_jurisdiction, p.stated AS stated, s.key || '/' || p.key AS position_ref,
    CASE
        WHEN v.id IS NULL THEN 'not in the agreement'
        WHEN p.id IS NULL THEN 'nothing demanded'
        WHEN p.jurisdiction = v.jurisdiction THEN 'same jurisdiction'
        WHEN p.jurisdiction <> v.jurisdiction THEN 'other jurisdiction'
        ELSE 'read both'
    END AS outcome,
    v.summary AS provided, v.jurisdiction AS provided_jurisdiction, v.category AS category,
    provision_source.key || '/' || v.key AS provision_ref
FROM topic AS t
JOIN agreements AS a ON a.id = t.agreement_id
LEFT JOIN negotiations AS n ON n.id = a.negotiation_id
LEFT JOIN demand AS d ON d.agreement_id = t.agreement_id AND d.issue = t.issue
LEFT JOIN positions AS p ON p.id = d.id
LEFT JOIN sources AS s ON s.id = p.source_id
LEFT JOIN actors AS holder ON holder.id = p.holder_id
LEFT JOIN provisions AS v ON v.agreement_id = t.agreement_id AND v.issue = t.issue
LEFT JOIN sources AS provision_source ON provision_source.id = v.source_id
WHERE (:negotiation IS NULL OR n.key = :negotiation)
    AND (:issue IS NULL OR t.issue = :issue)
    AND (:holder IS NULL OR p.holder_id IN (SELECT id FROM holders))
ORDER BY a.key, t.issue, coalesce(p.stated_earliest, p.stated_latest) NULLS LAST, p.stated_latest NULLS LAST, s.key,
    p.key, provision_source.key, v.key
