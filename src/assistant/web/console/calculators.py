"""Calculators: a form for every rule, judged while it is filled in, mistakes at the field they are in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.plugins.htmx import HTMXTemplate
from pydantic import ValidationError

from assistant.rules import UnknownRule
from assistant.rules.law import law_of
from assistant.web.console.parts import Asked, identity_of, locale_of, page, service_of
from assistant.web.console.plots import Span, timeline
from assistant.web.console.trace import tree
from assistant.web.console.words import known, said
from assistant.web.problems import Refused

SERVICES: Final = ("ztna", "fms")
MOST: Final = 30  # outages in one form

ZTNA_ITEMS: Final = ("grade", "licences", "bandwidth", "log", "region")
FMS_ITEMS: Final = ("licences", "concurrent", "servers", "redundancy", "region")
ITEMS: Final = {"ztna": ZTNA_ITEMS, "fms": FMS_ITEMS}

DAYS: Final = frozenset(
    {"arrival", "designated", "sent", "desired", "billing_start", "contract_date", "effective", "claimable_on"}
    | {"claimed_on", "restored_on"}
)
NUMBERS: Final = frozenset({"licences", "bandwidth", "log", "concurrent", "servers", "peak", "monthly_fee"})
FLAGS: Final = frozenset({"redundancy", "total"})
MOMENTS: Final = frozenset({"start", "end", "known_to_iij_at"})
LISTS: Final = frozenset({"options", "add", "remove", "keep"})
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "subject": ("contract", "option"),
    "minimum-term/subject": ("contract", "multi_region"),
    "early-termination/subject": ("contract", "multi_region"),
    "via": ("form", "phone", "email", "chat", "letter"),
    "to": ("ztna", "fms", "new_starter"),
    "ground": ("general_terms_28_2_or_3", "terminated_by_iij"),
    "cause": ("iij", "customer", "customer_line", "third_party", "unknown"),
    "notified_suspension": ("none", "full", "partial"),
    "vpn_devices": ("all_down", "some_up"),
    "backbone_link": ("up", "down"),
    "other_service": SERVICES,
}
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "configuration": ("configuration.*", "via"),
    "change": ("current.*", "set.*", "add", "remove", "mr_region", "via"),
    "termination": ("subject", "arrival", "designated", "sent", "via"),
    "latest-arrival": ("subject", "desired"),
    "minimum-term": ("subject", "billing_start", "contract_date"),
    "early-termination": ("subject", "billing_start", "arrival", "designated", "effective", "ground"),
    "credit": ("monthly_fee", "incidents.*"),
    "claim-deadline": ("claimable_on", "claimed_on", "restored_on"),
    "usage": ("current.concurrent", "peak"),
    "switch": ("to",),
    "compare": ("other_service",),
}
INCIDENT: Final = {
    "ztna": ("start", "end", "duration", "vpn_devices", "backbone_link", "notified_suspension", "cause"),
    "fms": ("start", "end", "duration", "known_to_iij_at", "cause", "total"),
}
_CLOCK: Final = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_ISO: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")

Service = Annotated[str, QueryParameter(pattern="^(ztna|fms)$")]
Rows = Annotated[int | None, QueryParameter(ge=0, le=MOST)]


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its path in the request, how it is asked for, and what it holds."""

    path: str
    kind: str
    label: str
    value: Any = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    @property
    def id(self) -> str:
        """Its id in the page."""
        return self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading of their own; `row` numbers an outage."""

    title: str
    fields: tuple[Field, ...]
    row: int | None = None


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


# -- fields ------------------------------------------------------------------------------------------------------------


def fields(
    request: Asked, rule: str, service: str, given: Mapping[str, Sequence[str]], rows: int | None = None
) -> list[Group]:
    """The inputs of a rule, in groups."""
    locale = locale_of(request)
    t = said(locale)
    loose, groups = [], []
    for path in RULES[rule]:
        head, star, _ = path.partition(".*")
        if not star:
            loose.append(asked(request, rule, service, path, given))
        elif head == "incidents":
            for row in range(rows or max(count_of(given), 1)):
                made = tuple(asked(request, rule, service, f"incidents.{row}.{n}", given) for n in INCIDENT[service])
                groups.append(Group(t("incident.n", n=row + 1), made, row))
        else:
            items: list[str] = list(ITEMS[service])
            if head != "set":
                items += ["options", "mr_region"]
            made = tuple(asked(request, rule, service, f"{head}.{item}", given) for item in items)
            groups.append(Group(t(f"group.{head}"), made))
    return [*groups, Group("", tuple(loose))] if rule != "credit" else [Group("", tuple(loose)), *groups]


def asked(request: Asked, rule: str, service: str, path: str, given: Mapping[str, Sequence[str]]) -> Field:
    """One input with its label, its choices and what was entered."""
    locale, names = locale_of(request), service_of(request).names
    name = path.rpartition(".")[2]
    label = known(locale, f"field.{name}", "") or names("item", locale).get(name, name)
    values = list(given.get(path, ()))
    hint = known(locale, f"hint.{name}", "")
    law = law_of(service_of(request).book.in_force(service)[0])
    if name in LISTS:
        options = tuple((each, names("option", locale).get(each, each)) for each in law.options)
        return Field(path, "list", label, values, options, hint)
    value = values[0] if values else ""
    if name == "grade":
        return Field(path, "choice", label, value, tuple((g, g) for g in law.grades or ()))
    if name in FLAGS:
        return Field(
            path, "choice", label, value, tuple((v, known(locale, w, w)) for v, w in (("true", "yes"), ("false", "no")))
        )
    if choices := CHOICES.get(f"{rule}/{name}", CHOICES.get(name)):
        return Field(path, "choice", label, value, tuple((each, chosen(each, name, locale, names)) for each in choices))
    kind = "day" if name in DAYS else "number" if name in NUMBERS else "moment" if name in MOMENTS else "text"
    return Field(path, kind, label, value, (), hint)


def chosen(value: str, name: str, locale: str, names: Any) -> str:
    """How a choice is called."""
    if value in SERVICES:
        return str(names("service_short", locale)[value])
    if name == "via":
        return str(names("via", locale).get(value, value))
    return known(locale, f"choice.{value}", value)


# -- reading -----------------------------------------------------------------------------------------------------------


def read(
    rule: str, service: str, given: Mapping[str, Sequence[str]], locale: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """The request that the entries make, and what cannot be read, by path. Raises UnknownRule."""
    if rule not in RULES:
        raise UnknownRule(rule)
    t = said(locale)
    wanted: dict[str, Any] = {"service": service}
    errors: dict[str, str] = {}
    incidents: dict[int, dict[str, Any]] = {}
    for path, values in given.items():
        if not permitted(rule, service, path):
            continue
        name = path.rpartition(".")[2]
        kept = [each.strip() for each in values if each.strip()]
        if not kept:
            continue
        try:
            value = valued(name, kept, t)
        except ValueError as wrong:
            errors[path] = str(wrong)
            continue
        head, _, rest = path.partition(".")
        if head == "incidents":
            incidents.setdefault(int(rest.partition(".")[0]), {})[name] = value
        elif rest:
            wanted.setdefault(head, {})[name] = value
        else:
            wanted[name] = value
    if rule == "credit":
        wanted["incidents"] = [incidents[row] for row in sorted(incidents)]
    for whole in ("configuration", "current"):
        if f"{whole}.*" in RULES[rule]:
            wanted.setdefault(whole, {}).setdefault("options", [])
    return wanted, errors


def permitted(rule: str, service: str, path: str) -> bool:
    """Whether a path is an input of this form."""
    for each in RULES[rule]:
        head, star, _ = each.partition(".*")
        if not star:
            if path == each:
                return True
            continue
        start, _, name = path.rpartition(".")
        if head == "incidents":
            row = start.removeprefix("incidents.")
            if start.startswith("incidents.") and row.isascii() and row.isdigit() and int(row) < MOST:
                return name in INCIDENT[service]
        elif start == head and (name in ITEMS[service] or name in ("options", "mr_region")):
            return True
    return False


def valued(name: str, values: Sequence[str], t: Any) -> Any:
    """A value of the request. Raises ValueError with a sentence."""
    if name in LISTS:
        return list(values)
    value = unicodedata.normalize("NFKC", values[0]) if name in NUMBERS or name == "duration" else values[0]
    if name in NUMBERS:
        bare = value.replace(",", "")
        if not re.fullmatch(r"-?\d{1,15}", bare, re.ASCII):
            raise ValueError(t("wrong.number"))
        return int(bare)
    if name in FLAGS:
        return value == "true"
    if name == "duration":
        if clock := _CLOCK.fullmatch(value):
            return f"PT{int(clock[1])}H{int(clock[2])}M{int(clock[3] or 0)}S"
        if not _ISO.fullmatch(value) or value in ("P", "PT"):
            raise ValueError(t("wrong.duration"))
    return value


def told(
    wrong: ValidationError, rule: str, service: str, given: Mapping[str, Sequence[str]], locale: str
) -> dict[str, str]:
    """What a rule refused, by the path of the input."""
    rows = sorted({int(p.split(".")[1]) for p, v in given.items() if p.startswith("incidents.") and any(v)})
    found: dict[str, str] = {}
    for each in wrong.errors():
        loc = [str(part) for part in each["loc"]]
        if loc[0] == "incidents" and len(loc) > 1 and loc[1].isdigit() and int(loc[1]) < len(rows):
            loc[1] = str(rows[int(loc[1])])
        path = ".".join(
            loc[:3] if loc[0] == "incidents" else loc[:2] if loc[0] in ("configuration", "current", "set") else loc[:1]
        )
        message = each["msg"].removeprefix("Value error, ")
        found[path] = known(locale, f"wrong.{message}", message)
    return found


def count_of(given: Iterable[str]) -> int:
    """How many outages a form has."""
    rows = [int(m[1]) for path in given if (m := re.fullmatch(r"incidents\.(\d{1,3})\.\w+", path))]
    return min(max(rows) + 1, MOST) if rows else 0


def dropped(given: Mapping[str, list[str]], row: int) -> dict[str, list[str]]:
    """The entries without an outage; those after it move up."""
    kept: dict[str, list[str]] = {}
    for path, values in given.items():
        if found := re.fullmatch(r"incidents\.(\d{1,3})\.(\w+)", path):
            number = int(found[1])
            if number == row:
                continue
            kept[f"incidents.{number - (number > row)}.{found[2]}"] = values
        else:
            kept[path] = values
    return kept


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
    if found := _ISO.fullmatch(str(incident.get("duration", ""))):
        days, whole, minutes, seconds = (int(each or 0) for each in found.groups())
        return days * 24 + whole + minutes / 60 + seconds / 3600
    return None


HANDLERS: Final = (overview, form, calculate)
