-- title: Figures by year: the span of what was said of each, never a sum
-- why: To see a presence grow and shrink, and how firmly that is known. Nothing is added up, for a sum would
-- why: add parts to wholes. A period stands under its first year; what is no longer relied on is left out. A part
-- why: whose whole stands in the same row is counted in `parts` and gives neither end of the span.
-- why: Bounds are open on a side where a figure claims none: "about 200" is open on both.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: from_year integer; this year and later ones
-- param: to_year integer; this year and earlier ones
-- show: year, host_name, actor_name, measure, category, figures, sources, lowest, highest, bounds, no_number, parts
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
held (id, source_id, part_of_id, host_id, actor_id, measure, category, as_of_earliest, as_of_latest, low, best,
    high, status) AS (
    SELECT id, source_id, part_of_id, host_id, actor_id, measure, category, as_of_earliest, as_of_latest, low, best,
        high, status
    FROM personnel_counts
    WHERE :host IS NULL
    UNION ALL
    SELECT id, source_id, part_of_id, host_id, actor_id, measure, category, as_of_earliest, as_of_latest, low, best,
        high, status
    FROM personnel_counts
    WHERE host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
),
claim (id, part_of_id, year, host_id, actor_id, measure, category, source_id, low, best, high) AS (
    SELECT id, part_of_id, CAST(substr(CAST(coalesce(as_of_earliest, as_of_latest) AS TEXT), 1, 4) AS INTEGER), host_id,
        actor_id, measure, category, source_id, low, best, high
    FROM held
    WHERE status <> 'deprecated'
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
-- Of a part nothing but its being there is kept.
told (year, host_id, actor_id, measure, category, source_id, part, low, best, high) AS (
    SELECT c.year, c.host_id, c.actor_id, c.measure, c.category, c.source_id, w.id,
        CASE WHEN w.id IS NULL THEN c.low END, CASE WHEN w.id IS NULL THEN c.best END,
        CASE WHEN w.id IS NULL THEN c.high END
    FROM claim AS c
    LEFT JOIN personnel_counts AS w ON w.id = c.part_of_id AND w.host_id = c.host_id AND w.actor_id = c.actor_id
        AND w.measure = c.measure AND w.category = c.category AND w.status <> 'deprecated'
        AND coalesce(w.low, w.best, w.high) IS NOT NULL
        AND CAST(substr(CAST(coalesce(w.as_of_earliest, w.as_of_latest) AS TEXT), 1, 4) AS INTEGER) = c.year
),
yearly (year, host_id, actor_id, measure, category, figures, sources, lowest, highest, open_below, open_above,
    no_number, parts) AS (
    SELECT year, host_id, actor_id, measure, category, count(*), count(DISTINCT source_id),
        min(coalesce(low, best)), max(coalesce(high, best)),
        count(CASE WHEN low IS NULL AND coalesce(best, high) IS NOT NULL THEN 1 END),
        count(CASE WHEN high IS NULL AND coalesce(low, best) IS NOT NULL THEN 1 END),
        count(CASE WHEN coalesce(low, best, high) IS NULL AND part IS NULL THEN 1 END), count(part)
    FROM told
    WHERE (:from_year IS NULL OR year >= :from_year) AND (:to_year IS NULL OR year <= :to_year)
    GROUP BY year, host_id, actor_id, measure, category
)
SELECT y.year AS year, host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name,
    y.measure AS measure, y.category AS category, y.figures AS figures, y.sources AS sources,
    y.lowest AS lowest, y.highest AS highest,
    CASE
        WHEN y.open_below > 0 AND y.open_above > 0 THEN 'open below and above'
        WHEN y.open_below > 0 THEN 'open below'
        WHEN y.open_above > 0 THEN 'open above'
        WHEN y.no_number + y.parts < y.figures THEN 'closed'
    END AS bounds,
    y.no_number AS no_number, y.parts AS parts
FROM yearly AS y
JOIN actors AS host ON host.id = y.host_id
JOIN actors AS actor ON actor.id = y.actor_id
ORDER BY y.year NULLS LAST, host.key, actor.key, y.measure, y.category
