"""A database is read through a streaming standby, by an ordinary URL and by one that names several servers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest

from sofadb.database.engine import server_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import parse_target, with_hosts_apart
from sofadb.errors import WrongUseError
from sofadb.seed.loading.create import create_database
from tests.servers import PASSWORD, SECONDS, servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner

SEED = """\
format: 1
actors:
  - {key: freedonia, name: Freedonia, kind: state}
"""


class Pair(NamedTuple):
    """A server, its standby, and an address at which nobody listens, each as host and port."""

    primary: str
    standby: str
    nobody: str

    def url(self, *names: str, **options: str) -> str:
        """Return the URL of the database on the first of these servers that serves."""
        hosts = ",".join(getattr(self, name) for name in names)
        words = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgresql://postgres:{PASSWORD}@{hosts}/postgres{'?' if words else ''}{words}"

    def wait(self) -> None:
        """Wait until the standby has what the primary has."""
        with psycopg.connect(self.url("primary")) as primary, psycopg.connect(self.url("standby")) as standby:
            written = primary.execute("SELECT pg_current_wal_lsn()::text").fetchone()
            deadline = time.monotonic() + SECONDS
            while standby.execute("SELECT pg_last_wal_replay_lsn() < %s::pg_lsn", written).fetchone() != (False,):
                assert time.monotonic() < deadline
                time.sleep(0.02)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    """Run a server with the built-in dataset and a standby that follows it."""
    with servers(3) as made:
        made.make("primary")
        made.start("primary", made.addresses[0])
        named = Pair(*(f"{address}:{made.port}" for address in made.addresses))
        create_database(parse_target(named.url("primary")))
        primary = ("--host", made.addresses[0], "--username", "postgres", "--checkpoint=fast", "--no-sync")
        made.run("pg_basebackup", "--pgdata", str(made.folder / "standby"), "--write-recovery-conf", *primary)
        made.start("standby", made.addresses[1])
        yield named


def test_a_standby_answers_as_its_primary_does_and_follows_it(pair: Pair, run: Runner) -> None:
    (run.home / "more.yaml").write_text(SEED, encoding="utf-8")

    loaded = run("--db", pair.url("primary"), "seed", "load", "more.yaml")
    pair.wait()
    answers = {
        name: [
            run("--db", pair.url(name), *words).stdout
            for words in (("figures", "--csv"), ("actors", "--csv"), ("db", "status", "--columns", "value"))
        ]
        for name in ("primary", "standby")
    }

    assert loaded.returncode == 0, loaded.stderr
    assert "up to 575 new troops" in answers["standby"][0]
    assert "freedonia" in answers["standby"][1]
    assert [text.replace(pair.standby, pair.primary) for text in answers["standby"]] == answers["primary"]


def test_a_standby_takes_no_load_and_says_so(pair: Pair, run: Runner) -> None:
    (run.home / "other.yaml").write_text(SEED.replace("reedonia", "rigia"), encoding="utf-8")

    done = run("--db", pair.url("standby"), "seed", "load", "other.yaml")

    assert done.returncode == 1
    assert "during recovery" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("names", "wanted", "is_standby"),
    [
        (("primary", "standby"), "any", 0),
        (("nobody", "standby", "primary"), "any", 1),
        (("standby", "primary"), "read-write", 0),
        (("primary", "standby"), "read-only", 1),
        (("primary", "standby"), "standby", 1),
        (("primary", "standby"), "prefer-standby", 1),
        (("primary", "nobody"), "prefer-standby", 0),
    ],
)
def test_of_several_servers_the_one_that_is_wanted_is_asked(
    names: tuple[str, ...], wanted: str, is_standby: int, pair: Pair
) -> None:
    target = parse_target(pair.url(*names, target_session_attrs=wanted))

    with open_reader(target, SECONDS) as reader:
        asked = list(reader.ask("SELECT pg_is_in_recovery()", {}, {}).rows)

    assert asked == [(is_standby,)]


def test_the_command_line_takes_several_servers(pair: Pair, run: Runner) -> None:
    url = pair.url("nobody", "primary", "standby", target_session_attrs="prefer-standby")

    done = run("--db", url, "sql", "SELECT CAST(pg_is_in_recovery() AS integer) AS standby", "--csv")

    assert done.stdout == "standby\n1\n", done.stderr


def test_several_servers_of_which_none_answers_are_named_without_the_password(pair: Pair, run: Runner) -> None:
    done = run("--db", pair.url("nobody", "nobody"), "figures")

    assert done.returncode == 3
    assert f"cannot reach postgresql+psycopg://postgres:***@{pair.nobody},{pair.nobody}/postgres: " in done.stderr
    assert PASSWORD not in done.stderr


@pytest.mark.parametrize(
    ("url", "host", "port", "others"),
    [
        ("one:1,two:2/name", "one,two", "1,2", {"dbname": "name"}),
        ("me@one,two/name", "one,two", ",", {"dbname": "name", "user": "me"}),
        ("one,two:2", "one,two", ",2", {}),
        ("me:p%2Cw@[::1]:1,[::2]:2/n", "::1,::2", "1,2", {"user": "me", "password": "p,w", "dbname": "n"}),
        ("%2Frun%2Fa,%2Frun%2Fb/n", "/run/a,/run/b", ",", {"dbname": "n"}),
        ("one,two/n?sslmode=require", "one,two", ",", {"dbname": "n", "sslmode": "require"}),
        ("/n?host=one,two&port=1,2", "one,two", "1,2", {"dbname": "n"}),
        ("me:p,w@one/n", "one", None, {"user": "me", "password": "p,w", "dbname": "n"}),
    ],
)
def test_a_url_of_several_servers_means_what_libpq_takes_it_for(
    url: str, host: str, port: str | None, others: dict[str, str]
) -> None:
    engine = server_engine(parse_target(f"postgresql://{url}"))

    _, asked = engine.dialect.create_connect_args(engine.url)

    del asked["context"]
    assert (asked.pop("host"), asked.pop("port", None), asked) == (host, port, others)


def test_a_port_that_is_no_number_is_wrong_use() -> None:
    with pytest.raises(WrongUseError) as caught:
        server_engine(parse_target("postgresql://me:secret@one:x,two:2/name"))

    assert "secret" not in str(caught.value)


def test_the_url_of_one_server_is_left_as_it_is(tmp_path: Path) -> None:
    for url in (
        "postgresql+psycopg://me:a,b@host:5433/name?sslmode=require",
        f"postgresql+psycopg:///n?host={tmp_path}",
    ):
        assert with_hosts_apart(url) == url
