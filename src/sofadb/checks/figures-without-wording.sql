-- title: Figures from prose without the words as printed
-- why: The words carry the hedge: whether "170" stood there, "about 170" or "some 200" can be told only from them.
-- why: Cells, tables and lines hold numbers alone and are left out.
-- severity: warning
-- mend: Add the `wording`, at most eight words.
WITH counts (source_id, key, file_id, line, passage_id) AS (
    SELECT source_id, key, seed_file_id, seed_line, passage_id FROM personnel_counts WHERE wording IS NULL
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, passage_id FROM asset_counts WHERE wording IS NULL
)
SELECT f.path AS file, c.line AS line, s.key || '/' || c.key AS ref, 'no wording' AS what
FROM counts AS c
JOIN passages AS p ON p.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
LEFT JOIN seed_files AS f ON f.id = c.file_id
WHERE p.locator_type IN ('paragraph', 'page', 'section', 'article', 'clip')
ORDER BY file NULLS LAST, line NULLS LAST, ref
