"""Twenty questions, and one and the same answer to each wherever it is asked.

A channel is a function that asks all the questions, each in a conversation of its own, and gives what came back: the
kind of the reply, its text, and its answers with decisions and citations. A new channel is one more of them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from channel_parts import served, with_store
from litestar.testing import TestClient
from mcp import Client
from slack_parts import FakeSlack, Workspace, configured, pressed, words

from assistant.answers import to_mrkdwn
from assistant.cli import run
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app
from twenty import QUESTIONS, Reply, same


@dataclass
class World:
    """What a channel may need: the loaded assistant, the application, a client on it, Slack's side, its settings."""

    assistant: Assistant
    app: Any
    client: Any
    slack: FakeSlack
    read_output: Callable[[], str]


Channel = Callable[[World], list[Reply]]


def rest(world: World) -> list[Reply]:
    return [same(world.client.post("/v1/messages", json={"text": text}).json()) for text in QUESTIONS]


def rasa(world: World) -> list[Reply]:
    replies = []
    for text in QUESTIONS:
        ((message),) = world.client.post("/webhooks/rest/webhook", json={"message": text}).json()
        replies.append(same({**message["custom"], "text": message["text"]}))
    return replies


def slack(world: World) -> list[Reply]:
    replies = []
    for text in QUESTIONS:
        workspace = Workspace(world.client, world.slack)
        message = workspace.ask(text)
        conversation, turn = pressed(message, "share")["value"].split(":")
        with world.client.portal() as portal:
            kept = portal.call(world.assistant.turn, conversation, int(turn))
        assert kept is not None
        # What is shown is what was decided, in Slack's markup.
        assert words(message) == to_mrkdwn(kept[1]["text"])
        replies.append(same(kept[1]))
    return replies


def mcp(world: World) -> list[Reply]:
    async def ask(address: str) -> list[Reply]:
        async with Client(address) as client:
            replies = [await client.call_tool("ask", {"text": text}) for text in QUESTIONS]
        return [same(reply.structured_content) for reply in replies]

    with served(world.app) as base:
        return asyncio.run(ask(f"{base}/mcp"))


def command(world: World) -> list[Reply]:
    replies = []
    for text in QUESTIONS:
        world.read_output()
        assert run(["ask", text, "--json"]) == 0
        replies.append(same(json.loads(world.read_output())))
    return replies


CHANNELS: dict[str, Channel] = {"rasa": rasa, "slack": slack, "mcp": mcp, "command": command}


@pytest.fixture
def world(
    assistant: Assistant,
    settings: Settings,
    slack: FakeSlack,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[World]:
    def application() -> tuple[Assistant, Any]:
        store = create_store(settings.database_url)
        loaded = with_store(assistant, store)
        return loaded, create_app(configured(settings, slack), loaded, store)

    # The command loads what is loaded here already.
    monkeypatch.setattr(Assistant, "from_settings", lambda _, store=None: with_store(assistant, store))
    loaded, app = application()
    _, another = application()
    with TestClient(app) as client:
        yield World(loaded, another, client, slack, lambda: capsys.readouterr().out)


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_same_question_gets_the_same_answer_everywhere(world: World, channel: str) -> None:
    expected = rest(world)
    assert {reply["kind"] for reply in expected} >= {"answer", "question", "handoff", "fallback"}
    assert len({reply["text"] for reply in expected}) == len(QUESTIONS) == 20
    found = CHANNELS[channel](world)
    for question, there, here in zip(QUESTIONS, expected, found, strict=True):
        assert there == here, question
