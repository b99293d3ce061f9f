"""Which values a text tells of the contract items: wanted, there now, beyond a limit, multiplied."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.claimed import claimed
from assistant.language.directions import directions, is_left_over
from assistant.language.durations import in_days
from assistant.language.limits import on_offer
from assistant.language.model import VALUES, Entity
from assistant.language.multiples import Multiple
from assistant.language.neighbours import before
from assistant.language.step_goals import is_goal, note_goal

_STEP_AFTER = re.compile(
    r"\s*(?:単位(?!的|として)|刻み(?!\s?[はがも]?(?:合|あ[っう]))|ずつ|きざみ(?!\s?[はがも]?(?:合|"
    r"あ[っう]))|(?:-| )?(?:steps?|increments?)\b|at a time\b)",
    re.IGNORECASE,
)
_STEP_BEFORE = re.compile(
    r"\b(?:in|by)(?: the)? (?:blocks?|lots?|packs?|batch(?:es)?|bundles?|multiples?|units?|steps?|increments?|groups?|"
    r"chunks?|tranches) of\s*$",
    re.IGNORECASE,
)
_UNFIT_AFTER = re.compile(  # 「2000じゃ足りないし5000は多い、3500で」
    r"\s*(?:台|人|名|本|個)?(?:も|って|は|じゃ|では|だと)[^。、\d]{0,6}(?:遅|足り|狭|きつ|細|物足|少な|多|大き|小さ|"
    r"余|高)|"
    r"\s*(?:is|are|was|would be|'s)?,? ?(?:not (?:quite )?enough|too (?:many|few|much|little|small|"
    r"large|big|slow|high|low))",
    re.IGNORECASE,
)
_BEYOND_AFTER = re.compile(
    r"\s*(?:を?超|(?:って|は|じゃ|では|だと)[^。]{0,6}(?:遅|足り|狭|きつ|細|物足)|より(?:も)?(?:多|大|上|広|速|長)|"
    r"を?上回)"
)
_BELOW_AFTER = re.compile(r"\s*(?:未満|を(?:切る|下回)|より(?:も)?(?:少な|小さ|下|低|狭|遅|短))")
_BELOW_BEFORE = re.compile(
    r"\b(?:below|under|less than|fewer than|lower than|smaller than|slower than)\s*$", re.IGNORECASE
)
_BEYOND_BEFORE = re.compile(
    r"\b(?:more than|over|above|beyond|exceed\w*|in excess of|higher than|greater than|faster than)\s*$", re.IGNORECASE
)
_STORES = re.compile(r"\b(?:keep(?:ing)?|retain(?:ing)?)\s*\Z", re.IGNORECASE)  # logs are kept: no word of staying
_ABOUT_A_YEAR = re.compile(r"P(?:1Y|6M|12M|3M)")
_SERVERS = re.compile(r"サーバ|\bservers?\b", re.IGNORECASE)
_FEW_NUMBERS = 2
_OF_ANOTHER = re.compile(r"で、?\s?")
_LEAST_HEADS = 50  # a larger number beside servers counts devices or people
_ALIKE = 20


def note_values(slots: dict[str, Any], text: str, kind: str, entities: list[Entity]) -> None:
    """The values told of one contract item, each by where it stands in a change."""
    if not entities:
        return
    bounds = on_offer(text, entities)
    if bounds:  # "as it goes from 50 to 500": what there is to choose from, not what is wanted
        slots.setdefault("items", []).append(kind)
        slots.setdefault("range", {})[kind] = [e.value for e in bounds]
        entities = [e for e in entities if e not in bounds]
    for entity, part in zip(entities, directions(text, entities), strict=True):
        if is_step(text, entity):
            # 「1ライセンス単位で」, "in blocks of 100" speak of the step, not of a number wanted
            slots.setdefault("items", []).append(kind)
            continue
        if _BEYOND_AFTER.match(text, entity.end) or _BEYOND_BEFORE.search(before(text, entity)):
            slots.setdefault("beyond", []).append(kind)
        elif _BELOW_AFTER.match(text, entity.end) or _BELOW_BEFORE.search(before(text, entity)):
            slots.setdefault("below", []).append(kind)
        if entity.extra.get("relative"):
            slots.setdefault("relative", {})[kind] = entity.extra["relative"]
            slots[kind] = entity.value
        elif (part == "to" or is_goal(text, entity)) and note_goal(slots, kind, entity.value):
            continue
        elif part in ("from", "now"):
            slots.setdefault(part, {})[kind] = entity.value
        elif part == "stay" and not (kind == "log" and _STORES.search(before(text, entity))):
            slots.setdefault("stay", {})[kind] = entity.value
        elif kind in slots and part is None:
            slots.setdefault("others", {}).setdefault(kind, []).append(entity.value)
        else:
            slots[kind] = entity.value


def fitting(text: str, values: dict[str, list[Entity]]) -> dict[str, list[Entity]]:
    """Values by type without those said to be too many or too few, where others are told beside them."""
    fit = {kind: [e for e in found if not _UNFIT_AFTER.match(text, e.end)] for kind, found in values.items()}
    return fit if any(fit.values()) else values


def is_step(text: str, entity: Entity) -> bool:
    """Whether a value is told as the step from one that can be had to the next."""
    return bool(_STEP_AFTER.match(text, entity.end) or _STEP_BEFORE.search(before(text, entity)))


def note_numbers_beside(slots: dict[str, Any], text: str, by_type: dict[str, list[Entity]], about: str | None) -> None:
    """Bare numbers belong to the only item named beside them (「ライセンスも1500へ」, 「5000の契約なのに5300」).

    `about` is the item an earlier sentence was about, for a sentence that names none.
    """
    numbers = [e for e in by_type.get("number", []) if isinstance(e.value, int)]
    if about == "servers":  # told before: only what can be a number of servers is one
        numbers = [e for e in numbers if e.value < _LEAST_HEADS]
    if not 0 < len(numbers) <= _FEW_NUMBERS:
        return
    valued = [i for i in VALUES if i in slots or any(i in slots.get(k, {}) for k in ("from", "now"))]
    named = [i for i in slots.get("items", []) if i in VALUES and i not in valued]
    items = list(dict.fromkeys([*valued, *named])) or ([about] if about else [])
    if len(items) > 1 and len(named) == 1 and _stand_behind(named[0], numbers, by_type, valued):
        items = named  # 「ライセンスを現在の1,000から270追加し、帯域を1Gへ」
    if len(items) != 1:
        return
    item = items[0]
    if item == "servers" and item in valued:  # "raise to 5 servers and 5500": no number of servers
        numbers = [e for e in numbers if e.value < _LEAST_HEADS]
        if not numbers:
            return
    if any(_OF_ANOTHER.fullmatch(text, e.end, n.start) for e in by_type.get(item, []) for n in numbers):
        return  # 「Coreの200Mで600にして」
    if item in valued and (
        (item == "log" and "log" in slots) or not all(_alike(slots, item, e.value) for e in numbers)
    ):
        return
    for entity, part in zip(numbers, directions(text, numbers), strict=True):
        if _BEYOND_AFTER.match(text, entity.end):
            slots.setdefault("beyond", []).append(item)
        if (part == "to" or is_goal(text, entity)) and note_goal(slots, item, entity.value):
            continue
        if is_left_over(text, entity):
            slots[item] = entity.value
        elif part in ("from", "now"):
            slots.setdefault(part, {}).setdefault(item, entity.value)
        elif item in slots and part == "to" and item not in slots.get("from", {}):
            # "500 licences: can we go down to 400?": the one said with the item is where it starts
            slots.setdefault("from", {})[item] = slots[item]
            slots[item] = entity.value
        elif item in slots:
            slots.setdefault("others", {}).setdefault(item, []).append(entity.value)
        else:
            slots[item] = entity.value
            if entity.extra.get("relative"):
                slots.setdefault("relative", {})[item] = entity.extra["relative"]
    slots["numbers"] = []


def _stand_behind(item: str, numbers: list[Entity], by_type: dict[str, list[Entity]], valued: list[str]) -> bool:
    """Whether all numbers stand behind an item that is named, before the value of any other."""
    place = next((e for e in by_type.get("item", []) if e.value == item), None)
    if place is None or any(n.start < place.end for n in numbers):
        return False
    others = [e.start for kind in valued for e in by_type.get(kind, [])]
    return not any(place.end <= start < numbers[-1].start for start in others)


def _alike(slots: dict[str, Any], item: str, number: int) -> bool:
    """Whether a number can be another value of an item: of about the size of the one that was said."""
    said = slots.get(item) or slots.get("from", {}).get(item) or slots.get("now", {}).get(item)
    return bool(said) and said / _ALIKE <= number <= said * _ALIKE


def note_bare_now(slots: dict[str, Any], text: str, numbers: list[Entity]) -> None:
    """Of two bare numbers, the one there is now stands apart from the one wanted: 「今3台で、5台にしたい」."""
    told = [e for e in numbers if isinstance(e.value, int)]
    if len(told) != len(slots.get("numbers", [])) or len(told) != _FEW_NUMBERS or told[0].value == told[1].value:
        return
    parts = directions(text, told)
    if parts[0] == "now" and parts[1] in (None, "to") and _WANTED_THEN.search(text, told[1].start):
        slots["numbers"], slots["number_now"] = [told[1].value], told[0].value


_WANTED_THEN = re.compile(
    r"に(?:し|増や|減ら|上げ|下げ|変え|変更)|希望|ほしい|欲しい|(?=.{0,12}(?:\bplease\b|\Z))", re.IGNORECASE
)


def note_grade_of_a_step(slots: dict[str, Any]) -> None:
    """A grade told beside a step of one value ("on Core, from 500 to 400") is the one the contract has."""
    stepped = any(item in slots.get("from", {}) and item in slots for item in VALUES)
    if stepped and len(slots.get("grades", [])) == 1 and not {"grade_to", "grade_from", "grade_now"} & slots.keys():
        slots["grade_now"] = slots.pop("grade", slots["grades"][0])


def note_days_of_log(slots: dict[str, Any], by_type: dict[str, list[Entity]]) -> None:
    """A number of days beside the log retention is that retention (「ログは360日で」, 「1年ぐらい（360）で」)."""
    if (
        "log" in slots
        and len(slots.get("numbers", [])) == 1
        and any(e.extra.get("approximate") for e in by_type.get("log", []))
    ):
        slots["log"], slots["numbers"] = slots["numbers"][0], []
    if by_type.get("log") and slots.get("durations"):  # "a full year of logs, i.e. 365 days": one length said twice
        slots["durations"] = [length for length in slots["durations"] if in_days(length) != slots.get("log")]
    beside = "log" in slots.get("items", []) or "log" in slots.get("from", {}) or "log" in slots.get("now", {})
    lengths = slots.get("durations", [])
    if beside and "log" not in slots and lengths:
        found = [days for days in map(in_days, lengths) if days is not None]
        years = [length for length in lengths if _ABOUT_A_YEAR.fullmatch(length)]
        if len(found) == 1 and len(found) + len(years) == len(lengths):  # 「一年分残したいから365日に」
            slots["log"] = found[0]
            slots["durations"] = []


def note_claimed(slots: dict[str, Any], text: str, by_type: dict[str, list[Entity]]) -> None:
    """Note the limits that are taken for true; a number or a length of time is of the item that it was given to."""
    limits = claimed(text, {kind: by_type[kind] for kind in (*VALUES, "number", "duration") if by_type.get(kind)})
    for kind in limits.keys() - set(VALUES):
        told = limits.pop(kind)
        items = [item for item in VALUES if slots.get(item) in told.values()]
        if "log" in slots and "log" not in items and slots["log"] in {in_days(str(value)) for value in told.values()}:
            items.append("log")
        if kind == "number" and not items and slots.get("grades") and not slots.get("items"):
            items, slots["licences"], slots["numbers"] = ["licences"], next(iter(told.values())), []  # beside a grade
        if len(items) == len(told) == 1 and items[0] not in limits:
            limits[items[0]] = dict.fromkeys(told, slots[items[0]])
    if limits:
        slots["claimed"] = limits


def note_multiplied(slots: dict[str, Any], text: str, times: Multiple | None, about: str | None) -> None:
    """Note "twice as many", "half", "30 % less" as a relative value by multiplication."""
    counted = [i for i in VALUES if i in slots and i not in slots.get("relative", {})]
    items = (
        counted
        or [i for i in VALUES if i in slots.get("now", {})]
        or [i for i in slots.get("items", []) if i in VALUES]
        or ([about] if about else [])
    )
    items = list(dict.fromkeys([*items, *(["servers"] if times and _SERVERS.search(text) else [])]))
    if times is None or not items or (counted and len(items) > 1):
        return
    for item in items:  # "double the servers and the licences"
        if item in slots:  # "double our 200 licences": what is there now
            slots.setdefault("now", {})[item] = slots[item]
        slots[item] = times.factor
        slots.setdefault("relative", {})[item] = "*"
