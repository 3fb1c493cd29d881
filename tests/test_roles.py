"""What `docs/postgresql.md` says about roles on a server holds, and who could do more than read is told so."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Runner, Server

PAGE = Path(__file__).resolve().parents[1] / "docs" / "postgresql.md"


class Roles(NamedTuple):
    """URLs of one database for roles of three kinds."""

    owner: str
    writer: str
    reader: str


@pytest.fixture(scope="module")
def roles(server: Server, built_in_template: str) -> Iterator[Roles]:
    """Make the reader as the page says, and a writer."""
    target = server.create(built_in_template)
    reader, writer = (f"{kind}_{uuid.uuid4().hex[:8]}" for kind in ("reader", "writer"))
    page = "\n".join(re.findall(r"^```sql\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    admin = create_engine(target.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in page.replace("sofadb_reader", reader).rstrip(";\n ").split(";"):
            connection.execute(text(statement))
        connection.execute(text(f"CREATE ROLE {writer} LOGIN PASSWORD 'choose-one'"))
        connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {writer}"))
        urls = [
            make_url(target.url).set(username=name, password="choose-one").render_as_string(hide_password=False)
            for name in (writer, reader)
        ]
        yield Roles(target.url, *urls)
        for name in (writer, reader):
            connection.execute(text(f"DROP OWNED BY {name}"))
    server.drop(target)
    for name in (writer, reader):
        server.execute(f"DROP ROLE {name}")


def test_the_reader_of_the_page_reads_and_is_not_warned_of(roles: Roles, run: Runner) -> None:
    asked = run("--db", roles.reader, "sql", "SELECT ref FROM figures", "--csv")
    shell = run("--db", roles.reader, "shell", stdin="SELECT 1 AS a;\n")

    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.count("\n") > 5
    assert (shell.returncode, shell.stderr) == (0, "")


@pytest.mark.parametrize("statement", ["DELETE FROM actors", "CREATE TABLE made (a int)", "TRUNCATE events"])
def test_the_reader_of_the_page_cannot_write_whatever_it_tries(statement: str, roles: Roles) -> None:
    url = make_url(roles.reader).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize(("kind", "words"), [("owner", "is a superuser"), ("writer", "may write to this database")])
def test_a_role_that_could_do_more_is_warned_of_once(kind: str, words: str, roles: Roles, run: Runner) -> None:
    url = getattr(roles, kind)

    asked = run("--db", url, "sql", "SELECT 1 AS a", "--csv")
    shell = run("--db", url, "shell", stdin=".format csv\nSELECT 1 AS a;\nSELECT 2 AS a;\n.query sources --limit 0\n")
    daily = run("--db", url, "sources", "--limit", "0", "--csv")

    assert (asked.returncode, asked.stdout) == (0, "a\n1\n")
    assert (shell.returncode, daily.returncode, daily.stderr) == (0, 0, "")
    for done in (asked, shell):
        assert done.stderr.count("warning: ") == 1
        assert words in done.stderr
        assert "docs/postgresql.md" in done.stderr
