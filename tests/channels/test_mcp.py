"""The Model Context Protocol, driven by the package's own client over standard input and output and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from channel_parts import served
from litestar import Litestar
from litestar.testing import TestClient
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

from assistant.mcp.server import URI
from assistant.rules import RULES
from assistant.service import Assistant
from assistant.settings import Rate, Settings
from assistant.web import create_app

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def address(app: Litestar) -> Iterator[str]:
    with served(app) as base:
        yield f"{base}/mcp"


def run(target: Any, story: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    async def main() -> Any:
        async with Client(target, mode=mode, read_timeout_seconds=120) as client:
            return await story(client)

    return asyncio.run(main())


async def call(client: Client, name: str, **arguments: Any) -> Any:
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    # The same thing for clients that read text only.
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def refused(client: Client, name: str, **arguments: Any) -> str:
    result = await client.call_tool(name, arguments)
    assert (result.is_error, result.structured_content) == (True, None)
    return str(result.content[0].text)


# -- over both transports ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http_with_either_generation_of_the_protocol(address: str, assistant: Assistant, mode: str) -> None:
    async def story(client: Client) -> None:
        decided = await call(client, "decide_termination", service="ztna", arrival="2026-12-01", locale="en")
        assert decided == assistant.decide("termination", {"service": "ztna", "arrival": "2026-12-01"}, "en")
        assert decided["values"] == {"effective_date": "2026-12-31"}
        first = await call(client, "ask", text="StarterでSSEアドオンは使えますか？")
        again = await call(client, "ask", text="Coreだと？", conversation_id=first["conversation_id"])
        assert (again["turn"], again["conversation_id"]) == (2, first["conversation_id"])

    run(address, story, mode)


def test_over_standard_input_and_output(tmp_path: Any, assistant: Assistant) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")},
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path}/stdio.db",
        "ASSISTANT_TODAY": assistant.today().isoformat(),
    }
    command = StdioServerParameters(command=sys.executable, args=["-m", "assistant", "mcp"], env=environment)

    async def story(client: Client) -> None:
        assert len((await client.list_tools()).tools) == len(RULES) + 3
        decided = await call(client, "decide_switch", service="fms", to="ztna")
        assert decided == assistant.decide("switch", {"service": "fms", "to": "ztna"})
        said = await call(client, "ask", text="StarterでSSEアドオンは使えますか？")
        assert said["answers"][0]["decision"]["outcome"] == "denied"

    run(command, story)
    assert "StarterでSSE".encode() in b"".join(path.read_bytes() for path in tmp_path.iterdir())  # kept, as on the web


# -- tools -------------------------------------------------------------------------------------------------------------


def test_every_rule_is_a_tool_and_every_field_is_described(address: str) -> None:
    tools = {tool.name: tool for tool in run(address, lambda client: client.list_tools()).tools}
    rules = {f"decide_{rule.replace('-', '_')}" for rule in RULES}
    assert set(tools) == rules | {"search_clauses", "read_clause", "ask"}
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert tool.output_schema is not None
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is (tool.name != "ask")
        assert tool.input_schema["additionalProperties"] is False
        for model in (tool.input_schema, *tool.input_schema.get("$defs", {}).values()):
            for name, field in model.get("properties", {}).items():
                assert field.get("description"), f"{tool.name}: {name}"


REQUESTS: dict[str, dict[str, Any]] = {
    "configuration": {"service": "ztna", "configuration": {"grade": "Starter", "options": ["sse"]}},
    "change": {"service": "ztna", "current": {"grade": "Core", "licences": 100}, "set": {"licences": 1001}},
    "usage": {"service": "fms", "current": {"concurrent": 100}, "peak": 120},
    "switch": {"service": "ztna", "to": "fms"},
    "termination": {"service": "fms", "arrival": "2026-12-01", "designated": "2027-03-31"},
    "latest-arrival": {"service": "ztna", "desired": "2026-12-31"},
    "minimum-term": {"service": "ztna", "billing_start": "2026-01-31"},
    "early-termination": {"service": "ztna", "billing_start": "2026-12-01", "arrival": "2026-11-25"},
    "claim-deadline": {"service": "fms", "claimable_on": "2026-11-30"},
    "credit": {"service": "ztna", "incidents": [{"duration": "PT13H40M"}], "monthly_fee": 100000},
    "compare": {"service": "ztna", "other_service": "fms"},
}


def test_a_tool_decides_as_the_rules_do(address: str, assistant: Assistant) -> None:
    assert set(REQUESTS) == set(RULES)

    async def story(client: Client) -> None:
        for rule, request in REQUESTS.items():
            decided = await call(client, f"decide_{rule.replace('-', '_')}", **request)
            assert decided == json.loads(json.dumps(assistant.decide(rule, request))), rule

    run(address, story)


def test_what_cannot_be_used_is_said_so_that_a_model_can_mend_it(address: str) -> None:
    async def story(client: Client) -> None:
        said = await refused(client, "decide_termination", service="ztna", arrival="tomorrow", day=1)
        assert said == "Cannot be used: arrival: a day is needed, written as 2025-04-01; day: unknown field."
        assert "locale" in await refused(client, "decide_switch", service="ztna", to="fms", locale="fr")
        assert "service" in await refused(client, "decide_switch", to="fms")
        assert "text" in await refused(client, "ask", text="")
        assert "channel: unknown field" in await refused(client, "ask", text="x", channel="web")
        assert "no such conversation" in await refused(client, "ask", text="x", conversation_id="\x00none")
        assert "no such clause" in await refused(client, "read_clause", clause="ztna:99")
        assert "limit" in await refused(client, "search_clauses", q="解約", limit=1000)
        with pytest.raises(MCPError, match="no such tool"):
            await client.call_tool("decide_weather", {})

    run(address, story)


def test_clauses_are_searched_and_read_as_tools_and_as_resources(address: str, assistant: Assistant) -> None:
    async def story(client: Client) -> None:
        found = await call(client, "search_clauses", q="7条2項3号", service="ztna", limit=1, locale="en")
        assert [clause["id"] for clause in found["clauses"]] == ["ztna:7.2.3"]
        assert await call(client, "read_clause", clause="ztna:7.2.3") == assistant.clause("ztna:7.2.3")
        listed = {str(resource.uri) for resource in (await client.list_resources()).resources}
        assert len(listed) == len(assistant.clauses(None, None, 1000))
        for clause in ("ztna:7.2.3", "fms:app1.1.1", "ztna:10.1%23form"):
            assert URI + clause in listed
            (page,) = (await client.read_resource(URI + clause)).contents
            kept = assistant.clause(clause.replace("%23", "#"))
            assert kept["text"].strip() in page.text
            assert kept["summary"]["en"] in page.text
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == URI + "{id}"
        for unknown in (URI + "ztna:99", "file:///etc/passwd"):
            with pytest.raises(MCPError, match="no such resource"):
                await client.read_resource(unknown)

    run(address, story)


def test_a_failure_of_ours_tells_neither_the_agent_nor_the_log_what_was_asked(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def decide(self, *_: Any) -> Any:
            raise RuntimeError("secret question")

    with served(create_app(settings, Broken())) as base:
        said = run(f"{base}/mcp", lambda client: refused(client, "decide_switch", service="ztna", to="fms"))
    assert said == "Something went wrong on our side. Nothing of this call was kept."
    logged = capfd.readouterr().err
    assert "RuntimeError" in logged
    assert "secret question" not in logged


# -- HTTP --------------------------------------------------------------------------------------------------------------


def test_a_page_of_another_site_cannot_reach_it_through_a_browser(app: Litestar) -> None:
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        answered = client.post("/mcp", json=CALL, headers=ACCEPT)
        assert answered.status_code == 200
        assert answered.json()["result"]["tools"]
        same = client.post("/mcp", json=CALL, headers={**ACCEPT, "origin": "http://127.0.0.1:8000"})
        assert same.status_code == 200
        for status, headers in (
            (421, {"host": "evil.example"}),
            (421, {"host": "localhost.evil.example:8000"}),
            (403, {"origin": "https://evil.example"}),
            (403, {"origin": "null"}),
        ):
            response = client.post("/mcp", json=CALL, headers={**ACCEPT, **headers})
            assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_the_host_names_are_a_setting(settings: Settings, assistant: Assistant) -> None:
    named = settings.model_copy(update={"mcp_hosts": ("help.example.com",)})
    with TestClient(create_app(named, assistant), base_url="https://help.example.com") as client:
        assert client.post("/mcp", json=CALL, headers=ACCEPT).status_code == 200
        assert client.post("/mcp", json=CALL, headers={**ACCEPT, "host": "localhost"}).status_code == 421


def test_what_is_no_message_of_the_protocol_is_a_problem(app: Litestar) -> None:
    with TestClient(app, base_url="http://127.0.0.1") as client:
        stream = client.get("/mcp", headers={"accept": "text/event-stream"})
        assert (stream.status_code, stream.headers["allow"]) == (405, "POST")
        assert client.request("DELETE", "/mcp").status_code == 405
        assert client.post("/mcp", content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
        large = client.post("/mcp", json={**CALL, "params": {"x": "y" * 70_000}}, headers=ACCEPT)
        assert (large.status_code, large.json()["detail"]) == (413, "The body is larger than 64 kB.")


def test_the_rate_limit_holds_here_as_well(settings: Settings, assistant: Assistant) -> None:
    strict = settings.model_copy(update={"rate_limit": Rate(2, 60)})
    with TestClient(create_app(strict, assistant), base_url="http://127.0.0.1") as client:
        statuses = [client.post("/mcp", json=CALL, headers=ACCEPT).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_an_application_can_be_started_again(settings: Settings, assistant: Assistant) -> None:
    app = create_app(settings, assistant)
    for _ in range(2):
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.post("/mcp", json=CALL, headers=ACCEPT).status_code == 200


def test_it_is_counted(app: Litestar) -> None:
    asked = {"name": "ask", "arguments": {"text": "StarterでSSEアドオンは使えますか？"}}
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.post("/mcp", json={**CALL, "method": "tools/call", "params": asked}, headers=ACCEPT)
        metrics = client.get("/metrics").text
    assert 'assistant_messages_total{channel="mcp",kind="answer",locale="ja"} 1.0' in metrics
    assert 'route="/mcp"' in metrics
