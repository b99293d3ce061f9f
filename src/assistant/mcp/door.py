"""The address /mcp, before anybody has asked for it: what stands behind it is loaded by the first request.

The protocol's packages take a third of the time and a tenth of the memory of a whole start, and most servers never
see an agent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from litestar import asgi
from litestar.handlers import ASGIRouteHandler
from litestar.types import Guard, Receive, Scope, Send

from assistant.settings import Settings
from assistant.web.problems import Refused

if TYPE_CHECKING:
    from assistant.mcp.http import Endpoint


class Door:
    """The address /mcp and its life; `max_body` in bytes."""

    def __init__(self, service: Any, metrics: Any, settings: Settings, max_body: int) -> None:
        self._given = (service, metrics, settings, max_body)
        self._opening = asyncio.Lock()
        self._endpoint: Endpoint | None = None
        self._running: asyncio.Task[None] | None = None
        self._stopped: asyncio.Event | None = None

    @asynccontextmanager
    async def life(self, _: Any) -> AsyncIterator[None]:
        """From start to stop: what the first request has started is ended here."""
        self._stopped = asyncio.Event()
        try:
            yield
        finally:
            self._stopped.set()
            if self._running is not None:
                await self._running
            self._endpoint = self._running = self._stopped = None

    def route(self, guards: Sequence[Guard]) -> ASGIRouteHandler:
        """The handler for the application."""

        async def handle(scope: Scope, receive: Receive, send: Send) -> None:
            await (await self._opened()).handle(scope, receive, send)

        return asgi("/mcp", guards=guards, copy_scope=True)(handle)

    async def _opened(self) -> Endpoint:
        async with self._opening:
            if self._endpoint is None:
                if self._stopped is None or self._stopped.is_set():
                    raise Refused(503, "The server is starting or stopping.")
                endpoint = await asyncio.to_thread(_load, *self._given)
                ready = asyncio.Event()
                # A task of its own: the tasks of the protocol end in the one they were started in.
                self._running = asyncio.create_task(_run(endpoint, ready, self._stopped))
                await ready.wait()
                self._endpoint = endpoint
            return self._endpoint


def _load(service: Any, metrics: Any, settings: Settings, max_body: int) -> Endpoint:
    from assistant.mcp.http import Endpoint  # noqa: PLC0415 - see above

    return Endpoint(service, metrics, settings, max_body)


async def _run(endpoint: Endpoint, ready: asyncio.Event, stopped: asyncio.Event) -> None:
    async with endpoint.life():
        ready.set()
        await stopped.wait()
