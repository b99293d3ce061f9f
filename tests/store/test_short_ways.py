"""What is read by its key takes a short way; where that is barred, the long one is taken."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from assistant.store import SQLiteStore, TurnRecord, postgres, sqlite
from assistant.store.postgres import PostgresStore

TURN = TurnRecord("c-1", 1, "ja", "web", {"step": 1}, {"text": "a"}, {"kind": "answer"})


def test_a_file_that_is_locked_as_a_whole_is_waited_for_in_the_thread(tmp_path: Path) -> None:
    async def story() -> Any:
        store = SQLiteStore(f"sqlite:///{tmp_path}/kept.db")
        await store.open()
        await store.save_turn(TURN)
        store._here = sqlite._Kept(sqlite.reader_engine(f"sqlite:///{tmp_path}/no/such/folder.db", wait=0))
        try:
            return await store.conversation("c-1")
        finally:
            await store.close()

    assert asyncio.run(story()).state == {"step": 1}


@pytest.mark.parametrize("idle", [0.0, 60.0])
def test_a_connection_that_has_lain_idle_is_replaced_when_it_is_gone(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, idle: float
) -> None:
    monkeypatch.setattr(postgres, "IDLE_SECONDS", idle)

    async def story() -> list[Any]:
        store = PostgresStore(postgres_url)
        await store.open()
        await store.save_turn(TURN)
        other = await asyncpg.connect(postgres_url)
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await other.close()
        await asyncio.sleep(0.2)
        found = []
        for _ in range(2):
            try:
                found.append(await store.conversation("c-1"))
            except postgres.Unavailable:
                found.append(None)
        await store.close()
        return found

    first, second = asyncio.run(story())
    # One that was in use just now is not asked: the message that meets it is told to come again.
    assert (first is not None) is (idle == 0.0)
    assert second is not None


def test_a_file_is_looked_over_once_until_somebody_else_touches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    sound = sqlite._sound
    monkeypatch.setattr(sqlite, "_sound", lambda connection: looked.append(True) or sound(connection))
    file = tmp_path / "kept.db"

    async def opened() -> int:
        store = SQLiteStore(f"sqlite:///{file}")
        await store.open()
        await store.close()
        return len(looked)

    assert [asyncio.run(opened()) for _ in range(2)] == [0, 0]  # it was made here, and left as it is
    file.write_bytes(file.read_bytes())
    assert [asyncio.run(opened()) for _ in range(2)] == [1, 1]
