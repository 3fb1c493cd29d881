"""Counts of people are checked in less than half the time on SQLite, and indexed where there is something to find."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = {
    "category": "military civilian contractor civilian_any fighters police dependents all unspecified",
    "function": "advise train combat security intelligence aviation administration logistics medical diplomatic command"
    " unspecified",
    "measure": "proposed requested planned authorized announced standby sent present remaining withdrawn",
    "quantifier": "exact about nearly up_to at_least more_than fewer_than between several dozens hundreds thousands"
    " unquantified",
    "status": "accepted conflict work_needed deprecated",
    "value_kind": "value unknown none",
}
DAYS = ("as_of_earliest", "as_of_latest")
SOME = ("deployment_id", "part_of_id")
INDEXED = ("actor_id", "host_id", "passage_id", "seed_file_id")

KEY_BEFORE = (
    "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-'"
    " AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key"
)
KEY = (
    "key GLOB '[^-]*' AND key NOT GLOB '*[^a-z0-9-]*' AND key NOT GLOB '*-' AND key NOT GLOB '*--*'"
    " AND length(key) = length(CAST(key AS BLOB))"
)
WORDING_BEFORE = (
    "wording IS NULL OR (length(trim(wording)) > 0"
    " AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording"
    " AND length(wording) - length(replace(wording, ' ', '')) < 8)"
)
WORDING = (
    "wording IS NULL OR (length(trim(wording)) > 0 AND instr(wording, '\t') = 0 AND instr(wording, '\n') = 0"
    " AND instr(wording, '\r') = 0 AND wording NOT GLOB '* * * * * * * * *')"
)


def known(column):
    """Say that a column holds one of its words, as a list and one by one."""
    words = [f"'{word}'" for word in WORDS[column].split()]
    return f"{column} IN ({', '.join(words)})", " OR ".join(f"{column} = {word}" for word in words)


def a_day(column):
    """Say that a column holds a day or nothing, in two ways."""
    day = f"date({column}, '+0 days')"
    return f"{column} IS NULL OR ({day} IS NOT NULL AND {day} = {column})", f"{day} IS {column}"


# Each rule as it was and as it is: the same meaning.
RULES = {
    **{f"ck_personnel_counts_{column}_known": known(column) for column in WORDS},
    **{f"ck_personnel_counts_{column}_is_a_day": a_day(column) for column in DAYS},
    "ck_personnel_counts_key_is_words_joined_by_hyphens": (KEY_BEFORE, KEY),
    "ck_personnel_counts_wording_is_a_few_words": (WORDING_BEFORE, WORDING),
}


def rebuild(old, new):
    """Write the table anew with rules in other words; its indexes go with the old one.

    SQLite's own schema could be edited in place, but not by every build of it. With the alteration done as of old,
    the views need not be taken down: they find the table under its name again.
    """
    bind = op.get_bind()
    made = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'personnel_counts'"
    ).scalar_one()
    for name, wordings in RULES.items():
        rule = f"CONSTRAINT {name} CHECK ({wordings[old]})"
        if made.count(rule) != 1:
            raise ValueError(f"{name} is not the rule that it should be")
        made = made.replace(rule, f"CONSTRAINT {name} CHECK ({wordings[new]})")
    bind.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    bind.exec_driver_sql(f"CREATE TABLE new_personnel_counts ({made.partition('(')[2]}")
    bind.exec_driver_sql("INSERT INTO new_personnel_counts SELECT * FROM personnel_counts ORDER BY id")
    bind.exec_driver_sql("DROP TABLE personnel_counts")
    bind.exec_driver_sql("ALTER TABLE new_personnel_counts RENAME TO personnel_counts")
    bind.exec_driver_sql("PRAGMA legacy_alter_table = OFF")


def index(columns):
    """Index columns of all counts."""
    for column in columns:
        op.create_index(op.f(f"ix_personnel_counts_{column}"), "personnel_counts", [column])


def upgrade():
    if op.get_bind().dialect.name == "sqlite":
        rebuild(0, 1)
        index(INDEXED)
    else:
        for column in SOME:
            op.drop_index(op.f(f"ix_personnel_counts_{column}"), "personnel_counts")
    for column in SOME:
        where = sa.text(f"{column} IS NOT NULL")
        name = op.f(f"ix_personnel_counts_{column}")
        op.create_index(name, "personnel_counts", [column], sqlite_where=where, postgresql_where=where)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        rebuild(1, 0)
        index(INDEXED)
    else:
        for column in SOME:
            op.drop_index(op.f(f"ix_personnel_counts_{column}"), "personnel_counts")
    index(SOME)
