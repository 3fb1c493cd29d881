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
