-- title: Claims on the same people and day that do not agree, or only look so
-- why: Contradictions are shown, not resolved. `verdict` says what is wrong: ranges that do not meet,
-- why: a part over its whole, parts that do not add up; or that the claims count different things.
-- param: verdict word verdict; only findings of this kind
-- param: actor actor; whose people, with all that is part of it
-- param: host actor; the state where they are, with all that is part of it
-- param: source source; only findings in which this source takes part
-- param: ref claim; only findings in which this claim takes part
-- show: verdict, wording, low, high, other_wording, other_low, other_high, ref, other_ref, as_of, host, majority_ref
-- The view of this name reckons all findings whatever is asked. The same rules are asked here of what is asked for, and
-- of the claims that must be known for it: with them the answer is the same, and without the others it comes at once.
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
),
-- The claims that are to take part: the one that is asked for, or all of a source.
asked (id) AS (
    SELECT c.id
    FROM sources AS s
    JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = substr(:ref, length(s.key) + 2)
    WHERE substr(:ref, 1, length(s.key) + 1) = s.key || '/'
    UNION ALL
    SELECT c.id
    FROM sources AS s
    JOIN personnel_counts AS c ON c.source_id = s.id
    WHERE s.key = :source AND coalesce(:ref, :actor, :host) IS NULL
),
below (id) AS (
    SELECT id FROM asked
    UNION
    SELECT c.id FROM below AS b JOIN personnel_counts AS c ON c.part_of_id = b.id
),
-- With their parts, their wholes, and who speaks of the same people: of a claim, on a day that it may mean.
around (id) AS (
    SELECT id FROM below
    UNION
    SELECT c.part_of_id
    FROM asked AS a
    JOIN personnel_counts AS c ON c.id = a.id
    WHERE c.part_of_id IS NOT NULL
    UNION
    SELECT n.id
    FROM asked AS a
    JOIN personnel_counts AS c ON c.id = a.id
    JOIN personnel_counts AS n ON n.host_id = c.host_id AND n.actor_id = c.actor_id
    WHERE :ref IS NOT NULL
        AND n.function = c.function
        AND coalesce(n.deployment_id, 0) = coalesce(c.deployment_id, 0)
        AND coalesce(n.place, '') = coalesce(c.place, '')
        AND (n.as_of_earliest IS NULL OR c.as_of_latest IS NULL OR n.as_of_earliest <= c.as_of_latest)
        AND (c.as_of_earliest IS NULL OR n.as_of_latest IS NULL OR c.as_of_earliest <= n.as_of_latest)
    UNION
    SELECT n.id
    FROM (
        SELECT DISTINCT c.host_id AS host_id, c.actor_id AS actor_id
        FROM asked AS a
        JOIN personnel_counts AS c ON c.id = a.id
    ) AS p
    JOIN personnel_counts AS n ON n.host_id = p.host_id AND n.actor_id = p.actor_id
    WHERE :ref IS NULL
),
-- Of several conditions, that which leaves the fewest claims is looked up: a claim, a host, an actor, a source.
scope (id) AS (
    SELECT id FROM around
    UNION ALL
    SELECT c.id
    FROM hosts AS h
    JOIN personnel_counts AS c ON c.host_id = h.id
    WHERE :ref IS NULL AND :host IS NOT NULL AND (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
    UNION ALL
    SELECT c.id
    FROM senders AS s
    JOIN personnel_counts AS c ON c.actor_id = s.id
    WHERE coalesce(:ref, :host) IS NULL AND :actor IS NOT NULL
    UNION ALL
    SELECT c.id FROM personnel_counts AS c WHERE coalesce(:ref, :actor, :host, :source) IS NULL
),
sought (verdict) AS (
    SELECT CAST(:verdict AS text)
),
-- include: comparisons,
-- include: findings
SELECT ref, other_ref, verdict, actor, actor_name, host, host_name, deployment, place, function, measure,
    other_measure, category, other_category, wording, other_wording, low, best, high, other_low,
    other_best, other_high, as_of, other_as_of, source, other_source, majority_ref, sources_for,
    other_sources_for, parts
FROM answers
WHERE (:verdict IS NULL OR verdict = :verdict)
    AND (:ref IS NULL OR ref = :ref OR other_ref = :ref)
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
