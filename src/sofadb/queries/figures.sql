-- title: Counts of people: the wording, its bounds, and where it stands
-- why: The main question: who is, or is to be, where; how many; and who says so in which paragraph.
-- param: actor actor; whose people, with all that is part of it
-- param: host actor; the state where they are
-- param: category word category; legal status of the people
-- param: function word function; the work they do
-- param: measure word measure; what is counted: plans, ceilings, presence, movement
-- param: as_of date; only figures whose date may be this day (2014-06-20)
-- param: source source; only from this source
-- param: negotiation negotiation; only of deployments about which was negotiated here
-- param: part_of claim; only the parts of this figure, at any depth
-- show: wording, low, best, high, measure, as_of, source, locator, category, actor, host, attributed_to
WITH RECURSIVE
senders (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
hosts (id) AS (
    SELECT id FROM actors WHERE key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
negotiated (id) AS (
    SELECT d.id FROM deployments AS d JOIN negotiations AS n ON n.id = d.negotiation_id WHERE n.key = :negotiation
),
parts (id) AS (
    SELECT id FROM personnel_counts WHERE part_of_id = (
        SELECT w.id
        FROM sources AS s
        JOIN personnel_counts AS w ON w.source_id = s.id AND w.key = substr(:part_of, length(s.key) + 2)
        WHERE s.key || '/' || w.key = :part_of)
    UNION
    SELECT c.id FROM personnel_counts AS c JOIN parts AS p ON c.part_of_id = p.id
),
-- One of these answers, which has an index for what is asked; neither engine takes one for what stands beside an OR.
-- PostgreSQL cannot know how few are part of an actor, but takes what lies between two numbers for little.
claim (id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
    as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
    attributed_to_id, status) AS (
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE :part_of IS NOT NULL AND id IN (SELECT id FROM parts)
    UNION ALL
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE :part_of IS NULL AND :negotiation IS NOT NULL AND deployment_id IN (SELECT id FROM negotiated)
    UNION ALL
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE coalesce(:part_of, :negotiation) IS NULL AND :host IS NOT NULL
        AND host_id BETWEEN (SELECT min(id) FROM hosts) AND (SELECT max(id) FROM hosts)
        AND host_id IN (SELECT id FROM hosts)
    UNION ALL
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE coalesce(:part_of, :negotiation, :host) IS NULL AND :actor IS NOT NULL
        AND actor_id BETWEEN (SELECT min(id) FROM senders) AND (SELECT max(id) FROM senders)
        AND actor_id IN (SELECT id FROM senders)
    UNION ALL
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE coalesce(:part_of, :negotiation, :host, :actor) IS NULL AND :source IS NOT NULL
        AND source_id BETWEEN (SELECT id FROM sources WHERE key = :source)
            AND (SELECT id FROM sources WHERE key = :source)
    UNION ALL
    SELECT id, source_id, key, actor_id, host_id, deployment_id, place, measure, category, function, as_of,
        as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high, passage_id, wording,
        attributed_to_id, status
    FROM personnel_counts
    WHERE coalesce(:part_of, :negotiation, :host, :actor, :source) IS NULL
)
SELECT s.key || '/' || c.key AS ref, actor.key AS actor, actor.name AS actor_name, host.key AS host,
    host.name AS host_name, c.category AS category, c.function AS function, c.measure AS measure,
    c.wording AS wording, c.quantifier AS quantifier, c.low AS low, c.best AS best, c.high AS high,
    c.value_kind AS value_kind, c.as_of AS as_of, c.as_of_earliest AS as_of_earliest, c.as_of_latest AS as_of_latest,
    c.place AS place, d.key AS deployment, whole_source.key || '/' || whole.key AS part_of,
    speaker.key AS attributed_to, s.key AS source, publication.key AS publication, s.published AS published,
    passage.locator_type || ' ' || passage.locator AS locator, c.status AS status
FROM claim AS c
-- None of them is missing; after a plain join SQLite would first write all claims elsewhere.
LEFT JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN publications AS publication ON publication.id = s.publication_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS d ON d.id = c.deployment_id
LEFT JOIN personnel_counts AS whole ON whole.id = c.part_of_id
LEFT JOIN sources AS whole_source ON whole_source.id = whole.source_id
LEFT JOIN actors AS speaker ON speaker.id = c.attributed_to_id
WHERE (:actor IS NULL OR c.actor_id IN (SELECT id FROM senders))
    AND (:host IS NULL OR coalesce(:part_of, :negotiation) IS NULL OR c.host_id IN (SELECT id FROM hosts))
    AND (:category IS NULL OR c.category = :category)
    AND (:function IS NULL OR c.function = :function)
    AND (:measure IS NULL OR c.measure = :measure)
    AND (:as_of IS NULL OR (c.as_of IS NOT NULL
        AND (c.as_of_earliest IS NULL OR c.as_of_earliest <= :as_of)
        AND (c.as_of_latest IS NULL OR c.as_of_latest >= :as_of)))
    AND (:source IS NULL OR s.key = :source)
    AND (:negotiation IS NULL OR c.deployment_id IN (SELECT id FROM negotiated))
ORDER BY coalesce(c.as_of_earliest, c.as_of_latest) NULLS LAST, c.as_of_latest NULLS LAST, s.key,
    length(passage.locator_type || ' ' || passage.locator), passage.locator_type || ' ' || passage.locator,
    part_of NULLS FIRST, ref
