"""Channels whose callers keep no conversation id: threads, and messages that are sent again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from channel_parts import with_store

from assistant.service import Assistant, MessageRequest
from assistant.store import Store, create_store

SSE = "StarterでSSEアドオンは使えますか？"


def run(assistant: Assistant, url: str, story: Callable[[Assistant, Store], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        store = create_store(url)
        await store.open()
        try:
            return await story(with_store(assistant, store), store)
        finally:
            await store.close()

    return asyncio.run(main())


@pytest.fixture
def url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/threads.db"


async def say(assistant: Assistant, text: str = SSE, **more: Any) -> dict[str, Any]:
    request = MessageRequest(text, **{"channel": "slack", "thread": "T1:C1:U1", **more})
    return (await assistant.message(request)).body


def test_a_thread_goes_on_and_another_is_its_own(assistant: Assistant, url: str) -> None:
    async def story(assistant: Assistant, _: Store) -> None:
        first, again = await say(assistant), await say(assistant, "Coreだと？")
        assert (again["conversation_id"], again["turn"]) == (first["conversation_id"], 2)
        others = [await say(assistant, thread="T1:C2:U1"), await say(assistant, channel="rasa")]
        assert len({first["conversation_id"], *(each["conversation_id"] for each in others)}) == 3
        anew = await say(assistant, anew=True)
        assert (anew["turn"], anew["conversation_id"] != first["conversation_id"]) == (1, True)
        assert (await say(assistant))["conversation_id"] == anew["conversation_id"]

    run(assistant, url, story)


@pytest.mark.parametrize(("hours", "turn"), [(11, 2), (13, 1)])
def test_after_half_a_day_of_silence_a_thread_begins_a_new_conversation(
    assistant: Assistant, url: str, hours: int, turn: int
) -> None:
    async def story(assistant: Assistant, _: Store) -> None:
        with time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC), tick=False) as clock:
            await say(assistant)
            clock.shift(timedelta(hours=hours))
            assert (await say(assistant))["turn"] == turn

    run(assistant, url, story)


def test_messages_that_open_a_thread_at_once_share_one_conversation(assistant: Assistant, url: str) -> None:
    async def story(assistant: Assistant, store: Store) -> None:
        workers = [with_store(assistant, store) for _ in range(3)]  # they share the store and no lock
        replies = await asyncio.gather(*(say(each) for each in workers for _ in range(2)))
        assert len({reply["conversation_id"] for reply in replies}) == 1
        assert sorted(reply["turn"] for reply in replies) == [1, 2, 3, 4, 5, 6]

    run(assistant, url, story)


def test_a_message_sent_again_gets_the_same_answer_and_is_kept_once(assistant: Assistant, url: str) -> None:
    async def story(assistant: Assistant, store: Store) -> None:
        workers = [with_store(assistant, store) for _ in range(3)]
        replies = await asyncio.gather(*(say(each, delivery="398738663015.4744") for each in workers))
        assert replies[0] == replies[1] == replies[2]
        later = await say(assistant, delivery="398738663015.9999")
        assert (later["conversation_id"], later["turn"]) == (replies[0]["conversation_id"], 2)

    run(assistant, url, story)


def test_a_turn_that_is_kept_can_be_read_again(assistant: Assistant, url: str) -> None:
    async def story(assistant: Assistant, _: Store) -> None:
        reply = await say(assistant)
        assert await assistant.turn(reply["conversation_id"], 1) == (SSE, reply)
        assert await assistant.turn(reply["conversation_id"], 2) is None
        assert await assistant.turn("none", 1) is None

    run(assistant, url, story)


def test_the_store_does_not_say_who_a_thread_belongs_to(assistant: Assistant, url: str, tmp_path: Any) -> None:
    run(assistant, url, lambda assistant, _: say(assistant, thread="T0PRIVATE:U0PRIVATE", delivery="D0PRIVATE"))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "StarterでSSE".encode() in kept
    assert b"0PRIVATE" not in kept
