-- title: Agreements on the status of forces, with their days and how much they provide
-- why: What came of the talks. A negotiation without an agreement is not here; `sofadb negotiations` lists those too.
-- param: negotiation negotiation; only what this negotiation led to
-- param: actor actor; only where this actor, or a part of it, was a party to the talks
-- param: kind word agreement_kind; only instruments of this kind
-- show: key, title, kind, negotiation, signed, in_force, ends, provisions, source, locator
WITH RECURSIVE
taking_part (id) AS (
    SELECT id FROM actors WHERE key = :actor
    UNION
    SELECT a.id FROM actors AS a JOIN taking_part AS t ON a.part_of_id = t.id
)
SELECT a.key AS key, a.title AS title, a.kind AS kind, n.key AS negotiation, a.signed AS signed,
    a.in_force AS in_force, a.ends AS ends,
    (SELECT count(*) FROM provisions AS p WHERE p.agreement_id = a.id) AS provisions, s.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator, a.status AS status
FROM agreements AS a
JOIN passages AS passage ON passage.id = a.passage_id
JOIN sources AS s ON s.id = passage.source_id
LEFT JOIN negotiations AS n ON n.id = a.negotiation_id
WHERE (:negotiation IS NULL OR n.key = :negotiation)
    AND (:kind IS NULL OR a.kind = :kind)
    AND (:actor IS NULL OR a.negotiation_id IN (
        SELECT p.negotiation_id FROM negotiation_parties AS p JOIN taking_part AS t ON t.id = p.actor_id))
ORDER BY coalesce(a.signed_earliest, a.signed_latest, a.in_force_earliest, a.in_force_latest) NULLS LAST, a.key
