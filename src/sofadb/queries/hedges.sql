-- title: How each source hedges its figures
-- why: A source that says only "up to" and "several" cannot be read like one that counts. `percent` is of the figures
-- why: of the source, rounded down; `example` is one of its wordings.
-- param: source source; only of this source
-- param: quantifier word quantifier; only this hedge
-- show: source, quantifier, value_kind, figures, of_all, percent, example
WITH
hedge (source_id, quantifier, value_kind, figures, example) AS (
    SELECT source_id, quantifier, value_kind, count(*), min(wording)
    FROM personnel_counts GROUP BY source_id, quantifier, value_kind
),
all_figures (source_id, figures) AS (
    SELECT source_id, count(*) FROM personnel_counts GROUP BY source_id
)
SELECT s.key AS source, p.name AS publication_name, h.quantifier AS quantifier, h.value_kind AS value_kind,
    h.figures AS figures, e.figures AS of_all, 100 * h.figures / e.figures AS percent, h.example AS example
FROM hedge AS h
JOIN all_figures AS e ON e.source_id = h.source_id
JOIN sources AS s ON s.id = h.source_id
JOIN publications AS p ON p.id = s.publication_id
WHERE (:source IS NULL OR s.key = :source)
    AND (:quantifier IS NULL OR h.quantifier = :quantifier)
ORDER BY s.key, h.figures DESC, h.quantifier, h.value_kind
