"""Which fields a calculator has: a form for every rule, in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.rules.law import law_of
from assistant.web.console.parts import Asked, locale_of, service_of
from assistant.web.console.words import known, said

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


def count_of(given: Iterable[str]) -> int:
    """How many outages a form has."""
    rows = [int(m[1]) for path in given if (m := re.fullmatch(r"incidents\.(\d{1,3})\.\w+", path))]
    return min(max(rows) + 1, MOST) if rows else 0
