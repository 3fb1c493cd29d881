-- title: Claims from after the end of an actor or a deployment, or from before its beginning
-- why: Who no longer exists sends nobody and refuses nothing: the claim means a successor, the date is wrong, or the
-- why: days of the actor or the deployment are.
-- severity: error
-- mend: Name the successor, or correct the date of the claim, `valid_from` and `valid_to` of the actor, or `started`
-- mend: and `ended` of the deployment. A count of none after the end is right and is not listed.
WITH claims (ref_source_id, key, file_id, line, actor_id, role, day, earliest, latest) AS (
    SELECT source_id, key, seed_file_id, seed_line, actor_id, 'actor', as_of, as_of_earliest, as_of_latest
    FROM personnel_counts WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, host_id, 'host', as_of, as_of_earliest, as_of_latest
    FROM personnel_counts WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, actor_id, 'actor', as_of, as_of_earliest, as_of_latest
    FROM asset_counts WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, host_id, 'host', as_of, as_of_earliest, as_of_latest
    FROM asset_counts WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, holder_id, 'holder', stated, stated_earliest, stated_latest
    FROM positions WHERE stated IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, addressee_id, 'addressee', stated, stated_earliest, stated_latest
    FROM positions WHERE stated IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, actor_id, 'actor', occurred, occurred_earliest, occurred_latest
    FROM events WHERE occurred IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, person_id, 'person', started, started_earliest, started_latest
    FROM offices WHERE started IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, organisation_id, 'organisation', started, started_earliest,
        started_latest
    FROM offices WHERE started IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT NULL, key, seed_file_id, seed_line, sender_id, 'sender', started, started_earliest, started_latest
    FROM deployments WHERE started IS NOT NULL AND status = 'accepted'
    UNION ALL
    SELECT NULL, key, seed_file_id, seed_line, host_id, 'host', started, started_earliest, started_latest
    FROM deployments WHERE started IS NOT NULL AND status = 'accepted'
),
placed (source_id, key, file_id, line, deployment_id, measure, day, earliest, latest) AS (
    SELECT source_id, key, seed_file_id, seed_line, deployment_id, measure, as_of, as_of_earliest, as_of_latest
    FROM personnel_counts
    WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none' AND deployment_id IS NOT NULL
    UNION ALL
    SELECT source_id, key, seed_file_id, seed_line, deployment_id, measure, as_of, as_of_earliest, as_of_latest
    FROM asset_counts
    WHERE as_of IS NOT NULL AND status = 'accepted' AND value_kind <> 'none' AND deployment_id IS NOT NULL
),
findings (source_id, key, file_id, line, what) AS (
    SELECT c.ref_source_id, c.key, c.file_id, c.line, c.day || ', but its ' || c.role || ' ' || a.key
        || CASE WHEN c.earliest > a.valid_to THEN ' existed until ' || CAST(a.valid_to AS text)
            ELSE ' exists since ' || CAST(a.valid_from AS text) END
    FROM claims AS c
    JOIN actors AS a ON a.id = c.actor_id
    WHERE coalesce(a.valid_from, a.valid_to) IS NOT NULL AND (c.earliest > a.valid_to OR c.latest < a.valid_from)
    UNION ALL
    SELECT p.source_id, p.key, p.file_id, p.line, p.measure || ' on ' || p.day || ', but the deployment ' || d.key
        || CASE WHEN p.earliest > d.ended_latest THEN ' ended ' || d.ended ELSE ' began ' || d.started END
    FROM placed AS p
    JOIN deployments AS d ON d.id = p.deployment_id
    WHERE (p.earliest > d.ended_latest AND p.measure IN ('standby', 'sent', 'present', 'remaining'))
        OR (p.latest < d.started_earliest AND p.measure IN ('present', 'remaining'))
)
SELECT f.path AS file, x.line AS line, coalesce(s.key || '/', '') || x.key AS ref, x.what AS what
FROM findings AS x
LEFT JOIN sources AS s ON s.id = x.source_id
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
