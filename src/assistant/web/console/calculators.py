"""Calculators: a form for every rule, judged while it is filled in, mistakes at the field they are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.plugins.htmx import HTMXTemplate
from pydantic import ValidationError

from assistant.rules import UnknownRule
from assistant.web.console.entries import ISO_DURATION, dropped, read, told
from assistant.web.console.fields import MOST, RULES, SERVICES, count_of, fields
from assistant.web.console.parts import Asked, identity_of, locale_of, page, service_of
from assistant.web.console.plots import Span, timeline
from assistant.web.console.trace import tree
from assistant.web.console.words import known
from assistant.web.problems import Refused

Service = Annotated[str, QueryParameter(pattern="^(ztna|fms)$")]
Rows = Annotated[int | None, QueryParameter(ge=0, le=MOST)]


@get("/calculators", sync_to_thread=False)
def overview(request: Asked) -> HTMXTemplate:
    """All calculators."""
    return page(request, "calculators.html.j2", "calculators", rules=tuple(RULES))


@get("/calculators/{rule:str}", sync_to_thread=False)
def form(request: Asked, rule: FromPath[str], service: Service = "ztna") -> HTMXTemplate:
    """The form of one rule, empty or with values from the address."""
    return whole(request, rule, service, {})


@post("/calculators/{rule:str}", status_code=200)
async def calculate(request: Asked, rule: FromPath[str], rows: Rows = None, drop: Rows = None) -> Response[Any]:
    """What follows; with `rows` or `drop`, the form with one outage more or less."""
    sent = await request.form()
    given = {name: [str(each) for each in sent.getall(name)] for name in sent}
    service = (given.get("service") or ["ztna"])[0]
    if service not in SERVICES:
        raise Refused(400, "There is no such service.")
    if drop is not None:
        given = dropped(given, drop)
    if rows is not None or drop is not None:
        count = rows if rows is not None else max(count_of(given), 1)
        return whole(request, rule, service, given, rows=count)
    wanted, errors = read(rule, service, given, locale_of(request))
    decision = None
    if not errors:
        try:
            decision = service_of(request).worded(rule, wanted, locale_of(request))
            await service_of(request).noted(decision, wanted, identity_of(request), "console")
        except ValidationError as wrong:
            errors = told(wrong, rule, service, given, locale_of(request))
    if not request.htmx:
        return whole(request, rule, service, given, errors=errors, decision=decision)
    groups = fields(request, rule, service, given)
    return page(
        request,
        "calculated.html.j2",
        "calculators",
        errors=errors,
        groups=groups,
        oob=True,
        **outcome(request, decision, wanted, service),
    )


def whole(
    request: Asked,
    rule: str,
    service: str,
    given: Mapping[str, Sequence[str]],
    *,
    errors: Mapping[str, str] | None = None,
    decision: Mapping[str, Any] | None = None,
    rows: int | None = None,
) -> HTMXTemplate:
    """The page of one rule."""
    if rule not in RULES:
        raise UnknownRule(rule)
    wanted = read(rule, service, given, locale_of(request))[0] if decision else {}
    return page(
        request,
        "calculator.html.j2",
        "calculators",
        rule=rule,
        rules=tuple(RULES),
        service=service,
        groups=fields(request, rule, service, given, rows),
        errors=errors or {},
        oob=False,
        rows=rows or max(count_of(given), 1),
        most=MOST,
        **outcome(request, decision, wanted, service),
    )


def outcome(
    request: Asked, decision: Mapping[str, Any] | None, wanted: Mapping[str, Any], service: str
) -> dict[str, Any]:
    """A decision for the template, with the outages on a timeline."""
    if decision is None:
        return {"decision_": None, "citations": [], "tree_": [], "html": "", "plot": None}
    locale = locale_of(request)
    names = service_of(request).names
    incidents = wanted.get("incidents", ())
    spans = drawn(incidents, decision["values"].get("incident_fractions") or [], locale)
    return {
        "decision_": decision,
        "citations": decision["citations"],
        "tree_": tree(decision["trace"], locale, names),
        "html": service_of(request).html(decision["text"]),
        "plot": timeline(spans, began(incidents), locale) if spans else None,
    }


def drawn(incidents: Sequence[Mapping[str, Any]], fractions: Sequence[Any], locale: str) -> list[Span]:
    """Each outage as a bar: where it begins when all say so, how long it is in hours, and its part of the fee."""
    lengths = [hours(each) for each in incidents]
    if not lengths or not all(lengths):
        return []
    first = began(incidents)
    spans = []
    for number, (each, length) in enumerate(zip(incidents, lengths, strict=True)):
        offset = (datetime.fromisoformat(each["start"]) - first).total_seconds() / 3600 if first else 0.0
        part = str(fractions[number]) if number < len(fractions) else ""
        spans.append(Span(known(locale, "incident.n", "{n}").format(n=number + 1), offset, length or 0.0, part))
    return spans


def began(incidents: Sequence[Mapping[str, Any]]) -> datetime | None:
    """When the first outage began; None unless all say when they did."""
    starts = [str(each["start"]) for each in incidents if each.get("start")]
    return min(map(datetime.fromisoformat, starts)) if starts and len(starts) == len(incidents) else None


def hours(incident: Mapping[str, Any]) -> float | None:
    """How long an outage was, in hours, for the picture only."""
    if incident.get("start") and incident.get("end"):
        span = datetime.fromisoformat(incident["end"]) - datetime.fromisoformat(incident["start"])
        return span.total_seconds() / 3600
    if found := ISO_DURATION.fullmatch(str(incident.get("duration", ""))):
        days, whole, minutes, seconds = (int(each or 0) for each in found.groups())
        return days * 24 + whole + minutes / 60 + seconds / 3600
    return None


HANDLERS: Final = (overview, form, calculate)
