-- title: Claims on the same people and day that do not agree, or only look so
-- why: Contradictions are shown, not resolved. `verdict` says what is wrong: ranges that do not meet,
-- why: a part over its whole, parts that do not add up; or that the claims count different things.
-- param: verdict word verdict; only findings of this kind
-- param: actor actor; whose people, with all that is part of it
-- param: host actor; the state where they are, with all that is part of it
-- param: source source; only findings in which this source takes part
-- show: verdict, wording, low, high, other_wording, other_low, other_high, ref, other_ref, as_of, host, majority_ref
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
SELECT ref, other_ref, verdict, actor, actor_name, host, host_name, deployment, place, function, measure,
    other_measure, category, other_category, wording, other_wording, low, best, high, other_low,
    other_best, other_high, as_of, other_as_of, source, other_source, majority_ref, sources_for,
    other_sources_for, parts
FROM conflicts
WHERE (:verdict IS NULL OR verdict = :verdict)
    AND (:actor IS NULL OR actor IN (SELECT key FROM senders))
    AND (:host IS NULL OR host IN (SELECT key FROM hosts))
    AND (:source IS NULL OR source = :source OR other_source = :source)
ORDER BY CASE verdict
        WHEN 'conflict' THEN 1
        WHEN 'majority' THEN 2
        WHEN 'part_over_whole' THEN 3
        WHEN 'parts_not_whole' THEN 4
        ELSE 5
    END, ref, other_ref, verdict
