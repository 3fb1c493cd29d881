-- title: A part, or the parts together, are more than their whole
-- why: Among a hundred people there cannot be a hundred and twenty. Within one source it is mostly a slip of typing,
-- why: or a `part_of` that names the wrong count, and totals, which never add a part to its whole, come out wrong.
-- severity: error
-- mend: Compare both numbers and `part_of` with the source. If the source really says so, give one of the two the
-- mend: status `conflict` and a status_note that says why.
-- A part is held against its wholes at any depth, as in the view `conflicts`. Parts are added up source by source;
-- Claims on the same thing may be one part said twice: the least is counted once for each thing.
WITH RECURSIVE
wholes (of_what, part_id, whole_id, direct) AS (
    SELECT 'people', id, part_of_id, 1 FROM personnel_counts WHERE part_of_id IS NOT NULL
    UNION
    SELECT 'people', w.part_id, c.part_of_id, 0
    FROM wholes AS w JOIN personnel_counts AS c ON c.id = w.whole_id
    WHERE c.part_of_id IS NOT NULL
),
asset_wholes (of_what, part_id, whole_id, direct) AS (
    SELECT 'assets', id, part_of_id, 1 FROM asset_counts WHERE part_of_id IS NOT NULL
    UNION
    SELECT 'assets', w.part_id, c.part_of_id, 0
    FROM asset_wholes AS w JOIN asset_counts AS c ON c.id = w.whole_id
    WHERE c.part_of_id IS NOT NULL
),
pairs AS (
    SELECT w.of_what AS of_what, w.direct AS direct, part.id AS part_id, part.source_id AS source_id,
        part.key AS part_key, part.seed_file_id AS part_file_id, part.seed_line AS part_line,
        part.quantifier AS part_quantifier, part.low AS part_low, part.best AS part_best,
        part.as_of AS as_of, part.as_of_earliest AS as_of_earliest, part.as_of_latest AS as_of_latest,
        CASE WHEN part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest
            OR part.measure NOT IN ('sent', 'withdrawn') THEN 1 ELSE 0 END AS comparable,
        part.actor_id AS actor_id, part.host_id AS host_id, coalesce(part.deployment_id, 0) AS deployment_id,
        coalesce(part.place, '') AS place, part.category AS sort_of, part.function AS function,
        whole.id AS whole_id, whole.source_id AS whole_source_id, whole.key AS whole_key,
        whole.seed_file_id AS whole_file_id, whole.seed_line AS whole_line, whole.high AS whole_high,
        coalesce(whole.high - CASE whole.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, whole.best) AS most
    FROM wholes AS w
    JOIN personnel_counts AS part ON part.id = w.part_id
    JOIN personnel_counts AS whole ON whole.id = w.whole_id
    WHERE part.measure = whole.measure AND part.status = 'accepted' AND whole.status = 'accepted'
        AND whole.as_of IS NOT NULL
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
    UNION ALL
    SELECT w.of_what, w.direct, part.id, part.source_id, part.key, part.seed_file_id, part.seed_line,
        part.quantifier, part.low, part.best, part.as_of, part.as_of_earliest, part.as_of_latest,
        CASE WHEN part.as_of_earliest = part.as_of_latest AND whole.as_of_earliest = whole.as_of_latest
            OR part.measure NOT IN ('sent', 'withdrawn') THEN 1 ELSE 0 END,
        part.actor_id, part.host_id, coalesce(part.deployment_id, 0),
        coalesce(part.place, ''), part.kind, part.function,
        whole.id, whole.source_id, whole.key, whole.seed_file_id, whole.seed_line, whole.high,
        coalesce(whole.high - CASE whole.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, whole.best)
    FROM asset_wholes AS w
    JOIN asset_counts AS part ON part.id = w.part_id
    JOIN asset_counts AS whole ON whole.id = w.whole_id
    WHERE part.measure = whole.measure AND part.status = 'accepted' AND whole.status = 'accepted'
        AND whole.as_of IS NOT NULL
        AND coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')
),
judged AS (
    SELECT p.of_what AS of_what, p.direct AS direct, p.source_id AS source_id, p.part_key AS part_key,
        p.part_file_id AS part_file_id, p.part_line AS part_line, p.as_of_earliest AS as_of_earliest,
        p.as_of_latest AS as_of_latest, p.actor_id AS actor_id, p.host_id AS host_id,
        p.deployment_id AS deployment_id, p.place AS place, p.sort_of AS sort_of, p.function AS function,
        p.whole_id AS whole_id, p.whole_source_id AS whole_source_id, p.whole_key AS whole_key,
        p.whole_file_id AS whole_file_id, p.whole_line AS whole_line, p.whole_high AS whole_high, p.most AS most,
        coalesce(p.part_low, p.part_best) AS number,
        CASE WHEN p.part_quantifier = 'more_than' THEN 'more than ' ELSE 'at least ' END AS hedge,
        CASE WHEN p.as_of IS NOT NULL AND p.comparable = 1
            THEN coalesce(p.part_low * 1.0 + CASE p.part_quantifier WHEN 'more_than' THEN 1 ELSE 0 END,
                p.part_best * 1.0, 0.0)
            ELSE 0.0 END AS least,
        CASE WHEN p.as_of IS NOT NULL AND p.comparable = 1
            AND p.most - CASE p.part_quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(p.part_low, p.part_best)
            THEN 1 ELSE 0 END AS is_over
    FROM pairs AS p
),
things (of_what, whole_id, source_id, whole_source_id, whole_key, whole_file_id, whole_line, whole_high, most,
    claims, least, is_over, begins, ends) AS (
    SELECT of_what, whole_id, source_id, whole_source_id, whole_key, whole_file_id, whole_line, whole_high, most,
        count(*), min(least), max(is_over),
        max(coalesce(as_of_earliest, '-infinity')), min(coalesce(as_of_latest, 'infinity'))
    FROM judged
    WHERE direct = 1 AND whole_high IS NOT NULL
    GROUP BY of_what, whole_id, source_id, whole_source_id, whole_key, whole_file_id, whole_line, whole_high, most,
        actor_id, host_id, deployment_id, place, sort_of, function
),
findings (file_id, line, source_id, key, what) AS (
    SELECT j.part_file_id, j.part_line, j.source_id, j.part_key,
        j.hedge || CAST(j.number AS text) || ', but its whole ' || s.key || '/' || j.whole_key || ' is at most '
        || CAST(j.most AS text)
    FROM judged AS j
    JOIN sources AS s ON s.id = j.whole_source_id
    WHERE j.is_over = 1
    UNION ALL
    SELECT t.whole_file_id, t.whole_line, t.whole_source_id, t.whole_key,
        'at most ' || CAST(t.most AS text) || ', but the ' || CAST(sum(t.claims) AS text)
        || ' parts that ' || s.key || ' names are together at least '
        || CASE WHEN sum(t.least) < 9000000000000000000 THEN CAST(CAST(sum(t.least) AS bigint) AS text)
            ELSE 'nine quintillion' END
    FROM things AS t
    JOIN sources AS s ON s.id = t.source_id
    GROUP BY t.of_what, t.whole_id, t.source_id, t.whole_source_id, t.whole_key, t.whole_file_id, t.whole_line,
        t.most, s.key
    HAVING count(*) > 1 AND max(t.begins) <= min(t.ends) AND max(t.is_over) = 0 AND sum(t.least) > t.most
)
SELECT f.path AS file, x.line AS line, s.key || '/' || x.key AS ref, x.what AS what
FROM findings AS x
JOIN sources AS s ON s.id = x.source_id
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
