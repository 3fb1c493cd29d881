-- title: Figures that look counted twice, and the clue that says so
-- why: Tables made of other tables add a thing to itself. Four clues: a figure is twice what its parts add up to; one
-- why: of its parts is the sum of the others; it is twice the figure before it and the one after it; or it
-- why: stands in a run of figures all even, as a series has that is doubled as a whole. A clue is no proof: `beside`
-- why: is what was held against it, `half` what it may have been. Parts are those named as such, and figures of the same
-- why: source, host, day and kind for actors that are part of the actor. A series is what one source says of the
-- why: same people, host, deployment, place, measure, category and work; of several figures for one day the greatest
-- why: counts. Open periods, rounded figures in runs, and what is no longer relied on are left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: source source; only in this source
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: clue word parts|part_is_sum|neighbours|even; only what this clue finds
-- param: large integer = 100; only figures of this number and more
-- param: percent integer = 2; how far from twice, in percent, a figure may be
-- param: run integer = 16; so many different even figures in a row, none of them ending in 0, are a clue
-- show: host_name, actor_name, category, as_of, number, half, clue, beside, figures, ref
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
held (id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
    as_of_latest, part_of_id, quantifier, low, best, high, status) AS (
    SELECT id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
        as_of_latest, part_of_id, quantifier, low, best, high, status
    FROM personnel_counts
    WHERE :host IS NULL
    UNION ALL
    SELECT id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
        as_of_latest, part_of_id, quantifier, low, best, high, status
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
),
-- A thing is what the figures of an actor and of his parts have in common; with the actor it is a point of a series.
claim (id, key, part_of_id, actor_id, series, thing, first_day, last_day, number, exact) AS (
    SELECT id, key, part_of_id, actor_id,
        dense_rank() OVER (ORDER BY source_id, host_id, actor_id, measure, category, function,
            deployment_id NULLS FIRST, place NULLS FIRST),
        dense_rank() OVER (ORDER BY source_id, host_id, measure, category, function,
            deployment_id NULLS FIRST, place NULLS FIRST, as_of_earliest, as_of_latest),
        as_of_earliest, as_of_latest, coalesce(best, low, high), quantifier
    FROM held
    WHERE status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        -- Sums of numbers that no people have would pass what a number can hold, and end the question.
        AND coalesce(best, low, high) BETWEEN 1 AND 1000000000000
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
ranked (id, part_of_id, actor_id, series, thing, first_day, last_day, number, exact, standing) AS (
    SELECT id, part_of_id, actor_id, series, thing, first_day, last_day, number, exact,
        row_number() OVER (PARTITION BY thing, actor_id ORDER BY number DESC, key)
    FROM claim
),
point (id, part_of_id, actor_id, series, thing, first_day, last_day, number, exact) AS (
    SELECT id, part_of_id, actor_id, series, thing, first_day, last_day, number, exact FROM ranked WHERE standing = 1
),
named_parts (id, figures, total, greatest) AS (
    SELECT part_of_id, count(*), sum(number), max(number)
    FROM claim
    WHERE part_of_id IS NOT NULL
    GROUP BY part_of_id
    HAVING count(*) > 1
),
parts_of_people (thing, actor_id, figures, total, greatest) AS (
    SELECT p.thing, a.part_of_id, count(*), sum(p.number), max(p.number)
    FROM point AS p
    JOIN actors AS a ON a.id = p.actor_id
    WHERE a.part_of_id IS NOT NULL
    GROUP BY p.thing, a.part_of_id
    HAVING count(*) > 1
),
whole (id, number, figures, total, greatest) AS (
    SELECT c.id, c.number, n.figures, n.total, n.greatest
    FROM named_parts AS n
    JOIN claim AS c ON c.id = n.id
    WHERE c.number >= :large
    UNION ALL
    SELECT p.id, p.number, n.figures, n.total, n.greatest
    FROM parts_of_people AS n
    JOIN point AS p ON p.thing = n.thing AND p.actor_id = n.actor_id
    WHERE p.number >= :large AND p.id NOT IN (SELECT id FROM named_parts)
),
followed (id, series, number, exact, first_day, last_day, before, after) AS (
    SELECT id, series, number, exact, first_day, last_day, lag(number) OVER following, lead(number) OVER following
    FROM point
    WINDOW following AS (PARTITION BY series ORDER BY first_day, last_day)
),
-- Between two odd figures lies a run; what ends in 0 may be rounded, and neither makes nor breaks one.
runs (id, series, number, exact, before, run) AS (
    SELECT id, series, number, exact, before,
        sum(number % 2) OVER (PARTITION BY series ORDER BY first_day, last_day ROWS UNBOUNDED PRECEDING)
    FROM followed
),
even (id, number, evidence) AS (
    SELECT id, number,
        count(CASE WHEN number % 10 > 0 AND number >= :large AND exact = 'exact' AND number <> coalesce(before, 0)
            THEN 1 END) OVER (PARTITION BY series, run)
    FROM runs
    WHERE number % 2 = 0
),
found (id, number, clue, beside, figures) AS (
    SELECT id, number, 'parts', CAST(total AS BIGINT), figures
    FROM whole
    WHERE abs(number - 2 * total) * 100 <= :percent * 2 * total
    UNION ALL
    SELECT id, number, 'part_is_sum', greatest, figures
    FROM whole
    WHERE figures > 2 AND total = 2 * greatest AND number = total
    UNION ALL
    SELECT id, number, 'neighbours', CASE WHEN before > after THEN before ELSE after END, 2
    FROM followed
    WHERE number >= :large AND abs(number - 2 * before) * 100 <= :percent * 2 * before
        AND abs(number - 2 * after) * 100 <= :percent * 2 * after
    UNION ALL
    SELECT id, number, 'even', CAST(NULL AS BIGINT), evidence
    FROM even
    WHERE number >= :large AND evidence >= :run
)
SELECT host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name, c.measure AS measure,
    c.category AS category, c.function AS function, c.place AS place, d.key AS deployment, c.as_of AS as_of,
    f.number AS number, f.number / 2 AS half, f.clue AS clue, f.beside AS beside, f.figures AS figures,
    s.key || '/' || c.key AS ref, s.key AS source, p.locator_type || ' ' || p.locator AS locator
FROM found AS f
JOIN personnel_counts AS c ON c.id = f.id
-- None of them is missing; a plain join would let SQLite begin with the hosts, and go through all claims for each.
LEFT JOIN passages AS p ON p.id = c.passage_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN actors AS host ON host.id = c.host_id
LEFT JOIN actors AS actor ON actor.id = c.actor_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
WHERE (:clue IS NULL OR f.clue = :clue) AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
ORDER BY host.key, actor.key, c.measure, c.category, c.as_of_earliest, c.as_of_latest, s.key, c.key, f.clue
