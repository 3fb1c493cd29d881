-- title: Claims that rest on somebody whom the source does not name
-- why: What cannot be asked back. Also positions that nobody but an unnamed actor holds.
-- param: actor actor; whose officials they are, with all that is part of it
-- param: kind word figure|assets|position|event|provision|office|deployment|agreement|negotiation; only claims of this kind
-- param: source source; only from this source
-- show: speaker_name, role, kind, what, summary, said_on, ref, locator
WITH RECURSIVE
parts (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN parts AS p ON a.part_of_id = p.id
),
claim (speaker_id, role, kind, what, summary, said_on, earliest, latest, key, is_claim, passage_id, status) AS (
    SELECT attributed_to_id, 'quoted', 'figure', measure || ' ' || category, wording, as_of, as_of_earliest,
        as_of_latest, key, 1, passage_id, status
    FROM personnel_counts
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'assets', measure || ' ' || kind, wording, as_of, as_of_earliest, as_of_latest,
        key, 1, passage_id, status
    FROM asset_counts
    UNION ALL
    SELECT coalesce(attributed_to_id, holder_id), CASE WHEN attributed_to_id IS NULL THEN 'holder' ELSE 'quoted' END,
        'position', act || ' ' || issue, summary, stated, stated_earliest, stated_latest, key, 1, passage_id, status
    FROM positions
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'event', kind, summary, occurred, occurred_earliest, occurred_latest, key, 1,
        passage_id, status
    FROM events
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'provision', issue, summary, CAST(NULL AS TEXT), CAST(NULL AS DATE),
        CAST(NULL AS DATE), key, 1, passage_id, status
    FROM provisions
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'office', 'office', title, started, started_earliest, started_latest, key, 1,
        passage_id, status
    FROM offices
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'deployment', mission, title, started, started_earliest, started_latest, key, 0,
        passage_id, status
    FROM deployments
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'agreement', kind, title, signed, signed_earliest, signed_latest, key, 0,
        passage_id, status
    FROM agreements
    UNION ALL
    SELECT attributed_to_id, 'quoted', 'negotiation', status, title, coalesce(closed, opened),
        coalesce(closed_earliest, opened_earliest), coalesce(closed_latest, opened_latest), key, 0, passage_id,
        claim_status
    FROM negotiations
)
SELECT CASE c.is_claim WHEN 1 THEN s.key || '/' || c.key ELSE c.key END AS ref, speaker.key AS speaker,
    speaker.name AS speaker_name, whole.key AS part_of, c.role AS role, c.kind AS kind, c.what AS what,
    c.summary AS summary, c.said_on AS said_on, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM claim AS c
JOIN actors AS speaker ON speaker.id = c.speaker_id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN actors AS whole ON whole.id = speaker.part_of_id
WHERE speaker.kind = 'unnamed'
    AND (:actor IS NULL OR c.speaker_id IN (SELECT id FROM parts))
    AND (:kind IS NULL OR c.kind = :kind)
    AND (:source IS NULL OR s.key = :source)
ORDER BY coalesce(c.earliest, c.latest) NULLS LAST, c.latest NULLS LAST, s.key, length(passage.locator),
    passage.locator, c.kind, c.key
