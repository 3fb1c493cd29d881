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
hosts (id) AS (
    SELECT id FROM actors WHERE :host IS NULL OR key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
senders (id) AS (
    SELECT id FROM actors WHERE :actor IS NULL OR key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
-- The series are found without reading their figures: from each host, measure and category an index leads to the next.
-- Both ends of what a step goes on from are named, for then PostgreSQL expects few rows and goes on using the index.
pair (actor_id, host_id) AS (
    SELECT s.id, (SELECT min(c.host_id) FROM personnel_counts AS c
        WHERE c.actor_id = s.id AND c.host_id >= (SELECT min(id) FROM hosts))
    FROM senders AS s
    UNION ALL
    SELECT p.actor_id,
        (SELECT min(c.host_id) FROM personnel_counts AS c WHERE c.actor_id = p.actor_id AND c.host_id > p.host_id)
    FROM pair AS p
    WHERE p.host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) - 1 FROM hosts)
),
counted (actor_id, host_id, measure) AS (
    SELECT p.actor_id, p.host_id,
        (SELECT min(c.measure) FROM personnel_counts AS c WHERE c.actor_id = p.actor_id AND c.host_id = p.host_id)
    FROM pair AS p
    WHERE p.host_id IN (SELECT id FROM hosts)
    UNION ALL
    SELECT m.actor_id, m.host_id, (SELECT min(c.measure) FROM personnel_counts AS c
        WHERE c.actor_id = m.actor_id AND c.host_id = m.host_id AND c.measure > m.measure)
    FROM counted AS m
    WHERE m.measure BETWEEN 'a' AND 'z'
),
series (actor_id, host_id, measure, category) AS (
    SELECT m.actor_id, m.host_id, m.measure, (SELECT min(c.category) FROM personnel_counts AS c
        WHERE c.actor_id = m.actor_id AND c.host_id = m.host_id AND c.measure = m.measure)
    FROM counted AS m
    WHERE m.measure IS NOT NULL AND (:measure IS NULL OR m.measure = :measure)
    UNION ALL
    SELECT s.actor_id, s.host_id, s.measure, (SELECT min(c.category) FROM personnel_counts AS c
        WHERE c.actor_id = s.actor_id AND c.host_id = s.host_id AND c.measure = s.measure AND c.category > s.category)
    FROM series AS s
    WHERE s.category BETWEEN 'a' AND 'z'
),
-- What ends last, and of open periods what begins last.
ended (actor_id, host_id, measure, category, closed, open) AS (
    SELECT s.actor_id, s.host_id, s.measure, s.category,
        (SELECT max(c.as_of_latest) FROM personnel_counts AS c
            WHERE c.actor_id = s.actor_id AND c.host_id = s.host_id AND c.measure = s.measure
                AND c.category = s.category AND c.as_of_latest <= coalesce(:as_of, '9999-12-31')
                AND c.status <> 'deprecated'),
        (SELECT max(c.as_of_earliest) FROM personnel_counts AS c
            WHERE c.actor_id = s.actor_id AND c.host_id = s.host_id AND c.measure = s.measure
                AND c.category = s.category AND c.as_of_latest IS NULL
                AND c.as_of_earliest <= coalesce(:as_of, '9999-12-31') AND c.status <> 'deprecated')
    FROM series AS s
    WHERE s.category IS NOT NULL AND (:category IS NULL OR s.category = :category)
),
latest (id, day) AS (
    SELECT c.id, e.closed
    FROM ended AS e
    JOIN personnel_counts AS c ON c.actor_id = e.actor_id AND c.host_id = e.host_id AND c.measure = e.measure
        AND c.category = e.category AND c.as_of_latest = e.closed
    WHERE c.status <> 'deprecated' AND (e.open IS NULL OR e.closed >= e.open)
    UNION ALL
    SELECT c.id, e.open
    FROM ended AS e
    JOIN personnel_counts AS c ON c.actor_id = e.actor_id AND c.host_id = e.host_id AND c.measure = e.measure
        AND c.category = e.category AND c.as_of_latest IS NULL AND c.as_of_earliest = e.open
    WHERE c.status <> 'deprecated' AND (e.closed IS NULL OR e.open >= e.closed)
),
dates (id, day, written) AS (
    SELECT id, day, CAST(day AS TEXT) FROM latest
    UNION ALL
    SELECT 0, :as_of, CAST(:as_of AS TEXT)
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
split (id, day, months, rest) AS (
    SELECT id, day, 12 * CAST(substr(written, 1, 4) AS INTEGER) + CAST(substr(written, 6, 2) AS INTEGER) - 3,
        CAST(substr(written, 9, 2) AS INTEGER)
    FROM dates
),
numbered (id, day, number) AS (
    SELECT id, day,
        365 * (months / 12) + months / 48 - months / 1200 + months / 4800 + (153 * (months % 12) + 2) / 5 + rest
    FROM split
)
SELECT actor.key AS actor, actor.name AS actor_name, host.key AS host, host.name AS host_name, c.measure AS measure,
    c.category AS category, c.function AS function, c.place AS place, d.key AS deployment, c.wording AS wording,
    c.quantifier AS quantifier, c.low AS low, c.best AS best, c.high AS high, c.value_kind AS value_kind,
    c.as_of AS as_of, l.day AS last_day,
    (SELECT number FROM numbered WHERE id = 0) - l.number AS age_days, s.key || '/' || c.key AS ref,
    whole_source.key || '/' || whole.key AS part_of, s.key AS source, c.status AS status
FROM numbered AS l
JOIN personnel_counts AS c ON c.id = l.id
JOIN sources AS s ON s.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
LEFT JOIN personnel_counts AS whole ON whole.id = c.part_of_id
LEFT JOIN sources AS whole_source ON whole_source.id = whole.source_id
ORDER BY host.key, actor.key, c.measure, c.category, s.key, c.key
