"""Migrations go up and down without a loss, make what the models say, and survive a kill at any moment."""

from __future__ import annotations

import ast
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from sofadb import migrate, paths
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.models import Base
from tests.conftest import ENGINES, Server
from tests.rows import STORED, insertion, new_row, store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Inspector

REPOSITORY = Path(__file__).parents[1]
VERSION_TABLE = "alembic_version"

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
VIEWS = ["conflicts", "corroboration", "figures", "stances", "timeline"]


# The chain of revisions


def script_directory() -> ScriptDirectory:
    """Return the migrations as Alembic sees them."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    return ScriptDirectory.from_config(config)


def chain() -> list[str]:
    """Return the revisions from base to head."""
    return ["base", *reversed([script.revision for script in script_directory().walk_revisions()])]


STEPS = list(pairwise(chain()))


# What a database looks like

Described = dict[str, Any]  # Any: what the inspector gives, which differs by engine


def describe(connection: Connection) -> dict[str, Described]:
    """Describe every table of ours so that two databases can be compared."""
    inspector = inspect(connection)
    names = [name for name in inspector.get_table_names() if name != VERSION_TABLE]
    return {name: _describe_table(inspector, name) for name in names} | {
        view: {"sql": inspector.get_view_definition(view)} for view in inspector.get_view_names()
    }


def _describe_table(inspector: Inspector, name: str) -> Described:
    return {
        "columns": [
            (column["name"], _type_name(inspector, column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(name)
        ],
        "primary key": inspector.get_pk_constraint(name),
        "unique": _by_name(inspector.get_unique_constraints(name)),
        "foreign keys": _by_name(inspector.get_foreign_keys(name)),
        "checks": _by_name(inspector.get_check_constraints(name)),
        "indexes": _by_name(inspector.get_indexes(name)),
        "options": inspector.get_table_options(name),
    }


def _type_name(inspector: Inspector, kind: Any) -> tuple[str, str | None]:  # Any: a type of either engine
    return kind.compile(dialect=inspector.dialect), getattr(kind, "collation", None)


def _by_name(parts: Any) -> dict[str, str]:  # Any: each kind of constraint has a type of its own
    """Sort constraints by name, and write each out; the condition of a partial index is an object."""
    assert all(part["name"] for part in parts), f"a constraint without a name in {parts}"
    return {part["name"]: str({key: _plain(part[key]) for key in sorted(part)}) for part in parts}


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return str({key: str(each) for key, each in sorted(value.items())})
    return str(value)


@contextmanager
def connected(target: Target) -> Iterator[Connection]:
    """Open a transaction on a database and commit it."""
    engine = writing_engine(target)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def described(target: Target) -> dict[str, Described]:
    """Describe a database by its name."""
    with connected(target) as connection:
        return describe(connection)


def revision_of(target: Target) -> str | None:
    """Return the schema version of a database."""
    with connected(target) as connection:
        return migrate.current_revision(connection)


def counted(connection: Connection) -> dict[str, int]:
    """Count the rows of the tables that have good rows."""
    return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in STORED}


# Two databases for the comparisons, once on each engine


@contextmanager
def databases(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Target, Target]]:
    """Make two databases without tables on the engine that is asked for."""
    if request.param == "sqlite":
        yield Target(path=folder / "one.db"), Target(path=folder / "two.db")
        return
    server: Server = request.getfixturevalue("server")
    one, two = server.create(), server.create()
    yield one, two
    server.drop(one)
    server.drop(two)


@pytest.fixture(scope="module", params=ENGINES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Make the schema twice: by the migrations, and from the models."""
    with databases(request, tmp_path_factory.mktemp("both")) as (migrated, created):
        migrate.upgrade(migrated)
        engines = writing_engine(migrated), writing_engine(created)
        Base.metadata.create_all(engines[1])
        yield engines
        for engine in engines:
            engine.dispose()


@pytest.fixture
def migrated(both: tuple[Engine, Engine]) -> Iterator[Connection]:
    """Connect to the database that the migrations made."""
    with both[0].connect() as connection:
        yield connection


@pytest.fixture
def created(both: tuple[Engine, Engine]) -> Iterator[Connection]:
    """Connect to the database that was made from the models."""
    with both[1].connect() as connection:
        yield connection


# Up and down


def test_goes_up_and_down_and_up_again(empty_target: Target) -> None:
    migrate.upgrade(empty_target)
    at_head = described(empty_target)
    migrate.downgrade(empty_target, "base")
    at_base = described(empty_target)
    migrate.upgrade(empty_target)

    assert at_base == {}
    assert described(empty_target) == at_head
    assert set(at_head) == {*Base.metadata.tables, *VIEWS}


@pytest.mark.parametrize(("below", "revision"), STEPS)
def test_single_revision_goes_up_and_down(empty_target: Target, below: str, revision: str) -> None:
    if below != "base":
        migrate.upgrade(empty_target, below)
    before = described(empty_target)
    migrate.upgrade(empty_target, revision)
    above = described(empty_target)
    migrate.downgrade(empty_target, below)
    after = described(empty_target)
    migrate.upgrade(empty_target, revision)

    assert after == before != above == described(empty_target)
    assert revision_of(empty_target) == revision


def test_rows_survive_an_upgrade_that_does_nothing(empty_target: Target) -> None:
    migrate.upgrade(empty_target)
    with connected(empty_target) as connection:
        store(connection)
    migrate.upgrade(empty_target)

    with connected(empty_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}


def test_there_is_one_head_and_the_paths_know_it() -> None:
    assert script_directory().get_heads() == [paths.head_revision()]


def test_revisions_are_numbered_without_a_gap() -> None:
    assert chain()[1:] == [f"{number:04}" for number in range(1, len(chain()))]


def versions() -> list[Path]:
    """Return the files of the migrations."""
    return sorted((paths.migrations() / "versions").glob("*.py"))


@pytest.mark.parametrize("path", versions(), ids=lambda path: path.stem)
def test_migration_imports_nothing_of_ours(path: Path) -> None:
    """A migration that did would change its meaning with the models."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")

    assert {name.partition(".")[0] for name in imported} <= {"alembic", "sqlalchemy"}


# Migrations and models say the same


@pytest.mark.parametrize("name", sorted(Base.metadata.tables))
def test_migrated_table_is_the_one_of_the_models(migrated: Connection, created: Connection, name: str) -> None:
    assert _describe_table(inspect(migrated), name) == _describe_table(inspect(created), name)


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
    inspector = inspect(migrated)
    for name in Base.metadata.tables:
        table = _describe_table(inspector, name)
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


# Views


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


# A migration that would lose rows

LATER = "9999"


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the migrations, use the copy, and return the place of one more that the test writes."""
    copy = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "migrations", lambda: copy)
    return copy / "versions" / f"{LATER}_next.py"


def write_migration(path: Path, *upgrade: str) -> None:
    """Write a migration whose upgrade has these lines."""
    head = paths.head_revision()
    lines = "\n".join(f"    {line}" for line in upgrade)
    path.write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = {LATER!r}\ndown_revision = {head!r}\nbranch_labels = depends_on = None\n\n\n"
        f"def upgrade():\n{lines}\n\n\ndef downgrade():\n    pass\n",
        "utf-8",
    )


@pytest.fixture
def filled_target(empty_target: Target) -> Target:
    """Name a database at head with the good rows, on each engine."""
    migrate.upgrade(empty_target)
    with connected(empty_target) as connection:
        store(connection)
    return empty_target


def test_migration_that_loses_rows_is_rolled_back(filled_target: Target, next_migration: Path) -> None:
    before = described(filled_target)
    write_migration(
        next_migration,
        "op.add_column('load_log', sa.Column('host', sa.Text()))",
        "op.execute('DELETE FROM count_basis')",
    )
    with pytest.raises(migrate.MigrationLostRowsError, match="count_basis") as caught:
        migrate.upgrade(filled_target)

    assert caught.value.remedy
    assert revision_of(filled_target) == paths.head_revision()
    assert described(filled_target) == before
    with connected(filled_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}


def test_migration_that_drops_a_table_with_rows_is_rolled_back(filled_target: Target, next_migration: Path) -> None:
    write_migration(next_migration, "op.drop_table('count_basis')")

    with pytest.raises(migrate.MigrationLostRowsError, match="count_basis"):
        migrate.upgrade(filled_target)

    assert revision_of(filled_target) == paths.head_revision()


def test_migration_may_add_rows(filled_target: Target, next_migration: Path) -> None:
    row = "('2026-01-01T00:00:00+00:00', 'x', 0, 0, 0, 0)"
    columns = "loaded_at, tool_version, files, added, changed, removed"
    number = "SELECT max(id) + 1 FROM load_log"
    write_migration(
        next_migration, f'op.execute("""INSERT INTO load_log (id, {columns}) VALUES (({number}), {row[1:]}""")'
    )

    migrate.upgrade(filled_target)

    with connected(filled_target) as connection:
        assert counted(connection)["load_log"] == len(STORED["load_log"]) + 1


def test_migration_that_breaks_references_is_rolled_back(tmp_path: Path, next_migration: Path) -> None:
    """Only SQLite migrates with foreign keys off; PostgreSQL refuses such a statement by itself."""
    target = Target(path=tmp_path / "test.db")
    migrate.upgrade(target)
    with connected(target) as connection:
        store(connection)
    write_migration(next_migration, "op.execute('UPDATE passages SET source_id = 77 WHERE id = 2')")
    with pytest.raises(migrate.MigrationLostRowsError, match="passages"):
        migrate.upgrade(target)

    with connected(target) as connection:
        assert migrate.current_revision(connection) == paths.head_revision()
        assert connection.scalar(text("SELECT source_id FROM passages WHERE id = 2")) == 2


def test_migration_that_fails_leaves_nothing_behind(filled_target: Target, next_migration: Path) -> None:
    before = described(filled_target)
    write_migration(
        next_migration, "op.create_table('half', sa.Column('id', sa.Integer()))", "raise ZeroDivisionError"
    )
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(filled_target)

    assert described(filled_target) == before
    assert revision_of(filled_target) == paths.head_revision()


def test_rebuilding_a_parent_keeps_its_children(filled_target: Target, next_migration: Path) -> None:
    """SQLite rebuilds a table by dropping it, with the rules of all who refer to it."""
    before = described(filled_target)
    write_migration(
        next_migration,
        *(f"op.execute('DROP VIEW {view}')" for view in VIEWS),
        "always = 'always' if op.get_bind().dialect.name == 'sqlite' else 'auto'",
        "with op.batch_alter_table('actors', recreate=always) as batch:",
        "    batch.add_column(sa.Column('motto', sa.Text()))",
    )
    migrate.upgrade(filled_target)
    after = described(filled_target)

    columns = after["actors"].pop("columns")
    assert columns[:-1] == before["actors"].pop("columns")
    assert columns[-1][0] == "motto"
    assert after == {name: table for name, table in before.items() if name not in VIEWS}
    with connected(filled_target) as connection:
        assert counted(connection) == {name: len(rows) for name, rows in STORED.items()}


# A process that dies

MOMENTS = 20


def sqlite_schema(path: Path) -> dict[str, str]:
    """Return the statements that made the tables, indexes and views of a file."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(query).fetchall())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Make a file at base, whose schema has been taken down again."""
    path = tmp_path / "base.db"
    migrate.upgrade(Target(path=path))
    migrate.downgrade(Target(path=path), "base")
    return path


@pytest.fixture
def schema_at_head(tmp_path: Path) -> dict[str, str]:
    """Return the schema of a file at head."""
    path = tmp_path / "head.db"
    migrate.upgrade(Target(path=path))
    return sqlite_schema(path)


#: Dies by its own hand after the n-th statement, or lives and says how many there were. One process
#: forks all the others, so that SQLAlchemy is imported once. The tiny cache makes SQLite write pages
#: before the commit, so that a death leaves a half-written file and its journal.
DRIVER = """
import os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from sofadb import migrate
from sofadb.database.target import Target

folder, moments = Path(sys.argv[1]), int(sys.argv[2])
fatal, done = 0, 0

@event.listens_for(Engine, "connect")
def write_early(connection, record):
    connection.execute("PRAGMA cache_size = 5")

@event.listens_for(Engine, "after_cursor_execute")
def die_in_time(*_):
    global done
    done += 1
    if done == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def die_at_the_end(connection):
    if fatal == -1:
        os.kill(os.getpid(), signal.SIGKILL)

whole = Path(shutil.copyfile(folder / "base.db", folder / "whole.db"))
migrate.upgrade(Target(path=whole))
total, done = done, 0
for fatal in (*range(1, total + 1, max(1, total // moments)), total, -1):
    path = Path(shutil.copyfile(folder / "base.db", folder / f"killed-{fatal}.db"))
    child = os.fork()
    if child == 0:
        migrate.upgrade(Target(path=path))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_kill_at_any_moment_leaves_the_old_schema(base: Path, schema_at_head: dict[str, str]) -> None:
    driver = [sys.executable, "-c", DRIVER, str(base.parent), str(MOMENTS)]
    finished = subprocess.run(driver, capture_output=True, check=True, encoding="utf-8", timeout=120)
    killed = sorted(base.parent.glob("killed-*.db"))
    half_written = [path for path in killed if path.read_bytes() != base.read_bytes()]

    assert finished.stdout.split() == [str(-signal.SIGKILL)] * len(killed)
    assert len(killed) > MOMENTS
    assert len(half_written) > MOMENTS / 2
    for path in killed:
        assert sqlite_schema(path) == {}
        migrate.upgrade(Target(path=path))
        assert sqlite_schema(path) == schema_at_head


#: Says when it starts, so that the killer can wait from there.
SLOW_DRIVER = """
import os, shutil, signal, sys, time
from pathlib import Path
from sofadb import migrate
from sofadb.database.target import Target

folder = Path(sys.argv[1])
for number, delay in enumerate(sys.argv[2:]):
    path = Path(shutil.copyfile(folder / "base.db", folder / f"killed-{number}.db"))
    started, starts = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(starts, b"!")
        migrate.upgrade(Target(path=path))
        os._exit(0)
    os.read(started, 1)
    time.sleep(float(delay))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_kill_from_outside_leaves_the_old_schema_or_the_new(base: Path, schema_at_head: dict[str, str]) -> None:
    delays = [str(step * 0.03) for step in range(MOMENTS // 2)]
    driver = [sys.executable, "-c", SLOW_DRIVER, str(base.parent), *delays]
    subprocess.run(driver, check=True, timeout=120)
    killed = sorted(base.parent.glob("killed-*.db"))

    assert len(killed) == len(delays)
    for path in killed:
        assert sqlite_schema(path) in ({}, schema_at_head)
        migrate.upgrade(Target(path=path))
        assert sqlite_schema(path) == schema_at_head


# Alembic's own command line


def test_alembic_check_passes_from_the_repository() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
        encoding="utf-8",
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "No new upgrade operations detected" in done.stdout + done.stderr
