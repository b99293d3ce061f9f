"""What is refused before anything reads it: too much, too slow, or under a name that is not ours."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from litestar.types import HTTPScope, Receive

from assistant.settings import Settings
from assistant.web.problems import Refused

MAX_HEADER_BYTES: Final = 32 * 1024
MAX_HEADERS: Final = 100
MAX_PATH: Final = 2048  # bytes, the query apart
MAX_QUERY: Final = 8192

# Asked for by address, from inside: by the balancer, by the container's own health check, by Prometheus.
INSIDE: Final = ("/health/", "/metrics")


def check(scope: HTTPScope, settings: Settings) -> Refused | None:
    """Why this request is refused by its head alone, or None."""
    headers = list(scope["headers"])
    if len(scope.get("raw_path") or b"") > MAX_PATH or len(scope["query_string"]) > MAX_QUERY:
        return Refused(414, "The address is too long.")
    if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
        return Refused(431, "The request's headers are too large.")
    if settings.allowed_hosts and not scope["path"].startswith(INSIDE):
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or not _allowed(hosts[0], settings.allowed_hosts):
            return Refused(421, "This server is not known under that name.")
    return None


def hurried(receive: Receive, seconds: float) -> Receive:
    """The same, but a body has to be there `seconds` after its last part; raises Refused (408)."""
    complete = False

    async def next_message() -> Any:
        nonlocal complete
        if complete:  # what comes now is only that the client hangs up, which may take as long as it likes
            return await receive()
        try:
            async with asyncio.timeout(seconds):
                message: Any = await receive()
        except TimeoutError:
            raise Refused(408, "The body of the request did not come in time.") from None
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return next_message


def _allowed(host: str, names: Sequence[str]) -> bool:
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return any(name == each or (each.startswith("*.") and name.endswith(each[1:])) for each in names)
