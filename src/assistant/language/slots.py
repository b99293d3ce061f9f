"""From the entities of a text to slots: each value with the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.language.beside import before
from assistant.language.bounds import MOST_VALUES
from assistant.language.claimed import claimed
from assistant.language.corrected import without_corrected
from assistant.language.counted import note_contracted, note_heads
from assistant.language.directions import directions, there_and_back
from assistant.language.impossible import impossible_dates
from assistant.language.incidents import incident_facts
from assistant.language.limits import on_offer
from assistant.language.model import VALUES, Entity
from assistant.language.multiples import Multiple, multiple
from assistant.language.option_parts import option_parts
from assistant.language.redundancy import redundancy
from assistant.language.regions import note_regions
from assistant.language.roles import date_role
from assistant.language.screening import Screened
from assistant.language.times_told import note_times

Slots = dict[str, Any]

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
    r"\s*(?:台|人|名|本|個)?(?:も|って|は|じゃ|では|だと)[^。、\d]{0,6}(?:遅|足り|狭|きつ|細|物足|少な|多|大き|小さ|余|高)|"
    r"\s*(?:is|are|was|would be|'s)?,? ?(?:not (?:quite )?enough|too (?:many|few|much|little|small|"
    r"large|big|slow|high|low))",
    re.IGNORECASE,
)
_BEYOND_AFTER = re.compile(
    r"\s*(?:を?超|(?:って|は|じゃ|では|だと)[^。]{0,6}(?:遅|足り|狭|きつ|細|物足)|より(?:も)?(?:多|大|上|広|速|長)|"
    r"を?上回)"
)
_BEYOND_BEFORE = re.compile(
    r"\b(?:more than|over|above|beyond|exceed\w*|in excess of|higher than|greater than|faster than)\s*$", re.IGNORECASE
)
_EXCEPTED_AFTER = re.compile(
    r"\s*(?:グレード|プラン|契約)?\s*(?:以外|の?(?:ほか|他)に(?:も|は)?、?(?:どん|どの|ど(?:う|れ)|何|なに)|"
    r"(?:じゃ|では|で)な[いく]|"
    r"[にへ](?:は|も|まで)?(?:上げ|変え|変更し|移り|し|アップグレードし|切り替え)たくな|[にへ](?:は|も|まで)?(?:上げ|あげ|変え|変更せ|移ら|せ|切り替え)ず|[にへ](?:する|上げる|変える|変更する|移る|アップグレードする)?の?(?:つもり|予定|気|考え|予算|余裕|計画)は(?:[^。、]{0,4})(?:な|あり|ござい))"
)
_EXCEPTED_BEFORE = re.compile(
    r"\b(?:except|other than|apart from|besides|excluding|not|below|any grade but|"
    r"(?:without|instead of|not|rather than) (?:mov|go|upgrad|switch|chang)\w*ing (?:up )?to|"
    r"(?:don't|do not|won't|no (?:plan|wish|intention)s?(?: to)?|not) (?:want |plan |intend |wish )?"
    r"(?:to )?(?:move|go|upgrade|"
    r"switch|change) (?:up )?to)(?: for| on| the)?\s*$",
    re.IGNORECASE,
)
_EVERY = Screened(r"全部|すべて|全て|全オプション|ぜんぶ|\b(?:all|every|everything|each|any)\b", re.IGNORECASE)
_FEW_NUMBERS = 2
_LEAST_HEADS = 50  # a larger number beside servers counts devices or people
_ALIKE = 20


def gather(text: str, entities: Sequence[Entity], about: str | None = None) -> Slots:
    """The slots of one stretch of normalised text; `entities` are those inside it, offsets into `text`.

    `about` is the contract item an earlier sentence spoke of: bare numbers belong to it when no other is named.

    Keys (each only when said): services, services_but, grade, grade_from, grade_now, grades; options, options_remove,
    options_keep, options_refused; licences, bandwidth (Mbps), log (days), servers, concurrent, and for those
    `from`, `now` and `stay` (dicts), `relative` ("+" or "-"); region, regions, redundancy, ip, via, items; dates
    (role, value, inferred, candidates), datetimes, times (of a day told before), months,
    durations (ISO 8601), counts, money (yen), numbers, clauses;
    sums (durations that add up others),
    range (by item, the least and the largest said to be on offer), heads (people or devices counted),
    claimed (by item, what is taken for its limits), said_twice (a number told of two things),
    contracted (the count called the contract's), kind_of_day ("a Sunday"),
    impossible (days no calendar has, as written), and the facts of an outage (see incidents).
    """
    slots: Slots = {}
    by_type: dict[str, list[Entity]] = {}
    for entity in without_corrected(text, entities):
        by_type.setdefault(entity.type, []).append(entity)
    if "number" in by_type:
        by_type["number"] = [e for e in by_type["number"] if not _is_step(text, e)]
    for kind in [kind for kind in VALUES if kind in by_type] or ["number"]:
        by_type |= _fitting(text, {k: by_type[k] for k in (kind, "number") if k in by_type})
    _plain(slots, by_type)
    _refused_services(slots, text, by_type.get("service", []))
    _grades(slots, text, by_type.get("grade", []))
    _options(slots, text, by_type.get("option", []))
    times = multiple(text)
    if times is not None:  # 「3割減」: the 3 is no number of licences
        for kind in ("number", *VALUES):
            by_type[kind] = [e for e in by_type.get(kind, []) if e.end <= times.start or e.start >= times.end]
    for kind in VALUES:
        _values(slots, text, kind, by_type.get(kind, []))
    _numbers_beside(slots, text, by_type, about)
    _grade_of_a_step(slots)
    _nth_server(slots, text)
    note_contracted(slots, text, [*by_type.get("concurrent", []), *by_type.get("number", [])])
    if len({e.value for e in by_type.get("number", [])}) == 1 < len(by_type["number"]):
        slots["said_twice"] = by_type["number"][0].value
    note_heads(slots, text, by_type.get("number", []))
    note_regions(slots, text, by_type.get("region", []), by_type.get("option", []))
    if _KIND_OF_DAY.search(text):
        slots["kind_of_day"] = True
    impossible = impossible_dates(text)
    if impossible:
        slots["impossible"] = impossible
    told = redundancy(text)
    if told is not None:
        slots["redundancy"] = told.wanted
        if told.now is not None:
            slots.setdefault("now", {})["redundancy"] = told.now
    note_times(slots, text, by_type)
    _days_of_log(slots, by_type)
    _multiplied(slots, text, times, about)
    _claimed(slots, text, by_type)
    slots.update(incident_facts(_without_names(text, entities)))
    relative = [e for e in by_type.get("datetime", []) if _OF_THAT_DAY.match(e.text)]
    if len(relative) == 1 == len(slots.get("datetimes", [])) and "dates" not in slots:
        # 「復旧は翌日の15時」: the day after the outage spoken of, not after today
        moment = slots.pop("datetimes")[0]
        next_day = bool(_NEXT_DAY.search(text))
        slots["times"] = [{"role": moment["role"], "value": str(moment["value"])[11:16], "next_day": next_day}]
    elif "datetimes" not in slots and "durations" not in slots and "time" in by_type:
        next_day = bool(_NEXT_DAY.search(text))
        told_at = [{"role": date_role(text, e), "value": e.value, "next_day": next_day} for e in by_type["time"]]
        learned = [t["role"] for t in told_at] == ["start", "known", "end"]  # and when IIJ came to know of it
        slots["times"] = told_at if learned else told_at[:2]
        if len(slots["times"]) == 2:  # "from 9:00 to 13:30"
            slots["times"][0]["role"], slots["times"][1]["role"] = "start", "end"
    return slots


_OF_THAT_DAY = Screened(
    r"翌日|翌朝|次の日|同日|同じ日|その日|(?:the )?(?:next|following|same) (?:day|"
    r"morning)",
    re.IGNORECASE,
)
_NEXT_DAY = Screened(r"翌日|翌朝|次の日|\b(?:next|following) (?:day|morning)\b", re.IGNORECASE)


_NTH = {
    word: n
    for n, word in enumerate(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 2)
}
_NTH_SERVER = Screened(
    rf"\b(?:an?|another|the) (?P<word>{'|'.join(_NTH)}) (?:mobility )?server\b|"
    r"(?<!\d)(?P<figure>\d{1,2})台目の?(?:Mobility|モビリティ)?\s?サーバ|サーバ(?:の|を|、)?(?P<after>\d{1,2})台目",
    re.IGNORECASE,
)


def _nth_server(slots: Slots, text: str) -> None:
    """A server that is counted by its place: "give us a fourth server", 「4台目のサーバ」."""
    nth = _NTH_SERVER.search(text)
    if nth is not None and "servers" not in slots:
        slots["servers"] = _NTH.get((nth["word"] or "").lower()) or int(nth["figure"] or nth["after"])
        slots["items"] = [i for i in slots.get("items", []) if i != "servers"]


def _without_names(text: str, entities: Sequence[Entity]) -> str:
    """The text with grades and options blanked, so that "Complete" is not read as "completely"."""
    for entity in entities:
        if entity.type in ("grade", "option"):
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


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
    merged |= _without_product(merged)
    lengths = merged.get("durations", [])
    parted = [d for d in lengths if d not in merged.get("sums", [])]
    if parted and len(parted) < len(lengths):
        merged["durations"] = parted  # "25 minutes each, that's 75 minutes altogether"
    return merged


_REPEATABLE = frozenset({"durations"})
_PLAIN_LENGTH = re.compile(r"PT(\d+)(H|M)")


def _without_product(slots: Slots) -> Slots:
    """The lengths without one that is another as often as it came: "twice, 25 minutes each, so 50 minutes"."""
    lengths, counts = slots.get("durations", []), slots.get("counts", [])
    plain = [_PLAIN_LENGTH.fullmatch(str(length)) for length in lengths]
    if not slots.get("each") or len(lengths) != len(counts) + 1 or len(counts) != 1 or None in plain:
        return {}
    (one, unit), (other, unit_of_other) = (found.groups() for found in plain if found)
    product = unit == unit_of_other and int(one) * counts[0] == int(other)
    return {"durations": [lengths[0]], "sums": [lengths[1]]} if product else {}


def _plain(slots: Slots, by_type: dict[str, list[Entity]]) -> None:
    for kind, key in (
        ("service", "services"),
        ("item", "items"),
        ("clause", "clauses"),
        ("count", "counts"),
        ("number", "numbers"),
        ("month", "months"),
        ("product", "products"),
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


_NOT_OF_AFTER = re.compile(
    r"\s*(?:ちゃう(?:ほう|方|やつ|くて)|とちゃう(?:ほう|方))|"
    r"\s*(?:の(?:ほう|方|話|件|こと))?(?:じゃ|では?)な(?:い|くて?)(?!です?か|でしょう|[?？])|"
    r"\s*以外"
)
_NOT_OF_BEFORE = re.compile(
    r"\b(?:not(?: (?:asking|talking|speaking))?(?: about| for| on| of| in)?|other than|rather than|"
    r"instead of)(?: the| iij| your)*\s*$",
    re.IGNORECASE,
)


def _refused_services(slots: Slots, text: str, services: list[Entity]) -> None:
    """Services that are named as the one that is not meant: "not about ZTNA but the older one"."""
    refused = [e for e in services if _NOT_OF_AFTER.match(text, e.end) or _NOT_OF_BEFORE.search(before(text, e))]
    if refused:
        slots["services_but"] = list(dict.fromkeys(e.value for e in refused))
        slots["services"] = list(dict.fromkeys(e.value for e in services if e not in refused))


class _Frozen(dict[str, Any]):
    """A dict that can be compared in a set; never changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((k, str(v)) for k, v in self.items())))


def _grades(slots: Slots, text: str, grades: list[Entity]) -> None:
    refused = [e for e in grades if _EXCEPTED_AFTER.match(text, e.end) or _EXCEPTED_BEFORE.search(before(text, e))]
    if refused:
        slots["grades_but"] = list(dict.fromkeys(e.value for e in refused))
        grades = [e for e in grades if e not in refused]
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
        elif (
            part == "to"
            and entity.value == grades[0].value
            and slots.get("grade_to") not in (None, entity.value, slots.get("grade_from"))
        ):
            continue  # 「Coreから一度Starterに戻し、またCoreへ」: the way back is none without the way there
        elif part == "to":
            slots["grade_to"] = slots["grade"] = entity.value
        else:
            slots.setdefault("grade", entity.value)
    back = there_and_back(text, grades)
    if back is not None:
        slots["grade_from"], slots["grade_to"] = back
        slots["grade"] = back[1]
    if any(e.extra.get("unknown") for e in grades):
        slots["grade_unknown"] = True


OPTION_PARTS = {"asked": "options", "remove": "options_remove", "keep": "options_keep", "refused": "options_refused"}


def _options(slots: Slots, text: str, options: list[Entity]) -> None:
    options = options[:MOST_VALUES]
    for entity, part in zip(options, option_parts(text, options), strict=True):
        found = slots.setdefault(OPTION_PARTS[part], [])
        if entity.value not in found:
            found.append(entity.value)
    if "options_refused" in slots and _EVERY.search(text):
        slots["all_options"] = True
    # An option asked for in one place and refused in another is asked for.
    for key in ("options_refused",):
        left = [o for o in slots.get(key, []) if o not in slots.get("options", [])]
        if key in slots and not left:
            del slots[key]


_STORES = re.compile(r"\b(?:keep(?:ing)?|retain(?:ing)?)\s*\Z", re.IGNORECASE)  # logs are kept: no word of staying


def _values(slots: Slots, text: str, kind: str, entities: list[Entity]) -> None:
    if not entities:
        return
    bounds = on_offer(text, entities)
    if bounds:  # "as it goes from 50 to 500": what there is to choose from, not what is wanted
        slots.setdefault("items", []).append(kind)
        slots.setdefault("range", {})[kind] = [e.value for e in bounds]
        entities = [e for e in entities if e not in bounds]
    for entity, part in zip(entities, directions(text, entities), strict=True):
        if _is_step(text, entity):
            # 「1ライセンス単位で」, "in blocks of 100" speak of the step, not of a number wanted
            slots.setdefault("items", []).append(kind)
            continue
        if _BEYOND_AFTER.match(text, entity.end) or _BEYOND_BEFORE.search(before(text, entity)):
            slots.setdefault("beyond", []).append(kind)
        if entity.extra.get("relative"):
            slots.setdefault("relative", {})[kind] = entity.extra["relative"]
            slots[kind] = entity.value
        elif part in ("from", "now"):
            slots.setdefault(part, {})[kind] = entity.value
        elif part == "stay" and not (kind == "log" and _STORES.search(before(text, entity))):
            slots.setdefault("stay", {})[kind] = entity.value
        elif kind in slots and part is None:
            slots.setdefault("others", {}).setdefault(kind, []).append(entity.value)
        else:
            slots[kind] = entity.value


def _fitting(text: str, values: dict[str, list[Entity]]) -> dict[str, list[Entity]]:
    """Values by type without those said to be too many or too few, where others are told beside them."""
    fitting = {kind: [e for e in found if not _UNFIT_AFTER.match(text, e.end)] for kind, found in values.items()}
    return fitting if any(fitting.values()) else values


def _is_step(text: str, entity: Entity) -> bool:
    """Whether a value is told as the step from one that can be had to the next."""
    return bool(_STEP_AFTER.match(text, entity.end) or _STEP_BEFORE.search(before(text, entity)))


def _numbers_beside(slots: Slots, text: str, by_type: dict[str, list[Entity]], about: str | None) -> None:
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
    if len(items) != 1:
        return
    item = items[0]
    if item in valued and (item == "log" or not all(_alike(slots, item, e.value) for e in numbers)):
        return
    for entity, part in zip(numbers, directions(text, numbers), strict=True):
        if _BEYOND_AFTER.match(text, entity.end):
            slots.setdefault("beyond", []).append(item)
        if part in ("from", "now"):
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


def _alike(slots: Slots, item: str, number: int) -> bool:
    """Whether a number can be another value of an item: of about the size of the one that was said."""
    said = slots.get(item) or slots.get("from", {}).get(item) or slots.get("now", {}).get(item)
    return bool(said) and said / _ALIKE <= number <= said * _ALIKE


def _grade_of_a_step(slots: Slots) -> None:
    """A grade told beside a step of one value ("on Core, from 500 to 400") is the one the contract has."""
    stepped = any(item in slots.get("from", {}) and item in slots for item in VALUES)
    if stepped and len(slots.get("grades", [])) == 1 and not {"grade_to", "grade_from", "grade_now"} & slots.keys():
        slots["grade_now"] = slots.pop("grade", slots["grades"][0])


_DAYS = re.compile(r"P(\d+)D")


_ABOUT_A_YEAR = re.compile(r"P(?:1Y|6M|12M|3M)")


def _days_of_log(slots: Slots, by_type: dict[str, list[Entity]]) -> None:
    """A number of days beside the log retention is that retention (「ログは360日で」, 「1年ぐらい（360）で」)."""
    if (
        "log" in slots
        and len(slots.get("numbers", [])) == 1
        and any(e.extra.get("approximate") for e in by_type.get("log", []))
    ):
        slots["log"], slots["numbers"] = slots["numbers"][0], []
    beside = "log" in slots.get("items", []) or "log" in slots.get("from", {}) or "log" in slots.get("now", {})
    lengths = slots.get("durations", [])
    if beside and "log" not in slots and lengths:
        found = [days for days in map(_DAYS.fullmatch, lengths) if days]
        years = [length for length in lengths if _ABOUT_A_YEAR.fullmatch(length)]
        if len(found) == 1 and len(found) + len(years) == len(lengths):  # 「一年分残したいから365日に」
            slots["log"] = int(found[0][1])
            slots["durations"] = []


def _claimed(slots: Slots, text: str, by_type: dict[str, list[Entity]]) -> None:
    """Note the limits that are taken for true; a number or a length of time is of the item that it was given to."""
    limits = claimed(text, {kind: by_type[kind] for kind in (*VALUES, "number", "duration") if by_type.get(kind)})
    for kind in limits.keys() - set(VALUES):
        told = limits.pop(kind)
        items = [item for item in VALUES if slots.get(item) in told.values()]
        if "log" in slots and "log" not in items and slots["log"] in {_days(value) for value in told.values()}:
            items.append("log")
        if kind == "number" and not items and slots.get("grades") and not slots.get("items"):
            items, slots["licences"], slots["numbers"] = ["licences"], next(iter(told.values())), []  # beside a grade
        if len(items) == len(told) == 1 and items[0] not in limits:
            limits[items[0]] = dict.fromkeys(told, slots[items[0]])
    if limits:
        slots["claimed"] = limits


def _days(length: Any) -> int | None:
    """The days of an ISO 8601 duration that is told in days."""
    found = _DAYS.fullmatch(str(length))
    return int(found[1]) if found else None


_SERVERS = re.compile(r"サーバ|\bservers?\b", re.IGNORECASE)


def _multiplied(slots: Slots, text: str, times: Multiple | None, about: str | None) -> None:
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


# "turns out to be a Sunday", 「最終日が日曜だったら」: a kind of day, not a date.
_KIND_OF_DAY = Screened(
    r"\b(?:a|falls on|lands on|falling on)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:[土日]曜日?|祝日|休日|年末年始)でも|(?:[土日]曜日?|祝日|休日)(?:に当た|にあた|だった|なら|の場合|と重な)",
    re.IGNORECASE,
)
