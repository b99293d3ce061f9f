"""Who is asking: every request is given an identity before a handler sees it.

A bearer token proves a customer (the portal's JWT) or a program (a key), a session's cookie an agent. Without any of
them it is a visitor. A proof that is not right is refused (401), never taken for none.
"""

from __future__ import annotations

import hmac
import re
import secrets
from typing import Any, Final
from urllib.parse import quote

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler
from litestar.response import Redirect
from litestar.types import ASGIApp, Guard, Receive, Scope, Send

from assistant.access import Agents, BadToken, CustomerTokens, Keys
from assistant.access.agents import Session, form_token
from assistant.access.keys import PREFIX
from assistant.identity import ANONYMOUS, Identity, NotAllowed
from assistant.settings import Settings
from assistant.store import Store
from assistant.web.problems import Refused, problem
from assistant.web.proxies import peer, within

Connection = ASGIConnection[Any, Any, Any, Any]

REALM: Final = 'Bearer realm="assistant"'
CSRF_HEADER: Final = "x-csrf-token"
CSRF_FIELD: Final = "csrf_token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# For machines and browsers on their own: nobody's data, and never worth a look into the database.
OPEN: Final = ("/health/", "/metrics", "/static/", "/schema", "/favicon.ico")
SIGN_IN: Final = "/console/login"
INSIDE: Final = re.compile(r"/console(?:/[\w.~%-]+)*/?(?:\?[^\\#]*)?")
FORGED: Final = "This form is too old or from elsewhere. Open the page again and send it from there."
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class NeedsSignIn(HTTPException):
    """A page for agents was asked for by somebody who is not signed in."""

    status_code = 401


class Doors:
    """Everything an identity can be proved with; the application has one, in its state."""

    def __init__(self, settings: Settings, store: Store | None) -> None:
        self.settings = settings
        self.customers = CustomerTokens(settings)
        self.agents = Agents(store, idle=settings.session_idle, life=settings.session_life) if store else None
        self.keys = Keys(store) if store else None

    async def bearer(self, token: str) -> Identity:
        """The customer or the program that a bearer token proves. Raises BadToken."""
        if token.startswith(PREFIX):
            if self.keys is None:
                raise BadToken("Keys are not set up here.")
            return await self.keys.verify(token)
        return await self.customers.verify(token)

    def proxied_login(self, connection: Connection) -> str | None:
        """The login that the signing-in proxy names; None from any other address."""
        settings = self.settings
        if not settings.agent_proxy or not within(peer(connection.scope), settings.agent_proxy):
            return None
        return (connection.headers.get(settings.agent_proxy_header) or "").strip().lower() or None

    async def session(self, connection: Connection) -> Session | None:
        """The session of the cookie, if it is open and (where the proxy signed in) still the same person."""
        token = session_token(connection)
        if token is None or self.agents is None:
            return None
        session = await self.agents.session(token)
        if session is not None and session.door == "proxy" and self.proxied_login(connection) != session.login:
            return None
        return session


class IdentityMiddleware:
    """Gives every request its identity: in the scope, `user` is the identity and `auth` an agent's session."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry; raises Refused (401, 403)."""
        if scope["type"] == ScopeType.HTTP and not scope["path"].startswith(OPEN):
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            scope["user"], scope["auth"] = await self._prove(request)
        await self.app(scope, receive, send)

    async def _prove(self, request: Request[Any, Any, Any]) -> tuple[Identity, Session | None]:
        doors: Doors = request.app.state.doors
        given = request.headers.getall("authorization", [])
        if given:
            scheme, _, token = given[0].partition(" ")
            if len(given) > 1 or scheme.lower() != "bearer" or not token.strip():
                raise unauthorised("Authorization must be one bearer token.", "invalid_request")
            try:
                return await doors.bearer(token.strip()), None
            except BadToken as bad:
                raise unauthorised(str(bad)) from None
        session = await doors.session(request)
        if session is None:
            return ANONYMOUS, None
        if request.method not in SAFE and request.scope["path"] == SIGN_IN:
            return ANONYMOUS, None  # signing in anew: the form is checked there, by the cookie it was shown with
        if request.method not in SAFE and not await has_form_token(request, session_token(request)):
            # A browser sends cookies by itself, whoever made it send the request. In the console that is refused;
            # elsewhere, as in the chat of a signed-in agent, such a cookie counts for nothing.
            if request.scope["path"].startswith("/console"):
                raise Refused(403, FORGED)
            return ANONYMOUS, None
        return session.identity, session


def current_identity(connection: Connection) -> Identity:
    """Who is asking, as the door has proved it; a visitor when there was no proof."""
    found = connection.scope.get("user")
    return found if isinstance(found, Identity) else ANONYMOUS


def current_session(connection: Connection) -> Session | None:
    """The agent's open session, or None."""
    found = connection.scope.get("auth")
    return found if isinstance(found, Session) else None


def csrf_token(connection: Connection) -> str:
    """What every form (field `csrf_token`) and every HTMX request (header `X-CSRF-Token`) of a page must send back."""
    return form_token(session_token(connection) or visit_token(connection) or "")


async def agents_only(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard for pages: whoever is not signed in as an agent is led to the sign-in page."""
    if current_session(connection) is None:
        raise NeedsSignIn


async def signed_in(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard: a visitor is refused (401)."""
    if current_identity(connection).kind == "anonymous":
        raise NotAllowed("sign-in")


def scoped(scope: str) -> Guard:
    """A guard: an agent or a program with this scope passes; 401 for a visitor, 403 for everybody else."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        current_identity(connection).require(scope)

    return guard


def unauthorised(detail: str, error: str = "invalid_token") -> Refused:
    """The 401 reply to a proof that is not right (RFC 6750, section 3)."""
    challenge = f'{REALM}, error="{error}", error_description="{detail.replace(chr(34), "")}"'
    return Refused(401, detail, headers={"WWW-Authenticate": challenge})


# -- cookies and forms ---------------------------------------------------------------------------------------------


def is_secure(connection: Connection) -> bool:
    """Whether cookies are for encrypted connections only: always, except in plain HTTP to this very machine."""
    return connection.scope["scheme"] == "https" or not _is_local(connection)


def can_sign_in(connection: Connection) -> bool:
    """Whether the cookie would come back: not over plain HTTP from another machine."""
    return connection.scope["scheme"] == "https" or _is_local(connection)


def session_cookie(connection: Connection, token: str | None) -> Cookie:
    """The cookie that keeps a session's token, or (None) that takes it away."""
    return _cookie(connection, "session", token)


def visit_cookie(connection: Connection) -> Cookie:
    """The cookie that ties a sign-in form to the browser it was shown in."""
    return _cookie(connection, "visit", visit_token(connection) or secrets.token_urlsafe(24))


def session_token(connection: Connection) -> str | None:
    """The session's token in the request, or None."""
    return connection.cookies.get(_name(connection, "session"))


def visit_token(connection: Connection) -> str | None:
    """The token of the sign-in form's cookie, or None."""
    return connection.cookies.get(_name(connection, "visit"))


async def has_form_token(request: Request[Any, Any, Any], secret: str | None) -> bool:
    """Whether the request carries the form token that belongs to a cookie's value."""
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.content_type[0] in (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART):
        value = (await request.form()).get(CSRF_FIELD)
        given = value if isinstance(value, str) else None
    return bool(secret) and hmac.compare_digest((given or "").encode(), form_token(secret or "").encode())


def sign_in_page(request: Request[Any, Any, Any]) -> str:
    """The address of the sign-in page that leads back to where the agent was."""
    return f"{SIGN_IN}?next={quote(request.scope['path'])}" if request.method in SAFE else SIGN_IN


def safe_next(path: str | None) -> str:
    """Where to go after signing in: a page of the console, whatever was asked for."""
    return path if path and INSIDE.fullmatch(path) and ".." not in path else "/console"


def _is_local(connection: Connection) -> bool:
    host = connection.headers.get("host", "")
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return name in LOCAL


def _name(connection: Connection, what: str) -> str:
    # The prefix makes browsers refuse the cookie from a subdomain or without encryption (RFC 6265bis, section 4.1.3).
    return f"__Host-assistant_{what}" if is_secure(connection) else f"assistant_{what}"


def _cookie(connection: Connection, what: str, value: str | None) -> Cookie:
    return Cookie(
        key=_name(connection, what),
        value=value or "",
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure(connection),
        max_age=None if value else 0,
    )


# -- replies -------------------------------------------------------------------------------------------------------


def _not_allowed(request: Request[Any, Any, Any], refused: NotAllowed) -> Response[Any]:
    if current_identity(request).kind == "anonymous":
        return problem(401, "Sign in first.", headers={"WWW-Authenticate": REALM})
    challenge = f'{REALM}, error="insufficient_scope"'
    return problem(403, f"Your identity does not allow this ({refused}).", headers={"WWW-Authenticate": challenge})


def _needs_sign_in(request: Request[Any, Any, Any], _: NeedsSignIn) -> Response[Any]:
    page = sign_in_page(request)
    if request.headers.get("hx-request"):  # a part of a page would show the sign-in page inside itself
        return problem(401, "Sign in first.", headers={"HX-Redirect": page})
    return Redirect(page, status_code=303)


HANDLERS: Final[dict[int | type[Exception], Any]] = {NotAllowed: _not_allowed, NeedsSignIn: _needs_sign_in}
