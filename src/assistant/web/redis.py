"""Counting by key in Redis, for the servers that share one."""

from __future__ import annotations

import math
import time
from typing import Final
from urllib.parse import urlsplit

from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from assistant.settings import Rate

SECONDS: Final = 0.25  # a limit may not cost more than an answer


class RedisLimits:
    """A moving window for each key; `failures` is what is raised when Redis does not answer."""

    failures: Final = (RedisError, OSError, TimeoutError)

    def __init__(self, url: str) -> None:
        scheme = urlsplit(url).scheme
        address = url.replace("unix://", "redis+unix://", 1) if scheme == "unix" else url
        storage = RedisStorage(
            f"async+{address}",
            implementation="redispy",
            key_prefix="assistant",
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
        )
        self._limiter = MovingWindowRateLimiter(storage)

    async def wait(self, rate: Rate, *key: str) -> int:
        """Seconds until this key may go on; 0 lets it through and counts it. Raises one of `failures`."""
        item = RateLimitItemPerSecond(rate.count, rate.seconds, namespace="assistant")
        if await self._limiter.hit(item, *key):
            return 0
        reset, _ = await self._limiter.get_window_stats(item, *key)
        return max(1, math.ceil(reset - time.time()))
