-- title: Demands, offers, refusals: who holds what on which issue
-- why: A refusal names the demand that it answers, so both sides of an issue can be read together.
-- param: negotiation negotiation; only of this negotiation
-- param: holder actor; whose position, with all that is part of it
-- param: addressee actor; to whom it is put, with all that is part of it
-- param: act word act; what the holder does
-- param: issue word issue; on what
-- param: jurisdiction word jurisdiction; the status asked for, offered or refused
-- param: source source; only from this source
-- show: ref, holder, act, issue, summary, responds_to, stated, locator
WITH RECURSIVE
holders (id, key) AS (
    SELECT id, key FROM actors WHERE key = :holder
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN holders AS h ON a.part_of_id = h.id
),
addressees (id, key) AS (
    SELECT id, key FROM actors WHERE key = :addressee
    UNION
    SELECT a.id, a.key FROM actors AS a JOIN addressees AS d ON a.part_of_id = d.id
)
SELECT ref, negotiation, holder, holder_name, addressee, addressee_name, act, issue, jurisdiction,
    summary, stated, stated_earliest, stated_latest, target_date, responds_to, attributed_to, source,
    publication, published, locator, status
FROM stances
WHERE (:negotiation IS NULL OR negotiation = :negotiation)
    AND (:holder IS NULL OR holder IN (SELECT key FROM holders))
    AND (:addressee IS NULL OR addressee IN (SELECT key FROM addressees))
    AND (:act IS NULL OR act = :act)
    AND (:issue IS NULL OR issue = :issue)
    AND (:jurisdiction IS NULL OR jurisdiction = :jurisdiction)
    AND (:source IS NULL OR source = :source)
ORDER BY coalesce(stated_earliest, stated_latest) NULLS LAST, stated_latest NULLS LAST, source, length(locator), locator, ref
