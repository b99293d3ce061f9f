"""Kill the server under load, again and again, and see that nothing that was acknowledged is lost.

    .venv/bin/python bench/faults.py --kills 20 [--postgres postgresql://postgres@127.0.0.1:5432/postgres]

Clients hold conversations that end in a recorded request, each message with an Idempotency-Key. The server is killed
with SIGKILL at any moment and started again; a client that got no answer sends the same message with the same key. At
the end every acknowledged turn must be there, once, as it was answered, and every acknowledged request be recorded.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

CONTEXT = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []},
}
START_SECONDS = 60


@dataclass
class Server:
    """One server process on a port of its own; started again on the same database after each kill."""

    database: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        environment = {**clean, "ASSISTANT_DATABASE_URL": self.database, "ASSISTANT_RATE_LIMIT": "off", **self.settings}
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            try:
                if httpx.get(f"{self.base}/health/ready", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise SystemExit("the server does not come up")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass
class Client(threading.Thread):
    """Somebody who asks for changes until told to stop, and remembers what was acknowledged."""

    server: Server
    stop: threading.Event
    turns: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    retries: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        number = 1
        while not self.stop.is_set():
            number += 1
            opened = self.send({"text": f"ライセンスを{1000 + 50 * (number % 100)}にしてください", "context": CONTEXT})
            if opened is None:
                return
            receipt = self.send({"text": "はい", "conversation_id": opened["conversation_id"]})
            if receipt is None:
                return
            if receipt["kind"] == "receipt":
                self.requests.append((receipt["request"]["id"], receipt["conversation_id"]))

    def send(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """One message, sent until it is acknowledged; None once everything is over."""
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        while True:
            try:
                answer = httpx.post(f"{self.server.base}/v1/messages", json=body, headers=headers, timeout=20)
            except httpx.HTTPError:
                self.retries += 1
                if self.stop.is_set() and not self._alive():
                    return None
                time.sleep(0.05)
                continue
            if answer.status_code in (200, 201):
                reply: dict[str, Any] = answer.json()
                self.turns.append({"text": body["text"], "reply": reply})
                return reply
            if answer.status_code != 503:
                self.wrong.append(f"{answer.status_code}: {answer.text[:200]}")
                return None
            time.sleep(0.05)

    def _alive(self) -> bool:
        process = self.server.process
        return process is not None and process.poll() is None


@contextlib.contextmanager
def database(postgres: str) -> Iterator[str]:
    """The address of a new database, dropped afterwards."""
    name = f"assistant_faults_{secrets.token_hex(6)}"

    async def administer(sql: str) -> None:
        connection = await asyncpg.connect(postgres, timeout=3)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    asyncio.run(administer(f'CREATE DATABASE "{name}"'))
    try:
        yield f"{postgres.rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


def losses(server: Server, clients: list[Client]) -> list[str]:
    """What was acknowledged and is not there as it was, or is there twice."""
    found = [wrong for client in clients for wrong in client.wrong]
    by_conversation: dict[str, list[dict[str, Any]]] = {}
    for client in clients:
        for turn in client.turns:
            by_conversation.setdefault(turn["reply"]["conversation_id"], []).append(turn)
    with httpx.Client(base_url=server.base, timeout=20) as http:
        for conversation, turns in by_conversation.items():
            kept = http.get(f"/v1/conversations/{conversation}").json().get("items", [])
            stored = {item["turn"]: item for item in kept if item["type"] == "turn"}
            for turn in turns:
                item = stored.get(turn["reply"]["turn"])
                if item is None or (item["text"], item["reply"]["text"]) != (turn["text"], turn["reply"]["text"]):
                    found.append(f"lost: turn {turn['reply']['turn']} of {conversation}")
            if len(stored) > len(turns):
                found.append(f"twice: {len(stored)} turns of {conversation}, {len(turns)} messages")
        for client in clients:
            for request, conversation in client.requests:
                answer = http.get(f"/v1/requests/{request}", params={"conversation": conversation})
                if answer.status_code != 200 or answer.json()["status"] != "confirmed":
                    found.append(f"lost: request {request} ({answer.status_code})")
    return found


def run(kills: int, clients: int, database: str, least: float = 0.3, most: float = 1.5) -> dict[str, Any]:
    """The whole test; gives the figures and what was lost."""
    server, stop = Server(database), threading.Event()
    server.start()
    people = [Client(server, stop) for _ in range(clients)]
    for person in people:
        person.start()
    chance = random.Random(7)  # noqa: S311 - when to kill, not a secret
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(least, most))
            server.kill()
            server.start()
        limit = time.monotonic() + START_SECONDS
        while sum(len(person.requests) for person in people) < clients and time.monotonic() < limit:
            time.sleep(0.1)  # a slow machine may have had time for none yet
        stop.set()
        for person in people:
            person.join(60)
        lost = losses(server, people)
    finally:
        stop.set()
        server.kill()
    return {
        "kills": kills,
        "acknowledged turns": sum(len(person.turns) for person in people),
        "acknowledged requests": sum(len(person.requests) for person in people),
        "messages sent again": sum(person.retries for person in people),
        "lost": lost,
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--kills", type=int, default=20)
    given.add_argument("--clients", type=int, default=4)
    where = given.add_mutually_exclusive_group()
    where.add_argument("--database", help="an address; by default a new SQLite file")
    where.add_argument("--postgres", help="an address where databases may be made: on a new one, dropped afterwards")
    options = given.parse_args()
    with contextlib.ExitStack() as stack:
        address = (
            options.database or f"sqlite:///{Path(stack.enter_context(tempfile.TemporaryDirectory())) / 'faults.db'}"
        )
        if options.postgres:
            address = stack.enter_context(database(options.postgres))
        figures = run(options.kills, options.clients, address)
    for name, figure in figures.items():
        print(f"{name}: {figure if name != 'lost' else len(figure)}")
    for each in figures["lost"]:
        print(each)
    sys.exit(1 if figures["lost"] else 0)


if __name__ == "__main__":
    main()
