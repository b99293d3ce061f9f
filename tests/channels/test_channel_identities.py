"""Who asks through a channel is who the doors have proved, and a conversation stays theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from channel_parts import with_store
from litestar import Litestar
from litestar.testing import TestClient
from slack_parts import FakeSlack, Workspace, configured, pressed

from assistant.access import Keys
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store, create_store
from assistant.web import create_app

SSE = "StarterでSSEアドオンは使えますか？"
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def store(settings: Settings) -> Store:
    return create_store(settings.database_url)


@pytest.fixture
def keys(settings: Settings) -> list[dict[str, str]]:
    """The headers of two programs."""

    async def made() -> list[str]:
        store = create_store(settings.database_url)
        await store.open()
        found = [(await Keys(store).add(name, []))[0] for name in ("one", "two")]
        await store.close()
        return found

    return [{"authorization": f"Bearer {key}"} for key in asyncio.run(made())]


@pytest.fixture
def client(
    assistant: Assistant, settings: Settings, slack: FakeSlack, store: Store, keys: list[dict[str, str]]
) -> Iterator[TestClient[Litestar]]:
    app = create_app(configured(settings, slack), with_store(assistant, store), store)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
        yield opened


def owner(client: TestClient[Litestar], store: Store, conversation: str) -> str | None:
    with client.portal() as portal:
        kept = portal.call(store.conversation, conversation)
    assert kept is not None
    return kept.owner


def test_senders_of_one_program_are_not_those_of_another(
    client: TestClient[Litestar], store: Store, keys: list[dict[str, str]]
) -> None:
    def conversation(headers: dict[str, str]) -> str:
        body = {"sender": "taro", "message": SSE}
        reply = client.post("/webhooks/rest/webhook", json=body, headers=headers)
        assert reply.status_code == 200, reply.text
        return str(reply.json()[0]["custom"]["conversation_id"])

    one, again, two, visitor = (conversation(headers) for headers in (keys[0], keys[0], keys[1], {}))
    assert one == again
    assert len({one, two, visitor}) == 3
    assert str(owner(client, store, one)).startswith("program:")
    assert owner(client, store, visitor) is None


def test_an_agents_conversation_over_mcp_is_its_own(
    client: TestClient[Litestar], store: Store, keys: list[dict[str, str]]
) -> None:
    def ask(headers: dict[str, str], **arguments: Any) -> dict[str, Any]:
        params = {"name": "ask", "arguments": {"text": SSE, **arguments}}
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        result: dict[str, Any] = client.post("/mcp", json=call, headers={**ACCEPT, **headers}).json()["result"]
        return result

    mine = ask(keys[0])["structuredContent"]["conversation_id"]
    assert str(owner(client, store, mine)).startswith("program:")
    assert ask(keys[0], conversation_id=mine)["structuredContent"]["turn"] == 2
    for other in (keys[1], {}):
        refused = ask(other, conversation_id=mine)
        assert (refused["isError"], "no such conversation" in refused["content"][0]["text"]) == (True, True)
    assert client.post("/mcp", json={}, headers={**ACCEPT, "authorization": "Bearer asst_false"}).status_code == 401


def test_a_slack_user_is_known_by_workspace_and_user_and_may_only_ask(
    client: TestClient[Litestar], store: Store, slack: FakeSlack
) -> None:
    share = pressed(Workspace(client, slack).ask(SSE), "share")["value"]
    conversation = share.split(":")[0]
    assert owner(client, store, conversation) == "agent:slack:T1DC2JH3J:U2CERLKJA"
    assert client.post("/v1/messages", json={"text": SSE, "conversation_id": conversation}).status_code == 404
