-- title: Claims on the same people and day that do not agree, or only look so
-- why: Contradictions are shown, not resolved. `verdict` says what is wrong: ranges that do not meet,
-- why: a part over its whole, parts that do not add up; or that the claims count different things.
-- param: verdict word verdict; only findings of this kind
-- param: actor actor; whose people, with all that is part of it
-- param: host actor; the state where they are, with all that is part of it
-- param: source source; only findings in which this source takes part
-- param: ref claim; only findings in which this claim takes part
-- show: verdict, wording, low, high, other_wording, other_low, other_high, ref, other_ref, as_of, host, majority_ref
-- The view of this name reckons all findings whatever is asked. The same is said here of what is asked for, and of
-- the claims that must be known for it: with them the answer is the same, and without the others it comes at once.
WITH RECURSIVE
senders (id, key) AS (
    SELECT id, key FROM actors WHERE key = :actor
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
hosts (id, key) AS (
    SELECT id, key FROM actors WHERE key = :host
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
-- The claims that are to take part: the one that is asked for, or all of a source.
asked (id) AS (
    SELECT c.id
    FROM sources AS s
    JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = substr(:ref, length(s.key) + 2)
    WHERE substr(:ref, 1, length(s.key) + 1) = s.key || '/'
    UNION ALL
    SELECT c.id
    FROM sources AS s
    JOIN personnel_counts AS c ON c.source_id = s.id
    WHERE s.key = :source AND coalesce(:ref, :actor, :host) IS NULL
),
below (id) AS (
    SELECT id FROM asked
    UNION
    SELECT c.id FROM below AS b JOIN personnel_counts AS c ON c.part_of_id = b.id
),
-- With their parts, their wholes, and who speaks of the same people: of a claim, on a day that it may mean.
around (id) AS (
    SELECT id FROM below
    UNION
    SELECT c.part_of_id
    FROM asked AS a
    JOIN personnel_counts AS c ON c.id = a.id
    WHERE c.part_of_id IS NOT NULL
    UNION
    SELECT n.id
    FROM asked AS a
    JOIN personnel_counts AS c ON c.id = a.id
    JOIN personnel_counts AS n ON n.host_id = c.host_id AND n.actor_id = c.actor_id
    WHERE :ref IS NOT NULL
        AND n.function = c.function
        AND coalesce(n.deployment_id, 0) = coalesce(c.deployment_id, 0)
        AND coalesce(n.place, '') = coalesce(c.place, '')
        AND (n.as_of_earliest IS NULL OR c.as_of_latest IS NULL OR n.as_of_earliest <= c.as_of_latest)
        AND (c.as_of_earliest IS NULL OR n.as_of_latest IS NULL OR c.as_of_earliest <= n.as_of_latest)
    UNION
    SELECT n.id
    FROM (
        SELECT DISTINCT c.host_id AS host_id, c.actor_id AS actor_id
        FROM asked AS a
        JOIN personnel_counts AS c ON c.id = a.id
    ) AS p
    JOIN personnel_counts AS n ON n.host_id = p.host_id AND n.actor_id = p.actor_id
    WHERE :ref IS NULL
),
-- Of several conditions, that which leaves the fewest claims is looked up: a claim, a host, an actor, a source.
scope (id) AS (
    SELECT id FROM around
    UNION ALL
    SELECT c.id
    FROM hosts AS h
    JOIN personnel_counts AS c ON c.host_id = h.id
    WHERE :ref IS NULL AND :host IS NOT NULL AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
    UNION ALL
    SELECT c.id
    FROM senders AS s
    JOIN personnel_counts AS c ON c.actor_id = s.id
    WHERE coalesce(:ref, :host) IS NULL AND :actor IS NOT NULL
    UNION ALL
    SELECT c.id FROM personnel_counts AS c WHERE coalesce(:ref, :actor, :host, :source) IS NULL
),
-- Claims with a number and a day, sorted by people; those of one kind, where nothing else can be found.
told (id, host_id, actor_id, function, deployment_id, place, kind, earliest, latest) AS (
    SELECT c.id, c.host_id, c.actor_id, c.function, coalesce(c.deployment_id, 0), coalesce(c.place, ''),
        CASE WHEN :verdict IN ('conflict', 'majority') THEN c.measure || ' ' || c.category ELSE '' END,
        coalesce(c.as_of_earliest, '-infinity'), coalesce(c.as_of_latest, 'infinity')
    FROM scope AS x
    CROSS JOIN personnel_counts AS c
    WHERE c.id = x.id
        AND coalesce(c.low, c.best, c.high) IS NOT NULL AND c.as_of IS NOT NULL AND c.status <> 'deprecated'
        AND (:verdict IS NULL OR :verdict NOT IN ('part_over_whole', 'parts_not_whole'))
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
-- Every part with each of its wholes, at any depth; and where a part stands in its tree.
wholes (part_id, whole_id) AS (
    SELECT c.id, c.part_of_id
    FROM scope AS x
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
            ORDER BY host_id, actor_id, function, deployment_id, place, kind, day, begins DESC, count_id
            ROWS UNBOUNDED PRECEDING
        )
    FROM (
        SELECT id AS count_id, 1 AS begins, earliest AS day, host_id, actor_id, function, deployment_id, place, kind
        FROM meeting
        UNION ALL
        SELECT id, 0, latest, host_id, actor_id, function, deployment_id, place, kind
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
-- Claims on the same people on a common day, but for a part and its whole, and the parts of one whole in a source.
pairs (count_id, other_id, same, meet) AS (
    SELECT CASE WHEN in_order THEN one_id ELSE other_id END,
        CASE WHEN in_order THEN other_id ELSE one_id END,
        same, meet
    FROM (
        SELECT one.id AS one_id, other.id AS other_id,
            one_source.key || '/' || one.key < other_source.key || '/' || other.key AS in_order,
            CASE WHEN one.measure = other.measure AND one.category = other.category THEN 1 ELSE 0 END AS same,
            CASE
                WHEN coalesce(one.high - CASE one.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, one.best)
                    - CASE other.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(other.low, other.best)
                    THEN 0
                WHEN coalesce(other.high - CASE other.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, other.best)
                    - CASE one.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(one.low, one.best)
                    THEN 0
                ELSE 1
            END AS meet
        FROM reach AS r
        JOIN spans AS s ON s.number = r.number
        JOIN personnel_counts AS one ON one.id = r.count_id
        JOIN personnel_counts AS other ON other.id = s.count_id
        JOIN sources AS one_source ON one_source.id = one.source_id
        JOIN sources AS other_source ON other_source.id = other.source_id
        LEFT JOIN places AS one_place ON one_place.count_id = one.id
        LEFT JOIN places AS other_place ON other_place.count_id = other.id
        WHERE ((one.measure NOT IN ('sent', 'withdrawn') AND other.measure NOT IN ('sent', 'withdrawn'))
                OR (one.as_of_earliest = one.as_of_latest AND other.as_of_earliest = other.as_of_latest))
            AND coalesce(one_place.step, 0) = coalesce(other_place.step, 0)
            AND (coalesce(one_place.top_id, one.id) <> coalesce(other_place.top_id, other.id)
                OR (one.source_id <> other.source_id
                    AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = one.id AND w.whole_id = other.id)
                    AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = other.id AND w.whole_id = one.id)))
    ) AS unordered
    WHERE same <> 0 OR meet <> 1
),
-- Those on the very same thing, both ways; and the other sources that speak of a common day of such a pair.
compared (count_id, other_id, source_id, meet) AS (
    SELECT p.count_id, p.other_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.other_id WHERE p.same <> 0
    UNION ALL
    SELECT p.other_id, p.count_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.count_id WHERE p.same <> 0
),
thirds (count_id, other_id, with_count, with_other) AS (
    SELECT p.count_id, p.other_id, min(met.meet), min(met_other.meet)
    FROM pairs AS p
    JOIN personnel_counts AS c ON c.id = p.count_id
    JOIN personnel_counts AS other ON other.id = p.other_id
    JOIN compared AS met ON met.count_id = p.count_id
    JOIN compared AS met_other ON met_other.count_id = p.other_id AND met_other.other_id = met.other_id
    WHERE p.same <> 0 AND p.meet <> 1
        AND met.source_id <> c.source_id AND met.source_id <> other.source_id
    GROUP BY p.count_id, p.other_id, met.source_id
),
support (count_id, other_id, sources_for, other_sources_for) AS (
    SELECT count_id, other_id, CAST(sum(with_count) AS integer), CAST(sum(with_other) AS integer)
    FROM thirds GROUP BY count_id, other_id
),
-- What one source says of the direct parts of an exact whole, and what does not add up to it. A part without a day
-- has no bounds. Claims on one thing may be one part said twice: the least is counted once, the most for each.
divided (whole_id, whole_number, source_id, key, actor_id, host_id, deployment_id, place, category, function, known,
    low, best, high, over, under, begins, ends) AS (
    SELECT whole.id, whole.low, part.source_id, part.key, part.actor_id, part.host_id,
        coalesce(part.deployment_id, 0), coalesce(part.place, ''), part.category, part.function,
        CASE WHEN part.as_of IS NOT NULL
                AND (part.measure NOT IN ('sent', 'withdrawn') OR part.as_of_earliest = part.as_of_latest)
            THEN 1 ELSE 0 END,
        part.low, part.best, part.high,
        CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END,
        CASE part.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END,
        coalesce(part.as_of_earliest, '-infinity'), coalesce(part.as_of_latest, 'infinity')
    FROM scope AS x
    CROSS JOIN personnel_counts AS whole
    JOIN personnel_counts AS part ON part.part_of_id = whole.id
    WHERE whole.id = x.id
        AND (:verdict IS NULL OR :verdict = 'parts_not_whole')
        AND whole.quantifier = 'exact'
        AND whole.as_of IS NOT NULL
        AND whole.status <> 'deprecated'
        AND (whole.measure NOT IN ('sent', 'withdrawn') OR whole.as_of_earliest = whole.as_of_latest)
        AND part.measure = whole.measure
        AND part.status <> 'deprecated'
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
),
things (whole_id, source_id, first_key, whole_number, least, over, most, claims, bounded, begins, ends) AS (
    SELECT whole_id, source_id, min(key), whole_number,
        min(CASE WHEN known <> 0 THEN coalesce(low * 1.0 + over, best * 1.0, 0.0) ELSE 0.0 END),
        max(CASE WHEN known <> 0 AND whole_number - over < coalesce(low, best) THEN 1 ELSE 0 END),
        sum(CASE WHEN known <> 0 THEN coalesce(high * 1.0 - under, best * 1.0) END),
        count(*),
        count(CASE WHEN known <> 0 THEN coalesce(high * 1.0 - under, best * 1.0) END),
        max(begins), min(ends)
    FROM divided
    GROUP BY whole_id, whole_number, source_id, actor_id, host_id, deployment_id, place, category, function
),
sums (whole_id, source_id, first_key, parts, least, most) AS (
    SELECT whole_id, source_id, min(first_key), CAST(sum(claims) AS integer), sum(least),
        CASE WHEN sum(claims) = sum(bounded) THEN sum(most) END
    FROM things
    GROUP BY whole_id, source_id, whole_number
    HAVING count(*) > 1
        AND max(begins) <= min(ends)
        AND max(over) = 0
        AND (sum(least) > whole_number OR (sum(claims) = sum(bounded) AND sum(most) < whole_number))
),
findings (count_id, other_id, of_id, verdict, sources_for, other_sources_for, parts, low, high) AS (
    SELECT p.count_id, p.other_id, p.count_id, CAST(NULL AS text),
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.sources_for, 0) END,
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.other_sources_for, 0) END,
        CAST(NULL AS integer), CAST(NULL AS bigint), CAST(NULL AS bigint)
    FROM pairs AS p
    LEFT JOIN support AS s ON s.count_id = p.count_id AND s.other_id = p.other_id
    WHERE p.meet <> 1
    UNION ALL
    SELECT w.part_id, w.whole_id, w.part_id, 'part_over_whole', NULL, NULL, NULL, NULL, NULL
    FROM wholes AS w
    JOIN personnel_counts AS part ON part.id = w.part_id
    JOIN personnel_counts AS whole ON whole.id = w.whole_id
    WHERE (:verdict IS NULL OR :verdict = 'part_over_whole')
        AND part.measure = whole.measure
        AND part.as_of IS NOT NULL AND whole.as_of IS NOT NULL
        AND part.status <> 'deprecated' AND whole.status <> 'deprecated'
        AND (part.measure NOT IN ('sent', 'withdrawn')
            OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest))
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
        AND coalesce(whole.high - CASE whole.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, whole.best)
            - CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(part.low, part.best)
    UNION ALL
    SELECT part.id, s.whole_id, s.whole_id, 'parts_not_whole', NULL, NULL, s.parts,
        CASE WHEN s.least < 9223372036854775807 THEN CAST(s.least AS bigint) ELSE 9223372036854775807 END,
        CASE WHEN s.most < 9223372036854775807 THEN CAST(s.most AS bigint) END
    FROM sums AS s
    JOIN personnel_counts AS part ON part.source_id = s.source_id AND part.key = s.first_key
),
answers AS (
    SELECT
        source.key || '/' || c.key AS ref,
        other_source.key || '/' || other.key AS other_ref,
        CASE
            WHEN f.verdict IS NOT NULL THEN f.verdict
            WHEN c.measure <> other.measure THEN 'other_measure'
            WHEN c.category <> other.category THEN 'other_category'
            WHEN f.sources_for = f.other_sources_for THEN 'conflict'
            ELSE 'majority'
        END AS verdict,
        actor.key AS actor,
        actor.name AS actor_name,
        host.key AS host,
        host.name AS host_name,
        deployment.key AS deployment,
        of_what.place AS place,
        of_what.function AS function,
        of_what.measure AS measure,
        other.measure AS other_measure,
        of_what.category AS category,
        other.category AS other_category,
        CASE WHEN f.parts IS NULL THEN c.wording END AS wording,
        other.wording AS other_wording,
        CASE WHEN f.parts IS NULL THEN c.low ELSE f.low END AS low,
        CASE WHEN f.parts IS NULL THEN c.best END AS best,
        CASE WHEN f.parts IS NULL THEN c.high ELSE f.high END AS high,
        other.low AS other_low,
        other.best AS other_best,
        other.high AS other_high,
        of_what.as_of AS as_of,
        other.as_of AS other_as_of,
        source.key AS source,
        other_source.key AS other_source,
        CASE
            WHEN f.sources_for > f.other_sources_for THEN source.key || '/' || c.key
            WHEN f.sources_for < f.other_sources_for THEN other_source.key || '/' || other.key
        END AS majority_ref,
        f.sources_for AS sources_for,
        f.other_sources_for AS other_sources_for,
        f.parts AS parts
    FROM findings AS f
    JOIN personnel_counts AS c ON c.id = f.count_id
    JOIN personnel_counts AS other ON other.id = f.other_id
    JOIN personnel_counts AS of_what ON of_what.id = f.of_id
    JOIN sources AS source ON source.id = c.source_id
    JOIN sources AS other_source ON other_source.id = other.source_id
    JOIN actors AS actor ON actor.id = of_what.actor_id
    JOIN actors AS host ON host.id = of_what.host_id
    LEFT JOIN deployments AS deployment ON deployment.id = of_what.deployment_id
)
SELECT ref, other_ref, verdict, actor, actor_name, host, host_name, deployment, place, function, measure,
    other_measure, category, other_category, wording, other_wording, low, best, high, other_low,
    other_best, other_high, as_of, other_as_of, source, other_source, majority_ref, sources_for,
    other_sources_for, parts
FROM answers
WHERE (:verdict IS NULL OR verdict = :verdict)
    AND (:ref IS NULL OR ref = :ref OR other_ref = :ref)
    AND (:actor IS NULL OR actor IN (SELECT key FROM senders))
    AND (:host IS NULL OR host IN (SELECT key FROM hosts))
    AND (:source IS NULL OR source = :source OR other_source = :source)
ORDER BY CASE verdict
        WHEN 'conflict' THEN 1
        WHEN 'majority' THEN 2
        WHEN 'part_over_whole' THEN 3
        WHEN 'parts_not_whole' THEN 4
        ELSE 5
    END, ref, other_ref, verdict
