-- title: A part whose people or place are no part of its whole
-- why: Soldiers in Kuwait are none of the soldiers in Iraq. Such a part mostly hangs under the wrong count, and a
-- why: question about the one country would leave it out of a total of which it is no part.
-- severity: warning
-- mend: Correct `part_of`, or the actor or host of one of the two. If they do belong together, let the actor of the
-- mend: part be `part_of` the actor of the whole.
WITH RECURSIVE
within (id, whole_id) AS (
    SELECT id, id FROM actors
    UNION
    SELECT w.id, a.part_of_id FROM within AS w JOIN actors AS a ON a.id = w.whole_id WHERE a.part_of_id IS NOT NULL
),
parts (source_id, key, file_id, line, actor_id, host_id, whole_source_id, whole_key, whole_actor_id, whole_host_id) AS (
    SELECT part.source_id, part.key, part.seed_file_id, part.seed_line, part.actor_id, part.host_id,
        whole.source_id, whole.key, whole.actor_id, whole.host_id
    FROM personnel_counts AS part JOIN personnel_counts AS whole ON whole.id = part.part_of_id
    WHERE part.status = 'accepted' AND whole.status = 'accepted'
        AND (part.actor_id <> whole.actor_id OR part.host_id <> whole.host_id)
    UNION ALL
    SELECT part.source_id, part.key, part.seed_file_id, part.seed_line, part.actor_id, part.host_id,
        whole.source_id, whole.key, whole.actor_id, whole.host_id
    FROM asset_counts AS part JOIN asset_counts AS whole ON whole.id = part.part_of_id
    WHERE part.status = 'accepted' AND whole.status = 'accepted'
        AND (part.actor_id <> whole.actor_id OR part.host_id <> whole.host_id)
),
findings (source_id, key, file_id, line, whole_source_id, whole_key, which, own_id, whole_id) AS (
    SELECT p.source_id, p.key, p.file_id, p.line, p.whole_source_id, p.whole_key, 'actor', p.actor_id, p.whole_actor_id
    FROM parts AS p
    LEFT JOIN within AS w ON w.id = p.actor_id AND w.whole_id = p.whole_actor_id
    WHERE w.id IS NULL
    UNION ALL
    SELECT p.source_id, p.key, p.file_id, p.line, p.whole_source_id, p.whole_key, 'host', p.host_id, p.whole_host_id
    FROM parts AS p
    LEFT JOIN within AS w ON w.id = p.host_id AND w.whole_id = p.whole_host_id
    WHERE w.id IS NULL
)
SELECT f.path AS file, x.line AS line, s.key || '/' || x.key AS ref,
    'its ' || x.which || ' is ' || own.key || ', which is no part of ' || other.key || ', the ' || x.which
    || ' of its whole ' || whole_source.key || '/' || x.whole_key AS what
FROM findings AS x
JOIN sources AS s ON s.id = x.source_id
JOIN sources AS whole_source ON whole_source.id = x.whole_source_id
JOIN actors AS own ON own.id = x.own_id
JOIN actors AS other ON other.id = x.whole_id
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
