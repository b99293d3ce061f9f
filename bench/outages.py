"""Take away what the server stands on, under load, and give it back: nothing acknowledged may be lost.

    .venv/bin/python bench/outages.py --rounds 5 --postgres postgresql://postgres@127.0.0.1:5432/postgres \
        --redis redis://127.0.0.1:6379/15

SIGTERM, a full disk (SQLite), Redis gone and back, PostgreSQL gone and back, one of two servers on one PostgreSQL
killed. The clients are those of bench/faults.py: what is not acknowledged is sent again with its key.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import resource
import select
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import redis
from faults import Client, Server, database, losses

GRACE = 15  # seconds a server may take to stop
BACK = 30  # seconds until it must be ready again


class Proxy:
    """A TCP proxy before a database, that can be taken away."""

    def __init__(self, host: str, port: int) -> None:
        self.target, self.port = (host, port), 0
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self.back()

    def back(self) -> None:
        """Take connections."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen()
        self.port, self._listener = listener.getsockname()[1], listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def gone(self) -> None:
        """Cut every connection and refuse new ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            self._open += [near, far]
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        with contextlib.suppress(OSError), near, far:
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    other[ready].sendall(data)


def status(server: Server) -> int:
    """What /health/ready says; 0 when nobody answers."""
    try:
        return httpx.get(f"{server.base}/health/ready", timeout=10).status_code
    except httpx.HTTPError:
        return 0


def until(code: int, server: Server) -> float:
    """Seconds until /health/ready says so; raises SystemExit after too long."""
    began = time.monotonic()
    while time.monotonic() - began < BACK:
        if status(server) == code:
            return time.monotonic() - began
        time.sleep(0.05)
    raise SystemExit(f"/health/ready does not become {code}")


def under_load(
    servers: list[Server], clients: int, trouble: Callable[[list[Client]], dict[str, Any]]
) -> dict[str, Any]:
    """Clients on the servers while `trouble` happens; its figures with those of the clients and what was lost."""
    stop = threading.Event()
    people = [Client(servers[number % len(servers)], stop) for number in range(clients)]
    try:
        for server in servers:
            server.start()
        for person in people:
            person.start()
        time.sleep(0.7)
        figures = trouble(people)
        time.sleep(0.7)
        stop.set()
        for person in people:
            person.join(60)
        figures["lost"] = losses(servers[-1], people)
    finally:
        stop.set()
        for server in servers:
            if server.process is not None:
                server.kill()
    figures["acknowledged turns"] = sum(len(person.turns) for person in people)
    figures["messages sent again"] = sum(person.retries for person in people)
    return figures


def terminated(folder: Path, rounds: int = 1, clients: int = 2) -> dict[str, Any]:
    """SIGTERM: what was begun is finished, the process ends by itself, and quickly."""
    server = Server(f"sqlite:///{folder}/terminated.db")

    def trouble(_: list[Client]) -> dict[str, Any]:
        longest = 0.0
        for _round in range(rounds):
            time.sleep(0.3)
            assert server.process is not None
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            code = server.process.wait(GRACE)
            longest = max(longest, time.monotonic() - began)
            assert code in (0, -signal.SIGTERM), code
            server.start()
        return {"stops": rounds, "longest stop, seconds": round(longest, 2)}

    return under_load([server], clients, trouble)


def disk_full(folder: Path, rounds: int = 1, clients: int = 2) -> dict[str, Any]:
    """No file may grow any more: messages get 503, and are taken again once there is room."""
    server = Server(f"sqlite:///{folder}/full.db")

    def trouble(_: list[Client]) -> dict[str, Any]:
        refused = 0
        for _round in range(rounds):
            assert server.process is not None
            pid = server.process.pid
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, hard))
            answer = httpx.post(f"{server.base}/v1/messages", json={"text": "こんにちは"}, timeout=20)
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            refused += 1
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
            until(200, server)
            assert httpx.post(f"{server.base}/v1/messages", json={"text": "こんにちは"}, timeout=20).status_code == 201
        return {"times full": rounds, "refused with 503": refused}

    return under_load([server], clients, trouble)


def postgres_gone(postgres: str, rounds: int = 1, clients: int = 2) -> dict[str, Any]:
    """The database goes: not ready, messages 503; it comes back: ready by itself, without a restart."""
    with database(postgres) as address:
        parts = urlsplit(address)
        proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 5432)
        login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        server = Server(f"postgresql://{login}127.0.0.1:{proxy.port}{parts.path}")

        def trouble(_: list[Client]) -> dict[str, Any]:
            longest = 0.0
            for _round in range(rounds):
                proxy.gone()
                until(503, server)
                assert httpx.get(f"{server.base}/health/live", timeout=5).status_code == 200
                answer = httpx.post(f"{server.base}/v1/messages", json={"text": "こんにちは"}, timeout=20)
                assert answer.status_code == 503, answer.text
                proxy.back()
                longest = max(longest, until(200, server))
            return {"times gone": rounds, "longest return, seconds": round(longest, 2)}

        try:
            return under_load([server], clients, trouble)
        finally:
            proxy.gone()


def redis_gone(url: str, folder: Path, rounds: int = 1, clients: int = 2) -> dict[str, Any]:
    """Redis goes: nobody is refused, a metric counts; it comes back: limits are shared again by themselves."""
    parts = urlsplit(url)
    proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 6379)
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    limits = {
        "ASSISTANT_RATE_LIMIT": "100000/minute",
        "ASSISTANT_REDIS_URL": f"redis://{login}127.0.0.1:{proxy.port}{parts.path}",
    }
    server = Server(f"sqlite:///{folder}/redis.db", settings=limits)
    seen = redis.Redis.from_url(url)

    def failures() -> float:
        found = re.search(
            r"^assistant_limiter_failures_total (\S+)", httpx.get(f"{server.base}/metrics").text, re.MULTILINE
        )
        return float(found[1]) if found else 0.0

    def counted() -> bool:
        """Whether what is sent now is counted in Redis."""
        for key in seen.scan_iter("*assistant*"):
            seen.delete(key)
        asked("counted")
        return any(True for _ in seen.scan_iter("*assistant*"))

    def shared_again() -> float:
        began = time.monotonic()
        while not counted():
            assert time.monotonic() - began < BACK, "the limits are not shared"
            time.sleep(0.2)
        return time.monotonic() - began

    def asked(text: str) -> None:
        answer = httpx.post(f"{server.base}/v1/messages", json={"text": text}, timeout=20)
        assert answer.status_code == 201, answer.text

    def trouble(_: list[Client]) -> dict[str, Any]:
        longest = slowest = 0.0
        shared_again()
        for _round in range(rounds):
            before = failures()
            proxy.gone()
            began = time.monotonic()
            while failures() <= before:
                assert time.monotonic() - began < BACK, "no metric tells that Redis is gone"
                asked("こんにちは")
            began = time.monotonic()
            asked("こんにちは")
            slowest = max(slowest, time.monotonic() - began)
            assert status(server) == 200
            proxy.back()
            longest = max(longest, shared_again())
        return {
            "times gone": rounds,
            "slowest message without it, seconds": round(slowest, 2),
            "longest until shared again, seconds": round(longest, 2),
        }

    try:
        return under_load([server], clients, trouble)
    finally:
        proxy.gone()


def one_of_two_killed(postgres: str, clients: int = 4) -> dict[str, Any]:
    """Two servers share a database; one is killed and its clients go on with the other."""
    with database(postgres) as address:
        first, second = Server(address), Server(address)

        def trouble(people: list[Client]) -> dict[str, Any]:
            moved = [person for person in people if person.server is first]
            first.kill()
            for person in moved:
                person.server = second
            return {"clients that moved": len(moved)}

        return under_load([first, second], clients, trouble)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--rounds", type=int, default=5)
    given.add_argument("--clients", type=int, default=4)
    given.add_argument("--redis", help="an address of a Redis whose database may be written to")
    given.add_argument("--postgres", help="an address where databases may be made; without it, SQLite only")
    options = given.parse_args()
    lost = 0
    with tempfile.TemporaryDirectory() as name:
        rounds, clients, folder = options.rounds, options.clients, Path(name)
        tests: dict[str, Callable[[], dict[str, Any]]] = {
            "SIGTERM": lambda: terminated(folder, rounds, clients),
            "disk full": lambda: disk_full(folder, rounds, clients),
        }
        if options.redis:
            tests["Redis gone and back"] = lambda: redis_gone(options.redis, folder, rounds, clients)
        if options.postgres:
            tests["PostgreSQL gone and back"] = lambda: postgres_gone(options.postgres, rounds, clients)
            tests["one of two servers killed"] = lambda: one_of_two_killed(options.postgres, clients)
        for title, test in tests.items():
            figures = test()
            lost += len(figures["lost"])
            print(title, *(f"  {key}: {value}" for key, value in figures.items()), sep="\n")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
