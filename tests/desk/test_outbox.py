"""Events: in the outbox with what they tell of, out to the webhooks, signed, until they arrive."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from desk_parts import AGENT, ANONYMOUS, CUSTOMER, Office, nothing_kept
from sqlalchemy import select

from assistant.desk.webhooks import ATTEMPTS, Deliverer, verified, wait_after
from assistant.store import Store
from assistant.store.tables import audit, events

Run = Callable[..., Any]
SECRET = "a secret of enough characters"
ONE, TWO = "https://one.example/hook", "https://two.example/hook"


class Receiver:
    """Somebody who listens; answers with what it is told to, 200 otherwise."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.received: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.received.append(request)
        status = self.answers.pop(0) if self.answers else 200
        if status == 0:
            raise httpx.ConnectError("nobody there")
        return httpx.Response(status)

    @property
    def kinds(self) -> list[str]:
        return [json.loads(request.content)["kind"] for request in self.received]


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def deliverer(store: Store, receiver: Receiver, clock: Clock | None = None) -> Deliverer:
    return Deliverer(store, SECRET, transport=httpx.MockTransport(receiver), clock=clock or Clock())


async def everything(store: Store, table: Any) -> list[Any]:
    return list(await store.read(lambda c: [row._mapping for row in c.execute(select(table).order_by(table.c[0]))]))


def test_events_are_sent_signed_in_their_order(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        request_id = (await office.asked(1200))["request"]["id"]
        await office.desk.requests.accept(AGENT, request_id, nothing_kept)
        await office.say("担当者につないで")
        receiver, clock = Receiver(), Clock()
        sender = deliverer(office.store, receiver, clock)
        assert await sender.once() > 0
        assert receiver.kinds[-4:] == ["request.confirmed", "contract.updated", "request.accepted", "handoff.opened"]
        assert await sender.once() == 0
        last = receiver.received[-3]
        message = json.loads(last.content)
        assert message["data"]["contract"] == "C-1"
        assert last.headers["assistant-delivery"] == message["id"]
        header = last.headers["assistant-signature"]
        timestamp = header.split(",")[0].removeprefix("t=")
        digest = hmac.new(SECRET.encode(), timestamp.encode() + b"." + last.content, hashlib.sha256).hexdigest()
        assert header == f"t={timestamp},v1={digest}"
        assert verified(SECRET, header, last.content, time.time())
        assert not verified(SECRET, header, last.content + b" ", time.time())
        assert not verified(SECRET, header, last.content, time.time() + 301)
        assert not verified("another secret", header, last.content, time.time())
        assert not verified(SECRET, "t=x,v1=", last.content, time.time())

    run(story, url, webhook_urls=[ONE])


def test_an_event_tells_nothing_of_what_was_written(run: Run) -> None:
    async def story(office: Office) -> None:
        await office.talk(ANONYMOUS, "わたしの秘密の電話番号は090です", "担当者につないで")
        kept = [*await everything(office.store, events), *await everything(office.store, audit)]
        plain = json.dumps([dict(row) for row in kept], default=str, ensure_ascii=False)
        assert [word for word in ("秘密", "電話", "担当者") if word in plain] == []

    run(story)


def test_a_failed_delivery_waits_longer_each_time_and_is_given_up_in_the_end(run: Run) -> None:
    async def story(office: Office) -> None:
        await office.say("担当者につないで")
        receiver, clock = Receiver(*([500, 0, 302] * ATTEMPTS)), Clock()
        sender = deliverer(office.store, receiver, clock)
        pending = await office.store.outbox("pending")
        for attempt in range(1, ATTEMPTS + 1):
            assert await sender.once() == 1  # the first in line only: what comes after waits for a receiver that is up
            (first, *_) = await office.store.outbox()
            if attempt < ATTEMPTS:
                assert (first.status, first.attempts) == ("pending", attempt)
                assert first.next_at == clock.now + wait_after(attempt)
                clock.now += wait_after(attempt)
                for other in pending[1:]:
                    await office.store.outbox_mark(
                        type(other)(other.event, other.url, "pending", 0, clock.now + timedelta(minutes=90))
                    )
        (dead,) = await office.store.outbox("dead")
        assert (dead.event.id, dead.attempts) == (pending[0].event.id, ATTEMPTS)
        assert dead.error == "HTTP 302"  # the last of them
        assert await office.store.outbox_retry([dead.event.id], clock.now) == 1
        receiver.answers.clear()
        assert await sender.once() == 1
        assert (await office.store.outbox("dead"), len(await office.store.outbox("delivered"))) == ([], 1)

    run(story, webhook_urls=[ONE])


def test_one_address_that_is_down_does_not_hold_up_another(run: Run) -> None:
    async def story(office: Office) -> None:
        await office.say("担当者につないで")

        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(500 if request.url.host == "one.example" else 204)

        sender = Deliverer(office.store, SECRET, transport=httpx.MockTransport(answer), clock=Clock())
        await sender.once()
        states = {(d.url, d.status) for d in await office.store.outbox() if d.attempts}
        assert states == {(ONE, "pending"), (TWO, "delivered")}

    run(story, webhook_urls=[ONE, TWO])


def test_of_several_servers_one_delivers_at_a_time(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        for _ in range(3):
            await office.say("担当者につないで")
        receiver, clock = Receiver(), Clock()
        senders = [deliverer(office.store, receiver, clock) for _ in range(4)]
        await asyncio.gather(*(sender.once() for sender in senders))
        ids = [request.headers["assistant-delivery"] for request in receiver.received]
        assert len(ids) == len(set(ids)) == len(await office.store.outbox())
        await office.say("担当者につないで")
        clock.now += timedelta(seconds=31)  # the lease has run out: another server may take over
        assert await deliverer(office.store, receiver, clock).once() > 0

    run(story, url, webhook_urls=[ONE])


def test_it_runs_until_it_is_stopped_and_is_woken_by_an_event(run: Run) -> None:
    async def story(office: Office) -> None:
        receiver = Receiver()
        sender = Deliverer(office.store, SECRET, transport=httpx.MockTransport(receiver))
        office.desk.office.listeners.append(sender.wake)
        task = asyncio.create_task(sender.run())
        await asyncio.sleep(0.05)
        await office.talk(CUSTOMER, "ライセンスを1200にしてください", "はい")
        for _ in range(100):
            if "request.confirmed" in receiver.kinds:
                break
            await asyncio.sleep(0.01)
        assert receiver.kinds[-1] == "request.confirmed"
        sender.stop()
        await asyncio.wait_for(task, 2)
        assert await deliverer(office.store, Receiver()).once() == 0  # the lease was let go and nothing is left

    run(story, webhook_urls=[ONE])
