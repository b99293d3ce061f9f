"""How a decision came about, as a tree: the facts, what the terms say, the tests, the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from assistant.web.console.words import known

Names = Callable[[str, str], Mapping[str, str]]

KINDS: Final = ("fact", "parameter", "test", "result")
_DURATION: Final = re.compile(r"\bP(?=[\dT])(?:\d+D)?(?:T(?:[\d.]+[HMS])+)?")
_PART: Final = re.compile(r"([\d.]+)([DHMS])")
_GRADED: Final = re.compile(r"(?P<item>[\w.]+) \((?P<grade>\w+)\)")


def tree(trace: Sequence[Mapping[str, Any]], locale: str, names: Names) -> list[dict[str, Any]]:
    """The steps by kind, each with a name and a value for people; kinds without steps are left out."""
    groups = []
    for kind in KINDS:
        steps = [
            {**step, "label": label(str(step["name"]), locale, names), "said": value(step["value"], locale)}
            for step in trace
            if step["kind"] == kind
        ]
        if steps:
            groups.append({"kind": kind, "steps": steps})
    return groups


def label(name: str, locale: str, names: Names) -> str:
    """A step's name; what has no words of its own stays as it is in the decision."""
    items = names("item", locale)
    if name in items:
        return items[name]
    if graded := _GRADED.fullmatch(name):
        return f"{label(graded['item'], locale, names)}（{graded['grade']}）"
    if said := known(locale, f"trace.{name}", ""):
        return said
    first, _, rest = name.partition(" ")
    if first in ("option", "cap") and rest:
        first, _, rest = rest.partition(" ") if first == "option" else (rest, "", "cap")
        items = names("option", locale)
    said = known(locale, f"trace.*.{rest}", "") if rest else ""
    return said.format(item=items.get(first, first)) if said else name


def value(given: Any, locale: str) -> str:
    """A value as text: lists joined, facts of a record named, outcomes in words."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return known(locale, "yes" if given else "no", str(given))
    if isinstance(given, Mapping):
        return "、".join(f"{name}: {value(each, locale)}" for name, each in given.items())
    if isinstance(given, list):
        return ", ".join(value(each, locale) for each in given)
    if isinstance(given, str):
        return _DURATION.sub(lambda found: _span(found, locale), known(locale, f"outcome.{given}", given))
    return f"{given:,}"


def _span(found: re.Match[str], locale: str) -> str:
    """An ISO 8601 duration in words."""
    parts = [(amount, unit) for amount, unit in _PART.findall(found[0].replace("T", "")[1:])]
    gap = "" if locale == "ja" else " "
    return gap.join(f"{amount}{gap}{known(locale, f'unit.{unit}', unit)}" for amount, unit in parts)
