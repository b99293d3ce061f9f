"""Over HTTP: messages a second, processor time a message and waiting, beside the bare endpoint, in turns."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from speed import client, servers
from speed.figures import Figure, median, quantile
from speed.texts import measured, warm

QUESTION = "HTTP on SQLite"
BARE = {"nothing": "bare endpoint", "row": "bare endpoint, one row kept", "turn": "bare endpoint, the same rows kept"}
OURS = "assistant"
CONNECTIONS = (1, 32)


@dataclass(frozen=True)
class Load:
    """One run of the client against one server: rates, and milliseconds."""

    rate: float
    cpu: float
    p50: float
    p99: float


def loaded(server: servers.Server, connections: int, seconds: float, texts: Sequence[str]) -> Load:
    """Load a server and see what that cost it."""
    before = server.cpu()
    found = client.run(server.port, connections, seconds, texts)
    cpu = (server.cpu() - before) / found["messages"] * 1000
    taken = [each * 1000 for each in found["taken"]]
    return Load(found["messages"] / found["seconds"], cpu, quantile(taken, 0.5), quantile(taken, 0.99))


def compare(rounds: int, seconds: float) -> list[Figure]:
    """All servers are up at once and loaded in turns."""
    runs: dict[tuple[str, int], list[Load]] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        top = Path(folder)
        ours = stack.enter_context(servers.assistant(f"sqlite:///{top}/assistant.db"))
        reply = top / "reply.json"
        reply.write_bytes(typical(ours))
        up = {OURS: ours}
        for keeps, name in BARE.items():
            up[name] = stack.enter_context(servers.bare(keeps, top / f"{keeps}.db", reply))
        for server in up.values():
            client.run(server.port, 4, max(1.0, seconds / 2), warm())
        texts = measured()
        for _ in range(rounds):
            for connections in CONNECTIONS:
                for name, server in up.items():
                    runs.setdefault((name, connections), []).append(loaded(server, connections, seconds, texts))
        memory = ours.resident()
    return [*_figures(runs), Figure("start and memory", "resident after the load", round(memory, 1), "MB", 200.0)]


def typical(server: servers.Server) -> bytes:
    """The reply of median size among those to the texts."""
    replies = [servers.post(server.port, {"text": text}).partition(b"\r\n\r\n")[2] for text in warm()[:101]]
    found = sorted(replies, key=len)[len(replies) // 2]
    json.loads(found)
    return found


def _figures(runs: dict[tuple[str, int], list[Load]]) -> list[Figure]:
    out = []
    for (name, connections), each in runs.items():
        at = f"{name}, {connections} connection{'s' if connections > 1 else ''}"
        out.append(median(QUESTION, f"{at}: messages", [one.rate for one in each], "/s"))
        out.append(median(QUESTION, f"{at}: CPU a message", [one.cpu for one in each], "ms"))
        out.append(median(QUESTION, f"{at}: p50", [one.p50 for one in each], "ms"))
        limit = 100.0 if (name, connections) == (OURS, 32) else None
        out.append(median(QUESTION, f"{at}: p99", [one.p99 for one in each], "ms", limit=limit))
    for keeps, name in BARE.items():
        for connections in CONNECTIONS:
            pairs = zip(runs[OURS, connections], runs[name, connections], strict=True)
            ratio = f"CPU a message beside the {name}, {connections} connection{'s' if connections > 1 else ''}"
            limit = 3.0 if keeps == "turn" else None
            out.append(median(QUESTION, ratio, [ours.cpu / other.cpu for ours, other in pairs], "times", limit=limit))
    return out


def start(rounds: int) -> list[Figure]:
    """From the command to the first answer, with a new database and the trained matcher of an earlier start."""
    taken, memory = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder, servers.assistant(f"sqlite:///{folder}/start.db") as server:
            taken.append(server.started_in)
            memory.append(server.resident())
    return [
        median("start and memory", "command to first answer", taken, "s", limit=2.0),
        median("start and memory", "resident after the first answer", memory, "MB"),
    ]
