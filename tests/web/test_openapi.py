"""The OpenAPI document says what the server does."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assistant.rules import RULES
from assistant.web.openapi import PROBLEMS
from assistant.web.replies import MessageReply, RuleReply

Client = TestClient[Litestar]


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    response = client.get("/schema/openapi.json")
    assert response.status_code == 200
    return dict(response.json())


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


def test_every_route_is_described_and_nothing_else(document: dict[str, Any]) -> None:
    assert {(path, method) for path, item in document["paths"].items() for method in item} == set(PROBLEMS)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= known


def test_every_error_is_a_problem(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            errors = {status: reply for status, reply in operation["responses"].items() if status >= "400"}
            assert "500" in errors, path
            for reply in errors.values():
                assert list(reply["content"]) == ["application/problem+json"]
                assert reply["description"]


def test_the_message_is_described_with_its_limits(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/messages"]["post"]
    assert {"200", "201", "400", "404", "413", "415", "429", "503"} <= set(operation["responses"])
    body = document["components"]["schemas"]["MessageBody"]
    assert set(body["properties"]) == {"text", "conversation_id", "locale", "channel", "context"}
    assert (body["properties"]["text"]["minLength"], body["properties"]["text"]["maxLength"]) == (1, 4000)
    assert body["required"] == ["text"]
    assert body["additionalProperties"] is False


def test_every_rule_is_described_with_its_request(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/rules/{rule}"]["post"]
    (rule,) = (each for each in operation["parameters"] if each["name"] == "rule")
    assert rule["schema"]["enum"] == sorted(RULES)
    choices = operation["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert len(choices) == len(RULES)


def test_replies_are_as_described(client: Client) -> None:
    MessageReply.model_validate(client.post("/v1/messages", json={"text": "x"}).json())
    decided = client.post("/v1/rules/termination", json={"service": "ztna", "arrival": "2026-12-01"}).json()
    for name in ("findings", "conditions", "assumptions", "remedies"):  # the fake service puts nothing into words
        decided[name] = []
    RuleReply.model_validate(decided)
