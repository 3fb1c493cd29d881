-- title: How far sources are apart that speak of the same thing on the same day
-- why: To judge how well a number is known: two sources that agree, or a span between them. The same thing is the
-- why: same people, host, deployment, place, measure, category, work and day or period. A part is not held
-- why: against its whole; a span that is open on a side has no width.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- show: actor_name, host_name, measure, category, first_day, sources, lowest, highest, spread, percent, lowest_ref, highest_ref
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
),
claim (id, thing, source_id, part_of_id, low, high) AS (
    SELECT id,
        dense_rank() OVER (ORDER BY actor_id, host_id, deployment_id NULLS FIRST, place NULLS FIRST, measure, category,
            function, as_of_earliest, as_of_latest),
        source_id, part_of_id, coalesce(low, best), coalesce(high, best)
    FROM personnel_counts
    WHERE as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL AND status <> 'deprecated'
        AND coalesce(low, best, high) IS NOT NULL
        AND (:host IS NULL OR host_id IN (SELECT id FROM hosts))
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
-- Several parts of one whole that nothing here tells apart are no figures for the same thing.
whole (id, thing, source_id, low, high) AS (
    SELECT c.id, c.thing, c.source_id, c.low, c.high
    FROM (
        SELECT id, thing, source_id, part_of_id, low, high, count(*) OVER (PARTITION BY thing, part_of_id) AS siblings
        FROM claim
    ) AS c
    LEFT JOIN claim AS other ON other.id = c.part_of_id AND other.thing = c.thing
    WHERE other.id IS NULL AND (c.part_of_id IS NULL OR c.siblings = 1)
),
ranked (thing, source_id, low, high, from_low, from_high, ref) AS (
    SELECT w.thing, w.source_id, w.low, w.high,
        row_number() OVER (PARTITION BY w.thing ORDER BY w.low NULLS LAST, s.key, c.key),
        row_number() OVER (PARTITION BY w.thing ORDER BY w.high DESC NULLS LAST, s.key, c.key),
        s.key || '/' || c.key
    FROM whole AS w
    JOIN personnel_counts AS c ON c.id = w.id
    JOIN sources AS s ON s.id = w.source_id
),
spread (thing, figures, sources, lowest, highest, open_below, open_above, lowest_ref, highest_ref) AS (
    SELECT thing, count(*), count(DISTINCT source_id), min(low), max(high),
        count(CASE WHEN low IS NULL THEN 1 END), count(CASE WHEN high IS NULL THEN 1 END),
        min(CASE WHEN from_low = 1 AND low IS NOT NULL THEN ref END),
        min(CASE WHEN from_high = 1 AND high IS NOT NULL THEN ref END)
    FROM ranked
    GROUP BY thing
    HAVING count(DISTINCT source_id) > 1
),
example (thing, id) AS (SELECT thing, min(id) FROM whole GROUP BY thing)
SELECT actor.key AS actor, actor.name AS actor_name, host.key AS host, host.name AS host_name, d.key AS deployment,
    c.place AS place, c.measure AS measure, c.category AS category, c.function AS function,
    c.as_of_earliest AS first_day, c.as_of_latest AS last_day, x.figures AS figures, x.sources AS sources,
    x.lowest AS lowest, x.highest AS highest,
    CASE
        WHEN x.open_below > 0 AND x.open_above > 0 THEN 'open below and above'
        WHEN x.open_below > 0 THEN 'open below'
        WHEN x.open_above > 0 THEN 'open above'
        ELSE 'closed'
    END AS bounds,
    CASE WHEN x.open_below = 0 AND x.open_above = 0 THEN x.highest - x.lowest END AS spread,
    CASE WHEN x.open_below = 0 AND x.open_above = 0 AND x.highest > 0
        THEN 100 * (x.highest - x.lowest) / x.highest END AS percent,
    x.lowest_ref AS lowest_ref, x.highest_ref AS highest_ref
FROM spread AS x
JOIN example AS e ON e.thing = x.thing
JOIN personnel_counts AS c ON c.id = e.id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
ORDER BY host.key, actor.key, c.as_of_earliest, c.as_of_latest, d.key NULLS FIRST, c.place NULLS FIRST, c.measure,
    c.category, c.function
