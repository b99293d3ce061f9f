"""What every page of the console is made with: its language, its frame, problems shown in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import jinja2
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.plugins.htmx import HTMXRequest, HTMXTemplate

from assistant.errors import UnknownClause
from assistant.identity import Identity, NotAllowed
from assistant.service import Assistant
from assistant.web import who
from assistant.web.console.words import LOCALES, known, said, translated
from assistant.web.problems import HANDLERS

Asked = HTMXRequest

JST: Final = timezone(timedelta(hours=9), "JST")
COOKIE: Final = "assistant_console_language"
PROBLEM_TITLES: Final = (400, 403, 404, 409, 413, 422, 429, 503)
PAGES: Final = (
    ("ask", "/console", "q"),
    ("clauses", "/console/clauses", "c"),
    ("calculators", "/console/calculators", "k"),
    ("requests", "/console/requests", "r"),
    ("inbox", "/console/inbox", "i"),
    ("contracts", "/console/contracts", "u"),
    ("learning", "/console/learning", "l"),
    ("dashboard", "/console/dashboard", "d"),
)


def service_of(request: Request[Any, Any, Any]) -> Assistant:
    """The service of the application."""
    service: Assistant = request.app.state.service
    return service


def identity_of(request: Request[Any, Any, Any]) -> Identity:
    """The agent who asks."""
    return who.current_identity(request)


def locale_of(request: Request[Any, Any, Any]) -> str:
    """The language of the page: as chosen before, otherwise as the browser prefers."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LOCALES:
        return chosen
    return "en" if request.headers.get("accept-language", "ja").strip().lower().startswith("en") else "ja"


def language_cookie(request: Request[Any, Any, Any], locale: str) -> Cookie:
    """The cookie that keeps the chosen language."""
    return Cookie(
        key=COOKIE,
        value=locale,
        path="/console",
        max_age=31_536_000,
        httponly=True,
        samesite="lax",
        secure=who.is_secure(request),
    )


def page(
    request: Request[Any, Any, Any], template: str, here: str, status_code: int = 200, **context: Any
) -> HTMXTemplate:
    """A page, or a part of one, in the agent's language. `here` names the page in the navigation."""
    locale = locale_of(request)
    session = who.current_session(request)
    names = service_of(request).names
    frame = {
        "t": said(locale),
        "word": lambda key, otherwise="": known(locale, key, otherwise or key),
        "locale": locale,
        "here": here,
        "pages": PAGES,
        "path": request.scope["path"],
        "csrf": who.csrf_token(request),
        "login": session.login if session else "",
        "role": session.role if session else "agent",
        "may": identity_of(request).scopes,
        "when": when,
        "day": lambda value: day(value, locale),
        "plain": plain,
        "yen": lambda value: yen(value, locale),
        "name": lambda kind, value: names(kind, locale).get(str(value), str(value)),
        "label": lambda clause: label(request, clause),
        "problem_titles": PROBLEM_TITLES,
    }
    return HTMXTemplate(
        template_name=f"console/{template}",
        context={**frame, **context},
        status_code=status_code,
        media_type="text/html",
    )


def label(request: Request[Any, Any, Any], clause: str) -> str:
    """How an article is called; one of an edition that is no more there by its id."""
    try:
        return str(service_of(request).clause(clause, locale_of(request))["label"])
    except UnknownClause:
        return clause


def when(value: str | datetime) -> str:
    """A moment in Japan's time, to the minute."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")


def day(value: str | None, locale: str) -> str:
    """A day of ISO 8601 as people write it."""
    if not value:
        return ""
    made = datetime.fromisoformat(value)
    if locale == "ja":
        return f"{made.year}年{made.month}月{made.day}日（{'月火水木金土日'[made.weekday()]}）"
    return f"{made.day} {made:%B %Y (%a)}"


def short_day(value: date, locale: str) -> str:
    """A day as it stands below a plot."""
    return f"{value.month}/{value.day}" if locale == "ja" else f"{value.day} {value:%b}"


def yen(value: str, locale: str) -> str:
    """An exact amount: a whole number as it is, another as about; the fraction stays beside it."""
    amount = Fraction(value)
    if amount.denominator == 1:
        return f"{amount.numerator:,}円" if locale == "ja" else f"{amount.numerator:,} yen"
    about = f"{round(amount):,}"
    return f"約{about}円（{value}）" if locale == "ja" else f"about {about} yen ({value})"


# -- problems ----------------------------------------------------------------------------------------------------------


def in_place(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Show what went wrong where the agent is looking; what it says is what a program would be told."""
    handler = next(HANDLERS[kind] for kind in type(error).__mro__ if kind in HANDLERS)
    told: Response[dict[str, Any]] = handler(request, error)
    if who.current_session(request) is None:
        return told  # a false proof: there is nobody to make a page for
    status, body = told.status_code or 500, told.content
    part = bool(request.headers.get("hx-request"))
    template = "problem.html.j2" if part else "problem_page.html.j2"
    shown: Any = page(request, template, "", status, problem=told_in(locale_of(request), body))
    if part:  # htmx shows errors only when it is told to; console.js does
        shown.headers["HX-Reswap"] = "innerHTML"
    return shown  # type: ignore[no-any-return]


def told_in(locale: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A problem in the language of the page; where a sentence is not known there, a general one."""
    say = said(locale)

    def words(sentence: str, otherwise: str) -> str:
        own = locale == "en" or not sentence.isascii()  # what was said in Japanese already
        return translated(locale, sentence) or (sentence if own else say(otherwise))

    fields = [
        {"loc": each["loc"], "msg": known(locale, f"wrong.{each['msg']}", "") or words(each["msg"], "problem.value")}
        for each in body.get("errors", ())
    ]
    detail = say("problem.fields") if fields else words(body["detail"], "problem.generic")
    return {**body, "detail": detail, "errors": fields}


def handlers() -> dict[int | type[Exception], Any]:
    """The handlers of the console's routes: all but those that lead to the sign-in page."""
    mine: dict[int | type[Exception], Any] = dict.fromkeys(HANDLERS, in_place)
    mine[HTTPException] = in_place
    mine[NotAllowed] = not_allowed
    mine[who.NeedsSignIn] = who.HANDLERS[who.NeedsSignIn]
    return mine


def not_allowed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """An agent asked for what only an administrator may do."""
    part = bool(request.headers.get("hx-request"))
    body = {"status": 403, "errors": [], "detail": said(locale_of(request))("not_allowed", scope=str(error))}
    shown: Any = page(request, "problem.html.j2" if part else "problem_page.html.j2", "", 403, problem=body)
    return shown  # type: ignore[no-any-return]


# -- texts -------------------------------------------------------------------------------------------------------------


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.parts.append("\n・")
        elif tag in ("br", "ul", "ol"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "ul", "ol", "blockquote", "h3", "h4", "pre"):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip("\n"))


def plain(html: str) -> str:
    """Our own safe HTML as the text of a mail."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n+・", "\n・", "".join(reader.parts))).strip()


def mail(question: str, html: str, citations: list[Mapping[str, Any]], locale: str, name: Any) -> str:
    """An answer to paste into a mail: the question, the answer, and the articles word for word."""
    t = said(locale)
    quoted = "\n".join(f"> {line}" for line in question.splitlines())
    articles = [
        f"■ {name('service_short', c['service'])} {c['label']}（{c['title']}）\n{c['quote']}" for c in citations[:6]
    ]
    parts = [quoted, plain(html)]
    if articles:
        parts += [t("mail_articles"), "\n\n".join(articles)]
    return "\n\n".join(parts)


TEMPLATES: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
