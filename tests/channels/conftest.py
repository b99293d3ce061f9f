"""The real assistant with a store of its own, and clients on the real application around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from channel_parts import with_store
from litestar import Litestar
from litestar.testing import TestClient
from slack_parts import FakeSlack, Workspace, configured, fake_slack

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app


@pytest.fixture
def settings(assistant: Assistant, sqlite_url: str) -> Settings:
    return Settings(rate_limit=None, database_url=sqlite_url, today=assistant.today())


@pytest.fixture
def app(assistant: Assistant, settings: Settings) -> Litestar:
    store = create_store(settings.database_url)
    return create_app(settings, with_store(assistant, store), store)


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def slack_side() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


@pytest.fixture(scope="module")
def slack_client(
    assistant: Assistant, slack_side: FakeSlack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient[Litestar]]:
    """One application for all tests of a file: starting it takes longer than most of them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('slack')}/slack.db"
    store = create_store(url)
    plain = Settings(rate_limit=None, database_url=url, today=assistant.today())
    app = create_app(configured(plain, slack_side), with_store(assistant, store), store)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def slack(slack_side: FakeSlack) -> FakeSlack:
    """Slack's side, with nothing received yet."""
    slack_side.clear()
    return slack_side


@pytest.fixture
def workspace(slack_client: TestClient[Litestar], slack: FakeSlack) -> Workspace:
    """A workspace whose app is the real application, in a channel where nothing was said yet."""
    return Workspace(slack_client, slack)
