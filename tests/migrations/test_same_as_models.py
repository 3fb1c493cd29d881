"""The migrations make what the models say, and the views that were promised."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from sofadb import migrate
from sofadb.database.target import Target
from sofadb.models import Base
from tests.migrations.described import VERSION_TABLE, VIEWS, describe_tables
from tests.rows import insertion, new_row, store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


#: The promise to users' scripts, from the design.
FIGURES = [
    "ref",
    "actor",
    "actor_name",
    "host",
    "host_name",
    "category",
    "function",
    "measure",
    "wording",
    "quantifier",
    "low",
    "best",
    "high",
    "value_kind",
    "as_of",
    "as_of_earliest",
    "as_of_latest",
    "place",
    "deployment",
    "part_of",
    "attributed_to",
    "source",
    "publication",
    "published",
    "locator",
    "status",
]
STANCES = [
    "ref",
    "negotiation",
    "holder",
    "holder_name",
    "addressee",
    "addressee_name",
    "act",
    "issue",
    "jurisdiction",
    "summary",
    "stated",
    "stated_earliest",
    "stated_latest",
    "target_date",
    "responds_to",
    "attributed_to",
    "source",
    "publication",
    "published",
    "locator",
    "status",
]
CONFLICTS = [
    "ref",
    "other_ref",
    "verdict",
    "actor",
    "actor_name",
    "host",
    "host_name",
    "deployment",
    "place",
    "function",
    "measure",
    "other_measure",
    "category",
    "other_category",
    "wording",
    "other_wording",
    "low",
    "best",
    "high",
    "other_low",
    "other_best",
    "other_high",
    "as_of",
    "other_as_of",
    "source",
    "other_source",
    "majority_ref",
    "sources_for",
    "other_sources_for",
    "parts",
]

# Migrations and models say the same


@pytest.mark.parametrize("name", sorted(Base.metadata.tables))
def test_migrated_table_is_the_one_of_the_models(migrated: Connection, created: Connection, name: str) -> None:
    assert describe_tables(migrated, name) == describe_tables(created, name)


def test_migrations_make_the_tables_of_the_models_and_no_other(migrated: Connection) -> None:
    assert set(inspect(migrated).get_table_names()) == {*Base.metadata.tables, VERSION_TABLE}


def test_text_sorts_by_code_point(migrated: Connection) -> None:
    names = ["Zeta", "_", "alpha", "alpha-1", "beta", "éta"]
    for number, name in enumerate(reversed(names)):
        migrated.execute(
            insertion(
                "publications",
                new_row("publications", {"id": number, "key": f"k{number}", "name": name, "seed_file_id": None}),
            )
        )
    found = list(migrated.scalars(text("SELECT name FROM publications ORDER BY name")))
    migrated.rollback()

    assert found == names


def test_alembic_finds_nothing_to_do(migrated: Connection) -> None:
    context = MigrationContext.configure(migrated, opts={"compare_type": True})

    assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_is_named_by_the_convention(migrated: Connection) -> None:
    for name, table in describe_tables(migrated, *Base.metadata.tables).items():
        found = {
            "pk_": {table["primary key"]["name"]},
            "uq_": set(table["unique"]),
            "fk_": set(table["foreign keys"]),
            "ck_": set(table["checks"]),
        }
        for prefix, names in found.items():
            assert {each for each in names if not each.startswith(f"{prefix}{name}")} == set()
        assert all(each.startswith((f"ix_{name}_", f"uq_{name}_")) for each in table["indexes"])


def test_every_sqlite_table_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    migrate.upgrade(Target(path=path))
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    strict = {name for name, is_strict in rows if is_strict}

    assert strict == set(Base.metadata.tables)


def test_the_views_are_there(migrated: Connection) -> None:
    assert sorted(inspect(migrated).get_view_names()) == VIEWS


@pytest.mark.parametrize(("view", "promised"), [("figures", FIGURES), ("stances", STANCES), ("conflicts", CONFLICTS)])
def test_view_has_the_columns_that_were_promised(migrated: Connection, view: str, promised: list[str]) -> None:
    assert list(migrated.execute(text(f"SELECT * FROM {view}")).keys()) == promised


def test_views_show_the_rows(migrated: Connection) -> None:
    """Two sources of different figures for the same people make a conflict."""
    store(migrated)
    changed = """
        UPDATE personnel_counts SET source_id = 2, passage_id = 2, part_of_id = NULL,
            quantifier = 'exact', low = 500, best = 500, high = 500 WHERE id = 2
    """
    migrated.execute(text(changed))
    figures = migrated.execute(text("SELECT ref, low, best, high FROM figures ORDER BY ref")).all()
    stances = migrated.execute(text("SELECT ref, responds_to FROM stances")).all()
    timeline = migrated.execute(text("SELECT ref, kind FROM timeline ORDER BY ref")).all()
    conflicts = migrated.execute(text("SELECT ref, other_ref, verdict FROM conflicts")).all()
    agreement = migrated.execute(text("SELECT ref, corroboration FROM corroboration ORDER BY ref")).all()
    migrated.rollback()

    first, second = "herald-1999-03-02", "herald-1999-04-01"
    assert figures == [(f"{first}/trainers", None, None, 240), (f"{second}/medics", 500, 500, 500)]
    assert stances == [(f"{first}/no-immunity", None)]
    assert timeline == [
        (f"{first}/no-immunity", "position"),
        (f"{first}/talks-begin", "event"),
        (f"{first}/trainers", "figure"),
        (f"{second}/medics", "figure"),
    ]
    assert conflicts == [(f"{first}/trainers", f"{second}/medics", "conflict")]
    assert agreement == [(f"{first}/trainers", "conflict"), (f"{second}/medics", "conflict")]
