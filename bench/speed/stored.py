"""With a thousand stored turns and with a million: a message on a new and on an old conversation, and look-ups."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.service import Assistant, MessageRequest
from assistant.settings import load_settings
from assistant.store import Store, create_store
from speed import fill, postgres, servers
from speed.figures import Figure, median, missing
from speed.texts import measured, warm

FEW = 1000
LIMIT = 1.1
LOOKUPS = 5  # of each kind a round
Work = Callable[[Assistant, Store, str], Awaitable[Any]]


def _month() -> datetime:
    return datetime.now(UTC) - timedelta(days=30)


async def _dashboard(store: Store) -> None:
    await store.asked(_month())
    await store.intents_asked(_month())
    await store.handled(_month())


VIEWS: dict[str, Work] = {
    "the turns of an old conversation": lambda _, store, old: store.turns(old),
    "the newest requests": lambda _, store, __: store.requests(limit=50),
    "the requests that wait": lambda _, store, __: store.requests(status="confirmed", limit=50),
    "the tickets that wait": lambda _, store, __: store.tickets("open", 50),
    "all tickets, a page": lambda _, store, __: store.tickets(None, 50),
    "how much waits": lambda _, store, __: store.waiting(),
    "the dashboard's figures of a month": lambda _, store, __: _dashboard(store),
    "the messages not understood": lambda _, store, __: store.turns_answered(("fallback",), _month(), 1000),
    "a page of conversations": lambda _, store, __: store.conversations(None, "", 200),
}


def compare(many: int, rounds: int, messages: int) -> list[Figure]:
    """Both databases, each with few and with many turns, in turns."""
    assistant = Assistant.from_settings(load_settings(semantic=False))
    out: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(fill.held(assistant, Path(folder), 105))
        for kind in ("SQLite", "PostgreSQL"):
            question = f"stored turns, {kind}"
            if kind == "PostgreSQL" and (why := postgres.unreachable()) is not None:
                out.append(missing(question, f"{many:,} turns", why, limit=LIMIT))
                continue
            with _two(kind, Path(folder), rows, many) as urls:
                taken = asyncio.run(_taken(assistant, urls, rows, rounds, messages))
                out += _figures(question, taken, many)
                if kind == "SQLite":
                    with servers.assistant(urls[many]) as server:
                        name = f"command to first answer, {many:,} turns stored"
                        out.append(Figure("start and memory", name, round(server.started_in, 2), "s"))
    return out


@contextlib.contextmanager
def _two(kind: str, folder: Path, rows: dict[str, list[fill.Row]], many: int) -> Iterator[dict[int, str]]:
    with contextlib.ExitStack() as stack:
        urls: dict[int, str] = {}
        for turns in (FEW, many):
            file = folder / f"{turns}.db"
            urls[turns] = f"sqlite:///{file}" if kind == "SQLite" else stack.enter_context(postgres.database())
            asyncio.run(_tables(urls[turns]))
            made = fill.copies(rows, turns)
            if kind == "SQLite":
                stack.callback(file.unlink)
                fill.into_sqlite(file, made)
            else:
                fill.into_postgres(urls[turns], made)
        yield urls


async def _tables(url: str) -> None:
    store = create_store(url)
    await store.open()
    await store.close()


async def _taken(
    assistant: Assistant, urls: dict[int, str], rows: dict[str, list[fill.Row]], rounds: int, messages: int
) -> dict[str, dict[int, list[float]]]:
    """Milliseconds by what was done and by how many turns are stored, one value a round."""
    stores = {turns: create_store(url) for turns, url in urls.items()}
    for store in stores.values():
        await store.open()
    on = {turns: assistant.on(store) for turns, store in stores.items()}
    texts, taken = [*warm(), *measured()], {}
    number = 0
    for one in range(rounds + 1):
        sums: dict[str, dict[int, list[float]]] = {}
        for _ in range(messages):
            number += 1
            text = texts[number % len(texts)]
            for turns in (sorted(stores), sorted(stores, reverse=True))[number % 2]:
                old = fill.an_old_one(rows, turns, number)
                for name, request in (
                    ("a message on a new conversation", MessageRequest(text)),
                    ("a message on an old conversation", MessageRequest(text, old)),
                ):
                    sums.setdefault(name, {}).setdefault(turns, []).append(await _ms(on[turns].message(request)))
        for name, view in VIEWS.items():
            for count in range(LOOKUPS):
                for turns, store in stores.items():
                    old = fill.an_old_one(rows, turns, number + count)
                    sums.setdefault(name, {}).setdefault(turns, []).append(await _ms(view(on[turns], store, old)))
        for name, each in sums.items():
            for turns, values in each.items():
                if one:  # the first round warms up
                    taken.setdefault(name, {}).setdefault(turns, []).append(sorted(values)[len(values) // 2])
    for store in stores.values():
        await store.close()
    return taken


async def _ms(work: Awaitable[Any]) -> float:
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000


def _figures(question: str, taken: dict[str, dict[int, list[float]]], many: int) -> list[Figure]:
    out = []
    for name, each in taken.items():
        at = ", {:,} turns stored, p50"
        out += [median(question, name + at.format(turns), each[turns], "ms") for turns in (FEW, many)]
        if name.startswith("a message"):
            pairs = [a / b for a, b in zip(each[many], each[FEW], strict=True)]
            out.append(median(question, f"{name}, {many:,} beside {FEW:,} turns", pairs, "times", limit=LIMIT))
    return out
