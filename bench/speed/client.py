"""A light HTTP client that keeps some connections busy, in a process of its own, so that it costs the server nothing.

    python -m speed.client PORT CONNECTIONS SECONDS TEXTS.json

Each connection asks a question and one more in the same conversation, again and again; every connection goes through
the texts from another place. Writes into the file of the texts how many messages were answered, in how many seconds,
and how long each took.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import uvloop

from speed.processes import environment

CONVERSATION: Final = re.compile(rb'"conversation_id":"([^"]+)"')
LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length: (\d+)\r\n")


class Connection(asyncio.Protocol):
    """One connection: the next message goes out when the reply to the last one is complete."""

    def __init__(self, texts: Sequence[str], start: int, until: float) -> None:
        self.texts, self.at, self.until = texts, start, until
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.conversation: str | None = None
        self.buffer = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._send()

    def _send(self) -> None:
        body: dict[str, Any] = {"text": self.texts[self.at % len(self.texts)]}
        if self.conversation is not None:
            body["conversation_id"] = self.conversation
        self.at += 1
        data = json.dumps(body).encode()
        head = (
            "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        )
        self.began = time.perf_counter()
        self.transport.write(head.encode() + data)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n") if gap else None
        if length is None or len(body) < int(length[1]):
            return
        self.seconds.append(time.perf_counter() - self.began)
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            self.wrong.append(f"{head[:12].decode()} for {self.texts[(self.at - 1) % len(self.texts)][:40]!r}")
        found = CONVERSATION.search(body)
        self.conversation = found[1].decode() if found and self.conversation is None else None
        self.buffer = b""
        if time.perf_counter() < self.until:
            self._send()
        else:
            self.transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def load(port: int, connections: int, seconds: float, texts: Sequence[str]) -> dict[str, Any]:
    """Keep the connections busy for that long."""
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    opened = []
    for number in range(connections):
        start = number * len(texts) // connections
        _, one = await loop.create_connection(
            lambda start=start: Connection(texts, start, began + seconds), "127.0.0.1", port
        )
        opened.append(one)
    await asyncio.gather(*(one.done for one in opened))
    taken = [each for one in opened for each in one.seconds]
    return {
        "messages": len(taken),
        "seconds": time.perf_counter() - began,
        "taken": taken,
        "wrong": [each for one in opened for each in one.wrong],
    }


def run(port: int, connections: int, seconds: float, texts: Sequence[str]) -> dict[str, Any]:
    """`load` in a process of its own. Raises RuntimeError when a reply was not right."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(list(texts)), "utf-8")
        command = [sys.executable, "-m", "speed.client", str(port), str(connections), str(seconds), str(file)]
        subprocess.run(command, check=True, env=environment())
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if found["wrong"] or not found["messages"]:
        raise RuntimeError(f"{found['messages']} replies, among them {found['wrong'][:3]}")
    return found


if __name__ == "__main__":
    port, connections, seconds, file = sys.argv[1:]
    texts = json.loads(Path(file).read_text("utf-8"))
    found = uvloop.run(load(int(port), int(connections), float(seconds), texts))
    Path(file).write_text(json.dumps(found), "utf-8")
