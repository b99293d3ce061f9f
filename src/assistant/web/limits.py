"""How many requests one client may send to this process: a sliding window by client."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from assistant.settings import Rate
from assistant.web.problems import Refused
from assistant.web.who import current_identity

MAX_CLIENTS: Final = 10_000


def client_key(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Whom a limit is for: the identity, wherever it comes from; for a visitor the address."""
    return current_identity(connection).owner or address_key(connection)


def address_key(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The client's address; of IPv6 the network, since one line has a whole /64 of addresses."""
    host = connection.client.host if connection.client else "unknown"
    try:
        found = ip_address(host)
    except ValueError:
        return host
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) else host


class Limiter:
    """Counts requests by client; the clients seen longest ago are forgotten first, so that memory stays bounded."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until `client` may send again; 0 lets this request through and counts it."""
        now = self._clock()
        times = self._seen.setdefault(client, deque())
        self._seen.move_to_end(client)
        if len(self._seen) > MAX_CLIENTS:
            self._seen.popitem(last=False)
        while times and times[0] <= now - self._rate.seconds:
            times.popleft()
        if len(times) >= self._rate.count:
            return times[0] + self._rate.seconds - now
        times.append(now)
        return 0.0

    async def guard(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """A Litestar guard: raises the 429 reply with Retry-After."""
        # As all our guards: one that is not async costs a thread, and half as much as the rest of the HTTP side.
        self.count(connection)

    def count(self, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
        """Count a request of a client; raises the 429 reply with Retry-After when it is one too many."""
        if (seconds := self.wait(client_key(connection))) > 0:
            after = str(math.ceil(seconds))
            raise Refused(429, f"Too many requests; try again in {after} s.", headers={"Retry-After": after})
