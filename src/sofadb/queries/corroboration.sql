-- title: Whether other sources agree with each count
-- why: A number that two sources give is worth more than one that stands alone; sources are counted,
-- why: not claims, and not whether they copied from each other.
-- param: corroboration word corroboration; only counts of which this is so
-- param: actor actor; whose people, with all that is part of it
-- param: host actor; the state where they are, with all that is part of it
-- param: source source; only counts from this source
-- show: corroboration, wording, low, best, high, measure, as_of, ref, host, sources_meeting, sources_not_meeting
WITH RECURSIVE
senders (id, key) AS (
    SELECT id, key FROM actors WHERE key = :actor
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
hosts (id, key) AS (
    SELECT id, key FROM actors WHERE key = :host
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
)
SELECT ref, corroboration, sources_meeting, sources_not_meeting, actor, actor_name, host, host_name, deployment,
    place, category, function, measure, wording, quantifier, low, best, high, as_of, as_of_earliest,
    as_of_latest, source, locator, status
FROM corroboration
WHERE (:corroboration IS NULL OR corroboration = :corroboration)
    AND (:actor IS NULL OR actor IN (SELECT key FROM senders))
    AND (:host IS NULL OR host IN (SELECT key FROM hosts))
    AND (:source IS NULL OR source = :source)
ORDER BY coalesce(as_of_earliest, as_of_latest), as_of_latest NULLS LAST, host, ref
