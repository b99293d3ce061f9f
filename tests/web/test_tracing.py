"""Traces: which spans there are, what they hold, and that nothing of it is loaded unless it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant import settings as reading
from assistant.settings import ConfigurationError, Settings, load_settings
from assistant.store import create_store
from assistant.web import create_app, tracing
from assistant.web.tracing import Tracing
from bench_script import TOP

ENDPOINT = "http://127.0.0.1:1/v1/traces"


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traced(settings: Settings, service: Any, spans: InMemorySpanExporter) -> Iterator[TestClient[Litestar]]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    store = create_store(settings.database_url)
    app = create_app(settings, service, store, Tracing(provider))
    with TestClient(app, raise_server_exceptions=False) as opened:
        spans.clear()
        yield opened


def test_a_request_is_a_span_by_its_route_with_what_was_decided(
    traced: TestClient[Litestar], spans: InMemorySpanExporter
) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    traced.post("/v1/messages", json={"text": "x"}, headers={"traceparent": parent})
    (span,) = spans.get_finished_spans()
    assert (span.name, span.kind.name) == ("POST /v1/messages", "SERVER")
    assert span.context is not None
    assert span.parent is not None
    assert format(span.context.trace_id, "032x") == parent.split("-")[1]
    assert format(span.parent.span_id, "016x") == parent.split("-")[2]
    assert dict(span.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/messages",
        "http.response.status_code": 201,
        "assistant.kind": "answer",
        "assistant.locale": "ja",
        "assistant.intents": ("option_eligibility",),
        "assistant.outcomes": ("denied",),
    }


def test_the_database_is_a_span_below_it(traced: TestClient[Litestar], spans: InMemorySpanExporter) -> None:
    traced.get("/v1/contracts", headers={"authorization": "Bearer asst_" + "0" * 12 + "_" + "x" * 43})
    below, request = spans.get_finished_spans()
    assert (below.name, (below.attributes or {})["db.operation.name"]) == ("store read", "read_key")
    assert below.parent is not None
    assert request.context is not None
    assert below.parent.span_id == request.context.span_id


def test_no_span_holds_what_was_written_or_who_wrote_it(
    traced: TestClient[Litestar], spans: InMemorySpanExporter
) -> None:
    traced.post("/v1/messages?name=田中", json={"text": "田中です"}, headers={"user-agent": "Tanaka/1"})
    traced.post("/v1/messages", json={"text": "secret boom"})
    traced.get("/v1/clauses?q=tanaka-words")
    traced.get("/tanaka-path", headers={"baggage": "name=tanaka", "tracestate": "tanaka=1"})
    traced.request("TANAKA", "/")
    traced.get("/health/live")
    finished = spans.get_finished_spans()
    assert [(each.attributes or {})["http.route"] for each in finished if each.kind.name == "SERVER"] == [
        "/v1/messages",
        "/v1/messages",
        "/v1/clauses",
        "unknown",
        "unknown",
    ]
    assert [each.status.status_code.name for each in finished].count("ERROR") == 1
    plain = " ".join(each.to_json() for each in finished)
    assert [
        word for word in ("田中", "anaka", "TANAKA", "secret boom", "testserver", "testclient") if word in plain
    ] == []


def test_a_line_of_the_log_names_the_trace(
    traced: TestClient[Litestar], spans: InMemorySpanExporter, capfd: pytest.CaptureFixture[str]
) -> None:
    traced.post("/v1/messages", json={"text": "x"})
    (line,) = [json.loads(line) for line in capfd.readouterr().err.splitlines() if '"request"' in line]
    context = spans.get_finished_spans()[0].context
    assert context is not None
    assert line["trace_id"] == format(context.trace_id, "032x")


def test_with_an_endpoint_the_server_traces_and_without_one_it_does_not(settings: Settings) -> None:
    assert tracing.from_settings(settings) is None
    made = tracing.from_settings(settings.model_copy(update={"otel_endpoint": ENDPOINT}))
    assert made is not None
    made.close()


def test_without_the_extra_an_endpoint_is_a_mistake_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError) as wrong:
        load_settings(otel_endpoint=ENDPOINT)
    (sentence,) = wrong.value.problems
    assert sentence.startswith("ASSISTANT_OTEL_ENDPOINT: needs the extra")
    assert "assistant[otel]" in sentence


def test_nothing_of_it_is_imported_unless_it_is_asked_for() -> None:
    # Redis' client looks at the metrics of an SDK that is installed; traces and exporters are ours alone.
    ours = ("opentelemetry.sdk.trace", "opentelemetry.exporter")
    told = f"import sys; import assistant.web.app; print([m for m in sys.modules if m.startswith({ours})])"
    found = subprocess.run([sys.executable, "-c", told], cwd=TOP, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
