-- title: Positions and talks from after the end of their negotiation
-- why: What is demanded or refused after talks have ended belongs to other talks, or the talks had not ended. What is
-- why: merely stated about them afterwards is left out, and so are signing, approval and what follows from it.
-- severity: warning
-- mend: Name the later negotiation, which `follows` this one, or correct `closed` or `opened` or the date of the claim.
WITH claims (source_id, key, file_id, line, negotiation_id, kind, day, earliest, latest) AS (
    SELECT source_id, key, seed_file_id, seed_line, negotiation_id, act, stated, stated_earliest, stated_latest
    FROM positions WHERE act <> 'state' AND status = 'accepted'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, negotiation_id, kind, occurred, occurred_earliest, occurred_latest
    FROM events
    WHERE kind IN ('talks_opened', 'talks_resumed', 'talks_ended', 'request_made') AND status = 'accepted'
)
SELECT f.path AS file, c.line AS line, s.key || '/' || c.key AS ref,
    c.kind || ' on ' || c.day || ', but the negotiation ' || n.key
    || CASE WHEN c.earliest > n.closed_latest THEN ' ended ' || n.closed ELSE ' began ' || n.opened END AS what
FROM claims AS c
JOIN negotiations AS n ON n.id = c.negotiation_id
JOIN sources AS s ON s.id = c.source_id
LEFT JOIN seed_files AS f ON f.id = c.file_id
WHERE c.earliest > n.closed_latest
    OR (c.latest < n.opened_earliest AND c.kind IN ('talks_resumed', 'talks_ended'))
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
