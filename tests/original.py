"""The process that the tests' processes of the tool are copies of: it has imported all and done nothing."""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import socket
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import sofadb

#: What the tool and its libraries import only when it is used; the dialect of psycopg does not import psycopg itself.
DRIVERS = ("alembic.command", "psycopg", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg")
#: pyarrow starts threads, which no copy would have; the line editor is for a terminal.
LEFT_OUT = ("sofadb.__main__", "sofadb.cli.console.completion", "sofadb.cli.console.prompt", "sofadb.formats.parquet")
#: How many streams fit into one message.
_MOST_STREAMS = 60


def serve(number: int) -> None:
    """Run the tool in copies of this process, as the other end of a socket orders; returns in each copy, too.

    An order names what is to run at the same time, each with three streams; the answers are the numbers of the
    processes and, when all have ended, their exit codes.
    """
    _import_all()
    # All that lives now lives on: no copy has to look through it for garbage.
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=number)
    while streams := socket.recv_fds(line, 1, _MOST_STREAMS)[1]:
        processes = []
        for place, order in enumerate(json.loads(_read_line(line))):
            process = os.fork()
            if process == 0:
                line.close()
                _take(streams, 3 * place)
                _become(*order)
                return
            processes.append(process)
        for stream in streams:
            os.close(stream)
        line.sendall(f"{json.dumps(processes)}\n".encode())
        ended = dict(os.wait() for _ in processes)
        codes = [os.waitstatus_to_exitcode(ended[process]) for process in processes]
        line.sendall(f"{json.dumps(codes)}\n".encode())


def _import_all() -> None:
    names = [module.name for module in walk_packages(sofadb.__path__, "sofadb.")]
    for name in (*DRIVERS, *names):
        # What cannot be imported fails where it is needed, as it does in any other process.
        with suppress(Exception):
            if name not in LEFT_OUT:
                import_module(name)


def _read_line(line: socket.socket) -> bytes:
    read = b""
    while not read.endswith(b"\n"):
        read += line.recv(1_000_000)
    return read


def _take(streams: list[int], first: int) -> None:
    """Make three of the streams those of this process."""
    for number, stream in enumerate(streams[first : first + 3]):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)


def _become(words: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be what `python -m sofadb` is, from its start to its end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["sofadb", *words]
    sys.path[0] = folder
    try:
        runpy.run_module("sofadb", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """Do what Python does at its end, but for taking all apart, which takes longer than most questions."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    gc.collect()
    # A stream that takes no more is left to Python: it says so, and gives another exit code.
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
