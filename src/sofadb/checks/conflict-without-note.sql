-- title: Claims that contradict each other, of which neither says so
-- why: Contradictions are kept and shown, and whoever reads one of the two claims should learn of the other. Only
-- why: those are listed in which no majority of sources stands with either side.
-- severity: warning
-- mend: Give one of the two the status `conflict` and a status_note, or a `note` that tells why they differ; what a
-- mend: count includes or leaves out belongs into `basis`.
-- The findings of the view `conflicts` whose verdict is that word. The view compares claims on different things too,
-- of which an official table has as many as figures; here those are sorted apart before anything is compared.
WITH RECURSIVE
-- Claims with a number and a day, sorted by what they speak of. Most have their day for themselves.
told (id, host_id, actor_id, function, deployment_id, place, measure, category, earliest, latest) AS (
    SELECT id, host_id, actor_id, function, coalesce(deployment_id, 0), coalesce(place, ''), measure, category,
        coalesce(as_of_earliest, '-infinity'), coalesce(as_of_latest, 'infinity')
    FROM personnel_counts
    WHERE coalesce(low, best, high) IS NOT NULL AND as_of IS NOT NULL AND status <> 'deprecated'
),
meeting (id, host_id, actor_id, function, deployment_id, place, measure, category, earliest, latest) AS (
    SELECT id, host_id, actor_id, function, deployment_id, place, measure, category, earliest, latest
    FROM (
        SELECT id, host_id, actor_id, function, deployment_id, place, measure, category, earliest, latest,
            lead(earliest) OVER thing AS next_earliest,
            max(latest) OVER (thing ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest_before
        FROM told
        WINDOW thing AS (
            PARTITION BY host_id, actor_id, function, deployment_id, place, measure, category ORDER BY earliest, id
        )
    ) AS beside
    WHERE next_earliest <= latest OR latest_before >= earliest
),
wholes (part_id, whole_id) AS (
    SELECT c.id, c.part_of_id
    FROM meeting AS m
    CROSS JOIN personnel_counts AS c
    WHERE c.id = m.id AND c.part_of_id IS NOT NULL
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
            AND coalesce(whole.deployment_id, 0) = coalesce(part.deployment_id, 0)
            AND coalesce(whole.place, '') = coalesce(part.place, '')
            AND whole.measure = part.measure AND whole.category = part.category
            AND whole.function = part.function THEN 1 ELSE 0 END)
    FROM wholes AS w
    JOIN personnel_counts AS part ON part.id = w.part_id
    JOIN personnel_counts AS whole ON whole.id = w.whole_id
    GROUP BY part.id
),
-- Claims numbered by the day on which they begin, and for each the last that begins while it still holds.
edges (count_id, begins, number) AS (
    SELECT count_id, begins,
        sum(begins) OVER (
            ORDER BY host_id, actor_id, function, deployment_id, place, measure, category, day, begins DESC, count_id
            ROWS UNBOUNDED PRECEDING
        )
    FROM (
        SELECT id AS count_id, 1 AS begins, earliest AS day, host_id, actor_id, function, deployment_id, place, measure,
            category
        FROM meeting
        UNION ALL
        SELECT id, 0, latest, host_id, actor_id, function, deployment_id, place, measure,
            category
        FROM meeting
    ) AS both_edges
),
spans (count_id, number, last) AS (
    SELECT b.count_id, b.number, e.number
    FROM edges AS b
    JOIN edges AS e ON e.count_id = b.count_id
    WHERE b.begins = 1 AND e.begins = 0
),
reach (count_id, number, last) AS (
    SELECT count_id, number + 1, last FROM spans WHERE number < last
    UNION ALL
    SELECT count_id, number + 1, last FROM reach WHERE number < last
),
-- But for a part and its whole, and the parts of one whole in a source.
pairs (count_id, other_id, meet) AS (
    SELECT one.id, other.id,
        CASE
            WHEN coalesce(one.high - CASE one.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, one.best)
                - CASE other.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(other.low, other.best)
                THEN 0
            WHEN coalesce(other.high - CASE other.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, other.best)
                - CASE one.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(one.low, one.best)
                THEN 0
            ELSE 1
        END
    FROM reach AS r
    JOIN spans AS s ON s.number = r.number
    JOIN personnel_counts AS one ON one.id = r.count_id
    JOIN personnel_counts AS other ON other.id = s.count_id
    LEFT JOIN places AS one_place ON one_place.count_id = one.id
    LEFT JOIN places AS other_place ON other_place.count_id = other.id
    WHERE (one.measure NOT IN ('sent', 'withdrawn')
            OR (one.as_of_earliest = one.as_of_latest AND other.as_of_earliest = other.as_of_latest))
        AND coalesce(one_place.step, 0) = coalesce(other_place.step, 0)
        AND (coalesce(one_place.top_id, one.id) <> coalesce(other_place.top_id, other.id)
            OR (one.source_id <> other.source_id
                AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = one.id AND w.whole_id = other.id)
                AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = other.id AND w.whole_id = one.id)))
),
compared (count_id, other_id, source_id, meet) AS (
    SELECT p.count_id, p.other_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.other_id
    UNION ALL
    SELECT p.other_id, p.count_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.count_id
),
-- Other sources that speak of a common day of a pair that does not meet, and with which of the two they stand.
thirds (count_id, other_id, with_count, with_other) AS (
    SELECT p.count_id, p.other_id, min(met.meet), min(met_other.meet)
    FROM pairs AS p
    JOIN personnel_counts AS c ON c.id = p.count_id
    JOIN personnel_counts AS other ON other.id = p.other_id
    JOIN compared AS met ON met.count_id = p.count_id
    JOIN compared AS met_other ON met_other.count_id = p.other_id AND met_other.other_id = met.other_id
    WHERE p.meet <> 1
        AND met.source_id <> c.source_id AND met.source_id <> other.source_id
    GROUP BY p.count_id, p.other_id, met.source_id
),
majorities (count_id, other_id) AS (
    SELECT count_id, other_id FROM thirds GROUP BY count_id, other_id HAVING sum(with_count) <> sum(with_other)
),
silent (id, ref, file_id, line) AS (
    SELECT c.id, s.key || '/' || c.key, c.seed_file_id, c.seed_line
    FROM meeting AS m
    CROSS JOIN personnel_counts AS c
    JOIN sources AS s ON s.id = c.source_id
    WHERE c.id = m.id AND c.note IS NULL AND c.status = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM count_basis AS b WHERE b.count_id = c.id)
),
findings (file_id, line, ref, other_ref) AS (
    SELECT CASE WHEN c.ref < other.ref THEN c.file_id ELSE other.file_id END,
        CASE WHEN c.ref < other.ref THEN c.line ELSE other.line END,
        CASE WHEN c.ref < other.ref THEN c.ref ELSE other.ref END,
        CASE WHEN c.ref < other.ref THEN other.ref ELSE c.ref END
    FROM pairs AS p
    JOIN silent AS c ON c.id = p.count_id
    JOIN silent AS other ON other.id = p.other_id
    LEFT JOIN majorities AS m ON m.count_id = p.count_id AND m.other_id = p.other_id
    WHERE p.meet <> 1 AND m.count_id IS NULL
)
SELECT f.path AS file, x.line AS line, x.ref AS ref,
    'contradicts ' || x.other_ref || ', and neither has a note or a status that says so' AS what
FROM findings AS x
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, x.other_ref
