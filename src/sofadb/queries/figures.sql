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
senders (id, key) AS (
    SELECT id, key FROM actors WHERE key = :actor
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN senders AS s ON a.part_of_id = s.id
),
-- All actors where none is asked for: SQLite takes no index for what stands beside an OR.
hosts (id, key) AS (
    SELECT id, key FROM actors WHERE :host IS NULL OR key = :host
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
parts (ref) AS (
    SELECT ref FROM figures WHERE part_of = :part_of
    UNION
    SELECT f.ref FROM figures AS f JOIN parts AS p ON f.part_of = p.ref
)
SELECT ref, actor, actor_name, host, host_name, category, function, measure, wording, quantifier,
    low, best, high, value_kind, as_of, as_of_earliest, as_of_latest, place, deployment, part_of,
    attributed_to, source, publication, published, locator, status
FROM figures
WHERE (:actor IS NULL OR actor IN (SELECT key FROM senders))
    AND host IN (SELECT key FROM hosts)
    AND (:category IS NULL OR category = :category)
    AND (:function IS NULL OR function = :function)
    AND (:measure IS NULL OR measure = :measure)
    AND (:as_of IS NULL OR (as_of IS NOT NULL
        AND (as_of_earliest IS NULL OR as_of_earliest <= :as_of)
        AND (as_of_latest IS NULL OR as_of_latest >= :as_of)))
    AND (:source IS NULL OR source = :source)
    AND (:negotiation IS NULL OR deployment IN (
        SELECT d.key FROM deployments AS d
        JOIN negotiations AS n ON n.id = d.negotiation_id
        WHERE n.key = :negotiation))
    AND (:part_of IS NULL OR ref IN (SELECT ref FROM parts))
ORDER BY coalesce(as_of_earliest, as_of_latest) NULLS LAST, as_of_latest NULLS LAST, source, length(locator), locator,
    part_of NULLS FIRST, ref
