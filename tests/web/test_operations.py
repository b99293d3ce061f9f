"""Health, metrics, headers, logs, limits."""

from __future__ import annotations

import json
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assistant.settings import Rate, Settings
from assistant.store import SQLiteStore, Unavailable
from assistant.web import create_app
from assistant.web.limits import MAX_CLIENTS, Limiter

Client = TestClient[Litestar]


def test_it_is_alive_and_ready(client: Client) -> None:
    assert [client.get(f"/health/{what}").json() for what in ("live", "ready")] == [{"status": "ok"}] * 2


def test_it_is_not_ready_when_the_service_is_not(client: Client, service: Any) -> None:
    service.reason = "no intents are loaded"
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["detail"]) == (503, "no intents are loaded")
    assert client.get("/health/live").status_code == 200


def test_it_is_not_ready_when_the_database_is_gone(settings: Settings, service: Any) -> None:
    class Lost(SQLiteStore):
        lost = False

        async def ping(self) -> None:
            if self.lost:
                raise Unavailable("no such host")

    store = Lost(settings.database_url)
    with TestClient(create_app(settings, service, store)) as client:
        assert client.get("/health/ready").status_code == 200
        store.lost = True
        response = client.get("/health/ready")
        assert (response.status_code, response.json()["detail"]) == (503, "The database does not answer.")
        store.lost = False
        assert client.get("/health/ready").status_code == 200


def test_the_metrics_count_without_personal_data(fresh: Client) -> None:
    fresh.post("/v1/messages", json={"text": "田中です、090-1234-5678", "channel": "web"})
    fresh.post("/v1/rules/termination", json={"service": "ztna", "arrival": "2026-12-01"})
    fresh.get("/田中")
    fresh.request("TANAKA", "/")
    text = fresh.get("/metrics").text
    assert 'assistant_messages_total{channel="web",kind="answer",locale="ja"} 1.0' in text
    assert 'assistant_answers_total{intent="option_eligibility",outcome="denied"} 1.0' in text
    assert 'assistant_decisions_total{outcome="computed",rule="termination"} 1.0' in text
    assert 'assistant_http_requests_total{method="GET",route="unknown",status="404"} 1.0' in text
    for private in ("田中", "090-1234-5678", "TANAKA", "%E7%94%B0"):
        assert private not in text


@pytest.mark.parametrize("path", ["/", "/health/live", "/nope", "/v1/clauses", "/static/chat.js", "/schema"])
def test_every_reply_has_the_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"]


def test_every_reply_has_a_request_id_and_keeps_a_sound_one(client: Client) -> None:
    first, second = (client.get("/health/live").headers["x-request-id"] for _ in range(2))
    assert first != second
    assert client.get("/nope", headers={"x-request-id": "abc-1.2_3"}).headers["x-request-id"] == "abc-1.2_3"
    forged = client.get("/", headers={"x-request-id": "a b\tc" * 40}).headers["x-request-id"]
    assert forged.isalnum()


def test_a_request_is_one_log_line_without_what_was_said(capfd: pytest.CaptureFixture[str], client: Client) -> None:
    capfd.readouterr()
    client.post("/v1/messages?name=田中", json={"text": "田中です"}, headers={"x-request-id": "r1"})
    client.get("/health/live")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["request"]
    (line,) = lines
    assert (line["method"], line["route"], line["status"], line["request_id"]) == ("POST", "/v1/messages", 201, "r1")
    assert "田中" not in json.dumps(line, ensure_ascii=False)


def test_a_window_slides() -> None:
    now = 0.0
    limiter = Limiter(Rate(2, 60), clock=lambda: now)
    assert [limiter.wait("a"), limiter.wait("a"), limiter.wait("a")] == [0, 0, 60]
    assert limiter.wait("b") == 0
    now = 59.5
    assert limiter.wait("a") == 0.5
    now = 60.0
    assert [limiter.wait("a"), limiter.wait("a"), limiter.wait("a")] == [0, 0, 60]


def test_clients_are_forgotten_so_that_memory_stays_bounded() -> None:
    limiter = Limiter(Rate(1, 60), clock=lambda: 0.0)
    for number in range(MAX_CLIENTS + 10):
        limiter.wait(str(number))
    assert len(limiter._seen) == MAX_CLIENTS
    assert limiter.wait(str(MAX_CLIENTS)) > 0
