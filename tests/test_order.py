"""Under load: first come, first served, and few under way at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from assistant.service import Assistant, MessageRequest
from assistant.store import SQLiteStore, Store, Unavailable, create_store
from assistant.store.postgres import PostgresStore

TEXTS = [f"ライセンス{number}枚はいくらですか" for number in range(10, 22)]


class Watched:
    """Says of a store what is kept in which order, and how many were under way."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch, *, fails: int = 0) -> None:
        self.kept: list[str] = []
        self.most = self.under_way = 0
        keep = store.keep

        async def watched(*changes: Any) -> None:
            nonlocal fails
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            try:
                await asyncio.sleep(0.002)
                if fails:
                    fails -= 1
                    raise Unavailable("gone")
                await keep(*changes)
                self.kept.append(changes[0].request["text"])
            finally:
                self.under_way -= 1

        monkeypatch.setattr(store, "keep", watched)


def run(url: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, fails: int = 0) -> tuple[Store, Watched, Any]:
    async def story() -> tuple[Store, Watched, Any]:
        store = create_store(url)
        await store.open()
        watched = Watched(store, monkeypatch, fails=fails)
        on = assistant.on(store)
        asked = (on.message(MessageRequest(text)) for text in TEXTS)
        try:
            return store, watched, await asyncio.gather(*asked, return_exceptions=True)
        finally:
            await store.close()

    return asyncio.run(story())


def test_messages_are_kept_in_the_order_they_came(
    tmp_path: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, watched, replies = run(f"sqlite:///{tmp_path}/kept.db", assistant, monkeypatch)
    assert watched.kept == TEXTS
    assert watched.most == store.at_once == SQLiteStore.at_once == 2
    assert [reply.body["turn"] for reply in replies] == [1] * len(TEXTS)


def test_a_failure_lets_the_next_one_in(tmp_path: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    _, watched, replies = run(f"sqlite:///{tmp_path}/kept.db", assistant, monkeypatch, fails=3)
    assert [type(reply) for reply in replies[:3]] == [Unavailable] * 3
    assert watched.kept == TEXTS[3:]


def test_on_postgresql_half_of_the_connections_stay_free(
    postgres_url: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, watched, _ = run(postgres_url, assistant, monkeypatch)
    assert isinstance(store, PostgresStore)
    assert watched.most == store.at_once == 5
    assert sorted(watched.kept) == TEXTS
    assert [PostgresStore(postgres_url, pool_size=size).at_once for size in (1, 2, 9)] == [1, 1, 4]


def test_who_gives_up_waiting_keeps_nobody_out(tmp_path: Path, assistant: Assistant) -> None:
    async def story() -> list[Any]:
        store = create_store(f"sqlite:///{tmp_path}/kept.db")
        await store.open()
        on = assistant.on(store)
        asked = [asyncio.create_task(on.message(MessageRequest(text))) for text in TEXTS]
        await asyncio.sleep(0)
        for task in asked[1::2]:
            task.cancel()
        try:
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            await store.close()

    replies = asyncio.run(asyncio.wait_for(story(), 20))
    assert all(isinstance(reply, asyncio.CancelledError) for reply in replies[1::2])
    assert [reply.body["turn"] for reply in replies[::2]] == [1] * (len(TEXTS) // 2)
