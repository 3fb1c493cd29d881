-- title: Sources, and how many claims each of them carries
-- why: To see what the dataset rests on.
-- param: type word source_type; only this type
-- show: key, title, authors, publication, published, figures, positions, events
SELECT s.key AS key, s.type AS type, s.title AS title, s.authors AS authors, p.key AS publication,
    p.name AS publication_name, s.published AS published, s.published_text AS published_text,
    s.url AS url, s.doi AS doi, s.lang AS lang,
    (SELECT count(*) FROM passages AS x WHERE x.source_id = s.id) AS passages,
    (SELECT count(*) FROM personnel_counts AS x WHERE x.source_id = s.id) AS figures,
    (SELECT count(*) FROM asset_counts AS x WHERE x.source_id = s.id) AS assets,
    (SELECT count(*) FROM positions AS x WHERE x.source_id = s.id) AS positions,
    (SELECT count(*) FROM events AS x WHERE x.source_id = s.id) AS events
FROM sources AS s
JOIN publications AS p ON p.id = s.publication_id
WHERE (:type IS NULL OR s.type = :type)
ORDER BY coalesce(s.published_earliest, s.published_latest) NULLS LAST, s.key
