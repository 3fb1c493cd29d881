"""No statement on a PostgreSQL server writes or runs on beyond its limit, whatever the role may do."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import QuestionFailedError
from tests.hostile_questions import POSTGRESQL, ask, limit, named, server_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Server

#: Long enough for what ends at once, beside the tests of another worker too.
SECONDS = 10.0


@pytest.fixture(scope="module")
def server_target(server: Server, built_in_template: str) -> Iterator[Target]:
    """Name a database on the server that the statements of the catalogue must leave as it is."""
    target = server.create(built_in_template)
    yield target
    server.drop(target)


@pytest.fixture(scope="module")
def untouched(server_target: Target, writer_target: Target) -> dict[str, str]:  # noqa: ARG001  # it grants
    """Return what the database holds before anybody asks."""
    return server_state(server_target)


@pytest.fixture(scope="module")
def writer_target(server: Server, server_target: Target) -> Iterator[Target]:
    """Name the same database as a role that may write to each table, but is no superuser."""
    role = f"w{os.getpid()}{time.monotonic_ns()}"
    admin = create_engine(server_target.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'x'"))
        connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"))
        url = make_url(server_target.url).set(username=role, password="x")
        yield Target(url=url.render_as_string(hide_password=False))
        connection.execute(text(f"DROP OWNED BY {role}"))
    server.execute(f"DROP ROLE {role}")


@pytest.mark.parametrize("name", named(POSTGRESQL, "write", "hang", "odd"))
def test_a_statement_can_neither_change_nor_hold_up_a_server(
    name: str, server_target: Target, untouched: dict[str, str], tmp_path: Path
) -> None:
    ask(server_target, POSTGRESQL[name].replace("{folder}", str(tmp_path)), limit(name))

    assert server_state(server_target) == untouched
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", named(POSTGRESQL, "write", "superuser"))
def test_a_statement_of_one_who_may_write_does_not_change_a_server(
    name: str, writer_target: Target, server_target: Target, untouched: dict[str, str], tmp_path: Path
) -> None:
    ask(writer_target, POSTGRESQL[name].replace("{folder}", str(tmp_path)))

    assert server_state(server_target) == untouched
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", named(POSTGRESQL, "superuser"))
def test_what_only_a_superuser_may_do_is_refused_to_others(name: str, writer_target: Target) -> None:
    if name == "superuser: end other sessions" or name == "superuser: stop the questions of others":
        pytest.skip("an answer without rows where there is no other session")
    sql = POSTGRESQL[name].replace("{folder}", "/tmp")

    with open_reader(writer_target, SECONDS) as reader, pytest.raises(QuestionFailedError):
        list(reader.ask(sql, {}, {}).rows)


def test_no_lock_outlives_the_reader(server_target: Target) -> None:
    with open_reader(server_target, SECONDS) as reader:
        list(reader.ask("SELECT pg_advisory_lock(4711)", {}, {}).rows)

    engine = create_engine(server_target.url, poolclass=NullPool)
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711")
    with engine.connect() as connection:
        deadline = time.monotonic() + 2
        while connection.scalar(held) and time.monotonic() < deadline:
            time.sleep(0.05)

        assert connection.scalar(held) == 0


def test_a_setting_of_one_question_does_not_reach_the_next(server_target: Target) -> None:
    with open_reader(server_target, SECONDS) as reader:
        list(reader.ask("SELECT set_config('search_path', 'pg_catalog', false)", {}, {}).rows)
        list(reader.ask("SELECT set_config('role', 'pg_monitor', false)", {}, {}).rows)

        found = list(reader.ask("SELECT count(*) > 0, current_user <> 'pg_monitor' FROM actors", {}, {}).rows)

    assert found == [(True, True)]
