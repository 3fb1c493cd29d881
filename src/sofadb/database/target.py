"""What `--db` names: an SQLite file or a PostgreSQL server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from sofadb.errors import WrongUseError

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")
# Greedy: a password may itself hold '/' or '@'.
_PASSWORD = re.compile(r"^([^:]+://[^:/@]*):.*@")
_PASSWORD_OPTION = re.compile(r"([?&][a-z]*password=)[^&]*", re.IGNORECASE)
# Whoever writes '@' or '/' in a password writes it as %40 and %2F.
_SEVERAL_HOSTS = re.compile(r"^([^:]+://(?:[^@/?]*@)?)([^@/?]*,[^@/?]*)(/[^?]*)?(?:\?(.*))?$")
_PORT = re.compile(r":([^:\]]*)$")
_SERVER_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_FILE_SCHEMES = frozenset({"sqlite", "sqlite+pysqlite"})


class Target(NamedTuple):
    """A database: either the path of an SQLite file or the URL of a PostgreSQL database."""

    path: Path | None = None
    url: str = ""

    def __str__(self) -> str:
        """Name the database for the user, without its password."""
        if self.path is not None:
            return str(self.path)
        return _PASSWORD_OPTION.sub(r"\1***", _PASSWORD.sub(r"\1:***@", self.url))


def parse_target(text: str) -> Target:
    """Tell a file from a server; raises WrongUseError for a URL of another kind."""
    if not text.strip():
        raise WrongUseError("the name of the database is empty", "name a file, or leave --db and SOFADB_DB out")
    match = _SCHEME.match(text)
    if match is None:
        return Target(path=_path(text))
    scheme, rest = match[1].lower(), text[match.end() :]
    if not text.isprintable():
        raise WrongUseError(f"{str(Target(url=text))!r} is no URL", "write it without line breaks")
    if scheme in _FILE_SCHEMES and rest.startswith("/") and len(rest) > 1:
        return Target(path=_path(rest[1:]))
    if scheme in _SERVER_SCHEMES:
        return Target(url=f"postgresql+psycopg://{rest}")
    raise WrongUseError(
        f"cannot use a database at {Target(url=text)}",
        "name an SQLite file, or a PostgreSQL database as postgresql+psycopg://user@host/name",
    )


def with_hosts_apart(url: str) -> str:
    """Write several hosts (`host-1:5432,host-2:5433`) as options, which is where SQLAlchemy looks for them."""
    match = _SEVERAL_HOSTS.match(url)
    if match is None:
        return url
    begin, servers, database, options = match.groups(default="")
    ports = [port[1] if (port := _PORT.search(server)) else "" for server in servers.split(",")]
    hosts = [_PORT.sub("", server).strip("[]") for server in servers.split(",")]
    several = f"host={','.join(hosts)}" + (f"&port={','.join(ports)}" if any(ports) else "")
    return f"{begin}{database or '/'}?{'&'.join(filter(None, (several, options)))}"


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise WrongUseError(f"there is no home folder for {text}", "write the path out") from None
