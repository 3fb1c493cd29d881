-- title: Demands, requests and conditions with the positions that answer them
-- why: To see who asked whom for what, what came back and how long it took. The days between are given only where
-- why: both days are exact.
-- param: negotiation negotiation; only of this negotiation
-- param: issue word issue; on what
-- param: holder actor; who asks, with all that is part of it
-- param: answered_by actor; who answers, with all that is part of it
-- show: holder, act, issue, summary, stated, answered_by, answer, answer_summary, answered, days, ref, answer_ref
WITH RECURSIVE
holders (id) AS (
    SELECT id FROM actors WHERE key = :holder
    UNION
    SELECT a.id FROM actors AS a JOIN holders AS h ON a.part_of_id = h.id
),
answering (id) AS (
    SELECT id FROM actors WHERE key = :answered_by
    UNION
    SELECT a.id FROM actors AS a JOIN answering AS w ON a.part_of_id = w.id
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
exact_day (id, months, day) AS (
    SELECT id, 12 * CAST(substr(CAST(stated_earliest AS TEXT), 1, 4) AS INTEGER)
        + CAST(substr(CAST(stated_earliest AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(stated_earliest AS TEXT), 9, 2) AS INTEGER)
    FROM positions
    WHERE stated_earliest = stated_latest
),
numbered_day (id, number) AS (
    SELECT id, 365 * (months / 12) + months / 48 - months / 1200 + months / 4800 + (153 * (months % 12) + 2) / 5 + day
    FROM exact_day
)
SELECT n.key AS negotiation, p.issue AS issue, s.key || '/' || p.key AS ref, holder.key AS holder,
    holder.name AS holder_name, addressee.key AS addressee, addressee.name AS addressee_name, p.act AS act,
    p.jurisdiction AS jurisdiction, p.summary AS summary, p.stated AS stated,
    coalesce(answer.act, 'no answer recorded') AS answer, answer_source.key || '/' || answer.key AS answer_ref,
    answerer.key AS answered_by, answerer.name AS answered_by_name, answer.issue AS answer_issue,
    answer.jurisdiction AS answer_jurisdiction, answer.summary AS answer_summary, answer.stated AS answered,
    answer_day.number - asked_day.number AS days
FROM positions AS p
JOIN negotiations AS n ON n.id = p.negotiation_id
JOIN sources AS s ON s.id = p.source_id
JOIN actors AS holder ON holder.id = p.holder_id
LEFT JOIN actors AS addressee ON addressee.id = p.addressee_id
LEFT JOIN positions AS answer ON answer.responds_to_id = p.id
LEFT JOIN sources AS answer_source ON answer_source.id = answer.source_id
LEFT JOIN actors AS answerer ON answerer.id = answer.holder_id
LEFT JOIN numbered_day AS asked_day ON asked_day.id = p.id
LEFT JOIN numbered_day AS answer_day ON answer_day.id = answer.id
WHERE p.act IN ('demand', 'request', 'set_condition')
    AND (:negotiation IS NULL OR n.key = :negotiation)
    AND (:issue IS NULL OR p.issue = :issue)
    AND (:holder IS NULL OR p.holder_id IN (SELECT id FROM holders))
    AND (:answered_by IS NULL OR answer.holder_id IN (SELECT id FROM answering))
ORDER BY n.key, p.issue, coalesce(p.stated_earliest, p.stated_latest) NULLS LAST, p.stated_latest NULLS LAST, s.key,
    p.key, coalesce(answer.stated_earliest, answer.stated_latest) NULLS LAST, answer_source.key, answer.key
