-- title: Days of archived copies that cannot be
-- why: A copy cannot be older than what it is a copy of, and an address such as web.archive.org/web/20140621… names
-- why: the day itself. Readers who look for the copy of that day would find another.
-- severity: error
-- mend: Take the day from the address of the copy, or correct `published`.
WITH places (beginning) AS (
    VALUES ('https://web.archive.org/web/'), ('http://web.archive.org/web/'), ('https://archive.today/'),
        ('https://archive.ph/'), ('https://archive.is/'), ('https://archive.md/'), ('https://archive.li/'),
        ('https://archive.vn/'), ('https://archive.fo/'), ('https://www.webarchive.org.uk/wayback/archive/'),
        ('https://arquivo.pt/wayback/')
),
addressed (source_id, digits) AS (
    SELECT s.id, substr(replace(substr(s.archive_url, length(p.beginning) + 1, 10), '.', ''), 1, 8)
    FROM sources AS s
    JOIN places AS p ON lower(substr(s.archive_url, 1, length(p.beginning))) = p.beginning
),
findings (source_id, what) AS (
    SELECT id, 'archived ' || CAST(archived_at AS text) || ', but published ' || published
    FROM sources WHERE archived_at < published_earliest
    UNION ALL
    SELECT s.id, 'archived ' || CAST(s.archived_at AS text) || ', but its archive_url is of '
        || substr(a.digits, 1, 4) || '-' || substr(a.digits, 5, 2) || '-' || substr(a.digits, 7, 2)
    FROM addressed AS a
    JOIN sources AS s ON s.id = a.source_id
    WHERE length(a.digits) = 8 AND trim(a.digits, '0123456789') = ''
        AND replace(CAST(s.archived_at AS text), '-', '') <> a.digits
)
SELECT f.path AS file, s.seed_line AS line, s.key AS ref, x.what AS what
FROM findings AS x
JOIN sources AS s ON s.id = x.source_id
LEFT JOIN seed_files AS f ON f.id = s.seed_file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
