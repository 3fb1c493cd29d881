-- title: What differs between two releases of the same table, figure by figure
-- why: A new release adds, drops and corrects figures in silence. Two sources are held against each other by the keys
-- why: of their claims. `figure` is what became of the figure: `differs` names what is not the same, beside its
-- why: number. `passage` is what became of where it stands: lost where the newer one is marked as having no report
-- why: (a locator of `not_stated`), given the other way round. Equal figures with equal passages are no rows.
-- argument: older source required; the earlier release
-- argument: newer source required; the later release
-- param: figure word added|gone|changed|same; only what became so of the figure
-- param: passage word lost|given|changed|same; only what became so of its passage
-- param: not_stated text = not stated; the locator that means no passage was named
-- show: key, figure, differs, old_wording, old_number, new_wording, new_number, passage, old_locator, new_locator
WITH
-- Each key is looked up in the other source by the index on source and key.
pair (key, old_id, new_id) AS (
    SELECT o.key, o.id, n.id
    FROM personnel_counts AS o
    LEFT JOIN personnel_counts AS n
        ON n.source_id = (SELECT id FROM sources WHERE key = :newer) AND n.key = o.key
    WHERE o.source_id = (SELECT id FROM sources WHERE key = :older)
    UNION ALL
    SELECT n.key, CAST(NULL AS INTEGER), n.id
    FROM personnel_counts AS n
    LEFT JOIN personnel_counts AS o
        ON o.source_id = (SELECT id FROM sources WHERE key = :older) AND o.key = n.key
    WHERE n.source_id = (SELECT id FROM sources WHERE key = :newer) AND o.id IS NULL
),
compared (key, old_id, new_id, figure, differs, passage) AS (
    SELECT x.key, x.old_id, x.new_id,
        CASE WHEN x.old_id IS NULL THEN 'added' WHEN x.new_id IS NULL THEN 'gone' END,
        CASE WHEN x.old_id IS NULL OR x.new_id IS NULL THEN '' ELSE
            CASE WHEN coalesce(o.low, -1) <> coalesce(n.low, -1) OR coalesce(o.best, -1) <> coalesce(n.best, -1)
                OR coalesce(o.high, -1) <> coalesce(n.high, -1) OR o.quantifier <> n.quantifier
                OR o.value_kind <> n.value_kind THEN ', number' ELSE '' END
            || CASE WHEN coalesce(o.as_of, '') <> coalesce(n.as_of, '') THEN ', as_of' ELSE '' END
            || CASE WHEN o.host_id <> n.host_id THEN ', host' ELSE '' END
            || CASE WHEN o.actor_id <> n.actor_id THEN ', actor' ELSE '' END
            || CASE WHEN o.measure <> n.measure THEN ', measure' ELSE '' END
            || CASE WHEN o.category <> n.category THEN ', category' ELSE '' END
            || CASE WHEN o.function <> n.function THEN ', function' ELSE '' END
            || CASE WHEN coalesce(o.place, '') <> coalesce(n.place, '') THEN ', place' ELSE '' END
            || CASE WHEN coalesce(o.deployment_id, -1) <> coalesce(n.deployment_id, -1) THEN ', deployment' ELSE '' END
            || CASE WHEN coalesce(old_whole.key, '') <> coalesce(new_whole.key, '') THEN ', part_of' ELSE '' END
            || CASE WHEN o.status <> n.status THEN ', status' ELSE '' END
        END,
        CASE
            WHEN x.old_id IS NULL OR x.new_id IS NULL THEN NULL
            WHEN was.locator_type = becomes.locator_type AND was.locator = becomes.locator THEN 'same'
            WHEN becomes.locator = :not_stated THEN 'lost'
            WHEN was.locator = :not_stated THEN 'given'
            ELSE 'changed'
        END
    FROM pair AS x
    LEFT JOIN personnel_counts AS o ON o.id = x.old_id
    LEFT JOIN personnel_counts AS n ON n.id = x.new_id
    LEFT JOIN personnel_counts AS old_whole ON old_whole.id = o.part_of_id
    LEFT JOIN personnel_counts AS new_whole ON new_whole.id = n.part_of_id
    LEFT JOIN passages AS was ON was.id = o.passage_id
    LEFT JOIN passages AS becomes ON becomes.id = n.passage_id
),
judged (key, old_id, new_id, figure, differs, passage) AS (
    SELECT key, old_id, new_id,
        coalesce(figure, CASE WHEN differs = '' THEN 'same' ELSE 'changed' END),
        CASE WHEN differs <> '' THEN substr(differs, 3) END, passage
    FROM compared
    WHERE figure IS NOT NULL OR differs <> '' OR passage <> 'same'
)
SELECT j.key AS key, j.figure AS figure, j.differs AS differs, host.key AS host, host.name AS host_name,
    actor.key AS actor, actor.name AS actor_name, coalesce(n.measure, o.measure) AS measure,
    coalesce(n.category, o.category) AS category, o.as_of AS old_as_of, n.as_of AS new_as_of,
    o.wording AS old_wording, o.value_kind AS old_value_kind, coalesce(o.best, o.low, o.high) AS old_number,
    n.wording AS new_wording, n.value_kind AS new_value_kind, coalesce(n.best, n.low, n.high) AS new_number,
    j.passage AS passage, was.locator_type || ' ' || was.locator AS old_locator,
    becomes.locator_type || ' ' || becomes.locator AS new_locator,
    CASE WHEN o.id IS NOT NULL THEN :older || '/' || j.key END AS old_ref,
    CASE WHEN n.id IS NOT NULL THEN :newer || '/' || j.key END AS new_ref
FROM judged AS j
LEFT JOIN personnel_counts AS o ON o.id = j.old_id
LEFT JOIN personnel_counts AS n ON n.id = j.new_id
LEFT JOIN passages AS was ON was.id = o.passage_id
LEFT JOIN passages AS becomes ON becomes.id = n.passage_id
LEFT JOIN actors AS host ON host.id = coalesce(n.host_id, o.host_id)
LEFT JOIN actors AS actor ON actor.id = coalesce(n.actor_id, o.actor_id)
WHERE (:figure IS NULL OR j.figure = :figure) AND (:passage IS NULL OR j.passage = :passage)
ORDER BY j.key
