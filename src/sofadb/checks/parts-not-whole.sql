-- title: Exact parts that add up to less than their exact whole
-- why: Where a source divides an exact number into exact parts and the sum falls short, a part was overlooked or a
-- why: digit mistyped. A source may also name some parts only; then the whole should say so.
-- severity: warning
-- mend: Look for the missing part in the source. If the source names no other, say so in the `note` of the whole.
-- Parts are added up source by source, as in the view `conflicts`; claims on the same thing may be one part said
-- Twice or two parts alike, so that every claim is counted. What exceeds the whole is found by parts-over-whole.
WITH parts AS (
    SELECT 'people' AS of_what, whole.id AS whole_id, whole.source_id AS whole_source_id, whole.key AS whole_key,
        whole.seed_file_id AS file_id, whole.seed_line AS line, whole.low AS number, part.source_id AS source_id,
        part.best AS best, part.actor_id AS actor_id, part.host_id AS host_id,
        coalesce(part.deployment_id, 0) AS deployment_id, coalesce(part.place, '') AS place,
        part.category AS sort_of, part.function AS function,
        CASE WHEN part.quantifier = 'exact' AND part.status = 'accepted' AND part.as_of IS NOT NULL
            AND (part.measure NOT IN ('sent', 'withdrawn') OR (part.as_of_earliest = part.as_of_latest
                AND whole.as_of_earliest = whole.as_of_latest)) THEN 1 ELSE 0 END AS is_exact,
        coalesce(part.as_of_earliest, '-infinity') AS begins, coalesce(part.as_of_latest, 'infinity') AS ends
    FROM personnel_counts AS part
    JOIN personnel_counts AS whole ON whole.id = part.part_of_id
    WHERE whole.quantifier = 'exact' AND whole.as_of IS NOT NULL AND whole.status = 'accepted'
        AND whole.note IS NULL
        AND part.measure = whole.measure AND part.status <> 'deprecated'
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
    UNION ALL
    SELECT 'assets', whole.id, whole.source_id, whole.key, whole.seed_file_id, whole.seed_line, whole.low,
        part.source_id, part.best, part.actor_id, part.host_id, coalesce(part.deployment_id, 0),
        coalesce(part.place, ''), part.kind, part.function,
        CASE WHEN part.quantifier = 'exact' AND part.status = 'accepted' AND part.as_of IS NOT NULL
            AND (part.measure NOT IN ('sent', 'withdrawn') OR (part.as_of_earliest = part.as_of_latest
                AND whole.as_of_earliest = whole.as_of_latest)) THEN 1 ELSE 0 END,
        coalesce(part.as_of_earliest, '-infinity'), coalesce(part.as_of_latest, 'infinity')
    FROM asset_counts AS part
    JOIN asset_counts AS whole ON whole.id = part.part_of_id
    WHERE whole.quantifier = 'exact' AND whole.as_of IS NOT NULL AND whole.status = 'accepted'
        AND whole.note IS NULL
        AND part.measure = whole.measure AND part.status <> 'deprecated'
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
),
things (of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id, claims, exact_claims, most,
    begins, ends) AS (
    SELECT of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id, count(*), sum(is_exact),
        sum(best * 1.0), max(begins), min(ends)
    FROM parts
    GROUP BY of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id,
        actor_id, host_id, deployment_id, place, sort_of, function
),
sums (of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id, claims, most) AS (
    SELECT of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id, sum(claims), sum(most)
    FROM things
    GROUP BY of_what, whole_id, whole_source_id, whole_key, file_id, line, number, source_id
    HAVING count(*) > 1 AND sum(claims) = sum(exact_claims) AND max(begins) <= min(ends) AND sum(most) < number
)
SELECT f.path AS file, x.line AS line, s.key || '/' || x.whole_key AS ref,
    'exactly ' || CAST(x.number AS text) || ', but the ' || CAST(x.claims AS text) || ' parts that ' || namer.key
    || ' names are together ' || CAST(CAST(x.most AS bigint) AS text) AS what
FROM sums AS x
JOIN sources AS s ON s.id = x.whole_source_id
JOIN sources AS namer ON namer.id = x.source_id
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
