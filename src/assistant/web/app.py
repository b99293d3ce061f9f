"""The application: routes, errors, life from start to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final

import structlog
from litestar import Litestar, Router
from litestar.config.cors import CORSConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import License, Tag

from assistant import demo
from assistant.desk.webhooks import Deliverer
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from assistant.store import Store, create_store
from assistant.web import api, desk, operations, pages, rasa
from assistant.web import demo as demo_portal
from assistant.web.console import Console
from assistant.web.limits import Limiter
from assistant.web.logs import configure
from assistant.web.observe import Metrics, ObservedApp
from assistant.web.problems import HANDLERS
from assistant.web.reload import Reloader
from assistant.web.shield import Shield
from assistant.web.tracing import Tracing
from assistant.web.tracing import from_settings as traces

MAX_BODY: Final = 64 * 1024

log = structlog.get_logger()


@asynccontextmanager
async def delivering(settings: Settings, service: Any, store: Store | None) -> AsyncIterator[None]:
    """While it is open, events in the outbox go to the webhooks; at the end what is being sent is finished."""
    desk = getattr(service, "desk", None)
    if store is None or desk is None or settings.webhook_secret is None:
        yield
        return
    deliverer = Deliverer(store, settings.webhook_secret.get_secret_value(), log=log.warning)
    desk.office.listeners.append(deliverer.wake)
    task = asyncio.create_task(deliverer.run())
    try:
        yield
    finally:
        desk.office.listeners.remove(deliverer.wake)
        deliverer.stop()
        await task


def create_app(
    settings: Settings | None = None,
    service: Any = None,
    store: Store | None = None,
    tracing: Tracing | None = None,
) -> Litestar:
    """The ASGI application.

    Without arguments (the way a server process calls it) settings come from the environment and the service is
    loaded with its content, which raises ConfigurationError or ContentError before anything listens. Tests hand in
    a service, and a store when it has one.
    """
    settings = settings or load_settings()
    configure(settings)
    if service is None:
        store = store or create_store(settings.database_url)
        service = Assistant.from_settings(settings, store)

    @asynccontextmanager
    async def life(_: Litestar) -> AsyncIterator[None]:
        if store is not None:
            await store.open()
        if settings.demo and service.desk is not None:
            await demo.prepare(service.desk)
        log.info("started", version=version("assistant"))
        try:
            async with delivering(settings, service, store):
                with reloader.on_signal():
                    yield
        finally:
            if store is not None:
                await store.close()
            if tracing is not None:
                await asyncio.to_thread(tracing.close)
            log.info("stopped")

    # They stand on this room.
    from assistant.mcp.door import Door  # noqa: PLC0415
    from assistant.slack.routes import router as slack_router  # noqa: PLC0415

    tracing = tracing or traces(settings)
    metrics = Metrics(tracing)
    reloader = Reloader(settings, service, metrics)
    if tracing is not None and store is not None:
        tracing.store(store)
    mcp = Door(service, metrics, settings, MAX_BODY)
    limiter = Limiter(settings.rate_limit) if settings.rate_limit else None
    limits = [limiter.guard] if limiter else []
    slack_routes, slack_life = slack_router(service, settings, limiter, metrics)
    return ObservedApp(
        cors_config=cors(settings),
        route_handlers=[
            Router("/", route_handlers=[api.send_message, api.decide, rasa.webhook, *desk.WRITERS], guards=limits),
            api.search_clauses,
            api.read_clause,
            *desk.READERS,
            rasa.alive,
            mcp.route(limits),
            slack_routes,
            operations.live,
            operations.ready,
            operations.metrics,
            pages.portal,
            demo_portal.router(),
            pages.favicon,
            pages.static_files(),
        ],
        state=State({"service": service, "store": store, "settings": settings, "metrics": metrics, "tracing": tracing}),
        lifespan=[life, mcp.life, slack_life],
        exception_handlers=HANDLERS,
        request_class=api.JsonRequest,
        request_max_body_size=MAX_BODY,
        logging_config=None,
        debug=False,
        plugins=[Shield(settings, store, metrics), Console()],
        openapi_config=OpenAPIConfig(
            title="Assistant",
            version=version("assistant"),
            summary="Answers to contract questions, from a rules core, with the article they stand on.",
            license=License(name="MIT", identifier="MIT"),
            tags=[
                Tag("messages", "A conversation in Japanese or English"),
                Tag("rules", "The same rules core, without the language"),
                Tag("clauses", "The terms, verbatim"),
                Tag("contracts", "The contracts of customers"),
                Tag("requests", "Changes and cancellations that customers asked for"),
                Tag("tickets", "Questions passed to a person"),
                Tag("rasa", "For chat front ends made for Rasa"),
                Tag("operation", "Health and metrics"),
            ],
            path="/schema",
            openapi_router=pages.schema_router(),
            render_plugins=[pages.SchemaPage(path="/"), pages.SchemaDocument(path="/openapi.json")],
        ),
    )


def cors(settings: Settings) -> CORSConfig | None:
    """Which pages of other origins may call this server (CORS), never with cookies; None when there are none."""
    if not settings.allowed_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "idempotency-key", "x-request-id"],
        expose_headers=["retry-after", "x-request-id"],
        max_age=600,
    )
