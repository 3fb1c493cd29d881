"""Counts of people are found by whose they are, where, and what is counted, day after day."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SERIES = ["actor_id", "host_id", "measure", "category", "as_of_latest"]


def upgrade():
    op.drop_index(op.f("ix_personnel_counts_actor_id"), "personnel_counts")
    op.create_index(op.f("ix_personnel_counts_series"), "personnel_counts", SERIES)


def downgrade():
    op.drop_index(op.f("ix_personnel_counts_series"), "personnel_counts")
    op.create_index(op.f("ix_personnel_counts_actor_id"), "personnel_counts", ["actor_id"])
