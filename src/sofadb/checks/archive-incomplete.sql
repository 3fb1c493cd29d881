-- title: Archived copies with an address or a day only
-- why: An address without the day leaves open which state of the page was read; a day without the address is of no
-- why: use to whom looks for the copy.
-- severity: warning
-- mend: Fill in `archived_at` or `archive_url`.
SELECT f.path AS file, s.seed_line AS line, s.key AS ref,
    CASE WHEN s.archived_at IS NULL THEN 'archive_url, but no archived_at'
        ELSE 'archived_at, but no archive_url' END AS what
FROM sources AS s
LEFT JOIN seed_files AS f ON f.id = s.seed_file_id
WHERE (s.archive_url IS NULL AND s.archived_at IS NOT NULL)
    OR (s.archive_url IS NOT NULL AND s.archived_at IS NULL)
ORDER BY file NULLS LAST, line NULLS LAST, ref
