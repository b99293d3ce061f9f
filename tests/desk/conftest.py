"""The real assistant on a store of its own, with contracts, for customers, agents and visitors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from desk_parts import ADMIN, CONTRACTS, Office, nothing_kept

from assistant.service import Assistant
from assistant.store import create_store

Story = Callable[[Office], Awaitable[Any]]


@pytest.fixture
def run(assistant: Assistant, sqlite_url: str) -> Callable[..., Any]:
    """Runs a story in an office: an assistant on a new database that knows the sample contracts."""

    def go(story: Story, url: str | None = None, **options: Any) -> Any:
        async def main() -> Any:
            store = create_store(url or sqlite_url)
            await store.open()
            try:
                office = Office(assistant.on(store, **options), store)
                for contract_id, data in CONTRACTS.items():
                    await office.desk.contracts.put(ADMIN, contract_id, data, nothing_kept)
                return await story(office)
            finally:
                await store.close()

        return asyncio.run(main())

    return go
