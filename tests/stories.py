"""A story is told on an open store, from beginning to end in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from assistant.store import Store, create_store

Story = Callable[[Store], Awaitable[Any]]


def run(url: str, story: Story) -> Any:
    """Open the store at this address, tell the story, close it; gives what the story gives."""

    async def main() -> Any:
        store = create_store(url)
        await store.open()
        try:
            return await story(store)
        finally:
            await store.close()

    return asyncio.run(main())
