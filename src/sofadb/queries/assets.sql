-- title: Counts of aircraft, buildings, vehicles and ships, with their hedges and sources
-- why: Assets are counted in pieces and never added to people.
-- param: actor actor; whose assets, with all that is part of it
-- param: host actor; the state where they are
-- param: kind word asset_kind; what is counted
-- param: measure word measure; plans, ceilings, presence, movement
-- param: source source; only from this source
-- show: actor_name, host_name, wording, low, best, high, kind, measure, function, as_of, source, locator
WITH RECURSIVE
owners (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN owners AS o ON a.part_of_id = o.id
),
hosts (id) AS (
    SELECT id FROM actors WHERE key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
)
SELECT s.key || '/' || c.key AS ref, actor.key AS actor, actor.name AS actor_name, host.key AS host,
    host.name AS host_name, c.kind AS kind, c.measure AS measure, c.function AS function,
    c.wording AS wording, c.quantifier AS quantifier, c.low AS low, c.best AS best, c.high AS high,
    c.value_kind AS value_kind, c.as_of AS as_of, c.place AS place, d.key AS deployment,
    whole_source.key || '/' || whole.key AS part_of, speaker.key AS attributed_to, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM asset_counts AS c
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
LEFT JOIN asset_counts AS whole ON whole.id = c.part_of_id
LEFT JOIN sources AS whole_source ON whole_source.id = whole.source_id
LEFT JOIN actors AS speaker ON speaker.id = c.attributed_to_id
WHERE (:actor IS NULL OR c.actor_id IN (SELECT id FROM owners))
    AND (:host IS NULL OR c.host_id IN (SELECT id FROM hosts))
    AND (:kind IS NULL OR c.kind = :kind)
    AND (:measure IS NULL OR c.measure = :measure)
    AND (:source IS NULL OR s.key = :source)
ORDER BY coalesce(c.as_of_earliest, c.as_of_latest) NULLS LAST, c.as_of_latest NULLS LAST, s.key,
    length(passage.locator), passage.locator, c.key
