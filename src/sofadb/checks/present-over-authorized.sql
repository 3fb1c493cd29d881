-- title: More people present than were authorised
-- why: A ceiling that is broken is news, or a mistake: a count of other people, another day, a ceiling that had been
-- why: raised. Compared are claims on the same actor, host and category on a common day; a ceiling without
-- why: deployment, place or function holds for all of them.
-- severity: warning
-- mend: Compare days, category, function and deployment of both with their sources. If the ceiling was broken
-- mend: indeed, give one of the two the status `conflict` and a status_note that says so.
-- Days are compared as in the view `conflicts`. Claims of each kind are numbered by the day on which they begin; a
-- Claim has a day in common with those that begin while it holds, and with those while which it begins itself.
WITH RECURSIVE
ceilings (actor_id, host_id, category, lowest) AS (
    SELECT actor_id, host_id, category, min(coalesce(high, best)) FROM personnel_counts
    WHERE measure = 'authorized' AND status = 'accepted' AND as_of IS NOT NULL AND coalesce(high, best) IS NOT NULL
    GROUP BY actor_id, host_id, category
),
claims AS (
    SELECT id, 1 AS ceiling, actor_id, host_id, category,
        coalesce(as_of_earliest, '-infinity') AS begins, coalesce(as_of_latest, 'infinity') AS ends
    FROM personnel_counts
    WHERE measure = 'authorized' AND status = 'accepted' AND as_of IS NOT NULL AND coalesce(high, best) IS NOT NULL
    UNION ALL
    SELECT p.id, 0, p.actor_id, p.host_id, p.category,
        coalesce(p.as_of_earliest, '-infinity'), coalesce(p.as_of_latest, 'infinity')
    FROM personnel_counts AS p
    JOIN ceilings AS k ON k.actor_id = p.actor_id AND k.host_id = p.host_id AND k.category = p.category
    WHERE p.measure = 'present' AND p.status = 'accepted' AND p.as_of IS NOT NULL
        AND coalesce(p.low, p.best) >= k.lowest
),
edges AS (
    SELECT id, ceiling, is_begin,
        sum(is_begin * ceiling) OVER (ORDER BY actor_id, host_id, category, day, is_begin DESC, ceiling, id
            ROWS UNBOUNDED PRECEDING) AS ceilings_so_far,
        sum(is_begin * (1 - ceiling)) OVER (ORDER BY actor_id, host_id, category, day, is_begin DESC, ceiling, id
            ROWS UNBOUNDED PRECEDING) AS presences_so_far
    FROM (
        SELECT id, ceiling, 1 AS is_begin, actor_id, host_id, category, begins AS day FROM claims
        UNION ALL
        SELECT id, ceiling, 0, actor_id, host_id, category, ends FROM claims
    ) AS both_edges
),
spans AS (
    SELECT id, ceiling,
        max(CASE WHEN is_begin = 1 THEN CASE ceiling WHEN 1 THEN ceilings_so_far ELSE presences_so_far END END)
            AS number,
        max(CASE WHEN is_begin = 1 THEN CASE ceiling WHEN 1 THEN presences_so_far ELSE ceilings_so_far END END)
            AS first,
        max(CASE WHEN is_begin = 0 THEN CASE ceiling WHEN 1 THEN presences_so_far ELSE ceilings_so_far END END)
            AS last
    FROM edges
    GROUP BY id, ceiling
),
reach (id, ceiling, number, last) AS (
    SELECT id, ceiling, first + 1, last FROM spans WHERE first < last
    UNION ALL
    SELECT id, ceiling, number + 1, last FROM reach WHERE number < last
),
meetings (present_id, ceiling_id) AS (
    SELECT CASE r.ceiling WHEN 1 THEN s.id ELSE r.id END, CASE r.ceiling WHEN 1 THEN r.id ELSE s.id END
    FROM reach AS r
    JOIN spans AS s ON s.number = r.number AND s.ceiling = 1 - r.ceiling
)
SELECT f.path AS file, p.seed_line AS line, s.key || '/' || p.key AS ref,
    CASE WHEN p.quantifier = 'more_than' THEN 'more than ' ELSE 'at least ' END
    || CAST(coalesce(p.low, p.best) AS text) || ' present on ' || p.as_of || ', but '
    || CASE WHEN c.quantifier = 'fewer_than' THEN 'fewer than ' ELSE 'at most ' END
    || CAST(coalesce(c.high, c.best) AS text) || ' authorised for ' || c.as_of || ' by ' || ceiling_source.key || '/'
    || c.key AS what
FROM meetings AS m
JOIN personnel_counts AS p ON p.id = m.present_id
JOIN personnel_counts AS c ON c.id = m.ceiling_id
JOIN sources AS s ON s.id = p.source_id
JOIN sources AS ceiling_source ON ceiling_source.id = c.source_id
LEFT JOIN seed_files AS f ON f.id = p.seed_file_id
WHERE coalesce(c.high - CASE c.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, c.best)
        - CASE p.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce(p.low, p.best)
    AND (c.deployment_id IS NULL OR c.deployment_id = p.deployment_id)
    AND (c.place IS NULL OR c.place = p.place)
    AND (c.function = 'unspecified' OR c.function = p.function)
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
