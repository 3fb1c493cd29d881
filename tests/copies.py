"""Processes of the tool that are copies of one that has imported all: they start in a tenth of the time.

Each is a real process that runs `python -m sofadb`, with its own words, environment, folder and streams, and leaves
as any other does. What a copy cannot show is what is imported when, the memory it takes (it counts that of the one
it was copied from), and how Python itself starts and ends: tests about these start a process afresh.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
#: How long processes may take before they are killed.
SECONDS = 60.0
_AT_ONCE = 65_536


class Order(NamedTuple):
    """What a process of the tool is to be."""

    words: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    stdin: str = ""
    #: Whether what it says goes where it prints, as on a terminal.
    is_joined: bool = False


class Pipes(NamedTuple):
    """The ends of its pipes: where it is fed, where what it prints comes out, and where what it says does."""

    feed: int
    printed: int
    said: int


@dataclass(frozen=True)
class Original:
    """The process that others are copied from, and the line to it."""

    line: socket.socket
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, environment: Mapping[str, str]) -> Original:
        """Start it with what Python itself is to find in its environment."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", f"from tests.original import serve; serve({theirs.fileno()})"],
                cwd=ROOT,
                env=environment,
                pass_fds=[theirs.fileno()],
                # As its copies will have them: Python looks at its streams once, when it starts.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        return cls(ours, process)

    def stop(self) -> None:
        """End it."""
        self.line.close()
        self.process.communicate(timeout=SECONDS)

    def run(self, *orders: Order) -> list[subprocess.CompletedProcess[str]]:
        """Run processes at the same time, and do for each what `subprocess.run` does with pipes and text."""
        until = time.monotonic() + SECONDS
        pipes = self._send(orders)
        processes = self._answer()
        try:
            read = _exchange(
                {each.feed: order.stdin for each, order in zip(pipes, orders, strict=True)}, pipes, until
            )
            self.line.settimeout(max(0.1, until - time.monotonic()))
            codes = self._answer()
        except TimeoutError as error:
            for process in processes:
                os.kill(process, signal.SIGKILL)
            self.line.settimeout(None)
            self._answer()
            raise subprocess.TimeoutExpired(list(orders[0].words), SECONDS) from error
        self.line.settimeout(None)
        return [
            subprocess.CompletedProcess(list(order.words), code, read[each.printed], read[each.said])
            for order, each, code in zip(orders, pipes, codes, strict=True)
        ]

    def _send(self, orders: Sequence[Order]) -> list[Pipes]:
        """Send orders with one end of the pipes of each, and return the other ends."""
        theirs, ours = [], []
        for order in orders:
            (fed, feed), (printed, prints), (said, says) = os.pipe(), os.pipe(), os.pipe()
            if order.is_joined:
                os.dup2(prints, says)
            theirs += [fed, prints, says]
            ours.append(Pipes(feed, printed, said))
        socket.send_fds(self.line, [b"\n"], theirs)
        for stream in theirs:
            os.close(stream)
        text = json.dumps([(order.words, order.folder, order.environment) for order in orders])
        self.line.sendall(f"{text}\n".encode())
        return ours

    def _answer(self) -> list[int]:
        read = b""
        while not read.endswith(b"\n"):
            # No more than this answer: the next may be there already.
            piece = self.line.recv(1)
            assert piece, self.process.communicate()
            read += piece
        numbers: list[int] = json.loads(read)
        return numbers


def _exchange(feeds: dict[int, str], pipes: Sequence[Pipes], until: float) -> dict[int, str]:
    """Feed some streams and read the others, each to its end; returns what was read by the number of the stream."""
    left = {feed: text.encode() for feed, text in feeds.items()}
    read = {stream: bytearray() for each in pipes for stream in (each.printed, each.said)}
    with DefaultSelector() as streams:
        for feed in left:
            os.set_blocking(feed, False)
            streams.register(feed, EVENT_WRITE)
        for stream in read:
            streams.register(stream, EVENT_READ)
        while streams.get_map():
            ready = streams.select(max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if not (_feed(key.fd, left) if key.fd in left else _read(key.fd, read)):
                    streams.unregister(key.fd)
                    os.close(key.fd)
    return {stream: text.decode().replace("\r\n", "\n").replace("\r", "\n") for stream, text in read.items()}


def _feed(stream: int, left: dict[int, bytes]) -> bool:
    """Write what fits; tells whether there is more, and somebody who wants it."""
    try:
        written = os.write(stream, left[stream][:_AT_ONCE])
    except BrokenPipeError:
        return False
    left[stream] = left[stream][written:]
    return bool(left[stream])


def _read(stream: int, read: dict[int, bytearray]) -> bool:
    """Read what is there; tells whether there may be more."""
    piece = os.read(stream, _AT_ONCE)
    read[stream] += piece
    return bool(piece)
