"""The console on the real assistant, with contracts, requests and a ticket, and agents who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from litestar.testing import TestClient

from assistant.access.agents import form_token
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app
from office import Office, fill


@dataclass
class World:
    """The client, and what was put into the store."""

    client: TestClient[Any]
    service: Assistant
    office: Office

    def headers(self, login: str, **more: str) -> dict[str, str]:
        """What an agent's browser sends."""
        token = self.office.cookies[login]
        return {"cookie": f"assistant_session={token}", "x-csrf-token": form_token(token), **more}

    def get(self, path: str, login: str = "yamada", **headers: str) -> Any:
        return self.client.get(path, headers=self.headers(login, **headers), follow_redirects=False)

    def post(self, path: str, data: Any, login: str = "yamada", **headers: str) -> Any:
        return self.client.post(path, data=data, headers=self.headers(login, **headers), follow_redirects=False)

    def do(self, work: Callable[..., Any], *args: Any) -> Any:
        """Has something done on the server's side."""
        with self.client.portal() as portal:
            return portal.call(work, *args)


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
            filled = portal.call(fill, service)
        yield World(client, service, filled)
