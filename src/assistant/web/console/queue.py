"""The request queue and the inbox: what customers asked for, and the questions passed to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.plugins.htmx import ClientRedirect, HTMXTemplate
from litestar.response import Redirect
from pydantic import ValidationError

from assistant.desk import Desk
from assistant.identity import REQUESTS_DECIDE, REQUESTS_READ, TICKETS_ANSWER, TICKETS_READ
from assistant.rules import UnknownRule
from assistant.web.console.parts import Asked, identity_of, locale_of, page, service_of
from assistant.web.console.trace import tree
from assistant.web.console.words import said
from assistant.web.desk import desk_of
from assistant.web.problems import Refused
from assistant.web.who import scoped

REQUESTS: Final = ("confirmed", "draft", "accepted", "declined", "withdrawn")
TICKETS: Final = ("open", "answered", "closed")
ENDINGS: Final = frozenset({"termination", "latest-arrival"})
LONGEST_REASON: Final = 1000
LONGEST_REPLY: Final = 4000

Status = Annotated[str, QueryParameter(max_length=16)]
Contract = Annotated[str, QueryParameter(max_length=64)]


def nothing_kept(_status: int, _body: Any) -> tuple[Any, ...]:
    """The console sends no idempotency keys: a form sent twice finds the request decided."""
    return ()


def desk(request: Asked) -> Desk:
    """The desk of the service."""
    return desk_of(request.app.state)


def went(request: Asked, address: str) -> Response[Any]:
    """Go on to another page, from a form or from htmx."""
    return ClientRedirect(redirect_to=address) if request.htmx else Redirect(address, status_code=303)


@get("/waiting", guards=[scoped(REQUESTS_READ), scoped(TICKETS_READ)])
async def waiting(request: Asked) -> HTMXTemplate:
    """The numbers in the navigation."""
    return page(request, "waiting.html.j2", "", waiting=await desk(request).office.store.waiting())


# -- requests ----------------------------------------------------------------------------------------------------------


@get("/requests", guards=[scoped(REQUESTS_READ)])
async def requests(request: Asked, status: Status = "confirmed", contract: Contract = "") -> HTMXTemplate:
    """The queue, by state."""
    if status not in (*REQUESTS, "all"):
        raise Refused(404, "Requests have no such state.")
    found = await desk(request).requests.all(
        identity_of(request), None if status == "all" else status, contract or None
    )
    return page(
        request,
        "requests.html.j2",
        "requests",
        found=found,
        status=status,
        statuses=(*REQUESTS, "all"),
        contract=contract,
        shown=lambda item, value: shown(request, item, value),
    )


@get("/requests/{request_id:str}", guards=[scoped(REQUESTS_READ)])
async def one_request(request: Asked, request_id: FromPath[str], done: Status = "") -> HTMXTemplate:
    """One request: what it changes, the decision, its history, and the forms to decide it."""
    found = await desk(request).requests.one(identity_of(request), request_id)
    return page(
        request,
        "request.html.j2",
        "requests",
        r=found,
        done=done if done == found["status"] else "",
        ends=found["rule"] in ENDINGS and found["request"].get("subject") != "option",
        **decided(request, reworded(request, found["rule"], found["request"], found["decision"])),
        shown=lambda item, value: shown(request, item, value),
    )


@post("/requests/{request_id:str}/accept", status_code=200, guards=[scoped(REQUESTS_READ), scoped(REQUESTS_DECIDE)])
async def accept(request: Asked, request_id: FromPath[str]) -> Response[Any]:
    """IIJ accepts; the stored contract changes with it."""
    form = await request.form()
    ends_on = field(form, "ends_on", 10)
    try:
        day = date.fromisoformat(ends_on) if ends_on else None
    except ValueError:
        raise Refused(400, "The last day must be a day of the calendar.") from None
    reason = field(form, "reason", LONGEST_REASON) or None
    await desk(request).requests.accept(identity_of(request), request_id, nothing_kept, reason, day)
    return went(request, f"/console/requests/{request_id}?done=accepted")


@post("/requests/{request_id:str}/decline", status_code=200, guards=[scoped(REQUESTS_READ), scoped(REQUESTS_DECIDE)])
async def decline(request: Asked, request_id: FromPath[str]) -> Response[Any]:
    """IIJ declines, for a reason that the customer reads."""
    reason = field(await request.form(), "reason", LONGEST_REASON)
    if not reason:
        raise Refused(400, "A reason is needed: the customer reads it.")
    await desk(request).requests.decline(identity_of(request), request_id, nothing_kept, reason)
    return went(request, f"/console/requests/{request_id}?done=declined")


# -- the inbox ---------------------------------------------------------------------------------------------------------


@get("/inbox", guards=[scoped(TICKETS_READ)])
async def inbox(request: Asked, status: Status = "open") -> HTMXTemplate:
    """Questions passed to a person, the one that waits longest first."""
    if status not in (*TICKETS, "all"):
        raise Refused(404, "Tickets have no such state.")
    found = await desk(request).tickets.all(identity_of(request), None if status == "all" else status)
    return page(request, "inbox.html.j2", "inbox", found=found, status=status, statuses=(*TICKETS, "all"))


@get("/inbox/{ticket_id:str}", guards=[scoped(TICKETS_READ)])
async def ticket(request: Asked, ticket_id: FromPath[str], done: Status = "") -> HTMXTemplate:
    """One ticket: the conversation, the facts, the decision and the open point, and a reply."""
    found = await desk(request).tickets.one(identity_of(request), ticket_id)
    facts = found["facts"]
    decision = decided(request, facts["decision"]) if facts.get("decision") else {}
    return page(
        request,
        "ticket.html.j2",
        "inbox",
        ticket=found,
        done=done if done == found["status"] else "",
        known=known_facts(request, facts),
        **{"decision_": None, "citations": [], "tree_": [], **decision},
    )


@post("/inbox/{ticket_id:str}/reply", status_code=200, guards=[scoped(TICKETS_READ), scoped(TICKETS_ANSWER)])
async def reply(request: Asked, ticket_id: FromPath[str]) -> Response[Any]:
    """Answer: the text comes into the customer's conversation; the ticket can be closed with it."""
    form = await request.form()
    text = field(form, "text", LONGEST_REPLY)
    if not text:
        raise Refused(400, "There is nothing to send.")
    who = identity_of(request)
    await desk(request).tickets.answer(who, ticket_id, text, nothing_kept)
    if form.get("close"):
        await desk(request).tickets.close(who, ticket_id, nothing_kept)
    return went(request, f"/console/inbox/{ticket_id}?done={'closed' if form.get('close') else 'answered'}")


@post("/inbox/{ticket_id:str}/close", status_code=200, guards=[scoped(TICKETS_READ), scoped(TICKETS_ANSWER)])
async def close(request: Asked, ticket_id: FromPath[str]) -> Response[Any]:
    """Close a ticket."""
    await desk(request).tickets.close(identity_of(request), ticket_id, nothing_kept)
    return went(request, f"/console/inbox/{ticket_id}?done=closed")


# -- parts -------------------------------------------------------------------------------------------------------------


def field(form: Mapping[str, Any], name: str, longest: int) -> str:
    """A text of a form. Raises Refused when it is too long."""
    text = str(form.get(name) or "").strip()
    if len(text) > longest:
        raise Refused(400, f"At most {longest:,} characters.")
    return text


def decided(request: Asked, decision: Mapping[str, Any]) -> dict[str, Any]:
    """A kept decision with its articles and the tree of its trace, for the template."""
    service, locale = service_of(request), locale_of(request)
    return {
        "decision_": {"conditions": [], "assumptions": [], "remedies": [], **decision},
        "citations": service.renderer.citations(decision["clauses"], decision["terms_version"], locale),
        "tree_": tree(decision.get("trace", ()), locale, service.names),
    }


def reworded(request: Asked, rule: str, asked: Mapping[str, Any], kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """A kept decision in the agent's language, where today's rules come to the same; otherwise as it was said."""
    try:
        again = service_of(request).worded(rule, asked, locale_of(request))
    except (ValidationError, UnknownRule):
        return kept
    parts = ("findings", "conditions", "assumptions", "remedies")
    same = all(
        [(each.get("code"), each["clauses"]) for each in kept.get(part, ())]
        == [(each.get("code"), each["clauses"]) for each in again[part]]
        for part in parts
    )
    return {**kept, **{part: again[part] for part in parts}} if same else kept


def shown(request: Asked, item: str, value: Any) -> str:
    """A value of a contract's item for people."""
    locale, service = locale_of(request), service_of(request)
    if value is None or value == "":
        return "–"
    if item in ("region", "mr_region", "name", "customer"):
        return str(value)
    if item == "options":
        return said(locale)("join").join(service.names("option", locale).get(each, each) for each in value) or "–"
    if item.startswith("option"):
        return {True: "✓", False: "–"}.get(value, str(value))
    return service.renderer.shown(item, value, locale)


def known_facts(request: Asked, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was known of the customer when the question was passed on."""
    context = {**(facts.get("context") or {})}
    configuration = context.pop("configuration", None) or {}
    found = []
    for item, value in {**context, **configuration}.items():
        if value not in (None, [], ""):
            found.append((item, shown(request, item, value)))
    return found


HANDLERS: Final = (waiting, requests, one_request, accept, decline, inbox, ticket, reply, close)
