-- title: What was promised beside what was there before it and came after it
-- why: To hold plans, ceilings and announcements against presence. Beside each stand the nearest figure before it and
-- why: the nearest after it, for the same people, host, deployment and category; `others_that_day` counts what else is
-- why: said of that day. Nothing is subtracted; a period counts by its last day; figures without a date are left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: deployment deployment; only of this deployment
-- param: category word category; legal status of the people
-- show: promise, promised, promised_on, presence, found, found_on, beside, compared, promise_ref, found_ref
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
claim (id, series, promised, day, ref) AS (
    SELECT c.id, dense_rank() OVER (ORDER BY c.actor_id, c.host_id, c.deployment_id NULLS FIRST, c.category),
        CASE WHEN c.measure IN ('planned', 'authorized', 'announced') THEN 1 ELSE 0 END,
        coalesce(c.as_of_latest, c.as_of_earliest), s.key || '/' || c.key
    FROM personnel_counts AS c
    JOIN sources AS s ON s.id = c.source_id
    LEFT JOIN deployments AS d ON d.id = c.deployment_id
    WHERE c.measure IN ('planned', 'authorized', 'announced', 'present', 'remaining', 'sent')
        AND c.status <> 'deprecated'
        AND coalesce(c.as_of_latest, c.as_of_earliest) IS NOT NULL
        AND (:host IS NULL OR c.host_id IN (SELECT id FROM hosts))
        AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
        AND (:deployment IS NULL OR d.key = :deployment)
        AND (:category IS NULL OR c.category = :category)
),
-- Each figure of presence opens a run, which reaches to the next one: seen from either end, the first of the run of
-- a promise is its neighbour.
run (id, series, promised, day, ref, so_far, to_come, that_day) AS (
    SELECT id, series, promised, day, ref,
        sum(1 - promised) OVER (PARTITION BY series ORDER BY day, promised, ref ROWS UNBOUNDED PRECEDING),
        sum(1 - promised) OVER (
            PARTITION BY series ORDER BY day DESC, promised DESC, ref DESC ROWS UNBOUNDED PRECEDING),
        count(id) OVER (PARTITION BY series, promised, day)
    FROM claim
),
placed (id, promised, day, so_far, to_come, before_id, before_day, before_others, after_id, after_others) AS (
    SELECT id, promised, day, so_far, to_come, first_value(id) OVER earlier, first_value(day) OVER earlier,
        first_value(that_day) OVER earlier - 1, first_value(id) OVER later, first_value(that_day) OVER later - 1
    FROM run
    WINDOW earlier AS (PARTITION BY series, so_far ORDER BY day, promised, ref),
        later AS (PARTITION BY series, to_come ORDER BY day DESC, promised DESC, ref DESC)
),
side_by_side (promise_id, day, place, presence_id, others, beside) AS (
    SELECT id, day, 1, before_id, before_others, CASE WHEN before_day = day THEN 'same day' ELSE 'before' END
    FROM placed WHERE promised = 1 AND so_far > 0
    UNION ALL
    SELECT id, day, 2, after_id, after_others, 'after' FROM placed WHERE promised = 1 AND to_come > 0
    UNION ALL
    SELECT id, day, 3, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), 'nothing recorded'
    FROM placed WHERE promised = 1 AND so_far = 0 AND to_come = 0
)
SELECT host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name, d.key AS deployment,
    p.category AS category, p.measure AS promise, p.wording AS promised, p.low AS promised_low,
    p.best AS promised_best, p.high AS promised_high, p.function AS promised_function, p.as_of AS promised_on,
    s.key || '/' || p.key AS promise_ref, n.beside AS beside, x.measure AS presence,
    x.wording AS found, x.low AS found_low, x.best AS found_best, x.high AS found_high,
    x.function AS found_function, x.as_of AS found_on, found_source.key || '/' || x.key AS found_ref, n.others AS others_that_day,
    CASE
        WHEN x.id IS NULL THEN NULL
        WHEN x.measure = 'sent' OR x.function <> p.function THEN 'not comparable'
        WHEN coalesce(x.low, x.best) > coalesce(p.high, p.best) THEN 'more than promised'
        WHEN coalesce(x.high, x.best) < coalesce(p.low, p.best) THEN 'fewer than promised'
        WHEN coalesce(x.low, x.best, x.high) IS NULL OR coalesce(p.low, p.best, p.high) IS NULL THEN 'no number'
        ELSE 'ranges meet'
    END AS compared
FROM side_by_side AS n
JOIN personnel_counts AS p ON p.id = n.promise_id
-- Neither is missing; a plain join would let SQLite begin with the hosts, and go through all claims for each.
LEFT JOIN sources AS s ON s.id = p.source_id
LEFT JOIN actors AS host ON host.id = p.host_id
LEFT JOIN actors AS actor ON actor.id = p.actor_id
LEFT JOIN deployments AS d ON d.id = p.deployment_id
LEFT JOIN personnel_counts AS x ON x.id = n.presence_id
LEFT JOIN sources AS found_source ON found_source.id = x.source_id
ORDER BY host.key, actor.key, d.key NULLS FIRST, p.category, n.day, s.key, p.key, n.place
