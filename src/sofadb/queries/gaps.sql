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
-- Where a host is asked for, an index leads to its figures: no engine takes one for what stands beside an OR.
held (id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
    as_of_latest, low, best, high, status) AS (
    SELECT id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
        as_of_latest, low, best, high, status
    FROM personnel_counts
    WHERE :host IS NULL
    UNION ALL
    SELECT id, source_id, key, host_id, actor_id, deployment_id, place, measure, category, function, as_of_earliest,
        as_of_latest, low, best, high, status
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
),
claim (id, key, series, first_day, last_day, number) AS (
    SELECT id, key, dense_rank() OVER (ORDER BY source_id, host_id, actor_id, measure, category, function,
            deployment_id NULLS FIRST, place NULLS FIRST),
        as_of_earliest, as_of_latest, coalesce(best, low, high)
    FROM held
    WHERE status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:source IS NULL OR source_id IN (SELECT id FROM sources WHERE key = :source))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
-- Of several figures for one period the greatest stands for all: only where it is unknown, all are.
ranked (id, series, first_day, last_day, number, standing) AS (
    SELECT id, series, first_day, last_day, number, row_number() OVER (
        PARTITION BY series, first_day, last_day ORDER BY number DESC NULLS LAST, key)
    FROM claim
),
placed (id, series, first_day, last_day, number, place) AS (
    SELECT id, series, first_day, last_day, number,
        row_number() OVER (PARTITION BY series ORDER BY first_day, last_day)
    FROM ranked
    WHERE standing = 1
),
-- A whole year may hold its quarters: the time without a figure begins where all the figures before have ended.
followed (id, day, next_id, next_day, unknown) AS (
    SELECT id, max(last_day) OVER (PARTITION BY series ORDER BY place ROWS UNBOUNDED PRECEDING),
        lead(id) OVER following, lead(first_day) OVER following, lead(place) OVER following - place - 1
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
    WHERE next_day > day
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
