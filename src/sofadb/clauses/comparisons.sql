-- Claims of `scope` that speak of the same people on a common day, two by two. `sought` holds the one verdict that is
-- looked for, or nothing for all: where it is of claims on the very same thing, no others are compared.
-- PostgreSQL takes a comparison with <> to leave most rows, and with = to leave hardly any, after which it would walk
-- through all rows for each row: hence the many <>.
-- What each claim says: `least`, or with `more` the next number, up to `most`. A number with a hedge that sets no bound
-- ("about 170") stands for itself; a missing bound is open. Nothing is added, for the largest number would overflow.
-- A claim takes part in comparisons if it has a number and a day, and is relied on: then it `speaks`.
stated (id, source_id, key, part_of_id, host_id, actor_id, function, deployment_id, place, measure, category,
    earliest, latest, dated, one_day, moved, quantifier, least, more, most, status, speaks) AS NOT MATERIALIZED (
    SELECT id, source_id, key, part_of_id, host_id, actor_id, function, coalesce(deployment_id, 0),
        coalesce(place, ''), measure, category,
        coalesce(as_of_earliest, '-infinity'), coalesce(as_of_latest, 'infinity'),
        CASE WHEN as_of IS NULL THEN 0 ELSE 1 END,
        CASE WHEN as_of_earliest = as_of_latest THEN 1 ELSE 0 END,
        CASE WHEN measure IN ('sent', 'withdrawn') THEN 1 ELSE 0 END,
        quantifier, coalesce(low, best), CASE quantifier WHEN 'more_than' THEN 1 ELSE 0 END,
        coalesce(high - CASE quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, best),
        status,
        CASE WHEN coalesce(low, best, high) IS NOT NULL AND as_of IS NOT NULL AND status <> 'deprecated'
            THEN 1 ELSE 0 END
    FROM personnel_counts
),
-- Claims sorted by people; those of one kind, where nothing else can be found.
told (id, host_id, actor_id, function, deployment_id, place, kind, earliest, latest) AS (
    SELECT c.id, c.host_id, c.actor_id, c.function, c.deployment_id, c.place,
        CASE WHEN (SELECT verdict FROM sought) IN ('conflict', 'majority')
            THEN c.measure || ' ' || c.category ELSE '' END,
        c.earliest, c.latest
    FROM scope AS x
    CROSS JOIN stated AS c
    WHERE c.id = x.id AND c.speaks <> 0
        AND coalesce((SELECT verdict FROM sought), '') NOT IN ('part_over_whole', 'parts_not_whole')
),
-- Most claims of an official table have their day for themselves and need not be looked at further.
meeting (id, host_id, actor_id, function, deployment_id, place, kind, earliest, latest) AS (
    SELECT id, host_id, actor_id, function, deployment_id, place, kind, earliest, latest
    FROM (
        SELECT id, host_id, actor_id, function, deployment_id, place, kind, earliest, latest,
            lead(earliest) OVER people AS next_earliest,
            max(latest) OVER (people ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest_before
        FROM told
        WINDOW people AS (
            PARTITION BY host_id, actor_id, function, deployment_id, place, kind ORDER BY earliest, id
        )
    ) AS beside
    WHERE next_earliest <= latest OR latest_before >= earliest
),
-- Every part with each of its wholes, at any depth; and where a part stands in its tree: the topmost whole, and how
-- many of its wholes are of the very same thing as it. Whoever splits 500 troops into 200 and 300 says nothing in which
-- the parts differ from the whole: they stand one step below it.
wholes (part_id, whole_id) AS (
    SELECT c.id, c.part_of_id
    FROM (
        SELECT id FROM meeting WHERE (SELECT verdict FROM sought) <> 'part_over_whole'
        UNION ALL
        SELECT id FROM scope
        WHERE coalesce((SELECT verdict FROM sought), 'part_over_whole') = 'part_over_whole'
    ) AS x
    CROSS JOIN personnel_counts AS c
    WHERE c.id = x.id AND c.part_of_id IS NOT NULL
    UNION
    SELECT w.part_id, c.part_of_id
    FROM wholes AS w
    JOIN personnel_counts AS c ON c.id = w.whole_id
    WHERE c.part_of_id IS NOT NULL
),
places (count_id, top_id, step) AS (
    SELECT part.id,
        max(CASE WHEN whole.part_of_id IS NULL THEN whole.id END),
        sum(CASE WHEN whole.actor_id = part.actor_id AND whole.host_id = part.host_id
            AND whole.deployment_id = part.deployment_id AND whole.place = part.place
            AND whole.measure = part.measure AND whole.category = part.category
            AND whole.function = part.function THEN 1 ELSE 0 END)
    FROM wholes AS w
    JOIN stated AS part ON part.id = w.part_id
    JOIN stated AS whole ON whole.id = w.whole_id
    GROUP BY part.id
),
-- Claims numbered by the day on which they begin, and for each the last that begins while it still holds. Of two claims
-- of a common day one begins while the other holds: whoever counts from each claim to its last has every such pair
-- once, and looks at no other. A join of days that overlap would let PostgreSQL compare all claims on the same people.
edges (count_id, number) AS (
    SELECT count_id,
        sum(begins) OVER (
            ORDER BY host_id, actor_id, function, deployment_id, place, kind, day, begins DESC, count_id
            ROWS UNBOUNDED PRECEDING
        )
    FROM (
        SELECT m.id AS count_id, e.begins AS begins, CASE e.begins WHEN 1 THEN m.earliest ELSE m.latest END AS day,
            m.host_id AS host_id, m.actor_id AS actor_id, m.function AS function, m.deployment_id AS deployment_id,
            m.place AS place, m.kind AS kind
        FROM meeting AS m
        CROSS JOIN (SELECT 1 AS begins UNION ALL SELECT 0) AS e
    ) AS both_edges
),
spans (count_id, number, last) AS (
    SELECT count_id, min(number), max(number) FROM edges GROUP BY count_id
),
reach (count_id, number, last) AS (
    SELECT count_id, number + 1, last FROM spans WHERE number < last
    UNION ALL
    SELECT count_id, number + 1, last FROM reach WHERE number < last
),
-- Each pair once, its refs in order: whether it is of the very same thing, and whether both can be true; of what differs
-- in measure or category, only what does not meet. People who moved are compared on one single day only. A part is held
-- neither against its whole at any depth nor, within one source, against another part of that whole.
pairs (count_id, other_id, same, meet) AS (
    SELECT CASE WHEN in_order THEN one_id ELSE other_id END,
        CASE WHEN in_order THEN other_id ELSE one_id END,
        same, meet
    FROM (
        SELECT one.id AS one_id, other.id AS other_id,
            one_source.key || '/' || one.key < other_source.key || '/' || other.key AS in_order,
            CASE WHEN one.measure = other.measure AND one.category = other.category THEN 1 ELSE 0 END AS same,
            CASE WHEN one.most - other.more < other.least OR other.most - one.more < one.least
                THEN 0 ELSE 1 END AS meet
        FROM reach AS r
        JOIN spans AS s ON s.number = r.number
        JOIN stated AS one ON one.id = r.count_id
        JOIN stated AS other ON other.id = s.count_id
        JOIN sources AS one_source ON one_source.id = one.source_id
        JOIN sources AS other_source ON other_source.id = other.source_id
        LEFT JOIN places AS one_place ON one_place.count_id = one.id
        LEFT JOIN places AS other_place ON other_place.count_id = other.id
        WHERE ((one.moved <> 1 AND other.moved <> 1) OR (one.one_day = 1 AND other.one_day = 1))
            AND coalesce(one_place.step, 0) = coalesce(other_place.step, 0)
            AND (coalesce(one_place.top_id, one.id) <> coalesce(other_place.top_id, other.id)
                OR (one.source_id <> other.source_id
                    AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = one.id AND w.whole_id = other.id)
                    AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = other.id AND w.whole_id = one.id)))
    ) AS unordered
    WHERE same <> 0 OR meet <> 1
),
-- Those on the very same thing, both ways.
compared (count_id, other_id, source_id, meet) AS (
    SELECT p.count_id, p.other_id, c.source_id, p.meet
    FROM (
        SELECT CASE way.back WHEN 0 THEN count_id ELSE other_id END AS count_id,
            CASE way.back WHEN 0 THEN other_id ELSE count_id END AS other_id, meet
        FROM pairs
        CROSS JOIN (SELECT 0 AS back UNION ALL SELECT 1) AS way
        WHERE same <> 0
    ) AS p
    JOIN personnel_counts AS c ON c.id = p.other_id
)
