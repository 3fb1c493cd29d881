-- title: Claims that contradict each other, of which neither says so
-- why: Contradictions are kept and shown, and whoever reads one of the two claims should learn of the other. Only
-- why: those are listed in which no majority of sources stands with either side.
-- severity: warning
-- mend: Give one of the two the status `conflict` and a status_note, or a `note` that tells why they differ; what a
-- mend: count includes or leaves out belongs into `basis`.
-- The findings of the view `conflicts` whose verdict is that word. The view compares claims on different things too,
-- of which an official table has as many as figures; here no others are looked for.
WITH RECURSIVE
scope (id) AS NOT MATERIALIZED (
    SELECT id FROM personnel_counts
),
sought (verdict) AS (
    VALUES ('conflict')
),
-- include: comparisons,
-- include: findings,
silent (id, ref, file_id, line) AS NOT MATERIALIZED (
    SELECT c.id, s.key || '/' || c.key, c.seed_file_id, c.seed_line
    FROM personnel_counts AS c
    JOIN sources AS s ON s.id = c.source_id
    WHERE c.note IS NULL AND c.status = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM count_basis AS b WHERE b.count_id = c.id)
)
SELECT f.path AS file, c.line AS line, c.ref AS ref,
    'contradicts ' || other.ref || ', and neither has a note or a status that says so' AS what
FROM findings AS x
JOIN silent AS c ON c.id = x.count_id
JOIN silent AS other ON other.id = x.other_id
LEFT JOIN seed_files AS f ON f.id = c.file_id
WHERE x.verdict = 'conflict'
ORDER BY file NULLS LAST, line NULLS LAST, ref, other.ref
