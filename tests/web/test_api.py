"""The endpoints hand on what was sent and reply with what the service said."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assistant.service import MessageRequest

Client = TestClient[Litestar]


def test_the_first_turn_is_created_and_the_next_is_ok(client: Client) -> None:
    first = client.post("/v1/messages", json={"text": "質問"})
    assert first.status_code == 201
    conversation = first.json()["conversation_id"]
    second = client.post("/v1/messages", json={"text": "続き", "conversation_id": conversation})
    assert (second.status_code, second.json()["turn"]) == (200, 2)


def test_what_was_sent_reaches_the_service(client: Client, service: Any) -> None:
    context = {
        "service": "ztna",
        "configuration": {"grade": "Core", "licences": 300, "options": ["sse"]},
        "billing_start": "2025-04-01",
        "monthly_fee": 100000,
    }
    client.post("/v1/messages", json={"text": "　質問 \n", "locale": "en", "channel": "web", "context": context})
    assert service.received == [MessageRequest("質問", None, "en", "web", context)]


def test_a_message_needs_no_more_than_a_text(client: Client, service: Any) -> None:
    client.post("/v1/messages", json={"text": "質問", "conversation_id": None, "locale": None, "context": None})
    assert service.received == [MessageRequest("質問", None, None, "api", None)]


@pytest.mark.parametrize("text", ["a" * 4000, "あ" * 4000, "🍣" * 4000, " " + "x" * 4000 + "\n", "\u200b", "{{7*7}}"])
def test_a_text_of_up_to_4000_characters_is_taken(client: Client, service: Any, text: str) -> None:
    assert client.post("/v1/messages", json={"text": text}).status_code == 201
    assert service.received[0].text == text.strip()


def test_a_rule_is_decided_with_citations_beside_it(client: Client) -> None:
    response = client.post("/v1/rules/termination?locale=en", json={"service": "ztna", "arrival": "2026-12-01"})
    assert response.status_code == 200
    body = response.json()
    assert body["values"]["effective_date"] == "2026-12-31"
    assert (body["outcome"], body["locale"]) == ("computed", "en")
    assert body["citations"][0]["clause"] == "ztna:7.2.3"


def test_clauses_are_searched(client: Client) -> None:
    response = client.get("/v1/clauses", params={"q": "7条2項3号", "service": "ztna", "limit": 3, "locale": "en"})
    assert response.json() == {
        "clauses": [{"id": "ztna:7.2.3", "q": "7条2項3号", "service": "ztna", "limit": 3, "locale": "en"}]
    }
    assert client.get("/v1/clauses").json()["clauses"][0]["q"] == ""


@pytest.mark.parametrize("address", ["ztna:10.1%23form", "ztna%3A10.1%23form"])
def test_a_limb_is_read_by_its_escaped_id(client: Client, address: str) -> None:
    assert client.get(f"/v1/clauses/{address}?locale=en").json() == {"id": "ztna:10.1#form", "locale": "en"}


def test_every_decision_is_noted_before_it_is_given_and_a_refused_request_is_none(client: Client, service: Any) -> None:
    assert client.post("/v1/rules/switch", json={"service": "ztna", "to": "fms"}).status_code == 200
    assert client.post("/v1/rules/switch", json={"service": "ztna", "day": 1}).status_code == 400
    assert service.noted_rules == ["switch"]
