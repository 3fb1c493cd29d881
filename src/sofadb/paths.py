"""Where things lie: the migrations, the seed files, the user's default database.

The only module that knows that a wheel carries under `_shipped` what a checkout has at its root.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_SHIPPED = _PACKAGE / "_shipped"

BUILT_IN_PREFIX = "data/seed/"
DEFAULT_DATABASE = "sofadb.db"


def migrations() -> Path:
    """Return the folder of the migrations."""
    shipped = _SHIPPED / "alembic"
    return shipped if shipped.is_dir() else _CHECKOUT / "alembic"


def built_in_seeds() -> Path:
    """Return the folder of the built-in seed files."""
    shipped = _SHIPPED / "seed"
    return shipped if shipped.is_dir() else _CHECKOUT / "data" / "seed"


def queries() -> Path:
    """Return the folder of the canned questions."""
    return _PACKAGE / "queries"


def seed_examples() -> Path:
    """Return the folder of seed files that each break one rule, and of the same files put right."""
    return _PACKAGE / "seed" / "reporting" / "examples"


def own_queries() -> list[Path]:
    """Return the folders of the user's own questions, named by SOFADB_QUERIES as PATH names folders."""
    return _folders("SOFADB_QUERIES")


def checks() -> Path:
    """Return the folder of the named checks."""
    return _PACKAGE / "checks"


def own_checks() -> list[Path]:
    """Return the folders of the user's own checks, named by SOFADB_CHECKS as PATH names folders."""
    return _folders("SOFADB_CHECKS")


def clauses() -> Path:
    """Return the folder of what several of the built-in questions and checks say in the same words."""
    return _PACKAGE / "clauses"


def _folders(variable: str) -> list[Path]:
    named = os.environ.get(variable, "")
    return [_without_tilde(Path(folder)) for folder in named.split(os.pathsep) if folder]


def _without_tilde(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # nobody has this name: there will be no such folder
        return path


def codebook() -> Path:
    """Return the file that says what every table and column means."""
    return _PACKAGE / "codebook.json"


def default_database() -> Path:
    """Return where the user's own database lies unless another is named."""
    from platformdirs import user_data_path

    return user_data_path("sofadb", appauthor=False) / DEFAULT_DATABASE


def history() -> Path:
    """Return where the shell keeps what was typed."""
    from platformdirs import user_state_path

    return user_state_path("sofadb", appauthor=False) / "history"


@cache
def head_revision() -> str:
    """Return the schema version that this release reads and writes.

    It is the number of the newest migration, read from the file names so that a question
    does not have to load Alembic.
    """
    return max(script.name.partition("_")[0] for script in (migrations() / "versions").glob("[0-9]*_*.py"))
