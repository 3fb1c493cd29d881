-- title: Counts of the same people on the same day whose ranges do not meet
-- why: Contradictions are shown; `verdict` says which only look so because they count different things.
-- param: host actor; the state where they are
-- show: verdict, ref, wording, measure, category, other_ref, other_wording, other_measure, other_category
SELECT ref, other_ref, verdict, actor, actor_name, host, host_name, deployment, place, function, measure,
    other_measure, category, other_category, wording, other_wording, low, best, high, other_low,
    other_best, other_high, as_of, other_as_of, source, other_source
FROM conflicts
WHERE (:host IS NULL OR host = :host)
ORDER BY ref, other_ref
