"""What several test folders share."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import asyncpg
import pytest

from assistant.contracts import load_terms
from assistant.contracts.parameters import load_parameters
from assistant.service import Assistant
from assistant.settings import content_dir

POSTGRES = os.environ.get("ASSISTANT_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")

TODAY = date(2026, 11, 22)
CACHE = Path(__file__).parents[1] / "var" / "cache"  # files are named by a hash of all they depend on: never stale


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The real assistant on 22 November 2026, without a store; training is shared by everything that runs here."""
    return Assistant(
        terms=load_terms(),
        book=load_parameters(),
        intents_dir=content_dir("intents"),
        responses_dir=content_dir("responses"),
        store=None,
        today=lambda: TODAY,
        cache_dir=CACHE,
    )


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Call it with what is not on this machine: skips the test, or fails it when CI is set."""

    def give_up(part: str) -> NoReturn:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"missing in CI: {part}")
        pytest.skip(f"missing here: {part}")

    return give_up


@pytest.fixture
def postgres_url(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database that is dropped afterwards."""
    name = f"assistant_test_{secrets.token_hex(6)}"
    try:
        asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncpg.PostgresError) as failure:
        missing(f"PostgreSQL at {POSTGRES.rpartition('@')[2]} ({type(failure).__name__})")
    yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _administer(sql: str) -> None:
    connection: Any = await asyncpg.connect(POSTGRES, timeout=3)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
