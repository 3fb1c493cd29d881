"""What was negotiated."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade():
    op.create_table(
        "negotiations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("opened", TEXT, nullable=True),
        sa.Column("opened_earliest", DAY, nullable=True),
        sa.Column("opened_latest", DAY, nullable=True),
        sa.Column("opened_text", TEXT, nullable=True),
        sa.Column("closed", TEXT, nullable=True),
        sa.Column("closed_earliest", DAY, nullable=True),
        sa.Column("closed_latest", DAY, nullable=True),
        sa.Column("closed_text", TEXT, nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("summary", TEXT, nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("claim_status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "claim_status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_negotiations_claim_status_known"),
        ),
        sa.CheckConstraint(
            "closed_earliest IS NULL OR (date(closed_earliest, '+0 days') IS NOT NULL AND date(closed_earliest, '+0 days') = closed_earliest)",
            name=op.f("ck_negotiations_closed_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(closed IS NULL AND closed_earliest IS NULL AND closed_latest IS NULL) OR (closed IS NOT NULL AND length(closed) > 0 AND (closed_earliest IS NOT NULL OR closed_latest IS NOT NULL))",
            name=op.f("ck_negotiations_closed_has_its_days"),
        ),
        sa.CheckConstraint(
            "closed_earliest IS NULL OR closed_latest IS NULL OR closed_earliest <= closed_latest",
            name=op.f("ck_negotiations_closed_in_order"),
        ),
        sa.CheckConstraint(
            "closed_latest IS NULL OR (date(closed_latest, '+0 days') IS NOT NULL AND date(closed_latest, '+0 days') = closed_latest)",
            name=op.f("ck_negotiations_closed_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "follows_id IS NULL OR follows_id <> id",
            name=op.f("ck_negotiations_follows_id_not_itself"),
        ),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_negotiations_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "opened_earliest IS NULL OR (date(opened_earliest, '+0 days') IS NOT NULL AND date(opened_earliest, '+0 days') = opened_earliest)",
            name=op.f("ck_negotiations_opened_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(opened IS NULL AND opened_earliest IS NULL AND opened_latest IS NULL) OR (opened IS NOT NULL AND length(opened) > 0 AND (opened_earliest IS NOT NULL OR opened_latest IS NOT NULL))",
            name=op.f("ck_negotiations_opened_has_its_days"),
        ),
        sa.CheckConstraint(
            "opened_earliest IS NULL OR opened_latest IS NULL OR opened_earliest <= opened_latest",
            name=op.f("ck_negotiations_opened_in_order"),
        ),
        sa.CheckConstraint(
            "opened_latest IS NULL OR (date(opened_latest, '+0 days') IS NOT NULL AND date(opened_latest, '+0 days') = opened_latest)",
            name=op.f("ck_negotiations_opened_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('pre_negotiation', 'under_negotiation', 'suspended', 'agreed_text', 'signed', 'in_force', 'failed', 'expired', 'terminated')",
            name=op.f("ck_negotiations_status_known"),
        ),
        sa.CheckConstraint(
            "claim_status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_negotiations_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "title IS NULL OR length(trim(title, ' \t\n\r')) > 0",
            name=op.f("ck_negotiations_title_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_negotiations_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_negotiations_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["negotiations.id"], name=op.f("fk_negotiations_follows_id_negotiations")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_negotiations_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_negotiations_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiations")),
        sa.UniqueConstraint("key", name=op.f("uq_negotiations_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_negotiations_passage_id"), "negotiations", ["passage_id"], unique=False)
    op.create_index(op.f("ix_negotiations_seed_file_id"), "negotiations", ["seed_file_id"], unique=False)
    op.create_table(
        "negotiation_parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("negotiation_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('sending_state', 'receiving_state', 'mediator', 'observer')",
            name=op.f("ck_negotiation_parties_role_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_negotiation_parties_actor_id_actors")),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.id"], name=op.f("fk_negotiation_parties_negotiation_id_negotiations")
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_negotiation_parties_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiation_parties")),
        sa.UniqueConstraint(
            "negotiation_id", "actor_id", "role", name=op.f("uq_negotiation_parties_negotiation_id_actor_id_role")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_negotiation_parties_actor_id"), "negotiation_parties", ["actor_id"], unique=False)
    op.create_index(
        op.f("ix_negotiation_parties_seed_file_id"), "negotiation_parties", ["seed_file_id"], unique=False
    )
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("negotiation_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=True),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("jurisdiction", TEXT, nullable=True),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("stated", TEXT, nullable=True),
        sa.Column("stated_earliest", DAY, nullable=True),
        sa.Column("stated_latest", DAY, nullable=True),
        sa.Column("stated_text", TEXT, nullable=True),
        sa.Column("target_date", TEXT, nullable=True),
        sa.Column("target_date_earliest", DAY, nullable=True),
        sa.Column("target_date_latest", DAY, nullable=True),
        sa.Column("target_date_text", TEXT, nullable=True),
        sa.Column("responds_to_id", sa.Integer(), nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "act IN ('request', 'propose', 'offer', 'demand', 'set_condition', 'accept', 'concede', 'refuse', 'object', 'threaten', 'withdraw', 'defer', 'state')",
            name=op.f("ck_positions_act_known"),
        ),
        sa.CheckConstraint(
            "issue IN ('criminal_jurisdiction', 'civil_jurisdiction', 'claims', 'custody', 'waiver', 'contractors_immunity', 'use_of_force', 'basing', 'mission_scope', 'force_level', 'duration', 'withdrawal_date', 'legal_form', 'parliamentary_approval', 'entry_exit', 'tax_customs', 'overflight', 'other')",
            name=op.f("ck_positions_issue_known"),
        ),
        sa.CheckConstraint(
            "jurisdiction IN ('exclusive_sending', 'primary_sending', 'concurrent', 'exclusive_receiving', 'diplomatic', 'administrative_technical', 'none', 'unspecified')",
            name=op.f("ck_positions_jurisdiction_known"),
        ),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_positions_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "responds_to_id IS NULL OR responds_to_id <> id",
            name=op.f("ck_positions_responds_to_id_not_itself"),
        ),
        sa.CheckConstraint(
            "stated_earliest IS NULL OR (date(stated_earliest, '+0 days') IS NOT NULL AND date(stated_earliest, '+0 days') = stated_earliest)",
            name=op.f("ck_positions_stated_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(stated IS NULL AND stated_earliest IS NULL AND stated_latest IS NULL) OR (stated IS NOT NULL AND length(stated) > 0 AND (stated_earliest IS NOT NULL OR stated_latest IS NOT NULL))",
            name=op.f("ck_positions_stated_has_its_days"),
        ),
        sa.CheckConstraint(
            "stated_earliest IS NULL OR stated_latest IS NULL OR stated_earliest <= stated_latest",
            name=op.f("ck_positions_stated_in_order"),
        ),
        sa.CheckConstraint(
            "stated_latest IS NULL OR (date(stated_latest, '+0 days') IS NOT NULL AND date(stated_latest, '+0 days') = stated_latest)",
            name=op.f("ck_positions_stated_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_positions_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_positions_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "summary IS NULL OR length(trim(summary, ' \t\n\r')) > 0",
            name=op.f("ck_positions_summary_not_blank"),
        ),
        sa.CheckConstraint(
            "target_date_earliest IS NULL OR (date(target_date_earliest, '+0 days') IS NOT NULL AND date(target_date_earliest, '+0 days') = target_date_earliest)",
            name=op.f("ck_positions_target_date_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(target_date IS NULL AND target_date_earliest IS NULL AND target_date_latest IS NULL) OR (target_date IS NOT NULL AND length(target_date) > 0 AND (target_date_earliest IS NOT NULL OR target_date_latest IS NOT NULL))",
            name=op.f("ck_positions_target_date_has_its_days"),
        ),
        sa.CheckConstraint(
            "target_date_earliest IS NULL OR target_date_latest IS NULL OR target_date_earliest <= target_date_latest",
            name=op.f("ck_positions_target_date_in_order"),
        ),
        sa.CheckConstraint(
            "target_date_latest IS NULL OR (date(target_date_latest, '+0 days') IS NOT NULL AND date(target_date_latest, '+0 days') = target_date_latest)",
            name=op.f("ck_positions_target_date_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_positions_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(["addressee_id"], ["actors.id"], name=op.f("fk_positions_addressee_id_actors")),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_positions_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["actors.id"], name=op.f("fk_positions_holder_id_actors")),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.id"], name=op.f("fk_positions_negotiation_id_negotiations")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_positions_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_positions_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(
            ["responds_to_id"], ["positions.id"], name=op.f("fk_positions_responds_to_id_positions")
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_positions_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_positions_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_positions_holder_id"), "positions", ["holder_id"], unique=False)
    op.create_index(op.f("ix_positions_negotiation_id"), "positions", ["negotiation_id"], unique=False)
    op.create_index(op.f("ix_positions_passage_id"), "positions", ["passage_id"], unique=False)
    op.create_index(op.f("ix_positions_responds_to_id"), "positions", ["responds_to_id"], unique=False)
    op.create_index(op.f("ix_positions_seed_file_id"), "positions", ["seed_file_id"], unique=False)
    op.create_table(
        "position_conditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('if', 'unless', 'until', 'provided_that')",
            name=op.f("ck_position_conditions_kind_known"),
        ),
        sa.CheckConstraint(
            "text IS NULL OR length(trim(text, ' \t\n\r')) > 0",
            name=op.f("ck_position_conditions_text_not_blank"),
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_position_conditions_position_id_positions")
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_position_conditions_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_conditions")),
        sa.UniqueConstraint("position_id", "kind", "text", name=op.f("uq_position_conditions_position_id_kind_text")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_position_conditions_seed_file_id"), "position_conditions", ["seed_file_id"], unique=False
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("negotiation_id", sa.Integer(), nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("occurred", TEXT, nullable=True),
        sa.Column("occurred_earliest", DAY, nullable=True),
        sa.Column("occurred_latest", DAY, nullable=True),
        sa.Column("occurred_text", TEXT, nullable=True),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_events_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "kind IN ('talks_opened', 'talks_resumed', 'talks_ended', 'request_made', 'deadline', 'signed', 'approved', 'rejected', 'entered_into_force', 'expired', 'terminated', 'withdrawal', 'deployment', 'incident', 'visit')",
            name=op.f("ck_events_kind_known"),
        ),
        sa.CheckConstraint(
            "occurred_earliest IS NULL OR (date(occurred_earliest, '+0 days') IS NOT NULL AND date(occurred_earliest, '+0 days') = occurred_earliest)",
            name=op.f("ck_events_occurred_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(occurred IS NULL AND occurred_earliest IS NULL AND occurred_latest IS NULL) OR (occurred IS NOT NULL AND length(occurred) > 0 AND (occurred_earliest IS NOT NULL OR occurred_latest IS NOT NULL))",
            name=op.f("ck_events_occurred_has_its_days"),
        ),
        sa.CheckConstraint(
            "occurred_earliest IS NULL OR occurred_latest IS NULL OR occurred_earliest <= occurred_latest",
            name=op.f("ck_events_occurred_in_order"),
        ),
        sa.CheckConstraint(
            "occurred_latest IS NULL OR (date(occurred_latest, '+0 days') IS NOT NULL AND date(occurred_latest, '+0 days') = occurred_latest)",
            name=op.f("ck_events_occurred_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_events_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_events_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "summary IS NULL OR length(trim(summary, ' \t\n\r')) > 0",
            name=op.f("ck_events_summary_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_events_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_events_actor_id_actors")),
        sa.ForeignKeyConstraint(["attributed_to_id"], ["actors.id"], name=op.f("fk_events_attributed_to_id_actors")),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.id"], name=op.f("fk_events_negotiation_id_negotiations")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_events_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_events_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(["seed_file_id"], ["seed_files.id"], name=op.f("fk_events_seed_file_id_seed_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_events_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_events_actor_id"), "events", ["actor_id"], unique=False)
    op.create_index(op.f("ix_events_negotiation_id"), "events", ["negotiation_id"], unique=False)
    op.create_index(op.f("ix_events_passage_id"), "events", ["passage_id"], unique=False)
    op.create_index(op.f("ix_events_seed_file_id"), "events", ["seed_file_id"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("negotiation_id", sa.Integer(), nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("signed", TEXT, nullable=True),
        sa.Column("signed_earliest", DAY, nullable=True),
        sa.Column("signed_latest", DAY, nullable=True),
        sa.Column("signed_text", TEXT, nullable=True),
        sa.Column("in_force", TEXT, nullable=True),
        sa.Column("in_force_earliest", DAY, nullable=True),
        sa.Column("in_force_latest", DAY, nullable=True),
        sa.Column("in_force_text", TEXT, nullable=True),
        sa.Column("ends", TEXT, nullable=True),
        sa.Column("ends_earliest", DAY, nullable=True),
        sa.Column("ends_latest", DAY, nullable=True),
        sa.Column("ends_text", TEXT, nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ends_earliest IS NULL OR (date(ends_earliest, '+0 days') IS NOT NULL AND date(ends_earliest, '+0 days') = ends_earliest)",
            name=op.f("ck_agreements_ends_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(ends IS NULL AND ends_earliest IS NULL AND ends_latest IS NULL) OR (ends IS NOT NULL AND length(ends) > 0 AND (ends_earliest IS NOT NULL OR ends_latest IS NOT NULL))",
            name=op.f("ck_agreements_ends_has_its_days"),
        ),
        sa.CheckConstraint(
            "ends_earliest IS NULL OR ends_latest IS NULL OR ends_earliest <= ends_latest",
            name=op.f("ck_agreements_ends_in_order"),
        ),
        sa.CheckConstraint(
            "ends_latest IS NULL OR (date(ends_latest, '+0 days') IS NOT NULL AND date(ends_latest, '+0 days') = ends_latest)",
            name=op.f("ck_agreements_ends_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "in_force_earliest IS NULL OR (date(in_force_earliest, '+0 days') IS NOT NULL AND date(in_force_earliest, '+0 days') = in_force_earliest)",
            name=op.f("ck_agreements_in_force_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(in_force IS NULL AND in_force_earliest IS NULL AND in_force_latest IS NULL) OR (in_force IS NOT NULL AND length(in_force) > 0 AND (in_force_earliest IS NOT NULL OR in_force_latest IS NOT NULL))",
            name=op.f("ck_agreements_in_force_has_its_days"),
        ),
        sa.CheckConstraint(
            "in_force_earliest IS NULL OR in_force_latest IS NULL OR in_force_earliest <= in_force_latest",
            name=op.f("ck_agreements_in_force_in_order"),
        ),
        sa.CheckConstraint(
            "in_force_latest IS NULL OR (date(in_force_latest, '+0 days') IS NOT NULL AND date(in_force_latest, '+0 days') = in_force_latest)",
            name=op.f("ck_agreements_in_force_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_agreements_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "kind IN ('sofa', 'visiting_forces', 'security_agreement', 'exchange_of_notes', 'memorandum', 'treaty_clause', 'other')",
            name=op.f("ck_agreements_kind_known"),
        ),
        sa.CheckConstraint(
            "signed_earliest IS NULL OR (date(signed_earliest, '+0 days') IS NOT NULL AND date(signed_earliest, '+0 days') = signed_earliest)",
            name=op.f("ck_agreements_signed_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(signed IS NULL AND signed_earliest IS NULL AND signed_latest IS NULL) OR (signed IS NOT NULL AND length(signed) > 0 AND (signed_earliest IS NOT NULL OR signed_latest IS NOT NULL))",
            name=op.f("ck_agreements_signed_has_its_days"),
        ),
        sa.CheckConstraint(
            "signed_earliest IS NULL OR signed_latest IS NULL OR signed_earliest <= signed_latest",
            name=op.f("ck_agreements_signed_in_order"),
        ),
        sa.CheckConstraint(
            "signed_latest IS NULL OR (date(signed_latest, '+0 days') IS NOT NULL AND date(signed_latest, '+0 days') = signed_latest)",
            name=op.f("ck_agreements_signed_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_agreements_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_agreements_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "title IS NULL OR length(trim(title, ' \t\n\r')) > 0",
            name=op.f("ck_agreements_title_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_agreements_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_agreements_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.id"], name=op.f("fk_agreements_negotiation_id_negotiations")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_agreements_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_agreements_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("key", name=op.f("uq_agreements_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agreements_negotiation_id"), "agreements", ["negotiation_id"], unique=False)
    op.create_index(op.f("ix_agreements_passage_id"), "agreements", ["passage_id"], unique=False)
    op.create_index(op.f("ix_agreements_seed_file_id"), "agreements", ["seed_file_id"], unique=False)
    op.create_table(
        "provisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("jurisdiction", TEXT, nullable=True),
        sa.Column("category", TEXT, nullable=True),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("wording", TEXT, nullable=True),
        sa.Column("attributed_to_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_note", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "category IN ('military', 'civilian', 'contractor', 'civilian_any', 'fighters', 'police', 'dependents', 'all', 'unspecified')",
            name=op.f("ck_provisions_category_known"),
        ),
        sa.CheckConstraint(
            "issue IN ('criminal_jurisdiction', 'civil_jurisdiction', 'claims', 'custody', 'waiver', 'contractors_immunity', 'use_of_force', 'basing', 'mission_scope', 'force_level', 'duration', 'withdrawal_date', 'legal_form', 'parliamentary_approval', 'entry_exit', 'tax_customs', 'overflight', 'other')",
            name=op.f("ck_provisions_issue_known"),
        ),
        sa.CheckConstraint(
            "jurisdiction IN ('exclusive_sending', 'primary_sending', 'concurrent', 'exclusive_receiving', 'diplomatic', 'administrative_technical', 'none', 'unspecified')",
            name=op.f("ck_provisions_jurisdiction_known"),
        ),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_provisions_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_provisions_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_provisions_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "summary IS NULL OR length(trim(summary, ' \t\n\r')) > 0",
            name=op.f("ck_provisions_summary_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_provisions_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_provisions_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["attributed_to_id"], ["actors.id"], name=op.f("fk_provisions_attributed_to_id_actors")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_provisions_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_provisions_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_provisions_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisions")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_provisions_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_provisions_agreement_id"), "provisions", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_provisions_passage_id"), "provisions", ["passage_id"], unique=False)
    op.create_index(op.f("ix_provisions_seed_file_id"), "provisions", ["seed_file_id"], unique=False)


def downgrade():
    op.drop_table("provisions")
    op.drop_table("agreements")
    op.drop_table("events")
    op.drop_table("position_conditions")
    op.drop_table("positions")
    op.drop_table("negotiation_parties")
    op.drop_table("negotiations")
