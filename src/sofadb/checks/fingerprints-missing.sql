-- title: Passages of prose that are cited and have no fingerprint
-- why: Without its fingerprint nobody can tell whether his copy of the article has the passage that was read. Cells,
-- why: tables, lines and clips are left out.
-- severity: warning
-- mend: `sofadb seed new KEY --from COPY` writes the fingerprint of every paragraph of a copy of the article.
WITH
-- include: cited
SELECT f.path AS file, p.seed_line AS line, s.key AS ref,
    p.locator_type || ' ' || p.locator || ' has no fingerprint' AS what
FROM passages AS p
JOIN cited AS c ON c.passage_id = p.id
JOIN sources AS s ON s.id = p.source_id
LEFT JOIN seed_files AS f ON f.id = p.seed_file_id
WHERE p.fingerprint IS NULL AND p.locator_type IN ('paragraph', 'page', 'section', 'article')
ORDER BY file NULLS LAST, line NULLS LAST, ref, p.locator_type, p.locator
