"""Every route × every identity, against one table: who gets in where. A new route must be entered here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assistant.access import Agents, Keys
from assistant.access.agents import form_token
from assistant.identity import ROLE_SCOPES, SCOPES
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app

# Who may: "open" never looks at an identity; "anyone" takes each of them, but no false proof; "agents" is a page for
# signed-in agents, "agents with" one for those who have the scopes; scopes, joined by +, are for agents and programs
# that have them all. Before "or", "customers" have what is theirs, "owners" visitors too: what is not theirs does not
# exist for them. "signed" takes a signature of Slack's and none of these.
TABLE: dict[tuple[str, str], str] = {
    ("GET", "/"): "anyone",
    ("GET", "/favicon.ico"): "open",
    ("GET", "/demo/customers"): "anyone",
    ("POST", "/demo/customers/{customer_id:str}/token"): "anyone",
    ("GET", "/health/live"): "open",
    ("GET", "/health/ready"): "open",
    ("GET", "/metrics"): "open",
    ("GET", "/schema"): "open",
    ("GET", "/schema/openapi.json"): "open",
    ("GET", "/schema/{path:str}"): "open",
    ("GET", "/static/{file_path:path}"): "open",
    ("HEAD", "/static/{file_path:path}"): "open",
    ("POST", "/v1/messages"): "anyone",
    ("POST", "/v1/rules/{rule:str}"): "anyone",
    ("GET", "/v1/clauses"): "anyone",
    ("GET", "/v1/clauses/{clause_id:path}"): "anyone",
    ("GET", "/v1/contracts"): "customers or contracts:read",
    ("GET", "/v1/contracts/{contract_id:str}"): "customers or contracts:read",
    ("PUT", "/v1/contracts/{contract_id:str}"): "contracts:write",
    ("GET", "/v1/requests"): "customers or requests:read",
    ("GET", "/v1/requests/{request_id:str}"): "owners or requests:read",
    ("GET", "/v1/requests/{request_id:str}/summary"): "owners or requests:read",
    ("POST", "/v1/requests/{request_id:str}/accept"): "requests:read+requests:decide",
    ("POST", "/v1/requests/{request_id:str}/decline"): "requests:read+requests:decide",
    ("POST", "/v1/requests/{request_id:str}/withdraw"): "owners or requests:read",
    ("GET", "/v1/tickets"): "tickets:read",
    ("GET", "/v1/tickets/{ticket_id:str}"): "tickets:read",
    ("POST", "/v1/tickets/{ticket_id:str}/reply"): "tickets:answer",
    ("POST", "/v1/tickets/{ticket_id:str}/close"): "tickets:answer",
    ("GET", "/v1/conversations/{conversation_id:str}"): "anyone",
    ("ANY", "/mcp"): "anyone",
    ("GET", "/webhooks/rest"): "anyone",
    ("POST", "/webhooks/rest/webhook"): "anyone",
    ("POST", "/slack/commands"): "signed",
    ("POST", "/slack/interactions"): "signed",
    ("GET", "/console/login"): "anyone",
    ("POST", "/console/login"): "anyone",
    ("POST", "/console/logout"): "anyone",
    ("GET", "/console"): "agents",
    ("GET", "/console/find"): "agents",
    ("POST", "/console/ask"): "agents",
    ("GET", "/console/language/{locale:str}"): "agents",
    ("GET", "/console/waiting"): "agents with requests:read+tickets:read",
    ("GET", "/console/clauses"): "agents",
    ("GET", "/console/clauses/{clause_id:path}"): "agents",
    ("GET", "/console/calculators"): "agents",
    ("GET", "/console/calculators/{rule:str}"): "agents",
    ("POST", "/console/calculators/{rule:str}"): "agents",
    ("GET", "/console/contracts"): "agents with contracts:read",
    ("GET", "/console/contracts/{contract_id:str}"): "agents with contracts:read+requests:read",
    ("POST", "/console/contracts/{contract_id:str}"): "agents with contracts:read+contracts:write",
    ("GET", "/console/learning"): "agents with insights:read",
    ("POST", "/console/learning"): "agents with insights:read+content:write",
    ("GET", "/console/dashboard"): "agents with insights:read",
    ("GET", "/console/requests"): "agents with requests:read",
    ("GET", "/console/requests/{request_id:str}"): "agents with requests:read",
    ("POST", "/console/requests/{request_id:str}/accept"): "agents with requests:read+requests:decide",
    ("POST", "/console/requests/{request_id:str}/decline"): "agents with requests:read+requests:decide",
    ("GET", "/console/inbox"): "agents with tickets:read",
    ("GET", "/console/inbox/{ticket_id:str}"): "agents with tickets:read",
    ("POST", "/console/inbox/{ticket_id:str}/reply"): "agents with tickets:read+tickets:answer",
    ("POST", "/console/inbox/{ticket_id:str}/close"): "agents with tickets:read+tickets:answer",
}

LOCAL = "http://127.0.0.1"

# Values for the parameters of a path, and the bodies to send.
VALUES = {"rule": "termination", "clause_id": "ztna:7.2.3", "file_path": "base.css", "path": "nothing"}
VALUES |= {
    "locale": "en",
    "contract_id": "K-1",
    "request_id": "R-1",
    "ticket_id": "T-1",
    "conversation_id": "c-1",
    "customer_id": "demo-1",
}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/v1/messages"): {"text": "StarterでSSEは使えますか"},
    ("PUT", "/v1/contracts/{contract_id:str}"): {
        "customer": "c-9",
        "service": "ztna",
        "configuration": {"grade": "Core", "licences": 300, "bandwidth": 200, "log": 90, "region": "東日本"},
    },
    ("POST", "/v1/requests/{request_id:str}/accept"): {},
    ("POST", "/v1/requests/{request_id:str}/decline"): {},
    ("POST", "/v1/requests/{request_id:str}/withdraw"): {},
    ("POST", "/v1/tickets/{ticket_id:str}/reply"): {"text": "お答えします。"},
    ("POST", "/v1/tickets/{ticket_id:str}/close"): {},
    ("POST", "/webhooks/rest/webhook"): {"sender": "test", "message": "StarterでSSEは使えますか"},
    ("POST", "/v1/rules/{rule:str}"): {"service": "ztna", "arrival": "2026-12-01"},
}


@dataclass(frozen=True)
class Caller:
    """One identity, as it comes in: headers and cookies, and what it may."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    valid: bool = True
    agent: bool = False
    customer: bool = False

    @property
    def anonymous(self) -> bool:
        return not (self.headers and self.valid)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, portal_class: Any) -> Iterator[tuple[Any, list[Caller]]]:
    folder: Path = tmp_path_factory.mktemp("identities")
    portal = portal_class(folder / "jwks.json")
    portal.new_key("k1")
    settings = Settings(
        database_url=f"sqlite:///{folder}/web.db",
        rate_limit=None,
        cache_dir=Path(__file__).parents[2] / "var" / "cache",
        customer_jwt_issuer=portal.issuer,
        customer_jwt_audience=portal.audience,
        customer_jwt_keys=str(portal.file),
    )
    secrets = asyncio.run(_people(settings))
    store = create_store(settings.database_url)
    app = create_app(settings, Assistant.from_settings(settings, store), store)

    def agent(login: str) -> dict[str, str]:
        token = secrets[login]
        return {"cookie": f"assistant_session={token}", "x-csrf-token": form_token(token)}

    def bearer(token: str) -> dict[str, str]:
        return {"authorization": f"Bearer {token}"}

    callers = [
        Caller("visitor"),
        Caller("customer", bearer(portal.token()), customer=True),
        Caller("customer without contracts", bearer(portal.token(sub="c-2", contracts=[])), customer=True),
        Caller("agent", agent("yamada"), ROLE_SCOPES["agent"], agent=True),
        Caller("admin", agent("root"), ROLE_SCOPES["admin"], agent=True),
        Caller("program without scopes", bearer(secrets["none"])),
        *(Caller(f"program with {scope}", bearer(secrets[scope]), frozenset({scope})) for scope in sorted(SCOPES)),
        Caller("expired token", bearer(portal.token(exp=1)), valid=False),
        Caller("revoked key", bearer(secrets["revoked"]), valid=False),
        Caller("two proofs", {"authorization": "Basic eDp5"}, valid=False),
    ]
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        yield client, callers


async def _people(settings: Settings) -> dict[str, str]:
    store = create_store(settings.database_url)
    await store.open()
    agents, keys = Agents(store), Keys(store)
    made = {}
    for login, role in (("yamada", "agent"), ("root", "admin")):
        await agents.add(login, "walnut-lantern-42", role)  # type: ignore[arg-type]
        made[login] = await agents.sign_in(login, "walnut-lantern-42")
    for scope in [*SCOPES, "none", "revoked"]:
        made[scope], record = await keys.add(scope, [scope] if scope in SCOPES else [])
    await keys.revoke(record.id)
    await store.close()
    return made


def routes(app: Litestar) -> set[tuple[str, str]]:
    found = set()
    for route in app.routes:
        for method in getattr(route, "methods", None) or ("ANY",):
            if method != "OPTIONS":
                found.add((str(method), route.path))
    return found


def test_every_route_is_in_the_table(world: Any) -> None:
    assert routes(world[0].app) == set(TABLE)


def expected(need: str, caller: Caller) -> set[int] | None:
    """The statuses that say no; None when the caller gets in."""
    if need == "open":
        return None
    if need == "signed":
        return {401, 403, 404, 503}
    if not caller.valid:
        return {401}
    if need == "anyone":
        return None
    if need == "agents":
        return None if caller.agent else {303, 401}
    if need.startswith("agents with "):
        if not caller.agent:
            return {303, 401}
        return None if set(need.removeprefix("agents with ").split("+")) <= caller.scopes else {403}
    who, _, scopes = need.rpartition(" or ")
    assert who in ("", "customers", "owners")
    needed = set(scopes.split("+"))
    assert needed <= SCOPES
    if needed <= caller.scopes or (who and caller.customer) or (who == "owners" and caller.anonymous):
        return None
    return {401} if caller.anonymous else {403}


@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
def test_who_gets_in(world: Any, method: str, path: str) -> None:
    client, callers = world
    for caller in callers:
        address = path
        for part in [p for p in path.split("/") if p.startswith("{")]:
            address = address.replace(part, VALUES[part[1:-1].split(":")[0]])
        client.cookies.clear()
        # Signing out would end the session that the next routes need.
        headers = {} if path == "/console/logout" and caller.agent else caller.headers
        sent: dict[str, Any] = {"json": BODIES[method, path]} if (method, path) in BODIES else {}
        verb = "POST" if method == "ANY" else method
        response = client.request(verb, address, headers=headers, follow_redirects=False, **sent)
        refused = expected(TABLE[method, path], caller)
        where = f"{caller.name}: {response.status_code} {response.text[:200]}"
        if refused is None:
            # The sign-in form itself answers 403 to a form that was not shown to this browser.
            assert path == "/console/login" or response.status_code not in (401, 403), where
            assert response.status_code < 500, where
        else:
            assert response.status_code in refused, where
            if response.status_code == 401 and TABLE[method, path] != "signed":
                assert response.headers["www-authenticate"].startswith("Bearer"), where
