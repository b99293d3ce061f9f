"""A busy run over every channel, with mistakes and failures of all kinds: what an operator sees of it names nobody.

All of standard output and error (at the lowest level that can be set), the metrics and the traces are read for what was
written, who wrote it, and every secret that was shown.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from litestar.testing import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr
from slack_parts import SECRET as SLACK_SECRET
from slack_parts import FakeSlack, Workspace, configured

from assistant.access import Agents, Keys
from assistant.access.agents import form_token
from assistant.identity import SCOPES, Identity
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store, Unavailable, create_store
from assistant.web import create_app
from assistant.web.tracing import Tracing

WORD = "ひみつのことば"  # in everything that anybody writes
EMAIL, PHONE, NAME = "hanako.yamada@example.jp", "090-8765-4321", "山田花子"
CONTRACT, COMPANY = "丸の内第二拠点", "株式会社ひみつ商事"
PASSWORD, WRONG = "walnut-lantern-4242", "rosewood-kettle-1717"
HOOK = "a webhook secret of enough characters"
SUBJECT = "customer-subject-8812"
ROOT = Identity("agent", "root", scopes=SCOPES)
ACCEPT = {"accept": "application/json, text/event-stream"}


@dataclass
class Run:
    """The application, and what it was shown that must not be seen again."""

    client: TestClient[Any]
    store: Store
    service: Assistant
    slack: FakeSlack
    spans: InMemorySpanExporter
    token: str
    key: str
    session: str

    @property
    def secrets(self) -> list[str]:
        words = [WORD, EMAIL, PHONE, NAME, CONTRACT, COMPANY, PASSWORD, WRONG, HOOK, SUBJECT, SLACK_SECRET]
        parts = [self.token, self.token.split(".")[1], self.key, self.key[18:], self.session, form_token(self.session)]
        return [*words, *parts, "U2CERLKJA", "roadrunner", "xoxb-test", "198.51.100.7", "Hanako-Browser"]

    @property
    def customer(self) -> dict[str, str]:
        return {
            "authorization": f"Bearer {self.token}",
            "x-forwarded-for": "198.51.100.7",
            "user-agent": "Hanako-Browser",
        }

    @property
    def program(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    @property
    def agent(self) -> dict[str, str]:
        return {"cookie": f"assistant_session={self.session}", "x-csrf-token": form_token(self.session)}

    def kept(self) -> str:
        """What the database holds of the turns: the proof that all of it was really said."""
        with self.client.portal() as portal:
            ids = portal.call(self.store.conversations)
            return "".join(str(turn.request) for each in ids for turn in portal.call(self.store.turns, each))


@pytest.fixture
def busy(assistant: Assistant, settings: Settings, slack: FakeSlack, portal: Any, capfd: Any) -> Iterator[Run]:
    given = configured(settings, slack, log_level="debug").model_copy(
        update={
            "customer_jwt_issuer": portal.issuer,
            "customer_jwt_audience": portal.audience,
            "customer_jwt_keys": str(portal.file),
            "webhook_urls": ("http://127.0.0.1:1/hook",),
            "webhook_secret": SecretStr(HOOK),
        }
    )
    spans, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    store = create_store(settings.database_url)
    service = assistant.on(store, webhook_urls=given.webhook_urls)
    app = create_app(given, service, store, Tracing(provider))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        with client.portal() as inside:
            agents = Agents(store)
            inside.call(agents.add, "sato", PASSWORD, "admin")
            session = inside.call(agents.sign_in, "sato", PASSWORD)
            key, _ = inside.call(Keys(store).add, COMPANY, sorted(SCOPES))
        token = portal.token(sub=SUBJECT, contracts=["K1"], name=NAME, email=EMAIL)
        yield Run(client, store, service, slack, spans, token, key, session)


def texts(run: Run) -> None:
    """Messages over REST, right and wrong."""
    said = f"{NAME}です。{WORD}、{EMAIL}、{PHONE}。"
    message = "/v1/messages"
    configuration = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": CONTRACT, "options": []}
    body = {"customer": SUBJECT, "name": CONTRACT, "service": "ztna", "configuration": configuration}
    run.client.put("/v1/contracts/K1", json=body, headers=run.program)
    run.client.put("/v1/contracts/K1", json={**body, "name": 7, NAME: WORD}, headers=run.program)
    wanted = {"text": f"{said}ライセンスを1500にしてください"}
    first = run.client.post(message, json=wanted, headers=run.customer).json()
    more = {"conversation_id": first["conversation_id"]}
    receipt = run.client.post(message, json={"text": "はい", **more}, headers=run.customer).json()
    run.client.post(message, json={"text": f"{said}担当者につないで", **more}, headers=run.customer)
    for wrong in (
        {"json": {"text": said, "conversation_id": NAME}},
        {"json": {"text": "", NAME: WORD}},
        {"json": {"text": said * 200}},
        {"json": {"text": said, "context": {"service": WORD, "monthly_fee": NAME}}},
        {"content": f'{{"text": "{said}'.encode(), "headers": {"content-type": "application/json"}},
        {"content": said.encode("euc-jp"), "headers": {"content-type": "application/json"}},
        {"content": said.encode(), "headers": {"content-type": "text/plain"}},
        {"json": {"text": said}, "headers": {"authorization": f"Bearer {run.token}x"}},
        {"json": {"text": said}, "headers": {"authorization": f"Bearer {run.key[:-1]}"}},
        {"json": {"text": said}, "headers": {"authorization": f"Basic {WRONG}"}},
        {"json": {"text": said}, "headers": {"x-request-id": f"{EMAIL} {PHONE}", "idempotency-key": EMAIL}},
    ):
        assert 200 <= run.client.post(message, **wrong).status_code < 500
    request = receipt["request"]["id"]
    reason = {"reason": f"{WORD} {PHONE}"}
    run.client.post(f"/v1/requests/{request}/accept", json=reason, headers=run.program)
    run.client.post(f"/v1/requests/{request}/withdraw", json=reason, headers=run.customer)
    for path in (f"/v1/clauses?q={WORD}", f"/{WORD}/{EMAIL}?token={run.token}", f"/v1/clauses/{WORD}", f"/v1/{NAME}"):
        run.client.get(path, headers=run.customer)
    run.client.post(f"/v1/rules/{WORD}", json={})
    run.client.post("/v1/rules/termination", json={"service": "ztna", "arrival": WORD, NAME: EMAIL})
    run.client.post("/v1/rules/termination", json={"service": "ztna", "arrival": "2026-12-01"}, headers=run.customer)


def channels(run: Run) -> None:
    """The same through the other doors."""
    run.client.post("/webhooks/rest/webhook", json={"sender": EMAIL, "message": f"{WORD} {PHONE}"})
    run.client.post("/webhooks/rest/webhook", json={"sender": [NAME], "message": WORD})
    calls = [
        ("ask", {"text": f"{WORD} {EMAIL}"}),
        ("ask", {"text": 7, NAME: WORD}),
        ("decide_termination", {"service": WORD}),
        ("search_clauses", {"q": f"{WORD}{PHONE}"}),
        (NAME, {}),
    ]
    for number, (tool, arguments) in enumerate(calls):
        call = {
            "jsonrpc": "2.0",
            "id": number,
            "method": "tools/call",
            "params": {"name": tool, "arguments": arguments},
        }
        run.client.post("/mcp", json=call, headers=ACCEPT | run.customer)
    run.client.post("/mcp", content=WORD.encode(), headers=ACCEPT | {"content-type": "application/json"})
    workspace = Workspace(run.client, run.slack)
    workspace.command(f"{WORD} {EMAIL}")
    workspace.interact({"type": "message_action", "message": {"text": WORD}, "user": {"id": "U2CERLKJA"}})
    workspace.press({"action_id": "say:0", "type": "button", "value": f"{WORD}{PHONE}"})
    run.client.post("/slack/commands", data={"text": WORD, "user_name": NAME}, headers={"x-slack-signature": WRONG})


def console(run: Run) -> None:
    """Agents: signing in with right and wrong passwords, asking, answering, calculating."""
    for login, password in ((NAME, WRONG), (EMAIL, WRONG), ("sato", WRONG)):
        for _ in range(6):
            page = run.client.get("/console/login")
            form = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            assert form is not None
            sent = {"login": login, "password": password, "csrf_token": form[1]}
            run.client.post("/console/login", data=sent)
    run.client.cookies.clear()
    assert run.client.get("/console", headers=run.agent).status_code == 200
    run.client.post("/console/ask", data={"q": f"{WORD} {EMAIL}"}, headers=run.agent)
    run.client.post("/console/ask", data={"q": WORD}, headers={"cookie": f"assistant_session={run.session}"})
    run.client.get(f"/console/clauses?q={WORD}", headers=run.agent)
    run.client.post("/console/calculators/termination", data={"arrival": WORD, "service": "ztna"}, headers=run.agent)
    (ticket, *_) = run.client.get("/v1/tickets", headers=run.program).json()["tickets"]
    run.client.post(f"/console/inbox/{ticket['id']}/reply", data={"text": f"{WORD}{NAME}"}, headers=run.agent)
    run.client.post(f"/v1/tickets/{ticket['id']}/reply", json={"text": f"{WORD}{PHONE}"}, headers=run.program)


def failures(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of ours and of what the server stands on, whose messages quote what was asked."""

    def raising(failure: Exception) -> Any:
        def fail(*_: Any, **__: Any) -> Any:
            raise failure

        return fail

    words = f"{WORD} {EMAIL} {run.token} {CONTRACT}"
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"text": WORD}}}
    for failure in (
        RuntimeError(words),
        Unavailable("disk I/O error"),
        KeyError(words),
        OSError(words),
        ValueError(words),
    ):
        with monkeypatch.context() as broken:
            for name in ("message", "decide", "clauses", "worded"):
                broken.setattr(run.service, name, raising(failure))
            answers = [
                run.client.post("/v1/messages", json={"text": words}, headers=run.customer),
                run.client.post("/v1/rules/switch", json={"service": "ztna", "to": "fms"}),
                run.client.get(f"/v1/clauses?q={WORD}"),
                run.client.post("/webhooks/rest/webhook", json={"sender": EMAIL, "message": words}),
                run.client.post("/console/ask", data={"q": words}, headers=run.agent),
            ]
            assert all(each.status_code in (500, 503) for each in answers), [each.status_code for each in answers]
            assert not any(word in each.text for each in answers for word in (WORD, EMAIL, run.token, CONTRACT))
            run.client.post("/mcp", json=call, headers=ACCEPT)
            Workspace(run.client, run.slack).command(words)
    with monkeypatch.context() as broken:
        broken.setattr(run.store, "ping", raising(OSError(words)))
        assert run.client.get("/health/ready").status_code == 503


def test_logs_metrics_and_traces_name_nobody(busy: Run, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    texts(busy)
    channels(busy)
    console(busy)
    failures(busy, monkeypatch)
    limit = time.monotonic() + 20
    said = capfd.readouterr()
    seen = said.out + said.err
    while "webhook not delivered" not in seen and time.monotonic() < limit:
        time.sleep(0.1)
        said = capfd.readouterr()
        seen += said.out + said.err
    metrics = busy.client.get("/metrics").text
    traces = [span.to_json() for span in busy.spans.get_finished_spans()]

    # It was busy indeed: all of it was said, and seen from every side.
    kept = busy.kept()
    assert [word for word in (WORD, EMAIL, PHONE, NAME) if word not in kept] == []
    lines = [json.loads(line) for line in seen.splitlines() if line.startswith("{")]
    events = {line["event"] for line in lines}
    assert {"request", "sign-in refused", "sign-in locked", "webhook not delivered", "unhandled error"} <= events
    assert "outbox stumbled" not in events
    assert {200, 201, 400, 401, 404, 415, 429, 500, 503} <= {line.get("status") for line in lines}
    assert {"api", "rasa", "mcp", "slack", "console"} <= set(
        re.findall(r'assistant_messages_total{channel="(\w+)"', metrics)
    )
    assert len(traces) > 100

    for where, text in (("log", seen), ("metrics", metrics), ("traces", "\n".join(traces))):
        plain = text + json.dumps(text, ensure_ascii=False)
        escaped = [*busy.secrets, *(json.dumps(each).strip('"') for each in busy.secrets)]
        found = {secret: plain[max(0, plain.find(secret) - 200) :][:400] for secret in escaped if secret in plain}
        assert found == {}, where
