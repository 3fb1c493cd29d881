-- title: The latest figures of each actor in each host state
-- why: What is known last, and how old it is. Where several claims speak of the last day, all are shown: a part says
-- why: of which figure. A period counts by its last day, an open one by its first; what is no longer relied on is
-- why: left out.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: as_of date; as it was known on this day (2014-06-20), from which `age_days` counts
-- show: actor_name, host_name, measure, category, wording, low, best, high, as_of, age_days, ref, part_of
WITH RECURSIVE
-- All actors where none is asked for: SQLite takes no index for what stands beside an OR.
hosts (id) AS (
    SELECT id FROM actors WHERE :host IS NULL OR key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
senders (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
claim (id, series, day) AS (
    SELECT id, dense_rank() OVER (ORDER BY actor_id, host_id, measure, category), coalesce(as_of_latest, as_of_earliest)
    FROM personnel_counts
    WHERE coalesce(as_of_latest, as_of_earliest) IS NOT NULL AND status <> 'deprecated'
        AND (:as_of IS NULL OR coalesce(as_of_latest, as_of_earliest) <= :as_of)
        AND host_id IN (SELECT id FROM hosts)
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
last_day (series, day) AS (SELECT series, max(day) FROM claim GROUP BY series),
latest (id, day, written) AS (
    SELECT c.id, c.day, CAST(c.day AS TEXT) FROM claim AS c JOIN last_day AS l ON l.series = c.series AND l.day = c.day
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
split (id, months, day) AS (
    SELECT id, 12 * CAST(substr(written, 1, 4) AS INTEGER) + CAST(substr(written, 6, 2) AS INTEGER) - 3,
        CAST(substr(written, 9, 2) AS INTEGER)
    FROM latest
    UNION ALL
    SELECT 0, 12 * CAST(substr(CAST(:as_of AS TEXT), 1, 4) AS INTEGER)
        + CAST(substr(CAST(:as_of AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(:as_of AS TEXT), 9, 2) AS INTEGER)
),
numbered (id, number) AS (
    SELECT id, 365 * (months / 12) + months / 48 - months / 1200 + months / 4800 + (153 * (months % 12) + 2) / 5 + day
    FROM split
)
SELECT actor.key AS actor, actor.name AS actor_name, host.key AS host, host.name AS host_name, c.measure AS measure,
    c.category AS category, c.function AS function, c.place AS place, d.key AS deployment, c.wording AS wording,
    c.quantifier AS quantifier, c.low AS low, c.best AS best, c.high AS high, c.value_kind AS value_kind,
    c.as_of AS as_of, l.day AS last_day, today.number - numbered.number AS age_days, s.key || '/' || c.key AS ref,
    whole_source.key || '/' || whole.key AS part_of, s.key AS source, c.status AS status
FROM latest AS l
JOIN personnel_counts AS c ON c.id = l.id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
JOIN numbered ON numbered.id = l.id
LEFT JOIN numbered AS today ON today.id = 0
LEFT JOIN deployments AS d ON d.id = c.deployment_id
LEFT JOIN personnel_counts AS whole ON whole.id = c.part_of_id
LEFT JOIN sources AS whole_source ON whole_source.id = whole.source_id
ORDER BY host.key, actor.key, c.measure, c.category, s.key, c.key
