-- title: Zeros between two large figures: more likely not reported than nobody there
-- why: Tables write 0 where a report said nothing. A series is what one source says of the same people, host,
-- why: deployment, place, measure, category and work. Every zero is listed that stands, alone or in a run, between two
-- why: figures of at least `large`, with no more than `days` days between them. A day on which the series has any other
-- why: number is no zero. Figures whose period is open, and what is no longer relied on, are left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: source source; only in this source
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: large integer = 100; figures of this number and more are large
-- param: days integer = 731; at most so many days between the two large figures
-- show: host_name, actor_name, category, as_of, zeros, before, before_as_of, after, after_as_of, days, ref
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
-- All figures are gone through once, in the order of the index of series, each beside the one before it. Two ways lead
-- to them, the second by an index on the host: no engine takes one for what stands beside an OR.
beside (id, number, before_id, before) AS (
    SELECT id, coalesce(best, low, high), lag(id) OVER following, lag(coalesce(best, low, high)) OVER following
    FROM personnel_counts
    WHERE :host IS NULL
        AND status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND coalesce(best, low, high) IS NOT NULL
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
    WINDOW following AS (
        PARTITION BY actor_id, host_id, measure, category, source_id, function, deployment_id, place
        ORDER BY as_of_earliest, as_of_latest)
    UNION ALL
    SELECT id, coalesce(best, low, high), lag(id) OVER following, lag(coalesce(best, low, high)) OVER following
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
        AND status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND coalesce(best, low, high) IS NOT NULL
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
    WINDOW following AS (
        PARTITION BY actor_id, host_id, measure, category, source_id, function, deployment_id, place
        ORDER BY as_of_earliest, as_of_latest)
),
-- Only zeros matter, and what stands beside them, with all that is said of the same period.
pair (id, before_id) AS (
    SELECT id, before_id
    FROM beside
    WHERE number = 0 OR before = 0
),
period (actor_id, host_id, measure, category, source_id, function, deployment_id, place, first_day, last_day) AS (
    SELECT c.actor_id, c.host_id, c.measure, c.category, c.source_id, c.function, c.deployment_id, c.place,
        c.as_of_earliest, c.as_of_latest
    FROM pair AS p JOIN personnel_counts AS c ON c.id = p.id
    UNION
    SELECT c.actor_id, c.host_id, c.measure, c.category, c.source_id, c.function, c.deployment_id, c.place,
        c.as_of_earliest, c.as_of_latest
    FROM pair AS p JOIN personnel_counts AS c ON c.id = p.before_id
),
claim (id, key, series, first_day, last_day, number) AS (
    SELECT c.id, c.key, dense_rank() OVER (
            ORDER BY p.actor_id, p.host_id, p.measure, p.category, p.source_id, p.function,
                p.deployment_id NULLS FIRST, p.place NULLS FIRST),
        p.first_day, p.last_day, coalesce(c.best, c.low, c.high)
    FROM period AS p CROSS JOIN personnel_counts AS c
    WHERE c.actor_id = p.actor_id AND c.host_id = p.host_id AND c.measure = p.measure AND c.category = p.category
        AND c.as_of_latest = p.last_day AND c.as_of_earliest = p.first_day
        AND c.source_id = p.source_id AND c.function = p.function
        AND (c.deployment_id = p.deployment_id OR (c.deployment_id IS NULL AND p.deployment_id IS NULL))
        AND (c.place = p.place OR (c.place IS NULL AND p.place IS NULL))
        AND c.status <> 'deprecated' AND coalesce(c.best, c.low, c.high) IS NOT NULL
),
-- Of several figures for one period the greatest stands for all: only where it is zero, all are.
highest (id, key, series, first_day, last_day, number, greatest) AS (
    SELECT id, key, series, first_day, last_day, number,
        max(number) OVER (PARTITION BY series, first_day, last_day)
    FROM claim
),
around (id, key, series, first_day, last_day, number, before, after) AS (
    SELECT id, key, series, first_day, last_day, number, lag(number) OVER whole, lead(number) OVER whole
    FROM highest
    WHERE number = greatest
    WINDOW whole AS (PARTITION BY series ORDER BY first_day, last_day, key)
),
-- Each figure above zero opens a run of zeros, seen from either end.
run (id, key, series, first_day, last_day, number, so_far, to_come) AS (
    SELECT id, key, series, first_day, last_day, number,
        count(CASE WHEN number > 0 THEN 1 END) OVER (
            PARTITION BY series ORDER BY first_day, last_day, key ROWS UNBOUNDED PRECEDING),
        count(CASE WHEN number > 0 THEN 1 END) OVER (
            PARTITION BY series ORDER BY first_day DESC, last_day DESC, key DESC ROWS UNBOUNDED PRECEDING)
    FROM around
    WHERE number = 0 OR before = 0 OR after = 0
),
bounded (id, number, zeros, before_id, before, before_day, after_id, after, after_day) AS (
    SELECT id, number, count(*) OVER (PARTITION BY series, so_far) - 1,
        first_value(id) OVER earlier, first_value(number) OVER earlier, first_value(last_day) OVER earlier,
        first_value(id) OVER later, first_value(number) OVER later, first_value(first_day) OVER later
    FROM run
    WINDOW earlier AS (PARTITION BY series, so_far ORDER BY first_day, last_day, key),
        later AS (PARTITION BY series, to_come ORDER BY first_day DESC, last_day DESC, key DESC)
),
-- Before the first figure of a series, and after its last, a run of zeros is bounded by a zero.
split (id, zeros, before_id, after_id, months, day, next_months, next_day) AS (
    SELECT id, zeros, before_id, after_id,
        12 * CAST(substr(CAST(before_day AS TEXT), 1, 4) AS INTEGER)
            + CAST(substr(CAST(before_day AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(before_day AS TEXT), 9, 2) AS INTEGER),
        12 * CAST(substr(CAST(after_day AS TEXT), 1, 4) AS INTEGER)
            + CAST(substr(CAST(after_day AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(after_day AS TEXT), 9, 2) AS INTEGER)
    FROM bounded
    WHERE number = 0 AND before > 0 AND after > 0 AND before >= :large AND after >= :large
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
zero (id, zeros, before_id, after_id, days) AS (
    SELECT id, zeros, before_id, after_id,
        365 * (next_months / 12) + next_months / 48 - next_months / 1200 + next_months / 4800
            + (153 * (next_months % 12) + 2) / 5 + next_day
            - 365 * (months / 12) - months / 48 + months / 1200 - months / 4800
            - (153 * (months % 12) + 2) / 5 - day
    FROM split
)
SELECT host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name, c.measure AS measure,
    c.category AS category, c.function AS function, c.place AS place, d.key AS deployment, c.wording AS wording,
    c.value_kind AS value_kind, c.as_of AS as_of, z.zeros AS zeros,
    coalesce(before.best, before.low, before.high) AS before, before.as_of AS before_as_of,
    coalesce(after.best, after.low, after.high) AS after, after.as_of AS after_as_of, z.days AS days,
    s.key || '/' || c.key AS ref, s.key || '/' || before.key AS before_ref, s.key || '/' || after.key AS after_ref,
    s.key AS source, p.locator_type || ' ' || p.locator AS locator
FROM zero AS z
JOIN personnel_counts AS c ON c.id = z.id
-- None of them is missing; a plain join would let SQLite begin with the hosts, and go through all claims for each.
LEFT JOIN personnel_counts AS before ON before.id = z.before_id
LEFT JOIN personnel_counts AS after ON after.id = z.after_id
LEFT JOIN passages AS p ON p.id = c.passage_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN actors AS host ON host.id = c.host_id
LEFT JOIN actors AS actor ON actor.id = c.actor_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
WHERE z.days <= :days
ORDER BY host.key, actor.key, c.measure, c.category, c.as_of_earliest, c.as_of_latest, s.key, c.key
