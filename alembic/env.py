"""Run the migrations: on the connection that sofadb hands over, or from Alembic's own command line.

From the command line, `-x db=PATH|URL` names a database. Without one, a scratch SQLite database at
the newest version is used, so that `alembic check` and `alembic revision --autogenerate` need none.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import context

from sofadb.database.engine import writing_engine
from sofadb.database.target import Target, parse_target
from sofadb.models import Base


def run(connection):
    """Run the migrations inside the transaction that the connection is in."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    context.run_migrations()


def run_on(target):
    """Run the migrations on a database of their own, in one transaction."""
    engine = writing_engine(target, foreign_keys=False)
    with engine.begin() as connection:
        run(connection)
    engine.dispose()


def run_on_scratch():
    """Run on a new database that is thrown away; another process makes it, for Alembic is not reentrant."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scratch.db"
        init = [sys.executable, "-m", "sofadb", "--db", str(path), "db", "init", "--empty"]
        subprocess.run(init, check=True, stderr=subprocess.DEVNULL)
        run_on(Target(path=path))


given = context.config.attributes.get("connection")
named = context.get_x_argument(as_dictionary=True).get("db")
if given is not None:
    run(given)
elif named:
    run_on(parse_target(named))
else:
    run_on_scratch()
