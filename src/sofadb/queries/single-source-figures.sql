-- title: Figures on things of which no other source speaks on those days
-- why: What rests on one source alone, and so wants a second. The same thing is the same people, host, deployment,
-- why: place, measure, category and work on days in common. Figures without a date, and what is no longer relied
-- why: on, are left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: source source; only from this source
-- show: actor_name, host_name, wording, measure, category, function, as_of, other_days, ref, locator
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
-- Where a host is asked for, an index leads to its figures: no engine takes one for what stands beside an OR.
held (id, source_id, host_id, actor_id, deployment_id, place, measure, category, function, as_of, as_of_earliest,
    as_of_latest, status) AS (
    SELECT id, source_id, host_id, actor_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, status
    FROM personnel_counts
    WHERE :host IS NULL
    UNION ALL
    SELECT id, source_id, host_id, actor_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, status
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
),
claim (id, source_id, thing, first_day, last_day) AS (
    SELECT id, source_id,
        dense_rank() OVER (ORDER BY actor_id, host_id, deployment_id NULLS FIRST, place NULLS FIRST, measure, category,
            function),
        coalesce(as_of_earliest, '0001-01-01'), coalesce(as_of_latest, '9999-12-31')
    FROM held
    WHERE as_of IS NOT NULL AND status <> 'deprecated'
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:measure IS NULL OR measure = :measure)
),
-- A stretch is a run of days without a gap: only within one can two claims have a day in common.
reached (id, source_id, thing, first_day, last_day, before) AS (
    SELECT id, source_id, thing, first_day, last_day,
        max(last_day) OVER (PARTITION BY thing ORDER BY first_day, last_day, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    FROM claim
),
stretched (id, source_id, thing, first_day, last_day, stretch) AS (
    SELECT id, source_id, thing, first_day, last_day,
        sum(CASE WHEN before >= first_day THEN 0 ELSE 1 END) OVER (PARTITION BY thing ORDER BY first_day, last_day, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    FROM reached
),
weighed (id, source_id, thing, first_day, last_day, stretch, one_source, other_source, thing_source, thing_other) AS (
    SELECT id, source_id, thing, first_day, last_day, stretch,
        min(source_id) OVER (PARTITION BY thing, stretch), max(source_id) OVER (PARTITION BY thing, stretch),
        min(source_id) OVER (PARTITION BY thing), max(source_id) OVER (PARTITION BY thing)
    FROM stretched
),
shared (id) AS (
    SELECT w.id
    FROM weighed AS w
    JOIN weighed AS x ON x.thing = w.thing AND x.stretch = w.stretch AND x.source_id <> w.source_id
        AND x.first_day <= w.last_day AND w.first_day <= x.last_day
    WHERE w.one_source < w.other_source AND x.one_source < x.other_source
)
SELECT s.key || '/' || c.key AS ref, actor.key AS actor, actor.name AS actor_name, host.key AS host,
    host.name AS host_name, d.key AS deployment, c.place AS place, c.measure AS measure, c.category AS category,
    c.function AS function, c.wording AS wording, c.quantifier AS quantifier, c.low AS low, c.best AS best,
    c.high AS high, c.as_of AS as_of,
    CASE WHEN w.thing_source < w.thing_other THEN 'other sources on other days' ELSE 'no other source' END AS other_days,
    s.key AS source, passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM weighed AS w
JOIN personnel_counts AS c ON c.id = w.id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
WHERE w.id NOT IN (SELECT id FROM shared)
    AND (:source IS NULL OR s.key = :source)
ORDER BY host.key, actor.key, coalesce(c.as_of_earliest, c.as_of_latest) NULLS LAST, c.as_of_latest NULLS LAST, s.key,
    c.key
