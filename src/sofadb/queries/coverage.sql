-- title: What is known of each host state year by year, and the years of which nothing is
-- why: To see where the dataset is thin before concluding anything from it. A claim for a period counts in each of
-- why: its years. Positions and events count for the receiving states of their negotiation.
-- param: host actor; the state where they are, with all that is part of it
-- param: negotiation negotiation; only the receiving states of this negotiation
-- show: host_name, year, coverage, sources, figures, positions, events
WITH RECURSIVE
hosts (id) AS (
    SELECT id FROM actors WHERE key = :host
    UNION
    SELECT a.id FROM actors AS a JOIN hosts AS h ON a.part_of_id = h.id
),
receiving (negotiation_id, host_id) AS (
    SELECT negotiation_id, actor_id FROM negotiation_parties WHERE role = 'receiving_state'
),
dated (host_id, kind, source_id, first_day, last_day) AS (
    SELECT host_id, 'figure', source_id, coalesce(as_of_earliest, as_of_latest), coalesce(as_of_latest, as_of_earliest)
    FROM personnel_counts
    UNION ALL
    SELECT r.host_id, 'position', p.source_id, coalesce(p.stated_earliest, p.stated_latest),
        coalesce(p.stated_latest, p.stated_earliest)
    FROM positions AS p JOIN receiving AS r ON r.negotiation_id = p.negotiation_id
    UNION ALL
    SELECT r.host_id, 'event', e.source_id, coalesce(e.occurred_earliest, e.occurred_latest),
        coalesce(e.occurred_latest, e.occurred_earliest)
    FROM events AS e JOIN receiving AS r ON r.negotiation_id = e.negotiation_id
),
claim (host_id, kind, source_id, first_year, last_year, claims) AS (
    SELECT host_id, kind, source_id, CAST(substr(CAST(first_day AS TEXT), 1, 4) AS INTEGER),
        CAST(substr(CAST(last_day AS TEXT), 1, 4) AS INTEGER), count(*)
    FROM dated
    WHERE first_day IS NOT NULL
        AND (:host IS NULL OR host_id IN (SELECT id FROM hosts))
        AND (:negotiation IS NULL OR host_id IN (
            SELECT r.host_id FROM receiving AS r JOIN negotiations AS n ON n.id = r.negotiation_id
            WHERE n.key = :negotiation))
    GROUP BY 1, 2, 3, 4, 5
),
known (host_id, year, last_year) AS (
    SELECT host_id, min(first_year), max(last_year) FROM claim GROUP BY host_id
    UNION ALL
    SELECT host_id, year + 1, last_year FROM known WHERE year < last_year
),
counted (host_id, year, sources, figures, positions, events) AS (
    SELECT k.host_id, k.year, count(DISTINCT c.source_id),
        coalesce(sum(CASE WHEN c.kind = 'figure' THEN c.claims END), 0),
        coalesce(sum(CASE WHEN c.kind = 'position' THEN c.claims END), 0),
        coalesce(sum(CASE WHEN c.kind = 'event' THEN c.claims END), 0)
    FROM known AS k
    LEFT JOIN claim AS c ON c.host_id = k.host_id AND c.first_year <= k.year AND k.year <= c.last_year
    GROUP BY k.host_id, k.year
)
SELECT host.key AS host, host.name AS host_name, n.year AS year,
    CASE WHEN n.sources = 0 THEN 'gap' ELSE 'covered' END AS coverage, n.sources AS sources, n.figures AS figures,
    n.positions AS positions, n.events AS events
FROM counted AS n
JOIN actors AS host ON host.id = n.host_id
ORDER BY host.key, n.year
