-- title: Figures without a date
-- why: A figure that no day is claimed for enters no total and no comparison. `published` and `as_of_text` may help
-- why: to find its day in the source.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: source source; only from this source
-- show: actor_name, host_name, wording, low, best, high, measure, category, as_of_text, published, ref, locator
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
    host.name AS host_name, c.measure AS measure, c.category AS category, c.function AS function,
    c.wording AS wording, c.quantifier AS quantifier, c.low AS low, c.best AS best, c.high AS high,
    c.value_kind AS value_kind, c.as_of_text AS as_of_text, c.place AS place, d.key AS deployment,
    d.started AS deployment_started, d.ended AS deployment_ended, s.key AS source, s.published AS published,
    passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM personnel_counts AS c
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
WHERE c.as_of IS NULL
    AND (:host IS NULL OR c.host_id IN (SELECT id FROM hosts))
    AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
    AND (:measure IS NULL OR c.measure = :measure)
    AND (:source IS NULL OR s.key = :source)
ORDER BY coalesce(s.published_earliest, s.published_latest) NULLS LAST, s.key, length(passage.locator),
    passage.locator, c.key
