"""What several test folders share."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import asyncpg
import pytest

POSTGRES = os.environ.get("ASSISTANT_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


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
