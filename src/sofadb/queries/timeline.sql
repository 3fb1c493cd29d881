-- title: Positions, events and figures of negotiations in the order of their days
-- why: To see what came before what, with the date as exact as its source has it and no more.
-- argument: negotiation negotiation; only of this negotiation
-- show: occurred, what, actor, summary, source, locator, kind, ref
SELECT negotiation, occurred, occurred_earliest, occurred_latest, kind, what, actor, actor_name, summary,
    ref, attributed_to, source, publication, published, locator, status
FROM timeline
WHERE (:negotiation IS NULL OR negotiation = :negotiation)
ORDER BY coalesce(occurred_earliest, occurred_latest) NULLS LAST, occurred_latest NULLS LAST, negotiation, source, length(locator), locator,
    kind, ref
