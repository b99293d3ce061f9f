"""The real assistant with a store of its own, and clients on the real application around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from channel_parts import with_store
from litestar import Litestar
from litestar.testing import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app


@pytest.fixture
def settings(assistant: Assistant, tmp_path: Any) -> Settings:
    return Settings(rate_limit=None, database_url=f"sqlite:///{tmp_path}/channels.db", today=assistant.today())


@pytest.fixture
def app(assistant: Assistant, settings: Settings) -> Litestar:
    store = create_store(settings.database_url)
    return create_app(settings, with_store(assistant, store), store)


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
