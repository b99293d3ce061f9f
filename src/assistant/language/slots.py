"""From the entities of a text to slots: each value with the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.language.incidents import incident_facts, is_total_of_several
from assistant.language.model import Entity
from assistant.language.roles import before, date_role, directions, option_part

Slots = dict[str, Any]

VALUES = ("licences", "bandwidth", "log", "servers", "concurrent")
_REDUNDANT = re.compile(
    r"冗長(?:構成)?(?:は|を|に|が)?\s*(?:あり|有|する|し(?:て|たい)|化|付|追加|入れ|したい)|(?:with|add|enable|"
    r"make (?:it|the gateway)) redundan|\bredundant\b|redundancy (?:on|yes)",
    re.IGNORECASE,
)
_NOT_REDUNDANT = re.compile(
    r"冗長(?:構成)?(?:は|を|に|が)?\s*(?:なし|無|しない|やめ|外|解除|不要)|(?:without|no|remove|drop|"
    r"disable) redundan|non-redundant|redundancy (?:off|no)",
    re.IGNORECASE,
)
_SAME_REGION = re.compile(r"同じ(?:リージョン|地域|拠点)|(?:the )?same region|as well|too\b|にも", re.IGNORECASE)
_POSSESSION = re.compile(
    r"契約(?:して|中|済|で(?:す|ご)|し、|者|を結)|利用(?:して|中)|使って(?:い|る|ます|おり)|加入(?:して|中)|"
    r"運用(?:して|中)|お使い|ご利用|ご契約|現在|(?:今|いま)(?:は|の)|弊社は|うちは|"
    r"\b(?:we're|we are|i'm|they're|currently|at present|right now|today we|our (?:current|existing|contract|"
    r"gateway|plan)|we have|we've|we use|we run|is on|sits|customer (?:is|has|on))\b",
    re.IGNORECASE,
)


def gather(text: str, entities: Sequence[Entity]) -> Slots:
    """The slots of one stretch of normalised text; `entities` are those inside it, offsets into `text`.

    Keys (each only when said): services, grade, grade_from, grade_now, grades; options, options_remove,
    options_keep, options_refused; licences, bandwidth (Mbps), log (days), servers, concurrent, and for those
    `from` and `now` (dicts), `relative` ("+" or "-"); region, regions, redundancy, ip, via, items; dates
    (role, value, inferred, candidates), datetimes, months, durations (ISO 8601), counts, money (yen), numbers, clauses;
    and the facts of an outage (see incidents).
    """
    slots: Slots = {}
    by_type: dict[str, list[Entity]] = {}
    for entity in entities:
        by_type.setdefault(entity.type, []).append(entity)
    _plain(slots, by_type)
    _grades(slots, text, by_type.get("grade", []))
    _options(slots, text, by_type.get("option", []))
    for kind in VALUES:
        _values(slots, text, kind, by_type.get(kind, []))
    _numbers_beside(slots, text, by_type)
    _regions(slots, text, by_type.get("region", []))
    if _NOT_REDUNDANT.search(text):
        slots["redundancy"] = False
    elif _REDUNDANT.search(text):
        slots["redundancy"] = True
    _times(slots, text, by_type)
    _days_of_log(slots)
    _doubled(slots, text)
    slots.update(incident_facts(_without_names(text, entities)))
    return slots


def _without_names(text: str, entities: Sequence[Entity]) -> str:
    """The text with grades and options blanked, so that "Complete" is not read as "completely"."""
    for entity in entities:
        if entity.type in ("grade", "option"):
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


def has_possession(text: str) -> bool:
    """Whether the text tells what someone has now, rather than what is wanted."""
    return bool(_POSSESSION.search(text))


def as_background(slots: Slots) -> Slots:
    """The slots of a sentence that tells what is there now: its values become `now` values."""
    moved = dict(slots)
    now = dict(moved.pop("now", {}))
    for kind in VALUES:
        if kind in moved and kind not in moved.get("relative", {}):
            now.setdefault(kind, moved.pop(kind))
    if "region" in moved and "options" not in moved:
        now.setdefault("region", moved.pop("region"))
    if "grade" in moved:
        moved.setdefault("grade_now", moved.pop("grade"))
    if now:
        moved["now"] = now
    return moved


def merge(parts: Iterable[Slots]) -> Slots:
    """Slots of several stretches as one; a later single value wins, lists are joined in order."""
    merged: Slots = {}
    for part in parts:
        for key, value in part.items():
            if isinstance(value, list):
                merged[key] = [
                    *merged.get(key, []),
                    *[v for v in value if key in _REPEATABLE or v not in merged.get(key, [])],
                ]
            elif isinstance(value, dict):
                merged[key] = {**merged.get(key, {}), **value}
            else:
                merged[key] = value
    return merged


_REPEATABLE = frozenset({"durations"})


def _plain(slots: Slots, by_type: dict[str, list[Entity]]) -> None:
    for kind, key in (
        ("service", "services"),
        ("item", "items"),
        ("clause", "clauses"),
        ("count", "counts"),
        ("number", "numbers"),
        ("month", "months"),
    ):
        if kind in by_type:
            slots[key] = list(
                dict.fromkeys(e.value if not isinstance(e.value, dict) else _Frozen(e.value) for e in by_type[kind])
            )
    if "clauses" in slots:
        slots["clauses"] = [dict(c) for c in slots["clauses"]]
    if "money" in by_type:
        slots["money"] = by_type["money"][-1].value
    if "ip" in by_type:
        slots["ip"] = by_type["ip"][-1].value
    if "via" in by_type:
        slots["via"] = by_type["via"][-1].value
        slots["vias"] = list(dict.fromkeys(e.value for e in by_type["via"]))


class _Frozen(dict[str, Any]):
    """A dict that can be compared in a set; never changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((k, str(v)) for k, v in self.items())))


def _grades(slots: Slots, text: str, grades: list[Entity]) -> None:
    if not grades:
        return
    slots["grades"] = list(dict.fromkeys(e.value for e in grades))
    for entity, part in zip(grades, directions(text, grades), strict=True):
        if part == "from":
            slots["grade_from"] = entity.value
        elif part == "now":
            slots["grade_now"] = entity.value
        elif part == "stay":
            slots["grade_stay"] = entity.value
        elif part == "to":
            slots["grade_to"] = slots["grade"] = entity.value
        else:
            slots.setdefault("grade", entity.value)
    if any(e.extra.get("unknown") for e in grades):
        slots["grade_unknown"] = True


def _options(slots: Slots, text: str, options: list[Entity]) -> None:
    keys = {"asked": "options", "remove": "options_remove", "keep": "options_keep", "refused": "options_refused"}
    for entity in options:
        found = slots.setdefault(keys[option_part(text, entity)], [])
        if entity.value not in found:
            found.append(entity.value)
    # An option asked for in one place and refused in another is asked for.
    for key in ("options_refused",):
        left = [o for o in slots.get(key, []) if o not in slots.get("options", [])]
        if key in slots and not left:
            del slots[key]


def _values(slots: Slots, text: str, kind: str, entities: list[Entity]) -> None:
    if not entities:
        return
    for entity, part in zip(entities, directions(text, entities), strict=True):
        if entity.extra.get("relative"):
            slots.setdefault("relative", {})[kind] = entity.extra["relative"]
            slots[kind] = entity.value
        elif part in ("from", "now"):
            slots.setdefault(part, {})[kind] = entity.value
        elif part != "stay":
            if kind in slots and part is None:
                slots.setdefault("others", {}).setdefault(kind, []).append(entity.value)
            else:
                slots[kind] = entity.value


def _numbers_beside(slots: Slots, text: str, by_type: dict[str, list[Entity]]) -> None:
    """A bare number belongs to the only item that is named beside it (「ライセンスも1500へ」)."""
    items = [i for i in slots.get("items", []) if i in VALUES and i not in slots and i not in slots.get("now", {})]
    numbers = by_type.get("number", [])
    if len(items) == 1 and len(numbers) == 1 and not isinstance(numbers[0].value, float):
        slots[items[0]] = numbers[0].value
        slots["numbers"] = []


_DAYS = re.compile(r"P(\d+)D")


def _days_of_log(slots: Slots) -> None:
    """A number of days beside the log retention is that retention (「ログは360日で」)."""
    beside = "log" in slots.get("items", []) or "log" in slots.get("from", {}) or "log" in slots.get("now", {})
    if beside and "log" not in slots and len(slots.get("durations", [])) == 1:
        days = _DAYS.fullmatch(slots["durations"][0])
        if days:
            slots["log"] = int(days[1])
            slots["durations"] = []


_DOUBLED = re.compile(r"(?:2|二)倍|倍(?:に|増)|\bdoubl(?:e|ed|ing)\b|\btwice as many\b", re.IGNORECASE)


def _doubled(slots: Slots, text: str) -> None:
    """Note a doubling as a relative value by multiplication."""
    items = [i for i in slots.get("items", []) if i in VALUES and i not in slots]
    if len(items) == 1 and _DOUBLED.search(text):
        slots[items[0]] = 2
        slots.setdefault("relative", {})[items[0]] = "*"


def _regions(slots: Slots, text: str, regions: list[Entity]) -> None:
    if not regions:
        return
    slots["regions"] = list(dict.fromkeys(e.value for e in regions))
    wanted = None
    for entity, part in zip(regions, directions(text, regions), strict=True):
        if part in ("from", "now"):
            slots.setdefault("now", {})["region"] = entity.value
        else:
            wanted = entity.value
    if wanted is not None:
        slots["region"] = wanted
    elif len(regions) == 1:
        slots["region"] = regions[0].value
    if len(regions) >= 2 and len(slots["regions"]) == 1 and _SAME_REGION.search(text):
        slots["same_region"] = True


def _times(slots: Slots, text: str, by_type: dict[str, list[Entity]]) -> None:
    for kind, key in (("date", "dates"), ("datetime", "datetimes")):
        for entity in by_type.get(kind, []):
            slots.setdefault(key, []).append(
                {
                    "role": date_role(text, entity),
                    "value": entity.value,
                    "inferred": bool(entity.extra.get("inferred")),
                    "candidates": list(entity.extra.get("candidates", [])),
                }
            )
    durations = by_type.get("duration", [])
    kept = [e for e in durations if not is_total_of_several(before(text, e))]
    if durations:
        slots["durations"] = [e.value for e in (kept or durations)]
