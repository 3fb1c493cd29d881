-- title: Who is quoted, for whom they speak, and how much rests on them
-- why: To weigh a claim by its speaker: a person in office, an unnamed official, a ministry. `speaks_for` names the
-- why: holders of the positions that a speaker is quoted on; `offices` are as printed.
-- param: speaker actor; who speaks, with all that is part of it
-- param: kind word actor_kind; only speakers of this kind
-- param: source source; only in this source
-- show: speaker_name, kind, part_of, offices, speaks_for, source, claims, figures, positions, events
WITH RECURSIVE
speakers (id) AS (
    SELECT id FROM actors WHERE key = :speaker
    UNION
    SELECT a.id FROM actors AS a JOIN speakers AS s ON a.part_of_id = s.id
),
said (speaker_id, source_id, kind, holder_id) AS (
    SELECT attributed_to_id, source_id, 'figure', CAST(NULL AS INTEGER) FROM personnel_counts
    UNION ALL
    SELECT attributed_to_id, source_id, 'assets', CAST(NULL AS INTEGER) FROM asset_counts
    UNION ALL
    SELECT attributed_to_id, source_id, 'position', holder_id FROM positions
    UNION ALL
    SELECT attributed_to_id, source_id, 'event', CAST(NULL AS INTEGER) FROM events
    UNION ALL
    SELECT attributed_to_id, source_id, 'provision', CAST(NULL AS INTEGER) FROM provisions
    UNION ALL
    SELECT attributed_to_id, source_id, 'office', CAST(NULL AS INTEGER) FROM offices
    UNION ALL
    SELECT c.attributed_to_id, p.source_id, 'deployment', CAST(NULL AS INTEGER)
    FROM deployments AS c JOIN passages AS p ON p.id = c.passage_id
    UNION ALL
    SELECT c.attributed_to_id, p.source_id, 'agreement', CAST(NULL AS INTEGER)
    FROM agreements AS c JOIN passages AS p ON p.id = c.passage_id
    UNION ALL
    SELECT c.attributed_to_id, p.source_id, 'negotiation', CAST(NULL AS INTEGER)
    FROM negotiations AS c JOIN passages AS p ON p.id = c.passage_id
),
counted (speaker_id, source_id, claims, figures, assets, positions, events) AS (
    SELECT speaker_id, source_id, count(*), count(CASE WHEN kind = 'figure' THEN 1 END),
        count(CASE WHEN kind = 'assets' THEN 1 END), count(CASE WHEN kind = 'position' THEN 1 END),
        count(CASE WHEN kind = 'event' THEN 1 END)
    FROM said
    WHERE speaker_id IS NOT NULL
    GROUP BY speaker_id, source_id
),
spoken_for (speaker_id, source_id, key) AS (
    SELECT DISTINCT x.speaker_id, x.source_id, a.key
    FROM said AS x JOIN actors AS a ON a.id = x.holder_id
    WHERE x.speaker_id <> x.holder_id
),
placed (speaker_id, source_id, place, key) AS (
    SELECT speaker_id, source_id, row_number() OVER (PARTITION BY speaker_id, source_id ORDER BY key), key
    FROM spoken_for
),
listed (speaker_id, source_id, place, keys) AS (
    SELECT speaker_id, source_id, place, key FROM placed WHERE place = 1
    UNION ALL
    SELECT l.speaker_id, l.source_id, p.place, l.keys || ', ' || p.key
    FROM listed AS l
    JOIN placed AS p ON p.speaker_id = l.speaker_id AND p.source_id = l.source_id AND p.place = l.place + 1
),
office (person_id, place, title) AS (
    SELECT t.person_id, row_number() OVER (PARTITION BY t.person_id ORDER BY t.title), t.title
    FROM (SELECT DISTINCT person_id, title FROM offices) AS t
),
offices_listed (person_id, place, titles) AS (
    SELECT person_id, place, title FROM office WHERE place = 1
    UNION ALL
    SELECT l.person_id, o.place, l.titles || ', ' || o.title
    FROM offices_listed AS l JOIN office AS o ON o.person_id = l.person_id AND o.place = l.place + 1
)
SELECT a.key AS speaker, a.name AS speaker_name, a.kind AS kind, whole.key AS part_of, whole.name AS part_of_name,
    (SELECT l.titles FROM offices_listed AS l WHERE l.person_id = a.id ORDER BY l.place DESC LIMIT 1) AS offices,
    (SELECT l.keys FROM listed AS l WHERE l.speaker_id = c.speaker_id AND l.source_id = c.source_id
        ORDER BY l.place DESC LIMIT 1) AS speaks_for,
    s.key AS source, c.claims AS claims, c.figures AS figures, c.assets AS assets, c.positions AS positions,
    c.events AS events
FROM counted AS c
JOIN actors AS a ON a.id = c.speaker_id
JOIN sources AS s ON s.id = c.source_id
LEFT JOIN actors AS whole ON whole.id = a.part_of_id
WHERE (:speaker IS NULL OR a.id IN (SELECT id FROM speakers))
    AND (:kind IS NULL OR a.kind = :kind)
    AND (:source IS NULL OR s.key = :source)
ORDER BY c.claims DESC, a.key, s.key
