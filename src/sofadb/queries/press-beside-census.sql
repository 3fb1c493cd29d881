-- title: What the press said beside the figure of an official table nearest in time
-- why: To hold an article against a census. Each figure of an article, weblog, broadcast, interview or web page stands
-- why: beside the figure of a dataset for the same host, measure (present and remaining are one) and category,
-- why: with the days between the two and how far they are apart at least and at most. The dataset is asked for the
-- why: same actor; where it has none, for what the actor is part of; where it has none of that, for each of the
-- why: actor's parts, and `census_is` says which. Of several figures for the nearest period the greatest is shown. A
-- why: figure for one kind of work, or one place, is compared only with one for the same.
-- param: host actor; the state where they are, with all that is part of it
-- param: actor actor; whose people, with all that is part of it
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: category word category; legal status of the people
-- param: press source; only figures of this article
-- param: census source; only beside figures of this dataset
-- param: days integer; at most so many days between them
-- show: host_name, actor_name, category, press_wording, press_as_of, census_is, census_number, census_as_of, days, compared, difference_low, difference_high, press_ref, census_ref
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
press (id, host_id, actor_id, measure, category, first_day, last_day) AS (
    SELECT id, host_id, actor_id, CASE WHEN measure = 'remaining' THEN 'present' ELSE measure END, category,
        coalesce(as_of_earliest, as_of_latest), coalesce(as_of_latest, as_of_earliest)
    FROM personnel_counts
    WHERE status <> 'deprecated' AND coalesce(as_of_earliest, as_of_latest) IS NOT NULL
        AND source_id IN (
            SELECT id FROM sources
            WHERE type IN ('article-newspaper', 'post-weblog', 'broadcast', 'interview', 'webpage')
                AND (:press IS NULL OR key = :press))
        AND (:host IS NULL OR host_id IN (SELECT id FROM hosts))
        AND (:actor IS NULL OR actor_id IN (SELECT id FROM senders))
        AND (:measure IS NULL OR measure = :measure)
        AND (:category IS NULL OR category = :category)
),
census (id, key, host_id, actor_id, measure, category, first_day, last_day, number) AS (
    SELECT id, key, host_id, actor_id, CASE WHEN measure = 'remaining' THEN 'present' ELSE measure END, category,
        as_of_earliest, as_of_latest, coalesce(best, low, high)
    FROM personnel_counts
    WHERE status <> 'deprecated' AND as_of_earliest IS NOT NULL AND as_of_latest IS NOT NULL
        AND coalesce(best, low, high) IS NOT NULL
        AND source_id IN (SELECT id FROM sources WHERE type = 'dataset' AND (:census IS NULL OR key = :census))
        AND host_id IN (SELECT host_id FROM press)
),
series (host_id, actor_id, measure, category) AS (SELECT DISTINCT host_id, actor_id, measure, category FROM census),
speaking (id) AS (SELECT DISTINCT actor_id FROM press),
upward (id, other_id, steps) AS (
    SELECT id, id, 0 FROM speaking
    UNION
    SELECT u.id, a.part_of_id, u.steps + 1
    FROM upward AS u JOIN actors AS a ON a.id = u.other_id
    WHERE a.part_of_id IS NOT NULL AND u.steps < 50
),
downward (id, other_id, steps) AS (
    SELECT id, id, 0 FROM speaking
    UNION
    SELECT d.id, a.id, d.steps + 1 FROM downward AS d JOIN actors AS a ON a.part_of_id = d.other_id WHERE d.steps < 50
),
kin (id, other_id, kinship) AS (
    SELECT id, other_id, steps FROM upward
    UNION ALL
    SELECT id, other_id, steps + 100 FROM downward WHERE steps > 0
),
related (id, host_id, actor_id, measure, category, first_day, last_day, kinship, nearest) AS (
    SELECT p.id, p.host_id, s.actor_id, p.measure, p.category, p.first_day, p.last_day, k.kinship,
        min(k.kinship) OVER (PARTITION BY p.id)
    FROM press AS p
    JOIN kin AS k ON k.id = p.actor_id
    JOIN series AS s ON s.host_id = p.host_id AND s.actor_id = k.other_id AND s.measure = p.measure
        AND s.category = p.category
),
-- The figures of both are put in one row of days; on a common day the census comes first.
mixed (id, host_id, actor_id, measure, category, first_day, last_day, kinship, day, press) AS (
    SELECT id, host_id, actor_id, measure, category, first_day, last_day, kinship, last_day, 1
    FROM related WHERE kinship = nearest
    UNION ALL
    SELECT id, host_id, actor_id, measure, category, first_day, last_day, 0, first_day, 0 FROM census
),
beside (id, host_id, actor_id, measure, category, first_day, last_day, kinship, press, before, after) AS (
    SELECT id, host_id, actor_id, measure, category, first_day, last_day, kinship, press,
        max(CASE WHEN press = 0 THEN last_day END) OVER (
            PARTITION BY host_id, actor_id, measure, category ORDER BY day, press, id ROWS UNBOUNDED PRECEDING),
        min(CASE WHEN press = 0 THEN first_day END) OVER (
            PARTITION BY host_id, actor_id, measure, category
            ORDER BY day DESC, press DESC, id DESC ROWS UNBOUNDED PRECEDING)
    FROM mixed
),
found (id, host_id, actor_id, measure, category, first_day, last_day, kinship, before, after) AS (
    SELECT id, host_id, actor_id, measure, category, first_day, last_day, kinship, before, after
    FROM beside WHERE press = 1
),
dates (day) AS (
    SELECT first_day FROM found UNION SELECT last_day FROM found UNION SELECT before FROM found
    UNION SELECT after FROM found
),
-- The year of the calendar is made to begin with March, so that the leap day is its last.
split (day, months, rest) AS (
    SELECT day,
        12 * CAST(substr(CAST(day AS TEXT), 1, 4) AS INTEGER) + CAST(substr(CAST(day AS TEXT), 6, 2) AS INTEGER) - 3,
        CAST(substr(CAST(day AS TEXT), 9, 2) AS INTEGER)
    FROM dates WHERE day IS NOT NULL
),
numbered (day, number) AS (
    SELECT day, 365 * (months / 12) + months / 48 - months / 1200 + months / 4800 + (153 * (months % 12) + 2) / 5 + rest
    FROM split
),
-- A period that has begun by the last day of the press figure and ends within it, or later, is no day away.
measured (id, host_id, actor_id, measure, category, kinship, last_day, before, after, days_before, days_after) AS (
    SELECT f.id, f.host_id, f.actor_id, f.measure, f.category, f.kinship, f.last_day, f.before, f.after,
        CASE WHEN f.before >= f.first_day THEN 0 ELSE one.number - earlier.number END, later.number - other.number
    FROM found AS f
    JOIN numbered AS one ON one.day = f.first_day
    JOIN numbered AS other ON other.day = f.last_day
    LEFT JOIN numbered AS earlier ON earlier.day = f.before
    LEFT JOIN numbered AS later ON later.day = f.after
),
candidate (id, actor_id, kinship, days, census_id, first_day, number, key) AS (
    SELECT m.id, m.actor_id, m.kinship, m.days_before, c.id, c.first_day, c.number, c.key
    FROM measured AS m
    JOIN census AS c ON c.host_id = m.host_id AND c.actor_id = m.actor_id AND c.measure = m.measure
        AND c.category = m.category AND c.last_day = m.before AND c.first_day <= m.last_day
    WHERE m.days_after IS NULL OR m.days_before <= m.days_after
    UNION ALL
    SELECT m.id, m.actor_id, m.kinship, m.days_after, c.id, c.first_day, c.number, c.key
    FROM measured AS m
    JOIN census AS c ON c.host_id = m.host_id AND c.actor_id = m.actor_id AND c.measure = m.measure
        AND c.category = m.category AND c.first_day = m.after
    WHERE m.days_before IS NULL OR m.days_before > m.days_after
),
ranked (id, kinship, days, census_id, standing, figures) AS (
    SELECT x.id, x.kinship, x.days, x.census_id,
        row_number() OVER (
            PARTITION BY x.id, x.actor_id
            ORDER BY CASE WHEN c.function = p.function THEN 0 ELSE 1 END,
                CASE WHEN coalesce(c.place, '') = coalesce(p.place, '') THEN 0 ELSE 1 END,
                x.first_day DESC, x.number DESC, s.key, x.key),
        count(*) OVER (PARTITION BY x.id, x.actor_id)
    FROM candidate AS x
    JOIN personnel_counts AS p ON p.id = x.id
    JOIN personnel_counts AS c ON c.id = x.census_id
    JOIN sources AS s ON s.id = c.source_id
),
pair (id, census_id, kinship, days, figures, low, high, census_low, census_high, alike) AS (
    SELECT r.id, r.census_id, r.kinship, r.days, r.figures, coalesce(p.low, p.best), coalesce(p.high, p.best),
        coalesce(c.low, c.best), coalesce(c.high, c.best),
        CASE WHEN p.function = c.function AND coalesce(p.place, '') = coalesce(c.place, '') THEN 1 ELSE 0 END
    FROM ranked AS r
    JOIN personnel_counts AS p ON p.id = r.id
    JOIN personnel_counts AS c ON c.id = r.census_id
    WHERE r.standing = 1 AND (:days IS NULL OR r.days <= :days)
)
SELECT host.key AS host, host.name AS host_name, actor.key AS actor, actor.name AS actor_name, p.category AS category,
    p.measure AS press_measure, p.function AS press_function, p.place AS press_place, p.wording AS press_wording,
    x.low AS press_low, x.high AS press_high, p.as_of AS press_as_of,
    CASE WHEN x.kinship = 0 THEN 'same actor' WHEN x.kinship < 100 THEN 'whole' ELSE 'part' END AS census_is,
    census_actor.key AS census_actor, c.measure AS census_measure, coalesce(c.best, c.low, c.high) AS census_number,
    x.census_low AS census_low, x.census_high AS census_high, c.as_of AS census_as_of, x.figures AS census_figures,
    x.days AS days,
    CASE
        WHEN x.alike = 0 OR x.kinship >= 100 THEN 'not comparable'
        WHEN coalesce(x.low, x.high) IS NULL THEN 'no number'
        WHEN x.low > x.census_high THEN 'press higher'
        WHEN x.high < x.census_low THEN 'press lower'
        ELSE 'ranges meet'
    END AS compared,
    CASE WHEN x.alike = 1 AND x.kinship < 100 THEN x.low - x.census_high END AS difference_low,
    CASE WHEN x.alike = 1 AND x.kinship < 100 THEN x.high - x.census_low END AS difference_high,
    ps.key || '/' || p.key AS press_ref, cs.key || '/' || c.key AS census_ref
FROM pair AS x
JOIN personnel_counts AS p ON p.id = x.id
-- None of them is missing; a plain join would let SQLite begin with the hosts, and go through all claims for each.
LEFT JOIN personnel_counts AS c ON c.id = x.census_id
LEFT JOIN sources AS ps ON ps.id = p.source_id
LEFT JOIN sources AS cs ON cs.id = c.source_id
LEFT JOIN actors AS host ON host.id = p.host_id
LEFT JOIN actors AS actor ON actor.id = p.actor_id
LEFT JOIN actors AS census_actor ON census_actor.id = c.actor_id
ORDER BY host.key, actor.key, p.measure, p.category, p.as_of_earliest NULLS FIRST, p.as_of_latest NULLS FIRST, ps.key,
    p.key, census_actor.key
