"""Whether sources agree, and more kinds of contradictions: against a majority, of parts and their whole."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Every part with each of its wholes, at any depth; and where a part stands in its tree: the topmost
# whole, and how many of its wholes are of the very same thing as it. Whoever splits 500 troops into
# 200 and 300 says nothing in which the parts differ from the whole: they stand one step below it.
TREES = """
wholes (part_id, whole_id) AS (
    SELECT id, part_of_id FROM personnel_counts WHERE part_of_id IS NOT NULL
    UNION
    SELECT w.part_id, c.part_of_id
    FROM wholes AS w
    JOIN personnel_counts AS c ON c.id = w.whole_id
    WHERE c.part_of_id IS NOT NULL
),
places (count_id, top_id, step) AS (
    SELECT part.id,
        max(CASE WHEN whole.part_of_id IS NULL THEN whole.id END),
        sum(CASE WHEN whole.actor_id = part.actor_id AND whole.host_id = part.host_id
            AND coalesce(whole.deployment_id, 0) = coalesce(part.deployment_id, 0)
            AND coalesce(whole.place, '') = coalesce(part.place, '')
            AND whole.measure = part.measure AND whole.category = part.category
            AND whole.function = part.function THEN 1 ELSE 0 END)
    FROM wholes AS w
    JOIN personnel_counts AS part ON part.id = w.part_id
    JOIN personnel_counts AS whole ON whole.id = w.whole_id
    GROUP BY part.id
)"""


def speaks(count):
    """Say when a claim takes part in comparisons: it has a number and a day, and is relied on."""
    return (
        f"coalesce({count}.low, {count}.best, {count}.high) IS NOT NULL AND {count}.as_of IS NOT NULL"
        f" AND {count}.status <> 'deprecated'"
    )


def is_below(one, other):
    """Say when the one count is for certain less than the other.

    A number with a hedge that sets no bound ("about 170") stands for itself; a missing bound is open.
    Nothing is added, for the largest number would overflow.
    """
    return (
        f"coalesce({one}.high - CASE {one}.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, {one}.best)"
        f" - CASE {other}.quantifier WHEN 'more_than' THEN 1 ELSE 0 END < coalesce({other}.low, {other}.best)"
    )


def comparable(one, other):
    """Say when two claims of a common day may be compared: people who moved, only on one single day."""
    days = " AND ".join(f"{count}.as_of_earliest = {count}.as_of_latest" for count in (one, other))
    return (
        f"(({one}.measure NOT IN ('sent', 'withdrawn') AND {other}.measure NOT IN ('sent', 'withdrawn')) OR ({days}))"
    )


# Claims on the same people, numbered by the day on which they begin, and for each the last that begins
# while it still holds. Of two claims of a common day one begins while the other holds: whoever counts
# from each claim to its last has every such pair once, and looks at no other. (A join of days that
# overlap would let PostgreSQL compare each claim with all others on the same people.)
DAYS = f"""
edges (count_id, begins, number) AS (
    SELECT count_id, begins,
        sum(begins) OVER (ORDER BY host_id, actor_id, function, deployment_id, place, day, begins DESC, count_id
            ROWS UNBOUNDED PRECEDING)
    FROM (
        SELECT c.id AS count_id, 1 AS begins, coalesce(c.as_of_earliest, '-infinity') AS day, c.host_id, c.actor_id,
            c.function, coalesce(c.deployment_id, 0) AS deployment_id, coalesce(c.place, '') AS place
        FROM personnel_counts AS c WHERE {speaks("c")}
        UNION ALL
        SELECT c.id, 0, coalesce(c.as_of_latest, 'infinity'), c.host_id, c.actor_id,
            c.function, coalesce(c.deployment_id, 0), coalesce(c.place, '')
        FROM personnel_counts AS c WHERE {speaks("c")}
    ) AS both_edges
),
spans (count_id, number, last) AS (
    SELECT b.count_id, b.number, e.number
    FROM edges AS b
    JOIN edges AS e ON e.count_id = b.count_id
    WHERE b.begins = 1 AND e.begins = 0
),
reach (count_id, number, last) AS (
    SELECT count_id, number + 1, last FROM spans WHERE number < last
    UNION ALL
    SELECT count_id, number + 1, last FROM reach WHERE number < last
)"""

# Pairs of claims on the same people on a common day; of what differs in measure or category, only what
# does not meet. A part is held neither against its whole at any depth nor, within one source, against
# another part of that whole. Each pair stands once, its refs in order; `compared` holds those of the
# very same thing both ways.
PAIRS = f"""
pairs (count_id, other_id, same, meet) AS (
    SELECT CASE WHEN in_order THEN one_id ELSE other_id END,
        CASE WHEN in_order THEN other_id ELSE one_id END,
        same, meet
    FROM (
        SELECT one.id AS one_id, other.id AS other_id,
            one_source.key || '/' || one.key < other_source.key || '/' || other.key AS in_order,
            CASE WHEN one.measure = other.measure AND one.category = other.category THEN 1 ELSE 0 END AS same,
            CASE WHEN {is_below("one", "other")} OR {is_below("other", "one")} THEN 0 ELSE 1 END AS meet
        FROM reach AS r
        JOIN spans AS s ON s.number = r.number
        JOIN personnel_counts AS one ON one.id = r.count_id
        JOIN personnel_counts AS other ON other.id = s.count_id
        JOIN sources AS one_source ON one_source.id = one.source_id
        JOIN sources AS other_source ON other_source.id = other.source_id
        LEFT JOIN places AS one_place ON one_place.count_id = one.id
        LEFT JOIN places AS other_place ON other_place.count_id = other.id
        WHERE ((other.measure = one.measure AND other.category = one.category)
                OR {is_below("one", "other")} OR {is_below("other", "one")})
            AND {comparable("one", "other")}
            AND coalesce(one_place.step, 0) = coalesce(other_place.step, 0)
            AND (one.source_id <> other.source_id
                OR coalesce(one_place.top_id, one.id) <> coalesce(other_place.top_id, other.id))
            AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = one.id AND w.whole_id = other.id)
            AND NOT EXISTS (SELECT 1 FROM wholes AS w WHERE w.part_id = other.id AND w.whole_id = one.id)
    ) AS unordered
),
compared (count_id, other_id, source_id, meet) AS (
    SELECT p.count_id, p.other_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.other_id WHERE p.same <> 0
    UNION ALL
    SELECT p.other_id, p.count_id, c.source_id, p.meet
    FROM pairs AS p JOIN personnel_counts AS c ON c.id = p.count_id WHERE p.same <> 0
)"""

# Other sources that speak of a common day of a pair that does not meet. A source that contradicts itself
# stands with neither. (PostgreSQL takes a comparison with <> to leave most rows, and with = to leave
# hardly any, after which it would walk through all pairs for each pair.)
SUPPORT = """
thirds (count_id, other_id, with_count, with_other) AS (
    SELECT p.count_id, p.other_id, min(met.meet), min(met_other.meet)
    FROM pairs AS p
    JOIN personnel_counts AS c ON c.id = p.count_id
    JOIN personnel_counts AS other ON other.id = p.other_id
    JOIN compared AS met ON met.count_id = p.count_id
    JOIN compared AS met_other ON met_other.count_id = p.other_id AND met_other.other_id = met.other_id
    WHERE p.same <> 0 AND p.meet <> 1
        AND met.source_id <> c.source_id AND met.source_id <> other.source_id
    GROUP BY p.count_id, p.other_id, met.source_id
),
support (count_id, other_id, sources_for, other_sources_for) AS (
    SELECT count_id, other_id, CAST(sum(with_count) AS integer), CAST(sum(with_other) AS integer)
    FROM thirds GROUP BY count_id, other_id
)"""

COMMON_DAY = """coalesce(part.as_of_earliest, '-infinity') <= coalesce(whole.as_of_latest, 'infinity')
        AND coalesce(whole.as_of_earliest, '-infinity') <= coalesce(part.as_of_latest, 'infinity')"""
OVER_WHOLE = f"""
    SELECT w.part_id, w.whole_id, w.part_id, 'part_over_whole', NULL, NULL, NULL, NULL, NULL
    FROM wholes AS w
    JOIN personnel_counts AS part ON part.id = w.part_id
    JOIN personnel_counts AS whole ON whole.id = w.whole_id
    WHERE part.measure = whole.measure
        AND {COMMON_DAY}
        AND {is_below("whole", "part")}
        AND {speaks("part")}
        AND {speaks("whole")}
        AND {comparable("part", "whole")}"""

# What one source says of the direct parts of an exact whole, and what does not add up to it. Claims on
# the same thing may be one part said twice, or two parts that differ in nothing that is kept: the least
# is counted once for each thing, the most for each claim, and what is found is so either way. A part
# without a number or a day has no bounds; one that alone is over the whole is found already. Sums are no
# integers, which could overflow.
KNOWN = f"part.as_of IS NOT NULL AND {comparable('part', 'whole')}"
LEAST = f"""CASE WHEN {KNOWN} THEN coalesce(part.low * 1.0
            + CASE part.quantifier WHEN 'more_than' THEN 1 ELSE 0 END, part.best * 1.0, 0.0) ELSE 0.0 END"""
MOST = f"""CASE WHEN {KNOWN} THEN coalesce(part.high * 1.0
            - CASE part.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, part.best * 1.0) END"""
LARGEST = 2**63 - 1
SUMS = f"""
things (whole_id, source_id, first_key, whole_number, least, over, most, claims, bounded, begins, ends) AS (
    SELECT whole.id, part.source_id, min(part.key), whole.low,
        min({LEAST}),
        max(CASE WHEN {KNOWN} AND {is_below("whole", "part")} THEN 1 ELSE 0 END),
        sum({MOST}),
        count(*),
        count({MOST}),
        max(coalesce(part.as_of_earliest, '-infinity')),
        min(coalesce(part.as_of_latest, 'infinity'))
    FROM personnel_counts AS part
    JOIN personnel_counts AS whole ON whole.id = part.part_of_id
    WHERE whole.quantifier = 'exact'
        AND part.measure = whole.measure
        AND part.status <> 'deprecated'
        AND {COMMON_DAY}
        AND {speaks("whole")}
        AND {comparable("whole", "whole")}
    GROUP BY whole.id, part.source_id, whole.low, part.actor_id, part.host_id, coalesce(part.deployment_id, 0),
        coalesce(part.place, ''), part.category, part.function
),
sums (whole_id, source_id, first_key, parts, least, most) AS (
    SELECT whole_id, source_id, min(first_key), CAST(sum(claims) AS integer), sum(least),
        CASE WHEN sum(claims) = sum(bounded) THEN sum(most) END
    FROM things
    GROUP BY whole_id, source_id, whole_number
    HAVING count(*) > 1
        AND max(begins) <= min(ends)
        AND max(over) = 0
        AND (sum(least) > whole_number OR (sum(claims) = sum(bounded) AND sum(most) < whole_number))
)"""
NOT_WHOLE = f"""
    SELECT part.id, s.whole_id, s.whole_id, 'parts_not_whole', NULL, NULL, s.parts,
        CASE WHEN s.least < {LARGEST} THEN CAST(s.least AS bigint) ELSE {LARGEST} END,
        CASE WHEN s.most < {LARGEST} THEN CAST(s.most AS bigint) END
    FROM sums AS s
    JOIN personnel_counts AS part ON part.source_id = s.source_id AND part.key = s.first_key"""

CONFLICTS = f"""
CREATE VIEW conflicts AS
WITH RECURSIVE{TREES},{DAYS},{PAIRS},{SUPPORT},{SUMS},
findings (count_id, other_id, of_id, verdict, sources_for, other_sources_for, parts, low, high) AS (
    SELECT p.count_id, p.other_id, p.count_id, CAST(NULL AS text),
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.sources_for, 0) END,
        CASE WHEN p.same <> 0 THEN 1 + coalesce(s.other_sources_for, 0) END,
        CAST(NULL AS integer), CAST(NULL AS bigint), CAST(NULL AS bigint)
    FROM pairs AS p
    LEFT JOIN support AS s ON s.count_id = p.count_id AND s.other_id = p.other_id
    WHERE p.meet <> 1
    UNION ALL{OVER_WHOLE}
    UNION ALL{NOT_WHOLE}
)
SELECT
    source.key || '/' || c.key AS ref,
    other_source.key || '/' || other.key AS other_ref,
    CASE
        WHEN f.verdict IS NOT NULL THEN f.verdict
        WHEN c.measure <> other.measure THEN 'other_measure'
        WHEN c.category <> other.category THEN 'other_category'
        WHEN f.sources_for = f.other_sources_for THEN 'conflict'
        ELSE 'majority'
    END AS verdict,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    deployment.key AS deployment,
    of_what.place AS place,
    of_what.function AS function,
    of_what.measure AS measure,
    other.measure AS other_measure,
    of_what.category AS category,
    other.category AS other_category,
    CASE WHEN f.parts IS NULL THEN c.wording END AS wording,
    other.wording AS other_wording,
    CASE WHEN f.parts IS NULL THEN c.low ELSE f.low END AS low,
    CASE WHEN f.parts IS NULL THEN c.best END AS best,
    CASE WHEN f.parts IS NULL THEN c.high ELSE f.high END AS high,
    other.low AS other_low,
    other.best AS other_best,
    other.high AS other_high,
    of_what.as_of AS as_of,
    other.as_of AS other_as_of,
    source.key AS source,
    other_source.key AS other_source,
    CASE
        WHEN f.sources_for > f.other_sources_for THEN source.key || '/' || c.key
        WHEN f.sources_for < f.other_sources_for THEN other_source.key || '/' || other.key
    END AS majority_ref,
    f.sources_for AS sources_for,
    f.other_sources_for AS other_sources_for,
    f.parts AS parts
FROM findings AS f
JOIN personnel_counts AS c ON c.id = f.count_id
JOIN personnel_counts AS other ON other.id = f.other_id
JOIN personnel_counts AS of_what ON of_what.id = f.of_id
JOIN sources AS source ON source.id = c.source_id
JOIN sources AS other_source ON other_source.id = other.source_id
JOIN actors AS actor ON actor.id = of_what.actor_id
JOIN actors AS host ON host.id = of_what.host_id
LEFT JOIN deployments AS deployment ON deployment.id = of_what.deployment_id
"""

CORROBORATION = f"""
CREATE VIEW corroboration AS
WITH RECURSIVE{TREES},{DAYS},{PAIRS},
spoken (count_id, meet) AS (
    SELECT x.count_id, min(x.meet)
    FROM compared AS x
    JOIN personnel_counts AS c ON c.id = x.count_id
    WHERE x.source_id <> c.source_id
    GROUP BY x.count_id, x.source_id
    UNION ALL
    SELECT c.id, NULL FROM personnel_counts AS c WHERE {speaks("c")}
),
tally (count_id, meeting, others) AS (
    SELECT count_id, CAST(coalesce(sum(meet), 0) AS integer), CAST(count(meet) AS integer)
    FROM spoken GROUP BY count_id
)
SELECT
    source.key || '/' || c.key AS ref,
    CASE
        WHEN t.others = 0 THEN 'unique'
        WHEN t.meeting = t.others THEN 'confirmed'
        WHEN t.meeting + 1 > t.others - t.meeting THEN 'majority'
        ELSE 'conflict'
    END AS corroboration,
    t.meeting AS sources_meeting,
    t.others - t.meeting AS sources_not_meeting,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    deployment.key AS deployment,
    c.place AS place,
    c.category AS category,
    c.function AS function,
    c.measure AS measure,
    c.wording AS wording,
    c.quantifier AS quantifier,
    c.low AS low,
    c.best AS best,
    c.high AS high,
    c.as_of AS as_of,
    c.as_of_earliest AS as_of_earliest,
    c.as_of_latest AS as_of_latest,
    source.key AS source,
    passage.locator_type || ' ' || passage.locator AS locator,
    c.status AS status
FROM tally AS t
JOIN personnel_counts AS c ON c.id = t.count_id
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS source ON source.id = c.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS deployment ON deployment.id = c.deployment_id
"""

# The view as it was, word for word.
CONFLICTS_BEFORE = """
CREATE VIEW conflicts AS
SELECT
    source.key || '/' || c.key AS ref,
    other_source.key || '/' || other.key AS other_ref,
    CASE
        WHEN c.measure <> other.measure THEN 'other_measure'
        WHEN c.category <> other.category THEN 'other_category'
        ELSE 'conflict'
    END AS verdict,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    deployment.key AS deployment,
    c.place AS place,
    c.function AS function,
    c.measure AS measure,
    other.measure AS other_measure,
    c.category AS category,
    other.category AS other_category,
    c.wording AS wording,
    other.wording AS other_wording,
    c.low AS low,
    c.best AS best,
    c.high AS high,
    other.low AS other_low,
    other.best AS other_best,
    other.high AS other_high,
    c.as_of AS as_of,
    other.as_of AS other_as_of,
    source.key AS source,
    other_source.key AS other_source
FROM personnel_counts AS c
JOIN personnel_counts AS other ON other.host_id = c.host_id
    AND other.actor_id = c.actor_id
    AND other.function = c.function
    AND coalesce(other.deployment_id, 0) = coalesce(c.deployment_id, 0)
    AND coalesce(other.place, '') = coalesce(c.place, '')
    AND other.as_of_earliest <= c.as_of_latest
    AND c.as_of_earliest <= other.as_of_latest
    AND (coalesce(other.high - CASE other.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, other.best)
            < coalesce(c.low + CASE c.quantifier WHEN 'more_than' THEN 1 ELSE 0 END, c.best)
        OR coalesce(c.high - CASE c.quantifier WHEN 'fewer_than' THEN 1 ELSE 0 END, c.best)
            < coalesce(other.low + CASE other.quantifier WHEN 'more_than' THEN 1 ELSE 0 END, other.best))
    AND coalesce(other.part_of_id, 0) <> c.id
    AND coalesce(c.part_of_id, 0) <> other.id
    AND coalesce(c.part_of_id, 0) <> coalesce(other.part_of_id, -1)
    AND c.status <> 'deprecated'
    AND other.status <> 'deprecated'
    AND (c.measure NOT IN ('sent', 'withdrawn')
        OR (c.as_of_earliest = c.as_of_latest AND other.as_of_earliest = other.as_of_latest))
JOIN sources AS source ON source.id = c.source_id
JOIN sources AS other_source ON other_source.id = other.source_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS deployment ON deployment.id = c.deployment_id
WHERE source.key || '/' || c.key < other_source.key || '/' || other.key
"""


def upgrade():
    op.execute("DROP VIEW conflicts")
    op.execute(CONFLICTS)
    op.execute(CORROBORATION)


def downgrade():
    op.execute("DROP VIEW corroboration")
    op.execute("DROP VIEW conflicts")
    op.execute(CONFLICTS_BEFORE)
