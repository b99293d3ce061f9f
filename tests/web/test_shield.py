"""Limits that several processes share, and what is refused by its head or its pace."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

import pytest
from litestar.testing import TestClient

from assistant.settings import Rate, Settings
from assistant.web import create_app
from assistant.web import redis as redis_limits
from assistant.web.edge import hurried
from assistant.web.limits import address_key
from assistant.web.problems import Refused
from assistant.web.shared import SharedLimits


class Count:
    """A metric that counts."""

    value = 0

    def inc(self) -> None:
        self.value += 1


def limits(url: str | None) -> tuple[SharedLimits, Count]:
    failures = Count()
    return SharedLimits(Settings(redis_url=url), failures), failures


def test_two_processes_count_together_in_redis(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_limits, "SECONDS", 10)  # the machine that tests may be busy
    key = secrets.token_hex(8)

    async def story() -> list[int]:
        (one, _), (other, _) = limits(redis_url), limits(redis_url)
        return [await each.wait(Rate(2, 60), "test", key) for each in (one, other, one, other)]

    first, second, third, fourth = asyncio.run(story())
    assert (first, second) == (0, 0)
    assert 1 <= third <= 61
    assert 1 <= fourth <= 61


def test_without_redis_each_process_counts_for_itself_and_a_metric_tells() -> None:
    async def story() -> tuple[list[int], int, float]:
        one, failures = limits("redis://127.0.0.1:1/0")
        began = time.monotonic()
        waits = [await one.wait(Rate(2, 60), "test", "k") for _ in range(3)]
        return waits, failures.value, time.monotonic() - began

    waits, failures, seconds = asyncio.run(story())
    assert waits[:2] == [0, 0]
    assert waits[2] > 0
    assert failures == 1  # a silent Redis is not asked at every request
    assert seconds < 2


def test_a_redis_that_takes_connections_and_says_nothing_is_given_up_on_at_once() -> None:
    async def story() -> tuple[list[int], int, float]:
        async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(5)
            writer.close()

        silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        one, failures = limits(f"redis://127.0.0.1:{silent.sockets[0].getsockname()[1]}/0")
        began = time.monotonic()
        waits = [await one.wait(Rate(2, 60), "test", "k") for _ in range(3)]
        seconds = time.monotonic() - began
        silent.close()
        return waits, failures.value, seconds

    waits, failures, seconds = asyncio.run(story())
    assert (waits[:2], failures) == ([0, 0], 1)
    assert waits[2] > 0
    assert seconds < 4


def client(settings: Settings, service: Any, **changes: Any) -> TestClient[Any]:
    return TestClient(create_app(settings.model_copy(update=changes), service), raise_server_exceptions=False)


def test_a_conversation_has_a_limit_of_its_own(settings: Settings, service: Any) -> None:
    changes = {"rate_limit": Rate(1000, 60), "conversation_rate_limit": Rate(2, 60)}
    with client(settings, service, **changes) as opened:
        conversation = opened.post("/v1/messages", json={"text": "x"}).json()["conversation_id"]
        later = [
            opened.post("/v1/messages", json={"text": "x", "conversation_id": conversation}).status_code
            for _ in range(3)
        ]
        assert later == [200, 200, 429]
        assert opened.post("/v1/messages", json={"text": "x"}).status_code == 201
        assert opened.post("/v1/messages", content=b"{", headers={"content-type": "text/plain"}).status_code == 415


def test_a_head_that_is_too_large_is_refused(settings: Settings, service: Any) -> None:
    with client(settings, service) as opened:
        assert opened.get("/health/live", headers={"x-long": "x" * 40_000}).status_code == 431
        assert opened.get("/health/live", headers={f"x-{n}": "1" for n in range(120)}).status_code == 431
        assert opened.get("/" + "x" * 3000).status_code == 414
        response = opened.get("/v1/clauses?q=" + "x" * 9000)
        assert (response.status_code, response.json()["status"]) == (414, 414)
        assert response.headers["content-security-policy"]


def test_only_known_names_are_answered_and_health_under_any(settings: Settings, service: Any) -> None:
    with client(settings, service, allowed_hosts=("assistant.example", "*.inside.example")) as opened:
        names = ["assistant.example", "Assistant.Example:8000", "a.inside.example", "inside.example", "evil.example"]
        answers = [opened.get("/v1/clauses", headers={"host": name}).status_code for name in names]
        assert answers == [200, 200, 200, 421, 421]
        assert opened.get("/health/live", headers={"host": "10.0.0.9"}).status_code == 200


def test_a_body_that_does_not_come_is_given_up() -> None:
    async def never() -> Any:
        await asyncio.sleep(60)

    async def story() -> None:
        with pytest.raises(Refused) as refused:
            await hurried(never, 0.01)()
        assert refused.value.status_code == 408

    asyncio.run(story())


def test_after_the_body_the_client_may_wait_as_long_as_it_likes() -> None:
    messages = [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        if len(messages) == 1:
            await asyncio.sleep(0.05)
        return messages.pop(0)

    async def story() -> list[str]:
        following = hurried(receive, 0.01)
        return [(await following())["type"] for _ in range(2)]

    assert asyncio.run(story()) == ["http.request", "http.disconnect"]


def test_an_ipv6_line_is_one_client() -> None:
    class Connection:
        def __init__(self, host: str) -> None:
            self.client = type("Address", (), {"host": host})()

    keys = [address_key(Connection(host)) for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]  # type: ignore[arg-type]
    assert keys == ["2001:db8:1:2::"] * 2
    assert address_key(Connection("192.0.2.1")) == "192.0.2.1"  # type: ignore[arg-type]
