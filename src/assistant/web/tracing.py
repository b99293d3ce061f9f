"""Traces of requests (OpenTelemetry), when an endpoint is set: one span a request, one for each use of the database.

The spans are our own, and not those of an instrumentation of ASGI or SQL: these hold addresses with their queries,
clients, user agents, statements and the messages of exceptions, and so what people wrote and who they are. A span here
holds the method, the route as it is written in the program, the status, and what was decided by name; never a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, Final

import structlog

from assistant.settings import Settings
from assistant.store import Store

QUIET: Final = ("/health/", "/metrics", "/static/")
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "OPTIONS")


class Tracing:
    """Spans of one process, given to `provider` (an OpenTelemetry SDK's)."""

    def __init__(self, provider: Any) -> None:
        # Only where traces are wanted: the packages are an extra, and take as long to import as a third of the rest.
        from opentelemetry import trace  # noqa: PLC0415
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        self._trace = trace
        self._provider = provider
        self._tracer = provider.get_tracer("assistant", version("assistant"))
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, scope: Any) -> Iterator[None]:
        """The span of a request; it goes on in the trace that the caller names (W3C traceparent)."""
        if scope["path"].startswith(QUIET):
            yield
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        parent = self._propagator.extract({key: headers[key] for key in ("traceparent",) if key in headers})
        method = scope["method"] if scope["method"] in METHODS else "other"
        with self._span(method, parent, self._trace.SpanKind.SERVER, {"http.request.method": method}) as span:
            identifier = format(span.get_span_context().trace_id, "032x")
            with structlog.contextvars.bound_contextvars(trace_id=identifier):
                yield

    def answered(self, scope: Any, status: int) -> None:
        """Tell the span of the request by which route it was answered, and how."""
        span = self._trace.get_current_span()
        route = str(scope.get("path_template") or "unknown")
        span.update_name(f"{scope['method'] if scope['method'] in METHODS else 'other'} {route}")
        span.set_attributes({"http.route": route, "http.response.status_code": status})
        if status >= 500:
            span.set_status(self._trace.StatusCode.ERROR)

    def said(self, body: dict[str, Any]) -> None:
        """Tell the span what was replied to a message: kind and language, and intents and outcomes by name."""
        answers, span = body["answers"], self._trace.get_current_span()
        if not span.is_recording():  # a late answer, such as Slack's: the request is over
            return
        span.set_attributes(
            {
                "assistant.kind": body["kind"],
                "assistant.locale": body["locale"],
                "assistant.intents": [answer["intent"] for answer in answers],
                "assistant.outcomes": [answer["decision"]["outcome"] for answer in answers],
            }
        )

    def store(self, store: Store) -> None:
        """A span for each use of a store, with the name of what was done, from now on."""
        for name in ("read", "write"):
            setattr(store, name, self._wrapped(name, getattr(store, name)))

    def close(self) -> None:
        """Send what has not been sent."""
        self._provider.shutdown()

    def _wrapped(self, name: str, run: Any) -> Any:
        async def wrapped(work: Any, *args: Any, **more: Any) -> Any:
            what = getattr(work, "__name__", "work").lstrip("_")
            with self._span(f"store {name}", None, self._trace.SpanKind.CLIENT, {"db.operation.name": what}):
                return await run(work, *args, **more)

        return wrapped

    @contextmanager
    def _span(self, name: str, parent: Any, kind: Any, attributes: dict[str, str]) -> Iterator[Any]:
        with self._tracer.start_as_current_span(
            name,
            context=parent,
            kind=kind,
            attributes=attributes,
            record_exception=False,  # its message may quote what was asked
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as failure:
                span.set_attribute("error.type", type(failure).__name__)
                span.set_status(self._trace.StatusCode.ERROR)
                raise


def from_settings(settings: Settings) -> Tracing | None:
    """The tracing of these settings, None when there is no endpoint."""
    if settings.otel_endpoint is None:
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio  # noqa: PLC0415

    resource = Resource.create({"service.name": "assistant", "service.version": version("assistant")})
    provider = TracerProvider(
        resource=resource, sampler=ParentBasedTraceIdRatio(settings.otel_sample), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.otel_endpoint)))
    return Tracing(provider)
