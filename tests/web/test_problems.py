"""Bad input: a problem reply that names the field, never a 500, and nothing of our insides."""

from __future__ import annotations

import json
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]
JSON = {"content-type": "application/json"}


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.text
    assert ".py" not in response.text
    return dict(body)


def send(client: Client, **body: Any) -> Any:
    return client.post("/v1/messages", json=body)


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({}, ["text"]),
        ({"text": None}, ["text"]),
        ({"text": 1}, ["text"]),
        ({"text": ["x"]}, ["text"]),
        ({"text": ""}, ["text"]),
        ({"text": " \t\n　"}, ["text"]),
        ({"text": "あ" * 4001}, ["text"]),
        ({"text": "x", "extra": 1}, ["extra"]),
        ({"text": "x", "locale": "fr"}, ["locale"]),
        ({"text": "x", "locale": ""}, ["locale"]),
        ({"text": "x", "channel": "fax"}, ["channel"]),
        ({"text": "x", "channel": None}, ["channel"]),
        ({"text": "x", "conversation_id": 7}, ["conversation_id"]),
        ({"text": "x", "context": []}, ["context"]),
        ({"text": "x", "context": {"service": "vpn"}}, ["context", "service"]),
        ({"text": "x", "context": {"name": "me"}}, ["context", "name"]),
        ({"text": "x", "context": {"billing_start": "soon"}}, ["context", "billing_start"]),
        ({"text": "x", "context": {"monthly_fee": "free"}}, ["context", "monthly_fee"]),
        ({"text": "x", "context": {"monthly_fee": -1}}, ["context", "monthly_fee"]),
        ({"text": "x", "context": {"configuration": {"licences": True}}}, ["context", "configuration", "licences"]),
        ({"text": "x", "context": {"configuration": {"licences": "300"}}}, ["context", "configuration", "licences"]),
        ({"text": "x", "context": {"configuration": {"options": [1]}}}, ["context", "configuration", "options", 0]),
        ({"text": "x", "context": {"configuration": {"color": "red"}}}, ["context", "configuration", "color"]),
    ],
)
def test_a_bad_field_is_named(client: Client, body: dict[str, Any], loc: list[Any]) -> None:
    problem = assert_problem(send(client, **body), 400)
    assert [error["loc"] for error in problem["errors"]] == [loc]
    assert problem["errors"][0]["msg"]
    assert ".".join(map(str, loc)) in problem["detail"]


def test_all_bad_fields_are_named_at_once(client: Client) -> None:
    problem = assert_problem(send(client, text="", locale="fr", foo=1), 400)
    assert sorted(error["loc"][0] for error in problem["errors"]) == ["foo", "locale", "text"]


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/rules/termination"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"text": NaN}',
        b'{"text": 1e999}',
        b'{"text": "\xff"}',
        b'{"text": "\\ud800"}',
        '{"text": "日本語"}'.encode("shift_jis"),
        '{"text": "x"}'.encode("utf-16"),
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_body_that_is_no_json_object_is_refused(client: Client, path: str, content: bytes) -> None:
    assert_problem(client.post(path, content=content, headers=JSON), 400)


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=shift_jis"]
)
def test_another_media_type_or_encoding_is_refused(client: Client, content_type: str) -> None:
    response = client.post("/v1/messages", content=b'{"text": "x"}', headers={"content-type": content_type})
    assert_problem(response, 415)


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_in_utf_8_is_taken(client: Client, content_type: str) -> None:
    response = client.post("/v1/messages", content=b'{"text": "x"}', headers={"content-type": content_type})
    assert response.status_code == 201


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    content = json.dumps({"text": "x" * 70_000}).encode()
    assert_problem(client.post("/v1/messages", content=content, headers=JSON), 413)
    chunks = (b"x" * 10_000 for _ in range(8))  # without a Content-Length that would tell
    assert_problem(client.post("/v1/messages", content=chunks, headers=JSON), 413)


@pytest.mark.parametrize("path", ["/nope", "/v1", "/v1/rules", "/static/nope.js", "/static/%2e%2e/app.py", "/schema/x"])
def test_an_unknown_address_is_a_problem(client: Client, path: str) -> None:
    assert_problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/v1/messages", "POST"), ("DELETE", "/v1/clauses", "GET"), ("PUT", "/", "GET")],
)
def test_another_method_is_a_problem_that_says_which_are_taken(
    client: Client, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    assert_problem(response, 405)
    assert allowed in response.headers["allow"]


@pytest.mark.parametrize("conversation", ["nope", "", "no such thing!", "\x00", "x" * 500])
def test_an_unknown_conversation_is_not_found(client: Client, conversation: str) -> None:
    assert_problem(send(client, text="x", conversation_id=conversation), 404)


def test_an_unknown_rule_or_clause_is_not_found(client: Client) -> None:
    assert_problem(client.post("/v1/rules/nope", json={}), 404)
    assert_problem(client.get("/v1/clauses/ztna:99"), 404)


def test_a_bad_field_of_a_rule_is_named(client: Client) -> None:
    problem = assert_problem(client.post("/v1/rules/termination", json={"service": "vpn", "foo": 1}), 400)
    assert sorted(error["loc"][0] for error in problem["errors"]) == ["foo", "service"]


@pytest.mark.parametrize(
    ("query", "loc"),
    [
        ("limit=0", "limit"),
        ("limit=x", "limit"),
        ("limit=999", "limit"),
        ("service=vpn", "service"),
        ("locale=fr", "locale"),
    ],
)
def test_a_bad_query_is_named(client: Client, query: str, loc: str) -> None:
    problem = assert_problem(client.get(f"/v1/clauses?{query}"), 400)
    assert [error["loc"] for error in problem["errors"]] == [[loc]]


def test_what_we_did_not_expect_says_nothing_of_itself(capfd: pytest.CaptureFixture[str], client: Client) -> None:
    response = send(client, text="secret boom")
    assert_problem(response, 500)
    assert "boom" not in response.text
    logged = capfd.readouterr().err
    assert '"error":"RuntimeError"' in logged
    assert "boom" not in logged


def test_a_lost_database_is_503_and_says_when_to_come_back(client: Client) -> None:
    response = send(client, text="gone")
    assert_problem(response, 503)
    assert int(response.headers["retry-after"]) > 0


def test_a_lost_race_is_409(client: Client) -> None:
    assert_problem(send(client, text="race"), 409)


def test_too_many_requests_are_429_and_say_when_to_come_back(limited: Client) -> None:
    assert [send(limited, text="x").status_code for _ in range(2)] == [201, 201]
    response = send(limited, text="x")
    assert_problem(response, 429)
    assert 0 < int(response.headers["retry-after"]) <= 60
    assert limited.get("/health/live").status_code == 200
