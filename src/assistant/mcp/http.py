"""Streamable HTTP at /mcp: one JSON reply a request and no session, so that any worker can answer any of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.requests import Request

from assistant.mcp.server import build
from assistant.settings import Settings
from assistant.web.problems import Refused

REFUSALS: Final = {
    403: "Pages of this origin may not call this address.",
    421: "This server is not known under that name (see the setting ASSISTANT_MCP_HOSTS).",
}


class Endpoint:
    """What answers at /mcp, and its life; `max_body` in bytes."""

    def __init__(self, service: Any, metrics: Any, settings: Settings, max_body: int) -> None:
        self._server = build(service, metrics)
        self._max_body = max_body
        self._manager: StreamableHTTPSessionManager | None = None
        names = [form for host in settings.mcp_hosts for form in (host, f"{host}:*")]
        # A page of another site reaches a server in the local network through the browser of whoever looks at it.
        self._security = TransportSecurityMiddleware(
            TransportSecuritySettings(
                allowed_hosts=names,
                allowed_origins=[f"{scheme}://{name}" for name in names for scheme in ("https", "http")],
            )
        )

    @asynccontextmanager
    async def life(self) -> AsyncIterator[None]:
        """The manager's tasks, from start to stop."""
        self._manager = StreamableHTTPSessionManager(
            self._server, json_response=True, stateless=True, max_request_body_size=self._max_body
        )
        async with self._manager.run():
            yield
        self._manager = None

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request. Raises Refused for one that is not of the protocol."""
        request = Request(scope, receive)
        if request.method != "POST":
            raise Refused(405, "Send messages of the protocol with POST; there is no stream.", {"Allow": "POST"})
        if not request.headers.get("content-type", "").lower().startswith("application/json"):
            raise Refused(415, "Send the message as JSON with the header Content-Type: application/json.")
        if (refusal := await self._security.validate_request(request, is_post=True)) is not None:
            raise Refused(refusal.status_code, REFUSALS[refusal.status_code])
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._max_body:
            raise Refused(413, f"The body is larger than {self._max_body // 1024} kB.")
        if self._manager is None:
            raise Refused(503, "The server is starting or stopping.")
        await self._manager.handle_request(scope, receive, send)
