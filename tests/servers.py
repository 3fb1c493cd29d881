"""PostgreSQL servers from Debian's package, several at a time: what one server that comes along cannot show."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The password of every role of these servers, as the pages write it.
PASSWORD = "choose-one"
SECONDS = 30

_WANTED = ("initdb", "pg_basebackup", "pg_dump", "postgres", "psql")
_QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "synchronous_commit=off",
    "unix_socket_directories=",
)


def programs_of_servers(extension: str = "") -> Path:
    """Return the folder of the programs of the newest PostgreSQL on this machine, or skip the test and say why."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    whole = [folder for folder in found if all((folder / name).exists() for name in _WANTED)]
    if not whole:
        pytest.skip("needs the servers of Debian's package postgresql, which is not installed")
    version = whole[-1].parent.name
    if extension and not Path(f"/usr/share/postgresql/{version}/extension/{extension}.control").exists():
        pytest.skip(f"needs {extension} of Debian's package postgresql, which PostgreSQL {version} here has not")
    return whole[-1]


@dataclass(frozen=True)
class Servers:
    """A folder for servers, each at a loopback address of its own and all at one port."""

    folder: Path
    programs: Path
    addresses: tuple[str, ...]
    port: int
    running: ExitStack

    def make(self, name: str) -> Path:
        """Make the files of a server; only the first is made, the others are copies of it."""
        first = self.folder / "made"
        if not first.exists():
            words = ("--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync")
            (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
            self.run("initdb", f"--pgdata={first}", f"--pwfile={self.folder / 'password'}", *words)
            with (first / "pg_hba.conf").open("a", encoding="utf-8") as stream:
                stream.write("host replication all 127.0.0.0/8 scram-sha-256\n")
        self._as_user("cp", "--archive", str(first), str(self.folder / name))
        return self.folder / name

    def start(self, name: str, address: str) -> None:
        """Start a server and wait until it answers; it is stopped with the others."""
        settings = (f"listen_addresses={address}", f"port={self.port}", *_QUICK)
        options = [word for setting in settings for word in ("-c", setting)]
        log = self.running.enter_context((self.folder / f"{name}.log").open("wb"))
        server = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / name, *options],
            cwd=self.folder,
            env=self.environment(),
            stderr=log,
            stdout=log,
            user=_user(),
        )
        self.running.callback(_stop, server)
        deadline = time.monotonic() + SECONDS
        while not _answers(address, self.port):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail((self.folder / f"{name}.log").read_text(encoding="utf-8"))
            time.sleep(0.05)

    def run(self, program: str, *words: str) -> None:
        """Run a program of PostgreSQL as the user whose servers these are."""
        self._as_user(str(self.programs / program), *words)

    def environment(self) -> dict[str, str]:
        """Return the environment of programs that ask these servers, and of the servers, which ask one another."""
        kept = {name: value for name, value in os.environ.items() if name in ("LANG", "TZ")}
        return {**kept, "PATH": f"{self.programs}:{os.environ['PATH']}", "PGPORT": str(self.port)}

    def _as_user(self, *words: str) -> None:
        environment = {**self.environment(), "PGPASSWORD": PASSWORD}
        done = subprocess.run(
            words, capture_output=True, check=False, cwd=self.folder, env=environment, timeout=SECONDS, user=_user()
        )
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def servers(number: int, *, extension: str = "") -> Iterator[Servers]:
    """Find a place for so many servers, or skip the test and say why; all are stopped in the end, come what may."""
    programs = programs_of_servers(extension)
    addresses = tuple(f"127.0.0.{2 + place}" for place in range(number))
    # Run by root, the servers work as a user of their own, who must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="sofadb-pg-"))
    try:
        folder.chmod(0o755)
        if (user := _user()) is not None:
            shutil.chown(folder, user)
        with ExitStack() as running:
            yield Servers(folder, programs, addresses, _free_port(addresses), running)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Return as whom a server may run: it refuses to be root."""
    return "nobody" if os.geteuid() == 0 else None


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server at once, and whoever is still connected to it."""
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _answers(address: str, port: int) -> bool:
    try:
        psycopg.connect(host=address, port=port, user="postgres", password=PASSWORD, dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _free_port(addresses: Sequence[str]) -> int:
    """Return a port that nobody listens at on any of the addresses."""
    for _ in range(100):
        with ExitStack() as bound:
            port = 0
            try:
                for address in addresses:
                    taken = bound.enter_context(socket.socket())
                    taken.bind((address, port))
                    port = taken.getsockname()[1]
            except OSError as error:
                if port == 0:
                    pytest.skip(f"needs the loopback address {addresses[0]}: {error.strerror}")
                continue
            return port
    pytest.fail("no port is free on all loopback addresses")
