"""Signing in and out of the console."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromQuery
from litestar.response import Redirect

from assistant.access import Locked, SignInFailed
from assistant.access.agents import form_token
from assistant.web import who
from assistant.web.problems import Refused

log = structlog.get_logger()

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)

WORDS: Final = {
    "ja": {
        "title": "契約アシスタント　サインイン",
        "heading": "担当者のサインイン",
        "login": "ログイン名",
        "password": "パスワード",
        "submit": "サインイン",
        "failed": "ログイン名またはパスワードが正しくありません。",
        "locked": "誤りが続いたため、しばらく受け付けられません。約{seconds}秒後にもう一度お試しください。",
        "plain": "この接続は暗号化されていないため、サインインできません。HTTPSのアドレスで開いてください。",
        "old": "画面の有効期限が切れました。もう一度入力してください。",
        "unknown": "このアカウントは登録されていません。管理者にお問い合わせください。",
        "chat": "チャットの画面へ",
    },
    "en": {
        "title": "Contract assistant: sign in",
        "heading": "Sign in as an agent",
        "login": "Login",
        "password": "Password",
        "submit": "Sign in",
        "failed": "Login or password is wrong.",
        "locked": "Too many wrong passwords. Try again in about {seconds} seconds.",
        "plain": "This connection is not encrypted, so nobody can sign in over it. Open the HTTPS address.",
        "old": "The page was open for too long. Please enter both again.",
        "unknown": "This account is not known here. Ask an administrator.",
        "chat": "To the chat",
    },
}


@get(who.SIGN_IN, include_in_schema=False)
async def form(request: Request[Any, Any, Any], next: FromQuery[str | None] = None) -> Response[Any]:
    """The sign-in page; whoever is signed in already, here or at the proxy, goes on at once."""
    target = who.safe_next(next)
    if who.current_session(request) is not None:
        return _go(target)
    doors: who.Doors = request.app.state.doors
    if doors.agents is not None and (login := doors.proxied_login(request)):
        try:
            token = await doors.agents.admit(login)
        except SignInFailed:
            log.warning("sign-in refused", door="proxy")
            return _page(request, target, "unknown", 403)
        log.info("signed in", door="proxy")
        return _go(target, cookies=[who.session_cookie(request, token)])
    return _page(request, target, None if who.can_sign_in(request) else "plain")


@post(who.SIGN_IN, status_code=200, include_in_schema=False)
async def sign_in(request: Request[Any, Any, Any], state: State) -> Response[Any]:
    """Take login and password; the cookie of a new session comes back."""
    if state.doors.agents is None:
        raise Refused(503, "There is no database, so nobody can sign in.")
    fields = await request.form()
    login, password, target = (str(fields.get(name) or "") for name in ("login", "password", "next"))
    target = who.safe_next(target)
    if not who.can_sign_in(request):
        return _page(request, target, "plain", 403)
    if not await who.has_form_token(request, who.visit_token(request)):
        return _page(request, target, "old", 403)
    try:
        token = await state.doors.agents.sign_in(login, password)
    except SignInFailed:
        log.warning("sign-in refused", door="password")
        return _page(request, target, "failed", 403)
    except Locked as locked:
        log.warning("sign-in locked", door="password", seconds=locked.seconds)
        return _page(request, target, "locked", 429, seconds=locked.seconds)
    # A session from before, perhaps put there by somebody else, ends here.
    if earlier := who.session_token(request):
        await state.doors.agents.sign_out(earlier)
    log.info("signed in", door="password")
    return _go(target, cookies=[who.session_cookie(request, token)])


@post("/console/logout", status_code=303, include_in_schema=False)
async def sign_out(request: Request[Any, Any, Any], state: State) -> Response[Any]:
    """End the session, here and in the browser."""
    if (token := who.session_token(request)) and state.doors.agents is not None:
        await asyncio.shield(state.doors.agents.sign_out(token))
    return Redirect(
        who.SIGN_IN,
        status_code=303,
        headers={"Clear-Site-Data": '"cache"'},
        cookies=[who.session_cookie(request, None)],
    )


def _go(target: str, cookies: Any = ()) -> Response[Any]:
    return Redirect(target, status_code=303, cookies=list(cookies))


def _page(
    request: Request[Any, Any, Any], target: str, problem: str | None, status: int = 200, seconds: int = 0
) -> Response[Any]:
    locale = "en" if request.headers.get("accept-language", "ja").strip().lower().startswith("en") else "ja"
    words = WORDS[locale]
    cookie = who.visit_cookie(request)
    html = TEMPLATES.get_template("signin.html.j2").render(
        locale=locale,
        words=words,
        target=target,
        problem=words[problem].format(seconds=seconds) if problem else None,
        token=form_token(cookie.value or ""),
    )
    headers = {"Retry-After": str(seconds)} if seconds else {}
    return Response(html, media_type=MediaType.HTML, status_code=status, headers=headers, cookies=[cookie])


HANDLERS: Final = (form, sign_in, sign_out)
