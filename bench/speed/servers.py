"""Server processes that are measured: the assistant, and a bare endpoint; their processor time and memory."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speed.processes import environment

TICK = os.sysconf("SC_CLK_TCK")
START_SECONDS = 120
FIRST = {"text": "解約はいつまでに言えばいいですか"}


@dataclass
class Server:
    """A server on a port of its own, and every process under it."""

    process: subprocess.Popen[bytes]
    port: int
    started_in: float = 0.0

    def pids(self) -> list[int]:
        """The process and all its children."""
        return [self.process.pid, *_children(self.process.pid)]

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads and processes, user and system."""
        return sum(_cpu(pid) for pid in self.pids())

    def resident(self) -> float:
        """Megabytes of memory that the largest process holds."""
        return max(_resident(pid) for pid in self.pids())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def assistant(database: str, *, workers: int = 1) -> Iterator[Server]:
    """The assistant as it is served, on this database; `started_in` are the seconds to its first answer."""
    settings = {"ASSISTANT_DATABASE_URL": database, "ASSISTANT_RATE_LIMIT": "off"}
    settings["ASSISTANT_CONVERSATION_RATE_LIMIT"] = "off"
    port = free_port()
    command = ["-m", "assistant", "serve", "--port", str(port), "--workers", str(workers)]
    with _running(command, port, settings) as server:
        yield server


@contextlib.contextmanager
def bare(keeps: str, database: Path, reply: Path) -> Iterator[Server]:
    """The bare endpoint; see `speed.bare`."""
    port = free_port()
    settings = {"BARE_KEEPS": keeps, "BARE_DATABASE": str(database), "BARE_REPLY": str(reply)}
    command = ["-m", "uvicorn", "speed.bare:create_app", "--factory", "--port", str(port), "--no-access-log"]
    with _running([*command, "--log-level", "warning"], port, settings) as server:
        yield server


@contextlib.contextmanager
def _running(command: Sequence[str], port: int, settings: Mapping[str, str]) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment(**settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(process, port)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - began > START_SECONDS:
                raise RuntimeError(f"no answer from {' '.join(command)}")
            time.sleep(0.005)
        server.started_in = time.perf_counter() - began
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def post(port: int, body: Mapping[str, Any]) -> bytes:
    """The whole answer to one message, head and body, over a connection of its own."""
    data = json.dumps(body).encode()
    head = (
        f"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(head.encode() + data)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def _answers(port: int) -> bool:
    try:
        return post(port, FIRST).startswith(b"HTTP/1.1 201")
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                found += [int(child), *_children(int(child))]
    return found


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8", "replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
