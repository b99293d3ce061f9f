"""What was not understood, grouped, and "add to intent"."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import QueryParameter
from litestar.plugins.htmx import HTMXTemplate

from assistant.errors import ContentError
from assistant.identity import CONTENT_WRITE, INSIGHTS_READ
from assistant.learning import NotLearned, learn, unanswered
from assistant.web.console.parts import Asked, locale_of, page, service_of
from assistant.web.console.words import said, translated
from assistant.web.problems import Refused
from assistant.web.who import scoped

READ: Final = 300  # turns looked at: each is read anew with the intents of today
SHOWN: Final = 40
MOST: Final = 50  # texts added at once

Kind = Annotated[str, QueryParameter(pattern="^(fallback|choice|both)$")]


@get("/learning", guards=[scoped(INSIGHTS_READ)])
async def learning(request: Asked, kind: Kind = "both") -> HTMXTemplate:
    """Texts that ended in a fallback or a choice, the most asked first."""
    service = service_of(request)
    if service.store is None:
        raise Refused(503, "This server keeps nothing, so there is nothing to learn from.")
    kinds = ("fallback", "choice") if kind == "both" else (kind,)
    groups = await unanswered(service, service.store, kinds=kinds, limit=READ)
    return page(
        request,
        "learning.html.j2",
        "learning",
        kind=kind,
        groups=groups[:SHOWN],
        more=len(groups) - SHOWN,
        intents=sorted(service.intents),
    )


@post("/learning", status_code=200, guards=[scoped(INSIGHTS_READ), scoped(CONTENT_WRITE)])
async def add(request: Asked) -> Response[Any]:
    """Write the chosen texts into an intent, when every check still passes; what the checks said is shown."""
    form = await request.form()
    intent = str(form.get("intent") or "")
    texts = [str(each) for each in form.getall("text", [])][:MOST]
    if not texts or not intent:
        raise Refused(400, "Choose an intent and at least one text.")
    settings = request.app.state.settings
    learned, refused = None, ""
    try:
        learned = await asyncio.to_thread(learn, settings.intents_dir, settings.responses_dir, intent, texts)
    except (NotLearned, ContentError) as wrong:
        refused = translated(locale_of(request), str(wrong)) or str(wrong)
    except OSError:
        refused = said(locale_of(request))("said.read_only")
    status = 409 if refused else 200
    template = "learned.html.j2" if request.htmx else "learned_page.html.j2"
    return page(request, template, "learning", status, learned=learned, refused=refused)


HANDLERS: Final = (learning, add)
