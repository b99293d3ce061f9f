"""Settings that trust the portal, a clock that can be moved, and a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from stories import Story, run


@pytest.fixture
def settings(portal: Any, tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/access.db",
        customer_jwt_issuer=portal.issuer,
        customer_jwt_audience=portal.audience,
        customer_jwt_keys=str(portal.file),
    )


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


@pytest.fixture
def with_store(url: str) -> Callable[[Story], Any]:
    """Call it with a story that takes an open store."""
    return partial(run, url)
