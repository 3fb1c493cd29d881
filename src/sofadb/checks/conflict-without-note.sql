-- title: Claims that contradict each other, of which neither says so
-- why: Contradictions are kept and shown, and whoever reads one of the two claims should learn of the other. Only
-- why: those are listed in which no majority of sources stands with either side.
-- severity: warning
-- mend: Give one of the two the status `conflict` and a status_note, or a `note` that tells why they differ; what a
-- mend: count includes or leaves out belongs into `basis`.
SELECT f.path AS file, c.seed_line AS line, x.ref AS ref,
    'contradicts ' || x.other_ref || ', and neither has a note or a status that says so' AS what
FROM conflicts AS x
JOIN sources AS s ON s.key = x.source
JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = substr(x.ref, length(x.source) + 2)
JOIN sources AS other_source ON other_source.key = x.other_source
JOIN personnel_counts AS other
    ON other.source_id = other_source.id AND other.key = substr(x.other_ref, length(x.other_source) + 2)
LEFT JOIN seed_files AS f ON f.id = c.seed_file_id
WHERE x.verdict = 'conflict'
    AND c.note IS NULL AND other.note IS NULL
    AND c.status = 'accepted' AND other.status = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM count_basis AS b WHERE b.count_id = c.id OR b.count_id = other.id)
ORDER BY file NULLS LAST, line NULLS LAST, ref, x.other_ref
