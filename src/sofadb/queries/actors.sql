-- title: States, ministries, forces, groups and persons, with their keys
-- why: To find the key that other commands and seed files take.
-- param: kind word actor_kind; only this kind
-- param: part_of actor; only what is part of this actor, at any depth
-- show: key, name, kind, part_of, iso3, other_names
WITH RECURSIVE
parts (id) AS (
    SELECT a.id FROM actors AS a JOIN actors AS whole ON whole.id = a.part_of_id WHERE whole.key = :part_of
    UNION
    SELECT a.id FROM actors AS a JOIN parts AS p ON a.part_of_id = p.id
)
SELECT a.key AS key, a.name AS name, a.kind AS kind, whole.key AS part_of,
    (SELECT max(c.code) FROM actor_codes AS c
        WHERE c.actor_id = a.id AND c.scheme = 'iso3' AND c.valid_to IS NULL) AS iso3,
    (SELECT count(*) FROM actor_names AS n WHERE n.actor_id = a.id AND n.type <> 'primary') AS other_names,
    a.valid_from AS valid_from, a.valid_to AS valid_to
FROM actors AS a
LEFT JOIN actors AS whole ON whole.id = a.part_of_id
WHERE (:kind IS NULL OR a.kind = :kind)
    AND (:part_of IS NULL OR a.id IN (SELECT id FROM parts))
ORDER BY a.key
