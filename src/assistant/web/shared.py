"""How much one client, and one conversation, may send: a moving window, in this process or shared through Redis.

When Redis does not answer, each process counts for itself until it is back: a limit may then be that many times as
high as there are processes, but nobody is shut out, and a metric tells.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, Final

import structlog
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from assistant.settings import Rate, Settings
from assistant.web.limits import Limiter, address_key, client_key
from assistant.web.problems import Refused
from assistant.web.who import SIGN_IN

if TYPE_CHECKING:
    from assistant.web.redis import RedisLimits

Connection = ASGIConnection[Any, Any, Any, Any]

COUNTED: Final = ("/v1/", "/webhooks/", "/mcp")
SIGN_INS: Final = Rate(20, 60)  # tries to sign in from one address; the delay after wrong passwords is apart
REDIS_PAUSE: Final = 2.0  # until a silent Redis is asked again

log = structlog.get_logger()


class SharedLimits:
    """Counts by key. `failures` is the metric that counts what Redis did not answer."""

    def __init__(self, settings: Settings, failures: Any) -> None:
        self._settings = settings
        self._failures = failures
        self._own: dict[tuple[str, Rate], Limiter] = {}
        self._shared = _redis(settings.redis_url) if settings.redis_url else None
        self._silent_until = 0.0

    @property
    def any(self) -> bool:
        """Whether anything is limited."""
        return self._settings.rate_limit is not None

    async def wait(self, rate: Rate, kind: str, key: str) -> int:
        """Seconds until this key may go on; 0 lets it through and counts it."""
        if self._shared is not None and time.monotonic() >= self._silent_until:
            try:
                return await self._shared.wait(rate, kind, key)
            except self._shared.failures as failure:
                self._failures.inc()
                self._silent_until = time.monotonic() + REDIS_PAUSE
                log.error("redis does not answer, each process counts for itself", error=type(failure).__name__)
        # By a clock that nobody sets: one that goes back would shut out whoever has used up a limit.
        return math.ceil(self._own.setdefault((kind, rate), Limiter(rate)).wait(key))

    async def guard(self, connection: Connection, _: BaseRouteHandler) -> None:
        """A Litestar guard: raises the 429 reply when a client or a conversation has sent too much."""
        rate = self._settings.rate_limit
        if rate is None or connection.scope.get("method") != "POST":
            return
        path = connection.scope["path"]
        if path == SIGN_IN:
            refuse(await self.wait(SIGN_INS, "sign-in", address_key(connection)))
        elif self._shared is not None and path.startswith(COUNTED):
            # In one process, the limiter beside this one has counted already.
            refuse(await self.wait(rate, "client", client_key(connection)))
        if path == "/v1/messages" and isinstance(connection, Request):
            conversation = await _conversation(connection)
            if conversation is not None and (slower := self._settings.conversation_rate_limit) is not None:
                refuse(await self.wait(slower, "conversation", conversation))


async def _conversation(request: Request[Any, Any, Any]) -> str | None:
    if "json" not in request.headers.get("content-type", "").lower():
        return None
    try:
        found = (await request.json()).get("conversation_id")
    except Refused as refused:
        if refused.status_code == 400:  # said by the handler, after what it checks first
            return None
        raise
    return found[:64] if isinstance(found, str) else None


def refuse(seconds: int) -> None:
    """Raises the 429 reply, unless there is nothing to wait for."""
    if seconds > 0:
        headers = {"Retry-After": str(seconds)}
        raise Refused(429, f"Too many requests; try again in {seconds} s.", headers=headers)


def _redis(url: str) -> RedisLimits:
    from assistant.web.redis import RedisLimits  # noqa: PLC0415 - its packages are 9 MB that a single server saves

    return RedisLimits(url)
