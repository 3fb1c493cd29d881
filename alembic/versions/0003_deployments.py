"""Who went, and how many."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "deployments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("mission", TEXT, nullable=False),
        sa.Column("legal_status", TEXT, nullable=True),
        sa.Column("started", TEXT, nullable=True),
        sa.Column("started_earliest", DAY, nullable=True),
        sa.Column("started_latest", DAY, nullable=True),
        sa.Column("started_text", TEXT, nullable=True),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("ended_earliest", DAY, nullable=True),
        sa.Column("ended_latest", DAY, nullable=True),
        sa.Column("ended_text", TEXT, nullable=True),
        sa.Column("negotiation_id", sa.Integer(), nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended_earliest IS NULL OR (date(ended_earliest, '+0 days') IS NOT NULL AND date(ended_earliest, '+0 days') = ended_earliest)",
            name=op.f("ck_deployments_ended_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(ended IS NULL AND ended_earliest IS NULL AND ended_latest IS NULL) OR (ended IS NOT NULL AND length(ended) > 0 AND (ended_earliest IS NOT NULL OR ended_latest IS NOT NULL))",
            name=op.f("ck_deployments_ended_has_its_days"),
        ),
        sa.CheckConstraint(
            "ended_earliest IS NULL OR ended_latest IS NULL OR ended_earliest <= ended_latest",
            name=op.f("ck_deployments_ended_in_order"),
        ),
        sa.CheckConstraint(
            "ended_latest IS NULL OR (date(ended_latest, '+0 days') IS NOT NULL AND date(ended_latest, '+0 days') = ended_latest)",
            name=op.f("ck_deployments_ended_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_deployments_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "legal_status IN ('exclusive_sending', 'primary_sending', 'concurrent', 'exclusive_receiving', 'diplomatic', 'administrative_technical', 'none', 'unspecified')",
            name=op.f("ck_deployments_legal_status_known"),
        ),
        sa.CheckConstraint(
            "mission IN ('advise_assist', 'train', 'combat', 'counterterrorism', 'peacekeeping', 'embassy_security', 'base_presence', 'administration', 'aviation_support', 'exercise', 'humanitarian', 'other')",
            name=op.f("ck_deployments_mission_known"),
        ),
        sa.CheckConstraint(
            "started_earliest IS NULL OR (date(started_earliest, '+0 days') IS NOT NULL AND date(started_earliest, '+0 days') = started_earliest)",
            name=op.f("ck_deployments_started_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(started IS NULL AND started_earliest IS NULL AND started_latest IS NULL) OR (started IS NOT NULL AND length(started) > 0 AND (started_earliest IS NOT NULL OR started_latest IS NOT NULL))",
            name=op.f("ck_deployments_started_has_its_days"),
        ),
        sa.CheckConstraint(
            "started_earliest IS NULL OR started_latest IS NULL OR started_earliest <= started_latest",
            name=op.f("ck_deployments_started_in_order"),
        ),
        sa.CheckConstraint(
            "started_latest IS NULL OR (date(started_latest, '+0 days') IS NOT NULL AND date(started_latest, '+0 days') = started_latest)",
            name=op.f("ck_deployments_started_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_deployments_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_deployments_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "title IS NULL OR length(trim(title, ' \t\n\r')) > 0",
            name=op.f("ck_deployments_title_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_deployments_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_deployments_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["actors.id"], name=op.f("fk_deployments_host_id_actors")),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.id"], name=op.f("fk_deployments_negotiation_id_negotiations")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_deployments_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_deployments_seed_file_id_seed_files")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["actors.id"], name=op.f("fk_deployments_sender_id_actors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployments")),
        sa.UniqueConstraint("key", name=op.f("uq_deployments_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_deployments_host_id"), "deployments", ["host_id"], unique=False)
    op.create_index(op.f("ix_deployments_negotiation_id"), "deployments", ["negotiation_id"], unique=False)
    op.create_index(op.f("ix_deployments_passage_id"), "deployments", ["passage_id"], unique=False)
    op.create_index(op.f("ix_deployments_seed_file_id"), "deployments", ["seed_file_id"], unique=False)
    op.create_index(op.f("ix_deployments_sender_id"), "deployments", ["sender_id"], unique=False)
    op.create_table(
        "personnel_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("deployment_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("function", TEXT, nullable=False),
        sa.Column("as_of", TEXT, nullable=True),
        sa.Column("as_of_earliest", DAY, nullable=True),
        sa.Column("as_of_latest", DAY, nullable=True),
        sa.Column("as_of_text", TEXT, nullable=True),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("quantifier", TEXT, nullable=False),
        sa.Column("value_kind", TEXT, nullable=False),
        sa.Column("low", NUMBER, nullable=True),
        sa.Column("best", NUMBER, nullable=True),
        sa.Column("high", NUMBER, nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "as_of_earliest IS NULL OR (date(as_of_earliest, '+0 days') IS NOT NULL AND date(as_of_earliest, '+0 days') = as_of_earliest)",
            name=op.f("ck_personnel_counts_as_of_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(as_of IS NULL AND as_of_earliest IS NULL AND as_of_latest IS NULL) OR (as_of IS NOT NULL AND length(as_of) > 0 AND (as_of_earliest IS NOT NULL OR as_of_latest IS NOT NULL))",
            name=op.f("ck_personnel_counts_as_of_has_its_days"),
        ),
        sa.CheckConstraint(
            "as_of_earliest IS NULL OR as_of_latest IS NULL OR as_of_earliest <= as_of_latest",
            name=op.f("ck_personnel_counts_as_of_in_order"),
        ),
        sa.CheckConstraint(
            "as_of_latest IS NULL OR (date(as_of_latest, '+0 days') IS NOT NULL AND date(as_of_latest, '+0 days') = as_of_latest)",
            name=op.f("ck_personnel_counts_as_of_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "best IS NULL OR best >= 0",
            name=op.f("ck_personnel_counts_best_not_negative"),
        ),
        sa.CheckConstraint(
            "best IS NULL OR high IS NULL OR best <= high",
            name=op.f("ck_personnel_counts_best_up_to_high"),
        ),
        sa.CheckConstraint(
            "category IN ('military', 'civilian', 'contractor', 'civilian_any', 'fighters', 'police', 'dependents', 'all', 'unspecified')",
            name=op.f("ck_personnel_counts_category_known"),
        ),
        sa.CheckConstraint(
            "function IN ('advise', 'train', 'combat', 'security', 'intelligence', 'aviation', 'administration', 'logistics', 'medical', 'diplomatic', 'command', 'unspecified')",
            name=op.f("ck_personnel_counts_function_known"),
        ),
        sa.CheckConstraint(
            "high IS NULL OR high >= 0",
            name=op.f("ck_personnel_counts_high_not_negative"),
        ),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_personnel_counts_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR low >= 0",
            name=op.f("ck_personnel_counts_low_not_negative"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR best IS NULL OR low <= best",
            name=op.f("ck_personnel_counts_low_up_to_best"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR high IS NULL OR low <= high",
            name=op.f("ck_personnel_counts_low_up_to_high"),
        ),
        sa.CheckConstraint(
            "measure IN ('proposed', 'requested', 'planned', 'authorized', 'announced', 'standby', 'sent', 'present', 'remaining', 'withdrawn')",
            name=op.f("ck_personnel_counts_measure_known"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'none' OR (quantifier = 'exact' AND low IS NOT NULL AND best IS NOT NULL AND high IS NOT NULL AND low = 0 AND best = 0 AND high = 0)",
            name=op.f("ck_personnel_counts_none_is_zero"),
        ),
        sa.CheckConstraint(
            "part_of_id IS NULL OR part_of_id <> id",
            name=op.f("ck_personnel_counts_part_of_id_not_itself"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'value' OR (quantifier = 'exact' AND low IS NOT NULL AND best IS NOT NULL AND high IS NOT NULL AND low = best AND best = high) OR (quantifier IN ('about', 'nearly') AND best IS NOT NULL) OR (quantifier IN ('up_to', 'fewer_than') AND high IS NOT NULL AND best IS NULL AND low IS NULL) OR (quantifier IN ('at_least', 'more_than') AND low IS NOT NULL AND best IS NULL AND high IS NULL) OR (quantifier = 'between' AND low IS NOT NULL AND high IS NOT NULL) OR (quantifier IN ('several', 'dozens', 'hundreds', 'thousands', 'unquantified'))",
            name=op.f("ck_personnel_counts_quantifier_has_its_bounds"),
        ),
        sa.CheckConstraint(
            "quantifier IN ('exact', 'about', 'nearly', 'up_to', 'at_least', 'more_than', 'fewer_than', 'between', 'several', 'dozens', 'hundreds', 'thousands', 'unquantified')",
            name=op.f("ck_personnel_counts_quantifier_known"),
        ),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_personnel_counts_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_personnel_counts_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'unknown' OR (quantifier = 'unquantified' AND low IS NULL AND best IS NULL AND high IS NULL)",
            name=op.f("ck_personnel_counts_unknown_has_no_number"),
        ),
        sa.CheckConstraint(
            "value_kind IN ('value', 'unknown', 'none')",
            name=op.f("ck_personnel_counts_value_kind_known"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_personnel_counts_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_personnel_counts_actor_id_actors")),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_personnel_counts_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployments.id"], name=op.f("fk_personnel_counts_deployment_id_deployments")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["actors.id"], name=op.f("fk_personnel_counts_host_id_actors")),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["personnel_counts.id"], name=op.f("fk_personnel_counts_part_of_id_personnel_counts")
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passages.id"], name=op.f("fk_personnel_counts_passage_id_passages")
        ),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_personnel_counts_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_personnel_counts_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personnel_counts")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_personnel_counts_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_personnel_counts_actor_id"), "personnel_counts", ["actor_id"], unique=False)
    op.create_index(op.f("ix_personnel_counts_deployment_id"), "personnel_counts", ["deployment_id"], unique=False)
    op.create_index(op.f("ix_personnel_counts_host_id"), "personnel_counts", ["host_id"], unique=False)
    op.create_index(op.f("ix_personnel_counts_part_of_id"), "personnel_counts", ["part_of_id"], unique=False)
    op.create_index(op.f("ix_personnel_counts_passage_id"), "personnel_counts", ["passage_id"], unique=False)
    op.create_index(op.f("ix_personnel_counts_seed_file_id"), "personnel_counts", ["seed_file_id"], unique=False)
    op.create_table(
        "count_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("aspect", TEXT, nullable=False),
        sa.Column("included", TEXT, nullable=False),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "aspect IN ('temporary_duty', 'rotational', 'afloat', 'contractors', 'embassy', 'reserve', 'classified')",
            name=op.f("ck_count_basis_aspect_known"),
        ),
        sa.CheckConstraint(
            "included IN ('yes', 'no')",
            name=op.f("ck_count_basis_included_known"),
        ),
        sa.ForeignKeyConstraint(
            ["count_id"], ["personnel_counts.id"], name=op.f("fk_count_basis_count_id_personnel_counts")
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_count_basis_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_basis")),
        sa.UniqueConstraint("count_id", "aspect", name=op.f("uq_count_basis_count_id_aspect")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_count_basis_seed_file_id"), "count_basis", ["seed_file_id"], unique=False)
    op.create_table(
        "asset_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("deployment_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("function", TEXT, nullable=False),
        sa.Column("as_of", TEXT, nullable=True),
        sa.Column("as_of_earliest", DAY, nullable=True),
        sa.Column("as_of_latest", DAY, nullable=True),
        sa.Column("as_of_text", TEXT, nullable=True),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("quantifier", TEXT, nullable=False),
        sa.Column("value_kind", TEXT, nullable=False),
        sa.Column("low", NUMBER, nullable=True),
        sa.Column("best", NUMBER, nullable=True),
        sa.Column("high", NUMBER, nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "as_of_earliest IS NULL OR (date(as_of_earliest, '+0 days') IS NOT NULL AND date(as_of_earliest, '+0 days') = as_of_earliest)",
            name=op.f("ck_asset_counts_as_of_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(as_of IS NULL AND as_of_earliest IS NULL AND as_of_latest IS NULL) OR (as_of IS NOT NULL AND length(as_of) > 0 AND (as_of_earliest IS NOT NULL OR as_of_latest IS NOT NULL))",
            name=op.f("ck_asset_counts_as_of_has_its_days"),
        ),
        sa.CheckConstraint(
            "as_of_earliest IS NULL OR as_of_latest IS NULL OR as_of_earliest <= as_of_latest",
            name=op.f("ck_asset_counts_as_of_in_order"),
        ),
        sa.CheckConstraint(
            "as_of_latest IS NULL OR (date(as_of_latest, '+0 days') IS NOT NULL AND date(as_of_latest, '+0 days') = as_of_latest)",
            name=op.f("ck_asset_counts_as_of_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "best IS NULL OR best >= 0",
            name=op.f("ck_asset_counts_best_not_negative"),
        ),
        sa.CheckConstraint(
            "best IS NULL OR high IS NULL OR best <= high",
            name=op.f("ck_asset_counts_best_up_to_high"),
        ),
        sa.CheckConstraint(
            "function IN ('advise', 'train', 'combat', 'security', 'intelligence', 'aviation', 'administration', 'logistics', 'medical', 'diplomatic', 'command', 'unspecified')",
            name=op.f("ck_asset_counts_function_known"),
        ),
        sa.CheckConstraint(
            "high IS NULL OR high >= 0",
            name=op.f("ck_asset_counts_high_not_negative"),
        ),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_asset_counts_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "kind IN ('aircraft', 'facility', 'vehicle', 'ship')",
            name=op.f("ck_asset_counts_kind_known"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR low >= 0",
            name=op.f("ck_asset_counts_low_not_negative"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR best IS NULL OR low <= best",
            name=op.f("ck_asset_counts_low_up_to_best"),
        ),
        sa.CheckConstraint(
            "low IS NULL OR high IS NULL OR low <= high",
            name=op.f("ck_asset_counts_low_up_to_high"),
        ),
        sa.CheckConstraint(
            "measure IN ('proposed', 'requested', 'planned', 'authorized', 'announced', 'standby', 'sent', 'present', 'remaining', 'withdrawn')",
            name=op.f("ck_asset_counts_measure_known"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'none' OR (quantifier = 'exact' AND low IS NOT NULL AND best IS NOT NULL AND high IS NOT NULL AND low = 0 AND best = 0 AND high = 0)",
            name=op.f("ck_asset_counts_none_is_zero"),
        ),
        sa.CheckConstraint(
            "part_of_id IS NULL OR part_of_id <> id",
            name=op.f("ck_asset_counts_part_of_id_not_itself"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'value' OR (quantifier = 'exact' AND low IS NOT NULL AND best IS NOT NULL AND high IS NOT NULL AND low = best AND best = high) OR (quantifier IN ('about', 'nearly') AND best IS NOT NULL) OR (quantifier IN ('up_to', 'fewer_than') AND high IS NOT NULL AND best IS NULL AND low IS NULL) OR (quantifier IN ('at_least', 'more_than') AND low IS NOT NULL AND best IS NULL AND high IS NULL) OR (quantifier = 'between' AND low IS NOT NULL AND high IS NOT NULL) OR (quantifier IN ('several', 'dozens', 'hundreds', 'thousands', 'unquantified'))",
            name=op.f("ck_asset_counts_quantifier_has_its_bounds"),
        ),
        sa.CheckConstraint(
            "quantifier IN ('exact', 'about', 'nearly', 'up_to', 'at_least', 'more_than', 'fewer_than', 'between', 'several', 'dozens', 'hundreds', 'thousands', 'unquantified')",
            name=op.f("ck_asset_counts_quantifier_known"),
        ),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_asset_counts_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_asset_counts_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "value_kind <> 'unknown' OR (quantifier = 'unquantified' AND low IS NULL AND best IS NULL AND high IS NULL)",
            name=op.f("ck_asset_counts_unknown_has_no_number"),
        ),
        sa.CheckConstraint(
            "value_kind IN ('value', 'unknown', 'none')",
            name=op.f("ck_asset_counts_value_kind_known"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_asset_counts_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_asset_counts_actor_id_actors")),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_asset_counts_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployments.id"], name=op.f("fk_asset_counts_deployment_id_deployments")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["actors.id"], name=op.f("fk_asset_counts_host_id_actors")),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["asset_counts.id"], name=op.f("fk_asset_counts_part_of_id_asset_counts")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_asset_counts_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_asset_counts_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_asset_counts_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_counts")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_asset_counts_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_asset_counts_actor_id"), "asset_counts", ["actor_id"], unique=False)
    op.create_index(op.f("ix_asset_counts_deployment_id"), "asset_counts", ["deployment_id"], unique=False)
    op.create_index(op.f("ix_asset_counts_host_id"), "asset_counts", ["host_id"], unique=False)
    op.create_index(op.f("ix_asset_counts_part_of_id"), "asset_counts", ["part_of_id"], unique=False)
    op.create_index(op.f("ix_asset_counts_passage_id"), "asset_counts", ["passage_id"], unique=False)
    op.create_index(op.f("ix_asset_counts_seed_file_id"), "asset_counts", ["seed_file_id"], unique=False)


def downgrade():
    op.drop_table("asset_counts")
    op.drop_table("count_basis")
    op.drop_table("personnel_counts")
    op.drop_table("deployments")
