"""Which schema version a database has, and whether this release can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb import paths
from sofadb.errors import DatabaseUnusableError

if TYPE_CHECKING:
    from sofadb.database.target import Target

VERSION_SQL: Final = "SELECT version_num FROM alembic_version"


def check_version(target: Target, found: str | None, *, any_version: bool = False) -> None:
    """Refuse what is no database of ours, or one whose schema version is not the one that this release reads."""
    head = paths.head_revision()
    if found == head or (any_version and found is not None):
        return
    if found is None:
        raise DatabaseUnusableError(f"{target} holds no sofadb database", f"sofadb --db {target} db init")
    if found > head:
        raise DatabaseUnusableError(
            f"{target} was made by a newer sofadb (schema {found}; this one knows {head})", "upgrade sofadb"
        )
    raise DatabaseUnusableError(
        f"{target} was made by an older sofadb (schema {found}; this one reads {head})",
        f"sofadb --db {target} db upgrade",
    )
