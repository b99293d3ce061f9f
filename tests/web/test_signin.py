"""Signing in to the console: the page, the cookie, forged forms, the reverse proxy."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Request, get, post
from litestar.testing import TestClient

from assistant.access import Agents
from assistant.access.agents import form_token
from assistant.identity import ADMIN
from assistant.settings import Settings, parse_networks
from assistant.store import create_store
from assistant.web import create_app
from assistant.web.proxies import resolve, within
from assistant.web.who import agents_only, csrf_token, current_identity, safe_next, scoped

PASSWORD = "walnut-lantern-42"


@get("/console/probe", guards=[agents_only])
async def console(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"subject": current_identity(request).subject, "csrf": csrf_token(request)}


@post("/console/change", guards=[agents_only])
async def change(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"subject": current_identity(request).subject}


@post("/v1/change", guards=[scoped(ADMIN)])
async def admin_change() -> dict[str, str]:
    return {}


@post("/v1/ask")
async def ask(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"kind": current_identity(request).kind}


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return Settings(rate_limit=None, database_url=sqlite_url)


def people(settings: Settings) -> None:
    async def add() -> None:
        store = create_store(settings.database_url)
        await store.open()
        await Agents(store).add("yamada", PASSWORD)
        await store.close()

    asyncio.run(add())


def opened(
    settings: Settings, service: Any, base_url: str = "http://127.0.0.1", peer: str = "198.51.100.9"
) -> TestClient[Any]:
    app = create_app(settings, service, create_store(settings.database_url))
    for handler in (console, change, admin_change, ask):
        app.register(handler)

    async def connected(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, "client": (peer, 1)} if scope["type"] == "http" else scope, receive, send)

    return TestClient(connected, base_url=base_url, raise_server_exceptions=False)


@pytest.fixture
def client(settings: Settings, service: Any) -> Iterator[TestClient[Any]]:
    people(settings)
    with opened(settings, service) as client:
        client.follow_redirects = False
        yield client


def token_of(client: Any) -> str:
    (token,) = re.findall(r'name="csrf_token" value="([0-9a-f]{64})"', client.get("/console/login").text)
    return str(token)


def sign_in(client: Any, password: str = PASSWORD, **more: str) -> Any:
    return client.post(
        "/console/login", data={"csrf_token": token_of(client), "login": "yamada", "password": password, **more}
    )


def test_an_agent_signs_in_works_and_signs_out(client: Any) -> None:
    assert client.get("/console/probe").headers["location"] == "/console/login?next=/console/probe"
    response = sign_in(client, next="/console")
    assert (response.status_code, response.headers["location"]) == (303, "/console")
    cookie = response.headers["set-cookie"]
    assert re.fullmatch(r"assistant_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)
    page = client.get("/console/probe").json()
    assert page["subject"] == "yamada"
    assert client.post("/console/change", headers={"x-csrf-token": page["csrf"]}).json() == {"subject": "yamada"}
    assert client.post("/console/change", data={"csrf_token": page["csrf"]}).status_code == 201
    assert client.post("/console/logout", data={"csrf_token": page["csrf"]}).status_code == 303
    assert client.get("/console/probe").status_code == 303


def test_over_https_the_cookie_is_for_https_only(settings: Settings, service: Any) -> None:
    people(settings)
    with opened(settings, service, "https://assistant.example") as client:
        client.follow_redirects = False
        cookie = sign_in(client).headers["set-cookie"]
        assert cookie.startswith("__Host-assistant_session=")
        assert "Secure" in cookie
        assert client.get("/console/probe").status_code == 200


def test_over_plain_http_from_elsewhere_nobody_signs_in(settings: Settings, service: Any) -> None:
    people(settings)
    with opened(settings, service, "http://assistant.example") as client:
        page = client.get("/console/login")
        assert "HTTPS" in page.text
        assert client.post("/console/login", data={"login": "yamada", "password": PASSWORD}).status_code == 403


def test_a_forged_form_is_refused(client: Any) -> None:
    sign_in(client)
    for sent in (
        {},
        {"data": {"csrf_token": "0" * 64}},
        {"headers": {"x-csrf-token": "é".encode()}},
        {"data": {"x": "1"}},
    ):
        assert client.post("/console/change", **sent).status_code == 403
        assert client.post("/console/logout", **sent).status_code == 403
    assert client.get("/console/probe").status_code == 200


def test_outside_the_console_a_cookie_without_the_form_token_counts_for_nothing(client: Any) -> None:
    sign_in(client)
    csrf = client.get("/console/probe").json()["csrf"]
    assert client.post("/v1/ask").json() == {"kind": "anonymous"}
    assert client.post("/v1/ask", headers={"x-csrf-token": csrf}).json() == {"kind": "agent"}
    assert client.post("/v1/change").status_code == 401
    response = client.post("/v1/change", headers={"x-csrf-token": csrf})  # known, but no admin
    assert (response.status_code, "insufficient_scope" in response.headers["www-authenticate"]) == (403, True)


def test_a_sign_in_form_of_another_browser_is_refused(client: Any) -> None:
    token = token_of(client)
    client.cookies.clear()
    response = client.post("/console/login", data={"csrf_token": token, "login": "yamada", "password": PASSWORD})
    assert response.status_code == 403
    assert "session" not in response.headers["set-cookie"]


def test_wrong_passwords_are_told_and_then_locked(client: Any) -> None:
    for _ in range(5):
        response = sign_in(client, "wrong")
        assert (response.status_code, "正しくありません" in response.text) == (403, True)
    response = sign_in(client)
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 6
    assert "秒後" in response.text
    assert PASSWORD not in response.text


def test_a_new_sign_in_ends_the_session_before(client: Any) -> None:
    sign_in(client)
    earlier = client.cookies["assistant_session"]
    form = {"csrf_token": form_token(client.cookies["assistant_visit"]), "login": "yamada", "password": PASSWORD}
    assert client.post("/console/login", data=form).status_code == 303  # a form left open in another tab
    client.cookies.clear()
    assert client.get("/console/probe", headers={"cookie": f"assistant_session={earlier}"}).status_code == 303


def test_a_part_of_a_page_is_led_to_the_sign_in_page_as_a_whole(client: Any) -> None:
    response = client.get("/console/probe", headers={"hx-request": "true"})
    assert (response.status_code, response.headers["hx-redirect"]) == (401, "/console/login?next=/console/probe")


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/console/clauses?q=%E8%A7%A3%E7%B4%84&a=1", "/console/clauses?q=%E8%A7%A3%E7%B4%84&a=1"),
        ("/console/requests", "/console/requests"),
        (None, "/console"),
        ("https://evil.example/console", "/console"),
        ("//evil.example", "/console"),
        ("/console//evil.example", "/console"),
        ("/console\\evil", "/console"),
        ("/console/../v1", "/console"),
        ("/v1", "/console"),
        ("/consolex", "/console"),
    ],
)
def test_after_signing_in_one_stays_in_the_console(asked: str | None, goes: str) -> None:
    assert safe_next(asked) == goes


def test_the_page_speaks_english_too(client: Any) -> None:
    page = client.get("/console/login", headers={"accept-language": "en-GB,en;q=0.9"}).text
    assert "Sign in as an agent" in page
    assert '<html lang="en">' in page


def test_what_was_asked_for_is_inert_in_the_page(client: Any) -> None:
    page = client.get("/console/login", params={"next": '/console/"><script>alert(1)</script>'}).text
    assert "<script>" not in page


def test_the_proxy_signs_agents_in_and_nobody_else_can(settings: Settings, service: Any) -> None:
    people(settings)
    proxied = settings.model_copy(update={"agent_proxy": parse_networks("192.0.2.7")})
    named = {"x-forwarded-user": "yamada"}
    with opened(proxied, service, "https://assistant.example", peer="192.0.2.7") as client:
        client.follow_redirects = False
        assert client.get("/console/login").status_code == 200  # the proxy names nobody
        assert client.get("/console/login", headers={"x-forwarded-user": "mallory"}).status_code == 403
        assert client.get("/console/login", headers=named).status_code == 303
        assert client.get("/console/probe", headers=named).status_code == 200
        # The session is the proxy's to end: without its word it does not count.
        assert client.get("/console/probe").status_code == 303
        assert client.get("/console/probe", headers={"x-forwarded-user": "tanaka"}).status_code == 303
    with opened(proxied, service, "https://assistant.example") as client:
        client.follow_redirects = False
        assert client.get("/console/login", headers=named).status_code == 200
        assert client.get("/console/probe", headers=named).status_code == 303


@pytest.mark.parametrize(
    ("peer", "headers", "client", "scheme"),
    [
        ("198.51.100.9", [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-proto", "https")], "198.51.100.9", "http"),
        ("10.0.0.1", [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-proto", "https")], "1.2.3.4", "https"),
        ("10.0.0.1", [("x-forwarded-for", "6.6.6.6, 1.2.3.4, 10.9.9.9")], "1.2.3.4", "http"),
        ("10.0.0.1", [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "1.2.3.4")], "1.2.3.4", "http"),
        ("10.0.0.1", [("x-forwarded-for", "10.1.1.1, 10.2.2.2")], "10.0.0.1", "http"),
        ("10.0.0.1", [], "10.0.0.1", "http"),
        ("::ffff:10.0.0.1", [("x-forwarded-for", "2001:db8::1")], "2001:db8::1", "http"),
    ],
)
def test_the_client_is_who_trusted_proxies_say(
    peer: str, headers: list[tuple[str, str]], client: str, scheme: str
) -> None:
    scope: Any = {
        "client": (peer, 1),
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    resolve(scope, parse_networks("10.0.0.0/8"))
    assert (scope["client"][0], scope["scheme"]) == (client, scheme)


def test_what_is_no_address_lies_in_no_network() -> None:
    assert not within("testclient", parse_networks("0.0.0.0/0, ::/0"))
    assert within("127.0.0.1", parse_networks("127.0.0.1"))
