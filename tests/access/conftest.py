"""Settings that trust the portal, a clock that can be moved, and a store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from assistant.store import Store, create_store


@pytest.fixture
def settings(portal: Any, tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/access.db",
        customer_jwt_issuer=portal.issuer,
        customer_jwt_audience=portal.audience,
        customer_jwt_keys=str(portal.file),
    )


Story = Callable[[Store], Awaitable[Any]]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def with_store(
    request: pytest.FixtureRequest, settings: Settings
) -> Callable[[Callable[[Store], Awaitable[Any]]], Any]:
    """Call it with a story that takes an open store."""
    url = settings.database_url
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))

    def run(story: Story) -> Any:
        async def main() -> Any:
            store = create_store(url)
            await store.open()
            try:
                return await story(store)
            finally:
                await store.close()

        return asyncio.run(main())

    return run
