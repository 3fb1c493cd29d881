-- title: Who held which office, and which source says so
-- why: To know what weight a name carried on the day it was quoted.
-- param: person actor; whose office
-- param: organisation actor; offices of this organisation and all that is part of it
-- show: person_name, title, organisation_name, started, ended, ref, locator
WITH RECURSIVE
parts (id) AS (
    SELECT id FROM actors WHERE key = :organisation
    UNION
    SELECT a.id FROM actors AS a JOIN parts AS p ON a.part_of_id = p.id
)
SELECT s.key || '/' || o.key AS ref, person.key AS person, person.name AS person_name, o.title AS title,
    organisation.key AS organisation, organisation.name AS organisation_name, o.started AS started, o.ended AS ended,
    s.key AS source, passage.locator_type || ' ' || passage.locator AS locator, o.status AS status
FROM offices AS o
JOIN passages AS passage ON passage.id = o.passage_id
JOIN sources AS s ON s.id = o.source_id
JOIN actors AS person ON person.id = o.person_id
JOIN actors AS organisation ON organisation.id = o.organisation_id
WHERE (:person IS NULL OR person.key = :person)
    AND (:organisation IS NULL OR o.organisation_id IN (SELECT id FROM parts))
ORDER BY person.key, coalesce(o.started_earliest, o.started_latest) NULLS LAST, s.key, o.key
