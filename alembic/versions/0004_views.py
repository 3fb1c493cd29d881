"""What people query: figures, stances, timeline, conflicts."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIGURES = """
CREATE VIEW figures AS
SELECT
    source.key || '/' || c.key AS ref,
    actor.key AS actor,
    actor.name AS actor_name,
    host.key AS host,
    host.name AS host_name,
    c.category AS category,
    c.function AS function,
    c.measure AS measure,
    c.wording AS wording,
    c.quantifier AS quantifier,
    c.low AS low,
    c.best AS best,
    c.high AS high,
    c.value_kind AS value_kind,
    c.as_of AS as_of,
    c.as_of_earliest AS as_of_earliest,
    c.as_of_latest AS as_of_latest,
    c.place AS place,
    deployment.key AS deployment,
    whole_source.key || '/' || whole.key AS part_of,
    speaker.key AS attributed_to,
    source.key AS source,
    publication.key AS publication,
    source.published AS published,
    passage.locator_type || ' ' || passage.locator AS locator,
    c.status AS status
FROM personnel_counts AS c
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS source ON source.id = c.source_id
JOIN publications AS publication ON publication.id = source.publication_id
JOIN actors AS actor ON actor.id = c.actor_id
JOIN actors AS host ON host.id = c.host_id
LEFT JOIN deployments AS deployment ON deployment.id = c.deployment_id
LEFT JOIN personnel_counts AS whole ON whole.id = c.part_of_id
LEFT JOIN sources AS whole_source ON whole_source.id = whole.source_id
LEFT JOIN actors AS speaker ON speaker.id = c.attributed_to_id
"""

STANCES = """
CREATE VIEW stances AS
SELECT
    source.key || '/' || p.key AS ref,
    negotiation.key AS negotiation,
    holder.key AS holder,
    holder.name AS holder_name,
    addressee.key AS addressee,
    addressee.name AS addressee_name,
    p.act AS act,
    p.issue AS issue,
    p.jurisdiction AS jurisdiction,
    p.summary AS summary,
    p.stated AS stated,
    p.stated_earliest AS stated_earliest,
    p.stated_latest AS stated_latest,
    p.target_date AS target_date,
    question_source.key || '/' || question.key AS responds_to,
    speaker.key AS attributed_to,
    source.key AS source,
    publication.key AS publication,
    source.published AS published,
    passage.locator_type || ' ' || passage.locator AS locator,
    p.status AS status
FROM positions AS p
JOIN passages AS passage ON passage.id = p.passage_id
JOIN sources AS source ON source.id = p.source_id
JOIN publications AS publication ON publication.id = source.publication_id
JOIN negotiations AS negotiation ON negotiation.id = p.negotiation_id
JOIN actors AS holder ON holder.id = p.holder_id
LEFT JOIN actors AS addressee ON addressee.id = p.addressee_id
LEFT JOIN positions AS question ON question.id = p.responds_to_id
LEFT JOIN sources AS question_source ON question_source.id = question.source_id
LEFT JOIN actors AS speaker ON speaker.id = p.attributed_to_id
"""

TIMELINE = """
CREATE VIEW timeline AS
SELECT
    negotiation.key AS negotiation,
    entry.occurred AS occurred,
    entry.occurred_earliest AS occurred_earliest,
    entry.occurred_latest AS occurred_latest,
    entry.kind AS kind,
    entry.what AS what,
    actor.key AS actor,
    actor.name AS actor_name,
    entry.summary AS summary,
    source.key || '/' || entry.key AS ref,
    speaker.key AS attributed_to,
    source.key AS source,
    publication.key AS publication,
    source.published AS published,
    passage.locator_type || ' ' || passage.locator AS locator,
    entry.status AS status
FROM (
    SELECT negotiation_id, stated AS occurred, stated_earliest AS occurred_earliest,
        stated_latest AS occurred_latest, 'position' AS kind, act || ' ' || issue AS what,
        holder_id AS actor_id, summary, source_id, key, attributed_to_id, passage_id, status
    FROM positions
    UNION ALL
    SELECT negotiation_id, occurred, occurred_earliest, occurred_latest, 'event', kind,
        actor_id, summary, source_id, key, attributed_to_id, passage_id, status
    FROM events
    UNION ALL
    SELECT d.negotiation_id, c.as_of, c.as_of_earliest, c.as_of_latest, 'figure',
        c.measure || ' ' || c.category, c.actor_id, c.wording, c.source_id, c.key,
        c.attributed_to_id, c.passage_id, c.status
    FROM personnel_counts AS c
    JOIN deployments AS d ON d.id = c.deployment_id
) AS entry
LEFT JOIN negotiations AS negotiation ON negotiation.id = entry.negotiation_id
JOIN passages AS passage ON passage.id = entry.passage_id
JOIN sources AS source ON source.id = entry.source_id
JOIN publications AS publication ON publication.id = source.publication_id
LEFT JOIN actors AS actor ON actor.id = entry.actor_id
LEFT JOIN actors AS speaker ON speaker.id = entry.attributed_to_id
WHERE entry.negotiation_id IS NOT NULL OR entry.kind = 'event'
"""

# Two counts of the same people on a common day whose ranges do not meet. A number with a hedge that
# sets no bound ("about 170") stands for itself; a missing bound is open, and "more than" is over its
# bound. A part is held neither against its whole nor against another part of it; people who moved are
# compared only where both speak of one day. What counts something else is said in `verdict`.
CONFLICTS = """
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
    for view in (FIGURES, STANCES, TIMELINE, CONFLICTS):
        op.execute(view)


def downgrade():
    for name in ("conflicts", "timeline", "stances", "figures"):
        op.execute(f"DROP VIEW {name}")
