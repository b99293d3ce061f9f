"""The clock of a machine jumps, ahead and back: nobody is shut out for it, let in for it, or loses anything."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import time_machine
from argon2 import PasswordHasher
from litestar.testing import TestClient

from assistant.access import Agents, BadToken, CustomerTokens, Keys, Locked, SignInFailed
from assistant.cli import run as command
from assistant.desk.tickets import transcript
from assistant.desk.webhooks import Deliverer
from assistant.settings import Rate, Settings
from assistant.store import AuditEntry, EventRecord, Store, TurnRecord, create_store, now
from assistant.web import create_app

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "walnut-lantern-42"

Story = Callable[[Store, Any], Awaitable[None]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/clock.db"


def at_noon(url: str, story: Story) -> None:
    """Run a story that begins at noon; it is given the clock to move."""

    async def main() -> None:
        store = create_store(url)
        await store.open()
        try:
            with time_machine.travel(NOON, tick=False) as clock:
                await story(store, clock)
        finally:
            await store.close()

    asyncio.run(main())


def turn(number: int) -> TurnRecord:
    return TurnRecord("c1", number, "ja", "web", {}, {"text": f"Q{number}"}, {"text": f"A{number}", "kind": "answer"})


def test_a_session_ends_when_the_clock_goes_ahead_and_is_not_prolonged_when_it_goes_back(url: str) -> None:
    async def story(store: Store, clock: Any) -> None:
        agents = Agents(store, idle=600, life=3600, hasher=QUICK)
        await agents.add("yamada", PASSWORD)
        token = await agents.sign_in("yamada", PASSWORD)
        clock.shift(-60)  # two servers' clocks differ by that much
        assert await agents.session(token) is not None
        clock.move_to(NOON + DAY)
        assert await agents.session(token) is None
        late = await agents.sign_in("yamada", PASSWORD)  # while the clock is ahead
        clock.move_to(NOON)
        assert await agents.session(late) is None
        assert await agents.session(await agents.sign_in("yamada", PASSWORD)) is not None

    at_noon(url, story)


def test_a_lock_lasts_no_longer_when_the_clock_goes_back(url: str) -> None:
    async def story(store: Store, clock: Any) -> None:
        agents = Agents(store, hasher=QUICK)
        await agents.add("yamada", PASSWORD)
        clock.move_to(NOON + YEAR)
        for _ in range(5):
            with pytest.raises(SignInFailed):
                await agents.sign_in("yamada", "wrong")
        clock.move_to(NOON)
        with pytest.raises(Locked) as locked:
            await agents.sign_in("yamada", PASSWORD)
        assert locked.value.seconds <= 6
        clock.shift(6)
        assert await agents.sign_in("yamada", PASSWORD)

    at_noon(url, story)


def test_tokens_and_keys_are_judged_by_the_clock_as_it_is(url: str, settings: Settings, portal: Any) -> None:
    given = settings.model_copy(
        update={
            "customer_jwt_issuer": portal.issuer,
            "customer_jwt_audience": portal.audience,
            "customer_jwt_keys": str(portal.file),
        }
    )

    async def story(store: Store, clock: Any) -> None:
        customers, keys = CustomerTokens(given), Keys(store)
        token = portal.token()
        key, _ = await keys.add("report", [], days=30)
        assert (await customers.verify(token)).subject == "c-1"
        for moved in (DAY, -DAY):
            clock.move_to(NOON + moved)
            with pytest.raises(BadToken):
                await customers.verify(token)
            assert (await keys.verify(key)).kind == "program"
        clock.move_to(NOON + 31 * DAY)
        with pytest.raises(BadToken):
            await keys.verify(key)
        clock.move_to(NOON)
        assert (await customers.verify(token)).subject == "c-1"
        assert (await keys.verify(key)).kind == "program"

    at_noon(url, story)


def test_limits_do_not_go_by_the_clock_at_all(settings: Settings, service: Any) -> None:
    strict = settings.model_copy(update={"rate_limit": Rate(2, 60), "conversation_rate_limit": Rate(3, 60)})
    with TestClient(create_app(strict, service)) as client, time_machine.travel(NOON) as clock:
        began = time.monotonic()
        statuses = []
        for moved in (timedelta(0), YEAR, -YEAR):
            clock.move_to(NOON + moved)
            answer = client.post("/v1/messages", json={"text": "x", "conversation_id": None})
            statuses.append(answer.status_code)
        assert statuses == [201, 201, 429]
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert time.monotonic() - began < 60


def test_a_conversations_limit_does_not_either(settings: Settings, service: Any) -> None:
    strict = settings.model_copy(update={"rate_limit": Rate(99, 60), "conversation_rate_limit": Rate(2, 60)})
    with TestClient(create_app(strict, service)) as client, time_machine.travel(NOON) as clock:
        opened = client.post("/v1/messages", json={"text": "x"}).json()
        said = {"text": "x", "conversation_id": opened["conversation_id"]}
        statuses = []
        for moved in (timedelta(0), YEAR, -YEAR):
            clock.move_to(NOON + moved)
            statuses.append((answer := client.post("/v1/messages", json=said)).status_code)
        assert statuses == [200, 200, 429]
        assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_the_outbox_sends_what_was_put_in_or_off_while_the_clock_was_ahead(url: str) -> None:
    async def story(store: Store, clock: Any) -> None:
        received: list[str] = []

        def receive(request: httpx.Request) -> httpx.Response:
            received.append(json.loads(request.content)["kind"])
            return httpx.Response(500 if len(received) == 1 else 204)

        def sender() -> Deliverer:
            return Deliverer(store, "a secret of enough characters", transport=httpx.MockTransport(receive))

        clock.move_to(NOON + YEAR)
        await store.keep(EventRecord("e1", "ahead", {}, ("https://one.example/",)))
        await sender().once()  # fails, is put off, and the lease is held by a server that is no more
        await store.keep(EventRecord("e2", "after", {}, ("https://one.example/",)))
        clock.move_to(NOON)
        assert await sender().once() == 2
        assert received == ["ahead", "ahead", "after"]
        assert [each.status for each in await store.outbox()] == ["delivered"] * 2

    at_noon(url, story)


def test_turns_keep_their_order_and_the_audit_holds_when_the_clock_goes_back(url: str) -> None:
    async def story(store: Store, clock: Any) -> None:
        for number, moved in enumerate((timedelta(0), DAY, -DAY, timedelta(0)), 1):
            clock.move_to(NOON + moved)
            await store.keep(turn(number), AuditEntry("turn", None, {"n": number}, "c1", number))
        said = transcript(await store.turns("c1"), [], "ja")
        assert [each["turn"] for each in said] == [1, 2, 3, 4]
        assert (await store.audit_verify()).sound

    at_noon(url, story)


def test_a_purge_that_would_leave_nothing_asks_whether_the_clock_is_right(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", url)

    async def kept() -> int:
        store = create_store(url)
        await store.open()
        try:
            if not await store.conversations():
                await store.keep(turn(1))
            return len(await store.conversations())
        finally:
            await store.close()

    assert asyncio.run(kept()) == 1
    with time_machine.travel(now() + YEAR, tick=True):
        assert command(["purge", "--days", "30"]) == 2
        assert "clock" in capsys.readouterr().err
    assert asyncio.run(kept()) == 1
    with time_machine.travel(now() - YEAR, tick=True):
        assert command(["purge", "--days", "30"]) == 0
    assert asyncio.run(kept()) == 1
    with time_machine.travel(now() + YEAR, tick=True):
        assert command(["purge", "--days", "30", "--all"]) == 0
        assert "1 conversations deleted" in capsys.readouterr().out
