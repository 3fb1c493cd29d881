"""Where facts come from, and who acts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade():
    op.create_table(
        "load_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", TEXT, nullable=False),
        sa.Column("tool_version", TEXT, nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_log")),
        sqlite_strict=True,
    )
    op.create_table(
        "seed_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "path IS NULL OR length(trim(path, ' \t\n\r')) > 0",
            name=op.f("ck_seed_files_path_not_blank"),
        ),
        sa.ForeignKeyConstraint(["load_id"], ["load_log.id"], name=op.f("fk_seed_files_load_id_load_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seed_files")),
        sa.UniqueConstraint("path", name=op.f("uq_seed_files_path")),
        sqlite_strict=True,
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_publications_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "kind IN ('newspaper', 'blog', 'wire', 'broadcaster', 'government', 'parliament', 'igo', 'ngo', 'journal', 'dataset', 'other')",
            name=op.f("ck_publications_kind_known"),
        ),
        sa.CheckConstraint(
            "name IS NULL OR length(trim(name, ' \t\n\r')) > 0",
            name=op.f("ck_publications_name_not_blank"),
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_publications_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("key", name=op.f("uq_publications_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_publications_seed_file_id"), "publications", ["seed_file_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("authors", TEXT, nullable=True),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("published_earliest", DAY, nullable=True),
        sa.Column("published_latest", DAY, nullable=True),
        sa.Column("published_text", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("archive_url", TEXT, nullable=True),
        sa.Column("archived_at", DAY, nullable=True),
        sa.Column("lang", TEXT, nullable=True),
        sa.Column("doi", TEXT, nullable=True),
        sa.Column("licence", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "archived_at IS NULL OR (date(archived_at, '+0 days') IS NOT NULL AND date(archived_at, '+0 days') = archived_at)",
            name=op.f("ck_sources_archived_at_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_sources_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "published_earliest IS NULL OR (date(published_earliest, '+0 days') IS NOT NULL AND date(published_earliest, '+0 days') = published_earliest)",
            name=op.f("ck_sources_published_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(published IS NULL AND published_earliest IS NULL AND published_latest IS NULL) OR (published IS NOT NULL AND length(published) > 0 AND (published_earliest IS NOT NULL OR published_latest IS NOT NULL))",
            name=op.f("ck_sources_published_has_its_days"),
        ),
        sa.CheckConstraint(
            "published_earliest IS NULL OR published_latest IS NULL OR published_earliest <= published_latest",
            name=op.f("ck_sources_published_in_order"),
        ),
        sa.CheckConstraint(
            "published_latest IS NULL OR (date(published_latest, '+0 days') IS NOT NULL AND date(published_latest, '+0 days') = published_latest)",
            name=op.f("ck_sources_published_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "title IS NULL OR length(trim(title, ' \t\n\r')) > 0",
            name=op.f("ck_sources_title_not_blank"),
        ),
        sa.CheckConstraint(
            "type IN ('article-newspaper', 'post-weblog', 'report', 'dataset', 'treaty', 'legislation', 'webpage', 'broadcast', 'interview')",
            name=op.f("ck_sources_type_known"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_sources_publication_id_publications")
        ),
        sa.ForeignKeyConstraint(["seed_file_id"], ["seed_files.id"], name=op.f("fk_sources_seed_file_id_seed_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("key", name=op.f("uq_sources_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sources_publication_id"), "sources", ["publication_id"], unique=False)
    op.create_index(op.f("ix_sources_seed_file_id"), "sources", ["seed_file_id"], unique=False)
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("locator_type", TEXT, nullable=False),
        sa.Column("locator", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "fingerprint IS NULL OR (length(fingerprint) = 64 AND trim(fingerprint, '0123456789abcdef') = '')",
            name=op.f("ck_passages_fingerprint_is_sha256"),
        ),
        sa.CheckConstraint(
            "locator IS NULL OR length(trim(locator, ' \t\n\r')) > 0",
            name=op.f("ck_passages_locator_not_blank"),
        ),
        sa.CheckConstraint(
            "locator_type IN ('paragraph', 'page', 'section', 'article', 'table', 'cell', 'line', 'clip')",
            name=op.f("ck_passages_locator_type_known"),
        ),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_passages_seed_file_id_seed_files")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_passages_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("id", "source_id", name=op.f("uq_passages_id_source_id")),
        sa.UniqueConstraint(
            "source_id", "locator_type", "locator", name=op.f("uq_passages_source_id_locator_type_locator")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_passages_seed_file_id"), "passages", ["seed_file_id"], unique=False)
    op.create_table(
        "actors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", DAY, nullable=True),
        sa.Column("valid_to", DAY, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_actors_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "kind IN ('state', 'government', 'head_of_state', 'ministry', 'agency', 'legislature', 'court', 'armed_force', 'armed_group', 'political_movement', 'igo', 'coalition', 'company', 'population', 'person', 'unnamed', 'area')",
            name=op.f("ck_actors_kind_known"),
        ),
        sa.CheckConstraint(
            "name IS NULL OR length(trim(name, ' \t\n\r')) > 0",
            name=op.f("ck_actors_name_not_blank"),
        ),
        sa.CheckConstraint(
            "part_of_id IS NULL OR part_of_id <> id",
            name=op.f("ck_actors_part_of_id_not_itself"),
        ),
        sa.CheckConstraint(
            "valid_from IS NULL OR (date(valid_from, '+0 days') IS NOT NULL AND date(valid_from, '+0 days') = valid_from)",
            name=op.f("ck_actors_valid_from_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_actors_valid_in_order"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR (date(valid_to, '+0 days') IS NOT NULL AND date(valid_to, '+0 days') = valid_to)",
            name=op.f("ck_actors_valid_to_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["part_of_id"], ["actors.id"], name=op.f("fk_actors_part_of_id_actors")),
        sa.ForeignKeyConstraint(["seed_file_id"], ["seed_files.id"], name=op.f("fk_actors_seed_file_id_seed_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
        sa.UniqueConstraint("key", name=op.f("uq_actors_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_actors_part_of_id"), "actors", ["part_of_id"], unique=False)
    op.create_index(op.f("ix_actors_seed_file_id"), "actors", ["seed_file_id"], unique=False)
    op.create_table(
        "actor_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("lang", TEXT, nullable=True),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "name IS NULL OR length(trim(name, ' \t\n\r')) > 0",
            name=op.f("ck_actor_names_name_not_blank"),
        ),
        sa.CheckConstraint(
            "type IN ('primary', 'alias', 'acronym', 'former', 'weak')",
            name=op.f("ck_actor_names_type_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_actor_names_actor_id_actors")),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_actor_names_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_names")),
        sa.UniqueConstraint("actor_id", "folded", name=op.f("uq_actor_names_actor_id_folded")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_actor_names_seed_file_id"), "actor_names", ["seed_file_id"], unique=False)
    op.create_index(
        op.f("uq_actor_names_primary"),
        "actor_names",
        ["actor_id"],
        unique=True,
        sqlite_where=sa.text("type = 'primary'"),
        postgresql_where=sa.text("type = 'primary'"),
    )
    op.create_index(
        op.f("uq_actor_names_strong"),
        "actor_names",
        ["folded"],
        unique=True,
        sqlite_where=sa.text("type <> 'weak'"),
        postgresql_where=sa.text("type <> 'weak'"),
    )
    op.create_table(
        "actor_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("valid_from", DAY, nullable=True),
        sa.Column("valid_to", DAY, nullable=True),
        sa.Column("seed_file_id", sa.Integer(), nullable=True),
        sa.Column("seed_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "code IS NULL OR length(trim(code, ' \t\n\r')) > 0",
            name=op.f("ck_actor_codes_code_not_blank"),
        ),
        sa.CheckConstraint(
            "scheme IN ('iso3', 'iso2', 'cow', 'gw', 'wikidata')",
            name=op.f("ck_actor_codes_scheme_known"),
        ),
        sa.CheckConstraint(
            "valid_from IS NULL OR (date(valid_from, '+0 days') IS NOT NULL AND date(valid_from, '+0 days') = valid_from)",
            name=op.f("ck_actor_codes_valid_from_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_actor_codes_valid_in_order"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR (date(valid_to, '+0 days') IS NOT NULL AND date(valid_to, '+0 days') = valid_to)",
            name=op.f("ck_actor_codes_valid_to_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_actor_codes_actor_id_actors")),
        sa.ForeignKeyConstraint(
            ["seed_file_id"], ["seed_files.id"], name=op.f("fk_actor_codes_seed_file_id_seed_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_codes")),
        sa.UniqueConstraint("scheme", "code", "valid_from", name=op.f("uq_actor_codes_scheme_code_valid_from")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_actor_codes_actor_id"), "actor_codes", ["actor_id"], unique=False)
    op.create_index(op.f("ix_actor_codes_seed_file_id"), "actor_codes", ["seed_file_id"], unique=False)
    op.create_index(
        op.f("uq_actor_codes_open_end"),
        "actor_codes",
        ["scheme", "code"],
        unique=True,
        sqlite_where=sa.text("valid_to IS NULL"),
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_index(
        op.f("uq_actor_codes_open_start"),
        "actor_codes",
        ["scheme", "code"],
        unique=True,
        sqlite_where=sa.text("valid_from IS NULL"),
        postgresql_where=sa.text("valid_from IS NULL"),
    )
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("started", TEXT, nullable=True),
        sa.Column("started_earliest", DAY, nullable=True),
        sa.Column("started_latest", DAY, nullable=True),
        sa.Column("started_text", TEXT, nullable=True),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("ended_earliest", DAY, nullable=True),
        sa.Column("ended_latest", DAY, nullable=True),
        sa.Column("ended_text", TEXT, nullable=True),
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
            name=op.f("ck_offices_ended_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(ended IS NULL AND ended_earliest IS NULL AND ended_latest IS NULL) OR (ended IS NOT NULL AND length(ended) > 0 AND (ended_earliest IS NOT NULL OR ended_latest IS NOT NULL))",
            name=op.f("ck_offices_ended_has_its_days"),
        ),
        sa.CheckConstraint(
            "ended_earliest IS NULL OR ended_latest IS NULL OR ended_earliest <= ended_latest",
            name=op.f("ck_offices_ended_in_order"),
        ),
        sa.CheckConstraint(
            "ended_latest IS NULL OR (date(ended_latest, '+0 days') IS NOT NULL AND date(ended_latest, '+0 days') = ended_latest)",
            name=op.f("ck_offices_ended_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "length(key) > 0 AND trim(key, 'abcdefghijklmnopqrstuvwxyz0123456789-') = '' AND substr(key, 1, 1) <> '-' AND substr(key, length(key), 1) <> '-' AND replace(key, '--', '') = key",
            name=op.f("ck_offices_key_is_words_joined_by_hyphens"),
        ),
        sa.CheckConstraint(
            "started_earliest IS NULL OR (date(started_earliest, '+0 days') IS NOT NULL AND date(started_earliest, '+0 days') = started_earliest)",
            name=op.f("ck_offices_started_earliest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "(started IS NULL AND started_earliest IS NULL AND started_latest IS NULL) OR (started IS NOT NULL AND length(started) > 0 AND (started_earliest IS NOT NULL OR started_latest IS NOT NULL))",
            name=op.f("ck_offices_started_has_its_days"),
        ),
        sa.CheckConstraint(
            "started_earliest IS NULL OR started_latest IS NULL OR started_earliest <= started_latest",
            name=op.f("ck_offices_started_in_order"),
        ),
        sa.CheckConstraint(
            "started_latest IS NULL OR (date(started_latest, '+0 days') IS NOT NULL AND date(started_latest, '+0 days') = started_latest)",
            name=op.f("ck_offices_started_latest_is_a_day"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status IN ('accepted', 'conflict', 'work_needed', 'deprecated')",
            name=op.f("ck_offices_status_known"),
        ),
        sa.CheckConstraint(
            "status = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name=op.f("ck_offices_status_note_unless_accepted"),
        ),
        sa.CheckConstraint(
            "title IS NULL OR length(trim(title, ' \t\n\r')) > 0",
            name=op.f("ck_offices_title_not_blank"),
        ),
        sa.CheckConstraint(
            "wording IS NULL OR (length(trim(wording)) > 0 AND replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording AND length(wording) - length(replace(wording, ' ', '')) < 8)",
            name=op.f("ck_offices_wording_is_a_few_words"),
        ),
        sa.ForeignKeyConstraint(["attributed_to_id"], ["actors.id"], name=op.f("fk_offices_attributed_to_id_actors")),
        sa.ForeignKeyConstraint(["organisation_id"], ["actors.id"], name=op.f("fk_offices_organisation_id_actors")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_offices_passage_id_passages")),
        sa.ForeignKeyConstraint(
            ["passage_id", "source_id"],
            ["passages.id", "passages.source_id"],
            name=op.f("fk_offices_passage_id_source_id_passages"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["actors.id"], name=op.f("fk_offices_person_id_actors")),
        sa.ForeignKeyConstraint(["seed_file_id"], ["seed_files.id"], name=op.f("fk_offices_seed_file_id_seed_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_offices_source_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offices_organisation_id"), "offices", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_offices_passage_id"), "offices", ["passage_id"], unique=False)
    op.create_index(op.f("ix_offices_person_id"), "offices", ["person_id"], unique=False)
    op.create_index(op.f("ix_offices_seed_file_id"), "offices", ["seed_file_id"], unique=False)


def downgrade():
    op.drop_table("offices")
    op.drop_table("actor_codes")
    op.drop_table("actor_names")
    op.drop_table("actors")
    op.drop_table("passages")
    op.drop_table("sources")
    op.drop_table("publications")
    op.drop_table("seed_files")
    op.drop_table("load_log")
