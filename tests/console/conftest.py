"""The console on the real assistant, with contracts, requests and a ticket, and agents who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from litestar.testing import TestClient

from assistant.access import Agents
from assistant.access.agents import form_token
from assistant.identity import ROLE_SCOPES, Identity
from assistant.service import Assistant, MessageRequest
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app

PASSWORD = "walnut-lantern-42"
XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "'-alert(1)-'",
    "{{7*7}}<iframe srcdoc='<script>alert(1)</script>'>",
    "[a](javascript:alert(1)) <a href=javascript:alert(1)>b</a>",
)
ADMIN = Identity("agent", "root", scopes=ROLE_SCOPES["admin"])
CUSTOMER = Identity("customer", "u1", frozenset({"C-1", "X-1"}))
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []}


@dataclass
class World:
    """The client, and what was put into the store."""

    client: TestClient[Any]
    service: Assistant
    cookies: dict[str, str]
    request: str
    ticket: str
    conversation: str
    nasty_ticket: str

    def headers(self, login: str, **more: str) -> dict[str, str]:
        """What an agent's browser sends."""
        token = self.cookies[login]
        return {"cookie": f"assistant_session={token}", "x-csrf-token": form_token(token), **more}

    def get(self, path: str, login: str = "yamada", **headers: str) -> Any:
        return self.client.get(path, headers=self.headers(login, **headers), follow_redirects=False)

    def post(self, path: str, data: Any, login: str = "yamada", **headers: str) -> Any:
        return self.client.post(path, data=data, headers=self.headers(login, **headers), follow_redirects=False)

    def do(self, work: Callable[..., Any], *args: Any) -> Any:
        """Has something done on the server's side."""
        with self.client.portal() as portal:
            return portal.call(work, *args)


def nothing_kept(_status: int, _body: Any) -> tuple[Any, ...]:
    return ()


@pytest.fixture
def world(assistant: Assistant, tmp_path: Any) -> Iterator[World]:
    url = f"sqlite:///{tmp_path}/console.db"
    settings = Settings(rate_limit=None, database_url=url, today=assistant.today(), log_level="error")
    store = create_store(url)
    service = assistant.on(store)
    with TestClient(
        create_app(settings, service, store), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        with client.portal() as portal:
            made = portal.call(fill, service)
        yield World(client, service, *made)


async def fill(service: Assistant) -> tuple[Any, ...]:
    assert service.store is not None
    assert service.desk is not None
    agents = Agents(service.store)
    cookies = {}
    for login, role in (("yamada", "agent"), ("root", "admin")):
        await agents.add(login, PASSWORD, role)  # type: ignore[arg-type]
        cookies[login] = await agents.sign_in(login, PASSWORD)
    contract = {"customer": "甲商事", "name": "本社", "service": "ztna", "configuration": CORE}
    await service.desk.contracts.put(ADMIN, "C-1", contract, nothing_kept)
    nasty = {**contract, "customer": XSS[1], "name": XSS[0], "configuration": {**CORE, "region": XSS[2]}}
    await service.desk.contracts.put(ADMIN, "X-1", nasty, nothing_kept)

    async def talk(identity: Identity, *texts: str) -> dict[str, Any]:
        body: dict[str, Any] = {"conversation_id": None}
        for text in texts:
            request = MessageRequest(text, conversation_id=body["conversation_id"], identity=identity)
            body = (await service.message(request)).body
        return body

    receipt = await talk(CUSTOMER, "C-1の契約を1200ライセンスに変更したい", "はい")
    handed = await talk(Identity(), "リージョンを変更できますか？", "ZTNAです", "担当者につないでください")
    nasty_handed = await talk(Identity(), *XSS, "担当者につないでください")
    await service.desk.tickets.answer(ADMIN, nasty_handed["handoff"]["id"], "\n\n".join(XSS), nothing_kept)
    return (
        cookies,
        receipt["request"]["id"],
        handed["handoff"]["id"],
        handed["conversation_id"],
        nasty_handed["handoff"]["id"],
    )
