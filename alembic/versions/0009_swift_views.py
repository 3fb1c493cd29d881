"""The rules of contradictions as the questions have them: the views say them in the same words, and as quickly."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What questions and checks take in as well, word for word.
COMPARISONS = """\
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
"""
FINDINGS = """\
-- What does not agree, of the pairs that were compared and of parts and their wholes.
-- Other sources that speak of a common day of a pair that does not meet, and with which of the two they stand. A source
-- that contradicts itself stands with neither.
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
-- What one source says of the direct parts of an exact whole, and what does not add up to it. A part without a day has
-- no bounds. Claims on one thing may be one part said twice, or two parts alike: the least is counted once for each
-- thing, the most for each claim, and what is found is so either way. A part that alone is over the whole is found
-- already. Sums are no integers, which could overflow.
divided (whole_id, whole_number, source_id, key, actor_id, host_id, deployment_id, place, category, function,
    least, more, most, earliest, latest) AS (
    SELECT whole.id, whole.least, part.source_id, part.key, part.actor_id, part.host_id, part.deployment_id,
        part.place, part.category, part.function,
        CASE WHEN part.dated = 1 AND (part.moved = 0 OR part.one_day = 1) THEN part.least END,
        part.more,
        CASE WHEN part.dated = 1 AND (part.moved = 0 OR part.one_day = 1) THEN part.most END,
        part.earliest, part.latest
    FROM scope AS x
    CROSS JOIN stated AS whole
    JOIN stated AS part ON part.part_of_id = whole.id
    WHERE whole.id = x.id
        AND coalesce((SELECT verdict FROM sought), 'parts_not_whole') = 'parts_not_whole'
        AND whole.quantifier = 'exact'
        AND whole.speaks <> 0
        AND (whole.moved <> 1 OR whole.one_day = 1)
        AND part.measure = whole.measure
        AND part.status <> 'deprecated'
        AND part.earliest <= whole.latest
        AND whole.earliest <= part.latest
),
things (whole_id, whole_number, source_id, first_key, claims, least, over, most, bounded, begins, ends) AS (
    SELECT whole_id, whole_number, source_id, min(key), count(*),
        min(coalesce(least * 1.0 + more, 0.0)),
        max(CASE WHEN whole_number - more < least THEN 1 ELSE 0 END),
        sum(most * 1.0), count(most), max(earliest), min(latest)
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
-- Without a verdict are pairs on different things, which only look like contradictions.
findings (count_id, other_id, of_id, verdict, sources_for, other_sources_for, parts, low, high) AS (
    SELECT p.count_id, p.other_id, p.count_id,
        CASE
            WHEN p.same = 0 THEN NULL
            WHEN coalesce(s.sources_for, 0) = coalesce(s.other_sources_for, 0) THEN 'conflict'
            ELSE 'majority'
        END,
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.sources_for, 0) END,
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.other_sources_for, 0) END,
        CAST(NULL AS integer), CAST(NULL AS bigint), CAST(NULL AS bigint)
    FROM pairs AS p
    LEFT JOIN support AS s ON s.count_id = p.count_id AND s.other_id = p.other_id
    WHERE p.meet <> 1
    UNION ALL
    SELECT w.part_id, w.whole_id, w.part_id, 'part_over_whole', NULL, NULL, NULL, NULL, NULL
    FROM wholes AS w
    JOIN stated AS part ON part.id = w.part_id
    JOIN stated AS whole ON whole.id = w.whole_id
    WHERE coalesce((SELECT verdict FROM sought), 'part_over_whole') = 'part_over_whole'
        AND part.measure = whole.measure
        AND part.speaks <> 0
        AND whole.speaks <> 0
        AND (part.moved <> 1 OR (part.one_day = 1 AND whole.one_day = 1))
        AND part.earliest <= whole.latest
        AND whole.earliest <= part.latest
        AND whole.most - part.more < part.least
    UNION ALL
    SELECT part.id, s.whole_id, s.whole_id, 'parts_not_whole', NULL, NULL, s.parts,
        CASE WHEN s.least < 9223372036854775807 THEN CAST(s.least AS bigint) ELSE 9223372036854775807 END,
        CASE WHEN s.most < 9223372036854775807 THEN CAST(s.most AS bigint) END
    FROM sums AS s
    JOIN personnel_counts AS part ON part.source_id = s.source_id AND part.key = s.first_key
),
-- With the names of what is compared; of parts that do not add up, what is counted is that of the whole.
answers AS (
    SELECT
        source.key || '/' || c.key AS ref,
        other_source.key || '/' || other.key AS other_ref,
        CASE
            WHEN f.verdict IS NOT NULL THEN f.verdict
            WHEN c.measure <> other.measure THEN 'other_measure'
            ELSE 'other_category'
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
"""

CONFLICTS = f"""
CREATE VIEW conflicts AS
WITH RECURSIVE
scope (id) AS NOT MATERIALIZED (
    SELECT id FROM personnel_counts
),
sought (verdict) AS (
    VALUES (CAST(NULL AS text))
),
{COMPARISONS.rstrip()},
{FINDINGS}SELECT ref, other_ref, verdict, actor, actor_name, host, host_name, deployment, place, function, measure,
    other_measure, category, other_category, wording, other_wording, low, best, high, other_low, other_best,
    other_high, as_of, other_as_of, source, other_source, majority_ref, sources_for, other_sources_for, parts
FROM answers
"""

# Whether claims agree is asked of the very same thing only, of which a contradiction may be found too.
CORROBORATION = f"""
CREATE VIEW corroboration AS
WITH RECURSIVE
scope (id) AS NOT MATERIALIZED (
    SELECT id FROM personnel_counts
),
sought (verdict) AS (
    VALUES ('conflict')
),
{COMPARISONS.rstrip()},
spoken (count_id, meet) AS (
    SELECT x.count_id, min(x.meet)
    FROM compared AS x
    JOIN personnel_counts AS c ON c.id = x.count_id
    WHERE x.source_id <> c.source_id
    GROUP BY x.count_id, x.source_id
    UNION ALL
    SELECT id, NULL FROM stated WHERE speaks <> 0
),
tally (count_id, meeting, others) AS (
    SELECT count_id, CAST(coalesce(sum(meet), 0) AS integer), CAST(count(meet) AS integer)
    FROM spoken GROUP BY count_id
)
SELECT
    source.key || '/' || c.key AS ref,
    CASE
        WHEN t.others = 0 THEN 'unique'
        WHEN t.meeting = t.others THEN 'confirmed'
        WHEN t.meeting + 1 > t.others - t.meeting THEN 'majority'
        ELSE 'conflict'
    END AS corroboration,
    t.meeting AS sources_meeting,
    t.others - t.meeting AS sources_not_meeting,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    deployment.key AS deployment,
    c.place AS place,
    c.category AS category,
    c.function AS function,
    c.measure AS measure,
    c.wording AS wording,
    c.quantifier AS quantifier,
    c.low AS low,
    c.best AS best,
    c.high AS high,
    c.as_of AS as_of,
    c.as_of_earliest AS as_of_earliest,
    c.as_of_latest AS as_of_latest,
    source.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator,
    c.status AS status
FROM tally AS t
JOIN personnel_counts AS c ON c.id = t.count_id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS source ON source.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS deployment ON deployment.id = c.deployment_id
"""

# The views as they were, word for word.
BEFORE = """
wholes (part_id, whole_id) AS (
    SELECT id, part_of_id FROM personnel_counts WHERE part_of_id IS NOT NULL
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
edges (count_id, begins, number) AS (
    SELECT count_id, begins,
        sum(begins) OVER (ORDER BY host_id, actor_id, function, deployment_id, place, day, begins DESC, count_id
            ROWS UNBOUNDED PRECEDING)
    FROM (
        SELECT c.id AS count_id, 1 AS begins, coalesce(c.as_of_earliest, '-infinity') AS day, c.host_id, c.actor_id,
            c.function, coalesce(c.deployment_id, 0) AS deployment_id, coalesce(c.place, '') AS place
        FROM personnel_counts AS c WHERE coalesce(c.low, c.best, c.high) IS NOT NULL AND c.as_of IS NOT NULL AND c.status <> 'deprecated'
        UNION ALL
        SELECT c.id, 0, coalesce(c.as_of_latest, 'infinity'), c.host_id, c.actor_id,
            c.function, coalesce(c.deployment_id, 0), coalesce(c.place, '')
        FROM personnel_counts AS c WHERE coalesce(c.low, c.best, c.high) IS NOT NULL AND c.as_of IS NOT NULL AND c.status <> 'deprecated'
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
pairs (count_id, other_id, same, meet) AS (
    SELECT CASE WHEN in_order THEN one_id ELSE other_id END,
        CASE WHEN in_order THEN other_id ELSE one_id END,
        same, meet
    FROM (
        SELECT one.id AS one_id, other.id AS other_id,
            one_source.key || '/' || one.key < other_source.key || '/' || other.key AS in_order,
            CASE WHEN one.measure = other.measure AND one.category = other.category THEN 1 ELSE 0 END AS same,
            CASE WHEN coalesce(one.high - CASE one.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, one.best) - CASE other.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(other.low, other.best) OR coalesce(other.high - CASE other.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, other.best) - CASE one.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(one.low, one.best) THEN 0 ELSE 1 END AS meet
        FROM reach AS r
        JOIN spans AS s ON s.number = r.number
        JOIN personnel_counts AS one ON one.id = r.count_id
        JOIN personnel_counts AS other ON other.id = s.count_id
        JOIN sources AS one_source ON one_source.id = one.source_id
        JOIN sources AS other_source ON other_source.id = other.source_id
        LEFT JOIN places AS one_place ON one_place.count_id = one.id
        LEFT JOIN places AS other_place ON other_place.count_id = other.id
        WHERE ((other.measure = one.measure AND other.category = one.category)
                OR coalesce(one.high - CASE one.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, one.best) - CASE other.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(other.low, other.best) OR coalesce(other.high - CASE other.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, other.best) - CASE one.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(one.low, one.best))
            AND ((one.measure NOT IN ('sent', 'withdrawn') AND other.measure NOT IN ('sent', 'withdrawn')) OR (one.as_of_earliest = one.as_of_latest AND other.as_of_earliest = other.as_of_latest))
            AND coalesce(one_place.step, 0) = coalesce(other_place.step, 0)
            AND (one.source_id <> other.source_id
                OR coalesce(one_place.top_id, one.id) <> coalesce(other_place.top_id, other.id))
            AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = one.id AND w.whole_id = other.id)
            AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = other.id AND w.whole_id = one.id)
    ) AS unordered
),
compared (count_id, other_id, source_id, meet) AS (
    SELECT p.count_id, p.other_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.other_id WHERE p.same <> 0
    UNION ALL
    SELECT p.other_id, p.count_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.count_id WHERE p.same <> 0
)"""
CONFLICTS_BEFORE = f"""
CREATE VIEW conflicts AS
WITH RECURSIVE{BEFORE},
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
things (whole_id, source_id, first_key, whole_number, least, over, most, claims, bounded, begins, ends) AS (
    SELECT whole.id, part.source_id, min(part.key), whole.low,
        min(CASE WHEN part.as_of IS NOT NULL AND ((part.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest)) THEN coalesce(part.low * 1.0
            + CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END, part.best * 1.0, 0.0) ELSE 0.0 END),
        max(CASE WHEN part.as_of IS NOT NULL AND ((part.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest)) AND coalesce(whole.high - CASE whole.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, whole.best) - CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(part.low, part.best) THEN 1 ELSE 0 END),
        sum(CASE WHEN part.as_of IS NOT NULL AND ((part.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest)) THEN coalesce(part.high * 1.0
            - CASE part.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, part.best * 1.0) END),
        count(*),
        count(CASE WHEN part.as_of IS NOT NULL AND ((part.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest)) THEN coalesce(part.high * 1.0
            - CASE part.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, part.best * 1.0) END),
        max(coalesce(part.as_of_earliest, '-infinity')),
        min(coalesce(part.as_of_latest, 'infinity'))
    FROM personnel_counts AS part
    JOIN personnel_counts AS whole ON whole.id = part.part_of_id
    WHERE whole.quantifier = 'exact'
        AND part.measure = whole.measure
        AND part.status <> 'deprecated'
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
        AND coalesce(whole.low, whole.best, whole.high) IS NOT NULL AND whole.as_of IS NOT NULL AND whole.status <> 'deprecated'
        AND ((whole.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (whole.as_of_earliest = whole.as_of_latest AND whole.as_of_earliest = whole.as_of_latest))
    GROUP BY whole.id, part.source_id, whole.low, part.actor_id, part.host_id, coalesce(part.deployment_id, 0),
        coalesce(part.place, ''), part.category, part.function
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
    WHERE part.measure = whole.measure
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
        AND coalesce(whole.high - CASE whole.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, whole.best) - CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(part.low, part.best)
        AND coalesce(part.low, part.best, part.high) IS NOT NULL AND part.as_of IS NOT NULL AND part.status <> 'deprecated'
        AND coalesce(whole.low, whole.best, whole.high) IS NOT NULL AND whole.as_of IS NOT NULL AND whole.status <> 'deprecated'
        AND ((part.measure NOT IN ('sent', 'withdrawn') AND whole.measure NOT IN ('sent', 'withdrawn')) OR (part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest))
    UNION ALL
    SELECT part.id, s.whole_id, s.whole_id, 'parts_not_whole', NULL, NULL, s.parts,
        CASE WHEN s.least < 9223372036854775807 THEN CAST(s.least AS bigint) ELSE 9223372036854775807 END,
        CASE WHEN s.most < 9223372036854775807 THEN CAST(s.most AS bigint) END
    FROM sums AS s
    JOIN personnel_counts AS part ON part.source_id = s.source_id AND part.key = s.first_key
)
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
"""
CORROBORATION_BEFORE = f"""
CREATE VIEW corroboration AS
WITH RECURSIVE{BEFORE},
spoken (count_id, meet) AS (
    SELECT x.count_id, min(x.meet)
    FROM compared AS x
    JOIN personnel_counts AS c ON c.id = x.count_id
    WHERE x.source_id <> c.source_id
    GROUP BY x.count_id, x.source_id
    UNION ALL
    SELECT c.id, NULL FROM personnel_counts AS c WHERE coalesce(c.low, c.best, c.high) IS NOT NULL AND c.as_of IS NOT NULL AND c.status <> 'deprecated'
),
tally (count_id, meeting, others) AS (
    SELECT count_id, CAST(coalesce(sum(meet), 0) AS integer), CAST(count(meet) AS integer)
    FROM spoken GROUP BY count_id
)
SELECT
    source.key || '/' || c.key AS ref,
    CASE
        WHEN t.others = 0 THEN 'unique'
        WHEN t.meeting = t.others THEN 'confirmed'
        WHEN t.meeting + 1 > t.others - t.meeting THEN 'majority'
        ELSE 'conflict'
    END AS corroboration,
    t.meeting AS sources_meeting,
    t.others - t.meeting AS sources_not_meeting,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    deployment.key AS deployment,
    c.place AS place,
    c.category AS category,
    c.function AS function,
    c.measure AS measure,
    c.wording AS wording,
    c.quantifier AS quantifier,
    c.low AS low,
    c.best AS best,
    c.high AS high,
    c.as_of AS as_of,
    c.as_of_earliest AS as_of_earliest,
    c.as_of_latest AS as_of_latest,
    source.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator,
    c.status AS status
FROM tally AS t
JOIN personnel_counts AS c ON c.id = t.count_id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS source ON source.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS deployment ON deployment.id = c.deployment_id
"""


def replace(*views):
    """Put views in the place of those of their names; none of them reads another."""
    op.execute("DROP VIEW corroboration")
    op.execute("DROP VIEW conflicts")
    for view in views:
        op.execute(view)


def upgrade():
    replace(CONFLICTS, CORROBORATION)


def downgrade():
    replace(CONFLICTS_BEFORE, CORROBORATION_BEFORE)
