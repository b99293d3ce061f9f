"""What is entered in a calculator, as the request of its rule; what cannot be read is told at its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from assistant.rules import UnknownRule
from assistant.web.console.fields import FLAGS, INCIDENT, ITEMS, LISTS, MOST, NUMBERS, RULES
from assistant.web.console.words import known, said

_CLOCK: Final = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
ISO_DURATION: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


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
        if not ISO_DURATION.fullmatch(value) or value in ("P", "PT"):
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
