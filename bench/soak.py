"""Mixed traffic for some minutes, with the memory of the server written down: it must stay flat.

    .venv/bin/python bench/soak.py --seconds 600

Clients hold conversations (questions, changes to the receipt, hostile texts), decide by the rules, search the terms and
read health and metrics. Flat: the second half ends no more than 5 % above where the first half ended.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import httpx
from faults import CONTEXT, Server
from hostile import messages, sentences

from assistant.settings import content_dir

GROWTH = 1.05


def resident(pid: int) -> int:
    """Kilobytes of memory that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise SystemExit("the server is gone")


class Client(threading.Thread):
    """One caller; notes how long each request took and every answer that should not be."""

    def __init__(self, server: Server, stop: threading.Event, number: int) -> None:
        super().__init__(daemon=True)
        self.server, self.stop, self.number = server, stop, number
        self.seconds: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        chance = random.Random(self.number)  # noqa: S311 - what to send, not a secret
        own = sentences(content_dir("intents"))
        hostile = itertools.filterfalse(str.isspace, messages(self.number, own))
        with httpx.Client(base_url=self.server.base, timeout=30) as http:
            while not self.stop.is_set():
                self._one(http, chance, own, hostile)

    def _one(self, http: httpx.Client, chance: random.Random, own: list[str], hostile: Any) -> None:
        kind = chance.choices(
            ("question", "change", "hostile", "rule", "search", "operation"), (40, 20, 15, 10, 10, 5)
        )[0]
        if kind == "question":
            self._post(http, "/v1/messages", {"text": chance.choice(own)})
        elif kind == "change":
            text = f"ライセンスを{1000 + 50 * chance.randint(1, 50)}にしてください"
            opened = self._post(http, "/v1/messages", {"text": text, "context": CONTEXT})
            if opened:
                self._post(http, "/v1/messages", {"text": "はい", "conversation_id": opened["conversation_id"]})
        elif kind == "hostile":
            self._post(http, "/v1/messages", {"text": next(hostile)[:4000]}, refused=True)
        elif kind == "rule":
            body = {"service": "ztna", "arrival": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"}
            self._post(http, "/v1/rules/termination", body)
        elif kind == "search":
            self._timed(lambda: http.get("/v1/clauses", params={"q": chance.choice(own)[:100]}))
        else:
            self._timed(lambda: http.get(chance.choice(("/health/ready", "/metrics"))))

    def _post(self, http: httpx.Client, path: str, body: dict[str, Any], refused: bool = False) -> Any:
        return self._timed(lambda: http.post(path, json=body), refused)

    def _timed(self, send: Any, refused: bool = False) -> Any:
        at = time.perf_counter()
        try:
            answer = send()
        except httpx.HTTPError as failure:
            self.wrong.append(type(failure).__name__)
            return None
        self.seconds.append(time.perf_counter() - at)
        if answer.status_code >= (500 if refused else 400):
            self.wrong.append(f"{answer.status_code} {answer.text[:200]}")
            return None
        return answer.json() if "json" in answer.headers["content-type"] else None


def run(seconds: float, clients: int, folder: Path) -> dict[str, Any]:
    """The whole soak; gives its figures."""
    server, stop = Server(f"sqlite:///{folder}/soak.db"), threading.Event()
    server.start()
    assert server.process is not None
    people = [Client(server, stop, number) for number in range(clients)]
    memory: list[int] = []
    try:
        for person in people:
            person.start()
        for _ in range(20):
            time.sleep(seconds / 20)
            memory.append(resident(server.process.pid))
        stop.set()
        for person in people:
            person.join(60)
    finally:
        stop.set()
        server.kill()
    times = sorted(itertools.chain.from_iterable(person.seconds for person in people))
    return {
        "seconds": seconds,
        "requests": len(times),
        "p50 ms": round(times[len(times) // 2] * 1000, 1),
        "p99 ms": round(times[int(len(times) * 0.99)] * 1000, 1),
        "memory MB": [round(each / 1024) for each in memory],
        "growth of the second half": round(memory[-1] / memory[len(memory) // 2 - 1], 3),
        "wrong": [each for person in people for each in person.wrong],
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--seconds", type=float, default=600)
    given.add_argument("--clients", type=int, default=4)
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(options.seconds, options.clients, Path(folder))
    for name, figure in figures.items():
        print(f"{name}: {figure if name != 'wrong' else len(figure)}")
    print(*figures["wrong"][:20], sep="\n")
    sys.exit(1 if figures["wrong"] or figures["growth of the second half"] > GROWTH else 0)


if __name__ == "__main__":
    main()
