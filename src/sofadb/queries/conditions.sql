-- title: Positions that hold only on a condition, and the condition
-- why: A stay "if parliament agrees" is no stay. Each condition has a row of its own.
-- param: negotiation negotiation; only of this negotiation
-- param: holder actor; who sets it, with all that is part of it
-- param: issue word issue; on what
-- param: kind word condition_kind; only conditions of this kind
-- show: holder, act, issue, summary, kind, condition, stated, ref, locator
WITH RECURSIVE
holders (id) AS (
    SELECT id FROM actors WHERE key = :holder
    UNION
    SELECT a.id FROM actors AS a JOIN holders AS h ON a.part_of_id = h.id
)
SELECT n.key AS negotiation, holder.key AS holder, holder.name AS holder_name, p.act AS act, p.issue AS issue,
    p.summary AS summary, c.kind AS kind, c.text AS condition, p.stated AS stated, s.key || '/' || p.key AS ref,
    s.key AS source, passage.locator_type || ' ' || passage.locator AS locator, p.status AS status
FROM position_conditions AS c
JOIN positions AS p ON p.id = c.position_id
JOIN negotiations AS n ON n.id = p.negotiation_id
JOIN passages AS passage ON passage.id = p.passage_id
JOIN sources AS s ON s.id = p.source_id
JOIN actors AS holder ON holder.id = p.holder_id
WHERE (:negotiation IS NULL OR n.key = :negotiation)
    AND (:holder IS NULL OR p.holder_id IN (SELECT id FROM holders))
    AND (:issue IS NULL OR p.issue = :issue)
    AND (:kind IS NULL OR c.kind = :kind)
ORDER BY n.key, coalesce(p.stated_earliest, p.stated_latest) NULLS LAST, p.stated_latest NULLS LAST, s.key, p.key,
    c.kind, c.text
