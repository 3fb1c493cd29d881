"""What a database looks like, and the chain of its revisions."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from sofadb import migrate, paths
from sofadb.database.engine import writing_engine
from tests.rows import STORED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Inspector

    from sofadb.database.target import Target


VERSION_TABLE = "alembic_version"


VIEWS = ["conflicts", "corroboration", "figures", "stances", "timeline"]


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
    """Describe every table of ours and every view so that two databases can be compared."""
    inspector = inspect(connection)
    views = {view: {"sql": inspector.get_view_definition(view)} for view in inspector.get_view_names()}
    return describe_tables(connection) | views


def describe_tables(connection: Connection, *only: str) -> dict[str, Described]:
    """Describe every table of ours, or these."""
    inspector = inspect(connection)
    names = list(only) or [name for name in inspector.get_table_names() if name != VERSION_TABLE]
    # Asked for all tables at once: one by one, a server has a hundred and more questions to answer.
    asked: dict[str, tuple[Any, Callable[[Any], object]]] = {  # Any: what the inspector gives
        "columns": (inspector.get_multi_columns(filter_names=names), partial(_columns, inspector)),
        "primary key": (inspector.get_multi_pk_constraint(filter_names=names), dict),
        "unique": (inspector.get_multi_unique_constraints(filter_names=names), _by_name),
        "foreign keys": (inspector.get_multi_foreign_keys(filter_names=names), _by_name),
        "checks": (inspector.get_multi_check_constraints(filter_names=names), _by_name),
        "indexes": (inspector.get_multi_indexes(filter_names=names), _by_name),
        "options": (inspector.get_multi_table_options(filter_names=names), dict),
    }
    return {name: {what: write(found[None, name]) for what, (found, write) in asked.items()} for name in names}


def _columns(inspector: Inspector, columns: Any) -> list[tuple[object, ...]]:  # Any: what the inspector gives
    return [
        (column["name"], _type_name(inspector, column["type"]), column["nullable"], column["default"])
        for column in columns
    ]


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
