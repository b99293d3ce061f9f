"""What operators ask: is it alive, can it answer, how is it doing."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import structlog
from litestar import Response, get
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from assistant.web.problems import problem
from assistant.web.replies import Health

log = structlog.get_logger()

PING_SECONDS: Final = 2


@get("/health/live", tags=["operation"], summary="The process runs", responses={200: ResponseSpec(Health)})
async def live() -> Response[dict[str, str]]:
    """Always 200 while the process runs."""
    return Response({"status": "ok"})


@get("/health/ready", tags=["operation"], summary="It can answer", responses={200: ResponseSpec(Health)})
async def ready(state: State) -> Response[Any]:
    """200 once it can answer, 503 with the reason when a part it needs is gone."""
    reason = state.service.ready() or await _database(state.store)
    if reason:
        return problem(503, reason, headers={"Retry-After": "2"})
    return Response({"status": "ok"})


@get(
    "/metrics",
    tags=["operation"],
    summary="Metrics for Prometheus",
    media_type="text/plain",
    responses={200: ResponseSpec(str, media_type="text/plain")},
)
async def metrics(state: State) -> Response[bytes]:
    """The counters of this process, without anything personal."""
    return Response(generate_latest(state.metrics.registry), headers={"content-type": CONTENT_TYPE_LATEST})


async def _database(store: Any) -> str | None:
    if store is None:
        return None
    try:
        await asyncio.wait_for(store.ping(), PING_SECONDS)
    # Whatever the driver raises, the answer to "can you answer?" is no, with the kind of failure in the log.
    except Exception as failure:
        log.warning("database does not answer", error=type(failure).__name__)
        return "The database does not answer."
    return None
