"""The search box: answers a question, and finds clauses as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import QueryParameter
from litestar.plugins.htmx import HTMXTemplate

from assistant.service import MessageRequest
from assistant.web.bodies import MAX_TEXT
from assistant.web.console.marks import WINDOW, marked
from assistant.web.console.parts import Asked, identity_of, locale_of, mail, page, service_of
from assistant.web.console.trace import tree
from assistant.web.problems import Refused

FOUND: Final = 12
LONGEST: Final = 200  # characters of a query that are searched for
SERVICES: Final = ("ztna", "fms")
EXAMPLES: Final = {
    "ja": (
        "StarterでSSEアドオンは使えますか",
        "ZTNAが3時間止まりました。月額50万円の減額は？",
        "解約申込書が12月1日に届いたらいつ終わる？ ZTNA",
    ),
    "en": (
        "Can we use the SSE add-on on Starter?",
        "ZTNA was down for 3 hours. Credit at 500,000 yen a month?",
        "When does ZTNA end if the form arrives on 1 December?",
    ),
}

Query = Annotated[str, QueryParameter(max_length=MAX_TEXT)]
Service = Annotated[str, QueryParameter(pattern="^(ztna|fms)?$")]


@get("/", sync_to_thread=False)
def start(request: Asked, q: Query = "", service: Service = "") -> HTMXTemplate:
    """The page with the box."""
    return page(
        request,
        "ask.html.j2",
        "ask",
        q=q,
        service=service,
        reply=None,
        found=found(request, q, service),
        examples=EXAMPLES[locale_of(request)],
    )


@get("/find", sync_to_thread=False)
def find(request: Asked, q: Query = "", service: Service = "") -> HTMXTemplate:
    """The clauses that fit what has been typed so far."""
    return page(request, "found.html.j2", "ask", q=q, found=found(request, q, service))


@post("/ask", status_code=200)
async def ask(request: Asked) -> Response[Any]:
    """An answer; with `conversation`, the next one of that conversation."""
    form = await request.form()
    # A suggestion is a button beside the field to go on with, which is then empty.
    text = next(filter(None, (str(each).strip() for each in form.getall("q", []))), "")
    service, conversation = (str(form.get(name) or "").strip() for name in ("service", "conversation"))
    answer_locale = str(form.get("answer_locale") or "")
    if not text or len(text) > MAX_TEXT:
        raise Refused(400, f"A question has 1 to {MAX_TEXT:,} characters.")
    if service not in ("", *SERVICES) or answer_locale not in ("", "ja", "en"):
        raise Refused(400, "There is no such service or language.")
    reply = await service_of(request).message(
        MessageRequest(
            text,
            conversation_id=conversation or None,
            locale=answer_locale or None,
            channel="console",
            context={"service": service} if service else None,
            identity=identity_of(request),
        )
    )
    request.app.state.metrics.message(reply.body, "console")
    shown: dict[str, Any] = {
        "reply": reply.body,
        "question": text,
        "answers": [answered(request, a) for a in reply.body["answers"]],
    }
    shown["mail"] = mailed(request, text, reply.body)
    shown["service"], shown["answer_locale"] = service, answer_locale
    if request.htmx:
        return page(request, "answer.html.j2", "ask", **shown)
    return page(request, "ask.html.j2", "ask", q=text, found=found(request, text, service), examples=(), **shown)


def answered(request: Asked, answer: Mapping[str, Any]) -> dict[str, Any]:
    """One answer with its trace as a tree."""
    decision = answer["decision"]
    return {**answer, "tree": tree(decision["trace"], locale_of(request), service_of(request).names)}


def mailed(request: Asked, question: str, body: Mapping[str, Any]) -> str:
    """The reply as the text of a mail, in the reply's language."""
    locale, names = body["locale"], service_of(request).names
    citations = {c["clause"]: c for answer in body["answers"] for c in answer["citations"]}

    def name(kind: str, value: str) -> str:
        return names(kind, locale).get(value, value)

    return mail(question, body["html"], list(citations.values()), locale, name)


def found(request: Asked, query: str, service: str) -> list[dict[str, Any]]:
    """Clauses with the parts of title, text and summary that answer to the query."""
    query = query.strip()[:LONGEST]
    if not query:
        return []
    locale = locale_of(request)
    clauses = service_of(request).clauses(query, service or None, FOUND, locale)
    return [
        {
            **clause,
            "title_parts": marked(clause["title"], query),
            "text_parts": marked(clause["text"], query, WINDOW),
            "summary_parts": marked(clause["summary"][locale], query, WINDOW),
        }
        for clause in clauses
    ]


HANDLERS: Final = (start, find, ask)
