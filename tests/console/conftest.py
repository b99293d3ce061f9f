"""The console on the real assistant, with contracts, requests and a ticket, and agents who are signed in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

import stories
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


@pytest.fixture(scope="package")
def filled(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A database that was filled once, closed since: filling it takes longer than most tests on it."""
    file = tmp_path_factory.mktemp("filled") / "console.db"
    return file, stories.run(f"sqlite:///{file}", lambda store: fill(assistant.on(store)))


@pytest.fixture
def world(assistant: Assistant, filled: tuple[Path, Office], tmp_path: Path) -> Iterator[World]:
    """The office of its own that each test gets: a copy of the one database."""
    file, office = filled
    url = f"sqlite:///{shutil.copy(file, tmp_path)}"
    settings = Settings(rate_limit=None, database_url=url, today=assistant.today(), log_level="error")
    store = create_store(url)
    service = assistant.on(store)
    with TestClient(
        create_app(settings, service, store), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        yield World(client, service, office)
