-- title: What figures count in and what they leave out
-- why: Two true figures differ when one counts contractors, ships or people on temporary duty and the other does not.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: aspect word basis_aspect; only what is said of these people
-- param: included word yes_no; counted in, or left out
-- show: actor_name, host_name, wording, measure, category, as_of, aspect, included, ref, locator
WITH RECURSIVE
hosts (id) AS (
    SELECT id FROM actors WHERE key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
senders (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
)
SELECT s.key || '/' || c.key AS ref, actor.key AS actor, actor.name AS actor_name, host.key AS host,
    host.name AS host_name, c.wording AS wording, c.low AS low, c.best AS best, c.high AS high, c.measure AS measure,
    c.category AS category, c.as_of AS as_of, b.aspect AS aspect, b.included AS included, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM count_basis AS b
JOIN personnel_counts AS c ON c.id = b.count_id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
WHERE (:host IS NULL OR c.host_id IN (SELECT id FROM hosts))
    AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
    AND (:aspect IS NULL OR b.aspect = :aspect)
    AND (:included IS NULL OR b.included = :included)
ORDER BY host.key, actor.key, coalesce(c.as_of_earliest, c.as_of_latest) NULLS LAST, s.key, c.key, b.aspect
