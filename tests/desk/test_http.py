"""The desk over HTTP: who asks is told by the door, everything else is the endpoints' own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk_parts import ADMIN, AGENT, CONTRACTS, CORE, CUSTOMER, STRANGER
from litestar.testing import TestClient

from assistant.identity import ANONYMOUS, Identity
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app

VISITOR = {"service": "ztna", "configuration": CORE}


class Door:
    """Says who is asking."""

    def __init__(self) -> None:
        self.identity: Identity = ANONYMOUS

    def __call__(self, _connection: Any) -> Identity:
        return self.identity


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    made = Door()
    for module in ("api", "desk"):
        monkeypatch.setattr(f"assistant.web.{module}.current_identity", made)
    return made


@pytest.fixture
def client(assistant: Assistant, door: Door, sqlite_url: str) -> Iterator[TestClient[Any]]:
    settings = Settings(rate_limit=None, database_url=sqlite_url, today=assistant.today())
    store = create_store(settings.database_url)
    with TestClient(create_app(settings, assistant.on(store), store), raise_server_exceptions=False) as opened:
        door.identity = ADMIN
        for contract_id, data in CONTRACTS.items():
            assert opened.put(f"/v1/contracts/{contract_id}", json=data).status_code == 201
        door.identity = ANONYMOUS
        yield opened


def say(client: TestClient[Any], text: str, conversation: str | None = None, **more: Any) -> Any:
    headers = {"Idempotency-Key": more.pop("key")} if "key" in more else {}
    return client.post("/v1/messages", json={"text": text, "conversation_id": conversation, **more}, headers=headers)


def test_a_message_sent_again_gets_the_same_reply_with_the_same_status(client: TestClient[Any]) -> None:
    first, again = (say(client, "ライセンスを1200にしてください", context=VISITOR, key="k1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    conversation = first.json()["conversation_id"]
    done, twice = (say(client, "はい", conversation, key="k2") for _ in range(2))
    assert (done.status_code, twice.status_code) == (200, 200)
    assert done.json()["request"] == twice.json()["request"]
    assert client.get(f"/v1/conversations/{conversation}").json()["cursor"] == "2.0"


def test_a_key_for_another_body_is_a_problem(client: TestClient[Any]) -> None:
    assert say(client, "こんにちは", key="k1").status_code == 201
    other = say(client, "ありがとう", key="k1")
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")
    assert say(client, "こんにちは", key="with space").status_code == 400


def test_the_life_of_a_request_over_http(client: TestClient[Any], door: Door) -> None:
    door.identity = CUSTOMER
    asked = say(client, "ライセンスを1200にしてください").json()
    request_id = say(client, "はい", asked["conversation_id"]).json()["request"]["id"]
    assert [r["id"] for r in client.get("/v1/requests?status=confirmed&contract=C-1").json()["requests"]] == [
        request_id
    ]
    door.identity = STRANGER
    assert client.get(f"/v1/requests/{request_id}").status_code == 404
    door.identity = AGENT
    accepted, again = (
        client.post(f"/v1/requests/{request_id}/accept", json={"reason": "確認済み"}, headers={"Idempotency-Key": "a"})
        for _ in range(2)
    )
    assert (accepted.status_code, accepted.json()["status"]) == (200, "accepted")
    assert accepted.json() == again.json()
    late = client.post(f"/v1/requests/{request_id}/decline", json={})
    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert client.post(f"/v1/requests/{request_id}/accept", json={"colour": 1}).status_code == 400
    contract = client.get("/v1/contracts/C-1").json()
    assert (contract["configuration"]["licences"], contract["version"]) == (1200, 2)


def test_a_contract_that_cannot_be_kept_names_the_fields(client: TestClient[Any], door: Door) -> None:
    door.identity = ADMIN
    wrong = client.put("/v1/contracts/N-1", json={**CONTRACTS["C-1"], "configuration": {**CORE, "licences": 120}})
    assert wrong.status_code == 400
    assert [error["loc"] for error in wrong.json()["errors"]] == [["configuration", "licences"]]
    page = client.get("/v1/contracts?limit=2").json()
    assert ([c["id"] for c in page["contracts"]], page["next"]) == (["C-1", "C-2"], "C-2")


def test_the_summary_is_json_or_a_page_with_everything_escaped(client: TestClient[Any]) -> None:
    region = {**VISITOR, "configuration": {**CORE, "region": "<script>alert(1)</script>"}}
    asked = say(client, "please raise the licences to 1200", context=region).json()
    request = say(client, "yes", asked["conversation_id"]).json()["request"]
    plain = client.get(request["summary"]).json()
    assert (plain["is_prescribed_form"], plain["locale"]) == (False, "en")
    assert [(c["name"], c["before"], c["after"]) for c in plain["changes"]] == [
        ("number of licences", "1,000 licences", "1,200 licences")
    ]
    assert "ztna:6.1.2" in [article["clause"] for article in plain["articles"]]
    page = client.get(request["summary"], headers={"accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "not IIJ’s prescribed form" in page.text
    japanese = client.get(f"{request['summary']}&format=html&locale=ja").text
    assert "IIJ所定の申込書ではありません" in japanese


def test_a_ticket_is_answered_over_http(client: TestClient[Any], door: Door) -> None:
    handoff = say(client, "担当者につないで").json()
    door.identity = AGENT
    ticket_id = handoff["handoff"]["id"]
    assert [t["id"] for t in client.get("/v1/tickets?status=open").json()["tickets"]] == [ticket_id]
    assert client.post(f"/v1/tickets/{ticket_id}/reply", json={"text": "  "}).status_code == 400
    assert client.post(f"/v1/tickets/{ticket_id}/reply", json={"text": "はい、承りました。"}).status_code == 200
    assert client.post(f"/v1/tickets/{ticket_id}/close", json={}).json()["status"] == "closed"
    door.identity = ANONYMOUS
    news = client.get(f"/v1/conversations/{handoff['conversation_id']}?after=1.0").json()
    assert [item["text"] for item in news["items"]] == ["はい、承りました。"]
    assert client.get(f"/v1/conversations/{handoff['conversation_id']}?after=x").status_code == 400
