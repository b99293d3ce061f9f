"""Around every request, the unknown addresses included: request id, security headers, one log line, metrics."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, Final, Literal
from uuid import uuid4

import structlog
from litestar import Litestar, Request
from litestar.types import HTTPScope, Message, Receive, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from assistant.web import edge
from assistant.web.problems import Refused, problem
from assistant.web.proxies import resolve
from assistant.web.tracing import Tracing

log = structlog.get_logger()

REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")

SECURITY_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_OURS: Final = tuple(
    (name.encode(), value.encode()) for name, value in {**SECURITY_HEADERS, "cache-control": "no-store"}.items()
)

QUIET: Final = ("/health/live", "/health/ready", "/metrics")


class Metrics:
    """The counters of one process. Labels come from the program and its content, never from what people wrote.

    What is counted of a message, `tracing` is told as well.
    """

    def __init__(self, tracing: Tracing | None = None) -> None:
        self.tracing = tracing
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "assistant_http_requests", "HTTP requests", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "assistant_http_request_seconds",
            "Time until the reply was sent",
            ["route"],
            registry=self.registry,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )
        self.messages = Counter(
            "assistant_messages", "Messages answered", ["kind", "locale", "channel"], registry=self.registry
        )
        self.answers = Counter("assistant_answers", "Answers given", ["intent", "outcome"], registry=self.registry)
        self.decisions = Counter(
            "assistant_decisions", "Decisions given to programs", ["rule", "outcome"], registry=self.registry
        )

        self.limiter_failures = Counter(
            "assistant_limiter_failures", "Times Redis did not answer the rate limiter", registry=self.registry
        )

        self.reloads = Counter(
            "assistant_content_reloads", "Times the content was read anew", ["outcome"], registry=self.registry
        )
        self.loaded_at = Gauge(
            "assistant_content_loaded_timestamp_seconds", "When the content in use was read", registry=self.registry
        )
        self.loaded_at.set_to_current_time()

    def reloaded(self, outcome: Literal["loaded", "refused"]) -> None:
        """Count that the content was read anew, and whether it was taken."""
        self.reloads.labels(outcome).inc()
        if outcome == "loaded":
            self.loaded_at.set_to_current_time()

    def message(self, body: dict[str, Any], channel: str) -> None:
        """Count a reply to a message."""
        if self.tracing is not None:
            self.tracing.said(body)
        self.messages.labels(body["kind"], body["locale"], channel).inc()
        for answer in body["answers"]:
            self.answers.labels(answer["intent"], answer["decision"]["outcome"]).inc()


class ObservedApp(Litestar):
    """Litestar's middleware does not see addresses that no route takes, so the whole application is wrapped."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The ASGI entry."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        tracing = self.state.tracing
        with tracing.request(scope) if tracing is not None else nullcontext():
            await self._observe(scope, receive, send)

    async def _observe(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        resolve(scope, self.state.settings.trusted_proxies)
        request_id = _request_id(scope)
        status = 500
        began = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_ours(message.get("headers", ()), request_id)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                if refused := edge.check(scope, self.state.settings):
                    await self._refuse(refused, scope, receive, send_with_headers)
                    return
                receive = edge.hurried(receive, self.state.settings.body_timeout)
                await super().__call__(scope, receive, send_with_headers)
            finally:
                self._record(scope, status, time.perf_counter() - began)

    async def _refuse(self, refused: Refused, scope: HTTPScope, receive: Receive, send: Send) -> None:
        reply = problem(refused.status_code, refused.detail, headers={"Connection": "close"})
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        await reply.to_asgi_response(app=None, request=request)(scope, receive, send)

    def _record(self, scope: HTTPScope, status: int, seconds: float) -> None:
        metrics: Metrics = self.state.metrics
        route = str(scope.get("path_template") or "unknown")
        # A method is free text of the client: only those of the standard become a label.
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        if self.state.tracing is not None and route not in QUIET:
            self.state.tracing.answered(scope, status)
        metrics.requests.labels(method, route, status).inc()
        metrics.seconds.labels(route).observe(seconds)
        if route not in QUIET:
            log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 2))


def _with_ours(given: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    """The headers of a reply with ours; a page may bring a policy of its own."""
    kept = [(name, value) for name, value in given if name.lower() != b"x-request-id"]
    there = {name.lower() for name, _ in kept}
    return [*kept, (b"x-request-id", request_id.encode()), *(each for each in _OURS if each[0] not in there)]


def _request_id(scope: HTTPScope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value):
            return value.decode()
    return uuid4().hex
