-- title: Gaps in a series: long times between two figures without a number
-- why: A table that stops and goes on may miss a report, and a line drawn over the gap is invented. A series is what
-- why: one source says of the same people, host, deployment, place, measure, category and work. Listed is where at
-- why: least `days` days lie between the end of one figure and the beginning of the next, and where the source itself
-- why: says unknown between two figures, however short. Zero is a figure; an open period is left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: source source; only in this source
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: days integer = 400; from so many days on it is a gap
-- show: host_name, actor_name, category, gap, days, unknown, before, last_day, after, first_day, before_ref, after_ref
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
beside (id, first_day, last_day, number, row, before_id, first_before, last_before, before) AS (
    SELECT id, as_of_earliest, as_of_latest, coalesce(best, low, high), row_number() OVER following,
        lag(id) OVER following, lag(as_of_earliest) OVER following, lag(as_of_latest) OVER following,
        lag(coalesce(best, low, high)) OVER following
    FROM personnel_counts
    WHERE :host IS NULL
        AND status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
    WINDOW following AS (
        PARTITION BY actor_id, host_id, measure, category, source_id, function, deployment_id, place
        ORDER BY as_of_earliest, as_of_latest)
    UNION ALL
    SELECT id, as_of_earliest, as_of_latest, coalesce(best, low, high), row_number() OVER following,
        lag(id) OVER following, lag(as_of_earliest) OVER following, lag(as_of_latest) OVER following,
        lag(coalesce(best, low, high)) OVER following
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
        AND status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
    WINDOW following AS (
        PARTITION BY actor_id, host_id, measure, category, source_id, function, deployment_id, place
        ORDER BY as_of_earliest, as_of_latest)
),
-- Most figures of two periods that follow each other have a number and lie apart, but near: no gap can be there. Two
-- days in months that are so many apart lie at most 31 days for each, and 30 more, from each other.
pair (id, before_id, row) AS (
    SELECT id, before_id, row
    FROM beside
    WHERE (first_before < first_day OR last_before < last_day)
        AND (number IS NULL OR before IS NULL OR last_before >= first_day
            OR 31 * (12 * CAST(substr(CAST(first_day AS TEXT), 1, 4) AS INTEGER)
                + CAST(substr(CAST(first_day AS TEXT), 6, 2) AS INTEGER)
                - 12 * CAST(substr(CAST(last_before AS TEXT), 1, 4) AS INTEGER)
                - CAST(substr(CAST(last_before AS TEXT), 6, 2) AS INTEGER)) + 30 >= :days)
),
-- Their periods, and where in the series their figures begin or end, as far as that is known.
ends (actor_id, host_id, measure, category, source_id, function, deployment_id, place, first_day, last_day, first_row,
    last_row) AS (
    SELECT c.actor_id, c.host_id, c.measure, c.category, c.source_id, c.function, c.deployment_id, c.place,
        c.as_of_earliest, c.as_of_latest, p.row, NULL
    FROM pair AS p JOIN personnel_counts AS c ON c.id = p.id
    UNION ALL
    SELECT c.actor_id, c.host_id, c.measure, c.category, c.source_id, c.function, c.deployment_id, c.place,
        c.as_of_earliest, c.as_of_latest, NULL, p.row - 1
    FROM pair AS p JOIN personnel_counts AS c ON c.id = p.before_id
),
period (actor_id, host_id, measure, category, source_id, function, deployment_id, place, first_day, last_day,
    first_row, last_row) AS (
    SELECT actor_id, host_id, measure, category, source_id, function, deployment_id, place, first_day, last_day,
        max(first_row), max(last_row)
    FROM ends
    GROUP BY actor_id, host_id, measure, category, source_id, function, deployment_id, place, first_day, last_day
),
claim (id, key, series, first_day, last_day, number, first_row, last_row) AS (
    SELECT c.id, c.key, dense_rank() OVER (
            ORDER BY p.actor_id, p.host_id, p.measure, p.category, p.source_id, p.function,
                p.deployment_id NULLS FIRST, p.place NULLS FIRST),
        p.first_day, p.last_day, coalesce(c.best, c.low, c.high), p.first_row, p.last_row
    FROM period AS p CROSS JOIN personnel_counts AS c
    WHERE c.actor_id = p.actor_id AND c.host_id = p.host_id AND c.measure = p.measure AND c.category = p.category
        AND c.as_of_latest = p.last_day AND c.as_of_earliest = p.first_day
        AND c.source_id = p.source_id AND c.function = p.function
        AND (c.deployment_id = p.deployment_id OR (c.deployment_id IS NULL AND p.deployment_id IS NULL))
        AND (c.place = p.place OR (c.place IS NULL AND p.place IS NULL))
        AND c.status <> 'deprecated'
),
-- Of several figures for one period the greatest stands for all: only where it is unknown, all are.
ranked (id, series, first_day, last_day, number, figures, last_row, standing) AS (
    SELECT id, series, first_day, last_day, number, count(*) OVER period,
        coalesce(last_row, first_row + count(*) OVER period - 1),
        row_number() OVER (PARTITION BY series, first_day, last_day ORDER BY number DESC NULLS LAST, key)
    FROM claim
    WINDOW period AS (PARTITION BY series, first_day, last_day)
),
-- Where as many figures of the series were passed over before one period as before another, there are none between.
placed (id, series, first_day, last_day, number, place, passed) AS (
    SELECT id, series, first_day, last_day, number, row_number() OVER following,
        last_row - sum(figures) OVER (following ROWS UNBOUNDED PRECEDING)
    FROM ranked
    WHERE standing = 1
    WINDOW following AS (PARTITION BY series ORDER BY first_day, last_day)
),
-- A whole year may hold its quarters: the time without a figure begins where all the figures before have ended.
followed (id, day, passed, next_id, next_day, next_passed, unknown) AS (
    SELECT id, max(last_day) OVER (PARTITION BY series ORDER BY place ROWS UNBOUNDED PRECEDING), passed,
        lead(id) OVER following, lead(first_day) OVER following, lead(passed) OVER following,
        lead(place) OVER following - place - 1
    FROM placed
    WHERE number IS NOT NULL
    WINDOW following AS (PARTITION BY series ORDER BY place)
),
split (id, next_id, unknown, months, day, next_months, next_day) AS (
    SELECT id, next_id, unknown,
        12 * CAST(substr(CAST(day AS TEXT), 1, 4) AS INTEGER) + CAST(substr(CAST(day AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(day AS TEXT), 9, 2) AS INTEGER),
        12 * CAST(substr(CAST(next_day AS TEXT), 1, 4) AS INTEGER)
            + CAST(substr(CAST(next_day AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(next_day AS TEXT), 9, 2) AS INTEGER)
    FROM followed
    WHERE next_day > day AND next_passed = passed
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
gap (id, next_id, unknown, days) AS (
    SELECT id, next_id, unknown,
        365 * (next_months / 12) + next_months / 48 - next_months / 1200 + next_months / 4800
            + (153 * (next_months % 12) + 2) / 5 + next_day
            - 365 * (months / 12) - months / 48 + months / 1200 - months / 4800
            - (153 * (months % 12) + 2) / 5 - day - 1
    FROM split
)
SELECT host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name,
    before.measure AS measure, before.category AS category, before.function AS function, before.place AS place,
    d.key AS deployment,
    CASE WHEN g.unknown > 0 THEN 'stated as unknown' ELSE 'no figure' END AS gap,
    g.days AS days, g.unknown AS unknown,
    coalesce(before.best, before.low, before.high) AS before, before.as_of AS before_as_of,
    before.as_of_latest AS last_day,
    coalesce(after.best, after.low, after.high) AS after, after.as_of AS after_as_of,
    after.as_of_earliest AS first_day,
    s.key || '/' || before.key AS before_ref, s.key || '/' || after.key AS after_ref, s.key AS source
FROM gap AS g
-- None of them is missing; a plain join would let SQLite begin with the hosts, and go through all claims for each.
LEFT JOIN personnel_counts AS before ON before.id = g.id
LEFT JOIN personnel_counts AS after ON after.id = g.next_id
LEFT JOIN sources AS s ON s.id = before.source_id
LEFT JOIN actors AS host ON host.id = before.host_id
LEFT JOIN actors AS actor ON actor.id = before.actor_id
LEFT JOIN deployments AS d ON d.id = before.deployment_id
WHERE g.days >= :days OR g.unknown > 0
ORDER BY host.key, actor.key, before.measure, before.category, before.as_of_earliest, before.as_of_latest, s.key,
    before.key
