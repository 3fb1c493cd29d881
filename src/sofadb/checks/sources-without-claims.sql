-- title: Sources from which nothing is claimed
-- why: A source that says nothing here was forgotten halfway, or its claims were moved to another file.
-- severity: warning
-- mend: Add what the source says, or delete its file and load with --prune.
WITH
-- include: cited,
citing (source_id) AS (
    SELECT DISTINCT p.source_id FROM cited AS c JOIN passages AS p ON p.id = c.passage_id
)
SELECT f.path AS file, s.seed_line AS line, s.key AS ref, 'no claim cites it' AS what
FROM sources AS s
LEFT JOIN citing AS c ON c.source_id = s.id
LEFT JOIN seed_files AS f ON f.id = s.seed_file_id
WHERE c.source_id IS NULL
ORDER BY file NULLS LAST, line NULLS LAST, ref
