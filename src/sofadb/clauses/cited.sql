-- Every passage that a claim cites.
cited (passage_id) AS (
    SELECT passage_id FROM personnel_counts
    UNION
    SELECT passage_id FROM asset_counts
    UNION
    SELECT passage_id FROM positions
    UNION
    SELECT passage_id FROM events
    UNION
    SELECT passage_id FROM provisions
    UNION
    SELECT passage_id FROM offices
    UNION
    SELECT passage_id FROM negotiations
    UNION
    SELECT passage_id FROM agreements
    UNION
    SELECT passage_id FROM deployments
)
